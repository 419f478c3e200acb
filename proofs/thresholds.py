"""Thresholds of sibling entries that leave a hole between them, or overlap."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from ..catalog.text import Text
from ..engine.conditions import build
from ..engine.element_nodes import ElementLeaf
from ..engine.nodes import Leaf
from ..rules.conditions import AllOf, Condition
from .findings import Finding
from .nodes import both, leaves
from .showing import fill
from .witness import shipment_for
from .worlds import scopes_for, solve, values_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Any

    from ..engine.lawbook import AskedEntry
    from ..engine.nodes import Node
    from .survey import Survey

_HOLE = Text(
    "entries {entries} differ in one threshold only, and a value between them is covered by none",
    "条目{entries}仅一项阈值不同，而两者之间有一数值均未涵盖",
)
_MEND_HOLE = Text(
    "compare both thresholds with the text: one of them is likely to be off, or open where it "
    "should be closed",
    "将两项阈值与原文核对：可能数值有误，或应含端点而未含",
)
_OVERLAP = Text(
    "entries {entries} differ in one threshold only, and a value is covered by both",
    "条目{entries}仅一项阈值不同，而有一数值为两者同时涵盖",
)
_MEND_OVERLAP = Text(
    "compare both thresholds with the text: siblings part a range between them",
    "将两项阈值与原文核对：同级条目应划分同一范围",
)

_Group = list[tuple["AskedEntry", "Node", tuple[Condition, ...]]]


def find_threshold_faults(survey: Survey) -> Iterator[Finding]:
    """Holes and overlaps between entries of one list that differ in one number only.

    Siblings have control codes that differ in their last part, and definitions with the same parts
    but for the tests of one quantity, or of the mass fraction of one element. One that lies wholly
    inside the other is a special case of it, no overlap.
    """
    groups: dict[tuple[Any, ...], _Group] = defaultdict(list)
    for asked in survey.entries.values():
        entry = asked.entry
        if entry.control_code is None or entry.definition is None or not survey.lives[entry.id]:
            continue
        stem = entry.control_code.rpartition(".")[0]
        parts = _parts(entry.definition)
        keyed = [(part, _number(survey, part)) for part in parts]
        for key in sorted({key for _, key in keyed if key}):
            own = both(*(build(p, survey.law.vocabulary) for p, k in keyed if k == key))
            rest = tuple(part for part, k in keyed if k != key)
            groups[stem, key, frozenset(rest)].append((asked, own, rest))
    for (_, key, _), group in groups.items():
        yield from _of(survey, key, group)


def _parts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AllOf):
        for part in condition.all:
            yield from _parts(part)
    else:
        yield condition


def _number(survey: Survey, part: Condition) -> str:
    """The key of the one number that a condition tests; empty when it tests anything else."""
    found = list(leaves(build(part, survey.law.vocabulary), scopes_for(1)))
    keys = {key for key, _ in found}
    is_number = all(
        isinstance(leaf, ElementLeaf) or (isinstance(leaf, Leaf) and leaf.fact.type == "quantity")
        for _, leaf in found
    )
    return keys.pop() if len(keys) == 1 and is_number else ""


def _of(survey: Survey, key: str, group: _Group) -> Iterator[Finding]:
    alive: dict[tuple[str, ...], date] = {}
    for day in survey.days:
        names = tuple(a.entry.id for a, _, _ in group if survey.is_live(a.entry.id, day))
        if len(names) > 1:
            alive.setdefault(names, day)
    seen: set[str] = set()
    for names, day in alive.items():
        siblings = [each for each in group if each[0].entry.id in names]
        for finding in _on(survey, key, siblings, day):
            if finding.name not in seen:
                seen.add(finding.name)
                yield finding


def _on(survey: Survey, key: str, group: _Group, day: date) -> Iterator[Finding]:
    tests = [leaf for _, own, _ in group for _, leaf in leaves(own, scopes_for(1))]
    values = values_for(key, tests, day)
    covered = [
        {index for index, value in enumerate(values) if own.truth({key: value}) is True}
        for _, own, _ in group
    ]
    by_all = set().union(*covered)
    rest = both(*(build(part, survey.law.vocabulary) for part in group[0][2]))

    def told(kind: str, index: int, among: _Group) -> Iterator[Finding]:
        facts = solve(rest, day, {key: values[index]})
        if facts is not None:
            entries = [asked.entry for asked, _, _ in among]
            words = _HOLE if kind == "hole" else _OVERLAP
            remedy = _MEND_HOLE if kind == "hole" else _MEND_OVERLAP
            about = tuple(sorted(entry.id for entry in entries))
            listed = ", ".join(f"`{entry.control_code}`" for entry in entries)
            yield Finding(
                "threshold_hole" if kind == "hole" else "threshold_overlap",
                about,
                fill(words, entries=listed),
                remedy,
                day,
                shipment_for({**facts, key: values[index]}, survey.law.vocabulary, entries),
            )

    holes = [i for i in range(len(values)) if i not in by_all]
    between = [i for i in holes if min(by_all, default=i) < i < max(by_all, default=i)]
    for index in between[:1]:
        yield from told("hole", index, group)
    for (one, in_one), (two, in_two) in combinations(zip(group, covered, strict=True), 2):
        shared = in_one & in_two
        if shared and in_one - in_two and in_two - in_one:
            yield from told("overlap", min(shared), [one, two])
