"""What a person has to judge because the law, not the facts, leaves it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.text import Text
from . import words as say
from .decision import Certainty, Finding
from .infer import changes_answer, leads_somewhere
from .match import is_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .facts import Facts
    from .infer import Conclusion
    from .lawbook import AskedRule, LawOnDay
    from .match import Asked
    from .reading import Reading
    from .red_flags import Raised

_DOUBT = Text("entry {name}: {why}", "条目{name}：{why}")
_UNVERIFIED = Text(
    "the law of this day was not verified: a change was scheduled after the last check ({by})",
    "当日法律状态未经核实：在最近核对之后有预定的变更（{by}）",
)
_UNUSED = Text(
    "it is in force, but no rule says what follows from it", "条目有效，但没有规则说明其后果"
)
_DIFFERENT = Text(
    "the rule applies or not depending on law that was not verified",
    "该规则是否适用取决于未经核实的法律状态",
)
_ERRED = Text("the rule could not be evaluated: {cause}", "该规则无法评估：{cause}")


def used_domains(law: LawOnDay) -> frozenset[str]:
    """The domains of which some rule says what follows."""
    return _guarded(law.rules)


def _live_domains(cautious: Reading) -> frozenset[str]:
    """The domains of which something follows for this line, or may follow."""
    found = cautious.conclusions.values()
    return _guarded(c.rule for c in found if c.truth is not False)


def _guarded(rules: Iterable[AskedRule]) -> frozenset[str]:
    # A rule that only adds words says nothing of whether the goods may go.
    guards = (asked.guard for asked in rules if leads_somewhere(asked.rule))
    return frozenset().union(*(guard for guard in guards if guard is not None))


def doubts_of(
    found: Iterable[Asked], cautious: Reading, lenient: Reading, law: LawOnDay
) -> tuple[Finding, ...]:
    """What a person has to judge because the law, not the facts, leaves it open."""
    used, live = used_domains(law), _live_domains(cautious)
    doubts = []
    for asked in found:
        if asked.cautious is False or (asked.domain in used and asked.domain not in live):
            continue
        entry, why = asked.entry.entry, asked.why_review
        if asked.result == "undetermined" and asked.domain in used and asked.lenient is None:
            continue
        if asked.status.status == "unverified":
            why = say.fill(_UNVERIFIED, by=asked.status.by or "")
        elif asked.domain not in used and not is_pointer(asked):
            why = _UNUSED
        elif asked.result != "review" or why is None:
            continue
        doubts.append(
            Finding(
                rule=entry.id,
                title=entry.title,
                certainty="possible" if asked.cautious is None else "certain",
                words=say.fill(_DOUBT, name=asked.name, why=why),
                status=asked.status.status,
                confidence=entry.confidence,
                is_practice=False,
                reason=asked.reason,
                cites=law.cite(entry.cites),
            )
        )
    for name, conclusion in cautious.conclusions.items():
        other = lenient.conclusions.get(name)
        is_unverified = law.statuses[name].status == "unverified" and other is not conclusion
        if conclusion.error is None and not (is_unverified and changes_answer(conclusion)):
            continue
        if conclusion.truth is False:
            continue
        words = _DIFFERENT
        if conclusion.error is not None:
            words = say.fill(_ERRED, cause=conclusion.error)
        doubts.append(finding_of(conclusion, words, "possible", cautious.facts, law))
    return (*doubts, *_erring_flags(cautious.flags.values(), law))


def _erring_flags(flags: Iterable[Raised], law: LawOnDay) -> Iterator[Finding]:
    for raised in flags:
        if raised.error is not None:
            flag = raised.asked.flag
            yield Finding(
                rule=flag.id,
                title=flag.title,
                certainty="possible",
                words=say.fill(_ERRED, cause=raised.error),
                status=law.statuses[flag.id].status,
                confidence=flag.confidence,
                is_practice=raised.asked.is_practice,
                reason=None,
                cites=law.cite(flag.cites),
            )


def finding_of(
    conclusion: Conclusion, words: Text, certainty: Certainty, facts: Facts, law: LawOnDay
) -> Finding:
    """What the answer tells of a rule, in some words."""
    rule = conclusion.rule.rule
    return Finding(
        rule=rule.id,
        title=rule.title,
        certainty=certainty,
        words=words,
        status=law.statuses[rule.id].status,
        confidence=rule.confidence,
        is_practice=conclusion.rule.is_practice,
        reason=None if conclusion.error is not None else conclusion.rule.when.why(facts),
        cites=law.cite(rule.cites),
    )
