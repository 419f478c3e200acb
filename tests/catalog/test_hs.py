"""The nomenclature, its levels and its correlation with the edition of 2017."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportgate.catalog import hs
from exportgate.catalog._data import read_rows

SUBHEADINGS = sorted(row["code"] for row in read_rows("hs6_2022.csv") if len(row["code"]) == 6)


def test_counts_of_the_edition() -> None:
    lengths = [len(row["code"]) for row in read_rows("hs6_2022.csv")]
    assert [lengths.count(length) for length in (2, 4, 6)] == [96, 1228, 5612]


def test_finds_a_line() -> None:
    line = hs.find_hs("850511")
    assert line is not None
    assert line.description.startswith("Magnets; permanent magnets")
    assert (line.level, line.section) == ("subheading", "XVI")


@pytest.mark.parametrize("code", ["", "8", "77", "8505119", "8505111000", "８５"])
def test_no_line(code: str) -> None:
    assert hs.find_hs(code) is None
    assert not hs.is_known_hs6(code)


def test_every_line_has_its_ancestors_and_section() -> None:
    for code in SUBHEADINGS:
        chapter, heading = hs.ancestors(code)
        assert (chapter.level, heading.level) == ("chapter", "heading")
        assert hs.section_name(chapter.section)
        assert hs.is_known_hs6(code)


def test_ancestors_of_a_chapter_and_of_a_chinese_number() -> None:
    assert hs.ancestors("85") == ()
    assert [line.code for line in hs.ancestors("8505111000")] == ["85", "8505", "850511"]
    assert [line.code for line in hs.ancestors("9999999999")] == []


def test_unknown_section() -> None:
    assert hs.section_name("XXX") is None


def test_unchanged_subheading() -> None:
    assert hs.hs2017_of("280530") == ("280530",)
    assert hs.hs2022_of("280530") == ("280530",)
    assert hs.correlations_of_2022("280530")[0].relationship == "1:1"


def test_waste_was_split_off_many_lines() -> None:
    """Heading 8549 of 2022 takes electrical waste out of many lines, magnets among them."""
    assert hs.hs2017_of("850511") == ("850511",)
    assert {"850511", "854921"} <= set(hs.hs2022_of("850511"))


def test_changed_subheading() -> None:
    assert hs.hs2022_of("854810") == tuple(sorted(hs.hs2022_of("854810")))
    assert "854911" in hs.hs2022_of("854810")
    assert {pair.relationship for pair in hs.correlations_of_2017("854810")} <= {"n:n", "n:1"}


def test_code_of_no_edition() -> None:
    assert hs.hs2017_of("999999") == ()
    assert hs.hs2022_of("999999") == ()


def test_a_code_new_in_2022_did_not_exist_before() -> None:
    """852411 is of 2022 only: as a code of 2017 it is unknown, not unchanged."""
    assert hs.hs2017_of("852411")
    assert hs.hs2022_of("852411") == ()


@given(st.sampled_from(SUBHEADINGS))
def test_correlation_runs_both_ways(code: str) -> None:
    for old in hs.hs2017_of(code):
        assert code in hs.hs2022_of(old)


def test_search_prefers_own_words_then_exact_codes() -> None:
    codes = [line.code for line in hs.search_hs("Permanent MAGNETS", limit=3)]
    assert codes[0] == "850511"
    assert hs.search_hs("rare earth metals")[0].code == "280530"


def test_search_with_nothing_or_no_limit() -> None:
    assert hs.search_hs(" ,; ") == ()
    assert hs.search_hs("magnets", limit=0) == ()
    assert hs.search_hs("nosuchword") == ()
