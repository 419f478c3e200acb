"""Customs numbers as evidence for control entries."""

from collections import Counter
from datetime import date

from exportgate.catalog.control_numbers import (
    all_control_numbers,
    controls_for_number,
    controls_for_stem,
    number_free_controls,
)

TODAY = date(2026, 3, 1)


def codes(number: str, on: date | None) -> set[str]:
    return {row.control_code for row in controls_for_number(number, on)}


def test_no_row_stands_twice() -> None:
    rows = Counter((row.number, row.control_code) for row in all_control_numbers())
    assert [row for row, count in rows.items() if count > 1] == []
    assert len(rows) == 1010


def test_every_row_is_well_formed() -> None:
    for row in all_control_numbers():
        assert row.coverage in {"whole", "whole_likely", "ex", "unknown", "none_printed"}
        assert row.confidence in {"high", "medium", "low"}
        assert (row.number is None) == (row.coverage == "none_printed")
        assert row.number is None or (row.number.isdigit() and len(row.number) in {8, 10})
        assert row.period.start is not None
        assert row.item_zh
        assert row.instrument
        assert row.source


def test_first_day_of_announcement_18_of_2025() -> None:
    assert codes("2805301200", date(2025, 4, 3)) == set()
    assert codes("2805301200", date(2025, 4, 4)) == {"1C905.a.1"}


def test_first_day_of_announcement_10_of_2025() -> None:
    assert codes("2825901910", date(2025, 2, 3)) == set()
    assert codes("2825901910", date(2025, 2, 4)) == {"1C117.d.2"}


def test_first_day_of_announcement_23_of_2023() -> None:
    assert "3C001.c" not in codes("2825909001", date(2023, 7, 31))
    assert "3C001.c" in codes("2825909001", date(2023, 8, 1))


def test_rows_of_the_2026_catalogue() -> None:
    assert "PRECURSOR" not in codes("2806100000", date(2025, 12, 31))
    assert "PRECURSOR" in codes("2806100000", date(2026, 1, 1))
    assert "PRECURSOR" in codes("2806100000", None)


def test_magnets_are_candidates_by_the_number_that_customs_uses() -> None:
    rows = {row.control_code: row for row in controls_for_number("8505111000", TODAY)}
    assert set(rows) == {"1C902.a.4", "1C904.a.4", "1C905.a.4"}
    assert rows["1C905.a.4"].confidence == "high"
    assert rows["1C904.a.4"].confidence == "low"


def test_the_line_of_misdeclared_magnets() -> None:
    assert "1C905.a.4" in codes("8505119000", TODAY)


def test_an_eight_digit_row_is_found_by_the_numbers_under_it() -> None:
    """Announcement 57 of 2025 prints eight digits for holmium metal."""
    assert {"1C909.a", "1C902.a.1"} <= codes("2805301910", TODAY)
    assert "1C909.a" in codes("28053019", TODAY)
    assert "1C909.a" not in codes("2805301910", date(2025, 11, 7))


def test_a_prefix_finds_every_row_under_it() -> None:
    assert codes("280530", TODAY) >= {"1C905.a.1", "1C904.a.1", "1C909.a"}


def test_a_number_beside_it_is_not_found_but_its_stem_is() -> None:
    assert codes("8505111099", TODAY) == set()
    assert "1C905.a.4" in {row.control_code for row in controls_for_stem("8505111099", TODAY)}
    assert controls_for_stem("010121", TODAY) == ()


def test_entries_without_number() -> None:
    free = {row.control_code for row in number_free_controls(TODAY)}
    assert free == {
        "1C902.a.2",
        "1C902.a.4",
        "1C903.a.2",
        "1C904.a.2",
        "1C904.a.4",
        "1C905.a.2",
        "1C905.a.4",
        "1C906.a.2",
        "1C907.a.2",
        "1C908.a.2",
    }
    assert number_free_controls(date(2025, 4, 3)) == ()
