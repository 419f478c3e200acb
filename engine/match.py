"""Asks control entries about a line: controlled, not controlled, undetermined, or for a person.

The law itself may leave open what no fact can decide: a pointer-only entry, a review band, an
exclusion of low confidence, a status that nobody verified. Such a match has two readings, cautious
and lenient; where they lead to different answers, a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from ..catalog.text import Text
from ..rules.law import POINTER_DOMAIN
from ..rules.status import StatusOn
from . import words as say
from .decision import Match, MatchResult, Reason
from .lawbook import AskedEntry, LawOnDay
from .probes import probes_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from .facts import Facts
    from .probes import OpenFact

POINTER_ONLY = Text(
    "the entry is not modelled: a person has to compare the item with its wording",
    "该条目未建模：须由人员对照条目原文判断",
)
_EXCLUDED_LOW = Text(
    "an exclusion may apply, but its source is not certain: {title}",
    "可能适用例外，但其依据尚不确定：{title}",
)
_NUMBER_SPEAKS_AGAINST = Text(
    "the declared customs number is printed for this entry as a whole, but the stated facts speak "
    "against it: one of the two is wrong",
    "申报的海关商品编号整体对应该条目，但所填事实与之不符：二者必有一误",
)
_LOW_NEVER_CLEARS = Text(
    "declared control code or CAS number name this entry; the stated facts speak against it, but "
    "what it covers is not certain: {verify}",
    "申报的管制编码或CAS号指向该条目；所填事实与之不符，但该条目范围尚不确定：{verify}",
)
_EXCLUSION = Text("excluded: {title}", "属于例外：{title}")
_ERRED = Text("the entry could not be evaluated: {cause}", "该条目无法评估：{cause}")

MAX_COMPLETIONS = 512
"""Completions of open facts that are tried before certainty is given up (it then stays open)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one entry.

    Attributes:
        entry: The entry.
        status: Its status on the day.
        cautious: Whether it is controlled, where open law counts against the exporter.
        lenient: Whether it is controlled, where open law counts for the exporter.
        result: What to tell people.
        why_review: Why a person has to judge; else None.
        evidence: What made the line a candidate.
        reason: Why it was found so; None for pointer-only entries.
        question: What the facts say as far as the entry reads them; None when that cannot be told
            apart.
        error: What went wrong; else None.
    """

    entry: AskedEntry
    status: StatusOn
    cautious: bool | None
    lenient: bool | None
    result: MatchResult
    why_review: Text | None
    evidence: tuple[Text, ...]
    reason: Reason | None
    question: Hashable | None
    error: str | None = None

    @property
    def has_effect(self) -> bool:
        """Whether the entry is in force, or nobody verified that it is not."""
        return self.status.status in {"in_force", "unverified"}

    @property
    def domain(self) -> str:
        """What the later stages route by."""
        return self.entry.entry.domain

    @property
    def name(self) -> str:
        """Its control code, or its id where the list has no codes."""
        return self.entry.entry.control_code or self.entry.entry.id


def readings(asked: AskedEntry, facts: Facts) -> tuple[bool | None, bool | None, Text | None]:
    """Whether a line is what an entry describes, in both readings, whatever the entry's status.

    Returns:
        The cautious and the lenient reading, and why they differ, if the law is why.
    """
    if asked.definition is None:
        return True, False, POINTER_ONLY
    base = asked.definition.truth(facts)
    doubt: bool | None = False
    why: Text | None = None
    for exclusion, node in asked.exclusions:
        if base is False:
            break
        truth = node.truth(facts)
        if truth is False:
            continue
        if exclusion.confidence == "low":
            doubt, why = _or(doubt, truth), say.fill(_EXCLUDED_LOW, title=exclusion.title)
        elif truth is True:
            base = False
        else:
            base = None
    for band, node in asked.bands:
        if base is False:
            break
        truth = node.truth(facts)
        if truth is not False:
            doubt, why = _or(doubt, truth), band.why if truth is True else why or band.why
    if base is False or doubt is False:
        return base, base, None
    if doubt is True:
        return base, False, why
    return base, None, why


def _or(left: bool | None, right: bool | None) -> bool | None:  # noqa: FBT001 - truths
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def ask(
    asked: AskedEntry,
    facts: Facts,
    number: str | None,
    evidence: Sequence[Text],
    law: LawOnDay,
    *,
    is_named: bool = False,
) -> Asked:
    """Ask one entry about one line.

    Args:
        asked: The entry.
        facts: Of the line.
        number: The declared customs number, which may speak against the stated facts.
        evidence: What made the line a candidate.
        law: The law of the day.
        is_named: The declared control code or CAS number is the entry's own.
    """
    status = law.statuses[asked.entry.id]
    seen = tuple(evidence)
    try:
        question = question_of(asked, facts)
        known = _known(asked, facts, question, law)
        cautious, lenient, why = known.cautious, known.lenient, known.why
    except Exception as error:  # noqa: BLE001 - an erring rule never clears: it goes to a person
        cause = f"{type(error).__name__}: {error}"
        words = say.fill(_ERRED, cause=cause)
        return Asked(
            entry=asked,
            status=status,
            cautious=True,
            lenient=False,
            result="review",
            why_review=words,
            evidence=seen,
            reason=None,
            question=None,
            error=cause,
        )
    if cautious is False and number in asked.whole_numbers:
        cautious, why = True, _NUMBER_SPEAKS_AGAINST
    elif cautious is False and is_named and asked.entry.confidence == "low":
        # What is not certain of an entry never clears what is named by it.
        verify = asked.entry.verify or asked.entry.title
        cautious, why = True, say.fill(_LOW_NEVER_CLEARS, verify=verify)
    result: MatchResult
    if cautious is False:
        result = "not_controlled"
    elif cautious is True and lenient is False:
        result = "review"
    elif cautious is True and lenient is True:
        result = "controlled"
    else:
        result = "undetermined"
    if status.status == "unverified":
        lenient = False
    elif status.status != "in_force":
        cautious = lenient = False
    return Asked(asked, status, cautious, lenient, result, why, seen, known.reason, question)


@dataclass(frozen=True, slots=True)
class _Known:
    cautious: bool | None
    lenient: bool | None
    why: Text | None
    reason: Reason | None


def question_of(asked: AskedEntry, facts: Facts) -> Hashable | None:
    """What the facts say as far as an entry reads them; None when that cannot be told apart."""
    if asked.reads is None:
        return None
    return (asked.entry.id, *(facts.get(key) for key in asked.reads))


def _known(asked: AskedEntry, facts: Facts, question: Hashable | None, law: LawOnDay) -> _Known:
    def make() -> _Known:
        return _Known(*readings(asked, facts), _reason(asked, facts, law))

    return make() if question is None else law.remember(("known", question), make)


def listed(found: Iterable[Asked], facts: Facts, *, cautious: bool) -> Mapping[str, bool | None]:
    """For each domain, whether the line is a controlled item of it, in one reading.

    True as well when each single entry is open but every completion of the open facts leads to one
    of them.
    """
    open_entries: dict[str, list[Asked]] = {}
    result: dict[str, bool | None] = {}
    for asked in found:
        truth = asked.cautious if cautious else asked.lenient
        result[asked.domain] = _or(result.get(asked.domain, False), truth)
        if truth is None:
            open_entries.setdefault(asked.domain, []).append(asked)
    for domain, entries in open_entries.items():
        if (
            result[domain] is None
            and len(entries) > 1
            and _complement(entries, facts, cautious=cautious)
        ):
            result[domain] = True
    return result


def _complement(entries: Sequence[Asked], facts: Facts, *, cautious: bool) -> bool:
    keys = probes_of(fact for asked in entries for fact in open_facts(asked.entry, facts))
    if prod(map(len, keys.values())) > MAX_COMPLETIONS:
        return False
    index = 0 if cautious else 1
    for assumed in completions(keys, facts):
        if not any(readings(asked.entry, assumed)[index] is True for asked in entries):
            return False
    return True


def completions(keys: Mapping[str, Iterable[object]], facts: Facts) -> Iterator[Facts]:
    """The facts with every combination of values for some keys."""
    names = sorted(keys)
    for values in product(*(sorted(keys[name], key=repr) for name in names)):
        yield {**facts, **dict(zip(names, values, strict=True))}


def open_facts(asked: AskedEntry, facts: Facts) -> Iterator[OpenFact]:
    """The unknown facts that keep an entry open."""
    if asked.definition is None or asked.definition.truth(facts) is False:
        return
    for node in (
        asked.definition,
        *(node for _, node in asked.exclusions),
        *(node for _, node in asked.bands),
    ):
        if node.truth(facts) is None:
            yield from node.open_facts(facts)


def _reason(asked: AskedEntry, facts: Facts, law: LawOnDay) -> Reason | None:
    if asked.definition is None:
        return None
    for exclusion, excluded in asked.exclusions:
        if excluded.truth(facts) is True and exclusion.confidence != "low":
            claim = say.fill(_EXCLUSION, title=exclusion.title)
            parts = (excluded.why(facts),)
            return Reason("exclusion", "true", claim, parts=parts, cites=law.cite(exclusion.cites))
    return asked.definition.why(facts)


def tell(asked: Asked, law: LawOnDay) -> Match:
    """What to tell people of a match."""
    entry = asked.entry.entry
    return Match(
        entry=entry.id,
        control_code=entry.control_code,
        title=entry.title,
        domain=entry.domain,
        result=asked.result,
        status=asked.status.status,
        status_by=asked.status.by,
        status_until=asked.status.next_change,
        confidence=entry.confidence,
        evidence=asked.evidence,
        reason=asked.reason,
        why_review=asked.why_review,
        verify=entry.verify,
        cites=law.cite(entry.cites),
    )


def is_pointer(asked: Asked) -> bool:
    """Whether the entry is one that only the licensing catalogue names."""
    return asked.domain == POINTER_DOMAIN
