"""From a better to a worse value of one fact, and what that may do to a condition."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, product
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from ..catalog.countries import all_countries
from ..catalog.interval import Interval
from ..engine.element_nodes import OneOfGroup
from ..engine.nodes import Differs, Leaf, Listed, Negation, OfParty, Several
from .nodes import keys_of, leaves, with_fact
from .worlds import scopes_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from ..catalog.vocabulary import Fact, Vocabulary
    from ..engine.nodes import Node

Truths = frozenset[tuple[bool, bool]]
"""What a condition may be for the better value and, all else being equal, for the worse one."""

SCOPES = scopes_for(1)
_FREE: Truths = frozenset({(False, False), (True, True)})
_ANY: Truths = _FREE | {(False, True), (True, False)}
_LESSENED = (True, False)


@dataclass(frozen=True, slots=True)
class Step:
    """A better and a worse value of a fact.

    Attributes:
        key: Of the fact.
        better: A value.
        worse: One that is worse by what the vocabulary declares.
    """

    key: str
    better: Any
    worse: Any


class Steps:
    """All steps that conditions of a law can tell apart.

    Args:
        words: The vocabulary, which declares what is worse.
        conditions: All conditions of the law.
    """

    def __init__(self, words: Vocabulary, conditions: Iterable[Node]) -> None:
        self._facts = words.facts
        self._limits: dict[str, set[Fraction]] = defaultdict(set)
        self._named: dict[str, list[Leaf]] = defaultdict(list)
        for node in conditions:
            for _, leaf in leaves(node, SCOPES):
                if isinstance(leaf, Leaf) and leaf.fact.type == "quantity":
                    self._limits[leaf.fact.name].add(leaf.probes[0].low)
                elif isinstance(leaf, Leaf) and leaf.fact.type == "country":
                    self._named[leaf.fact.name].append(leaf)
        self._made: dict[tuple[str, date | None], tuple[tuple[Any, Any], ...]] = {}

    def of(self, node: Node, day: date) -> Iterator[Step]:
        """The steps of the facts that a condition reads, on a day."""
        facts: dict[str, Fact] = {}
        for key, leaf in leaves(node, SCOPES):
            if isinstance(leaf, Leaf):
                facts[key] = leaf.fact
            elif isinstance(leaf, Differs):
                facts[key] = leaf.other if key == leaf.other.name else leaf.fact
        for key, fact in sorted(facts.items()):
            if fact.worse:
                # Who belongs to a group of countries differs by day.
                cached = fact.name, day if fact.type == "country" else None
                if cached not in self._made:
                    self._made[cached] = tuple(self._of(fact, day))
                yield from (Step(key, *values) for values in self._made[cached])

    def _of(self, fact: Fact, day: date) -> Iterator[tuple[Any, Any]]:
        if not isinstance(fact.worse, str):
            for chain in fact.worse:
                yield from pairwise(chain)
        elif fact.type == "quantity":
            for low, high in self._around(self._limits[fact.name]):
                yield (low, high) if fact.worse == "higher" else (high, low)
        else:
            yield from self._places(day)

    def _around(self, limits: set[Fraction]) -> Iterator[tuple[Interval, Interval]]:
        """Every limit with a value below it, and with one above."""
        ordered = sorted(limits)
        if not ordered:
            return
        middles = [(low + high) / 2 for low, high in pairwise(ordered)]
        first, last = ordered[0], ordered[-1]
        below = first / 2 if first > 0 else first - 1
        above = last * 2 if last > 0 else last + 1
        for low, limit, high in zip([below, *middles], ordered, [*middles, above], strict=True):
            yield Interval.exactly(low), Interval.exactly(limit)
            yield Interval.exactly(limit), Interval.exactly(high)

    def _places(self, day: date) -> Iterator[tuple[Any, Any]]:
        """A country that no condition names, with one of each kind that they tell apart."""
        tests = [leaf for name in sorted(self._named) for leaf in self._named[name]]
        kinds: dict[tuple[bool | None, ...], str] = {}
        for place in ["DE", *(country.code for country in all_countries())]:
            seen = tuple(leaf.compare(place, {"#on": day}) for leaf in tests)
            kinds.setdefault(seen, place)
        usual = min((kind for kind in kinds if True not in kind), key=_unknown, default=None)
        if usual is not None:
            yield from ((kinds[usual], place) for kind, place in kinds.items() if kind != usual)


def may_lessen(node: Node, step: Step, day: date) -> bool:
    """Whether a condition may hold for the better value and, all else equal, not for the worse.

    What is denied here cannot be; what is not denied may be, and has to be searched for.
    """
    better, worse = (
        with_fact({"#on": day}, step.key, value) for value in (step.better, step.worse)
    )
    return _LESSENED in _truths(node, step, (better, worse), "")


def _truths(
    node: Node, step: Step, facts: tuple[Mapping[str, Any], Mapping[str, Any]], scope: str
) -> Truths:
    match node:
        case Several():
            parts = [_truths(part, step, facts, scope) for part in node.parts]
            return _joined(parts, decisive=node.decisive)
        case Negation():
            return frozenset((not b, not w) for b, w in _truths(node.part, step, facts, scope))
        case OneOfGroup():
            return _truths(node.leaves, step, facts, scope)
        case OfParty():
            parties = [party for role in node.roles for party in SCOPES[role]]
            parts = [_truths(node.part, step, facts, party) for party in parties]
            # Others in the same role may be what is asked for.
            return _joined([*parts, _FREE], decisive=True)
        case _:
            return _of_leaf(node, step, facts, scope)


def _joined(parts: Iterable[Truths], *, decisive: bool) -> Truths:
    found: Truths = frozenset({(not decisive, not decisive)})
    join = or_ if decisive else and_
    for part in parts:
        found = frozenset((join(b, c), join(w, x)) for b, w in found for c, x in part)
    return found


def _of_leaf(
    node: Node, step: Step, facts: tuple[Mapping[str, Any], Mapping[str, Any]], scope: str
) -> Truths:
    if step.key not in keys_of(node, scope):
        return _FREE
    if isinstance(node, Listed):
        return frozenset({(False, True), (True, True)})
    if not isinstance(node, Leaf):
        return _ANY
    seen = tuple(node.truth(dict(known), scope) for known in facts)
    if seen == (None, None):
        return _FREE
    # Whether a country belonged to a group on a day may be unknown.
    better, worse = ((True, False) if truth is None else (truth,) for truth in seen)
    return frozenset(product(better, worse))


def _unknown(kind: tuple[bool | None, ...]) -> int:
    return sum(truth is None for truth in kind)
