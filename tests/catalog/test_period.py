"""Days count as the law counts them: the first belongs, the last named one no longer does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exportgate.catalog.period import Period

START, END = date(2025, 4, 4), date(2025, 11, 10)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "before", "inside", "after"),
    [
        (START - DAY, True, False, False),
        (START, False, True, False),
        (END - DAY, False, True, False),
        (END, False, False, True),
    ],
)
def test_boundary_days(day: date, *, before: bool, inside: bool, after: bool) -> None:
    period = Period(START, END)
    assert (period.is_after(day), period.contains(day), period.is_before(day)) == (
        before,
        inside,
        after,
    )


def test_an_open_end_has_no_last_day() -> None:
    assert Period(START).contains(date.max)
    assert Period(START).last_day is None
    assert Period(START).boundaries == (START,)


def test_no_start_means_since_ever() -> None:
    assert Period(None, END).contains(date.min)
    assert Period().contains(START)
    assert Period().boundaries == ()


def test_the_last_day_is_the_one_before_the_end() -> None:
    assert Period(START, END).last_day == END - DAY
    assert Period(START, END).boundaries == (START, END)


@pytest.mark.parametrize("end", [START, START - DAY])
def test_a_period_that_is_turned_round_is_refused(end: date) -> None:
    with pytest.raises(ValueError, match="on or before it starts 2025-04-04"):
        Period(START, end)
