"""A span of whole days, as the law counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, local to the jurisdiction.

    Attributes:
        start: First day, inclusive; None means since ever.
        end: First day that no longer belongs to it, exclusive; None means open.

    Raises:
        ValueError: The end is not after the start.

    >>> Period(date(2025, 4, 4), None).contains(date(2025, 4, 4))
    True
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            msg = f"period ends {self.end}, on or before it starts {self.start}"
            raise ValueError(msg)

    def contains(self, day: date) -> bool:
        """Whether the day belongs to the period: start inclusive, end exclusive."""
        return not self.is_before(day) and not self.is_after(day)

    def is_after(self, day: date) -> bool:
        """Whether the whole period lies after the day."""
        return self.start is not None and day < self.start

    def is_before(self, day: date) -> bool:
        """Whether the whole period lies before the day."""
        return self.end is not None and day >= self.end

    @property
    def last_day(self) -> date | None:
        """The last day that belongs to it; None means open."""
        return None if self.end is None else self.end - timedelta(days=1)

    @property
    def boundaries(self) -> tuple[date, ...]:
        """The days on which membership changes, in order."""
        return tuple(day for day in (self.start, self.end) if day is not None)
