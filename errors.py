"""Every error that exportgate raises on purpose; this file imports nothing of ours.

    ExportgateError
    |-- CatalogError    a term cannot be read: country, formula, unit, number
    |-- InputError      a shipment cannot be used; carries every fault with its place
    |-- PackError       rules cannot be used; carries every fault with file and line
    `-- EvaluatorError  another evaluator than the engine's own failed, and decided nothing
        `-- EvaluatorMissing    it cannot be used here at all

Bad input, bad packs and our own bugs are three different things, with three exit codes. A rule that
errs raises nothing: the decision tells of it, and never clears.
"""

from __future__ import annotations

from dataclasses import dataclass


class ExportgateError(Exception):
    """Base of all errors raised on purpose."""


class CatalogError(ExportgateError, ValueError):
    """A term cannot be read.

    Args:
        message: What is wrong, in lower case and without a full stop.
        seen: The user's own words.
        expected: What would have been understood.
        remedy: What to do now.
    """

    def __init__(
        self, message: str, *, seen: str = "", expected: str = "", remedy: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.seen = seen
        self.expected = expected
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, with its place.

    Attributes:
        source: File name, or another name of where the text came from; empty for data in memory.
        place: Where in it: `row 7`, `line 14`, a sheet's cell, or empty.
        field: The field's path, as in `lines[2].composition`; empty outside fields.
        seen: What was found, as the user wrote it.
        expected: What would have been accepted.
        remedy: What to do.
        message: What is wrong, in lower case, without a full stop.
        name: What kind of fault of law it is, as `docs/findings.md` explains it; empty for others.
        column: The column in the line, from 1; 0 where it is not known.
    """

    message: str
    source: str = ""
    place: str = ""
    field: str = ""
    seen: str = ""
    expected: str = ""
    remedy: str = ""
    name: str = ""
    column: int = 0

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.source, self.place, self.field) if part)
        text = f"{where}: {self.message}" if where else self.message
        if self.seen:
            text += f": seen `{self.seen}`"
        if self.expected:
            text += f", expected {self.expected}"
        if self.remedy:
            text += f"\n  help: {self.remedy}"
        return text


class FaultyError(ExportgateError):
    """An error that carries all faults at once.

    Args:
        faults: Every fault found, in the order of the source.
    """

    subject = "input"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        if not faults:
            msg = "an error needs at least one fault"
            raise ValueError(msg)
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class InputError(FaultyError):
    """A shipment file or value cannot be used; nothing of it was evaluated."""

    subject = "shipment"


class PackError(FaultyError):
    """Rule packs cannot be used; nothing was evaluated with them."""

    subject = "rule pack"


class EvaluatorError(ExportgateError):
    """Another evaluator than the engine's own failed; nothing was decided.

    Args:
        message: What is wrong, in lower case and without a full stop.
        remedy: What to do now.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class EvaluatorMissing(EvaluatorError):
    """An evaluator cannot be used here: its extra is not installed, or does not run."""
