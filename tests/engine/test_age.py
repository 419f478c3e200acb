"""A limit on the age of the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exportgate import Decision, check, load_law

LAW = load_law(use_store=False)
SHIRT = {"lines": [{"line": "1", "description": "cotton shirt", "customs_number": "6109100010"}]}


def ask(on: date, limit: int | None) -> Decision:
    return check(SHIRT, on=on, law=LAW, max_law_age=limit)


@pytest.mark.parametrize(
    ("days", "outcome"), [(-1, "not_required"), (30, "not_required"), (31, "review")]
)
def test_nothing_is_cleared_by_law_that_is_too_old(days: int, outcome: str) -> None:
    decision = ask(LAW.verified_up_to + timedelta(days=days), 30)
    assert decision.outcome == outcome
    assert decision.receipt.options == ("max_law_age=30",)


def test_the_answer_holds_until_the_law_is_too_old() -> None:
    verified = LAW.verified_up_to
    until = ask(verified, 10).horizon.holds_until
    assert until == verified + timedelta(days=11)


def test_without_a_limit_old_law_clears() -> None:
    decision = ask(LAW.verified_up_to + timedelta(days=4000), None)
    assert decision.outcome == "not_required"
    assert decision.is_after_verification
