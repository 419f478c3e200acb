"""A sheet as any table file gives it: cells that know their place, not yet their meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .source import Spot
from .words import is_empty, shown


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell whose value cannot be used, should somebody need it.

    Attributes:
        message: What is wrong.
        seen: What stands there.
        remedy: What to do.
    """

    message: str
    seen: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        number: As a spreadsheet counts, from 1; blank rows count.
        cells: Text, `NumberText`, True, False, days, None or `BadCell`, from the first column on;
            shorter than the header when the rest is blank.
    """

    number: int
    cells: Sequence[Any]

    def __getitem__(self, column: int) -> Any:
        return self.cells[column] if column < len(self.cells) else None

    @property
    def is_blank(self) -> bool:
        """Whether no cell says anything."""
        return all(is_blank(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Attributes:
        source: Name of the file.
        title: Name of the sheet; empty for a text file, which has but one.
        rows: Every row that is not blank.
        hidden_rows: Numbers of rows that the spreadsheet does not show.
        hidden_columns: Numbers, from 1, of columns that it does not show.
        formulas: Row and column of cells that hold a formula.
        merges: Ranges of merged cells by the row and column of their first cell.
        is_hidden: The whole sheet is not shown.
        index: Which sheet of the file it is, from 0.
    """

    source: str
    title: str
    rows: tuple[Row, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    merges: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict)
    is_hidden: bool = False
    index: int = 0

    def spot(self, row: int, column: int | None = None, name: str = "") -> Spot:
        """The place of a row or a cell.

        Args:
            row: From 1.
            column: From 0.
            name: Of the column, for files whose columns have no letters.
        """
        order = (self.index, row, -1 if column is None else column)
        if self.title:
            where = f"row {row}" if column is None else f"cell {letters(column)}{row}"
            return Spot(order, f"sheet {self.title}, {where}")
        text = f"row {row}"
        return Spot(order, f"{text}, column {shown(name)}" if name else text)


def is_blank(value: Any) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, str) and is_empty(value))


def letters(column: int) -> str:
    """A column's letters, from its number counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
