"""Asking entries: both readings of open law, what the law means together, and errors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exportgate.engine.lawbook import law_on, lawbook_of
from exportgate.engine.match import open_facts, readings
from exportgate.tests.small_law import DAY, MAGNET, ORDER, ask_line, law_with, match_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exportgate.engine.decision import Reason
    from exportgate.engine.facts import Facts
    from exportgate.engine.probes import OpenFact
    from exportgate.rules.law import Law


def result(entry: str, line: dict[str, Any], **options: Any) -> str:
    return match_of(ask_line(line, **options), entry).result


DY = "Nd 30, Dy 2, Fe bal"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"form": "magnet", "composition": DY}, "controlled"),
        ({"form": "oxide", "composition": DY}, "not_controlled"),
        ({"form": "magnet", "composition": "Dy 0, Nd 30, Fe bal"}, "not_controlled"),
        ({"composition": DY}, "undetermined"),
        ({"form": "magnet", "description": "NdFeB"}, "undetermined"),
        # An exclusion of medium confidence takes the line out; one of low confidence does not.
        ({"form": "component", "composition": DY}, "not_controlled"),
        ({"form": "magnet_assembly", "composition": DY}, "review"),
        # The band for a person, on each side of its threshold.
        ({"form": "magnet", "composition": "Nd 30, Dy 0.1, Fe bal"}, "review"),
        ({"form": "magnet", "composition": "Nd 30, Dy 0.11, Fe bal"}, "controlled"),
        ({"form": "magnet", "composition": "Nd 30, Dy 0.05-0.2, Fe bal"}, "undetermined"),
    ],
)
def test_results(line: dict[str, Any], expected: str) -> None:
    assert result("sm-magnet", line) == expected


def test_a_person_is_told_why() -> None:
    band = match_of(ask_line({"form": "magnet", "composition": "Dy 0.1, Fe bal"}), "sm-magnet")
    assert band.why_review is not None
    assert band.why_review.en == "whether a trace counts was not answered"
    low = match_of(ask_line({"form": "magnet_assembly", "composition": DY}), "sm-magnet")
    assert low.why_review is not None
    assert "Simple assemblies" in low.why_review.en
    assert match_of(ask_line(MAGNET), "sm-magnet").why_review is None


def test_an_exclusion_is_the_reason_and_cites() -> None:
    match = match_of(ask_line({"form": "component", "composition": DY}), "sm-magnet")
    assert match.reason is not None
    assert (match.reason.kind, match.reason.truth) == ("exclusion", "true")
    assert match.reason.cites[0].provision.en == "note 1"
    assert match.reason.parts[0].fact == "line.form"


def test_a_pointer_is_for_a_person() -> None:
    match = match_of(ask_line({"description": "enigma"}), "sm-pointer")
    assert (match.result, match.reason) == ("review", None)
    assert match.why_review is not None
    assert match.why_review.en.startswith("the entry is not modelled")


def test_what_is_stated_beside_confidence() -> None:
    match = match_of(ask_line({"description": "bismuth"}), "sm-bismuth-other")
    assert match.confidence == "low"
    assert match.verify is not None
    assert match.cites[0].instrument == "sm-list-2025"


def test_an_uncertain_entry_that_is_named_by_its_own_code_never_clears() -> None:
    against = {"control_code": "9X003.b", "form": "oxide"}
    named = match_of(ask_line(against), "sm-bismuth-other")
    assert named.result == "review"
    assert named.why_review is not None
    assert "what it covers is not certain" in named.why_review.en
    heading = {**against, "control_code": "9X003"}  # names all its items, none as its own
    assert result("sm-bismuth-other", heading) == "not_controlled"
    certain = law_with("", ("confidence: low", "confidence: high"))
    assert result("sm-bismuth-other", against, law=certain) == "not_controlled"


# ---------------------------------------------------------------- complementary entries


def test_complementary_entries_make_a_licence_certain() -> None:
    """Which of the two it is stays open; that it is one of them does not."""
    decided = ask_line({"description": "bismuth", "form": "metal"}, **ORDER)
    results = {match.entry: match.result for match in decided.matches}
    assert results == {"sm-bismuth-pure": "undetermined", "sm-bismuth-other": "undetermined"}
    assert decided.outcome == "licence_required"
    (requirement,) = decided.requirements
    assert requirement.certainty == "certain"
    assert requirement.control_codes == ("9X003.a", "9X003.b")


def test_entries_that_leave_a_gap_stay_open() -> None:
    decided = ask_line({"description": "bismuth"}, **ORDER)  # its form is open as well
    assert decided.outcome == "undetermined"
    assert decided.worst == "licence_required"


PAIR = """
pack: pair
title: {{en: Pair, zh: 对}}
verified_up_to: 2026-10-09
instrument: sm-list-2025
entries:
  - id: pair-small
    title: {{en: Small, zh: 小}}
    domain: dual_use_rare_earth
    effective: {{from: 2025-04-01}}
    definition: {{fact: line.kiln_length, {small}}}
    evidence: {{keywords: {{en: [tube]}}}}
    cites: [{{instrument: sm-list-2025, provision: x}}]
  - id: pair-large
    title: {{en: Large, zh: 大}}
    domain: dual_use_rare_earth
    effective: {{from: 2025-04-01}}
    definition: {{fact: line.kiln_length, {large}}}
    evidence: {{keywords: {{en: [tube]}}}}
    cites: [{{instrument: sm-list-2025, provision: y}}]
"""


@pytest.mark.parametrize(
    ("small", "large", "outcome"),
    [
        ("at_most: 1 m", "above: 1 m", "licence_required"),
        ("at_most: 1 m", "above: 0.5 m", "licence_required"),
        ("below: 1 m", "above: 1 m", "undetermined"),
        ("at_most: 1 m", "at_least: 1.5 m", "undetermined"),
        ("at_most: 1 m", "above: 1.001 m", "undetermined"),
    ],
)
def test_thresholds_with_and_without_a_gap(small: str, large: str, outcome: str) -> None:
    law = law_with(PAIR.format(small=small, large=large))
    assert ask_line({"description": "tube"}, law=law, **ORDER).outcome == outcome


def test_what_is_known_closes_a_gap() -> None:
    law = law_with(PAIR.format(small="at_most: 1 m", large="at_least: 1.5 m"))
    known = {"description": "tube", "properties": {"kiln_length": "1.6-3 m"}}
    assert ask_line(known, law=law, **ORDER).outcome == "licence_required"
    known["properties"] = {"kiln_length": "1.1-1.4 m"}
    assert ask_line(known, law=law, **ORDER).outcome == "not_required"


def test_a_pair_of_which_a_part_is_for_a_person_stays_open() -> None:
    """A licence is not certain while some answers would lead to review instead."""
    band = (
        "- {when: {fact: line.kiln_length, above: 10 m}, why: {en: open, zh: 待定}, "
        "cites: [{instrument: sm-list-2025, provision: y}]}"
    )
    whole = (
        PAIR.format(small="at_most: 1 m", large="above: 1 m") + f"    review_when: [{band[2:]}]\n"
    )
    law = law_with(whole)
    lengths = {None: "undetermined", "5 m": "licence_required", "11 m": "review"}
    for length, outcome in lengths.items():
        line = {"description": "tube", "properties": {"kiln_length": length} if length else {}}
        assert ask_line(line, law=law, **ORDER).outcome == outcome, length


# ---------------------------------------------------------------- numbers against facts


def law_with_whole_number() -> tuple[Law, str]:
    """A law whose magnet entry has a code for which the catalogue prints a number as a whole."""
    from exportgate.catalog.control_numbers import all_control_numbers

    row = next(
        row
        for row in all_control_numbers()
        if row.coverage == "whole" and row.confidence == "high" and row.number is not None
        and len(row.number) == 10
    )  # fmt: skip
    law = law_with("", ('control_code: "9X001.a"', f'control_code: "{row.control_code}"'))
    return law, row.number or ""


def test_a_whole_number_speaks_against_the_facts() -> None:
    law, number = law_with_whole_number()
    line = {"form": "oxide", "composition": "Fe 70, O 30", "customs_number": number}
    decided = ask_line(line, law=law, **ORDER)
    match = match_of(decided, "sm-magnet")
    assert match.result == "review"
    assert match.why_review is not None
    assert "speak against it" in match.why_review.en
    assert decided.outcome == "review"
    # With the facts, it is controlled as it would be without the number.
    agreeing = match_of(ask_line({**MAGNET, "customs_number": number}, law=law), "sm-magnet")
    assert (agreeing.result, agreeing.why_review) == ("controlled", None)


# ---------------------------------------------------------------- errors


class Broken:
    """A condition that errs whenever it is read."""

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        raise ZeroDivisionError

    def why(self, facts: Facts, scope: str = "") -> Reason:
        raise ZeroDivisionError

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        raise ZeroDivisionError

    def reads(self) -> Iterator[str | None]:
        yield None


def law_with_broken_entry(entry: str, *, in_exclusion: bool = False) -> Law:
    law = law_with()
    book = lawbook_of(law)

    def broken(asked: Any) -> Any:
        if asked.entry.id != entry:
            return asked
        if in_exclusion:
            exclusions = tuple((exclusion, Broken()) for exclusion, _ in asked.exclusions)
            return replace(asked, exclusions=exclusions, reads=None)
        return replace(asked, definition=Broken(), reads=None)

    law.memo.clear()
    law.memo["lawbook"] = replace(book, entries=tuple(map(broken, book.entries)))
    return law


@pytest.mark.parametrize("in_exclusion", [False, True])
def test_an_erring_entry_never_clears(in_exclusion: bool) -> None:
    law = law_with_broken_entry("sm-magnet", in_exclusion=in_exclusion)
    decided = ask_line({**MAGNET, "description": "NdFeB"}, law=law, **ORDER)
    match = match_of(decided, "sm-magnet")
    assert (match.result, match.reason) == ("review", None)
    assert decided.outcome == "review"
    assert decided.worst == "licence_required"
    assert decided.errors == ("sm-magnet: ZeroDivisionError: ",)
    assert any("could not be evaluated" in review.words.en for review in decided.reviews)


def test_an_erring_entry_does_not_hide_another() -> None:
    law = law_with_broken_entry("sm-alloy")
    assert ask_line(MAGNET, law=law, **ORDER).outcome == "licence_required"


# ---------------------------------------------------------------- status


def test_readings_do_not_depend_on_the_status() -> None:
    """Whether a line is what an entry describes says nothing of whether the entry is in force."""
    book = lawbook_of(law_with())
    asked = next(item for item in book.entries if item.entry.id == "sm-erbium")
    assert readings(asked, {"line.form": "metal"}) == (False, False, None)
    assert law_on(book, DAY).statuses["sm-erbium"].status == "not_yet"


# ---------------------------------------------------------------- limits


def test_terms_that_cover_everything_leave_no_gap() -> None:
    pair = PAIR.format(small="is: process_knowledge", large="is: production_line_support")
    law = law_with(pair.replace("line.kiln_length", "line.technology_activity"))
    assert ask_line({"description": "tube"}, law=law, **ORDER).outcome == "licence_required"


def test_certainty_is_given_up_where_it_would_take_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Then it stays open and everything is asked for: slower for people, never wrong."""
    monkeypatch.setattr("exportgate.engine.match.MAX_COMPLETIONS", 1)
    monkeypatch.setattr("exportgate.engine.questions.MAX_COMPLETIONS", 1)
    law = law_with()
    decided = ask_line({"description": "bismuth", "form": "metal"}, law=law, **ORDER)
    assert decided.outcome == "undetermined"
    assert decided.questions
    kiln = ask_line({"description": "kiln"}, law=law, **ORDER)
    assert len(kiln.questions) == 2


def test_what_is_not_open_has_no_open_facts() -> None:
    book = lawbook_of(law_with())
    by_id = {asked.entry.id: asked for asked in book.entries}
    assert list(open_facts(by_id["sm-pointer"], {})) == []
    assert list(open_facts(by_id["sm-magnet"], {"line.form": "oxide"})) == []
    assert [fact.key for fact in open_facts(by_id["sm-kiln"], {})] == [
        "line.kiln_diameter",
        "line.reaction_temperature",
    ]


@pytest.mark.parametrize(
    ("from_", "expected"), [("2025-04-01", "not_controlled"), ("2025-08-01", "controlled")]
)
def test_an_exclusion_works_on_its_own_days(from_: str, expected: str) -> None:
    old = "zh: 深加工组件}\n    effective: {from: 2025-04-01}"
    law = law_with("", (old, old.replace("2025-04-01", from_)))
    line = {"form": "component", "composition": DY}
    assert result("sm-magnet", line, law=law) == expected
