"""Answers that something worse, or more knowledge, would lessen; each finding has two shipments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exportgate.engine.checking import check
from exportgate.engine.decision import OUTCOMES
from exportgate.proofs.informing import find_lessened_by_knowledge
from exportgate.proofs.worse_goods import find_escaping_goods
from exportgate.proofs.worsening import find_lessened_answers
from exportgate.tests.proofs.planted import HEAD, found_in
from exportgate.tests.small_law import law_with

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exportgate.proofs.findings import Finding

BAN = "{fact: shipment.destination, is: JP}\n        - {party: [end_user]"
RELIEF = "{fact: shipment.end_use, is: emergency_relief}]}"
REMARKS = "    when: {listed_in: [dual_use_rare_earth]}\n    then: {declares: [sm-remark]}"


def both_outcomes(finding: Finding, *replaced: tuple[str, str], extra: str = "") -> tuple[str, str]:
    """What `check` answers to the better shipment, and to the worse one."""
    law = law_with(HEAD + extra if extra else "", *replaced)
    assert finding.beside is not None
    better, worse = (
        check(shipment, on=finding.on, law=law) for shipment in (finding.beside, finding.witness)
    )
    assert OUTCOMES.index(better.outcome) > OUTCOMES.index(worse.outcome)
    return better.outcome, worse.outcome


def the_only(found: Mapping[str, Finding]) -> Finding:
    (finding,) = found.values()
    return finding


def test_nothing_lessens_an_answer_of_the_small_law() -> None:
    assert found_in(find_lessened_answers) == {}
    assert found_in(find_escaping_goods) == {}
    assert found_in(find_lessened_by_knowledge) == {}


def test_a_ban_that_a_worse_end_use_escapes_is_found() -> None:
    narrow = (
        BAN,
        BAN.replace("JP}\n", "JP}\n        - {fact: shipment.end_use, is: military}\n"),
    )
    found = found_in(find_lessened_answers, narrow)
    assert set(found) == {
        "lessened:sm-military-ban:shipment.end_use:delivery_system",
        "lessened:sm-military-ban:shipment.end_use:weapons_of_mass_destruction",
    }
    finding = found["lessened:sm-military-ban:shipment.end_use:weapons_of_mass_destruction"]
    assert both_outcomes(finding, narrow) == ("prohibited", "licence_required")


@pytest.mark.parametrize(
    ("exception", "fact", "outcomes"),
    [
        (
            "{party: [end_user], where: {fact: party.is_military, is: true}}",
            "end_users.is_military:true",
            ("licence_required", "not_required"),
        ),
        (
            "{party: [consignee], where: {fact: party.list_status, is: control_list}}",
            "consignee.list_status:control_list",
            ("licence_required", "not_required"),
        ),
        (
            "{party: [consignee], where: {fact: party.share_held_by_listed_parties, above: 50 %}}",
            "consignee.share_held_by_listed_parties",
            ("licence_required", "not_required"),
        ),
        (
            "{fact: shipment.destination, is: IR}",
            "shipment.destination:ir",
            ("licence_required", "not_required"),
        ),
        (
            "{party: [end_user], where: {fact: party.country, is: IR}}",
            "end_users.country:ir",
            ("licence_required", "not_required"),
        ),
        (
            "{fact: shipment.exporter_is_arms_trading_company, is: false}",
            "shipment.exporter_is_arms_trading_company:false",
            ("licence_required", "not_required"),
        ),
    ],
)
def test_an_exception_for_worse_shipments_is_found(
    exception: str, fact: str, outcomes: tuple[str, str]
) -> None:
    relief = (RELIEF, f"{exception}]}}")
    found = found_in(find_lessened_answers, relief)
    assert set(found) == {f"lessened:sm-alpha-licence:{fact}:sm-relief"}
    assert both_outcomes(the_only(found), relief) == outcomes


def test_an_exception_is_harmless_where_something_as_grave_takes_its_place() -> None:
    # The catch-all asks for the same licence of whoever was notified.
    notified = (RELIEF, "{fact: shipment.knowledge_of_risk, is: notified}]}")
    assert found_in(find_lessened_answers, notified) == {}
    milder = ("in: [knows, should_know, notified]", "in: [knows, should_know]")
    found = found_in(find_lessened_answers, notified, milder)
    assert "lessened:sm-alpha-licence:shipment.knowledge_of_risk:notified:sm-relief" in found


def test_knowledge_that_counts_for_less_than_a_suspicion_is_found() -> None:
    only_suspects = ("in: [knows, should_know, notified]", "is: should_know")
    found = found_in(find_lessened_answers, only_suspects)
    assert set(found) == {"lessened:sm-catch-all:shipment.knowledge_of_risk:knows"}
    outcomes = both_outcomes(the_only(found), only_suspects)
    assert outcomes == ("licence_required", "not_required")


def test_a_listed_item_that_fares_better_than_others_is_found() -> None:
    unlisted = """
rules:
  - id: sm-unlisted
    title: {en: What is not listed, zh: 未列入者}
    effective: {from: 2020-12-01}
    when:
      all:
        - {not: {listed_in: [dual_use_rare_earth]}}
        - {fact: shipment.movement, is: export_from_china}
        - {fact: shipment.origin_is_hidden, is: true}
    then: {requires: dual_use_licence}
    cites: [{instrument: sm-act-2020, provision: "6"}]
"""
    # Of what is listed a licence is needed, but for relief and returns.
    found = found_in(find_lessened_answers, extra=unlisted)
    assert set(found) == {
        "lessened:sm-unlisted:listed:sm-relief",
        "lessened:sm-unlisted:listed:sm-return",
    }
    for finding in found.values():
        assert both_outcomes(finding, extra=unlisted) == ("licence_required", "not_required")
    # Supply in China needs no licence, but for what is not listed: no exception is why.
    wider = unlisted.replace("is: export_from_china", "in: [export_from_china, provision_in_china]")
    found = found_in(find_lessened_answers, extra=wider)
    assert "lessened:sm-unlisted:listed.dual_use_rare_earth" in found


def test_a_red_flag_that_a_worse_party_takes_down_is_found() -> None:
    flagged = (REMARKS, "    when: {red_flag: sm-flag-intermediary}\n    then: {prohibits: true}")
    assert found_in(find_lessened_answers, flagged) == {}
    only_watched = (
        "list_status, is: control_list}}\n    words",
        "list_status, is: watch_list}}\n    words",
    )
    found = found_in(find_lessened_answers, flagged, only_watched)
    assert set(found) == {"lessened:sm-remarks:intermediaries.list_status:control_list"}
    assert both_outcomes(the_only(found), flagged, only_watched)[0] == "prohibited"


# ---------------------------------------------------------------- goods


def entry(name: str, *, when: str, more: str = "") -> str:
    return f"""
  - id: {name}
    title: {{en: {name}, zh: 粉末}}
    domain: dual_use_rare_earth
    control_code: "9X099.{name[-1]}"
    effective: {{from: 2025-04-01}}
    definition: {when}
    evidence: {{keywords: {{en: [{name}], zh: [粉末]}}}}
    cites: [{{instrument: sm-list-2025, provision: z}}]
    {more}
"""


PURE = "{all: [{fact: line.form, is: powder}, {fact: line.substance_purity, at_least: 99 %}]}"
PART = (
    "{all: [{fact: line.form, is: powder}, {fact: line.substance_purity, at_least: 99 %},"
    " {fact: line.substance_purity, below: 99.99 %}]}"
)
PUREST = "{all: [{fact: line.form, is: powder}, {fact: line.substance_purity, at_least: 99.99 %}]}"
FINE = "{all: [{fact: line.form, is: powder}, {fact: line.particle_size, above: 10 um}]}"
FINEST = "{all: [{fact: line.form, is: powder}, {fact: line.particle_size, at_most: 10 um}]}"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([PURE], []),
        ([PART], ["lessened:sm-a:line.substance_purity"]),
        ([PART, PUREST], []),
        ([PURE.replace("at_least", "at_most")], ["lessened:sm-a:line.substance_purity"]),
        ([FINE], ["lessened:sm-a:line.particle_size"]),
        ([FINE, FINEST], []),
        (
            ["{fact: line.technology_is_public, is: true}"],
            ["lessened:sm-a:line.technology_is_public"],
        ),
    ],
)
def test_what_is_purer_or_finer_and_escapes_is_found(
    entries: list[str], expected: list[str]
) -> None:
    written = (entry(f"sm-{name}", when=when) for name, when in zip("ab", entries, strict=False))
    extra = "entries:" + "".join(written)
    found = found_in(find_escaping_goods, extra=extra)
    assert sorted(found) == expected
    for finding in found.values():
        assert both_outcomes(finding, extra=extra) == ("licence_required", "not_required")


def test_an_entry_of_a_milder_list_does_not_take_the_place_of_another() -> None:
    milder = entry("sm-b", when=PUREST).replace("dual_use_rare_earth", "ordinary_export_licence")
    extra = "entries:" + entry("sm-a", when=PART) + milder
    assert set(found_in(find_escaping_goods, extra=extra)) == {
        "lessened:sm-a:line.substance_purity"
    }


def test_an_entry_that_comes_later_does_not_take_the_place_of_another() -> None:
    later = entry("sm-b", when=PUREST).replace("2025-04-01", "2026-01-01")
    extra = "entries:" + entry("sm-a", when=PART) + later
    (finding,) = found_in(find_escaping_goods, extra=extra).values()
    assert f"{finding.on}" == "2025-04-01"


def test_an_exclusion_of_the_purest_is_found() -> None:
    extra = (
        "entries:"
        + entry("sm-a", when=PURE, more="exclusions: [sm-purest]")
        + """
exclusions:
  - id: sm-purest
    title: {en: The purest, zh: 最纯}
    effective: {from: 2025-04-01}
    when: {fact: line.substance_purity, above: 99.999 %}
    cites: [{instrument: sm-list-2025, provision: z}]
"""
    )
    (finding,) = found_in(find_escaping_goods, extra=extra).values()
    assert finding.name == "lessened:sm-a:line.substance_purity"
    assert both_outcomes(finding, extra=extra) == ("licence_required", "not_required")


def test_a_part_that_a_person_judges_only_when_it_is_purer_is_found() -> None:
    band = """review_when:
      - when: {fact: line.substance_purity, above: 99.999 %}
        why: {en: a person looks, zh: 人员判断}
        cites: [{instrument: sm-list-2025, provision: z}]"""
    extra = "entries:" + entry("sm-a", when=PURE, more=band)
    (finding,) = found_in(find_escaping_goods, extra=extra).values()
    assert both_outcomes(finding, extra=extra) == ("licence_required", "review")


# ---------------------------------------------------------------- knowledge


def test_an_exception_that_nobody_is_asked_about_is_found() -> None:
    then = "then: {notes: [{en: No licence for relief, zh: 救助物资免许可}]}"
    standing = (then, f"{then}\n    standing: {{condition: {{en: It is no relief, zh: 非救助}}}}")
    found = found_in(find_lessened_by_knowledge, standing)
    assert set(found) == {"lessened-by-knowledge:sm-relief"}
    assert both_outcomes(the_only(found), standing) == ("licence_required", "not_required")
