"""Both sides of every threshold: goods just below, on and just above it, and what the text says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any

from ..catalog.countries import is_member
from ..catalog.units import parse_quantity
from ..engine.checking import check
from ..rules.conditions import AllOf, AnyElementTest, AnyOf, ElementTest, FactTest, Not
from .broken import hold
from .made import decimal_text
from .meeting import Stated, ways_to_meet

if TYPE_CHECKING:
    from datetime import date

    from ..rules.conditions import Condition
    from ..rules.law import Law
    from ..rules.models import Entry

_TRUE = AllOf.model_construct(all=())
_FALSE = AnyOf.model_construct(any=())
_WAYS = 12
_ELSEWHERE = "9705100000"
_NEAR = Fraction(1, 10**5)
_SIGNS = {"above": gt, "at_least": ge, "below": lt, "at_most": le}
_FILLERS = ("Fe", "Al", "C", "Na")


@dataclass(frozen=True, slots=True)
class Side:
    """Goods on one side of a threshold.

    Attributes:
        entry: Id of the entry.
        test: The test whose threshold it is.
        value: The value that is stated, in the unit of the fact.
        shipment: The goods.
        on: A day on which the entry is asked.
        is_covered: Whether the text of the entry covers them.
    """

    entry: str
    test: FactTest | ElementTest
    value: Fraction
    shipment: Mapping[str, Any]
    on: date
    is_covered: bool


def check_thresholds(law: Law) -> tuple[str, ...]:
    """Ask about goods on both sides of every threshold of every entry.

    Each lies just below, on, or just above the threshold, and is otherwise such that the threshold
    decides. What the text says of them is worked out from the condition as it is written.

    Args:
        law: The law.

    Returns:
        The thresholds that no goods were found for, with the ids of their entries: another test of
        the same number stands in their way, or they count only what is bound in some way.

    Raises:
        BrokenPropertyError: An entry covers other goods than its text says.
    """
    missed: list[str] = []
    for entry in law.entries.values():
        for test, sides in thresholds_of(law, entry):
            missed += [] if sides else [f"{entry.id}: {_words(test)}"]
            for side in sides:
                _ask(law, side)
    return tuple(missed)


def thresholds_of(law: Law, entry: Entry) -> Iterator[tuple[FactTest | ElementTest, list[Side]]]:
    """Each threshold of an entry, with goods on both sides of it; with none where it never decides.

    Args:
        law: The law.
        entry: One of its entries.
    """
    day = entry.effective.from_
    if entry.definition is None or day is None:
        return
    outside = [law.exclusions[name].when for name in entry.exclusions]
    denied = tuple(Not.model_construct(not_=each) for each in outside)
    more = denied if entry.asked_when is None else (entry.asked_when, *denied)
    text = _Text(law, entry, AllOf.model_construct(all=(entry.definition, *denied)), day)
    for test, if_true, if_false in _parted(entry.definition):
        if not _is_threshold(law, test):
            continue
        found: list[Side] = []
        for stated in _deciding(if_true, if_false, more):
            found = list(text.sides(test, stated))
            if {side.is_covered for side in found} == {True, False}:
                break
            found = []
        yield test, found


def _deciding(one: Condition, two: Condition, more: Iterable[Condition]) -> Iterator[Stated]:
    """Statements under which one condition holds and the other does not, and what else holds."""
    for yes, no in ((one, two), (two, one)):
        parts = (yes, Not.model_construct(not_=no), *more)
        yield from islice(ways_to_meet(AllOf.model_construct(all=parts)), _WAYS)


def _is_threshold(law: Law, test: Condition) -> bool:
    if isinstance(test, FactTest):
        return law.vocabulary.facts[test.fact].type == "quantity"
    return isinstance(test, ElementTest)


def _parted(condition: Condition) -> Iterator[tuple[Any, Condition, Condition]]:
    """Each test, with the whole condition as it is when the test holds, and when it fails."""
    if isinstance(condition, Not):
        for test, one, two in _parted(condition.not_):
            yield test, Not.model_construct(not_=one), Not.model_construct(not_=two)
    elif isinstance(condition, AllOf | AnyOf):
        is_all = isinstance(condition, AllOf)
        parts = condition.all if isinstance(condition, AllOf) else condition.any

        def whole(index: int, part: Condition) -> Condition:
            changed = (*parts[:index], part, *parts[index + 1 :])
            if is_all:
                return AllOf.model_construct(all=changed)
            return AnyOf.model_construct(any=changed)

        for index, part in enumerate(parts):
            for test, one, two in _parted(part):
                yield test, whole(index, one), whole(index, two)
    else:
        yield condition, _TRUE, _FALSE


@dataclass(frozen=True, slots=True)
class _Text:
    """What an entry says, read without the engine."""

    law: Law
    entry: Entry
    condition: Condition
    day: date

    def sides(self, test: FactTest | ElementTest, stated: Stated) -> Iterator[Side]:
        """Goods just below, on and just above a threshold; none where the text cannot be read."""
        limit = self._limit(test)
        nearest = min(self._others(test, limit), default=abs(limit) or Fraction(1))
        step = min(nearest / 2, (abs(limit) or nearest) * _NEAR)
        header = stated.at("shipment")
        for value in (limit - step, limit, limit + step):
            line, shares = self._line(test, stated, value)
            if value < 0 <= limit or any(share < 0 for share in shares.values()):
                continue
            if sum(shares.values()) > 1:
                continue
            covered = self._holds(self.condition, {**header, **line}, shares)
            if covered is None:
                return
            shipment = {**header, "lines": [{"line": "1", **_pointing(self.entry), **line}]}
            yield Side(self.entry.id, test, value, shipment, self.day, covered)

    def _limit(self, test: Condition) -> Fraction:
        if isinstance(test, FactTest):
            unit, text = self.law.vocabulary.facts[test.fact].unit, test.comparison[1]
        elif isinstance(test, ElementTest):
            unit, text = "1", test.above or test.at_most or "0"
        else:
            raise TypeError
        return parse_quantity(text, unit).low or Fraction(0)

    def _others(self, test: FactTest | ElementTest, limit: Fraction) -> Iterator[Fraction]:
        """How far other thresholds of the same number are away."""
        for other, _, _ in _parted(self.condition):
            is_same = isinstance(test, ElementTest) and isinstance(other, ElementTest)
            if isinstance(test, FactTest) and isinstance(other, FactTest):
                is_same = other.fact == test.fact
            if is_same and self._limit(other) != limit:
                yield abs(self._limit(other) - limit)

    def _line(
        self, test: FactTest | ElementTest, stated: Stated, value: Fraction
    ) -> tuple[dict[str, Any], dict[str, Fraction]]:
        base = stated.at("line")
        line = {"customs_number": _ELSEWHERE, **base}
        line["properties"] = dict(base.get("properties", {}))
        shares = dict(stated.shares)
        if isinstance(test, ElementTest):
            shares = {name: share for name, share in shares.items() if name not in test.element}
            shares[test.element[0]] = value
        else:
            fact = self.law.vocabulary.facts[test.fact]
            holder = line["properties"] if fact.is_property else line
            holder[fact.field] = f"{decimal_text(value)} {fact.unit}"
        if shares or stated.absent:
            parts = {name: f"{decimal_text(share * 100)} %" for name, share in shares.items()}
            filler = next(f for f in _FILLERS if f not in parts and f not in stated.absent)
            line["composition"] = {**parts, filler: "balance"}
        return line, shares

    def _holds(
        self, condition: Condition, content: Mapping[str, Any], shares: Mapping[str, Fraction]
    ) -> bool | None:
        """What a condition says of goods of which all is stated; None where that is not known."""
        truth: bool | None = None
        if isinstance(condition, AllOf | AnyOf):
            is_all = isinstance(condition, AllOf)
            parts = condition.all if isinstance(condition, AllOf) else condition.any
            found = [self._holds(part, content, shares) for part in parts]
            decisive = not is_all
            truth = decisive if decisive in found else None if None in found else is_all
        elif isinstance(condition, Not):
            inside = self._holds(condition.not_, content, shares)
            truth = None if inside is None else not inside
        elif isinstance(condition, ElementTest):
            truth = self._element_holds(condition, shares)
        elif isinstance(condition, AnyElementTest):
            group = self.law.vocabulary.element_groups[condition.any_element_of].symbols
            limit = parse_quantity(condition.above, "1").low or Fraction(0)
            truth = any(shares.get(symbol, Fraction(0)) > limit for symbol in group)
        elif isinstance(condition, FactTest):
            truth = self._fact_holds(condition, content)
        return truth

    def _element_holds(self, test: ElementTest, shares: Mapping[str, Fraction]) -> bool | None:
        mixed = [name for name in shares for symbol in test.element if symbol in name != symbol]
        if not shares or mixed:
            return None
        # What is stated stands there as the element itself.
        is_counted = test.bound_in is None or "element" in test.bound_in
        total = sum(shares.get(symbol, Fraction(0)) for symbol in test.element) if is_counted else 0
        limit = self._limit(test)
        return total > limit if test.above is not None else total <= limit

    def _fact_holds(self, test: FactTest, content: Mapping[str, Any]) -> bool | None:
        fact = self.law.vocabulary.facts[test.fact]
        holder = content.get("properties", {}) if fact.is_property else content
        value = holder.get(fact.field)
        if value is None:
            return None
        name, wanted = test.comparison
        if fact.type == "quantity":
            seen = parse_quantity(value, fact.unit).low or Fraction(0)
            return bool(_SIGNS[name](seen, self._limit(test)))
        if name == "begins_with":
            return str(value).startswith(tuple(wanted))
        if name == "member_of":
            return is_member(value, wanted, self.day)
        return value in wanted if isinstance(wanted, tuple) else bool(value == wanted)


# ---------------------------------------------------------------------- what the engine says


def _ask(law: Law, side: Side) -> None:
    entry = law.entries[side.entry]
    result = next(
        match.result
        for is_exhaustive in (False, True)
        for match in check(side.shipment, on=side.on, law=law, exhaustive=is_exhaustive)
        .lines[0]
        .matches
        if match.entry == entry.id
    )
    shown = {"controlled", "review"} if side.is_covered else {"not_controlled"}
    if side.is_covered and (entry.review_when or entry.exclusions):
        # What a person has to judge may hang on more than was stated.
        shown.add("undetermined")
    seen = f"{side.entry}: {_words(side.test)} at {float(side.value):g} is {result}"
    hold(result in shown, "both sides of each threshold", seen)


def _pointing(entry: Entry) -> dict[str, str]:
    """What makes a line a candidate for an entry."""
    if entry.control_code is not None and entry.confidence != "low":
        return {"control_code": entry.control_code}
    words = [*entry.evidence.keywords.en, *entry.evidence.keywords.zh]
    return {"description": words[0].replace("*", "")} if words else {}


def _words(test: FactTest | ElementTest) -> str:
    if isinstance(test, ElementTest):
        sign = "above" if test.above is not None else "at_most"
        return f"{'+'.join(test.element)} {sign} {test.above or test.at_most}"
    return f"{test.fact} {' '.join(map(str, test.comparison))}"
