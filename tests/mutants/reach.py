"""Which cases a fault of the law might show in, those that most likely show it first."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from exportgate.engine.checking import check, shipment_of
from exportgate.engine.facts import line_facts, shipment_facts
from exportgate.engine.lawbook import law_on, lawbook_of
from exportgate.engine.parties import screen_parties
from exportgate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exportgate.engine.lawbook import Lawbook
    from exportgate.rules.cases import Case, CaseFile
    from exportgate.rules.law import Law
    from exportgate.tests.mutants.mutant import Mutant

_LAST = date(MAXYEAR, 12, 31)
_OF_LIFE = {"effective", "suspended"}
_MANY = 20
"""Lines above which a case is asked after the shorter ones."""


class Reach:
    """What cases ask of a law, found out once.

    Args:
        law: The law without faults.
        books: Its cases, by pack.
    """

    def __init__(self, law: Law, books: Mapping[str, CaseFile]) -> None:
        self._law = law
        self._books = books
        self._expected = {
            id(case): case.expect.model_dump_json()
            for book in books.values()
            for case in book.cases
        }
        self._sizes = {
            id(case): _lines(case.shipment) for book in books.values() for case in book.cases
        }

    @property
    def _cases(self) -> list[Case]:
        return [case for book in self._books.values() for case in book.cases]

    @cached_property
    def asked(self) -> dict[str, list[Case]]:
        """The cases in which each entry is a candidate, by the entry's id."""
        found: dict[str, list[Case]] = {}
        book = lawbook_of(self._law)
        for case in self._cases:
            for name in sorted(_candidates(case, self._law, book)):
                found.setdefault(name, []).append(case)
        return found

    @cached_property
    def needing(self) -> dict[str, list[Case]]:
        """The cases in which each kind of requirement is needed or may be."""
        found: dict[str, list[Case]] = {}
        for case in self._cases:
            try:
                decision = check(case.shipment, on=case.on, law=self._law)
            except InputError:
                continue
            for kind in {need.kind for line in decision.lines for need in line.requirements}:
                found.setdefault(kind, []).append(case)
        return found

    def cases(self, mutant: Mutant) -> list[Case]:
        """The cases that a fault might show in.

        What an entry says reaches only lines of which it is a candidate, how a requirement is met
        only those that need it, and a day only the days between the right one and the wrong one.
        Where a fault changes just that, no other case can differ.

        Returns:
            Those that expect something of the provision by its name come first, short ones before
            long ones.
        """
        within = [*self._near(mutant)]
        days = self._days(mutant)
        if days is not None:
            first, last = days
            within = [c for c in within if first <= c.on <= last or c.expect.holds_until]
        entry = self._law.entries.get(mutant.owner)
        name = f'"{(entry.control_code if entry else None) or mutant.owner}"'
        return sorted(within, key=lambda case: self._order(case, name))

    def _order(self, case: Case, name: str) -> tuple[bool, bool, int]:
        size = self._sizes[id(case)]
        return size > _MANY, name not in self._expected[id(case)], size

    def _near(self, mutant: Mutant) -> Iterable[Case]:
        law, owner = self._law, mutant.owner
        if mutant.kind not in {"evidence", "code", "deletion"}:
            if owner in law.entries:
                return self.asked.get(owner, ())
            if owner in law.exclusions:
                entries = [e.id for e in law.entries.values() if owner in e.exclusions]
                found = [case for name in entries for case in self.asked.get(name, ())]
                return {id(case): case for case in found}.values()
            served = law.procedures.get(owner) or law.licence_kinds.get(owner)
            if served is not None and mutant.place != "requirement":
                return self.needing.get(served.requirement, ())
        return self._cases

    def _days(self, mutant: Mutant) -> tuple[date, date] | None:
        """The days on which a wrong day of a provision's life may show; None where on any.

        Beyond the day up to which a pack was compared with the law a change makes all later days
        doubtful.
        """
        path = mutant.change.path
        if mutant.kind != "date" or path[2] not in _OF_LIFE:
            return None
        right, wrong = (
            _LAST if written is None else date.fromisoformat(written)
            for written in (mutant.was, mutant.change.edits[0].value)
        )
        verified = min(pack.verified_up_to for pack in self._law.packs)
        last = max(right, wrong)
        margin = timedelta(days=1)
        return min(right, wrong) - margin, _LAST if last >= verified else last + margin


def _lines(shipment: Mapping[str, Any]) -> int:
    lines = shipment.get("lines")
    return len(lines) if isinstance(lines, list) else 1


def _candidates(case: Case, law: Law, book: Lawbook) -> set[str]:
    try:
        shipment = shipment_of(case.shipment)
        facts = shipment_facts(shipment, case.on, law.vocabulary)
        screened = screen_parties(shipment, facts, law_on(book, case.on), ())
    except InputError:
        return set()
    return {
        book.names[position]
        for line in shipment.lines
        for position in book.index.find(line, line_facts(screened.facts, line, law.vocabulary))
    }
