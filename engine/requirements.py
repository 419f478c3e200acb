"""From a conclusion to what belongs to it: licence kinds, agencies, papers, deadlines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..catalog.text import Text
from . import words as say
from .clock import end_of_time_limit
from .decision import (
    AgencyRoles,
    Certainty,
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

    from ..rules.models import Changes, Clock, Confidence, LicenceKind, Procedure
    from .facts import Facts
    from .infer import Conclusion
    from .lawbook import AskedRule, LawOnDay
    from .match import Asked
    from .shipment import Shipment

ANY_DOMAIN = "any"
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


@dataclass
class Basis:
    """What a requirement rests on, gathered over both readings of the law.

    Attributes:
        conclusions: The rules that require it.
        entries: The entries through which they do.
        is_certain: Whether it holds in both readings without an open fact.
    """

    procedure: Procedure
    conclusions: dict[str, Conclusion] = field(default_factory=dict)
    entries: dict[str, Asked] = field(default_factory=dict)
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class Effects:
    """What rules add to a requirement.

    Attributes:
        bars: Licence kinds that are not available, each with the rule that bars it.
        documents: Ids of further papers.
        declares: Ids of further entries in the customs declaration.
        presumption: What the authority presumes.
        lifts_time_limit: The time limit does not bind.
        duties: What else has to be done.
    """

    bars: dict[str, Text]
    documents: tuple[str, ...]
    declares: tuple[str, ...]
    presumption: Literal["denial", "case_by_case"] | None
    lifts_time_limit: bool
    duties: tuple[Text, ...]


def effects_on(basis: Basis, conclusions: Iterable[Conclusion]) -> Effects:
    """What the rules that apply for certain add to one requirement of a line.

    A rule on listed items adds to the requirements of those items, unless it names another.
    """
    domains = {asked.domain for asked in basis.entries.values()}

    def adds(asked: AskedRule) -> bool:
        if asked.rule.then.adds_to is not None:
            return asked.rule.then.adds_to == basis.procedure.requirement
        return asked.guard is None or bool(asked.guard & domains)

    return _effects(conclusion for conclusion in conclusions if adds(conclusion.rule))


def _effects(conclusions: Iterable[Conclusion]) -> Effects:
    bars: dict[str, Text] = {}
    documents: dict[str, None] = {}
    declares: dict[str, None] = {}
    duties: dict[Text, None] = {}
    presumptions = set()
    lifts = False
    for conclusion in conclusions:
        if conclusion.truth is not True:
            continue
        then = conclusion.rule.rule.then
        bars |= dict.fromkeys(then.bars, conclusion.rule.rule.title)
        documents |= dict.fromkeys(then.documents)
        declares |= dict.fromkeys(then.declares)
        duties |= dict.fromkeys(then.duties)
        presumptions.add(then.presumes)
        lifts |= then.lifts_time_limit
    presumption: Literal["denial", "case_by_case"] | None = None
    if "denial" in presumptions:
        presumption = "denial"
    elif "case_by_case" in presumptions:
        presumption = "case_by_case"
    return Effects(bars, tuple(documents), tuple(declares), presumption, lifts, tuple(duties))


def requirement_of(
    basis: Basis, effects: Effects, facts: Facts, shipment: Shipment, law: LawOnDay
) -> Requirement:
    """One requirement with everything that belongs to it."""
    procedure = basis.procedure
    rules = [conclusion.rule.rule for conclusion in basis.conclusions.values()]
    entries = [asked.entry.entry for asked in basis.entries.values()]
    codes = tuple(sorted({e.control_code for e in entries if e.control_code is not None}))
    certainty: Certainty = "certain" if basis.is_certain else "possible"
    cites = [cite for item in (*entries, *rules, procedure) for cite in item.cites]
    return Requirement(
        kind=procedure.requirement,
        title=procedure.title,
        certainty=certainty,
        confidence=_confidence(basis),
        control_codes=codes,
        rules=tuple(sorted({item.id for item in (*rules, *entries)})),
        presumption=effects.presumption,
        licence_kinds=_options(procedure.requirement, effects, facts, shipment, law),
        agencies=_roles(procedure, law),
        end_use_certificate=(
            None
            if procedure.end_use_certificate is None
            else paper(procedure.end_use_certificate, shipment, law)
        ),
        documents=papers((*procedure.documents, *effects.documents), shipment, law),
        declarations=_declared((*procedure.declares, *effects.declares), codes, law),
        time_limit=_time_limit(procedure.clock, effects, shipment, law),
        duties=(*procedure.duties, *effects.duties),
        cites=law.cite(tuple(dict.fromkeys(cites))),
    )


def _confidence(basis: Basis) -> Confidence:
    rules = strongest(c.rule.rule.confidence for c in basis.conclusions.values())
    certain = [a for a in basis.entries.values() if a.lenient is True] or basis.entries.values()
    entries = strongest(asked.entry.entry.confidence for asked in certain)
    return weakest((rules, entries, basis.procedure.confidence))


def _roles(procedure: Procedure, law: LawOnDay) -> AgencyRoles:
    roles = procedure.agencies
    return AgencyRoles(
        **{
            name: tuple(law.agency(agency) for agency in getattr(roles, name))
            for name in type(roles).model_fields
        }
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
    requirement: str, effects: Effects, facts: Facts, shipment: Shipment, law: LawOnDay
) -> tuple[LicenceOption, ...]:
    found = [
        _option(kind, effects, facts, shipment, law)
        for kind in law.licence_kinds.get(requirement, ())
    ]
    # A stable sort: what may be used first, the easiest first among equals.
    rank = {"true": 0, "unknown": 1, "false": 2}
    return tuple(sorted(found, key=lambda option: rank[option.availability]))


def _option(
    kind: LicenceKind, effects: Effects, facts: Facts, shipment: Shipment, law: LawOnDay
) -> LicenceOption:
    node = law.book.available.get(kind.id)
    available: bool | None = True
    why_not = None
    try:
        available = True if node is None else node.truth(facts)
    except Exception as error:  # noqa: BLE001 - what erred is told, and promises nothing
        available = None
        why_not = say.fill(_ERRED, cause=f"{type(error).__name__}: {error}")
    if kind.id in effects.bars:
        available, why_not = False, say.fill(_BARRED, title=effects.bars[kind.id])
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
    entries = [law.book.law.declaration_entries[name] for name in dict.fromkeys(names)]
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
    clock: Clock | None, effects: Effects, shipment: Shipment, law: LawOnDay
) -> TimeLimit | None:
    if clock is None:
        return None
    ends_on, is_provisional = None, False
    if shipment.application_accepted is not None and not effects.lifts_time_limit:
        ends_on, is_provisional = end_of_time_limit(
            shipment.application_accepted, clock.working_days
        )
    return TimeLimit(
        working_days=clock.working_days,
        counted_from=clock.counted_from,
        stops_for=clock.stops_for,
        binds=not effects.lifts_time_limit,
        ends_on=ends_on,
        is_provisional=is_provisional,
        cites=law.cite(clock.cites),
    )
