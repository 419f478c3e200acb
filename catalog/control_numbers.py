"""Which control entries a Chinese customs number makes worth asking about.

A number is evidence, never the decision: the annual licence catalogue says that its numbers are for
reference and that an item which meets an entry's description needs a licence whatever its number.
So a row found here names a candidate, and no row found proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from ._data import day_or_none, read_rows
from .period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Coverage = Literal["whole", "whole_likely", "ex", "unknown", "none_printed"]
Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class ControlNumber:
    """A customs number and a control entry that belong together.

    Attributes:
        number: Ten digits; eight where the instrument prints only eight; None for an entry for
            which the texts print no number (`coverage` is then `none_printed`).
        control_code: For example `1C905.a.4`; for lists without codes `NUCLEAR`, `PRECURSOR` (all
            destinations) or `PRECURSOR_TARGETED` (named destinations).
        item_zh: The item in Chinese, as transcribed.
        instrument: Where the pair is printed, or the instrument of the entry.
        coverage: `whole`: everything in the line is the item; `whole_likely`: a line made for the
            control with one candidate entry; `ex`: part of the line, or several entries share it;
            `unknown`: a list without link to items; `none_printed`: no number.
        confidence: Of the pair; low where the number may belong to a neighbouring row or the pair
            is a candidate from the tariff wording.
        period: Days for which the pair is known; see `data/ATTRIBUTION.md` for rows that start with
            the 2026 catalogue only because no earlier edition was read.
        source: How the row came about.
    """

    number: str | None
    control_code: str
    item_zh: str
    instrument: str
    coverage: Coverage
    confidence: Confidence
    period: Period
    source: str


@lru_cache(maxsize=1)
def all_control_numbers() -> tuple[ControlNumber, ...]:
    """Every row, in the order of the data file."""
    return tuple(
        ControlNumber(
            row["number"] or None,
            row["control_code"],
            row["item_zh"],
            row["instrument"],
            cast("Coverage", row["coverage"]),
            cast("Confidence", row["confidence"]),
            Period(day_or_none(row["from"]), day_or_none(row["to"])),
            row["source"],
        )
        for row in read_rows("control_numbers.csv")
    )


@lru_cache(maxsize=1)
def _by_stem() -> Mapping[str, tuple[ControlNumber, ...]]:
    stems: dict[str, list[ControlNumber]] = {}
    for row in all_control_numbers():
        if row.number is not None:
            stems.setdefault(row.number[:6], []).append(row)
    return {stem: tuple(rows) for stem, rows in stems.items()}


def _on(rows: tuple[ControlNumber, ...], on: date | None) -> tuple[ControlNumber, ...]:
    return rows if on is None else tuple(row for row in rows if row.period.contains(on))


def controls_for_number(number: str, on: date | None) -> tuple[ControlNumber, ...]:
    """The rows of a customs number on a day.

    Args:
        number: Ten digits, or eight or six as a prefix. A row with a shorter number (the instrument
            prints eight digits) is found by each ten-digit number under it, and a prefix finds
            every row under it.
        on: The day of export; None means any day.

    >>> from datetime import date
    >>> [row.control_code for row in controls_for_number("2805301200", date(2025, 4, 4))]
    ['1C905.a.1']
    """
    rows = _by_stem().get(number[:6], ())
    return _on(
        tuple(
            row
            for row in rows
            if row.number is not None
            and (row.number.startswith(number) or number.startswith(row.number))
        ),
        on,
    )


def controls_for_stem(hs6: str, on: date | None) -> tuple[ControlNumber, ...]:
    """The rows of all numbers under a six-digit subheading: the neighbours of a declared number.

    Args:
        hs6: The first six digits; further digits are ignored.
        on: The day of export; None means any day.
    """
    return _on(_by_stem().get(hs6[:6], ()), on)


def number_free_controls(on: date | None) -> tuple[ControlNumber, ...]:
    """The entries for which the texts print no number on a day; None means any day."""
    return _on(tuple(row for row in all_control_numbers() if row.number is None), on)
