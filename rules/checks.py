"""What must hold of packs taken together; each check gives faults with file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..catalog.text import Text
from ..errors import Fault
from .law import PROVISIONS
from .node_checks import node_faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from ..catalog.vocabulary import Vocabulary
    from ..catalog.yaml_source import Path, YamlSource
    from .models import Pack

    Loaded = tuple[Pack, YamlSource]


def check_packs(
    loaded: Iterable[Loaded], words: Vocabulary, unread: Iterable[str] = ()
) -> list[Fault]:
    """Every fault of packs taken together.

    Args:
        loaded: The packs and their sources.
        words: The vocabulary that they may read.
        unread: Ids of what stands in the same files and could not be read.
    """
    loaded = list(loaded)
    known = {kind: ids.union(unread) for kind, ids in _known_ids(loaded).items()}
    requirements = {p.requirement for pack, _ in loaded for p in pack.procedures}
    faults = [*_repeated_ids(loaded), *_circles(loaded)]
    for pack, source in loaded:
        for path, node in _walk(pack, ()):
            place, column = f"line {source.line_of(path)}", source.column_of(path)
            for name, message, seen, remedy in node_faults(node, path, known, words, requirements):
                spot = (source.name, place, "")
                faults.append(Fault(message, *spot, seen, "", remedy, name, column))
    return faults


def _walk(model: BaseModel, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, model
    for name, info in type(model).model_fields.items():
        yield from _walk_value(getattr(model, name), (*path, info.alias or name))


def _walk_value(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk_value(item, (*path, index))
    elif hasattr(type(value), "model_fields"):
        yield from _walk(value, path)
    elif isinstance(value, Text | str):
        yield path, value


def _known_ids(loaded: list[Loaded]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {kind: set() for kind in ("instruments", *PROVISIONS)}
    for pack, _ in loaded:
        for kind, ids in known.items():
            ids.update(item.id for item in getattr(pack, kind))
    return known


def _repeated_ids(loaded: list[Loaded]) -> Iterator[Fault]:
    where = [
        (item.id, source.name, *_spot(source, (kind, index)))
        for pack, source in loaded
        for kind in ("instruments", *PROVISIONS)
        for index, item in enumerate(getattr(pack, kind))
    ]
    where += [
        (party.id, source.name, *_spot(source, ("listings", number, "parties", index)))
        for pack, source in loaded
        for number, listing in enumerate(pack.listings)
        for index, party in enumerate(listing.parties)
    ]
    counts = Counter(name for name, *_ in where)
    for name, file, line, column in where:
        if counts[name] > 1:
            places = ", ".join(f"{f}:{n}" for i, f, n, _ in where if i == name)
            yield Fault(
                f"id `{name}` is used {counts[name]} times: {places}",
                file,
                f"line {line}",
                remedy="an id stands for one thing and is never reused",
                name="repeated-id",
                column=column,
            )


def _spot(source: YamlSource, path: Path) -> tuple[int, int]:
    return source.line_of(path), source.column_of(path)


def _circles(loaded: list[Loaded]) -> Iterator[Fault]:
    """Rules that yield to themselves, through others or at once: neither would come first."""
    yields = {rule.id: rule.yields_to for pack, _ in loaded for rule in pack.rules}
    for pack, source in loaded:
        for index, rule in enumerate(pack.rules):
            behind: set[str] = set()
            ahead = [*rule.yields_to]
            while ahead:
                name = ahead.pop()
                if name not in behind:
                    behind.add(name)
                    ahead += yields.get(name, ())
            if rule.id in behind:
                yield Fault(
                    f"rule `{rule.id}` yields to itself, by way of those to which it yields",
                    source.name,
                    f"line {source.line_of(('rules', index, 'yields_to'))}",
                    remedy="say which of them comes first",
                    name="yields-in-a-circle",
                    column=source.column_of(("rules", index, "yields_to")),
                )
