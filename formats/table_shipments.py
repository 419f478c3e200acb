"""The rows of one shipment to a submission in the shape of the model; each value knows its cell.

Numbers and units, and the parts of a composition, may stand in several columns: they meet here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from .columns import Target
from .sheet import Row
from .source import Findings, Path, Spot, Submission
from .table_findings import add_fault, warn
from .table_grid import Grid
from .table_rows import Group
from .words import key_of, shown

_COMPOSITION: Target = ("line", "composition")


def submission_of(group: Group, grid: Grid, findings: Findings) -> Submission:
    """The shipment that a group of rows states; what its columns contradict is a fault."""
    return _Shipment(grid, findings).submission(group)


class _Shipment:
    def __init__(self, grid: Grid, findings: Findings) -> None:
        self.grid = grid
        self.sheet = grid.sheet
        self.findings = findings

    def submission(self, group: Group) -> Submission:
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
            warn(self.findings, self.sheet, spot, text)
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

    def fault(self, spot: Spot, message: str, **words: str) -> None:
        add_fault(self.findings, self.sheet, spot, message, **words)


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
