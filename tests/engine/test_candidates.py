"""What makes a line a candidate: numbers, words, elements, codes; and that the answer says why."""

from __future__ import annotations

from typing import Any

import pytest

from exportgate.engine.candidates import normalise
from exportgate.tests.small_law import ask_line, law_with, match_of, small_law


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


@pytest.mark.parametrize(
    "description",
    [
        "NdFeB", "sintered ndfeb block", "NDFEB-magnets", "Magnet (NdFeB), grade N52",
        "rare-earth magnet", "Rare Earth Magnet", "RARE-EARTH-MAGNET", "a rare earth magnet ring",
        "ＮｄＦｅＢ", "ｒａｒｅ　ｅａｒｔｈ　ｍａｇｎｅｔ", "烧结钕铁硼磁体", "钕铁硼",
        "N52 钕铁硼NdFeB",
        "ráre-eärth magnet",
    ],
)  # fmt: skip
def test_words_in_a_description(description: str) -> None:
    match = match_of(ask_line({"description": description}), "sm-magnet")
    assert match.evidence[0].en.startswith("description says `")


@pytest.mark.parametrize(
    "description",
    [
        "NdFeBX",
        "rare magnet",
        "magnet of rare earth",
        "earth magnet",
        "钕铁",
        "铁硼",
        "钕 铁 硼",
        "",
    ],
)
def test_words_that_are_others(description: str) -> None:
    assert "sm-magnet" not in candidates(description=description)


KILN_WORDS = "      keywords: {en: [kiln], zh: [焙烧窑]}\n"
OTHER_GOODS = "      other_goods: {en: [pottery kiln], zh: [陶瓷焙烧窑]}\n"


@pytest.mark.parametrize(
    ("description", "is_candidate"),
    [
        ("kiln", True),
        ("pottery kiln", False),
        ("Pottery-Kilns, two pieces", False),
        ("pottery and kiln", True),
        ("pottery kiln with a second kiln", True),
        ("焙烧窑", True),
        ("陶瓷焙烧窑", False),
        ("陶瓷焙烧窑及焙烧窑", True),
    ],
)
def test_a_keyword_within_the_name_of_other_goods_does_not_count(
    description: str, is_candidate: bool
) -> None:
    law = law_with("", (KILN_WORDS, KILN_WORDS + OTHER_GOODS))
    found = {match.entry for match in ask_line({"description": description}, law=law).matches}
    assert ("sm-kiln" in found) is is_candidate


def test_other_goods_of_one_entry_are_none_of_another() -> None:
    words = "      other_goods: {en: [bismuth shot], zh: []}\n"
    law = law_with("", (KILN_WORDS, KILN_WORDS + words))
    found = {match.entry for match in ask_line({"description": "bismuth shot"}, law=law).matches}
    assert found == {"sm-bismuth-pure", "sm-bismuth-other"}


@pytest.mark.parametrize(
    ("description", "is_candidate"),
    [
        ("3-羟基-1-甲基哌啶", True),
        ("３－羟基－１－甲基哌啶，纯度99%", True),
        ("(3-羟基-1-甲基哌啶)", True),
        ("盐酸3-羟基-1-甲基哌啶", True),
        ("4-羟基-1-甲基哌啶", False),
        ("羟基甲基哌啶", False),
        ("3-羟基 1-甲基哌啶", False),
        ("甲基哌啶", False),
    ],
)
def test_chinese_names_with_digits_and_signs(description: str, is_candidate: bool) -> None:
    law = law_with("", ("zh: [焙烧窑]", "zh: [3-羟基-1-甲基哌啶]"))
    found = {match.entry for match in ask_line({"description": description}, law=law).matches}
    assert ("sm-kiln" in found) is is_candidate


@pytest.mark.parametrize("description", ["2,2-二苯基-2-羟基乙酸", "22-二苯基-2-羟基乙酸"])
def test_a_comma_between_digits_parts_no_chinese_name(description: str) -> None:
    law = law_with("", ("zh: [焙烧窑]", "zh: ['2,2-二苯基-2-羟基乙酸']"))
    found = {match.entry for match in ask_line({"description": description}, law=law).matches}
    assert "sm-kiln" in found


def test_a_comma_parts_an_enumeration() -> None:
    law = law_with("", ("zh: [焙烧窑]", "zh: [钨钢]"))
    assert ask_line({"description": "金属钨，钢板"}, law=law).matches == ()


@pytest.mark.parametrize(
    ("description", "is_candidate"),
    [
        ("O-ethyl methylphosphonofluoridate", True),
        ("alkylphosphonofluoridates", True),
        ("phosphonofluoridate", True),
        ("Methyl-phosphonofluoridate, 98 %", True),
        ("phosphonofluoridate-like", True),
        ("phosphonofluoridation", False),
        ("fluoridate", False),
    ],
)
def test_a_keyword_may_be_the_ending_of_words(description: str, is_candidate: bool) -> None:
    law = law_with("", ("en: [kiln]", 'en: ["*phosphonofluoridate"]'))
    found = {match.entry for match in ask_line({"description": description}, law=law).matches}
    assert ("sm-kiln" in found) is is_candidate


def test_stated_terms() -> None:
    match = match_of(ask_line({"equipment_kind": "roasting_kiln"}), "sm-kiln")
    assert match.evidence[0].zh.startswith("申报为")
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


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("NdFeB", "ndfeb"),
        ("ＮｄＦｅＢ　磁体", "ndfeb 磁体"),
        ("Dy₂O₃", "dy2o3"),
        ("Café", "cafe"),
        ("STRASSE Straße", "strasse strasse"),
        ("Æ", "æ"),
    ],
)
def test_one_spelling(text: str, plain: str) -> None:
    assert normalise(text) == plain
