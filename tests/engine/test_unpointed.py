"""A line to which nothing points is cleared only when the catalogue could have pointed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exportgate import Decision, check, load_law

LAW = load_law(use_store=False)


def ask(**line: Any) -> Decision:
    content = {"destination": "DE", "lines": [{"line": "1", **line}]}
    return check(content, on=date(2026, 3, 2), law=LAW)


def test_without_a_number_nothing_is_cleared() -> None:
    decision = ask(description="copper wire rod")
    assert (decision.outcome, decision.worst) == ("undetermined", "licence_required")
    assert [q.path for q in decision.questions] == ["lines[0].customs_number", "lines[0].item_kind"]


def test_a_number_that_points_nowhere_clears() -> None:
    assert ask(description="T-shirt", customs_number="6109100010").outcome == "not_required"


@pytest.mark.parametrize("kind", ["technology", "service", "data"])
def test_a_technology_to_which_nothing_points_is_for_a_person(kind: str) -> None:
    decision = ask(description="process of another industry", item_kind=kind)
    assert decision.outcome == "review"
    assert [finding.rule for finding in decision.lines[0].reviews] == ["catalogue-not-asked"]


def test_an_entry_of_another_day_does_not_clear() -> None:
    line = {"line": "1", "description": "sintered NdFeB magnet segments"}
    before = check({"destination": "DE", "lines": [line]}, on=date(2025, 4, 2), law=LAW)
    assert before.lines[0].matches
    assert before.outcome == "undetermined"
    assert "lines[0].customs_number" in [q.path for q in before.questions]


def test_an_entry_of_goods_does_not_clear_a_technology() -> None:
    line = {"description": "lithium iron phosphate cathode material", "item_kind": "technology"}
    decision = check({"lines": [{"line": "1", **line}]}, on=date(2025, 10, 20), law=LAW)
    assert decision.outcome == "review"


def test_the_question_stands_at_its_own_line() -> None:
    lines = [{"line": "1", "customs_number": "6109100010"}, {"line": "2"}]
    decision = check({"lines": lines}, on=date(2026, 3, 2), law=LAW)
    assert decision.lines[1].questions[0].path == "lines[1].customs_number"


@pytest.mark.parametrize("code", ["1C352.a", " 1c352 ", "9E999"])
def test_a_control_code_that_no_entry_has_is_for_a_person(code: str) -> None:
    decision = ask(description="T-shirt", customs_number="6109100010", control_code=code)
    assert decision.outcome == "review"
    assert [finding.rule for finding in decision.lines[0].reviews] == ["control-code-unknown"]


def test_an_unknown_control_code_counts_beside_entries_that_are_asked() -> None:
    line = {"customs_number": "2811111000", "cas": "7732-18-5", "control_code": "1C352"}
    rules = [finding.rule for finding in ask(**line).lines[0].reviews]
    assert "control-code-unknown" in rules


@pytest.mark.parametrize("code", ["1C350.a", "1C350", "1C350.a.9", "EAR99", "none", ""])
def test_a_known_code_or_none_at_all_is_no_finding(code: str) -> None:
    decision = ask(description="T-shirt", customs_number="6109100010", control_code=code)
    rules = [finding.rule for finding in decision.lines[0].reviews]
    assert "control-code-unknown" not in rules
