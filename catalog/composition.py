"""What is known of a material's make-up, and what follows for each element.

An element that is not named is zero only when the composition is closed; otherwise the remainder
may hold it, up to its whole size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from .elements import all_elements
from .formula import ALLOYING
from .interval import Interval
from .shares import Shares

IngredientKind = Literal["element", "alloy", "oxide", "compound", "unknown"]

NOTHING = Interval(Fraction(0), Fraction(0))
ANYTHING = Interval(Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One named part of a material.

    Attributes:
        text: Element symbol, formula, or the words used.
        elements: Mass share of each element inside the ingredient; the shares add up to 1, or there
            are none because the make-up of the ingredient is not known.
        kind: What it is; `element` for an element of an analysis, which does not say how it is
            bound.
        amount: Mass fraction of the whole, 0 to 1.
        contains: Elements that it certainly holds though their shares are not known, as in `NdFeB`.
    """

    text: str
    elements: Shares
    kind: IngredientKind
    amount: Interval
    contains: frozenset[str] = frozenset()

    @property
    def is_whole_known(self) -> bool:
        """Whether the shares of its elements are known."""
        return len(self.elements) > 0


@dataclass(frozen=True, slots=True)
class Composition:
    """What is known of a material's make-up; the order of the ingredients has no meaning.

    Attributes:
        ingredients: Named parts, sorted by text.
        remainder: Mass fraction of what is not named, 0 to 1; exactly 0 when closed.
        is_closed: The named parts are all there is.
    """

    ingredients: tuple[Ingredient, ...]
    remainder: Interval = field(default=ANYTHING)
    is_closed: bool = False

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.ingredients, key=lambda part: part.text))
        object.__setattr__(self, "ingredients", ordered)

    @property
    def named_elements(self) -> frozenset[str]:
        """Symbols of the elements that some ingredient names or certainly contains."""
        return frozenset().union(
            *({*part.elements, *part.contains} for part in self.ingredients),
        )

    def is_named(self, symbol: str) -> bool:
        """Whether some ingredient names the element or certainly contains it."""
        return symbol in self.named_elements

    def _is_stated(self, symbol: str) -> bool:
        """Whether the element stands in it as an element: its amount is then that of the whole."""
        return any(part.kind == "element" and symbol in part.elements for part in self.ingredients)

    def element(self, symbol: str) -> Interval:
        """The mass fraction of an element in the whole, 0 to 1.

        An element stated as such (`Dy 1.5 %`) has that amount, plus what formulas beside it hold.
        Otherwise the remainder and each ingredient of unknown make-up may hold it as well, up to
        their whole size.

        Args:
            symbol: For example `Dy`.
        """
        parts = [self._in_ingredient(part, symbol) for part in self.ingredients]
        if not self._is_stated(symbol):
            parts.append(_at_most(self.remainder))
        return _capped(_sum(parts))

    def _in_ingredient(self, part: Ingredient, symbol: str) -> Interval:
        if part.is_whole_known:
            return part.amount.times(part.elements.get(symbol, Fraction(0)))
        if symbol in part.contains:
            is_present = part.amount.is_above(Fraction(0)) is True
            return Interval(Fraction(0), _high(part.amount), low_open=is_present)
        return NOTHING if self._is_stated(symbol) else _at_most(part.amount)

    def share_of_kind(self, symbol: str, kinds: Iterable[IngredientKind]) -> Interval:
        """The mass fraction of an element that is bound in ingredients of some kinds, 0 to 1.

        What is of unknown kind, or not named, may be of those kinds and widens the answer. So does
        an element of an analysis: it may be bound in an oxide if oxygen can be there, in another
        compound if any nonmetal can be there, and in an alloy if there is anything beside it.

        Args:
            symbol: For example `Dy`.
            kinds: For example `("oxide",)`.
        """
        wanted = frozenset(kinds)
        parts = []
        for part in self.ingredients:
            inside = self._in_ingredient(part, symbol)
            possible = self._possible_kinds(part)
            if possible <= wanted:
                parts.append(inside)
            elif possible & wanted:
                parts.append(_at_most(inside))
        if not self._is_stated(symbol):
            parts.append(_at_most(self.remainder))
        return _capped(_sum(parts))

    def _possible_kinds(self, part: Ingredient) -> frozenset[IngredientKind]:
        if part.kind == "unknown":
            return frozenset({"element", "alloy", "oxide", "compound", "unknown"})
        if part.kind != "element":
            return frozenset({part.kind})
        others = [symbol for symbol in self._possible_elements() if symbol not in part.elements]
        kinds: set[IngredientKind] = {"element"}
        for symbol in others:
            element = all_elements()[symbol]
            kinds.add("alloy" if element.kind == "metal" or symbol in ALLOYING else "compound")
        if "O" in others:
            kinds.add("oxide")
        return frozenset(kinds)

    def _possible_elements(self) -> Iterable[str]:
        """Symbols of the elements that may be in it."""
        is_open = _may_be(self.remainder) or any(
            not part.is_whole_known and _may_be(part.amount) for part in self.ingredients
        )
        named = self.named_elements
        symbols = all_elements() if is_open else named
        # What is not named may be in an open composition: only the named ones need a look.
        return [s for s in symbols if s not in named or _may_be(self.element(s))]


def _high(amount: Interval) -> Fraction:
    return Fraction(1) if amount.high is None else amount.high


def _may_be(amount: Interval) -> bool:
    return amount.is_above(Fraction(0)) is not False


def _at_most(amount: Interval) -> Interval:
    """From nothing up to the whole of an amount."""
    high = _high(amount)
    return Interval(Fraction(0), high, high_open=amount.high_open and high > 0)


def _sum(parts: Iterable[Interval]) -> Interval:
    total = NOTHING
    for part in parts:
        total = total.plus(part)
    return total


def _capped(amount: Interval) -> Interval:
    """An amount that cannot be more than the whole."""
    if _high(amount) <= 1:
        return amount
    low = Fraction(0) if amount.low is None else min(amount.low, Fraction(1))
    return Interval(low, Fraction(1), low_open=amount.low_open and low < 1)
