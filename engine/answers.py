"""Writes answers to questions back into a shipment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..catalog.places import write_at
from ..errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .shipment import Shipment


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
        fault = write_at(content, path, value)
        if fault is not None:
            faults.append(fault)
    if faults:
        raise InputError(tuple(faults))
    return shipment_of(content)
