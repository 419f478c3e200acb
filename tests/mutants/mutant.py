"""A fault seeded into a pack: what is changed, where, and the name that it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exportgate.catalog.yaml_source import Path

GONE = object()
"""Stands for a value that is taken out."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One value of a pack, and what stands in its place; `GONE` takes it out."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What a maker of faults proposes.

    Attributes:
        kind: Its kind, one of `kinds.DECIDING` or `kinds.TOLD`.
        edits: All of them are made.
        words: What was and what is, for the reader.
    """

    kind: str
    edits: tuple[Edit, ...]
    words: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.edits[0].path


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault in one file.

    Attributes:
        file: Name of the pack's text.
        pack: Id of the pack.
        owner: Id of the provision in which the fault stands.
        place: The way to it within the provision.
        change: The fault.
        was: The right value in the place of the first edit.
    """

    file: str
    pack: str
    owner: str
    place: str
    change: Change
    was: Any = None

    @property
    def kind(self) -> str:
        """The kind of fault."""
        return self.change.kind

    @property
    def name(self) -> str:
        """Its name; stable as long as the provision keeps its shape."""
        return f"{self.kind}:{self.owner}:{self.place}:{self.change.words}"


def change_at(kind: str, path: Path, value: Any, words: str) -> Change:
    """A change of a single value."""
    return Change(kind, (Edit(path, value),), words)


def drop_at(kind: str, path: Path, words: str) -> Change:
    """A change that takes a single value out."""
    return Change(kind, (Edit(path, GONE),), f"without {words}")


def edited(content: Any, edits: Iterable[Edit]) -> Any:
    """The content with edits made; what they do not touch is shared with the original."""
    for edit in edits:
        content = _edited(content, edit.path, edit.value)
    return content


def _edited(content: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(content, list):
        assert isinstance(step, int)
        kept = list(content)
        if not rest and value is GONE:
            del kept[step]
        else:
            kept[step] = _edited(content[step], rest, value)
        return kept
    copy = dict(content)
    if not rest and value is GONE:
        del copy[str(step)]
    else:
        copy[str(step)] = _edited(content.get(str(step)), rest, value)
    return copy
