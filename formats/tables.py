"""Sheets to submissions: which sheet is which, where the header is, rows grouped by reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from ..catalog.countries import find_country
from ..catalog.vocabulary import Level
from ..errors import CatalogError, Fault, InputError
from .columns import Column, Target, find_column, is_total, like_column, sheet_kind
from .limits import HEADER_SEARCH_ROWS, MAX_CELL_CHARACTERS, MAX_LINES
from .sheet import BadCell, Row, Sheet, is_blank, letters
from .submission import Findings, Path, Spot, Submission
from .values import NumberText, kind_of, read_value
from .words import fold, key_of, shown

_REFERENCE: Target = ("shipment", "reference")
_COMPOSITION: Target = ("line", "composition")
_TITLES_OF_PAIRS = {"field", "key", "item", "字段", "项目"}
_PLAIN_OF_TOTAL = {"line", "description", "quantity", "quantity_unit", "value", "value_currency"}
_TOLD = 10


@dataclass(slots=True)
class _Group:
    """The rows of one shipment."""

    first: Spot
    header: dict[Target, tuple[Any, Spot]] = field(default_factory=dict)
    lines: list[tuple[Row, dict[Target, Any]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet whose header row is found."""

    sheet: Sheet
    header: Row
    columns: Mapping[int, Column]

    def spot(self, row: int, column: int | None = None) -> Spot:
        name = "" if column is None else self.header[column]
        return self.sheet.spot(row, column, str(name or ""))

    @property
    def rows(self) -> Sequence[Row]:
        return [row for row in self.sheet.rows if row.number > self.header.number]


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
    return _Table(_grid(lines, findings), findings).submissions(pairs)


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
        sheet for sheet in sheets if sheet is not pairs and _header_row(sheet) is not None
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
            _warn(findings, sheet, sheet.spot(1), text, remedy="its name is not that of the lines")
    return pairs, candidates[0]


def _warn(
    findings: Findings, sheet: Sheet, spot: Spot, message: str, *, seen: str = "", remedy: str = ""
) -> None:
    place = spot.text
    findings.warnings.append((spot, Fault(message, sheet.source, place, seen=seen, remedy=remedy)))


def _fault(
    findings: Findings,
    sheet: Sheet,
    spot: Spot,
    message: str,
    *,
    name: str = "",
    seen: str = "",
    expected: str = "",
    remedy: str = "",
) -> None:
    fault = Fault(message, sheet.source, spot.text, name, seen, expected, remedy)
    findings.faults.append((spot, fault))


def _warn_of_hidden_sheet(sheet: Sheet, findings: Findings) -> None:
    if sheet.is_hidden:
        remedy = "show it, and see whether it is meant"
        text = f"sheet `{shown(sheet.title)}` is hidden; it was read"
        _warn(findings, sheet, sheet.spot(1), text, remedy=remedy)


def _names(row: Row) -> list[tuple[int, str]]:
    """The cells of a row that may name columns."""
    return [
        (index, str(cell))
        for index, cell in enumerate(row.cells)
        if isinstance(cell, str) and not isinstance(cell, NumberText) and not is_blank(cell)
    ]


def _header_row(sheet: Sheet) -> Row | None:
    """The first row at the top in which two columns are known; else one that is a single name."""
    single = None
    for row in sheet.rows:
        if row.number > HEADER_SEARCH_ROWS:
            break
        names = _names(row)
        known = sum(find_column(name) is not None for _, name in names)
        if known > 1:
            return row
        if known == 1 and len(names) == 1 and single is None:
            single = row
    return single


def _grid(sheet: Sheet, findings: Findings) -> _Grid:
    header = _header_row(sheet)
    if header is None:
        first = sheet.rows[0]
        seen = ", ".join(name for _, name in _names(first))
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
            _fault(findings, sheet, spot, cell.message, seen=cell.seen, remedy=cell.remedy)
    for index, name in _names(header):
        column = find_column(name)
        spot = sheet.spot(header.number, index)
        if column is None:
            like = like_column(name)
            remedy = f"did you mean `{like}`?" if like else "rename it if it states a fact"
            _warn(findings, sheet, spot, f"column `{shown(name)}` is not read", remedy=remedy)
        elif column.target in taken:
            other = header[taken[column.target]]
            _fault(
                findings,
                sheet,
                spot,
                f"columns `{shown(other)}` and `{shown(name)}` stand for the same field",
                name=_field(column.target),
                remedy="delete or rename one of them",
            )
        else:
            columns[index] = column
            taken[column.target] = index
    return _Grid(sheet, header, columns)


def _field(target: Target) -> str:
    text = ""
    for step in target[1:]:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def _level_and_field(target: Target) -> tuple[Level, str]:
    if target[0] == "line":
        return "line", str(target[-1])
    parties = {"exporter", "consignee", "intermediaries", "end_users"}
    return ("party" if target[1] in parties else "shipment"), str(target[-1])


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


class _Table:
    def __init__(self, grid: _Grid, findings: Findings) -> None:
        self.grid = grid
        self.sheet = grid.sheet
        self.findings = findings
        self.groups: dict[str, _Group] = {}
        self.named = frozenset(index for index, _ in _names(grid.header))

    def submissions(self, pairs: Sheet | None) -> tuple[Submission, ...]:
        self.warn_of_marks()
        stated = {} if pairs is None else _read_pairs(pairs, self.findings)
        self.enter_rows(stated)
        if not self.groups and not self.findings.faults:
            spot = self.grid.spot(self.grid.header.number)
            self.fault(spot, "no line stands under the header row", remedy="enter the lines")
        lines = sum(len(group.lines) for group in self.groups.values())
        if lines > MAX_LINES:
            spot = self.grid.spot(self.grid.header.number)
            self.fault(
                spot,
                f"the table holds {lines:,} lines; at most {MAX_LINES:,} are read",
                remedy="split the file",
            )
            return ()
        if stated and len(self.groups) > 1:
            second = list(self.groups.values())[1]
            self.fault(
                second.first,
                f"sheet `{shown('' if pairs is None else pairs.title)}` describes one shipment, "
                "but the rows name several",
                name="reference",
                seen=", ".join(
                    shown(group.header[_REFERENCE][0])
                    for group in self.groups.values()
                    if _REFERENCE in group.header
                ),
                remedy="use one file a shipment, or give the header as columns of each row",
            )
        return tuple(self.submission(group) for group in self.groups.values())

    def fault(self, spot: Spot, message: str, **words: str) -> None:
        _fault(self.findings, self.sheet, spot, message, **words)

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
                    name=_field(column.target),
                    seen=value.seen,
                    remedy=value.remedy,
                )
                continue
            if isinstance(value, str) and len(value) > MAX_CELL_CHARACTERS:
                self.fault(
                    spot,
                    f"a cell of {len(value):,} characters; "
                    f"at most {MAX_CELL_CHARACTERS:,} are read",
                    name=_field(column.target),
                    remedy="shorten it",
                )
                continue
            found[column.target] = (_with_unit(value, column), spot)
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
        _warn(self.findings, self.sheet, spot, text, seen=seen, remedy=remedy)

    def enter_rows(self, stated: Mapping[Target, tuple[Any, Spot]]) -> None:
        key = ""
        if _REFERENCE in stated:
            key = str(_meaning(_REFERENCE, stated[_REFERENCE][0]) or "")
        if stated:
            self.groups[key] = _Group(next(iter(stated.values()))[1], dict(stated))
        orphan: Spot | None = None
        for row in self.grid.rows:
            if self.is_total(row):
                continue
            cells = self.cells(row)
            if not cells:
                continue
            spot = self.grid.spot(row.number)
            if _REFERENCE in cells:
                before, key = key, str(_meaning(_REFERENCE, cells[_REFERENCE][0]) or "")
                if stated and not before and key not in self.groups:
                    # The sheet of the header names no reference: it is that of these rows.
                    self.groups[key] = self.groups.pop("")
            elif not key:
                orphan = orphan or spot
            group = self.groups.setdefault(key, _Group(spot))
            self.enter(group, row, cells)
        if orphan is not None and len(self.groups) > 1:
            self.fault(
                orphan,
                "the row has no reference, and none stands above it",
                name="reference",
                remedy="fill in the reference of the shipment to which it belongs",
            )

    def enter(self, group: _Group, row: Row, cells: dict[Target, tuple[Any, Spot]]) -> None:
        line = {}
        for target, (value, place) in cells.items():
            if target[0] == "line":
                line[target] = value
            else:
                self.enter_header(group, target, value, place)
        if line:
            group.lines.append((row, line))

    def enter_header(self, group: _Group, target: Target, value: Any, spot: Spot) -> None:
        known = group.header.setdefault(target, (value, spot))
        if known[0] == value or _meaning(target, known[0]) == _meaning(target, value):
            return
        self.fault(
            spot,
            f"contradicts {known[1].text}, where `{shown(known[0])}` stands for the same shipment",
            name=_field(target),
            seen=shown(value),
            remedy="a blank means the same as above; give another shipment another reference",
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
        _warn(self.findings, self.sheet, spot, text, seen=shown(texts[0]), remedy=remedy)
        return True

    def submission(self, group: _Group) -> Submission:
        content: dict[str, Any] = {}
        spots: dict[Path, Spot] = {(): group.first}
        parties: dict[str, list[int]] = {}
        for target in group.header:
            if len(target) > 2 and isinstance(target[2], int):  # noqa: PLR2004  # party, number
                parties.setdefault(str(target[1]), []).append(target[2])
        for target, (value, spot) in group.header.items():
            path = list(target[1:])
            if len(path) > 1 and isinstance(path[1], int):
                path[1] = sorted(set(parties[str(path[0])])).index(path[1])
            _put(content, path, value)
            spots[tuple(path)] = spot
        lines: list[dict[str, Any]] = []
        for row, cells in group.lines:
            index = len(lines)
            spots[("lines", index)] = self.grid.spot(row.number)
            lines.append(self.line(row, cells, index, spots))
        content["lines"] = lines
        return Submission(content, self.sheet.source, partial(_nearest, spots))

    def line(
        self, row: Row, cells: dict[Target, Any], index: int, spots: dict[Path, Spot]
    ) -> dict[str, Any]:
        line: dict[str, Any] = {}
        parts: dict[str, Any] = {}
        places = {column.target: place for place, column in self.grid.columns.items()}
        for target, value in cells.items():
            path: Path = target[1:]
            if len(path) > 1 and path[0] == "composition":
                parts[str(path[1])] = value
                continue
            spots[("lines", index, *path)] = self.grid.spot(row.number, places[target])
            _put(line, list(path), value)
        self.combine(line, "quantity", "quantity_unit", index, spots)
        self.combine(line, "value", "value_currency", index, spots)
        if parts and "composition" in line:
            names = ", ".join(
                self.grid.columns[places[(*_COMPOSITION, part)]].name for part in parts
            )
            self.fault(
                spots[("lines", index, "composition")],
                "the composition stands in two places",
                name=f"lines[{index}].composition",
                seen=f"{shown(line['composition'])} and {names}",
                remedy="give it in one column, or in columns of its parts, not in both",
            )
        elif parts:
            line["composition"] = parts
        return line

    def combine(
        self, line: dict[str, Any], name: str, unit_name: str, index: int, spots: dict[Path, Spot]
    ) -> None:
        """A number and its unit from two columns."""
        unit = line.pop(unit_name, None)
        if unit is None:
            return
        spot = spots.pop(("lines", index, unit_name))
        value = line.get(name)
        if value is None:
            text = f"`{shown(unit)}` stands without a {name}: not read"
            _warn(self.findings, self.sheet, spot, text)
        elif not isinstance(value, str) or not isinstance(unit, str):
            self.fault(spot, f"`{name}` and its unit are no texts", seen=shown(unit))
        elif not any(sign.isalpha() for sign in value):
            line[name] = f"{value} {unit.strip()}"
        elif key_of(unit) not in key_of(value):
            self.fault(
                spot,
                f"contradicts the unit in `{shown(value)}`",
                name=f"lines[{index}].{name}",
                seen=shown(unit),
                remedy="state the unit once",
            )

    def warn_of_marks(self) -> None:
        """Warnings for what a reader of the spreadsheet would not see."""
        rows = {row.number for row in self.grid.rows}
        columns = self.grid.columns
        start = self.grid.spot(self.grid.header.number)
        hidden = sorted(self.sheet.hidden_rows & rows)
        self.warn_of(start, "hidden rows were read", [str(number) for number in hidden])
        names = [
            letters(index) for index in sorted(columns) if index + 1 in self.sheet.hidden_columns
        ]
        self.warn_of(start, "hidden columns were read", names)
        cells = sorted((r, c) for r, c in self.sheet.formulas if r in rows and c in columns)
        self.warn_of(
            start,
            "cells hold formulas; their stored values were read",
            [f"{letters(column)}{row}" for row, column in cells],
        )
        merged = [
            reference
            for reference, (top, left, bottom, right) in self.sheet.merges.items()
            if bottom in rows | {bottom} and bottom > self.grid.header.number
            if self.loses_cells(top, left, bottom, right)
        ]
        self.warn_of(start, "merged cells count for their first row and column only", merged)

    def loses_cells(self, top: int, left: int, bottom: int, right: int) -> bool:
        inside = [column for index, column in self.grid.columns.items() if left <= index <= right]
        return len(inside) > 1 or (bottom > top and any(column.is_of_line for column in inside))

    def warn_of(self, spot: Spot, what: str, places: list[str]) -> None:
        if places:
            more = f" and {len(places) - _TOLD} more" if len(places) > _TOLD else ""
            seen = ", ".join(places[:_TOLD]) + more
            _warn(
                self.findings, self.sheet, spot, what, seen=seen, remedy="see that they are meant"
            )


def _with_unit(value: Any, column: Column) -> Any:
    """A bare number with the unit that its column states."""
    if not column.unit or not isinstance(value, str):
        return value
    if any(sign.isalpha() or sign in "%‰°" for sign in value):
        return value
    return f"{value} {column.unit}" if any(sign.isdigit() for sign in value) else value


def _put(content: dict[str, Any], path: list[Any], value: Any) -> None:
    here: Any = content
    for step, following in pairwise(path):
        if isinstance(here, list):
            while len(here) <= step:
                here.append({})
            here = here[step]
        else:
            here = here.setdefault(step, [] if isinstance(following, int) else {})
    here[path[-1]] = value


def _nearest(spots: Mapping[Path, Spot], path: Path) -> Spot:
    for length in range(len(path), -1, -1):
        if path[:length] in spots:
            return spots[path[:length]]
    return Spot((), "")


def _read_pairs(sheet: Sheet, findings: Findings) -> dict[Target, tuple[Any, Spot]]:
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
            field_name = _field(target)
            _fault(
                findings, sheet, spot, value.message,
                name=field_name, seen=value.seen, remedy=value.remedy,
            )  # fmt: skip
        elif column is None:
            if position or not is_blank(value):
                like = like_column(str(name))
                remedy = f"did you mean `{like}`?" if like else "rename it if it states a fact"
                text = f"`{shown(name)}` is not read"
                _warn(findings, sheet, sheet.spot(row.number, 0), text, remedy=remedy)
        elif column.is_of_line:
            _fault(
                findings, sheet, sheet.spot(row.number, 0),
                f"`{shown(name)}` belongs to a line, not to the shipment",
                name=_field(column.target),
                remedy="state it in a column of the lines",
            )  # fmt: skip
        elif column.target in stated:
            _fault(
                findings, sheet, spot,
                f"`{shown(name)}` is stated twice; it stands already at "
                f"{stated[column.target][1].text}",
                name=_field(column.target),
                seen=shown(value),
                remedy="state it once; a list is parted by semicolons",
            )  # fmt: skip
        elif not is_blank(value):
            stated[column.target] = (_with_unit(value, column), spot)
    return stated


def _check_pairs(sheet: Sheet, findings: Findings) -> None:
    """Tell of cells beside the two columns."""
    first = sheet.rows[0]
    known = sum(find_column(name) is not None for _, name in _names(first))
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
            _warn(findings, sheet, spot, "a cell beside name and value is not read", seen=seen)
    if sheet.formulas:
        cells = sorted(cell for cell in sheet.formulas if cell[1] == 1)
        for row_number, column in cells[:_TOLD]:
            text = "the cell holds a formula; its stored value was read"
            _warn(findings, sheet, sheet.spot(row_number, column), text)
