"""What belongs to a requirement: licences, agencies, papers, declaration, deadlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exportgate.engine.decision import LicenceOption, Requirement
from exportgate.engine.lawbook import lawbook_of
from exportgate.engine.requirements import strongest, weakest
from exportgate.formats.report import report
from exportgate.tests.engine.test_match import Broken
from exportgate.tests.small_law import MAGNET, ORDER, ask, ask_line, law_with

WATCHED = {"consignee": {"list_status": "watch_list"}}
COMPLIANT = {"properties": {"exporter_has_internal_compliance": True}}
ACCEPTED: dict[str, Any] = {"application_accepted": "2025-09-30"}


def required(line: dict[str, Any] | None = None, **header: Any) -> Requirement:
    (found,) = ask_line(line or MAGNET, **{**ORDER, **header}).requirements
    return found


def option(requirement: Requirement, name: str) -> LicenceOption:
    return next(found for found in requirement.licence_kinds if found.id == name)


def test_who_does_what() -> None:
    agencies = required().agencies
    assert [agency.id for agency in agencies.files_with] == ["PROVINCIAL-COMMERCE"]
    assert [agency.name.zh for agency in agencies.licenses] == ["商务部"]
    assert [agency.id for agency in agencies.decides_in_great_cases] == ["STATE-COUNCIL"]
    assert agencies.consulted == ()


def test_each_kind_and_domain_has_its_procedure() -> None:
    listed = required()
    assert listed.kind == "dual_use_licence"
    assert listed.time_limit is not None
    catch_all = required(
        {"description": "shirt", "customs_number": "6109100010"}, knowledge_of_risk="knows"
    )
    assert catch_all.kind == "dual_use_licence"
    assert (catch_all.time_limit, catch_all.end_use_certificate) == (None, None)
    assert catch_all.confidence == "medium"
    other = required({"form": "compound", "composition": "Li 5, O bal"})
    assert other.kind == "ordinary_export_licence"
    assert [agency.id for agency in other.agencies.licenses] == ["MIIT"]
    assert other.control_codes == ()


def test_a_line_can_need_two_licences() -> None:
    """What the lists require and what the exporter knows stand apart."""
    decided = ask_line(
        {"form": "compound", "composition": "Li 5, O bal"},
        **{**ORDER, "knowledge_of_risk": "knows"},
    )
    kinds = [requirement.kind for requirement in decided.requirements]
    assert kinds == ["dual_use_licence", "ordinary_export_licence"]
    assert {verdict.kind: verdict.outcome for verdict in decided.verdicts} == {
        "dual_use_licence": "licence_required",
        "ordinary_export_licence": "licence_required",
    }


def test_an_agency_is_named_as_it_was_on_the_day() -> None:
    law = law_with("", ("licenses: [MIIT]", "licenses: [MOA]"))
    line = {"form": "compound", "composition": "Li 5, O bal"}
    (requirement,) = ask_line(line, law=law, **ORDER).requirements
    assert [agency.id for agency in requirement.agencies.licenses] == ["MARA"]


# ---------------------------------------------------------------- certainty and confidence


def test_a_requirement_is_as_certain_as_its_weakest_premise() -> None:
    assert required().certainty == "certain"
    assert required({"form": "magnet", "description": "NdFeB"}).certainty == "possible"
    assert required({"description": "enigma"}).certainty == "possible"
    assert required(customs_regime=None).certainty == "possible"


def test_entries_that_are_certain_explain_a_requirement_alone() -> None:
    open_too = {**MAGNET, "description": "bismuth"}
    assert required().control_codes == ("9X001.a",)
    assert required(open_too).control_codes == ("9X001.a",)
    assert required().rules == ("sm-alpha-licence", "sm-magnet")


def test_confidence() -> None:
    assert required().confidence == "high"
    alloy = {"form": "alloy", "composition": "Dy 5, Fe bal"}
    assert required(alloy).confidence == "medium"
    assert ask_line(alloy, **ORDER).confidence == "medium"
    assert weakest(["high", "low", "medium"]) == "low"
    assert strongest(["high", "low", "medium"]) == "high"
    assert weakest([]) == strongest([]) == "high"


# ---------------------------------------------------------------- licence kinds


def test_the_easiest_that_may_be_used_stands_first() -> None:
    assert [kind.id for kind in required(**COMPLIANT).licence_kinds] == ["sm-general", "sm-single"]
    assert [kind.id for kind in required().licence_kinds] == ["sm-single", "sm-general"]


@pytest.mark.parametrize(
    ("header", "availability", "papers"),
    [
        (COMPLIANT, "true", ["sm-compliance-report"]),
        ({}, "unknown", ["sm-compliance-report"]),
        ({"properties": {"exporter_has_internal_compliance": False}}, "false", []),
    ],
)
def test_availability(header: dict[str, Any], availability: str, papers: list[str]) -> None:
    general = option(required(**header), "sm-general")
    assert general.availability == availability
    assert (general.why_not is None) is (availability != "false")
    assert [paper.id for paper in general.documents] == papers
    assert option(required(**header), "sm-single").availability == "true"


def test_a_barred_kind_says_by_what() -> None:
    general = option(required(**COMPLIANT, **WATCHED), "sm-general")
    assert general.availability == "false"
    assert general.why_not is not None
    assert general.why_not.en == "barred by: Watch list"


def test_a_kind_that_is_no_more_is_not_offered() -> None:
    names = [kind.id for kind in required().licence_kinds]
    assert "sm-old-licence" not in names
    (before,) = ask_line(
        {"description": "shirt", "customs_number": "6109100010"},
        on=date(2024, 6, 3),
        **{**ORDER, "knowledge_of_risk": "knows"},
    ).requirements
    assert "sm-old-licence" in [kind.id for kind in before.licence_kinds]


def test_an_erring_condition_of_a_kind_promises_nothing_and_is_told() -> None:
    law = law_with()
    book = lawbook_of(law)
    law.memo.clear()
    law.memo["lawbook"] = replace(book, available={"sm-general": Broken()})
    decided = ask_line(MAGNET, law=law, **{**ORDER, **COMPLIANT})
    assert decided.outcome == "licence_required"
    general = option(decided.requirements[0], "sm-general")
    assert general.availability == "unknown"
    assert general.why_not is not None
    assert "could not be evaluated" in general.why_not.en


# ---------------------------------------------------------------- papers


def test_papers_and_which_are_in_hand() -> None:
    found = required(papers=["sm-end-use"])
    assert found.end_use_certificate is not None
    assert found.end_use_certificate.in_hand
    assert found.end_use_certificate.contents[0].zh == "最终用途"
    assert [(paper.id, paper.in_hand) for paper in found.documents] == [("sm-contract", False)]
    assert required().end_use_certificate is not None
    assert not required().end_use_certificate.in_hand  # type: ignore[union-attr]


def test_papers_that_are_no_more_are_not_asked_for() -> None:
    assert "sm-old-form" not in [paper.id for paper in required().documents]


def test_rules_add_papers() -> None:
    assert "sm-risk-report" in [paper.id for paper in required(**WATCHED).documents]


def test_what_to_write_in_the_declaration() -> None:
    entries = {entry.id: entry for entry in required().declarations}
    assert set(entries) == {"sm-licence-number", "sm-remark"}
    assert entries["sm-remark"].content.en == "dual-use item 9X001.a"
    assert entries["sm-remark"].content.zh == "两用物项9X001.a"
    both = {entry.id: entry for entry in required({"description": "bismuth", "form": "metal"})
            .declarations}  # fmt: skip
    assert both["sm-remark"].content.en == "dual-use item 9X003.a, 9X003.b"


def test_duties() -> None:
    assert "Keep the papers for five years" in [duty.en for duty in required().duties]


@pytest.mark.parametrize(
    ("header", "presumption"),
    [
        ({}, None),
        (WATCHED, "case_by_case"),
        ({"end_use": "military"}, "denial"),
        ({"end_use": "military", **WATCHED}, "denial"),
    ],
)
def test_what_the_authority_presumes(header: dict[str, Any], presumption: str | None) -> None:
    assert required(**header).presumption == presumption


# ---------------------------------------------------------------- time limits


def test_a_time_limit_ends_on_a_working_day() -> None:
    """45 working days from 30 September 2025, over the National Day holidays of 2025.

    October: 9, 10, 11 (a Saturday), 13-17, 20-24, 27-31 are 18; November: 20 more; December: 7 more
    end on Tuesday 9 December.
    """
    limit = required(**ACCEPTED).time_limit
    assert limit is not None
    assert (limit.working_days, limit.binds) == (45, True)
    assert (limit.ends_on, limit.is_provisional) == (date(2025, 12, 9), False)


def test_without_a_day_of_acceptance_there_is_no_end() -> None:
    limit = required().time_limit
    assert limit is not None
    assert (limit.ends_on, limit.binds) == (None, True)


def test_a_year_without_a_calendar_is_provisional() -> None:
    limit = required(application_accepted="2090-01-02").time_limit
    assert limit is not None
    assert limit.is_provisional
    assert limit.ends_on is not None


def test_a_lifted_limit_does_not_bind_and_has_no_end() -> None:
    limit = required(**ACCEPTED, **WATCHED).time_limit
    assert limit is not None
    assert (limit.binds, limit.ends_on) == (False, None)


def test_a_requirement_cites_entries_rules_and_procedure() -> None:
    places = {(cite.instrument, cite.provision.en) for cite in required().cites}
    assert places == {("sm-list-2025", "a"), ("sm-act-2020", "1"), ("sm-act-2020", "30")}
    assert {cite.status for cite in required().cites} == {"in_force"}


def test_a_licence_kind_says_what_a_change_asks_for() -> None:
    (requirement,) = ask_line(MAGNET, **ORDER).requirements
    kinds = {kind.id: kind.changes for kind in requirement.licence_kinds}
    assert kinds["sm-general"] is None
    changes = kinds["sm-single"]
    assert changes is not None
    assert [text.en for text in changes.key_elements] == ["end user", "end use"]
    assert (changes.of_key_element.en, changes.of_other_element.en, changes.working_days) == (
        "apply anew", "have it amended", 20,
    )  # fmt: skip
    assert changes.cites[0].provision.en == "23"
    order: dict[str, Any] = {**ORDER}
    words = report(ask(MAGNET, **order))
    assert "On a change of end user, end use: apply anew" in words
    assert "On any other change: have it amended" in words
    assert "Decided within 20 working days" in words
