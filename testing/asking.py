"""What holds of the questions that an answer asks."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..engine.answers import with_answers
from ..engine.checking import check, shipment_of
from ..rules.conditions import AllOf, FactTest, Not
from .answering import answer_to
from .broken import hold
from .compared import summary
from .made import maker_of, tests_of
from .meeting import Stated, ways_to_meet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..engine.decision import Decision, Question
    from ..rules.law import Law
    from .made import Choose

_FILLINGS = 24
_LEAST = 2
_SHARES = ("0 %", "0.05 %", "4 %")
_ROUNDS = 8
"""Rounds of questions after which an answer has to be determined."""


def questions_are_sufficient(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """Whoever answers all questions gets an answer; what is undetermined asks."""
    name = "questions are sufficient"
    shipment = shipment_of(content)
    decision = check(shipment, on=day, law=law)
    hold(decision.outcome != "undetermined" or decision.questions, name, "no question")
    for _ in range(_ROUNDS):
        if not decision.questions:
            break
        answers = {q.path: answer_to(q, law, choose) for q in decision.questions}
        shipment = with_answers(shipment, answers)
        decision = check(shipment, on=day, law=law)
    hold(not decision.questions, name, [q.path for q in decision.questions])
    hold(decision.outcome != "undetermined", name, shipment)


def questions_are_relevant(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """A question has two answers that lead to different decisions.

    What else is open is left open first, then answered in several ways.
    """
    shipment = shipment_of(content)
    questions = check(shipment, on=day, law=law).questions
    if not questions:
        return
    question = choose(questions)
    others = [other for other in questions if other.path != question.path]
    answers = list(_answers(question, law, choose))
    for count in range(_FILLINGS if len(answers) > 1 else 0):
        leaning = _leaning(question, law, choose) if count % 3 else {}
        given = {other.path: answer_to(other, law, choose) for other in others if count > 1}
        beside = question.path.rpartition(".")[0].partition(".properties")[0]
        for other in others:
            is_near = other.fact.startswith("shipment.") or other.path.startswith(beside)
            if is_near and other.fact in leaning and choose([True, True, False]):
                given[other.path] = leaning[other.fact]
        told = set()
        for answer in (*answers, *(leaning[name] for name in leaning if name == question.fact)):
            asked = with_answers(shipment, {**given, question.path: answer})
            told.add(_told(check(asked, on=day, law=law)))
            if len(told) > 1:
                return
    hold(len(answers) < _LEAST, "questions are relevant", question.path)


def _leaning(question: Question, law: Law, choose: Choose) -> dict[str, Any]:
    """Values of facts under which something that a question decides comes near to apply."""
    found: dict[str, Any] = {}
    name = choose(question.decides or ("",))
    for entry in law.entries.values():
        if name in {entry.id, entry.control_code} and entry.definition is not None:
            outside = (law.exclusions[each].when for each in entry.exclusions)
            # What takes goods out is denied, but for what is asked about.
            denied = [
                Not.model_construct(not_=when)
                for when in outside
                if question.fact not in {getattr(test, "fact", "") for test in tests_of(when)}
            ]
            wanted = AllOf(all=(entry.definition, *denied))
            stated = choose([*islice(ways_to_meet(wanted), _FILLINGS), Stated()]).at("line")
            fields = {**stated.pop("properties", {}), **stated}
            found |= {f"line.{field}": value for field, value in fields.items()}
    if name in law.rules:
        for test in tests_of(law.rules[name].when):
            if isinstance(test, FactTest) and test.comparison[0] in {"is", "in"}:
                wanted = test.comparison[1]
                found[test.fact] = choose(wanted) if isinstance(wanted, tuple) else wanted
    return found


def _told(decision: Decision) -> str:
    """What is decided, with what each requirement asks for and what is noted."""
    more = [
        [
            repr([(r.presumption, r.licence_kinds, r.documents) for r in line.requirements]),
            [f.rule for f in line.notes],
        ]
        for line in decision.lines
    ]
    return json.dumps([summary(decision), more])


def _answers(question: Question, law: Law, choose: Choose) -> Iterator[Any]:
    """Answers of which each may lead elsewhere, as far as they are known."""
    fact = law.vocabulary.facts[question.fact]
    if question.choices:
        yield from (term for term, _ in question.choices)
    elif fact.type == "flag":
        yield from (True, False)
    elif question.elements:
        yield from (
            {**dict.fromkeys(question.elements[:20], share), "Fe": "balance"} for share in _SHARES
        )
    elif fact.type == "country":
        yield from maker_of(law).places
    elif fact.type == "quantity":
        yield from maker_of(law).around_limits(fact)
    else:
        yield from (answer_to(question, law, choose) for _ in range(_FILLINGS))


def questions_wait_for_their_gates(
    law: Law, content: dict[str, Any], day: date, choose: Choose
) -> None:
    """Gates stand before what hangs on them; an answer that a gate does not name spares it."""
    name = "questions wait for their gates"
    shipment = shipment_of(content)
    questions = check(shipment, on=day, law=law).questions
    places = {question.path: place for place, question in enumerate(questions)}
    for question in questions:
        for gate in question.only_if:
            hold(places[gate.path] < places[question.path], name, (gate.path, question.path))
            choices: list[Any] = [term for term, _ in questions[places[gate.path]].choices]
            if gate.answers and not choices:
                choices = [True, False]
            spared = [each for each in choices if str(each).lower() not in gate.answers]
            if spared and gate.answers:
                answers = {gate.path: choose(spared)}
                left = check(with_answers(shipment, answers), on=day, law=law).questions
                hold(question.path not in {q.path for q in left}, name, (answers, question.path))
