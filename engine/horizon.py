"""Until when an answer holds: the next scheduled change of anything on which it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.agencies import find_agency
from .decision import Horizon
from .infer import may_apply
from .red_flags import may_be_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from .decision import Citation, NamedAgency, Requirement
    from .facts import Facts
    from .lawbook import LawOnDay
    from .match import Asked


def horizon_of(
    found: Iterable[Asked],
    readings: Iterable[tuple[Facts, set[str]]],
    cites: Iterable[tuple[Citation, ...]],
    requirements: Iterable[Requirement],
    law: LawOnDay,
) -> Horizon:
    """The earliest scheduled change of anything on which an answer rests, or that it shows.

    An agency whose work goes to another on a day is such a change as well.

    Args:
        found: What came of asking the candidates.
        readings: For each reading of the law its facts, and the ids of the rules that it concluded
            and of the red flags that it raised.
        cites: The citations that are shown.
        requirements: What is needed.
        law: The law of the day.
    """
    found, readings = list(found), list(readings)
    names = {asked.entry.entry.id for asked in found if asked.result != "not_controlled"}
    for asked in found:
        # An exclusion that ends takes the line in, one that is still to come takes it out.
        names |= _exclusions(asked, (facts for facts, _ in readings))
    names |= {cite.instrument for shown in cites for cite in shown}
    for facts, concluded in readings:
        names |= concluded
        names |= {asked.rule.id for asked in law.dormant if may_apply(asked, facts)}
        names |= {asked.flag.id for asked in law.dormant_flags if may_be_up(asked, facts)}
    for requirement in requirements:
        names |= _behind(requirement, law)
    changes: list[tuple[date, str]] = []
    for name in names:
        status = law.statuses.get(name)
        if status is not None and status.next_change is not None:
            changes.append((status.next_change, status.next_by or name))
    titles = {name: item.title for name, item in law.book.law.instruments.items()}
    for agency in {agency for each in requirements for agency in _agencies(each)}:
        end = find_agency(agency.id).period.end
        if end is not None:  # its work goes to another
            changes.append((end, agency.id))
            titles[agency.id] = agency.name
    if not changes:
        return Horizon(None, None, None)
    day, name = min(changes)
    return Horizon(day, name, titles.get(name))


def _exclusions(asked: Asked, readings: Iterable[Facts]) -> set[str]:
    definition, named = asked.entry.definition, asked.entry.entry.exclusions
    if definition is None or not named:
        return set()
    is_open = asked.error is not None or any(definition.truth(f) is not False for f in readings)
    return set(named) if is_open else set()


def _agencies(requirement: Requirement) -> Iterator[NamedAgency]:
    roles = requirement.agencies
    for named in (
        roles.files_with,
        roles.examines,
        roles.consulted,
        roles.licenses,
        roles.decides_in_great_cases,
    ):
        yield from named


def _behind(requirement: Requirement, law: LawOnDay) -> set[str]:
    """All that may add to a requirement or take from it, also what is not in force yet."""
    book = law.book.law
    names = {cite.instrument for cite in requirement.cites}
    for kind in book.licence_kinds.values():
        if kind.requirement == requirement.kind:
            names |= {kind.id, *kind.documents, *(cite.instrument for cite in kind.cites)}
    for procedure in book.procedures.values():
        if procedure.requirement == requirement.kind:
            names |= {procedure.id, *procedure.documents, *procedure.declares}
    papers = [*requirement.documents, *(p for o in requirement.licence_kinds for p in o.documents)]
    if requirement.end_use_certificate is not None:
        papers.append(requirement.end_use_certificate)
    names |= {cite.instrument for item in papers for cite in item.cites}
    names |= {cite.instrument for item in requirement.declarations for cite in item.cites}
    return names
