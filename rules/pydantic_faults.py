"""Turns pydantic's errors into our faults: place, what was seen, what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import CatalogError, Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

# Where a condition stands: under one of these keys, or as a part of `all` or `any`.
_CONDITIONS = {"definition", "when", "available_when", "ask_when", "asked_when", "where", "not"}
_PARTS = {"all", "any"}
_SHOWN = 80
_NAMES = {
    "extra_forbidden": "unknown-key",
    "literal_error": "unknown-value",
    "enum": "unknown-value",
    "condition": "no-condition",
    "string_pattern_mismatch": "wrong-spelling",
}


class Refused(ValueError):
    """A model's own refusal, with the name of the finding.

    Args:
        name: As in the registry of findings.
        message: What is wrong.
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def path_of(location: tuple[str | int, ...], content: Any) -> tuple[str | int, ...]:
    """The path in the document of a pydantic location, which also names union members."""
    path: list[str | int] = []
    here = content
    is_tag_next = False
    for step in location:
        if is_tag_next:
            # The first step into a condition tells its kind, by the name of one of its keys.
            is_tag_next = False
            continue
        if isinstance(here, dict) and isinstance(step, str):
            path.append(step)
            is_tag_next = step in _CONDITIONS
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            is_tag_next = bool(path) and path[-1] in _PARTS
            path.append(step)
            here = here[step]
    return tuple(path)


def _seen(details: ErrorDetails) -> str:
    value = details["input"]
    if value is None:
        return "nothing"
    if isinstance(value, dict | list | tuple) or not isinstance(value, str | int | float | bool):
        return ""
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def _message(details: ErrorDetails) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    name = str(details["loc"][-1]) if details["loc"] else ""
    if kind == "missing":
        return f"`{name}` is missing", ""
    if kind == "extra_forbidden":
        return f"key `{name}` is not known here", "one of the documented keys"
    if kind in {"literal_error", "enum"}:
        return f"`{name}` has a value that is not known", str(context.get("expected", ""))
    if kind == "value_error":
        return str(context.get("error", details["msg"])), ""
    if kind.startswith("date"):
        return f"`{name}` is not a day", "a whole day as 2025-04-04"
    text = details["msg"]
    return text[:1].lower() + text[1:].rstrip("."), ""


def _name(details: ErrorDetails) -> str:
    kind, field = details["type"], str(details["loc"][-1]) if details["loc"] else ""
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, Refused):
        return cause.name
    if kind in {"missing", "too_short"} and field == "cites":
        return "missing-citation"
    if kind == "missing":
        return "missing-words" if field in {"en", "zh"} else "missing-key"
    return "no-day" if kind.startswith("date") else _NAMES.get(kind, "wrong-shape")


def faults_of(
    error: ValidationError,
    source: str,
    content: Any,
    place: Callable[[tuple[str | int, ...]], str],
    column: Callable[[tuple[str | int, ...]], int] | None = None,
) -> tuple[Fault, ...]:
    """Every fault of a validation, in pydantic's order.

    Args:
        error: What pydantic raised.
        source: Name of the file.
        content: What was validated.
        place: Gives the place (a line, a row) of a path.
        column: Gives the column of a path in a file of law, whose faults have names; None for
            everything else.
    """
    found = error.errors()
    # A list of which an item is faulty also counts as too short: that fault is not the writer's.
    holders = {details["loc"][:n] for details in found for n in range(len(details["loc"]))}
    faults = []
    for details in found:
        if details["type"] == "too_short" and details["loc"] in holders:
            continue
        path = path_of(details["loc"], content)
        message, expected = _message(details)
        seen, remedy = _seen(details), ""
        cause = details.get("ctx", {}).get("error")
        if isinstance(cause, CatalogError):
            seen, expected, remedy = _cut(cause.seen) or seen, cause.expected, cause.remedy
        named = (_name(details), column(path)) if column is not None else ("", 0)
        spot = (source, place(path), field_name(path))
        faults.append(Fault(message, *spot, seen, expected, remedy, *named))
    return tuple(faults)


def field_name(path: tuple[str | int, ...]) -> str:
    """A path as people write it.

    >>> field_name(("lines", 2, "composition"))
    'lines[2].composition'
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text
