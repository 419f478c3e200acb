"""Not yet, in force, suspended, repealed, unverified: on each boundary day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exportgate.catalog.period import Period
from exportgate.rules.status import (
    Life,
    StatusOn,
    SuspendedFor,
    changes_of,
    first_unverified_day,
    status_on,
)

OWN, PAUSE = "own", "pause"
START, PAUSED, RESUMED, END = (
    date(2025, 4, 4),
    date(2025, 11, 10),
    date(2026, 2, 1),
    date(2026, 7, 1),
)
FAR = date(2030, 1, 1)
DAY = timedelta(days=1)


def life(
    *periods: Period, paused: Period | None = None, verified: date = FAR, by: str = PAUSE
) -> Life:
    suspensions = () if paused is None else (SuspendedFor(paused, by),)
    return Life(periods or (Period(START),), suspensions, OWN, verified)


WHOLE = life(Period(START, END), paused=Period(PAUSED, RESUMED))


@pytest.mark.parametrize(
    ("day", "status", "by", "next_change", "next_by"),
    [
        (START - DAY, "not_yet", None, START, OWN),
        (START, "in_force", None, PAUSED, PAUSE),
        (PAUSED - DAY, "in_force", None, PAUSED, PAUSE),
        (PAUSED, "suspended", PAUSE, RESUMED, PAUSE),
        (RESUMED - DAY, "suspended", PAUSE, RESUMED, PAUSE),
        (RESUMED, "in_force", None, END, OWN),
        (END - DAY, "in_force", None, END, OWN),
        (END, "repealed", None, None, None),
        (date.max, "repealed", None, None, None),
    ],
)
def test_starts_are_inclusive_and_ends_exclusive(
    day: date, status: str, by: str | None, next_change: date | None, next_by: str | None
) -> None:
    found = status_on(WHOLE, day)
    assert (found.status, found.scheduled, found.by) == (status, status, by)
    assert (found.next_change, found.next_by) == (next_change, next_by)


def test_all_periods_have_to_contain_the_day() -> None:
    """A provision's own days and those of its instrument."""
    both = life(Period(START), Period(PAUSED, END))
    assert status_on(both, START).status == "not_yet"
    assert status_on(both, START).next_change == PAUSED
    assert status_on(both, PAUSED).status == "in_force"
    assert status_on(both, END).status == "repealed"


def test_suspended_before_it_took_effect() -> None:
    """Announcements 55 to 58 of 2025 were suspended the day before they would have begun."""
    late = life(Period(PAUSED), paused=Period(PAUSED - DAY, RESUMED))
    assert status_on(late, PAUSED - 2 * DAY).status == "not_yet"
    assert status_on(late, PAUSED - 2 * DAY).next_change == PAUSED - DAY
    assert status_on(late, PAUSED - DAY).status == "suspended"
    assert status_on(late, PAUSED).status == "suspended"
    # The day on which it would have begun changes nothing.
    assert status_on(late, PAUSED - DAY).next_change == RESUMED
    assert status_on(late, RESUMED).status == "in_force"


def test_a_repeal_outlives_a_suspension() -> None:
    both = life(Period(START, PAUSED), paused=Period(START + DAY, RESUMED))
    assert status_on(both, PAUSED).status == "repealed"
    assert status_on(both, PAUSED).next_change is None


def test_two_suspensions_in_a_row_change_the_instrument_only() -> None:
    chain = Life(
        (Period(START),),
        (
            SuspendedFor(Period(PAUSED, RESUMED), "first"),
            SuspendedFor(Period(RESUMED, END), "second"),
        ),
        OWN,
        FAR,
    )
    assert status_on(chain, PAUSED).by == "first"
    assert status_on(chain, RESUMED).by == "second"
    assert status_on(chain, PAUSED).next_change == RESUMED
    assert status_on(chain, RESUMED).next_change == END


def test_scheduled_days_that_change_nothing_do_not_count() -> None:
    twice = life(Period(START, END), Period(START - DAY, FAR))
    assert status_on(twice, START).next_change == END
    assert status_on(twice, END).next_change is None
    assert [day for day, _ in changes_of(twice)] == [START - DAY, START, END, FAR]


VERIFIED = date(2026, 1, 15)
ENDS_LATER = life(Period(START), paused=Period(PAUSED, RESUMED), verified=VERIFIED)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (VERIFIED, StatusOn("suspended", "suspended", PAUSE, RESUMED, PAUSE)),
        (VERIFIED + DAY, StatusOn("suspended", "suspended", PAUSE, RESUMED, PAUSE)),
        (RESUMED - DAY, StatusOn("suspended", "suspended", PAUSE, RESUMED, PAUSE)),
        (RESUMED, StatusOn("unverified", "in_force", PAUSE, None, None)),
        (RESUMED + 400 * DAY, StatusOn("unverified", "in_force", PAUSE, None, None)),
    ],
)
def test_a_suspension_that_ends_after_the_last_check(day: date, expected: StatusOn) -> None:
    """Nobody knows whether it was prolonged: the end is scheduled, not verified."""
    assert status_on(ENDS_LATER, day) == expected


def test_an_end_on_the_last_day_checked_is_verified() -> None:
    checked = life(Period(START, END), verified=END)
    assert status_on(checked, END).status == "repealed"
    assert status_on(life(Period(START, END), verified=END - DAY), END).status == "unverified"


def test_a_start_after_the_last_check_is_unverified() -> None:
    announced = life(Period(END), verified=VERIFIED)
    assert status_on(announced, END - DAY).status == "not_yet"
    found = status_on(announced, END)
    assert (found.status, found.scheduled, found.by) == ("unverified", "in_force", OWN)


def test_what_was_scheduled_and_undone_after_the_last_check_stays_unverified() -> None:
    there_and_back = life(Period(START), paused=Period(RESUMED, END), verified=VERIFIED)
    assert status_on(there_and_back, RESUMED).status == "unverified"
    after = status_on(there_and_back, END)
    assert (after.status, after.scheduled) == ("unverified", "in_force")


def test_nothing_scheduled_after_the_last_check_stays_what_it_was() -> None:
    assert status_on(life(verified=VERIFIED), date.max) == StatusOn(
        "in_force", "in_force", None, None, None
    )


def test_a_scheduled_day_that_changes_nothing_leaves_it_verified() -> None:
    both = life(Period(START), Period(START, None), paused=None, verified=VERIFIED)
    suspended_in_vain = Life(
        (Period(END),), (SuspendedFor(Period(START, END), PAUSE),), OWN, VERIFIED
    )
    assert status_on(both, FAR).status == "in_force"
    assert status_on(suspended_in_vain, END - DAY).status == "suspended"
    assert status_on(suspended_in_vain, END).status == "unverified"


def test_the_first_day_that_nobody_checked() -> None:
    assert first_unverified_day(date(2026, 12, 31)) == date(2027, 1, 1)
