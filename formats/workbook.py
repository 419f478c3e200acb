"""Excel workbooks to sheets: stored values only; whatever a reader cannot see is told."""

from __future__ import annotations

import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring, iterparse  # expat limits

from ..errors import CatalogError, Fault, InputError
from .delimited import check_width, error_cell, too_long
from .limits import (
    HEADER_SEARCH_ROWS,
    MAX_COLUMNS,
    MAX_LINES,
    MAX_UNPACKED_BYTES,
    in_megabytes,
)
from .sheet import BadCell, Row, Sheet, letters
from .value_text import number_text, percent_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_NOT_STORED = "holds a formula without a stored value"
_SAVE_AS = "open it in Excel and save it as `Excel workbook (.xlsx)`"


@dataclass(slots=True)
class _Marks:
    """What a sheet's XML says beside the values."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    not_stored: dict[int, list[int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)


def read_workbook(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of a workbook that are not blank.

    Raises:
        InputError: It is no workbook, protected, holds macros, or is larger than what is read.
    """
    archive = _archive(content, name)
    import openpyxl

    try:
        with warnings.catch_warnings(), archive:
            warnings.simplefilter("ignore")  # openpyxl tells of styles and rules that it drops
            parts = _parts(archive)
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
            try:
                sheets = (
                    _sheet(worksheet, archive, parts[worksheet.title], name, index)
                    for index, worksheet in enumerate(book.worksheets)
                )
                return tuple(sheet for sheet in sheets if sheet.rows)
            finally:
                book.close()
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  # a broken workbook fails anywhere in its readers
        detail = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise _refused(name, f"the workbook cannot be read: {detail}", _SAVE_AS) from None


def _refused(name: str, message: str, remedy: str) -> InputError:
    return InputError((Fault(message, name, remedy=remedy),))


def _archive(content: bytes, name: str) -> zipfile.ZipFile:
    """The workbook's zip archive, when nothing speaks against opening it."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise _refused(
                name, "the workbook is protected by a password", "save it without a password"
            )
        raise _refused(name, "the file is an old Excel workbook (.xls)", _SAVE_AS)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise _refused(name, "the file is not an Excel workbook", _SAVE_AS) from None
    unpacked = sum(entry.file_size for entry in entries)
    names = {entry.filename for entry in entries}
    if unpacked > MAX_UNPACKED_BYTES:
        archive.close()
        raise _refused(
            name,
            f"the workbook unpacks to {in_megabytes(unpacked)}; at most "
            f"{in_megabytes(MAX_UNPACKED_BYTES)} are read",
            "copy the lines into a new workbook",
        )
    if any(part.casefold().endswith("vbaproject.bin") for part in names):
        archive.close()
        raise _refused(name, "the workbook holds macros, which are not opened here", _SAVE_AS)
    if "[Content_Types].xml" not in names or not any(part.startswith("xl/") for part in names):
        archive.close()
        raise _refused(name, "the file is a zip archive, but not an Excel workbook", _SAVE_AS)
    return archive


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet, by title."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    }
    sheets = fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")  # noqa: S314
    parts = {
        sheet.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", targets.get(sheet.get(_RELATION, ""), ""))
        ).lstrip("/")
        for sheet in sheets
    }
    # INVARIANT: no sheet goes unseen; openpyxl leaves out, without a word, one that is not there.
    if not set(parts.values()) <= set(archive.namelist()):
        raise ValueError("one of its sheets is not where the workbook says")
    return parts


def _sheet(worksheet: Any, archive: zipfile.ZipFile, part: str, name: str, index: int) -> Sheet:
    marks = _marks(archive, part)
    worksheet.reset_dimensions()  # a file may claim a million columns, or none
    rows = tuple(_rows(worksheet, marks, name))
    return Sheet(
        name,
        worksheet.title,
        rows,
        frozenset(marks.hidden_rows),
        frozenset(marks.hidden_columns),
        frozenset(marks.formulas),
        marks.merges,
        worksheet.sheet_state != "visible",
        index,
    )


def _marks(archive: zipfile.ZipFile, part: str) -> _Marks:
    marks = _Marks()
    with archive.open(part) as stream:
        try:
            for _, element in iterparse(stream, events=("end",)):  # noqa: S314
                _mark(element, marks)
        except ParseError as error:
            raise ValueError(f"its sheet is damaged ({error})") from error
    return marks


def _mark(element: Any, marks: _Marks) -> None:
    tag = element.tag.removeprefix(_MAIN)
    if tag == "c":
        if element.find(f"{_MAIN}f") is not None:
            cell = _cell_of(element.get("r", ""))
            marks.formulas.add(cell)
            if not _is_stored(element):
                if cell == (0, 0):
                    raise ValueError(f"a cell {_NOT_STORED}, and does not say where it stands")
                marks.not_stored.setdefault(cell[0], []).append(cell[1])
    elif tag == "row":
        if element.get("hidden") in {"1", "true"}:
            marks.hidden_rows.add(int(element.get("r", "0")))
        element.clear()
    elif tag == "col" and element.get("hidden") in {"1", "true"}:
        last = min(int(element.get("max", "0")), MAX_COLUMNS)
        marks.hidden_columns.update(range(int(element.get("min", "1")), last + 1))
    elif tag == "mergeCell":
        reference = element.get("ref", "")
        first, _, end = reference.partition(":")
        marks.merges[reference] = (*_cell_of(first), *_cell_of(end or first))


def _is_stored(element: Any) -> bool:
    """Whether a formula's cell has a value; an empty text is one, an empty number is none."""
    value = element.find(f"{_MAIN}v")
    return value is not None and (bool(value.text) or element.get("t") == "str")


def _cell_of(reference: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of `C7`; zeros when the file does not say."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return 0, 0
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column - 1


def _rows(worksheet: Any, marks: _Marks, name: str) -> Iterator[Row]:
    count = 0
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        if number not in marks.not_stored and all(cell.value is None for cell in cells):
            continue
        row = Row(number, _values(cells, number, marks, worksheet.title))
        if row.is_blank:
            continue
        count += 1
        if count > MAX_LINES + HEADER_SEARCH_ROWS:
            raise too_long(name, worksheet.title)
        check_width(row, name, worksheet.title)
        yield row


def _values(cells: Any, number: int, marks: _Marks, title: str) -> tuple[Any, ...]:
    values = [_value(cell) for cell in cells]
    for column in marks.not_stored.get(number, ()):
        values += [None] * (column + 1 - len(values))
        if values[column] is None:
            values[column] = BadCell(
                f"cell {title}!{letters(column)}{number} {_NOT_STORED}",
                "",
                "open the file in Excel, save it, or paste values",
            )
    return tuple(values)


def _value(cell: Any) -> Any:
    value = cell.value
    if value is None or isinstance(value, bool | date):
        return value
    if isinstance(value, str):
        return error_cell(value)
    if isinstance(value, int | float):
        try:
            shown = _QUOTED.sub("", cell.number_format or "")
            return percent_text(value) if "%" in shown else number_text(value)
        except CatalogError as error:
            return BadCell(error.message, error.seen, error.remedy)
    if isinstance(value, time | timedelta):
        remedy = "format the cell as text, or as a number, and enter the value again"
        return BadCell("a time of day or a duration stands here", str(value), remedy)
    return BadCell("the cell holds no value that is read", str(value), "enter the value as text")
