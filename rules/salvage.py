"""Reads what can be read of a faulty pack, so that lint tells all there is to tell at once.

What is faulty is left out or replaced by a blank; nothing read so is ever decided by.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError

from ..catalog.yaml_source import YamlSource
from ..errors import Fault
from .models import Pack
from .pydantic_faults import Refused, faults_of, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.yaml_source import Path

UNREAD = "unread"
"""Stands for an id that could not be read."""

FILL_IN = "FILL_IN"
"""What `exportgate rules new` writes where a person has to; no pack with it is decided by."""

_REMEDY = "write what the instrument says in its place"
_BLANKS: dict[str, Any] = {
    "pack": UNREAD,
    "title": {"en": "?", "zh": "?"},
    "verified_up_to": "2000-01-01",
    "effective": {"from": None},
    "cites": [{"instrument": UNREAD, "provision": "?"}],
}
_GONE = object()
_MOST_ROUNDS = 20


@dataclass(frozen=True)
class Salvage:
    """What could be read of a pack.

    Attributes:
        pack: The readable part; None when nothing could be read.
        source: Where each value of that part stands.
        blanks: Paths, in the part, that stand for something else than what was written.
        faults: What is wrong with the rest.
    """

    pack: Pack | None
    source: YamlSource
    blanks: frozenset[Path]
    faults: tuple[Fault, ...]


def to_fill_in(source: YamlSource) -> tuple[Fault, ...]:
    """A fault for each value that is still to be written."""
    return tuple(
        Fault(
            "this is still to be filled in",
            source.name,
            f"line {source.line_of(path)}",
            "",
            words,
            "",
            _REMEDY,
            "fill-me-in",
            source.column_of(path),
        )
        for path, words in _texts(source.content, ())
        if FILL_IN in words
    )


def salvage(source: YamlSource) -> Salvage:
    """Read a pack, leaving out what is faulty."""
    faults: list[Fault] = [*to_fill_in(source)]
    if not faults:
        with contextlib.suppress(ValidationError):
            return Salvage(Pack.model_validate(source.content), source, frozenset(), ())
    unwritten = {path for path, words in _texts(source.content, ()) if FILL_IN in words}
    tree = _copy(source.content)
    blanks: set[Path] = set()
    tried: set[tuple[Path, bool]] = set()
    for number in range(_MOST_ROUNDS):
        origin: dict[Path, Path] = {}
        content = _pruned(tree, (), (), origin)
        try:
            pack = Pack.model_validate(content)
        except ValidationError as error:
            for fault, details in zip(_told(error, source, content), _own(error), strict=True):
                # What follows from a blank is not the author's; a model's own refusal is.
                path = path_of(details["loc"], content)
                old = origin.get(path, path)
                is_own = number == 0 or isinstance(_cause(details), Refused)
                if is_own and old not in unwritten:
                    line, column = _line(source, old), source.column_of(old)
                    faults.append(replace(fault, place=line, column=column))
            for details in _own(error):
                path = path_of(details["loc"], content)
                _mend(tree, origin.get(path, path), details, tried, blanks)
            continue
        there = {old: new for new, old in origin.items()}
        part = YamlSource(
            source.name,
            content,
            {new: source.line_of(old) for new, old in origin.items()},
            {new: source.column_of(old) for new, old in origin.items()},
        )
        return Salvage(
            pack, part, frozenset(_moved(blank, there) for blank in blanks), tuple(faults)
        )
    return Salvage(None, source, frozenset(), tuple(faults))


def _told(error: ValidationError, source: YamlSource, content: Any) -> tuple[Fault, ...]:
    return faults_of(error, source.name, content, partial(_line, source), source.column_of)


def _cause(details: Any) -> object:
    return details.get("ctx", {}).get("error")


def _moved(path: Path, there: dict[Path, Path]) -> Path:
    """Where a path of the file stands in the readable part; of what is gone, where it stood."""
    for length in range(len(path), -1, -1):
        if path[:length] in there:
            return (*there[path[:length]], *path[length:])
    return path


def _own(error: ValidationError) -> list[Any]:
    """The errors in the order and number of `faults_of`."""
    found = error.errors()
    holders = {details["loc"][:n] for details in found for n in range(len(details["loc"]))}
    return [d for d in found if not (d["type"] == "too_short" and d["loc"] in holders)]


def _line(source: YamlSource, path: Path) -> str:
    return f"line {source.line_of(path)}"


def _texts(content: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _texts(value, (*path, key))
    elif isinstance(content, list):
        for index, value in enumerate(content):
            yield from _texts(value, (*path, index))
    elif isinstance(content, str):
        yield path, content


def _copy(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _copy(value) for key, value in content.items()}
    return [_copy(value) for value in content] if isinstance(content, list) else content


def _pruned(content: Any, old: Path, new: Path, origin: dict[Path, Path]) -> Any:
    """The content without what is gone; `origin` learns where each path was before."""
    origin[new] = old
    if isinstance(content, dict):
        return {
            key: _pruned(value, (*old, key), (*new, key), origin)
            for key, value in content.items()
            if value is not _GONE
        }
    if isinstance(content, list):
        kept = [(index, value) for index, value in enumerate(content) if value is not _GONE]
        return [
            _pruned(value, (*old, index), (*new, at), origin)
            for at, (index, value) in enumerate(kept)
        ]
    return content


def _mend(
    tree: Any,
    path: Path,
    details: Any,
    tried: set[tuple[Path, bool]],
    blanks: set[Path],
) -> None:
    cause = _cause(details)
    if isinstance(cause, Refused) and cause.name == "low-without-verify":
        path = (*path, "verify")
        _put(tree, path, {"en": "?", "zh": "?"})
        blanks.add(path)
        return
    if details["type"] == "missing" and path and path[-1] != details["loc"][-1]:
        path = (*path, details["loc"][-1])
    while path:
        blank = _BLANKS.get(str(path[-1]))
        if blank is not None and (path, True) not in tried:
            tried.add((path, True))
            blanks.add(path)
            _put(tree, path, blank)
            return
        if _there(tree, path) and (path, False) not in tried:
            tried.add((path, False))
            _put(tree, path, _GONE)
            blanks.add(path)
            return
        path = path[:-1]


def _there(tree: Any, path: Path) -> bool:
    here = tree
    for step in path:
        if not (
            (isinstance(here, dict) and step in here)
            or (isinstance(here, list) and isinstance(step, int) and step < len(here))
        ):
            return False
        here = here[cast("Any", step)]
    return here is not _GONE


def _put(tree: Any, path: Path, value: Any) -> None:
    here: Any = tree
    *way, last = (cast("Any", step) for step in path)
    for step in way:
        here = here[step]
    here[last] = value
