"""Shipments aimed at one entry or rule of the law, on a day of its life or next to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..engine.facts import ROLES
from ..rules.conditions import AllOf, AnyOf, ListedTest, PartyTest, RedFlagTest
from ..rules.models import Rule
from ..rules.status import status_on
from .meeting import ways_to_meet

if TYPE_CHECKING:
    from datetime import date

    from ..rules.conditions import Condition
    from ..rules.law import Law
    from ..rules.models import Entry, RedFlag
    from ..rules.status import Life
    from .made import Choose, Maker

_WAYS = 12
_HAS_EFFECT = {"in_force", "unverified"}
_WEIGHTS = {"any": ("low", "medium", "high"), "medium": ("medium", "high"), "high": ("high",)}


def question(maker: Maker, choose: Choose) -> tuple[dict[str, Any], date]:
    """A shipment and a day: often aimed at one entry or rule, on a day of its life.

    Args:
        maker: Of a law; see `maker_of`.
        choose: Takes one of several.
    """
    content, day = maker.shipment(choose), maker.day(choose)
    if choose(range(4)) == 0:
        return content, day
    law, aim = maker.law, Aim(maker.law, choose)
    entries, rules = maker.entries, tuple(law.rules.values())
    target: Entry | Rule = choose(choose([entries, entries, rules or entries]))
    day = day_of(law.lives[target.id], law.verified_up_to, choose) or day
    if isinstance(target, Rule):
        aim.at(target.when)
        found = aim.entries or entries
        living = [e for e in found if status_on(law.lives[e.id], day).status in _HAS_EFFECT]
        entry = choose(living or found)
    else:
        entry = target
    if entry.asked_when is not None:
        aim.at(entry.asked_when)
    for stated in maker.ways(entry)[:1]:
        join(aim.shipment, stated.at("shipment"))
    content["lines"][0] = {"line": "1", **maker.line(choose, entry=entry)}
    put(content, aim)
    return content, day


@dataclass
class Aim:
    """What a shipment states so that a condition may hold.

    Attributes:
        shipment: Its fields.
        line: Fields of one of its lines.
        parties: By role, fields of the party.
        entries: Those of which the line may be an item.
    """

    law: Law
    choose: Choose
    shipment: dict[str, Any] = field(default_factory=dict)
    line: dict[str, Any] = field(default_factory=dict)
    parties: dict[str, dict[str, Any]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def at(self, condition: Condition) -> None:
        """State what a condition asks for, as far as it can be told in advance."""
        match condition:
            case AllOf():
                for part in condition.all:
                    self.at(part)
            case AnyOf():
                self.at(self.choose(condition.any))
            case ListedTest():
                words = self.law.vocabulary.domains
                domains = {each for name in condition.listed_in for each in words[name].members}
                self.entries = [e for e in self.law.entries.values() if e.domain in domains]
            case PartyTest():
                ways = [*islice(ways_to_meet(condition.where), _WAYS)]
                if ways:
                    own = self.parties.setdefault(self.choose(condition.party), {})
                    own |= self.choose(ways).at("party")
            case RedFlagTest():
                flags = self._flags(condition.red_flag)
                if flags:
                    self.at(self.choose(flags).when)
            case _:
                ways = [*islice(ways_to_meet(condition), _WAYS)]
                if ways:
                    stated = self.choose(ways)
                    join(self.shipment, stated.at("shipment"))
                    join(self.line, stated.at("line"))

    def _flags(self, wanted: str) -> list[RedFlag]:
        weights = _WEIGHTS.get(wanted, ())
        flags = self.law.red_flags.values()
        return [flag for flag in flags if flag.id == wanted or flag.weight in weights]


def join(content: dict[str, Any], stated: dict[str, Any]) -> None:
    """Put what is stated beside what a shipment, line or party has."""
    properties = {**content.get("properties", {}), **stated.get("properties", {})}
    content |= stated
    if properties:
        content["properties"] = properties


def put(content: dict[str, Any], aim: Aim) -> None:
    """Put an aim into a shipment, its first line and its first parties."""
    join(content, aim.shipment)
    join(content["lines"][0], aim.line)
    for role, stated in aim.parties.items():
        holder = ROLES[role]
        if holder.endswith("s"):
            parties = content.setdefault(holder, [{}])
            join(parties[0], stated)
        else:
            join(content.setdefault(holder, {}), stated)


def day_of(life: Life, last: date, choose: Choose) -> date | None:
    """A day in the life of a provision: inside, or at its borders and those of suspensions.

    Args:
        life: Of the provision.
        last: The last day that matters of a life that is open.
        choose: Takes one of several.
    """
    starts = [period.start for period in life.periods if period.start is not None]
    ends = [period.end for period in life.periods if period.end is not None]
    first = max(starts) if starts else None
    end = min(ends) if ends else last + timedelta(days=1)
    if first is None or end <= first:
        return None
    middle = first + (end - first) // 2
    day = timedelta(days=1)
    pauses = [pause.period for pause in life.suspensions]
    around = [
        each for pause in pauses if pause.end is not None for each in (pause.end, pause.last_day)
    ]
    found: date = choose([middle, middle, first, end - day, first - day, end, *around])
    return found
