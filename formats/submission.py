"""From a submission to a shipment: first its values one by one, then the model as a whole.

Every fault is found at once and knows its place in the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from ..engine.shipment import Shipment
from ..errors import Fault
from ..rules.pydantic_faults import faults_of, field_name
from .source import Findings, Path, Spot, Submission
from .submission_content import is_list, plain_content

_WHOLE_NUMBER = re.compile(r"(\d+)(?:\.0+)?")


def check(submission: Submission, findings: Findings) -> Shipment | None:
    """The shipment of a submission; None when something was wrong, which `findings` then holds."""
    before = len(findings.faults)
    content, faulty = plain_content(submission, findings)
    if content is None:
        return None
    try:
        shipment = Shipment.model_validate(content)
    except ValidationError as error:
        findings.faults += _model_faults(error, submission, content, faulty)
        return None
    return shipment if len(findings.faults) == before else None


def _model_faults(
    error: ValidationError, submission: Submission, content: Any, faulty: set[Path]
) -> list[tuple[Spot, Fault]]:
    """What only the model finds: fields that are missing, or that do not go together."""
    found: list[tuple[Spot, Fault]] = []
    spots: list[Spot] = []

    def place(path: Path) -> str:
        spots.append(submission.spot(path))
        return spots[-1].text

    faults = faults_of(error, submission.source, content, place)
    for spot, fault in zip(spots, faults, strict=True):
        if fault.field == "lines":
            # pydantic counts only the lines without faults; those are told by themselves.
            if ("lines",) in faulty or content.get("lines"):
                continue
            message = "a shipment has at least one line"
            remedy = "add `lines` with what is shipped"
            fault = replace(fault, message=message, seen="", remedy=remedy)  # noqa: PLW2901
        inner = field_name(submission.prefix)
        name = ".".join(part for part in (inner, fault.field) if part)
        found.append((spot, replace(fault, field=name)))
    return found


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
    if not isinstance(content, Mapping) or not is_list(content.get("lines")):
        return content
    lines = [
        {**line, "customs_number": match.group(1)}
        if isinstance(line, Mapping)
        and (match := _WHOLE_NUMBER.fullmatch(str(line.get("customs_number"))))
        else line
        for line in content["lines"]
    ]
    return {**content, "lines": lines}
