"""A line to which no entry points: cleared only when the catalogue could have pointed.

Entries that no pack has modelled are found by customs number alone, and technologies among them not
at all. So nothing is cleared without a number, and no technology because nothing pointed to it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..catalog.text import Text
from .decision import OUTCOMES, Question, Verdict
from .own_finding import finding_of_ours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..catalog.vocabulary import Fact
    from .decision import LineDecision, Outcome
    from .facts import Facts

RULE = "catalogue-not-asked"
_NUMBER, _KIND = "line.customs_number", "line.item_kind"
_INTANGIBLE = {"technology", "service", "data"}
_TITLE = Text("Technology of the dual-use list", "两用物项清单中的技术")
_WORDS = Text(
    "no entry points to it, but only some technologies of the dual-use list are modelled: a person "
    "has to compare it with the list",
    "未指向任何条目，但本库仅对部分技术建模：须由人员对照两用物项清单",
)


def ask_for_evidence(answer: LineDecision, facts: Facts, known: Mapping[str, Fact]) -> LineDecision:
    """The decision on a line to which no entry points.

    Args:
        answer: What the rules say of it.
        facts: Of the line.
        known: The facts of the vocabulary, by name.
    """
    if facts.get(_KIND) in _INTANGIBLE or "line.technology_field" in facts:
        finding = finding_of_ours(RULE, _TITLE, _WORDS, "in_force")
        return replace(_at_least(answer, "review"), reviews=(*answer.reviews, finding))
    if _NUMBER in facts:
        return answer
    wanted = [name for name in (_NUMBER, _KIND) if name not in facts]
    asked = (*answer.questions, *(_question(known[name]) for name in wanted))
    return replace(_at_least(answer, "undetermined"), questions=asked)


def _at_least(answer: LineDecision, outcome: Outcome) -> LineDecision:
    verdicts = tuple(
        Verdict(v.kind, v.title, _worse(v.outcome, outcome)) if v.kind == "dual_use_licence" else v
        for v in answer.verdicts
    )
    return replace(
        answer,
        outcome=_worse(answer.outcome, outcome),
        worst=_worse(answer.worst, "licence_required"),
        verdicts=verdicts,
    )


def _worse(one: Outcome, other: Outcome) -> Outcome:
    return max(one, other, key=OUTCOMES.index)


def _question(fact: Fact) -> Question:
    return Question(
        path=f"lines[0].{fact.field}",
        fact=fact.name,
        words=fact.question,
        found_in=fact.found_in,
        choices=tuple((fact.terms or {}).items()),
        unit=fact.unit,
        elements=(),
        decides=(RULE,),
        worth=1,
    )
