"""What of a law a case can touch: every place that a fault in the law might hide in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, get_args

from ..catalog.text import Text
from ..rules.law import PROVISIONS
from ..rules.status import changes_of, status_on
from .lawbook import lawbook_of
from .node_spots import spots_of_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from ..rules.law import Law
    from .nodes import Node

SpotKind = Literal[
    "entries",
    "limbs",
    "thresholds",
    "exceptions",
    "review_bands",
    "red_flags",
    "rules",
    "licence_kinds",
    "procedures",
    "dates",
]
SPOT_KINDS: tuple[SpotKind, ...] = get_args(SpotKind)
SpotKey = tuple[str, str, str]
"""Owner, place within it, and what has to happen there."""

DATED = ("entries", "exclusions", "red_flags", "rules", "licence_kinds", "procedures")
"""The kinds of provisions of which the days are counted."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the law that a case can touch.

    Attributes:
        pack: The pack in which it stands.
        kind: What it is.
        owner: Id of the provision.
        place: Where in it; empty for all of it.
        aspect: What has to happen there: `hit`, `miss`, `open`, `applies`, `below`, ...
        words: The claim or day that is meant; None where the owner says it all.
    """

    pack: str
    kind: SpotKind
    owner: str
    place: str
    aspect: str
    words: Text | None = None

    @property
    def key(self) -> SpotKey:
        """What names it in what a case touched."""
        return self.owner, self.place, self.aspect


def place_of(part: str, path: tuple[int, ...]) -> str:
    """A place within a provision: the part, and the way from its top."""
    return f"{part}{''.join(f'[{index}]' for index in path)}"


def spots_of(law: Law) -> tuple[Spot, ...]:
    """Every place of a law that a case can touch, pack by pack.

    Entries that only the licensing catalogue names belong to no pack and are not counted.
    """
    packs = pack_of(law)
    found = [*_of_entries(law, packs), *_of_rules(law, packs), *_of_procedures(law, packs)]
    found += _of_days(law, packs)
    rank = {kind: position for position, kind in enumerate(SPOT_KINDS)}
    return tuple(sorted(found, key=lambda spot: (spot.pack, rank[spot.kind])))


def pack_of(law: Law) -> Mapping[str, str]:
    """The pack of each provision, by its id."""
    return {
        item.id: pack.pack
        for pack in law.packs
        for kind in PROVISIONS
        for item in getattr(pack, kind)
    }


def days_of(law: Law, name: str) -> tuple[tuple[date, str], ...]:
    """The last day before each scheduled change of a provision's status, and the first day after.

    Returns:
        Each day with what has to be seen on it: `until_not_yet`, `from_in_force`, ...
    """
    memo = law.memo.setdefault("days_of_change", {})
    found = memo.get(name)
    if found is None:
        found = memo[name] = tuple(_days_of(law, name))
    return found  # type: ignore[no-any-return]


def _days_of(law: Law, name: str) -> Iterator[tuple[date, str]]:
    life = law.lives[name]
    for day in dict.fromkeys(day for day, _ in changes_of(life)):
        eve = day - timedelta(days=1)
        before, after = (status_on(life, d).scheduled for d in (eve, day))
        if before != after:
            yield eve, f"until_{before}"
            yield day, f"from_{after}"


def _of_node(pack: str, owner: str, part: str, node: Node | None) -> Iterator[Spot]:
    for found in () if node is None else spots_of_node(node):
        kind: SpotKind = "limbs" if found.side == "limb" else "thresholds"
        yield Spot(pack, kind, owner, place_of(part, found.path), found.side, found.words)


def _of_entries(law: Law, packs: Mapping[str, str]) -> Iterator[Spot]:
    excluded: dict[str, Node] = {}
    for asked in lawbook_of(law).entries:
        entry = asked.entry
        pack = packs.get(entry.id)
        if pack is None:
            continue
        aspects = ("hit",) if asked.definition is None else ("hit", "miss", "open")
        for aspect in aspects:
            yield Spot(pack, "entries", entry.id, "", aspect, entry.title)
        yield from _of_node(pack, entry.id, "definition", asked.definition)
        yield from _of_node(pack, entry.id, "asked_when", asked.asked_when)
        for exclusion, node in asked.exclusions:
            excluded[exclusion.id] = node
            words = exclusion.title
            yield Spot(pack, "exceptions", entry.id, exclusion.id, "excluded", words)
        for index, (band, node) in enumerate(asked.bands):
            part = place_of("review_when", (index,))
            yield Spot(pack, "review_bands", entry.id, part, "judged", band.why)
            yield from _of_node(pack, entry.id, part, node)
    for name, node in excluded.items():
        yield from _of_node(packs[name], name, "when", node)


def _of_rules(law: Law, packs: Mapping[str, str]) -> Iterator[Spot]:
    book = lawbook_of(law)
    for flag in book.flags:
        name = flag.flag.id
        aspects = ("up", "cleared") if flag.flag.cleared_by else ("up",)
        for aspect in aspects:
            yield Spot(packs[name], "red_flags", name, "", aspect, flag.flag.title)
        yield from _of_node(packs[name], name, "when", flag.when)
    for asked in book.rules:
        rule = asked.rule
        aspects = ("applies", "just_not", *(("stands",) if rule.standing is not None else ()))
        for aspect in aspects:
            yield Spot(packs[rule.id], "rules", rule.id, "", aspect, rule.title)
        yield from _of_node(packs[rule.id], rule.id, "when", asked.when)
        yield from _of_node(packs[rule.id], rule.id, "ask_when", asked.ask_when)
        for first in rule.yields_to:
            title = law.rules[first].title
            yield Spot(packs[rule.id], "exceptions", rule.id, first, "yields", title)


def _of_procedures(law: Law, packs: Mapping[str, str]) -> Iterator[Spot]:
    book = lawbook_of(law)
    for kind in law.licence_kinds.values():
        node = book.available.get(kind.id)
        aspects = ("available",) if node is None else ("available", "not_available")
        for aspect in aspects:
            yield Spot(packs[kind.id], "licence_kinds", kind.id, "", aspect, kind.title)
        yield from _of_node(packs[kind.id], kind.id, "available_when", node)
    for procedure in law.procedures.values():
        pack = packs[procedure.id]
        yield Spot(pack, "procedures", procedure.id, "", "used", procedure.title)


def _of_days(law: Law, packs: Mapping[str, str]) -> Iterator[Spot]:
    for kind in DATED:
        for name in getattr(law, kind):
            for day, aspect in days_of(law, name):
                when = day.isoformat()
                yield Spot(packs[name], "dates", name, when, aspect, Text(when, when))
