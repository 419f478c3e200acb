"""Clears nothing by law that was verified too long ago, where the caller sets a limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ..catalog.text import Text
from .decision import Horizon, LineDecision, Verdict
from .own_finding import finding_of_ours

RULE = "law-age"
_TITLE = Text("The law was verified too long ago", "法规核对时间过久")
_WORDS = Text(
    "nothing is cleared after {day}: compare the law with its sources first",
    "{day}之后不作无需许可的结论：请先核对法规",
)


def aged(line: LineDecision, on: date, last: date) -> LineDecision:
    """A line's decision, with "not required" turned into review where the law is too old.

    Args:
        line: The decision.
        on: The day asked about.
        last: The last day, inclusive, on which the law may clear.
    """
    if line.outcome != "not_required":
        return line
    if on <= last:
        end, known = last + timedelta(days=1), line.horizon.holds_until
        sooner = known is None or end < known
        return replace(line, horizon=Horizon(end, RULE, _TITLE)) if sooner else line
    words = Text(_WORDS.en.format(day=last), _WORDS.zh.format(day=last))
    finding = finding_of_ours(RULE, _TITLE, words, "unverified")
    verdicts = tuple(
        Verdict(v.kind, v.title, "review") if v.outcome == "not_required" else v
        for v in line.verdicts
    )
    worst = "review" if line.worst == "not_required" else line.worst
    return replace(
        line,
        outcome="review",
        worst=worst,
        verdicts=verdicts,
        reviews=(*line.reviews, finding),
    )
