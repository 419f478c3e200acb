"""What holds of answers from day to day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ..engine.checking import check
from .broken import hold
from .compared import summary, timeless
from .same_law import never_suspended

if TYPE_CHECKING:
    from ..rules.law import Law
    from .made import Choose


def answers_hold_until_their_horizon(
    law: Law, content: dict[str, Any], day: date, choose: Choose
) -> None:
    """The answer is the same on every day before its horizon."""
    name = "answers hold until their horizon"
    first = check(content, on=day, law=law)
    until = first.horizon.holds_until
    hold(until is None or until > day, name, until)
    last = (until or day + timedelta(days=730)) - timedelta(days=1)
    later = choose([last, day + (last - day) // 2])
    hold(timeless(first) == timeless(check(content, on=later, law=law)), name, (until, later))


def lapsed_suspensions_leave_no_trace(
    law: Law, content: dict[str, Any], day: date, choose: Choose
) -> None:
    """Outside its days a suspension changes nothing: suspended and lapsed is never suspended."""
    plain, verified = never_suspended(law)
    days = [s.period for life in law.lives.values() for s in life.suspensions]
    if any(period.contains(day) for period in days):
        return
    one, two = check(content, on=day, law=verified), check(content, on=day, law=plain)
    hold(summary(one) == summary(two), "lapsed suspensions leave no trace", day)


def horizons_are_tight(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """On the day of its horizon an answer changes, or the status of law that it shows does."""
    until = check(content, on=day, law=law).horizon.holds_until
    if until is not None:
        before = check(content, on=until - timedelta(days=1), law=law)
        after = check(content, on=until, law=law)
        hold(timeless(before) != timeless(after), "horizons are tight", until)
