"""The decision on a line with what the lists say of the parties added to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..catalog.text import Text
from .decision import OUTCOMES, Horizon, Question
from .parties import NOBODY, Screened
from .questions import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .decision import LineDecision, NameHit
    from .lawbook import LawOnDay

_NOT_ANOTHER = Text("no: another company", "否：并非同一实体")


def with_parties(answer: LineDecision, screened: Screened, law: LawOnDay) -> LineDecision:
    """The decision on a line, with what the lists say of the parties.

    Args:
        answer: What the rules say of the line; its questions are placed.
        screened: The parties.
        law: The law of the day.
    """
    if screened.told is None:
        return answer
    if screened.reviews:
        outcome = max(answer.outcome, "review", key=OUTCOMES.index)
        worst = max(answer.worst, outcome, key=OUTCOMES.index)
        answer = replace(answer, outcome=outcome, worst=worst)
    return replace(
        answer,
        reviews=(*answer.reviews, *screened.reviews),
        notes=(*answer.notes, *screened.notes),
        horizon=_sooner(answer.horizon, screened, law),
        questions=_about_identity(answer.questions, screened, law),
    )


def _sooner(horizon: Horizon, screened: Screened, law: LawOnDay) -> Horizon:
    changes = [
        (status.next_change, status.next_by or name)
        for name in screened.listings
        if (status := law.statuses[name]).next_change is not None
    ]
    if horizon.holds_until is not None:
        changes.append((horizon.holds_until, horizon.because_of or ""))
    if not changes:
        return horizon
    day, name = min(changes)
    if (day, name) == (horizon.holds_until, horizon.because_of):
        return horizon
    return Horizon(day, name, law.book.law.instruments[name].title)


def _about_identity(
    questions: Iterable[Question], screened: Screened, law: LawOnDay
) -> tuple[Question, ...]:
    """Questions that hang on a hit become one: is it the listed party?"""
    doubtful = {key for key, _ in screened.facts.get("#doubtful", ())}
    fact = law.book.law.vocabulary.facts["party.listed_as"]
    parties = {} if screened.told is None else {each.path: each for each in screened.told.parties}
    kept: list[Question] = []
    asked: dict[str, Question] = {}
    gone: set[str] = set()
    for question in questions:
        path = question.path.partition(".")[0]
        if f"{path}.{question.fact.partition('.')[2]}" not in doubtful:
            kept.append(question)
            continue
        gone.add(question.path)
        before = asked.get(path)
        asked[path] = Question(
            path=f"{path}.{fact.field}",
            fact=fact.name,
            words=fact.question,
            found_in=fact.found_in,
            choices=_choices(parties[path].hits),
            unit="",
            elements=(),
            decides=tuple(sorted({*question.decides, *(before.decides if before else ())})),
            worth=question.worth + (before.worth if before else 0),
        )
    if not asked:
        return tuple(kept)
    # What waited for an answer that is no longer asked for waits for nothing.
    waiting = (
        replace(each, only_if=tuple(gate for gate in each.only_if if gate.path not in gone))
        for each in kept
    )
    return ordered([*waiting, *asked.values()])


def _choices(hits: Iterable[NameHit]) -> tuple[tuple[str, Text], ...]:
    found = {hit.listed_party: hit.name for hit in hits if hit.state == "open"}
    return (*found.items(), (NOBODY, _NOT_ANOTHER))
