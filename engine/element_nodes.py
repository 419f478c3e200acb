"""Conditions on what goods consist of: the mass fraction of one or of several elements."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ..catalog.interval import Interval
from . import words as say
from .decision import Reason
from .nodes import TRUTHS
from .probes import OpenFact, around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.text import Text
    from ..rules.conditions import BoundIn
    from .facts import Facts
    from .nodes import Compare, Several

_ANY_FRACTION = Interval(Fraction(0), Fraction(1))
_NOTHING = Interval.exactly(0)


@dataclass(frozen=True, slots=True)
class ElementLeaf:
    """Compares the mass fraction of elements, added up.

    Attributes:
        thresholds: What is compared with, and after it where an impurity ends.
    """

    symbols: tuple[str, ...]
    bound_in: tuple[BoundIn, ...] | None
    impurity_up_to: Fraction | None
    claim: Text
    compare: Compare
    thresholds: tuple[Fraction, ...]

    def _key(self, symbol: str) -> str:
        bound = "" if self.bound_in is None else "|" + "+".join(self.bound_in)
        return f"line.composition[{symbol}{bound}]"

    def _amount(self, facts: Facts, symbol: str) -> Interval:
        key = self._key(symbol)
        assumed = facts.get(key)
        if assumed is not None:
            return assumed  # type: ignore[no-any-return]
        makeup = facts.get("line.composition")
        if makeup is None:
            return _ANY_FRACTION
        amount = makeup.amount(symbol, self.bound_in)
        limit = self.impurity_up_to
        if limit is not None and amount.is_at_most(limit) is True and symbol not in makeup.named:
            return _NOTHING
        return amount  # type: ignore[no-any-return]

    def value(self, facts: Facts) -> Interval:
        """The mass fractions, added up."""
        total = self._amount(facts, self.symbols[0])
        for symbol in self.symbols[1:]:
            total = total.plus(self._amount(facts, symbol))
        return _capped(total)

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        return self.compare(self.value(facts), facts)

    def why(self, facts: Facts, scope: str = "") -> Reason:
        total = self.value(facts)
        seen = None if total == _ANY_FRACTION else say.interval_text(total)
        truth = TRUTHS[self.compare(total, facts)]
        return Reason("fact", truth, self.claim, fact="line.composition", seen=seen)

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        for symbol in self.symbols:
            amount = self._amount(facts, symbol)
            if not amount.is_exact:
                probes = around(amount, self.thresholds)
                yield OpenFact(self._key(symbol), "line.composition", (symbol,), probes)

    def reads(self) -> Iterator[str | None]:
        yield "line.composition"


@dataclass(frozen=True, slots=True)
class OneOfGroup:
    """Any of several leaves of the same kind; told as one claim until one of them is true."""

    leaves: Several
    claim: Text

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        return self.leaves.truth(facts, scope)

    def why(self, facts: Facts, scope: str = "") -> Reason:
        truth = self.truth(facts, scope)
        if truth is True:
            return self.leaves.why(facts, scope)
        return Reason("fact", TRUTHS[truth], self.claim, fact="line.composition")

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        return self.leaves.open_facts(facts, scope)

    def reads(self) -> Iterator[str | None]:
        return self.leaves.reads()


def _capped(total: Interval) -> Interval:
    """A sum of mass fractions, which is never more than the whole."""
    low, high = total.low or Fraction(0), total.high
    if high is not None and high <= 1:
        return total
    return Interval(min(low, Fraction(1)), Fraction(1), total.low_open and low < 1)
