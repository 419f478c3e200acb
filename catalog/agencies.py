"""The Chinese authorities of export control and who followed whom.

A law goes on naming a body that is gone (the nuclear regulations still say COSTIND); on a given day
its work lies with the successor. Source: `data/agencies.yaml`, each row with its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from ._data import read_content
from .faults import UnknownAgency
from .period import Period
from .text import Text

Confidence = Literal["high", "medium", "low"]
_FIRST_OF = {4: "-01-01", 7: "-01", 10: ""}


@dataclass(frozen=True, slots=True)
class Agency:
    """An authority.

    Attributes:
        id: For example `MOFCOM`.
        name: The Chinese name is official.
        period: Days on which it existed; None as start means that the day was not looked up.
        day_is_known: Whether both days were read as days; a month alone is read as its first day, a
            year as 1 January, and this is then False.
        parent: Id of the body above it; None when it has none here.
        predecessors: Ids of the bodies whose work it took over.
        successors: Ids of the bodies that took over its work, the main one first.
        confidence: In name and days.
        sources: Where they were read.
    """

    id: str
    name: Text
    period: Period
    day_is_known: bool
    parent: str | None
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    confidence: Confidence
    sources: tuple[str, ...]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text + _FIRST_OF[len(text)])


@lru_cache(maxsize=1)
def _agencies() -> Mapping[str, Agency]:
    content = read_content("agencies.yaml")
    return {
        row["id"]: Agency(
            row["id"],
            Text(row["en"], row["zh"]),
            Period(_day(row["from"]), _day(row["to"])),
            all(day is None or len(day) == len("YYYY-MM-DD") for day in (row["from"], row["to"])),
            row.get("parent"),
            tuple(row.get("predecessors", ())),
            tuple(row.get("successors", ())),
            row["confidence"],
            tuple(content["sources"][source] for source in row["sources"]),
        )
        for row in content["agencies"]
    }


@lru_cache(maxsize=1)
def _hosts() -> tuple[tuple[str, str, Period], ...]:
    return tuple(
        (row["id"], row["host"], Period(_day(row["from"]), _day(row["to"])))
        for row in read_content("agencies.yaml")["hosts"]
    )


def all_agencies() -> tuple[Agency, ...]:
    """Every authority, in the order of the data file."""
    return tuple(_agencies().values())


def find_agency(agency: str) -> Agency:
    """The authority of an id, whether it still exists or not.

    Raises:
        UnknownAgency: There is none.

    >>> find_agency("COSTIND").successors
    ('SASTIND', 'MIIT')
    """
    found = _agencies().get(agency)
    if found is None:
        raise UnknownAgency(
            f"no authority `{agency}`",
            seen=agency,
            expected="one of " + ", ".join(f"`{known}`" for known in _agencies()),
            remedy="add it to `catalog/data/agencies.yaml`, with its source",
        )
    return found


def agency_on(agency: str, day: date) -> Agency:
    """The authority that does a body's work on a day.

    The body itself while it existed; afterwards its first successor that leads to a body of that
    day; before it existed, in the same way, its predecessors.

    Args:
        agency: The id that a law names.
        day: Whole day.

    Raises:
        UnknownAgency: There is no such id, or nobody of that day is known.

    >>> agency_on("COSTIND", date(2010, 1, 1)).id, agency_on("MOFCOM", date(2003, 2, 28)).id
    ('SASTIND', 'MOFTEC')
    """
    start = find_agency(agency)
    found = _follow(start, day)
    if found is None:
        raise UnknownAgency(
            f"nobody is known to have done the work of `{agency}` on {day}",
            seen=agency,
            expected="a day on which it, a predecessor or a successor existed",
            remedy="add the successor to `catalog/data/agencies.yaml`, with its source",
        )
    return found


def _follow(agency: Agency, day: date) -> Agency | None:
    if agency.period.contains(day):
        return agency
    is_gone = agency.period.is_before(day)
    nearby = agency.successors if is_gone else agency.predecessors
    found = (
        _follow(find_agency(near), day)
        for near in nearby
        if _leads_on(agency, near, is_gone=is_gone)
    )
    return next((other for other in found if other is not None), None)


def _leads_on(agency: Agency, near: str, *, is_gone: bool) -> bool:
    """Whether a step keeps its direction in time, so that no chain runs in a circle."""
    there = find_agency(near).period
    if is_gone:
        return (there.end or date.max) > (agency.period.end or date.max)
    return (there.start or date.min) < (agency.period.start or date.min)


def host_on(agency: str, day: date) -> Agency | None:
    """The body in which an office sits on a day; None when not known.

    Raises:
        UnknownAgency: There is no such id.
    """
    find_agency(agency)
    for office, host, period in _hosts():
        if office == agency and period.contains(day):
            return find_agency(host)
    return None
