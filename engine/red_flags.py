"""Red flags: which of them the facts raise, before any rule is asked.

A blank raises nothing. A flag whose papers are all in hand is told, but no longer counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decision import RaisedFlag
from .requirements import paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..rules.models import Weight
    from .facts import Facts
    from .lawbook import AskedFlag, LawOnDay
    from .shipment import Shipment


_REACHES: dict[Weight, tuple[str, ...]] = {
    "high": ("any", "medium", "high"),
    "medium": ("any", "medium"),
    "low": ("any",),
}
_HEAVIEST_FIRST = tuple(_REACHES)


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag that is up.

    Attributes:
        asked: The flag.
        is_cleared: Whether all its papers are in hand.
        error: What went wrong when it was asked; such a flag is up.
    """

    asked: AskedFlag
    is_cleared: bool
    error: str | None = None


def raise_flags(
    law: LawOnDay, facts: Facts, shipment: Shipment, *, cautious: bool
) -> dict[str, Raised]:
    """The flags that are up in one reading of the law, by id.

    Args:
        law: The law of the day.
        facts: Of the line, with `#listed` for this reading.
        shipment: Its papers.
        cautious: Whether a flag of unverified status counts.
    """
    found = {}
    for asked in law.flags:
        name = asked.flag.id
        if not cautious and law.statuses[name].status == "unverified":
            continue
        error = None
        try:
            is_up = asked.when.truth(facts) is True
        except Exception as problem:  # noqa: BLE001 - what erred is up, and goes to a person
            is_up, error = True, f"{type(problem).__name__}: {problem}"
        if is_up:
            papers = asked.flag.cleared_by
            is_cleared = error is None and bool(papers) and set(papers) <= set(shipment.papers)
            found[name] = Raised(asked, is_cleared, error)
    return found


def may_be_up(asked: AskedFlag, facts: Facts) -> bool:
    """Whether a flag would be up, were it in force."""
    try:
        return asked.when.truth(facts) is True
    except Exception:  # noqa: BLE001 - it has no effect yet: the answer that it may change is told
        return True


def names_of(raised: Iterable[Raised]) -> frozenset[str]:
    """What conditions may find: the ids of the flags that are up, and the weights they reach."""
    names: set[str] = set()
    for each in raised:
        if not each.is_cleared:
            names |= {each.asked.flag.id, *_REACHES[each.asked.flag.weight]}
    return frozenset(names)


def tell_flags(
    raised: Mapping[str, Raised], facts: Facts, shipment: Shipment, law: LawOnDay
) -> tuple[RaisedFlag, ...]:
    """The flags as the decision shows them: those that are up first, the heaviest first."""
    ordered = sorted(
        raised.values(),
        key=lambda r: (r.is_cleared, _HEAVIEST_FIRST.index(r.asked.flag.weight), r.asked.flag.id),
    )
    return tuple(_tell(each, facts, shipment, law) for each in ordered)


def _tell(raised: Raised, facts: Facts, shipment: Shipment, law: LawOnDay) -> RaisedFlag:
    flag = raised.asked.flag
    return RaisedFlag(
        flag=flag.id,
        title=flag.title,
        weight=flag.weight,
        words=flag.words,
        is_cleared=raised.is_cleared,
        cleared_by=tuple(paper(name, shipment, law) for name in flag.cleared_by),
        status=law.statuses[flag.id].status,
        confidence=flag.confidence,
        is_practice=raised.asked.is_practice,
        reason=None if raised.error is not None else raised.asked.when.why(facts),
        cites=law.cite(flag.cites),
    )
