"""The law made ready to be asked: conditions, look-up tables, and what is in force on a day.

Everything here follows from the law alone, is made once, and is kept in the law's own memo.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from ..catalog.agencies import agency_on, all_agencies
from ..catalog.control_numbers import all_control_numbers
from ..catalog.countries import all_country_groups
from ..catalog.text import Text
from ..rules.catalogue_pointers import codes_standing_for, pointer_entries
from ..rules.status import StatusOn, status_on
from .candidates import CandidateIndex
from .conditions import build
from .decision import Citation, NamedAgency
from .nodes import Listed, Node, Several
from .on_demand import OnDemand

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from ..rules.law import Law
    from ..rules.model_parts import Cite
    from ..rules.models import Entry, Exclusion, RedFlag, ReviewBand, Rule
    from ..rules.procedure_models import LicenceKind, Procedure

T = TypeVar("T")

_MEMO_LIMIT = 100_000
"""Answers that are kept for the days between two changes of the law; then all are forgotten."""


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """An entry with its conditions ready.

    Attributes:
        whole_numbers: Customs numbers that are printed for it as a whole.
        asked_when: Only where this is true is it asked; None when it always is.
        reads: Keys of the facts that decide it; None when they differ by shipment.
    """

    entry: Entry
    definition: Node | None
    exclusions: tuple[tuple[Exclusion, Node], ...]
    bands: tuple[tuple[ReviewBand, Node], ...]
    whole_numbers: frozenset[str]
    asked_when: Node | None
    reads: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class AskedRule:
    """A rule with its conditions ready.

    Attributes:
        stands_for: Facts of which its standing condition speaks; empty when of any.
        guard: Domains without a candidate of which the rule cannot apply; None when it has none.
    """

    rule: Rule
    when: Node
    ask_when: Node | None
    stands_for: frozenset[str]
    guard: frozenset[str] | None
    is_practice: bool


@dataclass(frozen=True, slots=True)
class AskedFlag:
    """A red flag with its condition ready."""

    flag: RedFlag
    when: Node
    is_practice: bool


@dataclass(frozen=True, slots=True)
class Lawbook:
    """The law ready to be asked, for all days.

    Attributes:
        names: Ids of all entries.
        entries: The entries in the order of their names, each made ready when it is first asked.
        flags: The red flags.
        rules_read: Keys of the facts of a line that red flags, rules and licence kinds read.
        available: For licence kinds with a condition, when they are available.
    """

    law: Law
    names: tuple[str, ...]
    entries: Sequence[AskedEntry]
    flags: tuple[AskedFlag, ...]
    rules: tuple[AskedRule, ...]
    rules_read: tuple[str, ...]
    available: Mapping[str, Node]
    index: CandidateIndex
    changes: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class LawOnDay:
    """The law ready to be asked, as it stands from one change to the next.

    Attributes:
        entries: All entries, with those of their exclusions that have effect. An exclusion that is
            unverified takes nothing out for certain: it counts as one of low confidence.
        flags: Those in force, or unverified.
        rules: Likewise.
        dormant: Rules that are suspended or still to come: without effect, but the answer that
            they will change holds only until then.
        dormant_flags: Red flags likewise.
    """

    book: Lawbook
    entries: Sequence[AskedEntry]
    statuses: Mapping[str, StatusOn]
    flags: tuple[AskedFlag, ...]
    rules: tuple[AskedRule, ...]
    dormant: tuple[AskedRule, ...]
    dormant_flags: tuple[AskedFlag, ...]
    procedures: Mapping[tuple[str, str], Procedure]
    licence_kinds: Mapping[str, tuple[LicenceKind, ...]]
    agencies: Mapping[str, NamedAgency]
    citations: dict[tuple[Cite, ...], tuple[Citation, ...]]
    memo: dict[Any, Any]

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for a key before, or is made now.

        The same question is asked again on line after line. What is made must follow from the key
        and the law of the day alone.
        """
        found = self.memo.get(key)
        if found is None:
            if len(self.memo) >= _MEMO_LIMIT:
                self.memo.clear()
            found = self.memo[key] = make()
        return found

    def cite(self, cites: tuple[Cite, ...]) -> tuple[Citation, ...]:
        """Citations with the status of each instrument on the day."""
        found = self.citations.get(cites)
        if found is None:
            found = tuple(self._citation(cite) for cite in cites)
            self.citations[cites] = found
        return found

    def _citation(self, cite: Cite) -> Citation:
        instrument = self.book.law.instruments.get(cite.instrument)
        if instrument is None:
            return Citation(
                cite.instrument, Text(cite.instrument), cite.provision, "catalogue", "in_force"
            )
        return Citation(
            cite.instrument,
            instrument.title,
            cite.provision,
            instrument.kind,
            self.statuses[cite.instrument].status,
            cite.href or instrument.href,
        )

    def agency(self, name: str) -> NamedAgency:
        """The agency that does the work of the named one on the day."""
        return self.agencies[name]


def _asked_entry(law: Law, entry: Entry, whole: frozenset[str]) -> AskedEntry:
    words = law.vocabulary
    excluded = [law.exclusions[name] for name in entry.exclusions]
    definition = None if entry.definition is None else build(entry.definition, words)
    exclusions = tuple((item, build(item.when, words)) for item in excluded)
    bands = tuple((band, build(band.when, words)) for band in entry.review_when)
    nodes = [node for _, node in (*exclusions, *bands)]
    keys = {key for node in (definition, *nodes) if node is not None for key in node.reads()}
    reads = tuple(sorted(key for key in keys if key is not None))
    return AskedEntry(
        entry=entry,
        definition=definition,
        exclusions=exclusions,
        bands=bands,
        whole_numbers=whole,
        asked_when=None if entry.asked_when is None else build(entry.asked_when, words),
        reads=None if None in keys else reads,
    )


def _guard(node: Node) -> frozenset[str] | None:
    if isinstance(node, Listed):
        return frozenset(node.domains)
    if isinstance(node, Several) and not node.decisive:
        return next((guard for part in node.parts if (guard := _guard(part)) is not None), None)
    return None


def _asked_rule(law: Law, rule: Rule) -> AskedRule:
    when = build(rule.when, law.vocabulary)
    standing = rule.standing
    ask = None if standing is None else standing.ask_when
    return AskedRule(
        rule,
        when,
        None if ask is None else build(ask, law.vocabulary),
        frozenset(() if standing is None else standing.while_open),
        _guard(when),
        _is_practice(law, rule.cites),
    )


def _is_practice(law: Law, cites: Iterable[Cite]) -> bool:
    return {law.instruments[cite.instrument].kind for cite in cites} <= {"guidance", "practice"}


def _asked_flags(law: Law) -> Iterator[AskedFlag]:
    for flag in sorted(law.red_flags.values(), key=lambda item: item.id):
        when = build(flag.when, law.vocabulary)
        yield AskedFlag(flag, when, _is_practice(law, flag.cites))


def _changes(law: Law) -> tuple[date, ...]:
    days = set(law.changes)
    for agency in all_agencies():
        days.update(agency.period.boundaries)
    for group in all_country_groups():
        days.update(day for member in group.members for day in member.period.boundaries)
    for pack in law.packs:
        days.add(pack.verified_up_to + timedelta(days=1))
    return tuple(sorted(days))


def lawbook_of(law: Law, index: CandidateIndex | None = None) -> Lawbook:
    """The law ready to be asked; made at the first call for a law.

    Args:
        law: The law.
        index: The look-up tables of a law that has the same entries with the same evidence, so that
            they need not be made again; None to make them.
    """
    found = law.memo.get("lawbook")
    if found is None:
        found = law.memo.setdefault("lawbook", _make(law, index))
    return found  # type: ignore[no-any-return]


def _make(law: Law, index: CandidateIndex | None) -> Lawbook:
    modelled = {e.control_code for e in law.entries.values() if e.control_code is not None}
    standing = codes_standing_for(modelled)
    printed: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    for row in all_control_numbers():
        if row.number is not None:
            for code in standing[row.control_code] or {row.control_code}:
                printed.setdefault(code, set()).add(row.number)
            if row.coverage == "whole" and row.confidence == "high":
                whole.setdefault(row.control_code, set()).add(row.number)
    entries = [law.entries[name] for name in sorted(law.entries)]
    entries += pointer_entries(modelled)

    def make(position: int) -> AskedEntry:
        entry = entries[position]
        return _asked_entry(law, entry, frozenset(whole.get(entry.control_code or "", ())))

    numbers = (tuple(sorted(printed.get(e.control_code or "", ()))) for e in entries)
    rules = tuple(_asked_rule(law, law.rules[name]) for name in sorted(law.rules))
    available = {
        kind.id: build(kind.available_when, law.vocabulary)
        for kind in law.licence_kinds.values()
        if kind.available_when is not None
    }
    flags = tuple(_asked_flags(law))
    nodes = [node for rule in rules for node in (rule.when, rule.ask_when) if node is not None]
    nodes += [flag.when for flag in flags]
    keys = {key for node in (*nodes, *available.values()) for key in node.reads()}
    return Lawbook(
        law=law,
        names=tuple(entry.id for entry in entries),
        entries=OnDemand(len(entries), make),
        flags=flags,
        rules=rules,
        rules_read=tuple(sorted(key for key in keys if key and key.startswith("line."))),
        available=available,
        index=index or CandidateIndex(zip(entries, numbers, strict=True)),
        changes=_changes(law),
    )


def law_on(book: Lawbook, day: date) -> LawOnDay:
    """The law as it stands on a day; made at the first call for the days between two changes."""
    key = "day", bisect_right(book.changes, day)
    memo = book.law.memo
    found = memo.get(key)
    if found is None:
        found = memo.setdefault(key, _make_day(book, day))
    return found  # type: ignore[no-any-return]


def _make_day(book: Lawbook, day: date) -> LawOnDay:
    law = book.law
    statuses = {name: status_on(life, day) for name, life in law.lives.items()}
    in_force = StatusOn("in_force", "in_force", None, None, None)
    for name in book.names:
        statuses.setdefault(name, in_force)

    def has_effect(name: str) -> bool:
        return statuses[name].status in {"in_force", "unverified"}

    def may_still_come(name: str) -> bool:
        return statuses[name].status in {"not_yet", "suspended"}

    procedures = {
        (procedure.requirement, domain): procedure
        for procedure in law.procedures.values()
        if has_effect(procedure.id)
        for domain in procedure.domains
    }
    kinds: dict[str, list[LicenceKind]] = {}
    for kind in sorted(law.licence_kinds.values(), key=lambda item: (item.rank, item.id)):
        if has_effect(kind.id):
            kinds.setdefault(kind.requirement, []).append(kind)
    return LawOnDay(
        book=book,
        entries=OnDemand(
            len(book.entries), lambda position: _entry_on(book.entries[position], statuses)
        ),
        statuses=statuses,
        flags=tuple(asked for asked in book.flags if has_effect(asked.flag.id)),
        rules=tuple(asked for asked in book.rules if has_effect(asked.rule.id)),
        dormant=tuple(asked for asked in book.rules if may_still_come(asked.rule.id)),
        dormant_flags=tuple(asked for asked in book.flags if may_still_come(asked.flag.id)),
        procedures=procedures,
        licence_kinds={name: tuple(found) for name, found in kinds.items()},
        agencies={name: _named(name, day) for name in _agency_names(procedures.values())},
        citations={},
        memo={},
    )


def _entry_on(asked: AskedEntry, statuses: Mapping[str, StatusOn]) -> AskedEntry:
    kept, own = [], statuses[asked.entry.id]
    for exclusion, node in asked.exclusions:
        status = statuses[exclusion.id]
        # What became doubtful with the entry itself comes and goes with it.
        if status.status == "in_force" or (status.status, status.by) == (own.status, own.by):
            kept.append((exclusion, node))
        elif status.status == "unverified":
            kept.append((exclusion.model_copy(update={"confidence": "low"}), node))
    exclusions = tuple(kept)
    return asked if exclusions == asked.exclusions else replace(asked, exclusions=exclusions)


def _agency_names(procedures: Iterable[Procedure]) -> set[str]:
    names: set[str] = set()
    for procedure in procedures:
        roles = procedure.agencies
        for field in type(roles).model_fields:
            names.update(getattr(roles, field))
    return names


def _named(name: str, day: date) -> NamedAgency:
    agency = agency_on(name, day)
    return NamedAgency(agency.id, agency.name)
