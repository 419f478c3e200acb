"""Answers that more knowledge lessens: exceptions that wait until somebody claims them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..catalog.text import Text
from .findings import Finding
from .firing import reach
from .nodes import both, leaves
from .showing import fill, guarded
from .steps import SCOPES
from .witness import shipment_for
from .worsening import rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from ..engine.facts import Facts
    from ..engine.lawbook import AskedRule
    from ..rules.models import Entry
    from .survey import Survey

_LESSENED = Text(
    "while nobody says that `{exception}` applies, `{rule}` does, without a question; who says so "
    "is freed",
    "在无人说明适用`{exception}`时，`{rule}`不经询问即适用；一经说明即不再适用",
)
_MEND = Text(
    "take `standing` out of the exception, so that it is asked for; or write down why the stricter "
    "answer may stand on its condition",
    "删除该例外的`standing`以便询问；或说明为何较严的结论可附条件成立",
)


def find_lessened_by_knowledge(survey: Survey) -> Iterator[Finding]:
    """Exceptions with a standing condition: while it is open they free nobody, and ask nothing.

    All else that a condition of three values says for certain, no further fact takes back.
    """
    for first in survey.rules.values():
        if first.rule.standing is not None:
            yield from guarded(survey, first.rule.id, survey.days[-1], _of(survey, first))


def _of(survey: Survey, first: AskedRule) -> Iterator[Finding]:
    freed = [
        asked
        for asked in survey.rules.values()
        if first.rule.id in asked.rule.yields_to and rank(first) < rank(asked)
    ]
    starts = []
    for asked in freed:
        days = {*survey.lives[asked.rule.id]} & {*survey.lives[first.rule.id]}
        starts += [(day, asked.rule.id) for day in days]
    for day, name in sorted(starts):
        asked = survey.rules[name]
        node = both(
            survey.applies(asked.rule, day, with_exceptions=False), survey.applies(first.rule, day)
        )
        found = reach(survey, node, day)
        if found is not None:
            yield _finding(survey, (asked, first), day, *found)
            return


def _finding(
    survey: Survey,
    rules: tuple[AskedRule, AskedRule],
    day: date,
    facts: Facts,
    entries: tuple[Entry, ...],
) -> Finding:
    asked, first = rules
    left_open = {key for key, _ in leaves(first.when, SCOPES) if not key.startswith(("#", "line."))}
    left_open -= {key for key, _ in leaves(asked.when, SCOPES)}
    words = survey.law.vocabulary
    fewer = {key: value for key, value in facts.items() if key not in left_open}
    beside = _without(shipment_for(fewer, words, entries), left_open)
    told = fill(_LESSENED, exception=first.rule.id, rule=asked.rule.id)
    known = shipment_for(facts, words, entries)
    return Finding("lessened_by_knowledge", (first.rule.id,), told, _MEND, day, known, beside)


def _without(shipment: dict[str, Any], keys: set[str]) -> Mapping[str, Any]:
    fields = {key.partition(".")[2] for key in keys if key.startswith("shipment.")}
    return {name: value for name, value in shipment.items() if name not in fields}
