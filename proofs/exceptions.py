"""Findings that stay for a while: a dated list with a reason for each, always shown."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from ..catalog.text import Text
from ..catalog.yaml_source import read_yaml
from ..errors import Fault, PackError
from ..rules.loader import EXCEPTIONS
from ..rules.pydantic_faults import faults_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Excepted(BaseModel):
    """A finding that stays.

    Attributes:
        finding: Its name.
        since: The day on which a person decided so.
        why: Why it stays.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: str
    since: date
    why: Text


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    exceptions: tuple[Excepted, ...] = ()


def read_exceptions(text: str, name: str) -> tuple[Excepted, ...]:
    """Read the exceptions.

    Args:
        text: The file.
        name: Its name, for messages.

    Raises:
        PackError: Every fault with its line; a finding that is named twice is one.
    """
    source = read_yaml(text, name)
    try:
        found = _File.model_validate(source.content or {}).exceptions
    except ValidationError as error:

        def place(path: tuple[str | int, ...]) -> str:
            return f"line {source.line_of(path)}"

        raise PackError(faults_of(error, name, source.content, place)) from None
    names = [each.finding for each in found]
    faults = [
        Fault(
            "the finding is excepted twice",
            name,
            f"line {source.line_of(('exceptions', index))}",
            seen=each.finding,
            remedy="keep one of the two",
        )
        for index, each in enumerate(found)
        if each.finding in names[:index]
    ]
    if faults:
        raise PackError(tuple(faults))
    return found


def load_exceptions(folder: Path | None = None) -> tuple[Excepted, ...]:
    """The exceptions that stand beside the packs of a folder; none when it has no such file.

    Args:
        folder: A folder of packs; None for the packs that ship with exportgate.

    Raises:
        PackError: The file is faulty.
    """
    root: Traversable = files("exportgate.rules") / "cn" if folder is None else folder
    file = root / EXCEPTIONS
    if not file.is_file():
        return ()
    prefix = "rules/cn" if folder is None else folder.name
    return read_exceptions(file.read_text(encoding="utf-8"), f"{prefix}/{EXCEPTIONS}")
