"""Working days by the public holidays of China.

The holidays are those of the State Council's notices for 2025 and 2026: the Spring Festival of 2025
ran from 28 January to 4 February, with 26 January and 8 February as working Sundays and Saturdays;
that of 2026 from 15 to 23 February, with 14 and 28 February as working Saturdays; New Year 2026
from 1 to 3 January, with Sunday 4 January a working day.
"""

from __future__ import annotations

from datetime import date

import pytest

from exportgate.engine.clock import end_of_time_limit, is_working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 1, 26), True),  # a Sunday in exchange
        (date(2025, 1, 28), False),  # a Tuesday of the Spring Festival
        (date(2025, 2, 8), True),  # a Saturday in exchange
        (date(2025, 10, 1), False),
        (date(2025, 10, 11), True),
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 16), False),
        (date(2026, 3, 7), False),  # a plain Saturday
        (date(2026, 3, 9), True),
    ],
)
def test_holidays_and_exchanged_days(day: date, *, works: bool) -> None:
    assert is_working_day(day) == (works, True)


@pytest.mark.parametrize(
    ("accepted", "working_days", "ends_on"),
    [
        (date(2025, 6, 2), 1, date(2025, 6, 3)),  # accepted on a holiday; the count begins after
        (date(2025, 6, 3), 1, date(2025, 6, 4)),
        (date(2025, 6, 6), 1, date(2025, 6, 9)),  # over a weekend
        (date(2025, 9, 30), 1, date(2025, 10, 9)),  # over the National Day holidays
        (date(2025, 9, 30), 3, date(2025, 10, 11)),  # with a working Saturday
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
        (date(2025, 6, 3), 45, date(2025, 8, 5)),
    ],
)
def test_the_last_day_of_a_time_limit(accepted: date, working_days: int, ends_on: date) -> None:
    assert end_of_time_limit(accepted, working_days) == (ends_on, False)


def test_a_year_without_a_calendar_is_provisional() -> None:
    """Nobody knows the holidays of 2090: Monday to Friday count, and the answer says so."""
    assert is_working_day(date(2090, 1, 2)) == (True, False)  # a Monday
    assert is_working_day(date(2090, 1, 7)) == (False, False)
    assert end_of_time_limit(date(2090, 1, 2), 5) == (date(2090, 1, 9), True)


def test_a_limit_that_touches_such_a_year_is_provisional() -> None:
    ends_on, is_provisional = end_of_time_limit(date(2026, 12, 30), 45)
    assert is_provisional
    assert ends_on.year == 2027
    assert end_of_time_limit(date(2026, 12, 30), 1) == (date(2026, 12, 31), False)
