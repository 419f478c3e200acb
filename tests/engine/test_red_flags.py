"""Red flags: what raises them, what clears them, and what they ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exportgate.engine.conditions import build
from exportgate.engine.lawbook import lawbook_of
from exportgate.errors import PackError
from exportgate.formats.report import report
from exportgate.rules.conditions import RedFlagTest
from exportgate.rules.law import Law
from exportgate.tests.engine.test_match import Broken
from exportgate.tests.small_law import DAY, MAGNET, ORDER, ask, ask_line, law_with, paths

SHIRT = {"description": "cotton shirt", "customs_number": "6109100010"}
# Nothing but the end use is open.
KNOWN: dict[str, Any] = {
    "knowledge_of_risk": "none",
    "consignee": {"name": "A", "list_status": "none"},
    "end_users": [{"name": "B", "list_status": "none"}],
}
FLAGS = """
pack: sm-flags
title: {en: Flags, zh: 警示}
instrument: sm-act-2020
verified_up_to: 2026-10-09
red_flags:
  - id: sm-flag-gift
    title: {en: A gift, zh: 赠送}
    weight: medium
    effective: {from: 2021-01-01}
    when: {fact: shipment.customs_regime, is: gift}
    words: {en: find out why it is free, zh: 查明原因}
    cleared_by: [sm-contract, sm-risk-report]
    cites: [{instrument: sm-act-2020, provision: "30"}]
  - id: sm-flag-route
    title: {en: The end user sits elsewhere, zh: 最终用户不在目的地}
    weight: low
    effective: {from: 2021-01-01}
    when: {party: [end_user], where: {fact: party.country, differs_from: shipment.destination}}
    words: {en: find out the route, zh: 查明路线}
    cleared_by: [sm-contract]
    cites: [{instrument: sm-old-custom, provision: a letter}]
  - id: sm-flag-listed
    title: {en: A listed item as a sample, zh: 清单物项作样品}
    weight: high
    effective: {from: 2021-01-01}
    when: {all: [{listed_in: [dual_use_rare_earth]}, {fact: shipment.customs_regime, is: sample}]}
    words: {en: ask a person, zh: 人工判断}
    cites: [{instrument: sm-act-2020, provision: "31"}]
  - id: sm-flag-later
    title: {en: Border trade, zh: 边贸}
    weight: high
    effective: {from: 2025-09-01}
    when: {fact: shipment.customs_regime, is: border_trade}
    words: {en: ask a person, zh: 人工判断}
    cites: [{instrument: sm-act-2020, provision: "32"}]
rules:
  - id: sm-flag-catch-all
    title: {en: Catch-all by flags, zh: 警示下的全面管制}
    effective: {from: 2020-12-01}
    when: {fact: shipment.end_use, is: military_ai}
    then: {requires: dual_use_licence}
    standing: {condition: {en: No such use, zh: 无此用途}, ask_when: {red_flag: medium}}
    cites: [{instrument: sm-act-2020, provision: "33"}]
  - id: sm-flag-review
    title: {en: Grave flags, zh: 严重警示}
    effective: {from: 2020-12-01}
    when: {red_flag: high}
    then: {reviews: {en: a person looks, zh: 人工审核}}
    cites: [{instrument: sm-act-2020, provision: "34"}]
"""
LAW = law_with(FLAGS)


def flags(line: dict[str, Any] | None = None, **options: Any) -> list[tuple[str, bool]]:
    found = ask_line(line or SHIRT, law=LAW, **options).red_flags
    return [(flag.flag, flag.is_cleared) for flag in found]


def test_a_blank_raises_nothing_and_asks_nothing() -> None:
    decided = ask_line(SHIRT, law=LAW, **KNOWN)
    assert (decided.red_flags, decided.questions) == ((), ())
    assert decided.outcome == "not_required"
    assert "sm-flag-catch-all" in [c.rule for c in decided.conditions]


def test_a_flag_turns_a_condition_into_a_question() -> None:
    decided = ask_line(SHIRT, law=LAW, customs_regime="gift", **KNOWN)
    assert [flag.flag for flag in decided.red_flags] == ["sm-flag-gift"]
    assert paths(decided) == ["end_use"]
    assert decided.outcome == "undetermined"


def test_the_flag_says_what_clears_it() -> None:
    (flag,) = ask_line(SHIRT, law=LAW, customs_regime="gift").red_flags
    assert (flag.weight, flag.is_cleared, flag.words.en) == (
        "medium", False, "find out why it is free",
    )  # fmt: skip
    assert [paper.id for paper in flag.cleared_by] == ["sm-contract", "sm-risk-report"]
    assert flag.cites[0].provision.en == "30"
    assert flag.reason is not None
    assert flag.reason.fact == "shipment.customs_regime"
    assert not flag.is_practice


def test_papers_in_hand_lower_it_again_but_only_all_of_them() -> None:
    some = ask_line(SHIRT, law=LAW, customs_regime="gift", papers=["sm-contract"], **KNOWN)
    assert paths(some) == ["end_use"]
    papers = ["sm-contract", "sm-risk-report"]
    decided = ask_line(SHIRT, law=LAW, customs_regime="gift", papers=papers, **KNOWN)
    assert [(f.flag, f.is_cleared) for f in decided.red_flags] == [("sm-flag-gift", True)]
    assert (decided.outcome, decided.questions) == ("not_required", ())


def test_a_light_flag_is_told_and_asks_nothing() -> None:
    route: dict[str, Any] = {"destination": "DE", "end_users": [{"name": "B", "country": "AE"}]}
    decided = ask_line(SHIRT, law=LAW, **route)
    assert [flag.flag for flag in decided.red_flags] == ["sm-flag-route"]
    assert decided.red_flags[0].is_practice
    assert "sm-flag-catch-all" in [c.rule for c in decided.conditions]


@pytest.mark.parametrize(
    ("destination", "country", "expected"),
    [
        ("DE", "AE", [("sm-flag-route", False)]),
        ("DE", "DE", []),
        (None, "AE", []),
        ("DE", None, []),
    ],
)
def test_countries_that_differ_have_both_to_be_known(
    destination: str | None, country: str | None, expected: list[tuple[str, bool]]
) -> None:
    parties: dict[str, Any] = {"end_users": [{"name": "B", "country": country}]}
    assert flags(destination=destination, **parties) == expected


def test_a_rule_may_wait_for_one_flag() -> None:
    law = law_with(FLAGS.replace("{red_flag: high}", "{red_flag: sm-flag-gift}"))
    changes: dict[str, Any] = {**ORDER, "customs_regime": "gift"}
    decided = ask_line(SHIRT, law=law, **changes)
    (review,) = decided.reviews
    assert review.reason is not None
    assert review.reason.words.en == "the red flag sm-flag-gift is up"
    assert ask_line(SHIRT, law=law, **{**changes, "customs_regime": "sample"}).reviews == ()
    papers = ["sm-contract", "sm-risk-report"]
    assert ask_line(SHIRT, law=law, papers=papers, **changes).reviews == ()


def test_a_flag_without_papers_is_for_a_person_and_may_read_the_list() -> None:
    changes: dict[str, Any] = {**ORDER, "customs_regime": "sample"}
    assert flags(MAGNET, **changes, papers=["sm-contract"]) == [("sm-flag-listed", False)]
    assert flags(SHIRT, **changes) == []
    decided = ask_line(MAGNET, law=LAW, **changes)
    assert "sm-flag-review" in [finding.rule for finding in decided.reviews]


def test_the_heaviest_stands_first_and_the_cleared_last() -> None:
    route: dict[str, Any] = {"destination": "DE", "end_users": [{"name": "B", "country": "AE"}]}
    found = flags(customs_regime="gift", papers=["sm-contract"], **route)
    assert found == [("sm-flag-gift", False), ("sm-flag-route", True)]


def test_a_flag_of_later_days_bounds_the_answer() -> None:
    decided = ask(SHIRT, law=LAW, customs_regime="border_trade", on=DAY)
    assert decided.lines[0].red_flags == ()
    assert decided.horizon.holds_until == date(2025, 9, 1)
    assert ask(SHIRT, law=LAW, customs_regime="gift", on=DAY).horizon.holds_until is None
    (flag,) = ask_line(SHIRT, law=LAW, customs_regime="border_trade", on=date(2025, 9, 1)).red_flags
    assert flag.flag == "sm-flag-later"


def test_a_flag_that_ends_after_the_last_check_counts_in_one_reading_only() -> None:
    ending = FLAGS.replace("{from: 2025-09-01}", "{from: 2025-05-01, to: 2026-11-01}")
    law = law_with(ending)
    changes: dict[str, Any] = {**ORDER, "customs_regime": "border_trade"}
    decided = ask_line(SHIRT, law=law, on=date(2026, 11, 2), **changes)
    assert [flag.status for flag in decided.red_flags] == ["unverified"]
    assert decided.outcome == "review"


def broken(name: str) -> Law:
    """The law with a flag whose condition fails."""
    law = law_with(FLAGS)
    book = lawbook_of(law)
    asked = tuple(replace(f, when=Broken()) if f.flag.id == name else f for f in book.flags)
    law.memo["lawbook"] = replace(book, flags=asked)
    return law


def test_a_flag_that_errs_is_up_and_never_clears() -> None:
    decided = ask_line(SHIRT, law=broken("sm-flag-gift"), papers=["sm-contract", "sm-risk-report"])
    assert [(f.flag, f.is_cleared, f.reason) for f in decided.red_flags] == [
        ("sm-flag-gift", False, None)
    ]
    assert decided.errors[0].startswith("sm-flag-gift: ")
    assert "sm-flag-gift" in [finding.rule for finding in decided.reviews]
    assert decided.outcome != "not_required"


def test_a_flag_still_to_come_that_errs_bounds_the_answer() -> None:
    decided = ask(SHIRT, law=broken("sm-flag-later"), on=DAY, **KNOWN)
    assert decided.horizon.holds_until == date(2025, 9, 1)
    assert decided.outcome == "not_required"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cleared_by: [sm-contract]", "cleared_by: [sm-unheard]", "no documents with this id"),
        ("when: {fact: shipment.customs_regime, is: border_trade}", "when: {red_flag: any}",
         "red flags are raised after this is asked"),
        ("differs_from: shipment.destination", "differs_from: party.country",
         "no country of the shipment has this name"),
        ("{fact: party.country, differs_from: shipment.destination}",
         "{fact: party.is_military, differs_from: shipment.destination}",
         "`differs_from` does not compare a flag"),
        ("{red_flag: high}", "{red_flag: grave}", "no red flag with this id, and no weight"),
    ],
)  # fmt: skip
def test_faults_of_flags(old: str, new: str, message: str) -> None:
    assert old in FLAGS
    with pytest.raises(PackError, match=message):
        law_with(FLAGS.replace(old, new))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_tells_flags_and_what_clears_them(language: Any) -> None:
    route: dict[str, Any] = {"destination": "DE", "end_users": [{"name": "B", "country": "AE"}]}
    decision = ask(SHIRT, law=LAW, customs_regime="gift", papers=["sm-contract"], **route)
    text = report(decision, language=language)
    assert ("RED FLAGS" if language == "en" else "警示信号") in text
    if language == "en":
        assert "Up (medium): A gift" in text
        assert "Cleared by papers in hand (low): The end user sits elsewhere" in text
        assert "Cleared by, together:" in text
    changes: dict[str, Any] = {**ORDER, "customs_regime": "sample"}
    graver = ask(MAGNET, law=LAW, **changes)
    assert ("No paper clears it" if language == "en" else "无单证可消除") in report(
        graver, language=language
    )


def test_where_both_countries_are_open_both_are_asked_for() -> None:
    rule = FLAGS.replace("when: {red_flag: high}", "when: " + _DIFFER)
    law = law_with(rule)
    both = ask_line(SHIRT, law=law, end_users=[{"name": "B"}])
    assert {"destination", "end_users[0].country"} <= set(paths(both))
    one = ask_line(SHIRT, law=law, destination="DE", end_users=[{"name": "B"}])
    assert "end_users[0].country" in paths(one)
    assert "destination" not in paths(one)
    decided = ask_line(SHIRT, law=law, destination="DE", end_users=[{"country": "AE"}])
    (review,) = decided.reviews
    assert review.reason is not None
    (reason,) = review.reason.parts
    assert (reason.fact, reason.seen) == ("end_users[0].country", reason.seen)
    assert reason.seen is not None


def test_a_test_of_flags_is_never_unknown_and_asks_for_nothing() -> None:
    node = build(RedFlagTest(red_flag="medium"), LAW.vocabulary)
    for up, truth in [((), False), (("any",), False), (("any", "medium"), True)]:
        assert node.truth({"#red_flags": frozenset(up)}) is truth
    assert list(node.open_facts({})) == []
    assert list(node.reads()) == [None]
    assert node.why({"#red_flags": {"medium", "high"}}).truth == "true"


_DIFFER = "{party: [end_user], where: {fact: party.country, differs_from: shipment.destination}}"


@pytest.mark.parametrize(
    ("condition", "available"),
    [
        ("{listed_in: [dual_use_rare_earth]}", "true"),
        ("{listed_in: [ordinary_export_licence]}", "false"),
        ("{red_flag: sm-flag-gift}", "true"),
        ("{red_flag: high}", "false"),
    ],
)
def test_a_licence_kind_may_hang_on_the_list_and_on_flags(condition: str, available: str) -> None:
    old = "available_when: {fact: shipment.exporter_has_internal_compliance, is: true}"
    law = law_with(FLAGS, (old, f"available_when: {condition}"))
    changes: dict[str, Any] = {**ORDER, "customs_regime": "gift"}
    (requirement,) = ask_line(MAGNET, law=law, **changes).requirements
    (general,) = [kind for kind in requirement.licence_kinds if kind.id == "sm-general"]
    assert general.availability == available


def test_what_one_reading_alone_leaves_open_is_asked_for() -> None:
    """Listed in one reading of the law, the line needs no catch-all; in the other it does."""
    unlisted = (
        "when: {all: [{not: {listed_in: [dual_use_rare_earth]}}, "
        "{fact: shipment.knows_of_rare_earth_activity_abroad, is: true}]}"
    )
    law = law_with(FLAGS.replace("when: {fact: shipment.end_use, is: military_ai}", unlisted))
    oxide = {"form": "oxide", "formula": "Ho2O3"}
    changes: dict[str, Any] = {**ORDER, "customs_regime": "gift"}
    decided = ask_line(oxide, law=law, on=date(2026, 11, 20), **changes)
    assert paths(decided) == ["properties.knows_of_rare_earth_activity_abroad"]
    assert decided.outcome == "undetermined"
