"""Writes answers to questions back into a shipment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .shipment import Shipment

_STEP = re.compile(r"([a-z][a-z0-9_]*)(?:\[(\d+)\])?")


def with_answers(shipment: Shipment, answers: Mapping[str, Any]) -> Shipment:
    """The shipment with answers to its questions filled in.

    Args:
        shipment: The shipment that was asked about.
        answers: By the path of each question, as `lines[0].form`; a value as the shipment's field
            takes it. A party that was not named yet is added. An answer replaces what was there.

    Returns:
        A new shipment, checked like any other.

    Raises:
        InputError: A path leads nowhere, or a value is none that the field takes.
    """
    from .checking import shipment_of

    content = shipment.model_dump(mode="json", exclude_defaults=True)
    faults = []
    for path, value in sorted(answers.items()):
        fault = _write(content, path, value)
        if fault is not None:
            faults.append(fault)
    if faults:
        raise InputError(tuple(faults))
    return shipment_of(content)


def _write(content: dict[str, Any], path: str, value: Any) -> Fault | None:
    steps = path.split(".")
    here: Any = content
    for position, step in enumerate(steps):
        found = _STEP.fullmatch(step)
        if found is None:
            remedy = "use the path of a question as the decision gives it"
            return Fault("no such place in a shipment", field=path, seen=step, remedy=remedy)
        name, number = found.groups()
        if not isinstance(here, dict) or (
            number is not None and not isinstance(here.get(name, []), list)
        ):
            remedy = "use the path of a question as the decision gives it"
            return Fault("no such place in a shipment", field=path, seen=step, remedy=remedy)
        is_last = position == len(steps) - 1
        if number is None:
            if is_last:
                here[name] = value
                return None
            here = here.setdefault(name, {})
            continue
        items = here.setdefault(name, [])
        index = int(number)
        if index == len(items) and name != "lines":
            items.append({})
        if index >= len(items):
            return Fault(
                f"there is no {name}[{index}]", field=path, expected=f"less than {len(items)}"
            )
        if is_last:
            items[index] = value
            return None
        here = items[index]
    return None
