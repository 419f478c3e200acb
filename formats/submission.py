"""From a mapping to a shipment: every key and value is checked, every fault knows its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from ..catalog.vocabulary import Level, vocabulary
from ..engine.shipment import Line, Party, Shipment
from ..errors import CatalogError, Fault, InputError
from ..rules.pydantic_faults import faults_of, field_name
from .values import read_value
from .words import shown, sort_of

Path = tuple[str | int, ...]

_MODELS: Mapping[Level, type[Shipment | Party | Line]] = {
    "shipment": Shipment,
    "party": Party,
    "line": Line,
}
_PARTY = ("exporter", "consignee")
_PARTIES = ("intermediaries", "end_users")
_NOT_MAPPING: Any = object()
_WHOLE_NUMBER = re.compile(r"(\d+)(?:\.0+)?")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a source.

    Attributes:
        order: Sorts places as they follow each other.
        text: For messages: `line 14`, `row 7`, `sheet lines, cell C7`.
    """

    order: tuple[int, ...]
    text: str


def _nowhere(_path: Path) -> Spot:
    return Spot((), "")


@dataclass(frozen=True, slots=True)
class Submission:
    """One shipment as a source states it, before it is checked.

    Attributes:
        content: A mapping in the shape of the model; values as read.
        source: Name of the file; empty for data given in memory.
        spot: Gives the place of a path inside the content.
        prefix: Path of the content inside its source.
    """

    content: Any
    source: str = ""
    spot: Callable[[Path], Spot] = _nowhere
    prefix: Path = ()


@dataclass(slots=True)
class Findings:
    """The faults and warnings met so far, each with its place for sorting."""

    faults: list[tuple[Spot, Fault]] = field(default_factory=list)
    warnings: list[tuple[Spot, Fault]] = field(default_factory=list)

    def raise_if_faulty(self) -> None:
        """Raise every fault at once, in the order of the source.

        Raises:
            InputError: There is at least one.
        """
        if self.faults:
            raise InputError(in_order(self.faults))


def in_order(found: Iterable[tuple[Spot, Fault]]) -> tuple[Fault, ...]:
    """Faults sorted by place; those of one place stay as they came."""
    return tuple(fault for _, fault in sorted(found, key=lambda pair: pair[0].order))


def near(word: str, known: Iterable[str]) -> str:
    """The known word that is most like another; empty when none is."""
    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.7)
    return found[0] if found else ""


def check(submission: Submission, findings: Findings) -> Shipment | None:
    """The shipment of a submission; None when something was wrong, which `findings` then holds."""
    return _Check(submission, findings).shipment()


class _Check:
    def __init__(self, submission: Submission, findings: Findings) -> None:
        self.submission = submission
        self.findings = findings
        self.faulty: set[Path] = set()

    def shipment(self) -> Shipment | None:
        before = len(self.findings.faults)
        content = self.mapping("shipment", self.submission.content, ())
        if content is _NOT_MAPPING:
            return None
        try:
            shipment = Shipment.model_validate(content)
        except ValidationError as error:
            self.add_model_faults(error, content)
            return None
        return shipment if len(self.findings.faults) == before else None

    def add_model_faults(self, error: ValidationError, content: Any) -> None:
        spots: list[Spot] = []

        def place(path: Path) -> str:
            spots.append(self.submission.spot(path))
            return spots[-1].text

        faults = faults_of(error, self.submission.source, content, place)
        for spot, fault in zip(spots, faults, strict=True):
            if fault.field == "lines":
                # pydantic counts only the lines without faults; those are told by themselves.
                if ("lines",) in self.faulty or content.get("lines"):
                    continue
                message = "a shipment has at least one line"
                remedy = "add `lines` with what is shipped"
                fault = replace(fault, message=message, seen="", remedy=remedy)  # noqa: PLW2901
            inner = field_name(self.submission.prefix)
            name = ".".join(part for part in (inner, fault.field) if part)
            self.findings.faults.append((spot, replace(fault, field=name)))

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
        known = _MODELS[level].model_fields
        result: dict[str, Any] = {}
        for key, value in content.items():
            here = (*path, str(key))
            if key in known:
                self.enter(result, level, str(key), value, here)
            else:
                self.add(here, _unknown_key(level, str(key)))
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
        return () if read is None and key in {"transit_countries", "papers"} else read

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
                self.add(here, _unknown_property(level, str(key)))
        return {key: value for key, value in result.items() if value is not None}

    def property(self, level: Level, key: str, value: Any, path: Path) -> Any:
        """A property that its model takes; the model itself would name only their mapping."""
        try:
            _check_property(level, key, value)
        except CatalogError as error:
            self.add(path, error)
            return None
        return value

    def parties(self, key: str, value: Any, path: Path) -> list[Any]:
        if value is None:
            return []
        if not _is_list(value):
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

    def lines(self, value: Any, path: Path) -> list[Any]:
        if value is None or not _is_list(value):
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


def _check_property(level: Level, key: str, value: Any) -> None:
    from ..catalog.units import parse_quantity

    fact = vocabulary().properties(level)[key]
    if fact.type == "quantity":
        parse_quantity(str(value), fact.unit)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


@lru_cache(maxsize=3)
def _fields(level: Level) -> tuple[str, ...]:
    return tuple(_MODELS[level].model_fields)


def _unknown_key(level: Level, key: str) -> CatalogError:
    if key in vocabulary().properties(level):
        remedy = "write it under `properties`"
    elif others := [other for other in _MODELS if other != level and key in _fields(other)]:
        remedy = f"it belongs to a {others[0]}, not to a {level}"
    elif suggestion := near(key, _fields(level)):
        remedy = f"did you mean `{suggestion}`?"
    else:
        remedy = f"the keys of a {level} are {', '.join(_fields(level))}"
    return CatalogError("this key is not known here", seen=key, remedy=remedy)


def _unknown_property(level: Level, key: str) -> CatalogError:
    known = vocabulary().properties(level)
    suggestion = near(key, known)
    if key in _fields(level):
        remedy = f"it is a field of the {level} itself: write it outside `properties`"
    elif suggestion:
        remedy = f"did you mean `{suggestion}`?"
    else:
        remedy = f"the properties of a {level} are {', '.join(sorted(known))}"
    return CatalogError("no such property", seen=key, remedy=remedy)


def shipment_from(content: Mapping[str, Any], *, source: str = "") -> Shipment:
    """The shipment that a plain mapping states.

    Args:
        content: Keys as in the model, values as Python has them. A code given as a number is
            refused where a leading zero may have been lost: nobody would hear the warning.
        source: A name for messages.

    Raises:
        InputError: Every fault found.

    >>> shipment_from({"destination": "Germany", "lines": [{"cas": "1308-87-8"}]}).destination
    'DE'
    """
    findings = Findings()
    shipment = check(Submission(_without_numbers(content), source), findings)
    findings.raise_if_faulty()
    if shipment is None:  # pragma: no cover
        raise AssertionError("a shipment is refused only with a fault")
    return shipment


def _without_numbers(content: Any) -> Any:
    """The content with customs numbers given as numbers in text, so that no zero is guessed."""
    if not isinstance(content, Mapping) or not _is_list(content.get("lines")):
        return content
    lines = [
        {**line, "customs_number": match.group(1)}
        if isinstance(line, Mapping)
        and (match := _WHOLE_NUMBER.fullmatch(str(line.get("customs_number"))))
        else line
        for line in content["lines"]
    ]
    return {**content, "lines": lines}
