"""Until when an answer holds: the next scheduled change of anything on which it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .decision import Horizon
from .infer import may_apply
from .red_flags import may_be_up

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .decision import Citation, Requirement
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

    Args:
        found: What came of asking the candidates.
        readings: For each reading of the law its facts, and the ids of the rules that it concluded
            and of the red flags that it raised.
        cites: The citations that are shown.
        requirements: What is needed.
        law: The law of the day.
    """
    names = {asked.entry.entry.id for asked in found if asked.result != "not_controlled"}
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
    if not changes:
        return Horizon(None, None, None)
    day, name = min(changes)
    instrument = law.book.law.instruments.get(name)
    return Horizon(day, name, None if instrument is None else instrument.title)


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
