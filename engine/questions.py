"""Which missing facts to ask for: those that can change the answer, most worth asking first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from math import prod
from typing import TYPE_CHECKING, Any

from .decision import OUTCOMES, Question
from .gates import Asking, OpenItem, StillOpen, placed_questions
from .infer import changes_answer, rank_of
from .match import (
    MAX_COMPLETIONS,
    completions,
    open_facts,
    question_of,
    readings,
)
from .probes import probes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..catalog.vocabulary import Fact, Vocabulary
    from .facts import Facts
    from .infer import Conclusion
    from .lawbook import AskedEntry, LawOnDay
    from .match import Asked
    from .nodes import Node
    from .probes import OpenFact

_LISTED = "#listed."
_FIRST_LINE = "lines[0]."
_LICENCE = OUTCOMES.index("licence_required")
_WITH_EFFECT = frozenset({"in_force", "unverified"})


@dataclass
class _Wanted:
    fact: str
    elements: dict[str, None] = field(default_factory=dict)
    decides: dict[str, None] = field(default_factory=dict)


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
    pairs = list(concluded)
    words = law.book.law.vocabulary
    items = [*_open_entries(found, facts, law), *_open_rules(pairs, words)]
    wanted: dict[str, _Wanted] = {}
    paths: dict[str, tuple[str, Fact]] = {}
    for item in items:
        for fact in item.keep:
            path = path_of(fact, words)
            paths[fact.key] = path, words.facts[fact.fact]
            want = wanted.setdefault(path, _Wanted(fact.fact))
            want.elements |= dict.fromkeys(fact.elements)
            want.decides[item.name] = None
    asking = Asking(items, paths, partial(_pointed, found, law), partial(_standing, pairs, words))
    places = placed_questions(asking, facts)
    return ordered(
        Question(
            path=path,
            fact=want.fact,
            words=words.facts[want.fact].question,
            found_in=words.facts[want.fact].found_in,
            choices=tuple((words.facts[want.fact].terms or {}).items()),
            unit=words.facts[want.fact].unit,
            elements=tuple(sorted(want.elements)),
            decides=tuple(sorted(want.decides)),
            worth=places[path].worth,
            only_if=places[path].only_if,
        )
        for path, want in wanted.items()
    )


def _open_entries(found: Sequence[Asked], facts: Facts, law: LawOnDay) -> Iterator[OpenItem]:
    words = law.book.law.vocabulary
    settled = {asked.domain for asked in found if asked.lenient is True}
    for asked in found:
        # Where entries have no codes, it is all one which of them applies.
        is_settled = asked.domain in settled and asked.entry.entry.control_code is None
        if asked.has_effect and asked.result == "undetermined" and not is_settled:
            keep = _asked_for(_open_of(asked.entry, facts, law))
            still_open = partial(_still_open, asked.entry, words)
            yield OpenItem(asked.name, _LICENCE, facts, keep, still_open)


def _open_rules(
    concluded: Sequence[tuple[Conclusion, Facts]], words: Vocabulary
) -> Iterator[OpenItem]:
    ranks = _ranks([conclusion for conclusion, _ in concluded])
    for (conclusion, rank), (_, seen) in zip(ranks, concluded, strict=True):
        when = conclusion.rule.when
        if conclusion.truth is not None or rank == 0 or when.truth(seen) is not None:
            continue
        keep = relevant(when.open_facts(seen), seen, when.truth)
        if conclusion.doubtful:
            keep = [fact for fact in keep if fact.key in conclusion.doubtful]
        still_open = partial(_still_open_of, when, words)
        yield OpenItem(conclusion.rule.rule.id, rank, seen, _asked_for(keep), still_open)


def _asked_for(found: Iterable[OpenFact]) -> tuple[OpenFact, ...]:
    return tuple(fact for fact in found if fact.fact)


def _still_open(entry: AskedEntry, words: Vocabulary, facts: Facts) -> Iterable[str]:
    """The paths of the questions that keep an entry open."""
    return _paths(open_facts(entry, facts), words) if None in _both(entry, facts) else ()


def _still_open_of(when: Node, words: Vocabulary, facts: Facts) -> Iterable[str]:
    """The paths of the questions that keep a condition open."""
    return _paths(when.open_facts(facts), words) if when.truth(facts) is None else ()


def _paths(found: Iterable[OpenFact], words: Vocabulary) -> Iterator[str]:
    return (path_of(fact, words) for fact in found if fact.fact)


def _pointed(found: Sequence[Asked], law: LawOnDay, fact: Fact) -> Iterator[tuple[Any, StillOpen]]:
    """The values of a fact that point to an entry which was not asked, with what it would ask."""
    words = law.book.law.vocabulary
    asked = {each.entry.entry.id for each in found}
    for value, positions in law.book.index.pointed(fact.name).items():
        for position in positions:
            name = law.book.names[position]
            if name not in asked and law.statuses[name].status in _WITH_EFFECT:
                yield value, partial(_still_open_if_sound, law.entries[position], words)


def _still_open_if_sound(entry: AskedEntry, words: Vocabulary, facts: Facts) -> Iterable[str]:
    try:
        return tuple(_still_open(entry, words, facts))
    except Exception:  # noqa: BLE001 - it is no candidate yet: what errs is told once it is
        return ()


def _standing(concluded: Iterable[tuple[Conclusion, Facts]], words: Vocabulary) -> frozenset[str]:
    """The paths of what rules that stand on their conditions would ask for."""
    return frozenset(
        path
        for conclusion, seen in concluded
        if conclusion.rule in conclusion.stands_on
        for path in _paths(conclusion.rule.when.open_facts(seen), words)
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

    def moved(path: str) -> str:
        if not path.startswith(_FIRST_LINE):
            return path
        return f"lines[{index}].{path.removeprefix(_FIRST_LINE)}"

    return ordered(
        replace(
            q,
            path=moved(q.path),
            only_if=tuple(replace(gate, path=moved(gate.path)) for gate in q.only_if),
        )
        if q.only_if or q.path.startswith(_FIRST_LINE)
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
            # What does not matter of one line may matter of another.
            only_if=tuple(gate for gate in before.only_if if gate in question.only_if),
        )
    return ordered(found.values())


def ordered(found: Iterable[Question]) -> tuple[Question, ...]:
    """Questions, most worth asking first; gates before what hangs on them."""
    # Of equal worth, what names kinds comes first: one that is none of them leaves no more to ask.
    by_path = {question.path: question for question in found}
    depths: dict[str, int] = {}

    def depth(path: str) -> int:
        if path not in depths:
            gates = by_path[path].only_if if path in by_path else ()
            depths[path] = max((1 + depth(gate.path) for gate in gates), default=0)
        return depths[path]

    def place(q: Question) -> tuple[int, int, bool, str]:
        return -q.worth, depth(q.path) if q.only_if else 0, not q.choices, q.path

    return tuple(sorted(by_path.values(), key=place))


def relevant(
    found: Iterable[OpenFact], facts: Facts, result: Callable[[Facts], Any]
) -> list[OpenFact]:
    """The open facts that can change a result: each has two values between which it differs.

    Where there are too many combinations to try, all are kept.
    """
    found = list(found)
    probes = probes_of(found)
    if len(probes) == 1 or prod(map(len, probes.values())) > MAX_COMPLETIONS:
        return found
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
    return [fact for fact in found if fact.key in changes]


def _with_listed(facts: Facts, keys: Iterable[str]) -> Facts:
    assumed = {key.removeprefix(_LISTED): facts[key] for key in keys if key.startswith(_LISTED)}
    return facts | {"#listed": {**facts["#listed"], **assumed}} if assumed else facts


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
