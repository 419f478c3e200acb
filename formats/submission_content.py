"""A submission's content in plain values, level by level: shipment, parties, lines, properties.

Every key and value is checked by itself, so that one fault does not hide another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..catalog.vocabulary import Level, vocabulary
from ..errors import CatalogError, Fault
from ..rules.pydantic_faults import field_name
from .source import Findings, Path, Spot, Submission
from .unknown_keys import MODELS, unknown_key, unknown_property
from .values import read_value
from .words import shown, sort_of

_NOT_MAPPING: Any = object()

_PARTY = ("exporter", "consignee")
_PARTIES = ("intermediaries", "end_users")


def plain_content(submission: Submission, findings: Findings) -> tuple[Any, set[Path]]:
    """The content in plain values, None when it is no mapping; and the paths that have a fault.

    Args:
        submission: What is read.
        findings: Gets the faults and warnings.
    """
    reader = _Content(submission, findings)
    content = reader.mapping("shipment", submission.content, ())
    return None if content is _NOT_MAPPING else content, reader.faulty


class _Content:
    def __init__(self, submission: Submission, findings: Findings) -> None:
        self.submission = submission
        self.findings = findings
        self.faulty: set[Path] = set()

    def mapping(self, level: Level, content: Any, path: Path) -> Any:
        """The content of a model in plain values; a mark when it is no mapping."""
        if not isinstance(content, Mapping):
            what = {"shipment": "a shipment", "party": "a party", "line": "a line"}[level]
            example = {
                "shipment": "`lines: [...]`",
                "party": "`name: ...` and `country: ...`",
                "line": "`description: ...`",
            }[level]
            self.add(
                path,
                CatalogError(
                    f"{what} is a mapping of fields to values",
                    seen="nothing" if content is None else sort_of(content),
                    expected=f"keys such as {example}",
                    remedy="see examples/order.yaml",
                ),
            )
            return _NOT_MAPPING
        known = MODELS[level].model_fields
        result: dict[str, Any] = {}
        for key, value in content.items():
            here = (*path, str(key))
            if key in known:
                self.enter(result, level, str(key), value, here)
            else:
                self.add(here, unknown_key(level, str(key)))
        return result

    def enter(self, result: dict[str, Any], level: Level, key: str, value: Any, path: Path) -> None:
        if level == "shipment" and key == "lines":
            result[key] = self.lines(value, path)
        elif level == "shipment" and key in _PARTIES:
            result[key] = self.parties(key, value, path)
        elif level == "shipment" and key in _PARTY:
            if value is not None:
                party = self.mapping("party", value, path)
                result[key] = None if party is _NOT_MAPPING else party
        elif key == "properties":
            result[key] = self.properties(level, value, path)
        else:
            result[key] = self.value(level, key, value, path)

    def lines(self, value: Any, path: Path) -> list[Any]:
        if value is None or not is_list(value):
            self.add(
                path,
                CatalogError(
                    "`lines` is a list of lines",
                    seen="nothing" if value is None else sort_of(value),
                    expected="a list, each with a `description` and what else is known",
                    remedy="begin each line with a hyphen",
                ),
            )
            return []
        lines = []
        for index, item in enumerate(value):
            line = self.mapping("line", item, (*path, index))
            line = {} if line is _NOT_MAPPING else line
            if line.get("line") is None:
                line["line"] = str(index + 1)
            lines.append(line)
        self.tell_apart(lines, path)
        return lines

    def tell_apart(self, lines: list[dict[str, Any]], path: Path) -> None:
        """A fault for each line that has the number of an earlier one."""
        first: dict[str, int] = {}
        for index, line in enumerate(lines):
            name = line["line"]
            if name not in first:
                first[name] = index
                continue
            where = self.submission.spot((*path, first[name])).text or f"lines[{first[name]}]"
            self.add(
                (*path, index, "line"),
                CatalogError(
                    f"the line's number is repeated; it stands already at {where}",
                    seen=name,
                    remedy="give every line of a shipment a number of its own",
                ),
            )
            line["line"] = f"{name} (at {index + 1})"

    def parties(self, key: str, value: Any, path: Path) -> list[Any]:
        if value is None:
            return []
        if not is_list(value):
            self.add(
                path,
                CatalogError(
                    f"`{key}` is a list of parties",
                    seen=sort_of(value),
                    expected="a list, each with `name` and `country`",
                    remedy="begin each party with a hyphen",
                ),
            )
            return []
        parties = [self.mapping("party", item, (*path, i)) for i, item in enumerate(value)]
        return [{} if party is _NOT_MAPPING else party for party in parties]

    def properties(self, level: Level, content: Any, path: Path) -> dict[str, Any]:
        if content is None:
            return {}
        if not isinstance(content, Mapping):
            self.add(
                path,
                CatalogError(
                    "`properties` is a mapping of names to values",
                    seen=sort_of(content),
                    expected="keys such as `kiln_diameter: 1.2 m`",
                    remedy="see docs/facts.md for the properties",
                ),
            )
            return {}
        known = vocabulary().properties(level)
        result: dict[str, Any] = {}
        for key, value in content.items():
            here = (*path, str(key))
            if key in known:
                read = self.value(level, str(key), value, here)
                if read is not None:
                    result[str(key)] = self.property(level, str(key), read, here)
            else:
                self.add(here, unknown_property(level, str(key)))
        return {key: value for key, value in result.items() if value is not None}

    def property(self, level: Level, key: str, value: Any, path: Path) -> Any:
        """A property that its model takes; the model itself would name only their mapping."""
        try:
            _check_property(level, key, value)
        except CatalogError as error:
            self.add(path, error)
            return None
        return value

    def value(self, level: Level, key: str, value: Any, path: Path) -> Any:
        notes: list[str] = []
        try:
            read = read_value(level, key, value, notes)
        except CatalogError as error:
            self.add(path, error)
            read = None
        for note in notes:
            spot = self.submission.spot(path)
            self.findings.warnings.append((spot, self.fault(spot, path, CatalogError(note))))
        # The model calls these lists by their own defaults, not None.
        return () if read is None and key in _LISTS else read

    def add(self, path: Path, error: CatalogError) -> None:
        self.faulty.add(path)
        spot = self.submission.spot(path)
        self.findings.faults.append((spot, self.fault(spot, path, error)))

    def fault(self, spot: Spot, path: Path, error: CatalogError) -> Fault:
        return Fault(
            error.message,
            self.submission.source,
            spot.text,
            field_name((*self.submission.prefix, *path)),
            shown(error.seen),
            error.expected,
            error.remedy,
        )


_LISTS = {"transit_countries", "papers", "other_names"}


def _check_property(level: Level, key: str, value: Any) -> None:
    from ..catalog.units import parse_quantity

    fact = vocabulary().properties(level)[key]
    if fact.type == "quantity":
        parse_quantity(str(value), fact.unit)


def is_list(value: Any) -> bool:
    """Whether a value is a list of any kind, and no text."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)
