"""Sheets to submissions: which sheet holds the header, which the lines, and what they state.

The steps stand in files of their own: the grid, the pairs, the rows, the shipments.
"""

from __future__ import annotations

from ..errors import Fault, InputError
from .columns import sheet_kind
from .limits import MAX_LINES
from .sheet import Sheet
from .source import Findings, Submission
from .table_findings import add_fault, warn
from .table_grid import Grid, find_grid, header_row, warn_of_marks
from .table_pairs import read_pairs
from .table_rows import REFERENCE, group_rows
from .table_shipments import submission_of
from .words import shown


def read_tables(sheets: tuple[Sheet, ...], name: str, findings: Findings) -> tuple[Submission, ...]:
    """The shipments that the sheets of one file state.

    Args:
        sheets: Those that are not blank.
        name: Of the file.
        findings: Gets the faults of cells and the warnings.

    Raises:
        InputError: No sheet has columns that are known, or several might be meant.
    """
    if not sheets:
        raise InputError((Fault("the file is empty", name, remedy="see examples/magnets.csv"),))
    pairs, lines = _chosen(sheets, name, findings)
    return _submissions(find_grid(lines, findings), pairs, findings)


def _chosen(sheets: tuple[Sheet, ...], name: str, findings: Findings) -> tuple[Sheet | None, Sheet]:
    """The sheet of pairs, if any, and the sheet of lines."""
    if len(sheets) == 1:
        _warn_of_hidden_sheet(sheets[0], findings)
        return None, sheets[0]
    kinds = [(sheet_kind(sheet.title), sheet) for sheet in sheets]
    named = {
        kind: [sheet for found, sheet in kinds if found == kind] for kind in ("shipment", "lines")
    }
    pairs = named["shipment"][0] if named["shipment"] else None
    candidates = named["lines"] or [
        sheet for sheet in sheets if sheet is not pairs and header_row(sheet) is not None
    ]
    if len(candidates) != 1 or len(named["shipment"]) > 1:
        titles = ", ".join(f"`{shown(sheet.title)}`" for sheet in sheets)
        raise InputError(
            (
                Fault(
                    "it is not clear which sheet holds the lines",
                    name,
                    seen=titles.replace("`", ""),
                    expected="one sheet named `lines` or `明细`, and perhaps one named `shipment` "
                    "or `表头`",
                    remedy="rename the sheets, or delete those that are not needed",
                ),
            )
        )
    for sheet in sheets:
        if sheet in (pairs, candidates[0]):
            _warn_of_hidden_sheet(sheet, findings)
        else:
            text = f"sheet `{shown(sheet.title)}` is not read"
            warn(findings, sheet, sheet.spot(1), text, remedy="its name is not that of the lines")
    return pairs, candidates[0]


def _warn_of_hidden_sheet(sheet: Sheet, findings: Findings) -> None:
    if sheet.is_hidden:
        remedy = "show it, and see whether it is meant"
        text = f"sheet `{shown(sheet.title)}` is hidden; it was read"
        warn(findings, sheet, sheet.spot(1), text, remedy=remedy)


def _submissions(grid: Grid, pairs: Sheet | None, findings: Findings) -> tuple[Submission, ...]:
    warn_of_marks(grid, findings)
    stated = {} if pairs is None else read_pairs(pairs, findings)
    groups = group_rows(grid, stated, findings)
    top = grid.spot(grid.header.number)
    if not groups and not findings.faults:
        message = "no line stands under the header row"
        add_fault(findings, grid.sheet, top, message, remedy="enter the lines")
    lines = sum(len(group.lines) for group in groups.values())
    if lines > MAX_LINES:
        add_fault(
            findings,
            grid.sheet,
            top,
            f"the table holds {lines:,} lines; at most {MAX_LINES:,} are read",
            remedy="split the file",
        )
        return ()
    if stated and len(groups) > 1:
        second = list(groups.values())[1]
        add_fault(
            findings,
            grid.sheet,
            second.first,
            f"sheet `{shown('' if pairs is None else pairs.title)}` describes one shipment, "
            "but the rows name several",
            name="reference",
            seen=", ".join(
                shown(group.header[REFERENCE][0])
                for group in groups.values()
                if REFERENCE in group.header
            ),
            remedy="use one file a shipment, or give the header as columns of each row",
        )
    return tuple(submission_of(group, grid, findings) for group in groups.values())
