"""Unknown facts on which conditions hang, and the values to try for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..catalog.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

OTHER = "\0another"
"""Stands for any term, country or text that no condition names."""


@dataclass(frozen=True, slots=True)
class OpenFact:
    """An unknown fact on which a condition hangs.

    Attributes:
        key: Its key in the facts.
        fact: Its name in the vocabulary; empty for what nobody can be asked.
        elements: For a composition, the elements asked for.
        probes: Values of which each stands for a range that the condition cannot tell apart.
        terms: For a term, all that it can be; else empty.
        thresholds: For a quantity, what it is compared with; else empty.
    """

    key: str
    fact: str
    elements: tuple[str, ...]
    probes: tuple[Any, ...]
    terms: frozenset[str] = frozenset()
    thresholds: tuple[Fraction, ...] = ()


def probes_of(found: Iterable[OpenFact]) -> dict[str, tuple[Any, ...]]:
    """The values to try for each open fact, by key; each stands for a range of values.

    Two conditions may have thresholds with nothing but open ground between them ("at most 1 m",
    "at least 1.5 m"): a value between the two is tried as well. "Another term" is not tried when
    the conditions name them all.
    """
    probes: dict[str, dict[Any, None]] = {}
    leaves: dict[str, list[OpenFact]] = {}
    for fact in found:
        probes.setdefault(fact.key, {}).update(dict.fromkeys(fact.probes))
        leaves.setdefault(fact.key, []).append(fact)
    for key, facts in leaves.items():
        values = probes[key]
        if facts[0].terms and facts[0].terms <= values.keys():
            values.pop(OTHER, None)
        if len(facts) > 1 and all(isinstance(value, Interval) for value in values):
            lows = sorted(value.low for value in values)
            values.update((Interval.exactly((a + b) / 2), None) for a, b in pairwise(lows))
    return {key: tuple(values) for key, values in probes.items()}


def _may_be(amount: Interval, value: Fraction) -> bool:
    return amount.is_above(value) is not True and amount.is_below(value) is not True


# The same few thresholds are asked about again and again, mostly of what is not known at all.
@lru_cache(maxsize=4096)
def around(amount: Interval, thresholds: tuple[Fraction, ...]) -> tuple[Interval, ...]:
    """Possible values: each threshold, and one in every gap between, below and above them."""
    low = min(thresholds) - 1 if amount.low is None else amount.low
    high = max(thresholds) + 1 if amount.high is None else amount.high
    ordered = sorted({low, *(value for value in thresholds if low < value < high), high})
    values = {*ordered, *((a + b) / 2 for a, b in pairwise(ordered))}
    return tuple(Interval.exactly(value) for value in sorted(values) if _may_be(amount, value))
