"""Properties that hold of every answer, tried on generated shipments with the shipped law."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exportgate import Decision, check, load_law
from exportgate.engine.answers import with_answers
from exportgate.engine.checking import shipment_of
from exportgate.engine.decision import OUTCOMES, LineDecision, Match, Question
from exportgate.rules.law import assemble
from exportgate.tests.engine import strategies as make

LAW = load_law(use_store=False)
_DEFINITE = {"controlled", "not_controlled"}


def _matches(decision: Decision) -> dict[tuple[str, str], Match]:
    return {(line.line, m.entry): m for line in decision.lines for m in line.matches}


def _without(content: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """The same shipment with some of its facts blanked."""
    fewer = copy.deepcopy(content)
    for holder in (fewer, *fewer["lines"]):
        names = sorted(set(holder) - {"lines", "line"})
        for name in data.draw(st.sets(st.sampled_from(names)) if names else st.just(set())):
            del holder[name]
    return fewer


@given(content=make.shipments(), day=make.days(), data=st.data())
def test_more_facts_never_flip_a_determined_match(
    content: dict[str, Any], day: date, data: st.DataObject
) -> None:
    fewer = _matches(check(_without(content, data), on=day, law=LAW, exhaustive=True))
    more = _matches(check(content, on=day, law=LAW, exhaustive=True))
    for key, match in fewer.items():
        results = {match.result, more[key].result}
        assert not (match.result in _DEFINITE and results == _DEFINITE), (key, match.result)


@given(content=make.shipments(max_lines=3), day=make.days(), data=st.data())
def test_order_of_lines_and_keys_changes_nothing(
    content: dict[str, Any], day: date, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(content["lines"]))
    shuffled = {key: content[key] for key in reversed(list(content))}
    shuffled["lines"] = [{key: line[key] for key in reversed(list(line))} for line in order]
    one, other = check(content, on=day, law=LAW), check(shuffled, on=day, law=LAW)
    assert (one.outcome, one.worst, one.horizon) == (other.outcome, other.worst, other.horizon)
    by_name = {line.line: line for line in other.lines}
    for line in one.lines:
        assert _without_questions(line) == _without_questions(by_name[line.line])


def _without_questions(line: LineDecision) -> LineDecision:
    # Their paths name the line by its place, and so do the reasons' leaves.
    return replace(line, questions=())


@given(content=make.shipments(), day=make.days(), data=st.data())
@settings(max_examples=25)
def test_order_of_rules_changes_nothing(
    content: dict[str, Any], day: date, data: st.DataObject
) -> None:
    packs = [
        pack.model_copy(
            update={
                "entries": tuple(data.draw(st.permutations(pack.entries))),
                "rules": tuple(data.draw(st.permutations(pack.rules))),
            }
        )
        for pack in data.draw(st.permutations(LAW.packs))
    ]
    shuffled = assemble(packs, LAW.vocabulary, LAW.digest)
    assert check(content, on=day, law=shuffled) == check(content, on=day, law=LAW)


@given(content=make.shipments(), day=make.days())
def test_nothing_open_is_cleared(content: dict[str, Any], day: date) -> None:
    # What does not leave China is outside most rules, whatever it is.
    content = {k: v for k, v in content.items() if k not in {"movement", "customs_regime"}}
    for line in check(content, on=day, law=LAW).lines:
        assert OUTCOMES.index(line.worst) >= OUTCOMES.index(line.outcome)
        if line.outcome != "not_required":
            continue
        assert not line.errors
        for match in line.matches:
            if match.status == "in_force":
                assert match.result == "not_controlled", match.entry
            if match.status == "unverified":
                assert match.result == "not_controlled", match.entry
        assert all(r.certainty == "possible" for r in line.requirements)
        assert line.matches or line.not_candidate is not None


@given(content=make.shipments(), day=make.days())
def test_every_requirement_cites_law_of_that_day(content: dict[str, Any], day: date) -> None:
    for line in check(content, on=day, law=LAW).lines:
        for requirement in line.requirements:
            assert requirement.agencies.licenses
            statuses = {cite.status for cite in requirement.cites if cite.kind != "guidance"}
            assert statuses & {"in_force", "unverified"}, requirement


def _timeless(decision: Decision) -> Any:
    lines = [
        replace(
            line,
            matches=tuple(m for m in line.matches if m.result != "not_controlled"),
            verdicts=tuple(v for v in line.verdicts if v.outcome != "not_required"),
        )
        for line in decision.lines
    ]
    return decision.outcome, decision.worst, decision.questions, lines


@given(content=make.shipments(max_lines=1), day=make.days(), data=st.data())
def test_the_answer_is_the_same_until_its_horizon(
    content: dict[str, Any], day: date, data: st.DataObject
) -> None:
    first = check(content, on=day, law=LAW)
    until = first.horizon.holds_until
    assert until is None or until > day
    second = check(content, on=make.later(day, until, data), law=LAW)
    assert _timeless(first) == _timeless(second)


def _answer(question: Question, data: st.DataObject) -> Any:
    fact = LAW.vocabulary.facts[question.fact]
    if question.elements:
        amounts = {
            symbol: data.draw(st.sampled_from(["0 %", "0.05 %", "0.2 %", "2 %"]))
            for symbol in question.elements
        }
        return {**amounts, "Fe" if "Fe" not in amounts else "Co": "balance"}
    if fact.terms is not None:
        return data.draw(st.sampled_from(sorted(fact.terms)))
    if fact.type == "flag":
        return data.draw(st.booleans())
    if fact.type == "country":
        return data.draw(st.sampled_from(["DE", "US", "JP", "CN"]))
    if fact.type == "quantity":
        return f"{data.draw(st.sampled_from(['0.05', '0.1', '1', '50', '6000']))} {fact.unit}"
    return data.draw(st.sampled_from(["8505111000", "2846901500", "6109100010"]))


@given(content=make.shipments(max_lines=1), day=make.days(), data=st.data())
@settings(max_examples=60)
def test_answering_every_question_determines_the_answer(
    content: dict[str, Any], day: date, data: st.DataObject
) -> None:
    shipment = shipment_of(content)
    decision = check(shipment, on=day, law=LAW)
    for _ in range(6):
        if not decision.questions:
            break
        answers = {q.path: _answer(q, data) for q in decision.questions}
        shipment = with_answers(shipment, answers)
        decision = check(shipment, on=day, law=LAW)
    assert not decision.questions, [q.path for q in decision.questions]
    assert decision.outcome != "undetermined"


@given(content=make.shipments(max_lines=1), day=make.days())
@settings(max_examples=60)
def test_an_undetermined_answer_asks(content: dict[str, Any], day: date) -> None:
    decision = check(content, on=day, law=LAW)
    assume(decision.outcome == "undetermined")
    assert decision.questions


@given(content=make.shipments(), day=make.days())
def test_the_same_question_gives_the_same_answer(content: dict[str, Any], day: date) -> None:
    again = json.loads(json.dumps(content))
    assert check(content, on=day, law=LAW) == check(again, on=day, law=LAW)
