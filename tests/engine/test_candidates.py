"""What makes a line a candidate: numbers, words, elements, codes; and that the answer says why."""

from __future__ import annotations

from typing import Any

import pytest

from exportgate.tests.small_law import ask_line, law_with, match_of, small_law

FLAG = "fact: line.is_single_crystal, is: "


def candidates(**line: Any) -> set[str]:
    return {match.entry for match in ask_line(line).matches}


@pytest.mark.parametrize(
    ("number", "evidence"),
    [
        ("9405110010", "customs number 9405110010"),
        ("94051100", "customs number 94051100"),
        ("940511", "customs number 940511"),
        # Its neighbour under the same six digits: the misdeclaration trap.
        ("9405110090", "customs number under the same six digits, 940511"),
        ("94051190", "customs number under the same six digits, 940511"),
        ("9404100000", "heading 9404, in which it may be classified"),
        ("9405210000", "heading 940521, in which it may be classified"),
    ],
)
def test_customs_numbers(number: str, evidence: str) -> None:
    match = match_of(ask_line({"customs_number": number}), "sm-magnet")
    assert [words.en for words in match.evidence] == [evidence]


@pytest.mark.parametrize("number", ["9405220000", "9406100000", "9505110010"])
def test_other_numbers_are_none(number: str) -> None:
    assert "sm-magnet" not in candidates(customs_number=number)


@pytest.mark.parametrize("number", ["94051200", "9405120010", "9405120090"])
def test_a_printed_number_of_eight_digits_stands_for_all_under_it(number: str) -> None:
    match = match_of(ask_line({"customs_number": number}), "sm-alloy")
    assert match.evidence[0].en == f"customs number {number}"


def test_neighbours_of_an_entry_without_a_definition_are_not_asked() -> None:
    assert "sm-pointer" in candidates(customs_number="9405190010")
    assert "sm-pointer" not in candidates(customs_number="9405190090")


def test_elements() -> None:
    assert {"sm-magnet", "sm-alloy"} <= candidates(composition="Nd 30, Dy 2, Fe bal")
    assert {"sm-holmium"} == candidates(formula="Ho2O3")
    assert candidates(composition="Fe 99 %") == set()


@pytest.mark.parametrize(
    ("words", "evidence"),
    [
        ("Ho2O3 powder, 4N", "description says `Ho2O3`"),
        ("holmia sleeves", "description says `holmia`"),
        ("钬铁废料", "description says `钬 + 废料`"),
        ("Ho₂O₃", "description says `Ho₂O₃`"),
    ],
)
def test_elements_that_the_description_speaks_of(words: str, evidence: str) -> None:
    match = match_of(ask_line({"description": words}), "sm-holmium")
    assert evidence in [told.en for told in match.evidence]


@pytest.mark.parametrize("words", ["HO2 bus", "Hoover 2000", "Ho chi minh 2", "HO-2O3"])
def test_what_only_looks_like_a_formula(words: str) -> None:
    assert "sm-holmium" not in candidates(description=words)


def test_cas() -> None:
    assert candidates(cas="7429-91-6") == {"sm-magnet"}
    assert candidates(cas="7440-45-1") == set()


@pytest.mark.parametrize(
    ("code", "entries"),
    [
        ("9X001.a", {"sm-magnet"}),
        ("9x001.A", {"sm-magnet"}),
        (" 9X001.a ", {"sm-magnet"}),
        ("9X001", {"sm-magnet", "sm-alloy"}),
        ("9X001.a.4", {"sm-magnet"}),  # finer than what is on file
        ("9X00", set[str]()),
        ("9X001.c", set[str]()),
        ("9Z999", set[str]()),
    ],
)
def test_declared_codes(code: str, entries: set[str]) -> None:
    assert candidates(control_code=code) == entries


def test_stated_flags() -> None:
    law = law_with("", ("fact: line.equipment_kind, is: roasting_kiln", FLAG + "true"))
    for is_single, found in (
        (True, ["stated as single crystal"]),
        (False, []),
        (None, []),
    ):
        properties = {} if is_single is None else {"is_single_crystal": is_single}
        matches = {m.entry: m for m in ask_line({"properties": properties}, law=law).matches}
        evidence = [text.en for text in matches["sm-kiln"].evidence] if "sm-kiln" in matches else []
        assert evidence == found


def test_stated_terms() -> None:
    match = match_of(ask_line({"equipment_kind": "roasting_kiln"}), "sm-kiln")
    assert match.evidence[0].zh == "申报为稀土焙烧窑"
    assert "sm-kiln" not in candidates(equipment_kind="other")


def test_all_evidence_is_told_once() -> None:
    line = {
        "customs_number": "9405110010",
        "composition": "Dy 2, Fe bal",
        "description": "NdFeB and again NdFeB, 钕铁硼",
        "control_code": "9X001.a",
    }
    evidence = [words.en for words in match_of(ask_line(line), "sm-magnet").evidence]
    assert len(evidence) == len(set(evidence)) == 5


def test_no_evidence_is_told_and_is_no_no() -> None:
    decided = ask_line({"description": "cotton shirt", "customs_number": "6109100010"})
    assert decided.matches == ()
    assert decided.not_candidate is not None
    assert decided.not_candidate.en.startswith("No entry was asked: ")
    assert decided.not_candidate.zh
    assert ask_line({"description": "NdFeB"}).not_candidate is None


def test_the_catalogue_points_to_what_no_pack_has_modelled() -> None:
    """8505111000 is printed in the licensing catalogue, which the small law does not model."""
    decided = ask_line({"customs_number": "8505111000"})
    pointers = [match for match in decided.matches if match.domain == "dual_use_catalogue"]
    assert pointers
    assert {match.result for match in pointers} == {"review"}
    assert decided.outcome != "not_required"


def test_a_modelled_code_takes_the_numbers_that_the_catalogue_prints() -> None:
    law = law_with("", ('control_code: "9X002"', 'control_code: "1C905.a.4"'))
    decided = ask_line({"customs_number": "8505111000"}, law=law)
    assert "sm-kiln" in {match.entry for match in decided.matches}
    assert not [m for m in decided.matches if m.entry == "cn-catalogue-2026-1c905-a-4"]


def test_exhaustive_asks_every_modelled_entry() -> None:
    decided = ask_line({"form": "magnet", "composition": "Fe bal"}, exhaustive=True)
    asked = {match.entry for match in decided.matches}
    modelled = {e.id for e in small_law().entries.values() if e.definition is not None}
    assert asked == modelled
    # Every "no" is proven by a fact.
    for match in decided.matches:
        if match.result == "not_controlled":
            assert match.reason is not None
            assert match.reason.truth == "false"
    assert decided.not_candidate is None
