"""What must hold of packs taken together; each check gives faults with file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..catalog.agencies import find_agency
from ..catalog.elements import find_element
from ..catalog.text import Text
from ..catalog.units import parse_quantity
from ..errors import CatalogError, Fault
from .conditions import (
    AllOf,
    AnyElementTest,
    AnyOf,
    ElementTest,
    FactTest,
    ListedTest,
    Not,
    PartyTest,
)
from .law import POINTER_DOMAIN, PROVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from ..catalog.vocabulary import Fact, Vocabulary
    from ..catalog.yaml_source import Path, YamlSource
    from .conditions import Condition
    from .models import Pack

    Loaded = tuple[Pack, YamlSource]

_COMPARISONS_OF = {
    "term": {"is", "in"},
    "flag": {"is"},
    "quantity": {"above", "at_least", "below", "at_most"},
    "text": {"is", "in", "begins_with"},
    "date": {"before", "on_or_after"},
    "country": {"is", "in", "member_of"},
    "composition": set[str](),
    "party": set[str](),
}

# Which fields of a provision name which kind of thing.
_REFERENCES = {
    "exclusions": "exclusions",
    "yields_to": "rules",
    "bars": "licence_kinds",
    "documents": "documents",
    "declares": "declaration_entries",
    "end_use_certificate": "documents",
}
_AGENCY_FIELDS = {
    "issuers", "files_with", "examines", "consulted", "licenses", "decides_in_great_cases",
}  # fmt: skip


def check_packs(loaded: Iterable[Loaded], words: Vocabulary) -> list[Fault]:
    """Every fault of packs taken together.

    Args:
        loaded: The packs and their sources.
        words: The vocabulary that they may read.
    """
    loaded = list(loaded)
    known = _known_ids(loaded)
    requirements = {p.requirement for pack, _ in loaded for p in pack.procedures}
    faults = list(_repeated_ids(loaded))
    for pack, source in loaded:
        for path, node in _walk(pack, ()):
            line = f"line {source.line_of(path)}"
            for message, seen, remedy in _node_faults(node, path, known, words, requirements):
                faults.append(Fault(message, source.name, line, "", seen, "", remedy))
    return faults


def _walk(model: BaseModel, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, model
    for name, info in type(model).model_fields.items():
        yield from _walk_value(getattr(model, name), (*path, info.alias or name))


def _walk_value(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk_value(item, (*path, index))
    elif hasattr(type(value), "model_fields"):
        yield from _walk(value, path)
    elif isinstance(value, Text | str):
        yield path, value


def _known_ids(loaded: list[Loaded]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {kind: set() for kind in ("instruments", *PROVISIONS)}
    for pack, _ in loaded:
        for kind, ids in known.items():
            ids.update(item.id for item in getattr(pack, kind))
    packs = [pack for pack, _ in loaded]
    known["domains"] = {POINTER_DOMAIN}
    known["domains"].update(entry.domain for pack in packs for entry in pack.entries)
    known["domains"].update(name for pack in packs for name in pack.domain_groups)
    return known


def _repeated_ids(loaded: list[Loaded]) -> Iterator[Fault]:
    where = [
        (item.id, source.name, source.line_of((kind, index)))
        for pack, source in loaded
        for kind in ("instruments", *PROVISIONS)
        for index, item in enumerate(getattr(pack, kind))
    ]
    counts = Counter(name for name, _, _ in where)
    for name, file, line in where:
        if counts[name] > 1:
            places = ", ".join(f"{f}:{n}" for i, f, n in where if i == name)
            yield Fault(
                f"id `{name}` is used {counts[name]} times: {places}",
                file,
                f"line {line}",
                remedy="an id stands for one thing and is never reused",
            )


_Found = Iterator[tuple[str, str, str]]


def _node_faults(
    node: Any, path: Path, known: dict[str, set[str]], words: Vocabulary, requirements: set[str]
) -> _Found:
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if isinstance(node, Text):
        if not node.zh:
            yield "the Chinese words are missing", node.en, "write `zh` beside `en`"
    elif isinstance(node, str):
        yield from _reference_faults(node, field, known, requirements)
    elif isinstance(node, FactTest):
        yield from _fact_faults(node, words)
    elif isinstance(node, ElementTest | AnyElementTest):
        yield from _element_faults(node, words)
    elif isinstance(node, ListedTest):
        for name in node.listed_in:
            if name not in known["domains"]:
                yield "no entry has this domain, and no group this name", name, "mend the name"


def _reference_faults(
    name: str, field: str, known: dict[str, set[str]], requirements: set[str]
) -> _Found:
    if field in {"instrument", "by"} and name not in known["instruments"]:
        remedy = "add it to the register in rules/cn/instruments.yaml, or mend the id"
        yield "the instrument is not in the register", name, remedy
    kind = _REFERENCES.get(field)
    if kind is not None and name not in known[kind]:
        yield f"no {kind.replace('_', ' ')} with this id", name, "mend the id or add the thing"
    if field == "requires" and name not in requirements:
        remedy = "add a procedure for it: agencies, papers and time limit"
        yield "no procedure says how this requirement is met", name, remedy
    if field in _AGENCY_FIELDS:
        try:
            find_agency(name)
        except (CatalogError, KeyError):
            yield "no such agency", name, "add it to the catalogue of agencies, or mend the id"


def _fact_faults(test: FactTest, words: Vocabulary) -> _Found:
    fact = words.facts.get(test.fact)
    if fact is None:
        yield (
            "the fact is not in the vocabulary",
            test.fact,
            "declare it in catalog/vocabulary.yaml",
        )
        return
    name, value = test.comparison
    if name not in _COMPARISONS_OF[fact.type]:
        allowed = ", ".join(sorted(_COMPARISONS_OF[fact.type])) or "an `element` condition"
        yield f"`{name}` does not compare a {fact.type}", test.fact, f"use {allowed}"
        return
    yield from _value_faults(fact, name, value)


def _value_faults(fact: Fact, comparison: str, value: Any) -> _Found:
    if fact.type == "term" and fact.terms is not None:
        for term in value if isinstance(value, tuple) else (value,):
            if term not in fact.terms:
                remedy = f"use one of {', '.join(fact.terms)}"
                yield f"`{fact.name}` has no such term", str(term), remedy
    elif fact.type == "flag" and not isinstance(value, bool):
        yield f"`{fact.name}` is true or false", str(value), "write `is: true` or `is: false`"
    elif fact.type == "quantity":
        try:
            parse_quantity(value, fact.unit)
        except CatalogError as error:
            yield f"`{comparison}`: {error.message}", value, f"give it in {fact.unit}"


def _element_faults(test: ElementTest | AnyElementTest, words: Vocabulary) -> _Found:
    if isinstance(test, AnyElementTest):
        if test.any_element_of not in words.element_groups:
            known = ", ".join(words.element_groups)
            yield "no such group of elements", test.any_element_of, f"use one of {known}"
    else:
        for symbol in test.element:
            element = find_element(symbol)
            if element is None or element.symbol != symbol:
                yield "no such chemical symbol", symbol, "write the symbol, as `Dy`"
    for name in ("above", "at_most", "impurity_up_to"):
        value = getattr(test, name, None)
        if value is not None:
            try:
                parse_quantity(value, "1")
            except CatalogError as error:
                yield f"`{name}`: {error.message}", value, "write a mass fraction, as `0.1 %`"


def conditions_in(condition: Condition) -> Iterator[Condition]:
    """A condition and all its parts."""
    yield condition
    match condition:
        case AllOf():
            parts: tuple[Condition, ...] = condition.all
        case AnyOf():
            parts = condition.any
        case Not():
            parts = (condition.not_,)
        case PartyTest():
            parts = (condition.where,)
        case _:
            parts = ()
    for part in parts:
        yield from conditions_in(part)
