"""What changed from one law to another: which provisions, and which of their fields."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

from ..rules.law import PROVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..catalog.text import Text
    from ..rules.law import Law
    from ..rules.models import Pack

Change = Literal["added", "removed", "changed"]
CHANGED_KINDS = ("packs", "instruments", *PROVISIONS)
"""What is compared, in the order in which it is told."""

# A test of one fact, or a text in two languages, changes as a whole: half of it says nothing.
_TESTS = frozenset({"fact", "element", "any_element_of", "listed_in", "red_flag"})
_LANGUAGES = frozenset({"en", "zh"})
_NAMES = ("id", "number")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that is no longer what it was.

    Attributes:
        field: Where it stands in the provision, as `definition.all[1]`.
        before: What it was, as plain data; None where there was nothing.
        after: What it is; None where there is nothing any more.
    """

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """One provision, instrument or pack that was added, removed or changed.

    Attributes:
        kind: `entries`, `rules`, `instruments`, `packs`, ...
        id: Its id, in the new law where it is there.
        pack: The pack in which it stands, likewise.
        title: Its title, likewise.
        change: What happened to it.
        fields: What differs; empty for what was added or removed.
    """

    kind: str
    id: str
    pack: str
    title: Text
    change: Change
    fields: tuple[FieldChange, ...] = ()


def law_changes(before: Law, after: Law) -> tuple[ProvisionChange, ...]:
    """Every provision that differs between two laws, in the order of kinds and ids.

    An entry that says that it replaces another is compared with it. The order in which things are
    listed, comments and layout are no change.
    """
    found = [
        change
        for kind in CHANGED_KINDS
        for change in _of_kind(kind, _all(before, kind), _all(after, kind))
    ]
    return tuple(found)


def _all(law: Law, kind: str) -> Mapping[str, tuple[Pack, Any]]:
    if kind == "packs":
        return {pack.pack: (pack, pack) for pack in law.packs}
    return {item.id: (pack, item) for pack in law.packs for item in getattr(pack, kind)}


def _of_kind(
    kind: str, before: Mapping[str, tuple[Pack, Any]], after: Mapping[str, tuple[Pack, Any]]
) -> Iterator[ProvisionChange]:
    renamed = {
        old: name
        for name, (_, item) in after.items()
        for old in getattr(item, "replaces", ())
        if name not in before and old in before and old not in after
    }
    former = {name: old for old, name in renamed.items()}
    for name in sorted(before.keys() | after.keys()):
        if name in renamed:
            continue
        old, new = before.get(former.get(name, name)), after.get(name)
        pack, item = new or old  # type: ignore[misc]  # one of the two has it
        if old is None or new is None:
            change: Change = "added" if old is None else "removed"
            yield ProvisionChange(kind, name, pack.pack, item.title, change)
            continue
        fields = tuple(field_changes(_plain(*old), _plain(*new)))
        if fields:
            yield ProvisionChange(kind, name, pack.pack, item.title, "changed", fields)


def _plain(pack: Pack, item: Any) -> dict[str, Any]:
    left_out = {"instruments", *PROVISIONS} if item is pack else set()
    content: dict[str, Any] = item.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude=left_out
    )
    return content if item is pack else {**content, "pack": pack.pack}


def field_changes(before: Any, after: Any, field: str = "") -> Iterator[FieldChange]:
    """Every difference between two pieces of plain data.

    Args:
        before: What it was; None for nothing.
        after: What it is; None for nothing.
        field: Where it stands.
    """
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and not _is_whole(before, after):
        for key in dict.fromkeys((*before, *after)):
            here = f"{field}.{key}" if field else key
            yield from field_changes(before.get(key), after.get(key), here)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _list_changes(before, after, field)
    else:
        yield FieldChange(field, before, after)


def _is_whole(*contents: dict[str, Any]) -> bool:
    return any(
        content.keys() & _TESTS
        or (content.keys() <= _LANGUAGES and all(isinstance(v, str) for v in content.values()))
        for content in contents
    )


def _list_changes(before: list[Any], after: list[Any], field: str) -> Iterator[FieldChange]:
    ones, others = [_key(each) for each in before], [_key(each) for each in after]
    if Counter(ones) == Counter(others):
        return
    name = next((name for name in _NAMES if _names(before, name) and _names(after, name)), None)
    if name is not None:
        old, new = ({each[name]: each for each in items} for items in (before, after))
        for key in dict.fromkeys((*old, *new)):
            yield from field_changes(old.get(key), new.get(key), f"{field}[{key}]")
        return
    if not all(isinstance(each, dict) for each in (*before, *after)):
        yield from _member_changes(before, after, field)
        return
    for tag, a, b, c, d in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for offset in range(max(b - a, d - c)):
            old_item = before[a + offset] if a + offset < b else None
            new_item = after[c + offset] if c + offset < d else None
            place = a + offset if old_item is not None else c + offset
            yield from field_changes(old_item, new_item, f"{field}[{place}]")


def _member_changes(before: list[Any], after: list[Any], field: str) -> Iterator[FieldChange]:
    for each in before:
        if each not in after:
            yield FieldChange(field, each, None)
    for each in after:
        if each not in before:
            yield FieldChange(field, None, each)


def _names(items: Sequence[Any], name: str) -> bool:
    """Whether a field tells the items apart."""
    found = [each.get(name) if isinstance(each, dict) else None for each in items]
    return None not in found and len(set(found)) == len(found)


def _key(content: Any) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)
