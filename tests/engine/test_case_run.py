"""A worked case that differs says how; one that holds says nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exportgate.engine.case_run import run_case
from exportgate.rules.cases import Case
from exportgate.rules.law import Law
from exportgate.tests.small_law import DAY, MAGNET, ORDER, law_with, small_law


def differences(
    expect: dict[str, Any],
    *lines: dict[str, Any],
    on: date = DAY,
    law: Law | None = None,
    **header: Any,
) -> tuple[str, ...]:
    content = {
        "lines": [{"line": str(i), **line} for i, line in enumerate(lines or (MAGNET,))],
        **ORDER,
        **header,
    }
    case = Case.model_validate(
        {"name": "x", "on": on, "source": ["own"], "shipment": content, "expect": expect}
    )
    return run_case(case, law or small_law())


HOLDS: list[dict[str, Any]] = [
    {},
    {"outcome": "licence_required", "worst": "licence_required"},
    {"verdicts": {"dual_use_licence": "licence_required"}},
    {"verdicts": {"ordinary_export_licence": "not_required"}},
    {"controlled": ["9X001.a"]},
    {"asks_nothing": True},
    {"red_flags": []},
    {"documents": ["sm-contract", "sm-end-use", "sm-compliance-report"]},
    {"declares": ["sm-remark"]},
    {"licences": ["sm-single", "sm-general"]},
    {"rules": ["sm-alpha-licence", "sm-magnet"]},
    {"requirements": {"dual_use_licence": {"rules": ["sm-alpha-licence"]}}},
    {"no_rules": ["sm-denial"]},
    {"presumption": "none"},
    {"lines": {"0": {"outcome": "licence_required", "controlled": ["9X001.a"], "open": []}}},
    {"every_line": {"outcome": "licence_required", "controlled": ["9X001.a"]}},
    {"preferred": "sm-single"},
    {"months": {"sm-single": 12, "sm-general": 36}},
    {"working_days": {"dual_use_licence": 45}},
    {"requirements": {"dual_use_licence": {"agencies": {"consulted": []}, "confidence": "high"}}},
    {"papers": {"dual_use_licence": ["sm-end-use", "sm-contract"], "sm-single": ["sm-contract"]}},
]


@pytest.mark.parametrize("expect", HOLDS)
def test_what_holds_is_silent(expect: dict[str, Any]) -> None:
    assert differences(expect) == ()


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ({"outcome": "review"}, "outcome: expected review, got licence_required"),
        ({"worst": "prohibited"}, "worst: expected prohibited, got licence_required"),
        ({"verdicts": {"ordinary_export_licence": "review"}},
         "verdict ordinary_export_licence: expected review, got not_required"),
        ({"controlled": []}, "controlled: expected [], got ['9X001.a']"),
        ({"judged": ["9X001.a"]}, "judged: expected ['9X001.a'], got []"),
        ({"suspended": ["9X005"]}, "suspended: expected ['9X005'], got []"),
        ({"unverified": ["9X005"]}, "unverified: expected ['9X005'], got []"),
        ({"open": ["9X001.a"]}, "open: missing ['9X001.a'], got []"),
        ({"asks": ["end_use"]}, "asks: missing ['end_use'], got []"),
        ({"documents": ["sm-risk-report"]}, "documents: missing ['sm-risk-report']"),
        ({"declares": ["x"]}, "declares: missing ['x']"),
        ({"licences": ["sm-single"]}, "licences: expected ['sm-single']"),
        ({"presumption": "denial"}, "presumption: expected denial"),
        ({"rules": ["sm-denial"]}, "rules: missing ['sm-denial']"),
        ({"reviews": ["sm-magnet"]}, "reviews: missing ['sm-magnet'], got []"),
        ({"requirements": {"dual_use_licence": {"rules": ["sm-denial"]}}},
         "dual_use_licence: rules: missing ['sm-denial'], got ["),
        ({"no_documents": ["sm-contract"]}, "documents: expected none of ['sm-contract']"),
        ({"no_declares": ["sm-remark"]}, "declares: expected none of ['sm-remark']"),
        ({"named": ["somebody"]}, "named: missing ['somebody'], got []"),
        ({"confidence": "low"}, "confidence: expected low, got "),
        ({"no_rules": ["sm-renamed"]}, "rules: the law has no ['sm-renamed']"),
        ({"no_rules": ["sm-magnet"]}, "rules: expected none of ['sm-magnet']"),
        ({"agencies": {"licenses": ["NOBODY"]}}, "agencies: licenses: expected ['NOBODY'], got ["),
        ({"cites": ["nowhere"]}, "cites: missing ['nowhere']"),
        ({"lines": {"2": {}}}, "line 2: there is no such line, there are ['0']"),
        ({"lines": {"0": {"worst": "review"}}}, "line 0: worst: expected review"),
        ({"lines": {"0": {"controlled": []}}}, "line 0: controlled: expected [], got"),
        ({"lines": {"0": {"judged": ["x"]}}}, "line 0: judged: expected ['x'], got []"),
        ({"lines": {"0": {"open": ["x"]}}}, "line 0: open: missing ['x']"),
        ({"lines": {"0": {"asks": ["x"]}}}, "line 0: asks: missing ['x']"),
        ({"red_flags": ["sm-x"]}, "red flags: expected ['sm-x'], got []"),
        ({"every_line": {"outcome": "review"}}, "line 0: outcome: expected review"),
        ({"preferred": "sm-general"}, "preferred: expected sm-general, got ['sm-single']"),
        ({"requirements": {"monitored_chemical_approval": {}}},
         "requirements: expected monitored_chemical_approval, the answer has none"),
        ({"requirements": {"dual_use_licence": {"agencies": {"examines": ["X"]}}}},
         "dual_use_licence: agencies: examines: expected ['X'], got "),
        ({"requirements": {"dual_use_licence": {"confidence": "low"}}},
         "dual_use_licence: confidence: expected low, got "),
        ({"months": {"sm-single": 6}}, "months: sm-single: expected 6, got 12"),
        ({"months": {"sm-single": None}}, "months: sm-single: expected None, got 12"),
        ({"months": {"sm-x": 6}}, "months: expected 6 of sm-x, the answer has ['sm-general', "),
        ({"working_days": {"dual_use_licence": 30}},
         "working_days: dual_use_licence: expected 30, got 45"),
        ({"papers": {"dual_use_licence": ["sm-contract"]}},
         "papers: dual_use_licence: expected ('sm-contract',), got ('sm-contract', 'sm-end-use')"),
        ({"papers": {"sm-general": []}},
         "papers: sm-general: expected (), got ('sm-compliance-report',)"),
        ({"holds_until": "2026-01-01"}, "holds until: expected 2026-01-01"),
    ],
)  # fmt: skip
def test_what_differs_is_told(expect: dict[str, Any], words: str) -> None:
    (difference,) = differences(expect)
    assert difference.startswith(words)


PAPERS_ALONE = """
pack: sm-papers
title: {en: Papers, zh: 单证}
instrument: sm-list-2025
verified_up_to: 2026-10-09
rules:
  - id: sm-papers-only
    title: {en: A contract goes with it, zh: 附合同}
    effective: {from: 2025-04-01}
    when: {listed_in: [dual_use_rare_earth]}
    then: {adds_to: dual_use_licence, documents: [sm-contract]}
    cites: [{instrument: sm-list-2025, provision: i}]
"""


def test_that_a_rule_is_not_named_is_no_expectation_where_no_answer_ever_names_it() -> None:
    law = law_with(PAPERS_ALONE)
    (difference,) = differences({"no_rules": ["sm-papers-only"]}, law=law)
    assert difference.startswith("rules: no answer ever names ['sm-papers-only']: say which papers")


def test_an_open_question_is_a_difference() -> None:
    (difference,) = differences({"asks_nothing": True}, {"description": "NdFeB"})
    assert difference.startswith("asks: expected nothing, got ['lines[0].")


def test_every_difference_is_told() -> None:
    found = differences({"outcome": "review", "worst": "review", "controlled": []})
    assert len(found) == 3


def test_a_shipment_that_cannot_be_read_is_told() -> None:
    (difference,) = differences({}, {"form": "magent"})
    assert "`form` has no such value" in difference


def test_verdicts_and_codes_are_of_all_lines() -> None:
    lines = MAGNET, {"form": "compound", "composition": "Li 5, O bal"}
    expect = {
        "verdicts": {
            "dual_use_licence": "licence_required",
            "ordinary_export_licence": "licence_required",
        },
        "controlled": ["9X001.a", "sm-lithium"],
    }
    assert differences(expect, *lines) == ()


def test_what_a_line_meets_is_told_by_its_status() -> None:
    oxide = {"form": "oxide", "composition": "Ho2O3 100"}
    paused: dict[str, Any] = {"controlled": [], "suspended": ["9X005"], "unverified": []}
    late: dict[str, Any] = {"controlled": [], "suspended": [], "unverified": ["9X005"]}
    assert differences(paused, oxide, on=date(2026, 11, 10)) == ()
    assert differences(late, oxide, on=date(2026, 11, 11)) == ()
    unknown = {"composition": "Ho2O3 100"}
    assert differences({"open": ["9X005"]}, unknown, on=date(2026, 11, 11)) == ()


def test_what_a_person_judges_is_not_among_the_controlled() -> None:
    trace = {"form": "magnet", "composition": "Nd 30, Dy 0.1, B 1, Fe bal"}
    expect: dict[str, Any] = {"controlled": [], "judged": ["9X001.a"]}
    assert differences({**expect, "lines": {"0": expect}}, trace) == ()
    assert differences({"judged": []}, trace, on=date(2025, 3, 31)) == ()


def test_findings_notes_and_conditions_count_as_rules() -> None:
    header: dict[str, Any] = {
        "destination": "JP",
        "end_users": [{"is_military": True, "list_status": "none"}],
    }
    assert differences({"rules": ["sm-military-ban"]}, **header) == ()
    assert differences({"rules": ["sm-custom"]}, destination="KP") == ()
    assert differences({"rules": ["sm-eu-note"]}) == ()
    shirt = {"description": "shirt", "customs_number": "6109100010"}
    assert differences({"rules": ["sm-catch-all"]}, shirt, knowledge_of_risk=None) == ()
