"""Places inside plain data, named as a question names them: `lines[0].form`."""

from __future__ import annotations

import re
from typing import Any

from ..errors import Fault

_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(\d+)\])?")


def write_at(content: dict[str, Any], path: str, value: Any) -> Fault | None:
    """Write a value into a shipment's plain data, in place.

    Args:
        content: The data, changed in place. Mappings on the way that are missing are made; a list
            other than `lines` grows by one where its next place is named.
        path: Steps with a dot between, a list's with its index, the first being 0.
        value: What to write; it replaces what was there.

    Returns:
        Why the path leads nowhere; None when the value stands there now.
    """
    *way, last = path.split(".")
    here: Any = content
    for step in way:
        here = _enter(here, step, path)
        if isinstance(here, Fault):
            return here
    return _put(here, last, path, value)


def remove_at(content: dict[str, Any], path: str) -> Fault | None:
    """Take a value out of a shipment's plain data, in place.

    Args:
        content: The data, changed in place.
        path: As for `write_at`.

    Returns:
        Why there is nothing to take out; None when it is gone.
    """
    *way, last = path.split(".")
    here: Any = content
    for step in way:
        here = _enter(here, step, path)
        if isinstance(here, Fault):
            return here
    found = _STEP.fullmatch(last)
    if found is None or not isinstance(here, dict) or found[1] not in here:
        return _nowhere(path, last)
    if found[2] is None:
        del here[found[1]]
        return None
    items, index = here[found[1]], int(found[2])
    if not isinstance(items, list) or index >= len(items):
        return _nowhere(path, last)
    del items[index]
    return None


def _enter(here: Any, step: str, path: str) -> Any:
    found = _STEP.fullmatch(step)
    if found is None or not isinstance(here, dict):
        return _nowhere(path, step)
    name, number = found.groups()
    if number is None:
        return here.setdefault(name, {})
    items = here.setdefault(name, [])
    if not isinstance(items, list):
        return _nowhere(path, step)
    index = int(number)
    if index == len(items) and name != "lines":
        items.append({})
    if index >= len(items):
        return _too_far(path, name, items, index)
    return items[index]


def _put(here: Any, step: str, path: str, value: Any) -> Fault | None:
    found = _STEP.fullmatch(step)
    if found is None or not isinstance(here, dict):
        return _nowhere(path, step)
    name, number = found.groups()
    if number is None:
        here[name] = value
        return None
    items = here.setdefault(name, [])
    if not isinstance(items, list):
        return _nowhere(path, step)
    index = int(number)
    if index == len(items) and name != "lines":
        items.append(value)
    elif index < len(items):
        items[index] = value
    else:
        return _too_far(path, name, items, index)
    return None


def _nowhere(path: str, step: str) -> Fault:
    remedy = "use the path of a question as the decision gives it"
    return Fault("no such place in a shipment", field=path, seen=step, remedy=remedy)


def _too_far(path: str, name: str, items: list[Any], index: int) -> Fault:
    return Fault(f"there is no {name}[{index}]", field=path, expected=f"less than {len(items)}")
