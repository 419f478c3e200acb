"""From a conclusion to what belongs to it: licence kinds, agencies, papers, deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.text import Text
from . import words as say
from .clock import end_of_time_limit
from .decision import (
    AgencyRoles,
    DeclaredEntry,
    LicenceChanges,
    LicenceOption,
    Paper,
    Requirement,
    TimeLimit,
    Truth,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rules.model_parts import Confidence
    from ..rules.models import Rule
    from ..rules.procedure_models import Changes, Clock, LicenceKind, Procedure
    from .evaluator import Need
    from .facts import Facts
    from .lawbook import LawOnDay
    from .match import Asked
    from .shipment import Shipment

_TRUTHS: dict[bool | None, Truth] = {True: "true", False: "false", None: "unknown"}
_ORDER: tuple[Confidence, ...] = ("low", "medium", "high")
_BARRED = Text("barred by: {title}", "不得使用，依据：{title}")
_ERRED = Text("its condition could not be evaluated: {cause}", "其适用条件无法评估：{cause}")
_CONDITION_FAILS = Text("its condition is not met", "不符合其适用条件")


def weakest(levels: Iterable[Confidence]) -> Confidence:
    """The weakest of several; high when there is none."""
    return min(levels, key=_ORDER.index, default="high")


def strongest(levels: Iterable[Confidence]) -> Confidence:
    """The strongest of several; high when there is none."""
    return max(levels, key=_ORDER.index, default="high")


def requirement_of(
    need: Need,
    rules: Sequence[Rule],
    entries: Sequence[Asked],
    *,
    facts: Facts,
    shipment: Shipment,
    law: LawOnDay,
) -> Requirement:
    """One requirement with everything that belongs to it.

    Args:
        need: What follows, in ids.
        rules: Those that require it.
        entries: The entries through which they do.
        facts: Of the line.
        shipment: Its papers and days; nothing else of it is read.
        law: The law of the day.
    """
    book = law.book.law
    procedure = book.procedures[need.procedure]
    items = [asked.entry.entry for asked in entries]
    codes = tuple(sorted({item.control_code for item in items if item.control_code is not None}))
    duties = [duty for name in need.added_by for duty in book.rules[name].then.duties]
    presuming = [book.rules[name] for name in need.added_by if need.presumption is not None]
    presuming = [rule for rule in presuming if rule.then.presumes == need.presumption]
    cites = [cite for item in (*items, *rules, *presuming, procedure) for cite in item.cites]
    certificate = need.end_use_certificate
    return Requirement(
        kind=procedure.requirement,
        title=procedure.title,
        certainty="certain" if need.is_certain else "possible",
        confidence=_confidence(procedure, rules, entries),
        control_codes=codes,
        rules=tuple(sorted({item.id for item in (*rules, *items)})),
        presumption=need.presumption,
        licence_kinds=_options(procedure.requirement, need, facts, shipment, law),
        agencies=_roles(need, law),
        end_use_certificate=None if certificate is None else paper(certificate, shipment, law),
        documents=papers(need.documents, shipment, law),
        declarations=_declared(need.declares, codes, law),
        time_limit=_time_limit(procedure.clock, need, shipment, law),
        duties=(*procedure.duties, *dict.fromkeys(duties)),
        cites=law.cite(tuple(dict.fromkeys(cites))),
    )


def _confidence(
    procedure: Procedure, rules: Iterable[Rule], entries: Sequence[Asked]
) -> Confidence:
    certain = [asked for asked in entries if asked.lenient is True] or entries
    return weakest(
        (
            strongest(rule.confidence for rule in rules),
            strongest(asked.entry.entry.confidence for asked in certain),
            procedure.confidence,
        )
    )


def _roles(need: Need, law: LawOnDay) -> AgencyRoles:
    return AgencyRoles(
        **{role: tuple(map(law.agency, names)) for role, names in need.agencies.items()}
    )


def paper(name: str, shipment: Shipment, law: LawOnDay) -> Paper:
    """One document, and whether it is in hand."""
    document = law.book.law.documents[name]
    return Paper(
        id=document.id,
        title=document.title,
        basis=document.basis,
        issued_by=document.issued_by,
        authentication=document.authentication,
        contents=document.contents,
        in_hand=document.id in shipment.papers,
        cites=law.cite(document.cites),
    )


def papers(names: Iterable[str], shipment: Shipment, law: LawOnDay) -> tuple[Paper, ...]:
    """Documents, each once, those that exist on the day."""
    return tuple(
        paper(name, shipment, law)
        for name in dict.fromkeys(names)
        if law.statuses[name].status in {"in_force", "unverified"}
    )


def _options(
    requirement: str, need: Need, facts: Facts, shipment: Shipment, law: LawOnDay
) -> tuple[LicenceOption, ...]:
    found = [
        _option(kind, need, facts, shipment, law) for kind in law.licence_kinds.get(requirement, ())
    ]
    # A stable sort: what may be used first, the easiest first among equals.
    rank = {"true": 0, "unknown": 1, "false": 2}
    return tuple(sorted(found, key=lambda option: rank[option.availability]))


def _option(
    kind: LicenceKind, need: Need, facts: Facts, shipment: Shipment, law: LawOnDay
) -> LicenceOption:
    node = law.book.available.get(kind.id)
    available: bool | None = True
    why_not = None
    try:
        available = True if node is None else node.truth(facts)
    except Exception as error:  # noqa: BLE001 - what erred is told, and promises nothing
        available = None
        why_not = say.fill(_ERRED, cause=f"{type(error).__name__}: {error}")
    if kind.id in need.bars:
        title = law.book.law.rules[need.bars[kind.id]].title
        available, why_not = False, say.fill(_BARRED, title=title)
    elif available is False:
        why_not = _CONDITION_FAILS
    return LicenceOption(
        id=kind.id,
        title=kind.title,
        availability=_TRUTHS[available],
        covers=kind.covers,
        conditions=kind.conditions,
        max_months=kind.max_months,
        documents=() if available is False else papers(kind.documents, shipment, law),
        why_not=why_not,
        cites=law.cite(kind.cites),
        changes=None if kind.changes is None else _changes(kind.changes, law),
    )


def _changes(changes: Changes, law: LawOnDay) -> LicenceChanges:
    return LicenceChanges(
        key_elements=changes.key_elements,
        of_key_element=changes.of_key_element,
        of_other_element=changes.of_other_element,
        working_days=changes.working_days,
        cites=law.cite(changes.cites),
    )


def _declared(
    names: Sequence[str], codes: tuple[str, ...], law: LawOnDay
) -> tuple[DeclaredEntry, ...]:
    entries = [law.book.law.declaration_entries[name] for name in names]
    listed = ", ".join(codes)
    return tuple(
        DeclaredEntry(
            id=entry.id,
            field=entry.field,
            content=Text(
                entry.content.en.replace("{control_codes}", listed),
                entry.content.zh.replace("{control_codes}", listed),
            ),
            cites=law.cite(entry.cites),
        )
        for entry in entries
        if law.statuses[entry.id].status in {"in_force", "unverified"}
        and (codes or "{control_codes}" not in entry.content.en)
    )


def _time_limit(
    clock: Clock | None, need: Need, shipment: Shipment, law: LawOnDay
) -> TimeLimit | None:
    if clock is None:
        return None
    ends_on, is_provisional = None, False
    if shipment.application_accepted is not None and not need.lifts_time_limit:
        ends_on, is_provisional = end_of_time_limit(
            shipment.application_accepted, clock.working_days
        )
    return TimeLimit(
        working_days=clock.working_days,
        counted_from=clock.counted_from,
        stops_for=clock.stops_for,
        binds=not need.lifts_time_limit,
        ends_on=ends_on,
        is_provisional=is_provisional,
        cites=law.cite(clock.cites),
    )
