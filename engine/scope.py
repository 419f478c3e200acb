"""What the packs that bear on an answer cover and leave out, for the reader to judge it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.text import Text
from ..rules.law import PROVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..rules.law import Law
    from ..rules.models import Pack
    from .decision import LineDecision


def scope_of(lines: Iterable[LineDecision], law: Law) -> tuple[Text, ...]:
    """The scope of each pack of which an entry was asked or a rule had something to say.

    Args:
        lines: Of the decision.
        law: By which it was taken.
    """
    packs = _packs(law)
    bearing = {pack.pack for line in lines for name in _named(line) if (pack := packs.get(name))}
    return tuple(
        Text(
            f"{pack.title.en}: {pack.scope.en}",
            f"{pack.title.in_language('zh')}：{pack.scope.in_language('zh')}",
        )
        for pack in law.packs
        if pack.scope is not None and pack.pack in bearing
    )


def _packs(law: Law) -> Mapping[str, Pack]:
    """The pack of each provision, by its id."""
    found = law.memo.get("packs")
    if found is None:
        found = law.memo["packs"] = {
            item.id: pack
            for pack in law.packs
            for kind in PROVISIONS
            for item in getattr(pack, kind)
        }
    return found


def _named(line: LineDecision) -> Iterator[str]:
    yield from (match.entry for match in line.matches)
    for requirement in line.requirements:
        yield from requirement.rules
    for finding in (*line.prohibitions, *line.reviews, *line.notes):
        yield finding.rule
    yield from (raised.flag for raised in line.red_flags)
    yield from (condition.rule for condition in line.conditions)
