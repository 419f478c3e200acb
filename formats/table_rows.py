"""The rows of a table, one cell at a time, grouped by the reference of their shipment.

A file may state many shipments; rows of one repeat its header, and must not contradict each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..catalog.countries import find_country
from ..catalog.vocabulary import Level
from ..errors import CatalogError
from .columns import Target, is_total
from .limits import MAX_CELL_CHARACTERS
from .sheet import BadCell, Row, is_blank
from .source import Findings, Spot
from .table_findings import add_fault, field_of, warn
from .table_grid import Grid, names_in, with_unit
from .values import kind_of, read_value
from .words import fold, shown

REFERENCE: Target = ("shipment", "reference")
_PLAIN_OF_TOTAL = {"line", "description", "quantity", "quantity_unit", "value", "value_currency"}


@dataclass(slots=True)
class Group:
    """The rows of one shipment."""

    first: Spot
    header: dict[Target, tuple[Any, Spot]] = field(default_factory=dict)
    lines: list[tuple[Row, dict[Target, Any]]] = field(default_factory=list)


def group_rows(
    grid: Grid, stated: Mapping[Target, tuple[Any, Spot]], findings: Findings
) -> dict[str, Group]:
    """The rows of each shipment, by its reference.

    Args:
        grid: The sheet of lines.
        stated: The header of the only shipment, from a sheet of pairs; may be empty.
        findings: Gets the faults of cells and the warnings.
    """
    table = _Table(grid, findings)
    table.enter_rows(stated)
    return table.groups


class _Table:
    def __init__(self, grid: Grid, findings: Findings) -> None:
        self.grid = grid
        self.sheet = grid.sheet
        self.findings = findings
        self.groups: dict[str, Group] = {}
        self.named = frozenset(index for index, _ in names_in(grid.header))

    def enter_rows(self, stated: Mapping[Target, tuple[Any, Spot]]) -> None:
        key = ""
        if REFERENCE in stated:
            key = str(_meaning(REFERENCE, stated[REFERENCE][0]) or "")
        if stated:
            self.groups[key] = Group(next(iter(stated.values()))[1], dict(stated))
        orphan: Spot | None = None
        for row in self.grid.rows:
            if self.is_total(row):
                continue
            cells = self.cells(row)
            if not cells:
                continue
            spot = self.grid.spot(row.number)
            if REFERENCE in cells:
                before, key = key, str(_meaning(REFERENCE, cells[REFERENCE][0]) or "")
                if stated and not before and key not in self.groups:
                    # The sheet of the header names no reference: it is that of these rows.
                    self.groups[key] = self.groups.pop("")
            elif not key:
                orphan = orphan or spot
            group = self.groups.setdefault(key, Group(spot))
            self.enter(group, row, cells)
        if orphan is not None and len(self.groups) > 1:
            self.fault(
                orphan,
                "the row has no reference, and none stands above it",
                name="reference",
                remedy="fill in the reference of the shipment to which it belongs",
            )

    def is_total(self, row: Row) -> bool:
        """Whether a row adds up others; it is told, and is no line."""
        texts = [cell for cell in row.cells if isinstance(cell, str) and is_total(cell)]
        if not texts:
            return False
        used = {
            column.target[1] if column.is_of_line else ""
            for index, column in self.grid.columns.items()
            if not is_blank(row[index])
        }
        if not used <= _PLAIN_OF_TOTAL:
            return False
        spot = self.grid.spot(row.number)
        remedy = "reword its description if it is a line"
        text = "the row adds up others and is no line"
        warn(self.findings, self.sheet, spot, text, seen=shown(texts[0]), remedy=remedy)
        return True

    def cells(self, row: Row) -> dict[Target, tuple[Any, Spot]]:
        """The values of a row that say something, each with its place; bad cells are faults."""
        found: dict[Target, tuple[Any, Spot]] = {}
        for index, column in self.grid.columns.items():
            value = row[index]
            if is_blank(value):
                continue
            spot = self.grid.spot(row.number, index)
            if isinstance(value, BadCell):
                self.fault(
                    spot,
                    value.message,
                    name=field_of(column.target),
                    seen=value.seen,
                    remedy=value.remedy,
                )
                continue
            if isinstance(value, str) and len(value) > MAX_CELL_CHARACTERS:
                self.fault(
                    spot,
                    f"a cell of {len(value):,} characters; "
                    f"at most {MAX_CELL_CHARACTERS:,} are read",
                    name=field_of(column.target),
                    remedy="shorten it",
                )
                continue
            found[column.target] = (with_unit(value, column), spot)
        self.check_outside(row)
        return found

    def check_outside(self, row: Row) -> None:
        """Cells that stand under no name."""
        named = self.named
        width = max(named) + 1
        outside = [
            index
            for index, cell in enumerate(row.cells)
            if index not in named and not is_blank(cell)
        ]
        if not outside:
            return
        spot = self.grid.spot(row.number, outside[0] if self.sheet.title else None)
        if not self.sheet.title and outside[-1] >= width:
            self.fault(
                spot,
                f"the row has {outside[-1] + 1} cells, the header {width}",
                seen=shown(row[outside[-1]]),
                remedy="put a text that holds the delimiter in quotes",
            )
            return
        text = "a cell under no column name is not read"
        seen = shown(row[outside[0]])
        remedy = "name the column if it states a fact"
        warn(self.findings, self.sheet, spot, text, seen=seen, remedy=remedy)

    def enter(self, group: Group, row: Row, cells: dict[Target, tuple[Any, Spot]]) -> None:
        line = {}
        for target, (value, place) in cells.items():
            if target[0] == "line":
                line[target] = value
            else:
                self.enter_header(group, target, value, place)
        if line:
            group.lines.append((row, line))

    def enter_header(self, group: Group, target: Target, value: Any, spot: Spot) -> None:
        known = group.header.setdefault(target, (value, spot))
        if known[0] == value or _meaning(target, known[0]) == _meaning(target, value):
            return
        self.fault(
            spot,
            f"contradicts {known[1].text}, where `{shown(known[0])}` stands for the same shipment",
            name=field_of(target),
            seen=shown(value),
            remedy="a blank means the same as above; give another shipment another reference",
        )

    def fault(self, spot: Spot, message: str, **words: str) -> None:
        add_fault(self.findings, self.sheet, spot, message, **words)


def _meaning(target: Target, value: Any) -> Any:
    """What two cells must share to say the same."""
    level, name = _level_and_field(target)
    try:
        read = read_value(level, name, value, [])
        if kind_of(level, name) == "country" and read is not None:
            return find_country(read).code
    except CatalogError:
        read = value
    return fold(read) if isinstance(read, str) else read


def _level_and_field(target: Target) -> tuple[Level, str]:
    if target[0] == "line":
        return "line", str(target[-1])
    parties = {"exporter", "consignee", "intermediaries", "end_users"}
    return ("party" if target[1] in parties else "shipment"), str(target[-1])
