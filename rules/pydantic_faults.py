"""Turns pydantic's errors into our faults: place, what was seen, what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import CatalogError, Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_TAGS = {
    "all", "any", "not", "fact", "element", "any_element_of", "party", "listed_in",
}  # fmt: skip
_SHOWN = 80


def path_of(location: tuple[str | int, ...], content: Any) -> tuple[str | int, ...]:
    """The path in the document of a pydantic location, which also names union members."""
    path: list[str | int] = []
    here = content
    for step in location:
        if isinstance(here, dict) and isinstance(step, str):
            if step not in here and step in _TAGS and here:
                continue
            # The tag of a condition has the name of its first key: it is the tag, not the key,
            # when another step follows that only the condition's own keys can take.
            path.append(step)
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
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


def faults_of(
    error: ValidationError,
    source: str,
    content: Any,
    place: Callable[[tuple[str | int, ...]], str],
) -> tuple[Fault, ...]:
    """Every fault of a validation, in pydantic's order.

    Args:
        error: What pydantic raised.
        source: Name of the file.
        content: What was validated.
        place: Gives the place (a line, a row) of a path.
    """
    faults = []
    for details in error.errors():
        path = path_of(details["loc"], content)
        message, expected = _message(details)
        seen, remedy = _seen(details), ""
        cause = details.get("ctx", {}).get("error")
        if isinstance(cause, CatalogError):
            seen, expected, remedy = _cut(cause.seen) or seen, cause.expected, cause.remedy
        faults.append(Fault(message, source, place(path), field_name(path), seen, expected, remedy))
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
