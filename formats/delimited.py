"""CSV and TSV text to a sheet; the header row alone decides what parts the columns."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import Any

from ..errors import Fault, InputError
from .columns import find_column
from .limits import HEADER_SEARCH_ROWS, MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_LINES
from .sheet import BadCell, Row, Sheet
from .words import shown

_DELIMITERS = (",", ";", "\t")
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"})
_ERROR_REMEDY = "correct the formula in the spreadsheet, or enter the value"


def read_delimited(text: str, name: str, *, is_tsv: bool = False) -> Sheet:
    """The sheet of a CSV or TSV text.

    Args:
        text: The whole file.
        name: Of the file.
        is_tsv: The suffix says that tabs part the columns; otherwise the header row shows it.

    Raises:
        InputError: Quotes are not closed, or there is more than is read.
    """
    delimiter = _delimiter(text, is_tsv=is_tsv)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if len(rows) > MAX_LINES + HEADER_SEARCH_ROWS:
                raise too_long(name, "")
            row = Row(number, tuple(error_cell(cell) for cell in cells))
            if not row.is_blank:
                check_width(row, name, "")
                rows.append(row)
    except csv.Error as error:
        raise InputError(
            (
                Fault(
                    f"the row cannot be parted into cells: {error}",
                    name,
                    f"row {number + 1}",
                    remedy="quotes inside a quoted cell are doubled; a cell holds at most "
                    f"{MAX_CELL_CHARACTERS:,} characters",
                ),
            )
        ) from None
    return Sheet(name, "", tuple(rows))


def _delimiter(text: str, *, is_tsv: bool) -> str:
    order = ("\t", ",", ";") if is_tsv else _DELIMITERS
    return max(order, key=lambda delimiter: _known_columns(text, delimiter))


def _known_columns(text: str, delimiter: str) -> int:
    """How many columns the best row at the top names, when parted by a delimiter."""
    most = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in islice(reader, HEADER_SEARCH_ROWS):
            most = max(most, sum(find_column(cell) is not None for cell in row[:MAX_COLUMNS]))
            if most > 1:
                return most
    except csv.Error:
        pass
    return most


def error_cell(text: str) -> Any:
    """A text, or a bad cell when a spreadsheet wrote an error there."""
    if text.startswith("#") and text.strip().upper() in _ERRORS:
        return BadCell("the cell holds an error of the spreadsheet", text.strip(), _ERROR_REMEDY)
    return text


def check_width(row: Row, name: str, title: str) -> None:
    """Refuse a row with more columns than are read.

    Raises:
        InputError: It has.
    """
    if len(row.cells) > MAX_COLUMNS and any(row.cells[MAX_COLUMNS:]):
        spot = Sheet(name, title, ()).spot(row.number)
        message = f"more than {MAX_COLUMNS} columns"
        remedy = "delete the columns that are not needed"
        raise InputError((Fault(message, name, spot.text, remedy=remedy),))


def too_long(name: str, title: str) -> InputError:
    """The error for a table with more rows than are read."""
    place = f"sheet {shown(title)}" if title else ""
    message = f"more than {MAX_LINES:,} lines"
    return InputError((Fault(message, name, place, remedy="split the file"),))
