"""Where the header row of a sheet is, which columns are known, and what a reader would not see.

Titles and notes may stand above the header; hidden, merged and computed cells are told as warnings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import Fault, InputError
from .columns import Column, Target, find_column, like_column
from .limits import HEADER_SEARCH_ROWS
from .sheet import BadCell, Row, Sheet, is_blank, letters
from .source import Findings, Spot
from .table_findings import TOLD, add_fault, field_of, warn
from .value_text import NumberText
from .words import shown


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet whose header row is found."""

    sheet: Sheet
    header: Row
    columns: Mapping[int, Column]

    def spot(self, row: int, column: int | None = None) -> Spot:
        """The place of a row or a cell; a cell is named after its column."""
        name = "" if column is None else self.header[column]
        return self.sheet.spot(row, column, str(name or ""))

    @property
    def rows(self) -> Sequence[Row]:
        """The rows under the header row."""
        return [row for row in self.sheet.rows if row.number > self.header.number]


def names_in(row: Row) -> list[tuple[int, str]]:
    """The cells of a row that may name columns."""
    return [
        (index, str(cell))
        for index, cell in enumerate(row.cells)
        if isinstance(cell, str) and not isinstance(cell, NumberText) and not is_blank(cell)
    ]


def header_row(sheet: Sheet) -> Row | None:
    """The first row at the top in which two columns are known; else one that is a single name."""
    single = None
    for row in sheet.rows:
        if row.number > HEADER_SEARCH_ROWS:
            break
        names = names_in(row)
        known = sum(find_column(name) is not None for _, name in names)
        if known > 1:
            return row
        if known == 1 and len(names) == 1 and single is None:
            single = row
    return single


def find_grid(sheet: Sheet, findings: Findings) -> Grid:
    """The sheet with its header row and the columns that are known.

    Args:
        sheet: That of the lines.
        findings: Gets what is wrong with the names of columns.

    Raises:
        InputError: No row at the top names a column.
    """
    header = header_row(sheet)
    if header is None:
        first = sheet.rows[0]
        seen = ", ".join(name for _, name in names_in(first))
        raise InputError(
            (
                Fault(
                    f"no columns are known in the first {HEADER_SEARCH_ROWS} rows",
                    sheet.source,
                    sheet.spot(first.number).text,
                    seen=shown(seen),
                    expected="a header row with names such as `description`, `customs_number`, "
                    "`destination`",
                    remedy="see formats/columns.yaml for the names that are known",
                ),
            )
        )
    columns: dict[int, Column] = {}
    taken: dict[Target, int] = {}
    for index, cell in enumerate(header.cells):
        if isinstance(cell, BadCell):
            spot = sheet.spot(header.number, index)
            add_fault(findings, sheet, spot, cell.message, seen=cell.seen, remedy=cell.remedy)
    for index, name in names_in(header):
        column = find_column(name)
        spot = sheet.spot(header.number, index)
        if column is None:
            like = like_column(name)
            remedy = f"did you mean `{like}`?" if like else "rename it if it states a fact"
            warn(findings, sheet, spot, f"column `{shown(name)}` is not read", remedy=remedy)
        elif column.target in taken:
            other = header[taken[column.target]]
            add_fault(
                findings,
                sheet,
                spot,
                f"columns `{shown(other)}` and `{shown(name)}` stand for the same field",
                name=field_of(column.target),
                remedy="delete or rename one of them",
            )
        else:
            columns[index] = column
            taken[column.target] = index
    return Grid(sheet, header, columns)


def with_unit(value: Any, column: Column) -> Any:
    """A bare number with the unit that its column states."""
    if not column.unit or not isinstance(value, str):
        return value
    if any(sign.isalpha() or sign in "%‰°" for sign in value):
        return value
    return f"{value} {column.unit}" if any(sign.isdigit() for sign in value) else value


def warn_of_marks(grid: Grid, findings: Findings) -> None:
    """Warnings for what a reader of the spreadsheet would not see."""
    rows = {row.number for row in grid.rows}
    columns = grid.columns
    hidden = sorted(grid.sheet.hidden_rows & rows)
    _warn_of(grid, findings, "hidden rows were read", [str(number) for number in hidden])
    names = [letters(index) for index in sorted(columns) if index + 1 in grid.sheet.hidden_columns]
    _warn_of(grid, findings, "hidden columns were read", names)
    cells = sorted((r, c) for r, c in grid.sheet.formulas if r in rows and c in columns)
    _warn_of(
        grid,
        findings,
        "cells hold formulas; their stored values were read",
        [f"{letters(column)}{row}" for row, column in cells],
    )
    merged = [
        reference
        for reference, (top, left, bottom, right) in grid.sheet.merges.items()
        if bottom in rows | {bottom} and bottom > grid.header.number
        if _loses_cells(grid, top, left, bottom, right)
    ]
    _warn_of(grid, findings, "merged cells count for their first row and column only", merged)


def _loses_cells(grid: Grid, top: int, left: int, bottom: int, right: int) -> bool:
    inside = [column for index, column in grid.columns.items() if left <= index <= right]
    return len(inside) > 1 or (bottom > top and any(column.is_of_line for column in inside))


def _warn_of(grid: Grid, findings: Findings, what: str, places: list[str]) -> None:
    if places:
        start = grid.spot(grid.header.number)
        more = f" and {len(places) - TOLD} more" if len(places) > TOLD else ""
        seen = ", ".join(places[:TOLD]) + more
        warn(findings, grid.sheet, start, what, seen=seen, remedy="see that they are meant")
