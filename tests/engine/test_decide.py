"""The decision on a line through time: status, unverified law, horizons, and what is left open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from exportgate import check, load_law
from exportgate.tests.small_law import (
    DAY,
    MAGNET,
    ORDER,
    VERIFIED,
    ask_line,
    law_with,
    match_of,
    paths,
    small_law,
)

HOLMIUM = {"form": "oxide", "formula": "Ho2O3"}
ERBIUM = {"form": "oxide", "formula": "Er2O3"}
RESUMES = date(2026, 11, 11)
COMPONENT = """zh: 深加工组件}
    effective: {from: 2025-04-01}"""


@pytest.mark.parametrize(
    ("line", "on", "status", "outcome"),
    [
        (MAGNET, date(2025, 3, 31), "not_yet", "not_required"),
        (MAGNET, date(2025, 4, 1), "in_force", "licence_required"),
        (HOLMIUM, date(2025, 10, 31), "not_yet", "not_required"),
        (HOLMIUM, date(2025, 11, 1), "suspended", "not_required"),
        (HOLMIUM, date(2025, 11, 8), "suspended", "not_required"),
        (HOLMIUM, VERIFIED, "suspended", "not_required"),
        (HOLMIUM, RESUMES - timedelta(days=1), "suspended", "not_required"),
        (HOLMIUM, RESUMES, "unverified", "review"),
        (ERBIUM, date(2026, 12, 31), "not_yet", "not_required"),
        (ERBIUM, date(2027, 1, 1), "unverified", "review"),
    ],
)
def test_the_status_of_the_day_decides(
    line: dict[str, Any], on: date, status: str, outcome: str
) -> None:
    decided = ask_line(line, on=on, **ORDER)
    (match, *_) = [m for m in decided.matches if m.result == "controlled"]
    assert (match.status, decided.outcome) == (status, outcome)
    if status == "unverified":
        assert decided.worst == "licence_required"


def test_unverified_law_says_by_what_and_shows_the_requirement() -> None:
    decided = ask_line(HOLMIUM, on=RESUMES, **ORDER)
    assert match_of(decided, "sm-holmium").status_by == "sm-pause-2025"
    told = [review.words.en for review in decided.reviews]
    assert any("was not verified" in words and "sm-pause-2025" in words for words in told)
    (requirement,) = decided.requirements
    assert requirement.certainty == "possible"
    assert requirement.control_codes == ("9X005",)
    assert {v.kind: v.outcome for v in decided.verdicts} == {
        "dual_use_licence": "review",
    }


def test_unverified_rules_go_to_a_person() -> None:
    title = "{en: Controlled items need a licence, zh: 管制物项须许可}\n    effective: "
    law = law_with(
        "",
        (f"{title}{{from: 2020-12-01}}", f"{title}{{from: 2020-12-01, to: 2026-12-01}}"),
    )
    before = ask_line(MAGNET, on=date(2026, 11, 30), law=law, **ORDER)
    assert before.outcome == "licence_required"
    after = ask_line(MAGNET, on=date(2026, 12, 1), law=law, **ORDER)
    assert (after.outcome, after.worst) == ("review", "licence_required")
    assert "sm-alpha-licence" in [review.rule for review in after.reviews]


def test_unverified_rules_that_yield_ask_nobody() -> None:
    """Relief goods are free in both readings, whatever became of the rule."""
    title = "{en: Controlled items need a licence, zh: 管制物项须许可}\n    effective: "
    law = law_with(
        "",
        (f"{title}{{from: 2020-12-01}}", f"{title}{{from: 2020-12-01, to: 2026-12-01}}"),
    )
    header = {**ORDER, "end_use": "emergency_relief"}
    decided = ask_line(MAGNET, on=date(2026, 12, 1), law=law, **header)
    assert (decided.outcome, decided.reviews) == ("not_required", ())


def test_an_unverified_exception_does_not_free() -> None:
    law = law_with(
        "",
        (
            (
                "id: sm-relief\n    title: {en: Relief goods, zh: 救助物资}\n"
                "    effective: {from: 2020-12-01}"
            ),
            (
                "id: sm-relief\n    title: {en: Relief goods, zh: 救助物资}\n"
                "    effective: {from: 2026-12-01}"
            ),
        ),
    )
    header = {**ORDER, "end_use": "emergency_relief"}
    assert ask_line(MAGNET, on=date(2026, 11, 30), law=law, **header).outcome == "licence_required"
    assert ask_line(MAGNET, on=date(2026, 12, 1), law=law, **header).outcome == "review"


# ---------------------------------------------------------------- horizons


@pytest.mark.parametrize(
    ("line", "on", "until", "because_of"),
    [
        (MAGNET, date(2025, 3, 31), date(2025, 4, 1), "sm-list-2025"),
        (HOLMIUM, date(2025, 12, 1), RESUMES, "sm-pause-2025"),
        (HOLMIUM, date(2025, 10, 1), date(2025, 11, 1), "sm-pause-2025"),
        (ERBIUM, DAY, date(2027, 1, 1), "sm-list-2025"),
        ({"description": "shirt", "customs_number": "6109100010"}, DAY, None, None),
    ],
)
def test_until_when_an_answer_holds(
    line: dict[str, Any], on: date, until: date | None, because_of: str | None
) -> None:
    horizon = ask_line(line, on=on, **ORDER).horizon
    assert (horizon.holds_until, horizon.because_of) == (until, because_of)


def test_an_answer_ends_with_the_exclusion_on_which_it_rests() -> None:
    """The goods are outside the entry only while the exclusion is in force."""
    end = "{from: 2025-04-01, to: 2026-01-01}"
    law = law_with("", (COMPONENT, COMPONENT.replace("{from: 2025-04-01}", end)))
    line = {**MAGNET, "form": "component"}
    decided = ask_line(line, law=law, **ORDER)
    assert decided.outcome == "not_required"
    assert decided.horizon.holds_until == date(2026, 1, 1)
    after = ask_line(line, law=law, on=date(2026, 1, 1), **ORDER)
    assert after.outcome == "licence_required"


def test_an_answer_ends_when_an_agency_s_work_goes_to_another() -> None:
    """The armament department, which is consulted, handed over in January 2016."""
    law = load_law(use_store=False)
    jet = {"lines": [{"line": "1", "description": "fighter jet"}]}
    horizon = check(jet, on=date(2014, 8, 11), law=law).horizon
    assert (horizon.holds_until, horizon.because_of) == (date(2016, 1, 1), "GAD")
    assert horizon.title is not None


@pytest.mark.parametrize("line", [MAGNET, HOLMIUM, ERBIUM, {"description": "bismuth"}])
@pytest.mark.parametrize("on", [date(2025, 3, 1), date(2025, 5, 1), date(2025, 11, 5), VERIFIED])
def test_an_answer_is_the_same_on_the_last_day_that_it_holds(
    line: dict[str, Any], on: date
) -> None:
    first = ask_line(line, on=on, **ORDER)
    until = first.horizon.holds_until
    last = date(2030, 1, 1) if until is None else until - timedelta(days=1)
    again = ask_line(line, on=last, **ORDER)
    assert (again.outcome, again.worst, again.requirements) == (
        first.outcome,
        first.worst,
        first.requirements,
    )
    assert again.horizon == first.horizon


# ---------------------------------------------------------------- what is left open


def test_a_listed_item_of_which_nothing_follows_is_for_a_person() -> None:
    """In force, but no rule routes by its domain: silence would be clearing by oversight."""
    decided = ask_line({"form": "crystal", "composition": "Co 5, O bal"}, **ORDER)
    assert match_of(decided, "sm-orphan").result == "controlled"
    assert (decided.outcome, decided.worst) == ("review", "licence_required")
    (doubt,) = decided.reviews
    assert "no rule says what follows" in doubt.words.en
    undetermined = ask_line({"composition": "Co 5, O bal"}, **ORDER)
    assert undetermined.outcome == "review"


WORDS_ONLY = """
pack: extra
title: {en: Extra, zh: 另}
instrument: sm-act-2020
verified_up_to: 2026-10-09
rules:
  - id: extra-records
    title: {en: Keep records, zh: 保存资料}
    effective: {from: 2020-12-01}
    when: {listed_in: [%s]}
    then: {duties: [{en: Keep the papers, zh: 保存资料}]}
    cites: [{instrument: sm-act-2020, provision: "7"}]
"""


def test_a_rule_that_only_adds_words_says_nothing_of_what_follows() -> None:
    domain = small_law().entries["sm-orphan"].domain
    law = law_with(WORDS_ONLY % domain)
    decided = ask_line({"form": "crystal", "composition": "Co 5, O bal"}, law=law, **ORDER)
    assert (decided.outcome, decided.worst) == ("review", "licence_required")
    assert "no rule says what follows" in decided.reviews[0].words.en


def test_what_only_adds_words_makes_no_doubt_of_an_entry() -> None:
    trace = {"form": "magnet", "composition": "Nd 30, Dy 0.05, Fe bal"}
    abroad = {**ORDER, "movement": "outside_china"}
    assert ask_line(trace, **abroad).outcome == "not_required"
    law = law_with(WORDS_ONLY % "dual_use_rare_earth")
    assert ask_line(trace, law=law, **abroad).outcome == "not_required"


def test_doubt_in_the_law_goes_to_a_person_with_both_answers() -> None:
    trace = {"form": "magnet", "composition": "Nd 30, Dy 0.05, Fe bal"}
    decided = ask_line(trace, **ORDER)
    assert (decided.outcome, decided.worst) == ("review", "licence_required")
    (doubt,) = decided.reviews
    assert doubt.words.en == "entry 9X001.a: whether a trace counts was not answered"
    assert doubt.words.zh == "条目9X001.a：微量是否受控未见答复"
    assert doubt.certainty == "certain"
    assert [requirement.certainty for requirement in decided.requirements] == ["possible"]


def test_doubt_beside_certainty_changes_nothing() -> None:
    """A line that needs a licence anyway is not held up by a pointer."""
    decided = ask_line({**MAGNET, "description": "enigma"}, **ORDER)
    assert decided.outcome == "licence_required"
    assert [review.rule for review in decided.reviews] == ["sm-pointer"]


def test_no_doubt_where_nothing_follows_for_the_line() -> None:
    trace = {"form": "magnet", "composition": "Nd 30, Dy 0.05, Fe bal"}
    decided = ask_line(trace, **{**ORDER, "movement": "provision_in_china"})
    assert decided.outcome in {"not_required", "review"}
    assert paths(decided) == []


def test_matches_with_effect_stand_first() -> None:
    line = {"composition": "Ho 1, Dy 2, Fe bal", "form": "magnet", "description": "enigma"}
    decided = ask_line(line, on=date(2025, 12, 1), **ORDER)
    assert [(match.entry, match.result) for match in decided.matches] == [
        ("sm-magnet", "controlled"),
        ("sm-pointer", "review"),
        ("sm-alloy", "not_controlled"),
        ("sm-holmium", "not_controlled"),
    ]


def test_verdicts_name_each_kind_that_was_touched() -> None:
    def verdicts(line: dict[str, Any]) -> dict[str, str]:
        return {v.kind: v.outcome for v in ask_line(line, **ORDER).verdicts}

    assert verdicts(MAGNET) == {"dual_use_licence": "licence_required"}
    assert verdicts({"description": "shirt", "customs_number": "6109100010"}) == {
        "dual_use_licence": "not_required"
    }
    assert verdicts({"description": "enigma"}) == {"dual_use_licence": "review"}
    assert verdicts({"description": "lithium", "form": "oxide"}) == {
        "dual_use_licence": "not_required",
        "ordinary_export_licence": "not_required",
    }
    assert verdicts({"description": "lithium"})["ordinary_export_licence"] == "undetermined"


def test_confidence_of_a_no_is_that_of_its_exclusions() -> None:
    excluded = ask_line({**MAGNET, "form": "component"}, **ORDER)
    assert (excluded.outcome, excluded.confidence) == ("not_required", "medium")
    # Exclusions that played no part say nothing of it.
    other = ask_line({**MAGNET, "form": "oxide"}, **ORDER)
    assert (other.outcome, other.confidence) == ("not_required", "high")
    assert (
        ask_line({"description": "shirt", "customs_number": "6109100010"}, **ORDER).confidence
        == "high"
    )


def test_doubtful_law_is_no_doubt_where_the_requirement_cannot_follow() -> None:
    def verdict(movement: str) -> str:
        decided = ask_line(HOLMIUM, on=RESUMES, movement=movement, **ORDER)
        return {v.kind: v.outcome for v in decided.verdicts}["dual_use_licence"]

    assert verdict("outside_china") == "not_required"
    assert verdict("export_from_china") == "review"
