"""What lint finds to be there for nothing: what nothing names, reads, requires or cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..catalog.text import Text
from ..catalog.vocabulary import vocabulary_files
from ..catalog.yaml_source import read_yaml
from .conditions import ElementTest, FactTest
from .lint_parts import Elsewhere, Found
from .listing_models import Listing
from .models import FactEvidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from .lint_parts import Together

_NAMED = {
    "exclusions": "an entry",
    "documents": "a procedure, licence kind, rule or red flag",
    "declaration_entries": "a procedure or rule",
}
# Nobody tests these in a rule: the engine reads them itself.
_READ_BY_THE_ENGINE = {
    "line.composition",
    "line.control_code",
    "line.item_kind",
    "party.listed_as",
    "shipment.exporter_is_in_china",
}


def lint_use(law: Together) -> Iterator[Found]:
    """Everything that is there and that nothing uses."""
    named = {words for part in law.parts for words in _words(part.pack, is_top=True)}
    for kind, users in _NAMED.items():
        for part, path, item in law.of_kind(kind):
            if law.is_whole and item.id not in named:
                message = f"{users} would name it, and none does"
                yield Found(part, path, "unused", message, item.id)
    yield from _licence_kinds(law)
    yield from _procedures(law)
    cited = _cited(law)
    for part, path, item in law.of_kind("instruments"):
        if law.is_whole and item.id not in cited:
            message = "no provision of any pack cites it"
            yield Found(part, path, "instrument-not-cited", message, item.id)
    yield from _facts(law)


def _licence_kinds(law: Together) -> Iterator[Found]:
    required = {rule.then.requires for _, _, rule in law.of_kind("rules")}
    for part, path, kind in law.of_kind("licence_kinds"):
        if law.is_whole and kind.requirement not in required:
            message = f"no rule requires `{kind.requirement}`"
            yield Found(part, path, "unused", message, kind.id)


def _procedures(law: Together) -> Iterator[Found]:
    required = {rule.then.requires for _, _, rule in law.of_kind("rules")}
    for part, path, procedure in law.of_kind("procedures"):
        if law.is_whole and procedure.requirement not in required:
            message = f"no rule requires `{procedure.requirement}`"
            yield Found(part, path, "unused", message, procedure.id)


def _words(value: Any, *, is_top: bool = False) -> Iterator[str]:
    """Every plain text in a model but ids."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from _words(item)
    elif hasattr(type(value), "model_fields"):
        model: BaseModel = value
        for name in type(model).model_fields:
            if name != "id" or is_top:
                yield from _words(getattr(model, name))
    elif isinstance(value, str):
        yield value


def _cited(law: Together) -> set[str | None]:
    found: set[str | None] = set()
    for part in law.parts:
        found.add(part.pack.instrument)
        for kind, _, item in part.items():
            found |= {suspension.by for suspension in item.suspended}
            if kind != "instruments":
                found |= {item.instrument, *_instruments(item)}
    return found


def _instruments(value: Any) -> Iterator[str]:
    """The instruments that a provision cites, also in its parts."""
    if isinstance(value, tuple):
        for item in value:
            yield from _instruments(item)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "instrument" and isinstance(inner, str):
                yield inner
            elif not isinstance(inner, Text | str):
                yield from _instruments(inner)


def _facts(law: Together) -> Iterator[Found]:
    """Facts that nothing reads, where they are declared."""
    if not (law.is_shipped and law.is_whole):
        return
    read = _READ_BY_THE_ENGINE.union(*(_read(part.pack) for part in law.parts))
    for file, text in vocabulary_files().items():
        source = read_yaml(text.read_text(encoding="utf-8"), file)
        for index, fact in enumerate(source.content.get("facts", ())):
            # A party is read through its own facts.
            if fact["name"] not in read and fact["type"] != "party":
                message = "no rule, entry or flag reads this fact"
                place = ("facts", index)
                yield Found(Elsewhere(source), place, "fact-unread", message, fact["name"])


def _read(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _read(item)
    elif hasattr(type(value), "model_fields"):
        if isinstance(value, FactTest):
            yield value.fact
            if value.differs_from is not None:
                yield value.differs_from
        elif isinstance(value, FactEvidence):
            yield value.fact
        elif isinstance(value, Listing):
            yield from value.establishes
        elif isinstance(value, ElementTest):
            yield "line.composition"
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if not isinstance(inner, Text | str):
                yield from _read(inner)
