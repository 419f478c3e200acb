"""A line to which no entry points: cleared only when the catalogue could have pointed.

Nor is one cleared that declares a control code which no entry has.

Entries that no pack has modelled are found by customs number alone, and technologies among them not
at all. So nothing is cleared without a number, and no technology because nothing pointed to it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..catalog.text import Text
from .decision import OUTCOMES, Question, Verdict
from .own_finding import finding_of_ours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..catalog.vocabulary import Fact
    from .candidates import CandidateIndex
    from .decision import LineDecision, Outcome
    from .facts import Facts
    from .match import Asked

RULE = "catalogue-not-asked"
_NUMBER, _KIND = "line.customs_number", "line.item_kind"
_INTANGIBLE = {"technology", "service", "data"}
_TITLE = Text("Technology of the dual-use list", "两用物项清单中的技术")
_WORDS = Text(
    "no entry points to it, but only some technologies of the dual-use list are modelled: a person "
    "has to compare it with the list",
    "未指向任何条目，但本库仅对部分技术建模：须由人员对照两用物项清单",
)

UNKNOWN_CODE = "control-code-unknown"
_CODE = "line.control_code"
_LIST_CODE = re.compile(r"\s*[0-9][a-e][0-9]{3}\b", re.IGNORECASE)
_GOODS_CODE = re.compile(r"[0-9][ABC]")
_CODE_TITLE = Text("Declared control code", "申报的管制编码")
_CODE_WORDS = Text(
    "no entry has the declared control code: the code is wrong, or the entry is not modelled; a "
    "person has to compare the item with the list",
    "未有条目使用所申报的管制编码：编码有误或者该条目未建模；须由人员对照清单判断",
)


def speaks_of(asked: Asked, facts: Facts) -> bool:
    """Whether an entry that was asked shows that the catalogue could point to the line.

    One of another day does not, unless the line is known to be what it names; nor does a list for
    some shipments only, nor, where a technology is exported, an entry of goods.
    """
    if asked.entry.entry.asked_when is not None:
        return False
    if not asked.has_effect and asked.result != "controlled":
        return False
    code = asked.entry.entry.control_code
    is_of_goods = code is not None and _GOODS_CODE.match(code) is not None
    return not (is_of_goods and _is_intangible(facts))


def _is_intangible(facts: Facts) -> bool:
    return facts.get(_KIND) in _INTANGIBLE or "line.technology_field" in facts


def doubt_unknown_code(answer: LineDecision, facts: Facts, index: CandidateIndex) -> LineDecision:
    """The decision on a line, for a person where its control code is one that no entry has.

    Args:
        answer: What the entries and rules say of it.
        facts: Of the line.
        index: All entries.
    """
    code = facts.get(_CODE)
    if not isinstance(code, str) or not _LIST_CODE.match(code) or index.knows_code(code):
        return answer
    finding = finding_of_ours(UNKNOWN_CODE, _CODE_TITLE, _CODE_WORDS, "in_force")
    return replace(_at_least(answer, "review"), reviews=(*answer.reviews, finding))


def ask_for_evidence(answer: LineDecision, facts: Facts, known: Mapping[str, Fact]) -> LineDecision:
    """The decision on a line to which no entry points that shows anything; see `speaks_of`.

    Args:
        answer: What the rules say of it.
        facts: Of the line.
        known: The facts of the vocabulary, by name.
    """
    if _is_intangible(facts):
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
        worth=2 if fact.name == _NUMBER else 1,
    )
