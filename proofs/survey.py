"""The law laid out for proofs: the days on which each provision lives, and what hits an entry."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from ..engine.infer import leads_somewhere
from ..engine.lawbook import lawbook_of
from ..engine.nodes import Node
from ..rules.law import POINTER_DOMAIN, PROVISIONS
from ..rules.status import changes_of, first_unverified_day, status_on
from .nodes import ALWAYS, NEVER, both, either, no, with_flags
from .steps import Steps
from .worlds import solve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..engine.facts import Facts
    from ..engine.lawbook import AskedEntry, AskedRule
    from ..rules.law import Law
    from ..rules.models import Rule
    from ..rules.status import Life

_WITH_EFFECT = frozenset({"in_force", "unverified"})
_WEIGHTS = {"any": ("low", "medium", "high"), "medium": ("medium", "high"), "high": ("high",)}


class Survey:
    """The law of all days.

    Args:
        law: The law. Between two days of `days` nothing in it changes, so that one day stands for
            all up to the next.
    """

    def __init__(self, law: Law) -> None:
        self.law = law
        self.book = lawbook_of(law)
        changes = self.book.changes
        self.days: tuple[date, ...] = (changes[0] - timedelta(days=1), *changes)
        self.rules: dict[str, AskedRule] = {asked.rule.id: asked for asked in self.book.rules}
        self.entries: dict[str, AskedEntry] = {
            asked.entry.id: asked
            for asked in self.book.entries
            if asked.entry.domain != POINTER_DOMAIN
        }

    @cached_property
    def lives(self) -> dict[str, tuple[date, ...]]:
        """The days on which each provision has effect, one for each stretch between two changes."""
        return {
            name: tuple(self._lives(self.law.lives[name]))
            for kind in PROVISIONS
            for name in getattr(self.law, kind)
        }

    def _lives(self, life: Life) -> Iterator[date]:
        own = sorted(
            {day for day, _ in changes_of(life)} | {first_unverified_day(life.verified_up_to)}
        )
        seen: dict[int, bool] = {}
        for day in self.days:
            stretch = bisect_right(own, day)
            if stretch not in seen:
                seen[stretch] = status_on(life, day).status in _WITH_EFFECT
            if seen[stretch]:
                yield day

    @cached_property
    def _alive(self) -> dict[str, frozenset[date]]:
        return {name: frozenset(days) for name, days in self.lives.items()}

    def is_live(self, name: str, day: date) -> bool:
        """Whether a provision has effect on a day, one of `days`."""
        return day in self._alive[name]

    @cached_property
    def leading(self) -> dict[str, tuple[AskedRule, ...]]:
        """For each domain, the rules on items of it from which an outcome may follow."""
        found: dict[str, list[AskedRule]] = {}
        for asked in self.book.rules:
            if asked.guard is not None and leads_somewhere(asked.rule):
                for domain in asked.guard:
                    found.setdefault(domain, []).append(asked)
        return {domain: tuple(rules) for domain, rules in found.items()}

    @cached_property
    def steps(self) -> Steps:
        """From better to worse values of every fact."""
        nodes = [rule.when for rule in self.book.rules]
        nodes += [flag.when for flag in self.book.flags]
        for asked in self.entries.values():
            nodes += [node for node in (asked.definition, asked.asked_when) if node is not None]
            nodes += [node for _, node in (*asked.exclusions, *asked.bands)]
        return Steps(self.law.vocabulary, nodes)

    def entries_in(self, domain: str, day: date) -> Iterator[AskedEntry]:
        """The entries of a domain that have effect on a day, those with a definition first."""
        of_domain = self._in_domains.get(domain, ())
        yield from (asked for asked in of_domain if self.is_live(asked.entry.id, day))

    @cached_property
    def _in_domains(self) -> dict[str, list[AskedEntry]]:
        found: dict[str, list[AskedEntry]] = {}
        for asked in self.entries.values():
            found.setdefault(asked.entry.domain, []).append(asked)
        for of_domain in found.values():
            of_domain.sort(key=lambda asked: (asked.definition is None, asked.entry.id))
        return found

    def covers(self, asked: AskedEntry, day: date, *, with_exclusions: bool = True) -> Node:
        """The condition on which a line is on a day what an entry describes."""
        parts = [asked.definition or ALWAYS]
        if asked.asked_when is not None:
            parts.append(asked.asked_when)
        if with_exclusions:
            parts += [
                no(node)
                for item, node in asked.exclusions
                if item.confidence != "low" and self.is_live(item.id, day)
            ]
        return both(*parts)

    def hit(self, asked: AskedEntry, day: date) -> Facts | None:
        """Facts of a line that an entry covers, if possible without doubt; None if there are none.

        Raises:
            Undecided: The search was given up.
        """
        doubts = [no(node) for _, node in asked.bands]
        covers = self.covers(asked, day)
        clear = solve(both(covers, *doubts), day) if doubts else None
        return clear or solve(covers, day)

    def applies(self, rule: Rule, day: date, *, with_exceptions: bool = True) -> Node:
        """The condition on which a rule applies on a day, with the rules to which it yields.

        Tests of red flags are replaced by what raises them, without papers that clear them.
        """
        parts = [with_flags(self.rules[rule.id].when, lambda name: self.raised(name, day))]
        if with_exceptions:
            parts += [
                no(self.applies(self.law.rules[name], day))
                for name in rule.yields_to
                if self.is_live(name, day)
            ]
        return both(*parts)

    def raised(self, name: str, day: date) -> Node:
        """The condition on which a red flag is up, or one of some weight."""
        weights = _WEIGHTS.get(name, ())
        flags = [
            asked.when
            for asked in self.book.flags
            if (asked.flag.id == name or asked.flag.weight in weights)
            and self.is_live(asked.flag.id, day)
        ]
        return either(flags) if flags else NEVER
