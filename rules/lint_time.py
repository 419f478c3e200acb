"""What lint finds in the days of provisions: what never lives, or not with what it belongs to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ..catalog.agencies import find_agency
from ..errors import CatalogError
from .conditions import AllOf, ListedTest
from .law import PROVISIONS
from .lint_parts import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.yaml_source import Path
    from .conditions import Condition
    from .lint_parts import Part, Together
    from .models import Rule

MOST_DAYS = 180
"""So many days after a person compared it with the law a pack is called old."""
_ROLES = ("files_with", "examines", "consulted", "licenses", "decides_in_great_cases")


def lint_time(law: Together) -> Iterator[Found]:
    """Every finding in the days of provisions."""
    yield from _old(law)
    yield from _agencies(law)
    for part, path, item in law.of_kind(*PROVISIONS):
        if (*path, "effective") not in part.blanks:
            yield from _life(law, part, path, item)
    for part, path, item in law.of_kind("instruments"):
        yield from _suspensions(law, part, path, item)
    for part, path, entry in law.of_kind("entries"):
        yield from _exceptions(law, part, (*path, "exclusions"), entry.id, entry.exclusions)
    for part, path, rule in law.of_kind("rules"):
        yield from _exceptions(law, part, (*path, "yields_to"), rule.id, rule.yields_to)
        yield from _unreachable(law, part, path, rule)
        yield from _frees(law, part, path, rule)
    yield from _low_exclusions(law)
    yield from _doubted_and_sure(law)


def _old(law: Together) -> Iterator[Found]:
    days = [p.pack.verified_up_to for p in law.parts if ("verified_up_to",) not in p.blanks]
    day = law.on or max(days, default=date.min)
    for part in law.parts:
        verified = part.pack.verified_up_to
        if day - verified > timedelta(days=MOST_DAYS):
            yield Found(
                part,
                ("verified_up_to",),
                "verified-up-to-old",
                f"{(day - verified).days} days before {day} a person last compared this pack with "
                "the law",
                str(verified),
            )


def _agencies(law: Together) -> Iterator[Found]:
    for part, path, item in law.of_kind("instruments"):
        day = item.issued or item.effective.from_
        if item.issued is None and (day is None or day.year < item.year):
            # One text of a list that is older: its issuers are those of its own year.
            day = date(item.year, 12, 31)
        for index, name in enumerate(item.issuers):
            yield from _agency(part, (*path, "issuers", index), name, day)
    for part, path, item in law.of_kind("procedures"):
        for role in _ROLES:
            for index, name in enumerate(getattr(item.agencies, role)):
                where = (*path, "agencies", role, index)
                yield from _agency(part, where, name, item.effective.from_, is_followed=True)


def _agency(
    part: Part, path: Path, name: str, day: date | None, *, is_followed: bool = False
) -> Iterator[Found]:
    """A body that was not there; of a procedure the successor of one that is gone is found."""
    try:
        agency = find_agency(name)
    except (CatalogError, KeyError):
        return
    if day is None or agency.period.contains(day):
        return
    if agency.period.is_before(day) and is_followed:
        return
    # A year alone is read as its first day: within that year nothing is known to be wrong.
    edge = agency.period.start if agency.period.is_after(day) else agency.period.end
    if not agency.day_is_known and edge is not None and edge.year == day.year:
        return
    message = f"this agency did not exist on {day}"
    yield Found(part, path, "agency-not-on-that-day", message, name)


def _life(law: Together, part: Part, path: Path, item: Any) -> Iterator[Found]:
    governing = law.instruments.get(law.governs(part, item))
    own = item.effective.period
    if governing is not None and not _meet(own, governing.effective.period):
        yield Found(
            part,
            (*path, "effective"),
            "never-in-force",
            f"its days and those of its instrument `{governing.id}` do not meet",
            item.id,
        )
        return
    yield from _suspensions(law, part, path, item)


def _meet(one: Any, other: Any) -> bool:
    starts = [p.start for p in (one, other) if p.start is not None]
    ends = [p.end for p in (one, other) if p.end is not None]
    return not starts or not ends or max(starts) < min(ends)


def _suspensions(law: Together, part: Part, path: Path, item: Any) -> Iterator[Found]:
    periods = law.lives[item.id].periods
    for index, suspension in enumerate(item.suspended):
        where = (*path, "suspended", index)
        days = suspension.from_, suspension.to
        if any(p.is_after(days[1] - timedelta(days=1)) or p.is_before(days[0]) for p in periods):
            yield Found(
                part,
                where,
                "suspension-outside-life",
                "the suspension has no day in common with what it suspends",
                f"{days[0]} to {days[1]}",
            )
        by = law.instruments.get(suspension.by)
        start = None if by is None else by.issued or by.effective.from_
        if start is not None and days[0] < start:
            yield Found(
                part,
                where,
                "suspended-before-issued",
                f"it is suspended from {days[0]}, and `{suspension.by}` dates from {start}",
                str(days[0]),
            )


def _exceptions(
    law: Together, part: Part, path: Path, name: str, others: tuple[str, ...]
) -> Iterator[Found]:
    for index, other in enumerate(others):
        if other in law.lives and not law.live_together(name, other):
            yield Found(
                part,
                (*path, index),
                "dead-exception",
                f"`{other}` and `{name}` have no day on which both are in force",
                other,
            )


def _domains(condition: Condition, law: Together) -> Iterator[set[str]]:
    """Domains of each of which a line has to be listed in one."""
    if isinstance(condition, ListedTest):
        known = law.vocabulary.domains
        names = [known[name].members for name in condition.listed_in if name in known]
        yield {member for members in names for member in members}
    elif isinstance(condition, AllOf):
        for part in condition.all:
            yield from _domains(part, law)


def _unreachable(law: Together, part: Part, path: Path, rule: Rule) -> Iterator[Found]:
    if not law.is_whole or not law.ever_lives(rule.id):
        return
    for domains in _domains(rule.when, law):
        entries = [entry.id for _, _, entry in law.of_kind("entries") if entry.domain in domains]
        if not any(law.live_together(rule.id, entry) for entry in entries):
            yield Found(
                part,
                (*path, "when"),
                "unreachable-rule",
                "no entry of these domains is in force on any of its days: "
                + ", ".join(sorted(domains)),
                rule.id,
            )


def _frees(law: Together, part: Part, path: Path, rule: Rule) -> Iterator[Found]:
    """A rule of low confidence that another yields to, and that does not hold the line itself."""
    then = rule.then
    if rule.confidence != "low" or then.requires or then.prohibits or then.reviews:
        return
    freed = [
        other.id
        for _, _, other in law.of_kind("rules")
        if rule.id in other.yields_to
        and (other.then.requires or other.then.prohibits or other.then.reviews)
    ]
    if freed:
        yield Found(
            part,
            (*path, "confidence"),
            "low-confidence-clears",
            f"while this rule of low confidence applies, {', '.join(freed)} does not",
            rule.id,
        )


def _low_exclusions(law: Together) -> Iterator[Found]:
    for part, path, item in law.of_kind("exclusions"):
        if item.confidence == "low":
            yield Found(
                part,
                (*path, "confidence"),
                "low-confidence-clears",
                "an exclusion of low confidence takes no line out: each goes to a person",
                item.id,
            )


def _doubted_and_sure(law: Together) -> Iterator[Found]:
    for part in law.parts:
        for _, path, item in part.items():
            if item.verify is not None and item.confidence == "high":
                yield Found(
                    part,
                    (*path, "verify"),
                    "verify-beside-high",
                    "what has still to be verified is not known with high confidence",
                    item.id,
                )
