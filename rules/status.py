"""The status of a provision on a day: not yet, in force, suspended, repealed, or unverified.

Unverified means: something was scheduled to change after the last day on which a person compared
the pack with the law, and that day has come. Neither reading may then clear a shipment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..catalog.period import Period

Status = Literal["not_yet", "in_force", "suspended", "repealed", "unverified"]


@dataclass(frozen=True, slots=True)
class SuspendedFor:
    """Days of suspension and the instrument that orders it."""

    period: Period
    by: str


@dataclass(frozen=True, slots=True)
class Life:
    """All dated facts that decide a provision's status.

    Attributes:
        periods: Days on which it applies: its own and its instrument's; all must contain the day.
        suspensions: Its own and its instrument's.
        instrument: Id of the instrument that governs it.
        verified_up_to: Last day on which a person compared it with the law.
    """

    periods: tuple[Period, ...]
    suspensions: tuple[SuspendedFor, ...]
    instrument: str
    verified_up_to: date


@dataclass(frozen=True, slots=True)
class StatusOn:
    """The status on a day.

    Attributes:
        status: The status.
        scheduled: What the dates alone would say, were they still true; differs from `status`
            only when that is `unverified`.
        by: The instrument that suspends, or whose scheduled change is unverified; else None.
        next_change: The next scheduled day on which the status may change; None when none is known.
        next_by: The instrument that schedules it.
    """

    status: Status
    scheduled: Status
    by: str | None
    next_change: date | None
    next_by: str | None


def _scheduled(life: Life, day: date) -> tuple[Status, str | None]:
    if any(period.is_before(day) for period in life.periods):
        return "repealed", None
    for suspension in life.suspensions:
        if suspension.period.contains(day):
            return "suspended", suspension.by
    if any(period.is_after(day) for period in life.periods):
        return "not_yet", None
    return "in_force", None


def changes_of(life: Life) -> tuple[tuple[date, str], ...]:
    """Every scheduled change of status, in order of days: the day and the instrument behind it."""
    found = {(day, life.instrument) for period in life.periods for day in period.boundaries}
    for suspension in life.suspensions:
        found |= {(day, suspension.by) for day in suspension.period.boundaries}
    return tuple(sorted(found))


def status_on(life: Life, day: date) -> StatusOn:
    """The status of a provision on a day.

    Args:
        life: Its dated facts.
        day: The day asked about.

    Returns:
        The status, and the next scheduled day on which it changes. A scheduled day on which the
        status stays what it is does not count.

    >>> life = Life((Period(date(2025, 4, 4)),), (), "cn-x-2025-18", date(2026, 10, 9))
    >>> status_on(life, date(2025, 4, 3)).status, status_on(life, date(2025, 4, 4)).status
    ('not_yet', 'in_force')
    """
    status, scheduled, by = _status(life, day)
    next_change, next_by = None, None
    for change, instrument in changes_of(life):
        if change > day and _status(life, change) != (status, scheduled, by):
            next_change, next_by = change, instrument
            break
    return StatusOn(status, scheduled, by, next_change, next_by)


def _status(life: Life, day: date) -> tuple[Status, Status, str | None]:
    scheduled, by = _scheduled(life, day)
    if day <= life.verified_up_to:
        return scheduled, scheduled, by
    was, _ = _scheduled(life, life.verified_up_to)
    for change, instrument in changes_of(life):
        if life.verified_up_to < change <= day and _scheduled(life, change)[0] != was:
            return "unverified", scheduled, instrument
    return scheduled, scheduled, by


def first_unverified_day(verified_up_to: date) -> date:
    """The first day after the last day on which a person compared the pack with the law."""
    return verified_up_to + timedelta(days=1)
