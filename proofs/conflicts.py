"""Rules that decide differently with no word on which of them comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.text import Text
from ..engine.infer import leads_somewhere
from .findings import Finding
from .firing import reach
from .nodes import both
from .showing import fill, guarded, witness_of_rule
from .witness import shipment_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..engine.lawbook import AskedRule
    from ..rules.models import Rule
    from .survey import Survey

_STRANGER = Text(
    "`{rule}` yields to `{first}`, and on no day do both have effect",
    "`{rule}`让位于`{first}`，但两者没有同时有效的日期",
)
_MEND_STRANGER = Text(
    "take it out of `yields_to`, or mend the days of one of them",
    "从`yields_to`中删除，或更正其一的日期",
)
_FREED = Text(
    "`{exception}` frees from `{rule}`, while `{other}` asks for the same permission and does not "
    "yield to it",
    "`{exception}`使`{rule}`不适用，而`{other}`要求同一许可且不让位于它",
)
_MEND_FREED = Text(
    "say in `yields_to` that the exception comes first, or note why the other rule stands",
    "在`yields_to`中写明例外优先，或说明另一规则为何仍适用",
)
_BARRED = Text(
    "`{rule}` asks for `{kind}` while every kind of licence that meets it is barred",
    "`{rule}`要求`{kind}`，而所有可满足的许可种类均被排除",
)
_MEND_BARRED = Text(
    "say that it is prohibited, or leave one kind open",
    "写明禁止，或保留一种许可",
)


def find_conflicts(survey: Survey) -> Iterator[Finding]:
    """Contradictions between rules.

    What rules require, prohibit and review adds up, and the worst outcome counts, so that a
    prohibition beside a requirement is none. There is one where a rule yields to another that never
    lives with it; where an exception, a rule that leads nowhere itself, frees from one rule while
    another that asks for the same permission does not yield to it; and where a permission is asked
    for while every kind of licence that would meet it is barred.
    """
    for asked in survey.rules.values():
        name = asked.rule.id
        yield from _strangers(survey, asked.rule)
        yield from guarded(survey, name, survey.days[-1], _freed(survey, asked.rule))
        yield from guarded(survey, name, survey.days[-1], _barred(survey, asked))


def _strangers(survey: Survey, rule: Rule) -> Iterator[Finding]:
    days = survey.lives[rule.id]
    for first in rule.yields_to:
        if days and not set(days) & {*survey.lives[first]}:
            words = fill(_STRANGER, rule=rule.id, first=first)
            witness = witness_of_rule(survey, survey.rules[rule.id], days[0])
            about = (rule.id, first)
            yield Finding("yields_to_stranger", about, words, _MEND_STRANGER, days[0], witness)


def _freed(survey: Survey, rule: Rule) -> Iterator[Finding]:
    kind = rule.then.requires
    if kind is None:
        return
    rivals = [
        other.rule
        for other in survey.rules.values()
        if other.rule.then.requires == kind and other.rule.id != rule.id
    ]
    for name in rule.yields_to:
        exception = survey.law.rules[name]
        if leads_somewhere(exception):
            continue
        for other in rivals:
            if name not in other.yields_to:
                yield from _both_decide(survey, rule, exception, other)


def _both_decide(survey: Survey, rule: Rule, exception: Rule, other: Rule) -> Iterator[Finding]:
    together = {*survey.lives[rule.id]} & {*survey.lives[exception.id]} & {*survey.lives[other.id]}
    for day in sorted(together)[-1:]:
        node = both(
            survey.applies(rule, day, with_exceptions=False),
            survey.applies(exception, day),
            survey.applies(other, day),
        )
        found = reach(survey, node, day)
        if found is not None:
            facts, entries = found
            names = {"exception": exception.id, "rule": rule.id, "other": other.id}
            yield Finding(
                "freed_and_required",
                (exception.id, rule.id, other.id),
                fill(_FREED, **names),
                _MEND_FREED,
                day,
                shipment_for(facts, survey.law.vocabulary, entries),
            )


def _barred(survey: Survey, asked: AskedRule) -> Iterator[Finding]:
    kind = asked.rule.then.requires
    if kind is None:
        return
    kinds = [k.id for k in survey.law.licence_kinds.values() if k.requirement == kind]
    bars = [r.rule for r in survey.rules.values() if {*r.rule.then.bars} & {*kinds}]
    for day in survey.lives[asked.rule.id]:
        living = {name for name in kinds if survey.is_live(name, day)}
        barring = [rule for rule in bars if survey.is_live(rule.id, day)]
        if not living or not living <= {name for rule in barring for name in rule.then.bars}:
            continue
        node = both(*(survey.applies(rule, day) for rule in (asked.rule, *barring)))
        found = reach(survey, node, day)
        if found is not None:
            facts, entries = found
            yield Finding(
                "all_kinds_barred",
                (asked.rule.id,),
                fill(_BARRED, rule=asked.rule.id, kind=kind),
                _MEND_BARRED,
                day,
                shipment_for(facts, survey.law.vocabulary, entries),
            )
            return
