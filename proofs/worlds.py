"""Finds a shipment for which a condition is true, or shows that there is none.

The conditions are the engine's own, so nothing is translated. Every fact is tried with one value
for each range that the tests of it tell apart; a part that is decided is not looked at further.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..catalog.countries import all_countries
from ..catalog.interval import Interval
from ..engine.element_nodes import ElementLeaf
from ..engine.nodes import Differs, Leaf, Listed, OfParty
from .nodes import conjuncts, leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from ..catalog.vocabulary import Fact
    from ..engine.facts import Facts
    from ..engine.nodes import Node

_STEPS = 20_000
"""Steps after which a question is given up as undecided; none of the shipped law comes near."""
_BARELY = 10_000
_ELSEWHERE = ("6109100010", "0101210010", "9504200000")
_COMPOSITION = "line.composition["
_BELOW_ZERO = ("degC", "dB")
_DIGITS = 10


class Undecided(Exception):
    """The search was given up."""


@dataclass(slots=True)
class _Search:
    values: dict[str, tuple[Any, ...]]
    left: int


def scopes_for(parties: int) -> dict[str, tuple[str, ...]]:
    """Where the parties of a shipment stand, by role.

    Args:
        parties: How many intermediaries and end users there are.
    """
    return {
        "exporter": ("exporter",),
        "consignee": ("consignee",),
        "intermediary": tuple(f"intermediaries[{index}]" for index in range(parties)),
        "end_user": tuple(f"end_users[{index}]" for index in range(parties)),
    }


def solve(node: Node, day: date, given: Mapping[str, Any] | None = None) -> Facts | None:
    """Facts for which a condition is true on a day, or None when there are none.

    One party stands in each role; where that is not enough, two.

    Args:
        node: The condition.
        day: The day asked about.
        given: Facts that are not free.

    Raises:
        Undecided: The search was given up.
    """
    found = _solve(node, day, given or {}, 1)
    if found is None and _has_parties(node):
        found = _solve(node, day, given or {}, 2)
    return found


def _has_parties(node: Node) -> bool:
    if isinstance(node, OfParty):
        return True
    parts = getattr(node, "parts", ()) or (getattr(node, "part", None),)
    return any(part is not None and _has_parties(part) for part in parts)


def _solve(node: Node, day: date, given: Mapping[str, Any], parties: int) -> Facts | None:
    scopes = scopes_for(parties)
    tests: dict[str, list[Node]] = defaultdict(list)
    for key, leaf in leaves(node, scopes):
        tests[key].append(leaf)
    start: Facts = {"#on": day, "#red_flags": frozenset()}
    start |= {f"#{role}": found for role, found in scopes.items()}
    start["#listed"] = {key.partition(".")[2]: None for key in tests if key.startswith("#listed.")}
    for key, value in given.items():
        _put(start, key, value)
    values = {key: values_for(key, found, day) for key, found in tests.items()}
    search = _Search(values, _STEPS)
    result = start
    for component in _components(conjuncts(node), scopes):
        found = _try(component, search, result)
        if found is None:
            return None
        result = found
    return result


def _put(facts: Facts, key: str, value: Any) -> None:
    if key.startswith("#listed."):
        facts["#listed"] = {**facts.get("#listed", {}), key.partition(".")[2]: value}
    else:
        facts[key] = value


def _components(
    parts: Iterable[Node], scopes: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Node, ...]]:
    """Groups of parts that share no fact: each can be solved by itself."""
    groups: list[tuple[set[str], list[Node]]] = []
    for part in parts:
        keys = {
            key.partition("[")[0] if key.startswith(_COMPOSITION) else key
            for key, _ in leaves(part, scopes)
        }
        inside = [part]
        apart = []
        for other, nodes in groups:
            if other & keys:
                keys |= other
                inside = [*nodes, *inside]
            else:
                apart.append((other, nodes))
        groups = [*apart, (keys, inside)]
    for _, nodes in groups:
        yield tuple(nodes)


def _try(parts: Sequence[Node], search: _Search, facts: Facts) -> Facts | None:
    search.left -= 1
    if search.left < 0:
        raise Undecided
    open_parts = []
    for part in parts:
        truth = part.truth(facts)
        if truth is False:
            return None
        if truth is None:
            open_parts.append(part)
    if not open_parts:
        return facts
    # A fact may be known and its test open: whether a country is a member on a day may be unknown.
    fewest: list[str] = []
    for part in open_parts:
        keys = [f.key for f in part.open_facts(facts) if not _is_known(facts, f.key)]
        if not keys:
            return None
        if not fewest or len(keys) < len(fewest):
            fewest = keys
    chosen = fewest[0]
    for value in search.values[chosen]:
        tried = dict(facts)
        _put(tried, chosen, value)
        if chosen.startswith(_COMPOSITION) and not _is_possible(tried):
            continue
        found = _try(open_parts, search, tried)
        if found is not None:
            return found
    return None


def _is_known(facts: Facts, key: str) -> bool:
    if key.startswith("#listed."):
        return facts["#listed"].get(key.partition(".")[2]) is not None
    return facts.get(key) is not None


def amounts_of(facts: Facts) -> dict[str, dict[tuple[str, ...], Fraction]]:
    """The mass fractions that were assumed, by element and the kinds in which it is bound."""
    found: dict[str, dict[tuple[str, ...], Fraction]] = {}
    for key, value in facts.items():
        if key.startswith(_COMPOSITION):
            symbol, _, kinds = key.removeprefix(_COMPOSITION).removesuffix("]").partition("|")
            found.setdefault(symbol, {})[tuple(kinds.split("+")) if kinds else ()] = value.low
    return found


def _is_possible(facts: Facts) -> bool:
    """Whether the elements fit into the whole, and what is bound into what there is."""
    total: Any = 0
    for amounts in amounts_of(facts).values():
        bound = max((value for kinds, value in amounts.items() if kinds), default=0)
        if () in amounts and bound > amounts[()]:
            return False
        total += max(amounts.get((), 0), bound)
    return bool(total <= 1)


def values_for(key: str, tests: Sequence[Node], day: date) -> tuple[Any, ...]:
    """The values of a fact to try: one for each range that tests of it tell apart.

    Args:
        key: Of the fact.
        tests: All of them; at least one.
        day: The day asked about.
    """
    first = tests[0]
    if isinstance(first, Listed):
        return (False, True)
    if isinstance(first, ElementLeaf):
        thresholds = {t for test in tests if isinstance(test, ElementLeaf) for t in test.thresholds}
        return tuple(map(Interval.exactly, _grid(sorted(thresholds), "1", is_share=True)))
    facts = [test.fact for test in tests if isinstance(test, Leaf)]
    fact = facts[0] if facts else None
    if fact is not None and fact.type == "quantity":
        lows = {test.probes[0].low for test in tests if isinstance(test, Leaf)}
        return tuple(map(Interval.exactly, _grid(sorted(lows), fact.unit)))
    return _told_apart(_possible(fact, tests), tests, {"#on": day}, key)


def _grid(thresholds: Sequence[Fraction], unit: str, *, is_share: bool = False) -> list[Any]:
    """Each threshold, and values in every gap between two, below and above them all.

    Shares of a whole compete for room: what is above a threshold is tried barely above it as well.
    """
    lowest, last = thresholds[0], thresholds[-1]
    whole = Fraction(100) if unit == "%" else Fraction(1) if unit == "1" else None
    beyond = last * 2 if last > 0 else last + 1
    highest = beyond if whole is None or last > whole else whole
    found: list[Any] = []
    if lowest > 0:
        found += [Fraction(0), lowest / 2] if is_share else [lowest / 2]
    elif lowest < 0 or unit.startswith(_BELOW_ZERO):
        found.append(lowest - 1)
    for low, high in pairwise([*thresholds, highest]):
        if low < high:
            barely = [low + (high - low) / _BARELY] if is_share else []
            found += [low, *barely, (low + high) / 2]
    return [*found, highest]


def _possible(fact: Fact | None, tests: Sequence[Node]) -> list[Any]:
    if fact is None or fact.type == "country":
        return ["DE", *(country.code for country in all_countries())]
    if fact.type == "flag":
        return [True, False]
    if fact.terms:
        return list(fact.terms)
    probes = [value for test in tests if isinstance(test, Leaf) for value in test.probes]
    if fact.type == "date":
        return probes
    named = [value for value in probes if isinstance(value, str) and not value.startswith("\0")]
    if fact.name == "line.customs_number":
        return [*(value.ljust(_DIGITS, "0") for value in sorted(set(named))), *_ELSEWHERE]
    return [*named, "another"]


def _told_apart(
    values: Iterable[Any], tests: Sequence[Node], facts: Facts, key: str
) -> tuple[Any, ...]:
    """One of those values that no test tells apart; two where two facts are compared."""
    kept: dict[Any, list[Any]] = {}
    wanted = 2 if any(isinstance(test, Differs) for test in tests) else 1
    scope = key.rpartition(".")[0]
    known = [test for test in tests if isinstance(test, Leaf)]
    for value in values:
        seen = tuple(test.truth({**facts, key: value}, scope) for test in known)
        same = kept.setdefault(seen, [])
        if len(same) < wanted and value not in same:
            same.append(value)
    return tuple(value for same in kept.values() for value in same)
