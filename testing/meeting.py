"""Facts made to meet a definition: what a factory would state of goods that the entry covers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..catalog.countries import all_country_groups
from ..catalog.units import parse_quantity
from ..catalog.vocabulary import vocabulary
from ..rules.conditions import (
    AllOf,
    AnyElementTest,
    AnyOf,
    ElementTest,
    FactTest,
    Not,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..catalog.vocabulary import Level
    from ..rules.conditions import Condition

_FILLERS = ("Fe", "Al", "C", "Na")
_SHORTEST_NUMBER = 6
_LEAST = Fraction(1, 10**8)
_OTHERS = {"line.cas": "7732-18-5", "line.customs_number": "610910"}
"""Water and T-shirts: what goods are stated to be that are not to be something else."""


@dataclass(frozen=True)
class Bounds:
    """A quantity's open or closed interval; None means no bound."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def both(self, other: Bounds) -> Bounds | None:
        """What lies in both; None when nothing does."""
        low, low_open = max(
            ((b.low, b.low_open) for b in (self, other) if b.low is not None),
            default=(None, False),
        )
        high, not_high_open = min(
            ((b.high, not b.high_open) for b in (self, other) if b.high is not None),
            default=(None, True),
        )
        is_open = low_open or not not_high_open
        if low is not None and high is not None and (low > high or (low == high and is_open)):
            return None
        return Bounds(low, high, low_open, not not_high_open)

    def value(self) -> Fraction:
        """A value well inside, or the bound itself where there is nothing else."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        if self.low is not None:
            return self.low + abs(self.low) / 10 + (_LEAST if self.low_open else 0)
        if self.high is not None:
            return self.high - abs(self.high) / 10 - (_LEAST if self.high_open else 0)
        return Fraction(1)


@dataclass(frozen=True)
class Stated:
    """What is stated of a line so far.

    Attributes:
        allowed: Of a term, flag or text its possible values.
        bounds: Of a quantity its interval.
        shares: Mass fraction of ingredients, by formula, that must be there.
        absent: Elements that must not be there.
    """

    allowed: Mapping[str, frozenset[str | bool]] = field(default_factory=dict)
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    shares: Mapping[str, Fraction] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    def allow(self, fact: str, values: frozenset[str | bool]) -> Stated | None:
        """With a fact among some values; None when that contradicts what is stated."""
        left = self.allowed.get(fact, values) & values
        return replace(self, allowed={**self.allowed, fact: left}) if left else None

    def bound(self, fact: str, bounds: Bounds) -> Stated | None:
        """With a quantity within bounds; None when that contradicts what is stated."""
        left = self.bounds.get(fact, Bounds()).both(bounds)
        return None if left is None else replace(self, bounds={**self.bounds, fact: left})

    def contain(self, ingredient: str, share: Fraction) -> Stated | None:
        """With at least a mass fraction of an ingredient; None when there is no room for it."""
        shares = {**self.shares, ingredient: max(share, self.shares.get(ingredient, Fraction(0)))}
        is_absent = any(symbol in ingredient for symbol in self.absent)
        return None if is_absent or sum(shares.values()) > 1 else replace(self, shares=shares)

    def omit(self, symbol: str) -> Stated | None:
        """Without an element; None when it is stated to be there."""
        if any(symbol in ingredient for ingredient in self.shares):
            return None
        return replace(self, absent=self.absent | {symbol})

    def at(self, level: Level) -> dict[str, Any]:
        """The fields of the shipment, or of its line; a composition is closed."""
        content: dict[str, Any] = {}
        facts = vocabulary().facts
        stated: dict[str, Any] = {
            name: min(values, key=str) for name, values in self.allowed.items()
        }
        stated |= {
            name: f"{_decimal(bounds.value())} {facts[name].unit}"
            for name, bounds in self.bounds.items()
        }
        for name, value in stated.items():
            fact = facts[name]
            if fact.level != level:
                continue
            target = content.setdefault("properties", {}) if fact.is_property else content
            is_number = name == "line.customs_number"  # a heading may be meant
            target[fact.field] = value.ljust(_SHORTEST_NUMBER, "0") if is_number else value
        if level == "line" and (self.shares or self.absent):
            parts = {name: f"{_decimal(share * 100)} %" for name, share in self.shares.items()}
            filler = next(f for f in _FILLERS if f not in parts and f not in self.absent)
            content["composition"] = {**parts, filler: "balance"}
        return content


def _decimal(value: Fraction) -> str:
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)):.12f}"


def ways_to_meet(condition: Condition, *, want: bool = True) -> Iterator[Stated]:
    """Statements of a line under which a condition is true, or false where `want` says so."""
    yield from _meet(condition, want, Stated())


def _meet(condition: Condition, want: bool, so_far: Stated) -> Iterator[Stated]:
    if isinstance(condition, Not):
        yield from _meet(condition.not_, not want, so_far)
    elif isinstance(condition, AllOf | AnyOf):
        parts = condition.all if isinstance(condition, AllOf) else condition.any
        if isinstance(condition, AllOf) is want:
            # What must not hold comes last: it looks at what is stated already.
            ordered = sorted(parts, key=lambda part: isinstance(part, Not))
            yield from _meet_each(tuple(ordered), want, so_far)
        else:
            for part in parts:
                yield from _meet(part, want, so_far)
    elif isinstance(condition, FactTest):
        yield from _meet_fact(condition, want, so_far)
    elif isinstance(condition, ElementTest | AnyElementTest):
        yield from _meet_element(condition, want, so_far)


def _meet_each(
    parts: tuple[Condition, ...],
    want: bool,
    so_far: Stated,
) -> Iterator[Stated]:
    if not parts:
        yield so_far
        return
    for stated in _meet(parts[0], want, so_far):
        yield from _meet_each(parts[1:], want, stated)


def _meet_fact(test: FactTest, want: bool, so_far: Stated) -> Iterator[Stated]:
    fact = vocabulary().facts[test.fact]
    name, value = test.comparison
    found: Stated | None = None
    if fact.type in {"term", "flag"}:
        every: frozenset[str | bool] = frozenset(fact.terms or (True, False))
        named = frozenset(value if isinstance(value, tuple) else (value,))
        found = so_far.allow(test.fact, named if want else every - named)
    elif fact.type == "quantity":
        (limit,) = {parse_quantity(value, fact.unit).low, parse_quantity(value, fact.unit).high}
        is_low = (name in {"above", "at_least"}) is want
        is_open = (name in {"above", "below"}) is want
        bounds = (
            Bounds(low=limit, low_open=is_open) if is_low else Bounds(high=limit, high_open=is_open)
        )
        found = so_far.bound(test.fact, bounds)
    elif name in {"is", "in", "begins_with"} and want:
        named = frozenset(value if isinstance(value, tuple) else (value,))
        found = so_far.allow(test.fact, named)
    elif name == "member_of" and want:
        found = so_far.allow(test.fact, frozenset(_members(value)))
    elif not want and test.fact in _OTHERS and name != "is":
        stated = so_far.allowed.get(test.fact, frozenset({_OTHERS[test.fact]}))
        found = so_far.allow(test.fact, frozenset(v for v in stated if not _is_meant(v, value)))
    elif not want:
        found = so_far
    if found is not None:
        yield found


def _is_meant(stated: str | bool, values: tuple[str, ...]) -> bool:
    return str(stated).startswith(values)


def _members(group: str) -> Iterator[str]:
    every = (each for each in all_country_groups() if each.id == group)
    return (member.code for each in every for member in each.members)


_KINDS = {"element": "{}", "alloy": "{}", "oxide": "{}2O3", "compound": "{}Cl3"}


def _meet_element(
    test: ElementTest | AnyElementTest,
    want: bool,
    so_far: Stated,
) -> Iterator[Stated]:
    if isinstance(test, AnyElementTest):
        symbols: tuple[str, ...] = vocabulary().element_groups[test.any_element_of].symbols
        kinds: tuple[str, ...] = ("{}",)
    else:
        symbols = test.element
        kinds = tuple(_KINDS[kind] for kind in test.bound_in or ("element",))
    above = test.above
    limit = above if above is not None else getattr(test, "at_most", None)
    share = parse_quantity(limit or "0", "1").low or Fraction(0)
    if (above is not None) is want:
        # Oxides and chlorides hold the element in part only: as much as there is room for.
        for symbol in symbols:
            for kind in kinds:
                wanted = share + (1 - share) / 20 if kind == "{}" else Fraction(19, 20)
                found = so_far.contain(kind.format(symbol), wanted)
                if found is not None:
                    yield found
        return
    left: Stated | None = so_far
    for symbol in symbols:
        left = None if left is None else left.omit(symbol)
    if left is not None:
        yield left
