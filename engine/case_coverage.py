"""What of a law its cases touch, found by asking the engine's own conditions about each case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import InputError
from .case_spots import SPOT_KINDS, days_of, place_of, spots_of
from .checking import shipment_of
from .decide import ask_candidates
from .evaluator import ANY_DOMAIN, OWN
from .facts import line_facts, shipment_facts
from .lawbook import law_on, lawbook_of
from .node_spots import is_just, touched_in_node
from .parties import screen_parties
from .reading import read
from .red_flags import names_of, raise_flags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from ..rules.cases import Case
    from ..rules.law import Law
    from .case_spots import Spot, SpotKey, SpotKind
    from .evaluator import Inferred
    from .facts import Facts
    from .lawbook import AskedEntry, LawOnDay
    from .match import Asked
    from .nodes import Node
    from .reading import Reading
    from .shipment import Line, Shipment


@dataclass(frozen=True, slots=True)
class CaseCoverage:
    """What of a law some cases touch.

    Attributes:
        spots: Every place that counts.
        missing: Those of them that no case touches.
    """

    spots: tuple[Spot, ...]
    missing: tuple[Spot, ...]

    def share(self, kind: SpotKind | None = None) -> tuple[int, int]:
        """How many places are touched and how many there are, of a kind or of all."""
        whole = sum(kind in {None, spot.kind} for spot in self.spots)
        return whole - sum(kind in {None, spot.kind} for spot in self.missing), whole

    @property
    def shares(self) -> Mapping[SpotKind, tuple[int, int]]:
        """The same for every kind."""
        return {kind: self.share(kind) for kind in SPOT_KINDS}


def cover(cases: Iterable[Case], law: Law, packs: Iterable[str] = ()) -> CaseCoverage:
    """What of a law cases touch.

    Args:
        cases: The cases; what they expect does not matter.
        law: The law.
        packs: Only places of these packs count; none named means all.
    """
    wanted = frozenset(packs)
    spots = tuple(spot for spot in spots_of(law) if not wanted or spot.pack in wanted)
    touched: set[SpotKey] = set()
    for case in cases:
        touched.update(touched_by(case, law))
    return CaseCoverage(spots, tuple(spot for spot in spots if spot.key not in touched))


def touched_by(case: Case, law: Law) -> Iterator[SpotKey]:
    """The keys of the places that a case touches; none where its shipment cannot be read."""
    try:
        shipment = shipment_of(case.shipment)
        today = law_on(lawbook_of(law), case.on)
        facts = shipment_facts(shipment, case.on, law.vocabulary)
        screened = screen_parties(shipment, facts, today, ())
    except InputError:
        return
    for line in shipment.lines:
        own = line_facts(screened.facts, line, law.vocabulary)
        yield from _touched_by_line(line, own, shipment, today, case.on)


def _touched_by_line(
    line: Line, facts: Facts, shipment: Shipment, today: LawOnDay, day: date
) -> Iterator[SpotKey]:
    found = ask_candidates(line, facts, today)
    candidates = [today.book.entries[position] for position in today.book.index.find(line, facts)]
    cautious, lenient, inferred = read(found, facts, shipment, today, strict=False, evaluator=OWN)
    for asked in found:
        if asked.has_effect and asked.error is None:
            yield from _in_entry(asked, facts)
    for entry in candidates:
        yield from _in_node(entry.entry.id, "asked_when", entry.asked_when, facts)
    yield from _in_flags(cautious, today)
    for reading in (cautious, lenient):
        yield from _in_rules(reading, today)
    yield from _in_procedures(inferred, cautious, today)
    yield from _on_days(candidates, facts, shipment, today, day)


def _in_node(owner: str, part: str, node: Node | None, facts: Facts) -> Iterator[SpotKey]:
    if node is not None:
        for path, side in touched_in_node(node, facts):
            yield owner, place_of(part, path), side


def _in_entry(asked: Asked, facts: Facts) -> Iterator[SpotKey]:
    entry, name = asked.entry, asked.entry.entry.id
    if entry.definition is None:
        yield name, "", "hit"
        return
    base = entry.definition.truth(facts)
    if asked.result == "undetermined":
        yield name, "", "open"
    elif base is False or asked.result == "not_controlled":
        yield name, "", "miss"
    else:
        yield name, "", "hit"
    yield from _in_node(name, "definition", entry.definition, facts)
    if base is not True:
        return
    for exclusion, node in entry.exclusions:
        if node.truth(facts) is True:
            yield name, exclusion.id, "excluded"
        yield from _in_node(exclusion.id, "when", node, facts)
    if asked.result == "not_controlled":
        return
    for index, (_, node) in enumerate(entry.bands):
        part = place_of("review_when", (index,))
        if node.truth(facts) is True:
            yield name, part, "judged"
        yield from _in_node(name, part, node, facts)


def _in_flags(reading: Reading, today: LawOnDay) -> Iterator[SpotKey]:
    for name, raised in reading.flags.items():
        yield name, "", "cleared" if raised.is_cleared else "up"
    for asked in today.flags:
        yield from _in_node(asked.flag.id, "when", asked.when, reading.facts)


def _in_rules(reading: Reading, today: LawOnDay) -> Iterator[SpotKey]:
    applies = {name for name, each in reading.conclusions.items() if each.truth is True}
    for asked in today.rules:
        name, facts = asked.rule.id, reading.facts
        truth = asked.when.truth(facts)
        if name in applies:
            yield name, "", "applies"
        elif truth is False and is_just(asked.when, facts):
            yield name, "", "just_not"
        conclusion = reading.conclusions.get(name)
        if conclusion is not None and asked in conclusion.stands_on:
            yield name, "", "stands"
        yield from _in_node(name, "when", asked.when, facts)
        if truth is None:
            yield from _in_node(name, "ask_when", asked.ask_when, facts)
        if truth is True:
            for first in asked.rule.yields_to:
                if first in applies:
                    yield name, first, "yields"


def _in_procedures(inferred: Inferred, cautious: Reading, today: LawOnDay) -> Iterator[SpotKey]:
    required = set()
    for need in inferred.needs:
        required.add(today.book.law.procedures[need.procedure].requirement)
        yield need.procedure, "", "used"
    for requirement in sorted(required):
        for kind in today.licence_kinds.get(requirement, ()):
            node = today.book.available.get(kind.id)
            truth = True if node is None else node.truth(cautious.facts)
            if truth is not None:
                yield kind.id, "", "available" if truth else "not_available"
            yield from _in_node(kind.id, "available_when", node, cautious.facts)


def _on_days(
    candidates: list[AskedEntry], facts: Facts, shipment: Shipment, today: LawOnDay, day: date
) -> Iterator[SpotKey]:
    """The days that a case puts to the test: it asks about what it would find on any day."""
    book = today.book
    law, when = book.law, day.isoformat()
    met: set[str] = set()
    domains: dict[str, bool | None] = {}
    for entry in candidates:
        base = True if entry.definition is None else entry.definition.truth(facts)
        if base is True:
            met.add(entry.entry.id)
            met.update(item.id for item, node in entry.exclusions if node.truth(facts) is True)
            domains[entry.entry.domain] = True
    timeless = facts | {"#listed": domains, "#red_flags": frozenset()}
    up = {asked.flag.id for asked in book.flags if asked.when.truth(timeless) is True}
    raised = raise_flags(today, timeless, shipment, cautious=True)
    timeless |= {"#red_flags": names_of(raised.values())}
    met |= up
    needed: set[tuple[str, str]] = set()
    for asked in book.rules:
        if asked.when.truth(timeless) is not True:
            continue
        met.add(asked.rule.id)
        kind = asked.rule.then.requires
        if kind is not None:
            own = set() if asked.guard is None else domains.keys() & asked.guard
            needed.update((kind, domain) for domain in own)
            if not own or any((kind, domain) not in today.procedures for domain in own):
                needed.add((kind, ANY_DOMAIN))
    for procedure in law.procedures.values():
        if any((procedure.requirement, domain) in needed for domain in procedure.domains):
            met.add(procedure.id)
    kinds = {kind for kind, _ in needed}
    met.update(kind.id for kind in law.licence_kinds.values() if kind.requirement in kinds)
    for name in met & law.lives.keys():
        yield from ((name, when, aspect) for tested, aspect in days_of(law, name) if tested == day)
