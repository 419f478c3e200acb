"""Counts the working days of the authorities by the calendar of public holidays of China."""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5


def end_of_time_limit(accepted: date, working_days: int) -> tuple[date, bool]:
    """The last day of a time limit that runs from the acceptance of an application.

    Args:
        accepted: Day of acceptance; the count begins on the next working day.
        working_days: Length of the limit, one or more.

    Returns:
        The day, and whether it is provisional: the State Council has not yet published (or the
        calendar library does not yet know) the holidays of a year that the limit touches, whose
        days are then counted from Monday to Friday.

    Source: Decree 792 of the State Council, Article 17 (counted from acceptance); holidays by the
    notices of the State Council's General Office, as carried by the library chinesecalendar.
    """
    day, left, is_provisional = accepted, working_days, False
    while left > 0:
        day += timedelta(days=1)
        is_working, is_known = is_working_day(day)
        is_provisional |= not is_known
        left -= is_working
    return day, is_provisional


def is_working_day(day: date) -> tuple[bool, bool]:
    """Whether a day is a working day in China, and whether the calendar of its year is known."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < _SATURDAY, False
