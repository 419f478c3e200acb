"""A number that is known exactly, or only within bounds.

Comparisons are three-valued: a threshold inside the bounds is unknown, never false.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two bounds, in the unit of the fact that it belongs to.

    Attributes:
        low: Lower bound; None means no lower bound.
        high: Upper bound; None means no upper bound.
        low_open: The lower bound itself does not belong to it ("> 30").
        high_open: The upper bound itself does not belong to it ("< 30").

    Raises:
        ValueError: No value lies between the bounds.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is None or self.high is None:
            return
        if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
            msg = f"no value lies between {self.low} and {self.high}"
            raise ValueError(msg)

    @classmethod
    def exactly(cls, value: Fraction | int | str) -> Interval:
        """One value.

        >>> Interval.exactly("0.18").is_exact
        True
        """
        number = Fraction(value)
        return cls(number, number)

    @property
    def is_exact(self) -> bool:
        """Whether exactly one value is possible."""
        return self.low is not None and self.low == self.high

    def is_above(self, threshold: Fraction) -> bool | None:
        """Whether the value is greater than the threshold; None when both are possible."""
        if self.low is not None and (
            self.low > threshold or (self.low == threshold and self.low_open)
        ):
            return True
        if self.high is not None and self.high <= threshold:
            return False
        return None

    def is_at_least(self, threshold: Fraction) -> bool | None:
        """Whether the value is the threshold or greater; None when both are possible."""
        if self.low is not None and self.low >= threshold:
            return True
        if self.high is not None and (
            self.high < threshold or (self.high == threshold and self.high_open)
        ):
            return False
        return None

    def is_below(self, threshold: Fraction) -> bool | None:
        """Whether the value is smaller than the threshold; None when both are possible."""
        answer = self.is_at_least(threshold)
        return None if answer is None else not answer

    def is_at_most(self, threshold: Fraction) -> bool | None:
        """Whether the value is the threshold or smaller; None when both are possible."""
        answer = self.is_above(threshold)
        return None if answer is None else not answer

    def plus(self, other: Interval) -> Interval:
        """The sum of two independent values."""
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def times(self, factor: Fraction) -> Interval:
        """The value times a factor.

        Args:
            factor: Zero or positive.

        Raises:
            ValueError: The factor is negative.
        """
        if factor < 0:
            msg = "factor must not be negative"
            raise ValueError(msg)
        if factor == 0:
            return Interval(Fraction(0), Fraction(0))
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )
