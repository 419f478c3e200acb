"""Faults and warnings of sheets, for every file that reads one.

Each names the file and the place and, where a column is known, the field.
"""

from __future__ import annotations

from ..errors import Fault
from .columns import Target
from .sheet import Sheet
from .source import Findings, Spot

TOLD = 10


def warn(
    findings: Findings, sheet: Sheet, spot: Spot, message: str, *, seen: str = "", remedy: str = ""
) -> None:
    """Add a warning about a place in a sheet."""
    place = spot.text
    findings.warnings.append((spot, Fault(message, sheet.source, place, seen=seen, remedy=remedy)))


def add_fault(
    findings: Findings,
    sheet: Sheet,
    spot: Spot,
    message: str,
    *,
    name: str = "",
    seen: str = "",
    expected: str = "",
    remedy: str = "",
) -> None:
    """Add a fault at a place in a sheet."""
    fault = Fault(message, sheet.source, spot.text, name, seen, expected, remedy)
    findings.faults.append((spot, fault))


def field_of(target: Target) -> str:
    """The field of a column as messages name it: `end_users[0].name`."""
    text = ""
    for step in target[1:]:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
