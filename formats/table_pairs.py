"""The header of a shipment from a sheet of its own: names on the left, values on the right.

What stands there is said once for all lines of the workbook, so it may describe one shipment only.
"""

from __future__ import annotations

from typing import Any

from ..errors import Fault, InputError
from .columns import Target, find_column, like_column
from .sheet import BadCell, Sheet, is_blank
from .source import Findings, Spot
from .table_findings import TOLD, add_fault, field_of, warn
from .table_grid import names_in, with_unit
from .words import key_of, shown

_TITLES_OF_PAIRS = {"field", "key", "item", "字段", "项目"}


def read_pairs(sheet: Sheet, findings: Findings) -> dict[Target, tuple[Any, Spot]]:
    """The header of a shipment from a sheet of names and values."""
    stated: dict[Target, tuple[Any, Spot]] = {}
    _check_pairs(sheet, findings)
    for position, row in enumerate(sheet.rows):
        name, value = row[0], row[1]
        if is_blank(name) or (position == 0 and key_of(str(name)) in _TITLES_OF_PAIRS):
            continue
        column = find_column(str(name)) if isinstance(name, str) else None
        spot = sheet.spot(row.number, 1)
        if isinstance(value, BadCell):
            target = () if column is None else column.target
            field_name = field_of(target)
            add_fault(
                findings, sheet, spot, value.message,
                name=field_name, seen=value.seen, remedy=value.remedy,
            )  # fmt: skip
        elif column is None:
            if position or not is_blank(value):
                like = like_column(str(name))
                remedy = f"did you mean `{like}`?" if like else "rename it if it states a fact"
                text = f"`{shown(name)}` is not read"
                warn(findings, sheet, sheet.spot(row.number, 0), text, remedy=remedy)
        elif column.is_of_line:
            add_fault(
                findings, sheet, sheet.spot(row.number, 0),
                f"`{shown(name)}` belongs to a line, not to the shipment",
                name=field_of(column.target),
                remedy="state it in a column of the lines",
            )  # fmt: skip
        elif column.target in stated:
            add_fault(
                findings, sheet, spot,
                f"`{shown(name)}` is stated twice; it stands already at "
                f"{stated[column.target][1].text}",
                name=field_of(column.target),
                seen=shown(value),
                remedy="state it once; a list is parted by semicolons",
            )  # fmt: skip
        elif not is_blank(value):
            stated[column.target] = (with_unit(value, column), spot)
    return stated


def _check_pairs(sheet: Sheet, findings: Findings) -> None:
    """Tell of cells beside the two columns."""
    first = sheet.rows[0]
    known = sum(find_column(name) is not None for _, name in names_in(first))
    if known > 2:  # noqa: PLR2004  # three names in a row are no pair
        raise InputError(
            (
                Fault(
                    "the sheet has the names side by side",
                    sheet.source,
                    sheet.spot(first.number).text,
                    expected="two columns: names on the left, values on the right",
                    remedy="turn the table round, or give the header as columns of each line",
                ),
            )
        )
    for row in sheet.rows:
        beside = [index for index, cell in enumerate(row.cells) if index > 1 and not is_blank(cell)]
        if beside:
            spot = sheet.spot(row.number, beside[0])
            seen = shown(row[beside[0]])
            warn(findings, sheet, spot, "a cell beside name and value is not read", seen=seen)
    if sheet.formulas:
        cells = sorted(cell for cell in sheet.formulas if cell[1] == 1)
        for row_number, column in cells[:TOLD]:
            text = "the cell holds a formula; its stored value was read"
            warn(findings, sheet, sheet.spot(row_number, column), text)
