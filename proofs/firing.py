"""Provisions that can never apply, and rules that always yield when they could."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.text import Text
from ..engine.nodes import Listed
from ..rules.law import POINTER_DOMAIN
from .findings import Finding
from .nodes import both, leaves
from .showing import fill, guarded, told
from .witness import shipment_for
from .worlds import scopes_for, solve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ..engine.facts import Facts
    from ..engine.lawbook import AskedEntry, AskedRule
    from ..engine.nodes import Node
    from ..rules.models import Entry, Rule
    from .survey import Survey

_NO_DAY = Text(
    "`{name}` has effect on no day: its own days and those of its instrument do not meet",
    "`{name}`没有任何有效日期：其自身期间与所属文件期间无交集",
)
_MEND_DAYS = Text("compare its days with those of its instrument", "将其日期与所属文件的日期核对")
_NO_LINE = Text(
    "`{name}` can never apply: no shipment meets its condition on any day on which it has effect",
    "`{name}`永不适用：在其有效的任何日期，没有货物能满足其条件",
)
_MEND_CONDITION = Text(
    "look for parts of the condition that exclude each other, and for lists without entries",
    "检查条件中相互排斥的部分及没有条目的清单",
)
_OVERSHADOWED = Text(
    "`{name}` never applies: whenever its condition holds, so does that of a rule to which it "
    "yields ({others})",
    "`{name}`从不适用：凡其条件成立时，其所让位的规则（{others}）亦成立",
)
_MEND_YIELDING = Text(
    "make the exception narrower than the rule, or take the rule out",
    "使例外窄于规则，或删除该规则",
)

_CATALOGUE = f"#listed.{POINTER_DOMAIN}"


def find_dead_provisions(survey: Survey) -> Iterator[Finding]:
    """Entries, exclusions, red flags, licence kinds and rules that never apply.

    A rule on listed items is asked together with each entry of those lists on the same day.
    """
    for name, days in survey.lives.items():
        if not days:
            yield told(
                survey, "never_applies", name, on=survey.days[-1], words=_NO_DAY, remedy=_MEND_DAYS
            )
    conditions: list[tuple[str, Node]] = []
    conditions += [(a.flag.id, a.when) for a in survey.book.flags]
    conditions += survey.book.available.items()
    conditions += {i.id: n for a in survey.entries.values() for i, n in a.exclusions}.items()
    for name, node in conditions:
        for day in survey.lives[name][-1:]:
            yield from guarded(survey, name, day, _dead(survey, name, node, day))
    for asked in survey.entries.values():
        name = asked.entry.id
        for day in survey.lives[name][-1:]:
            # What it excludes is told by the proof of exclusions.
            covers = survey.covers(asked, day, with_exclusions=False)
            yield from guarded(survey, name, day, _dead(survey, name, covers, day))
    for rule in survey.rules.values():
        yield from guarded(survey, rule.rule.id, survey.days[-1], _dead_rule(survey, rule))


def _dead(survey: Survey, name: str, node: Node, day: date) -> Iterator[Finding]:
    if reach(survey, node, day) is None:
        yield told(survey, "never_applies", name, on=day, words=_NO_LINE, remedy=_MEND_CONDITION)


def reach(survey: Survey, node: Node, day: date) -> tuple[Facts, tuple[Entry, ...]] | None:
    """Facts for which a condition holds, with entries that list the line as it asks; else None.

    Args:
        survey: The law.
        node: The condition; what it says of lists is met by entries that have effect on the day.
        day: The day.

    Raises:
        Undecided: The search was given up.
    """
    domains = {key for key, leaf in leaves(node, scopes_for(1)) if isinstance(leaf, Listed)}
    barred: dict[str, bool] = {
        key: False for key in domains if not any(survey.entries_in(key.partition(".")[2], day))
    }
    for _ in range(len(domains) + 1):
        found = solve(node, day, barred)
        if found is None:
            break
        wanted = [name for name, truth in found["#listed"].items() if truth]
        listed = _list(survey, node, day, wanted, ())
        if listed is not None:
            return listed
        barred[f"#listed.{wanted[0]}"] = False
    # What only the licensing catalogue names has no definition: any line may be such an item.
    if _CATALOGUE in domains and barred.pop(_CATALOGUE, None) is not None:
        found = solve(node, day, barred | {_CATALOGUE: True})
        return None if found is None else (found, ())
    return None


def _list(
    survey: Survey, node: Node, day: date, wanted: Sequence[str], chosen: tuple[AskedEntry, ...]
) -> tuple[Facts, tuple[Entry, ...]] | None:
    """The condition together with one entry of each list that it wants."""
    whole = both(node, *(survey.covers(asked, day) for asked in chosen))
    given = {f"#listed.{asked.entry.domain}": True for asked in chosen}
    found = solve(whole, day, given)
    if found is None or not wanted:
        return None if found is None else (found, tuple(asked.entry for asked in chosen))
    for asked in survey.entries_in(wanted[0], day):
        listed = _list(survey, node, day, wanted[1:], (*chosen, asked))
        if listed is not None:
            return listed
    return None


def _dead_rule(survey: Survey, asked: AskedRule) -> Iterator[Finding]:
    rule = asked.rule
    lists = sorted(
        {
            key.partition(".")[2]
            for key, leaf in leaves(asked.when, scopes_for(1))
            if isinstance(leaf, Listed)
        }
    )
    stretches: dict[tuple[str, ...], date] = {}
    lives = survey.lives[rule.id]
    for day in lives:
        first = (name for name in rule.yields_to if survey.is_live(name, day))
        filled = (domain for domain in lists if any(survey.entries_in(domain, day)))
        stretches.setdefault((*first, "", *filled), day)
    # Days between which only countries or flags change come last: mostly one of the first will do.
    days = [*dict.fromkeys([*stretches.values(), *lives])]
    if not days or _applies_on_one(survey, rule, days, with_exceptions=True) is not None:
        return
    found = _applies_on_one(survey, rule, days, with_exceptions=False) if rule.yields_to else None
    if found is None:
        yield told(
            survey, "never_applies", rule.id, on=days[0], words=_NO_LINE, remedy=_MEND_CONDITION
        )
        return
    (facts, entries), day = found
    words = fill(_OVERSHADOWED, name=rule.id, others=", ".join(rule.yields_to))
    witness = shipment_for(facts, survey.law.vocabulary, entries)
    yield Finding("overshadowed", (rule.id,), words, _MEND_YIELDING, day, witness)


def _applies_on_one(
    survey: Survey, rule: Rule, days: Sequence[date], *, with_exceptions: bool
) -> tuple[tuple[Facts, tuple[Entry, ...]], date] | None:
    for day in days:
        node = survey.applies(rule, day, with_exceptions=with_exceptions)
        found = reach(survey, node, day)
        if found is not None:
            return found, day
    return None
