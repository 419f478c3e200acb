"""YAML and JSON to submissions; every value knows its line."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import yaml

from ..catalog.yaml_source import YamlSource, read_yaml
from ..errors import Fault, InputError, PackError
from .limits import MAX_DEPTH, MAX_LINES
from .source import Path, Spot, Submission
from .value_text import NumberText
from .words import shown, sort_of

_SPACE = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"[^\s,\]}]+")
_WORDS = {"true": True, "false": False, "null": None}
_STRING = json.JSONDecoder()
_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"
_SHAPE = "a shipment is a mapping; several are a list, or a list under `shipments`"


def read_yaml_document(text: str, name: str) -> tuple[Submission, ...]:
    """The shipments of a YAML text.

    Raises:
        InputError: It is not YAML, or not in the shape of shipments.
    """
    _check_yaml_depth(text, name)
    try:
        return _submissions(read_yaml(text, name))
    except PackError as error:
        raise InputError(error.faults) from None


def _check_yaml_depth(text: str, name: str) -> None:
    depth = 0
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    mark = event.start_mark
                    place = "" if mark is None else f"line {mark.line + 1}"
                    raise InputError((Fault(_TOO_DEEP, name, place, remedy="see examples/"),))
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return  # the reader itself says what is wrong, and where


def read_json_document(text: str, name: str) -> tuple[Submission, ...]:
    """The shipments of a JSON text; numbers keep the digits that were written.

    Raises:
        InputError: It is not JSON, repeats a key, or is not in the shape of shipments.
    """
    if not text.strip():
        return _submissions(YamlSource(name, None, {}))
    _check_json_depth(text, name)
    try:
        json.loads(text, parse_int=NumberText, parse_float=NumberText, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        problem = error.msg[:1].lower() + error.msg[1:]
        raise InputError(
            (
                Fault(
                    f"not valid JSON: {problem}",
                    name,
                    f"line {error.lineno}, column {error.colno}",
                    remedy="check commas, quotes and brackets near that place",
                ),
            )
        ) from None
    except _NoNumberError as error:
        message = f"not valid JSON: `{error}` is no number"
        remedy = "write the number, or null if it is unknown"
        raise InputError((Fault(message, name, remedy=remedy),)) from None
    reader = _JsonReader(text, name)
    content, _ = reader.value(_skip(text, 0), ())
    if reader.faults:
        raise InputError(tuple(reader.faults))
    return _submissions(YamlSource(name, content, reader.lines))


class _NoNumberError(Exception):
    """A constant such as NaN, which JSON does not have."""


def _no_number(word: str) -> None:
    raise _NoNumberError(word)


def _check_json_depth(text: str, name: str) -> None:
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text, re.DOTALL):
        sign = match.group()
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                place = f"line {text.count(chr(10), 0, match.start()) + 1}"
                raise InputError((Fault(_TOO_DEEP, name, place, remedy="see examples/"),))
        elif sign in "]}":
            depth -= 1


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return at if match is None else match.end()


class _JsonReader:
    """Walks a text that is known to be JSON, and notes the line of every value."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []
        self.after = 0
        self._line_ends = [match.start() for match in re.finditer("\n", text)]

    def line(self, at: int) -> int:
        return bisect_left(self._line_ends, at) + 1

    def value(self, at: int, path: Path) -> tuple[Any, int]:
        self.lines.setdefault(path, self.line(at))
        sign = self.text[at]
        if sign == "{":
            return self.mapping(at, path)
        if sign == "[":
            return self.list(at, path)
        if sign == '"':
            return _STRING.raw_decode(self.text, at)
        match = _PLAIN.match(self.text, at)
        word = "" if match is None else match.group()
        return _WORDS[word] if word in _WORDS else NumberText(word), at + len(word)

    def members(self, at: int, closer: str) -> Iterator[int]:
        """Where each member begins; `self.after` is set to the end of each by its reader."""
        at = _skip(self.text, at + 1)
        while self.text[at] != closer:
            yield at
            at = _skip(self.text, self.after)
            if self.text[at] == ",":
                at = _skip(self.text, at + 1)
        self.after = at + 1

    def mapping(self, at: int, path: Path) -> tuple[dict[str, Any], int]:
        content: dict[str, Any] = {}
        for start in self.members(at, "}"):
            key, end = _STRING.raw_decode(self.text, start)
            inner = _skip(self.text, _skip(self.text, end) + 1)
            if key in content:
                first = self.lines[(*path, key)]
                self.faults.append(
                    Fault(
                        f"key `{shown(key)}` is repeated; it stands already on line {first}",
                        self.name,
                        f"line {self.line(start)}",
                        seen=shown(key),
                        remedy="keep one of the two: a repeated key would silently replace the "
                        "first",
                    )
                )
            value, self.after = self.value(inner, (*path, key))
            content.setdefault(key, value)
        return content, self.after

    def list(self, at: int, path: Path) -> tuple[list[Any], int]:
        content: list[Any] = []
        for start in self.members(at, "]"):
            value, self.after = self.value(start, (*path, len(content)))
            content.append(value)
        return content, self.after


def _submissions(source: YamlSource) -> tuple[Submission, ...]:
    content = source.content
    if content is None:
        raise _misshapen(source, (), "the file is empty", "see examples/order.yaml")
    shipments, prefix = _listed(source, content)
    if not isinstance(shipments, list):
        return (Submission(content, source.name, _spots(source, ())),)
    if not shipments:
        raise _misshapen(source, prefix, "the list holds no shipment", "see examples/order.yaml")
    _check_length(source, shipments)
    return tuple(
        Submission(item, source.name, _spots(source, (*prefix, i)), (*prefix, i))
        for i, item in enumerate(shipments)
    )


def _listed(source: YamlSource, content: Any) -> tuple[Any, Path]:
    """The list of shipments and its path, or nothing when the content is one shipment."""
    if isinstance(content, list):
        return content, ()
    if not isinstance(content, dict):
        raise _misshapen(source, (), f"no shipment is found: seen `{sort_of(content)}`", _SHAPE)
    if "shipments" not in content:
        _check_length(source, [content])
        return None, ()
    others = sorted(set(content) - {"shipments"})
    if others:
        path: Path = (others[0],)
        message = f"`{shown(others[0])}` stands beside `shipments`"
        raise _misshapen(source, path, message, "write it inside the shipment that it belongs to")
    if not isinstance(content["shipments"], list):
        raise _misshapen(source, ("shipments",), "`shipments` is a list of shipments", _SHAPE)
    return content["shipments"], ("shipments",)


def _check_length(source: YamlSource, shipments: list[Any]) -> None:
    lists = (item.get("lines") for item in shipments if isinstance(item, dict))
    count = sum(len(lines) for lines in lists if isinstance(lines, list))
    if count > MAX_LINES:
        message = f"the file holds {count:,} lines; at most {MAX_LINES:,} are read"
        raise _misshapen(source, (), message, "split the file")


def _misshapen(source: YamlSource, path: Path, message: str, remedy: str) -> InputError:
    place = f"line {source.line_of(path)}" if source.content is not None else ""
    return InputError((Fault(message, source.name, place, remedy=remedy),))


def _spots(source: YamlSource, prefix: Path) -> Callable[[Path], Spot]:
    return partial(_spot, source, prefix)


def _spot(source: YamlSource, prefix: Path, path: Path) -> Spot:
    line = source.line_of((*prefix, *path))
    return Spot((line,), f"line {line}")
