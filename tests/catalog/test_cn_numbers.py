"""Chinese customs numbers as people write them, and what is known of some."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportgate.catalog.cn_numbers import (
    customs_numbers_under,
    find_customs_number,
    normalise_customs_number,
)
from exportgate.catalog.document_codes import split_document_codes
from exportgate.catalog.faults import BadCustomsNumber


@pytest.mark.parametrize(
    "text",
    [
        "8505111000",
        "8505.11.1000",
        "8505 1110 00",
        "8505.11.10.00",
        " 8505-1110-00 ",
        "８５０５１１１０００",
        8505111000,
    ],
)
def test_one_number_written_in_many_ways(text: str | int) -> None:
    found = normalise_customs_number(text)
    assert (found.number, found.warnings, found.precision) == ("8505111000", (), "number")


def test_prefixes() -> None:
    assert normalise_customs_number("8505.11.10").precision == "prefix"
    assert normalise_customs_number("8505.11").precision == "subheading"


@pytest.mark.parametrize("digits", ["101210010", "1012100", "10121"])
def test_a_lost_zero_is_put_back_only_in_a_numeric_cell(digits: str) -> None:
    found = normalise_customs_number(digits, was_number=True)
    assert found.number == "0" + digits
    assert "0101 is a heading" in found.warnings[0]
    assert normalise_customs_number(int(digits)) == found
    with pytest.raises(BadCustomsNumber) as error:
        normalise_customs_number(digits)
    assert f"seen {len(digits)}: a leading zero may have been lost" in str(error.value)
    assert error.value.digits == digits
    assert "text" in error.value.remedy


def test_a_float_cell_loses_its_decimals() -> None:
    assert normalise_customs_number("8505111000.0", was_number=True).number == "8505111000"


def test_nine_digits_that_no_zero_mends() -> None:
    with pytest.raises(BadCustomsNumber, match="10 digits, 8 or 6 as a prefix; seen 9"):
        normalise_customs_number(850511100)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "other signs"),
        ("magnet", "other signs"),
        ("8505111000A", "other signs"),
        ("8505", "too short"),
        ("85051110001", "too long"),
        ("7700000000", "no chapter 77"),
        ("0012345678", "no chapter 00"),
        ("二八〇五三〇", "other signs"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(BadCustomsNumber, match=message) as error:
        normalise_customs_number(text)
    assert error.value.seen == text
    assert error.value.expected
    assert error.value.remedy


def test_a_flag_is_no_number() -> None:
    with pytest.raises(BadCustomsNumber):
        normalise_customs_number(True)


def test_an_unknown_subheading_is_a_warning() -> None:
    (warning,) = normalise_customs_number("8505991000").warnings
    assert "no subheading of HS 2022" in warning


def test_the_chinese_chapter_98_is_accepted() -> None:
    assert normalise_customs_number("9803001000").number == "9803001000"


@given(st.text(max_size=14))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = normalise_customs_number(text)
    except BadCustomsNumber:
        return
    assert found.number.isdigit()
    assert normalise_customs_number(found.number).number == found.number


def test_known_number() -> None:
    found = find_customs_number("2846902100")
    assert found is not None
    assert found.name.en == "Terbium chloride"
    assert found.units == ("千克",)
    assert (found.document_codes, found.document_codes_derived) == ("34Bxy", False)
    assert found.tariff_year == 2026


def test_derived_none_and_unknown_document_codes() -> None:
    derived = find_customs_number("1211500011")
    none = find_customs_number("2805120090")
    unknown = find_customs_number("2804100000")
    assert derived is not None
    assert none is not None
    assert unknown is not None
    assert (derived.document_codes, derived.document_codes_derived) == ("3", True)
    assert (none.document_codes, none.document_codes_derived) == ("", False)
    assert (unknown.document_codes, unknown.document_codes_derived) == (None, False)


def test_unknown_number() -> None:
    assert find_customs_number("0000000000") is None


def test_every_number_is_well_formed() -> None:
    rows = customs_numbers_under("")
    assert len(rows) == 767
    for row in rows:
        assert normalise_customs_number(row.number).number == row.number
        if row.document_codes:
            assert split_document_codes(row.document_codes)


def test_numbers_under_a_prefix() -> None:
    assert {row.number[:6] for row in customs_numbers_under("280530")} == {"280530"}
