"""Which missing facts to ask for: those that can change the answer, most worth asking first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from math import prod
from typing import TYPE_CHECKING, Any

from .decision import OUTCOMES, Question
from .infer import changes_answer, rank_of
from .match import (
    MAX_COMPLETIONS,
    completions,
    open_facts,
    question_of,
    readings,
)
from .nodes import probes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..catalog.vocabulary import Vocabulary
    from .facts import Facts
    from .infer import Conclusion
    from .lawbook import AskedEntry, LawOnDay
    from .match import Asked
    from .nodes import OpenFact

_LISTED = "#listed."
_FIRST_LINE = "lines[0]."
# Divisible by one to six: an item's weight is shared among the facts that keep it open.
_SHARE = 60
_LICENCE = OUTCOMES.index("licence_required")


@dataclass
class _Wanted:
    fact: str
    elements: dict[str, None] = field(default_factory=dict)
    decides: dict[str, None] = field(default_factory=dict)
    worth: int = 0


def questions_of(
    found: Sequence[Asked],
    concluded: Iterable[tuple[Conclusion, Facts]],
    facts: Facts,
    law: LawOnDay,
) -> tuple[Question, ...]:
    """The questions of one line, placed as if it were the first; see `placed`.

    Args:
        found: Its matches.
        concluded: What the rules conclude, each with the facts of the reading that it is of.
        facts: Its facts, with `#listed` for that reading.
        law: The law of the day.
    """
    words = law.book.law.vocabulary
    wanted: dict[str, _Wanted] = {}
    settled = {asked.domain for asked in found if asked.lenient is True}
    for asked in found:
        # Where entries have no codes, it is all one which of them applies.
        is_settled = asked.domain in settled and asked.entry.entry.control_code is None
        if asked.has_effect and asked.result == "undetermined" and not is_settled:
            keep = _open_of(asked.entry, facts, law)
            _want(wanted, keep, asked.name, _LICENCE, words)
    pairs = list(concluded)
    ranks = _ranks([conclusion for conclusion, _ in pairs])
    for (conclusion, rank), (_, seen) in zip(ranks, pairs, strict=True):
        if conclusion.truth is None and rank > 0:
            when = conclusion.rule.when
            if when.truth(seen) is None:
                keep = tuple(relevant(when.open_facts(seen), seen, when.truth))
                if conclusion.doubtful:
                    keep = tuple(fact for fact in keep if fact.key in conclusion.doubtful)
                _want(wanted, keep, conclusion.rule.rule.id, rank, words)
    return _ordered(
        Question(
            path=path,
            fact=want.fact,
            words=words.facts[want.fact].question,
            found_in=words.facts[want.fact].found_in,
            choices=tuple((words.facts[want.fact].terms or {}).items()),
            unit=words.facts[want.fact].unit,
            elements=tuple(sorted(want.elements)),
            decides=tuple(sorted(want.decides)),
            worth=want.worth,
        )
        for path, want in wanted.items()
    )


def _open_of(entry: AskedEntry, facts: Facts, law: LawOnDay) -> tuple[OpenFact, ...]:
    def make() -> tuple[OpenFact, ...]:
        return tuple(relevant(open_facts(entry, facts), facts, partial(_both, entry)))

    question = question_of(entry, facts)
    return make() if question is None else law.remember(("open", question), make)


def _both(entry: AskedEntry, facts: Facts) -> tuple[bool | None, bool | None]:
    cautious, lenient, _ = readings(entry, facts)
    return cautious, lenient


def _ranks(concluded: Sequence[Conclusion]) -> list[tuple[Conclusion, int]]:
    """Each conclusion with the worst that hangs on it, also through rules that yield to it."""
    ranks = {c.rule.rule.id: max(rank_of(c), int(changes_answer(c))) for c in concluded}
    # Whatever waits for an exception is open itself; a chain is as long as its rules at most.
    for _ in concluded:
        for conclusion in concluded:
            rank = ranks[conclusion.rule.rule.id]
            for first in conclusion.rule.rule.yields_to if conclusion.truth is None else ():
                ranks[first] = max(ranks.get(first, 0), rank)
    return [(conclusion, ranks[conclusion.rule.rule.id]) for conclusion in concluded]


def placed(found: tuple[Question, ...], index: int) -> tuple[Question, ...]:
    """The questions of the first line, as those of another.

    Args:
        found: With paths of the first line.
        index: Position of the other line in the shipment, from 0.
    """
    if index == 0:
        return found
    return _ordered(
        replace(q, path=f"lines[{index}].{q.path.removeprefix(_FIRST_LINE)}")
        if q.path.startswith(_FIRST_LINE)
        else q
        for q in found
    )


def merged(lines: Iterable[Sequence[Question]]) -> tuple[Question, ...]:
    """The questions of all lines, each once."""
    found: dict[str, Question] = {}
    for question in (question for questions in lines for question in questions):
        before = found.get(question.path)
        if before is None:
            found[question.path] = question
            continue
        found[question.path] = Question(
            path=question.path,
            fact=question.fact,
            words=question.words,
            found_in=question.found_in,
            choices=question.choices,
            unit=question.unit,
            elements=tuple(sorted({*before.elements, *question.elements})),
            decides=tuple(sorted({*before.decides, *question.decides})),
            worth=before.worth + question.worth,
        )
    return _ordered(found.values())


def _ordered(found: Iterable[Question]) -> tuple[Question, ...]:
    # Of equal worth, what names kinds comes first: one that is none of them leaves no more to ask.
    return tuple(sorted(found, key=lambda q: (-q.worth, not q.choices, q.path)))


def relevant(
    found: Iterable[OpenFact], facts: Facts, result: Callable[[Facts], Any]
) -> list[OpenFact]:
    """The open facts that can change a result: each has two values between which it differs.

    Where there are too many combinations to try, all are kept.
    """
    found = list(found)
    merged_facts = {fact.key: fact for fact in reversed(found)}
    probes = probes_of(found)
    if len(probes) == 1 or prod(map(len, probes.values())) > MAX_COMPLETIONS:
        return list(merged_facts.values())
    keys = sorted(probes)
    changes: set[str] = set()
    results: dict[tuple[Any, ...], Any] = {}
    for assumed in completions(probes, facts):
        results[tuple(assumed[key] for key in keys)] = result(_with_listed(assumed, keys))
    for position, key in enumerate(keys):
        seen: dict[tuple[Any, ...], Any] = {}
        for chosen, value in results.items():
            others = chosen[:position] + chosen[position + 1 :]
            if seen.setdefault(others, value) != value:
                changes.add(key)
                break
    return [fact for key, fact in merged_facts.items() if key in changes]


def _with_listed(facts: Facts, keys: Iterable[str]) -> Facts:
    assumed = {key.removeprefix(_LISTED): facts[key] for key in keys if key.startswith(_LISTED)}
    return facts | {"#listed": {**facts["#listed"], **assumed}} if assumed else facts


def _want(
    wanted: dict[str, _Wanted],
    keep: Sequence[OpenFact],
    name: str,
    rank: int,
    words: Vocabulary,
) -> None:
    asked = [fact for fact in keep if fact.fact]
    for fact in asked:
        path = path_of(fact, words)
        want = wanted.setdefault(path, _Wanted(fact.fact))
        want.elements |= dict.fromkeys(fact.elements)
        want.decides[name] = None
        want.worth += rank * _SHARE // len(asked)


def path_of(fact: OpenFact, words: Vocabulary) -> str:
    """Where to write the answer in the shipment, for its first line."""
    declared = words.facts[fact.fact]
    inner = f"properties.{declared.field}" if declared.is_property else declared.field
    if declared.level == "line":
        return f"{_FIRST_LINE}{inner}"
    if declared.level == "party":
        scope = fact.key.rpartition(".")[0]
        return f"{scope}.{inner}"
    return inner
