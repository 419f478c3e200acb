"""Whether a condition of the law is true, false or unknown of what is stated."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from exportgate.catalog.countries import is_member
from exportgate.catalog.interval import Interval
from exportgate.catalog.units import parse_quantity
from exportgate.engine.facts import ROLES
from exportgate.rules.conditions import (
    AllOf,
    AnyElementTest,
    AnyOf,
    Condition,
    ElementTest,
    FactTest,
    ListedTest,
    Not,
    PartyTest,
    RedFlagTest,
)
from exportgate.tests.oracle.law_read import guard
from exportgate.tests.oracle.truth import Truth, both, either, negated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from exportgate.rules.law import Law


@cache
def size(text: str, unit: str = "1") -> Any:
    return parse_quantity(text, unit).low


class Reading:
    """The facts of a line in one reading of the law, of which conditions are true or false."""

    def __init__(self, law: Law, on: date, facts: Mapping[str, Any]) -> None:
        self.law, self.on, self.facts, self.words = law, on, facts, law.vocabulary
        self.listed: dict[str, Truth] = {}
        self.flags: set[str] = set()

    def supposing(self, facts: Mapping[str, Any]) -> Reading:
        """The same, were some facts stated too."""
        other = Reading(self.law, self.on, {**self.facts, **facts})
        other.listed, other.flags = self.listed, self.flags
        return other

    def truth(self, of: Condition, party: str = "") -> Truth:
        match of:
            case AllOf():
                return both(self.truth(part, party) for part in of.all)
            case AnyOf():
                return either(self.truth(part, party) for part in of.any)
            case Not():
                return negated(self.truth(of.not_, party))
            case FactTest():
                return self.compared(of, party)
            case ElementTest():
                total = self.total(of)
                if of.above is not None:
                    return total.is_above(size(of.above))
                return total.is_at_most(size(of.at_most or ""))
            case AnyElementTest():
                return either(self.truth(part) for part in self.each_of(of))
            case PartyTest():
                # A role in which nobody is named is unknown, never "nobody".
                named = [self.facts.get(f"#{role}") for role in of.party]
                places = [place for found in named if found is not None for place in found]
                truths = [self.truth(of.where, place) for place in places]
                return either([*truths, None] if None in named else truths)
            case ListedTest():
                return either(self.listed.get(each, False) for each in guard(of, self.law) or ())
            case RedFlagTest():
                return of.red_flag in self.flags

    def each_of(self, of: AnyElementTest) -> list[ElementTest]:
        symbols = self.words.element_groups[of.any_element_of].symbols
        return [
            ElementTest(element=(each,), above=of.above, impurity_up_to=of.impurity_up_to)
            for each in symbols
        ]

    def key(self, name: str, party: str) -> str:
        fact = self.words.facts[name]
        return f"{party}.{fact.field}" if fact.level == "party" else fact.name

    def compared(self, test: FactTest, party: str) -> Truth:
        seen = self.facts.get(self.key(test.fact, party))
        if seen is None:
            return None
        match test.comparison:
            case "is", wanted:
                return bool(seen == wanted)
            case "in", wanted:
                return seen in wanted
            case "begins_with", wanted:
                # A shortened number may still go on to what is wanted.
                may_go_on = any(prefix.startswith(seen) for prefix in wanted)
                return True if seen.startswith(wanted) else None if may_go_on else False
            case "member_of", wanted:
                return is_member(seen, wanted, self.on)
            case "differs_from", wanted:
                other = self.facts.get(wanted)
                return None if other is None else bool(seen != other)
            case "before", wanted:
                return bool(seen < wanted)
            case "on_or_after", wanted:
                return bool(seen >= wanted)
            case name, wanted:
                limit = size(wanted, self.words.facts[test.fact].unit)
                return getattr(seen, f"is_{name}")(limit)  # type: ignore[no-any-return]
        raise AssertionError(test)

    def total(self, test: ElementTest) -> Interval:
        """The mass fractions of the elements added up: never more than the whole."""
        amounts = [self.amount(symbol, test) for symbol in test.element]
        low = sum(amount.low or 0 for amount in amounts)
        high = sum(1 if amount.high is None else amount.high for amount in amounts)
        is_high_open = any(amount.high_open for amount in amounts) and high <= 1
        is_low_open = any(amount.low_open for amount in amounts) and low < 1
        return Interval(min(low, 1), min(high, 1), is_low_open, is_high_open)  # type: ignore[arg-type]

    def amount(self, symbol: str, test: ElementTest) -> Interval:
        assumed = self.facts.get(f"{symbol} {test.bound_in}")
        if assumed is not None:
            return assumed  # type: ignore[no-any-return]
        makeup = self.facts.get("line.composition")
        if makeup is None:
            return Interval(size("0"), size("1"))
        amount: Interval = makeup.amount(symbol, test.bound_in)
        limit = test.impurity_up_to
        if limit and symbol not in makeup.named and amount.is_at_most(size(limit)):
            return Interval.exactly(0)
        return amount

    def open_tests(
        self, of: Condition, party: str = ""
    ) -> Iterator[tuple[FactTest | ElementTest, str]]:
        """The tests that keep an open condition open, each with the key of what is unknown."""
        if self.truth(of, party) is not None:
            return
        match of:
            case AllOf() | AnyOf():
                for part in of.all if isinstance(of, AllOf) else of.any:
                    yield from self.open_tests(part, party)
            case Not():
                yield from self.open_tests(of.not_, party)
            case FactTest():
                keys = [self.key(of.fact, party)]
                if of.differs_from:
                    keys = [key for key in (*keys, of.differs_from) if self.facts.get(key) is None]
                yield from ((of, key) for key in keys)
            case ElementTest():
                for symbol in of.element:
                    if not self.amount(symbol, of).is_exact:
                        yield of, f"{symbol} {of.bound_in}"
            case AnyElementTest():
                for each in self.each_of(of):
                    yield from self.open_tests(each)
            case PartyTest():
                for role in of.party:
                    field = ROLES[role]
                    nobody = (f"{field}[0]" if field.endswith("s") else field,)
                    for place in self.facts.get(f"#{role}", nobody):
                        yield from self.open_tests(of.where, place)
