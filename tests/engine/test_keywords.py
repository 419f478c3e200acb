"""Words in a description that make a line a candidate, and those that do not."""

from __future__ import annotations

from typing import Any

import pytest

from exportgate.engine.keywords import normalise
from exportgate.tests.small_law import ask_line, law_with, match_of


def candidates(**line: Any) -> set[str]:
    return {match.entry for match in ask_line(line).matches}


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


JOINT_WORDS = "      keywords: {en: [kiln + titanium lining], zh: [窑 + 钛]}\n"


@pytest.mark.parametrize(
    ("description", "is_found"),
    [
        ("kiln with a titanium lining", True),
        ("Titanium linings, for kilns", True),
        ("钛制 立式窑炉", True),
        ("kiln", False),
        ("titanium lining", False),
        ("titanium pottery kiln lining", False),
        ("pottery kiln with titanium lining", False),
        ("钛", False),
    ],
)
def test_a_joint_keyword_needs_all_its_parts(description: str, is_found: bool) -> None:
    law = law_with("", (KILN_WORDS, JOINT_WORDS + OTHER_GOODS))
    matches = ask_line({"description": description}, law=law).matches
    assert ("sm-kiln" in {match.entry for match in matches}) is is_found
