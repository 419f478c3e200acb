"""Each question can change the answer, and together they settle it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from exportgate.engine.answers import with_answers
from exportgate.engine.checking import check, shipment_of
from exportgate.engine.decision import Decision, Question
from exportgate.tests.small_law import DAY, MAGNET, ORDER, ask, ask_line, law_with, paths, small_law

VALUES: dict[str, list[Any]] = {
    "line.form": ["magnet", "magnet_assembly", "component", "alloy", "metal", "oxide", "compound"],
    "shipment.end_use": ["civil", "military", "emergency_relief", "terrorism"],
    "shipment.knowledge_of_risk": ["none", "knows"],
    "shipment.destination": ["DE", "JP", "KP"],
    "shipment.customs_regime": ["general_trade", "repair_and_return"],
    "party.list_status": ["none", "watch_list"],
    "line.kiln_diameter": ["0.5 m", "1 m", "2 m"],
    "line.reaction_temperature": ["500 degC", "501 degC"],
    "line.equipment_kind": ["roasting_kiln", "other"],
}


# Answers that make the line a controlled item on an everyday order.
USUAL = ("magnet", "civil", "none", "DE", "repair_and_return", {"Dy": "0.2 %", "Fe": "balance"})


def answers_to(question: Question) -> list[Any]:
    if question.elements:
        amounts = ["0 %", "0.05 %", "0.1 %", "0.2 %", "99.995 %"]
        return [{**dict.fromkeys(question.elements, amount), "Fe": "balance"} for amount in amounts]
    if question.fact in VALUES:
        return VALUES[question.fact]
    assert small_law().vocabulary.facts[question.fact].type == "flag", question.fact
    return [True, False]


def answer(decision: Decision) -> Any:
    """What an answer is, without the words of what was asked."""
    return (
        decision.outcome,
        decision.worst,
        [
            (
                [(m.entry, m.result) for m in line.matches],
                [
                    (r.kind, r.certainty, r.presumption, [o.availability for o in r.licence_kinds])
                    for r in line.requirements
                ],
                [(f.rule, f.certainty) for f in (*line.prohibitions, *line.reviews)],
            )
            for line in decision.lines
        ],
    )


OPEN: list[dict[str, Any]] = [
    {"lines": [{"line": "1", "description": "NdFeB"}]},
    {"lines": [{"line": "1", "description": "NdFeB", "composition": "Nd 30, Dy <=0.1, Fe bal"}],
     **ORDER},
    {"lines": [{"line": "1", **MAGNET}]},
    {"lines": [{"line": "1", **MAGNET}], **{k: v for k, v in ORDER.items() if k != "end_users"}},
    {"lines": [{"line": "1", "description": "kiln"}], **ORDER},
    {"lines": [{"line": "1", "description": "kiln", "properties": {"kiln_diameter": "1.2 m"}}],
     **ORDER},
    {"lines": [{"line": "1", "description": "bismuth"}], **ORDER},
    {"lines": [{"line": "1", "description": "bismuth", "form": "metal"}], **ORDER},
    {"lines": [{"line": "1", "description": "lithium"}], **ORDER},
    {"lines": [{"line": "1", "description": "shirt", "customs_number": "6109100010"}]},
    {"lines": [{"line": "1", **MAGNET}, {"line": "2", "description": "NdFeB"}],
     **{k: v for k, v in ORDER.items() if k != "destination"}},
]  # fmt: skip


@pytest.mark.parametrize("content", OPEN)
def test_questions_are_sufficient(content: dict[str, Any]) -> None:
    """However each round of questions is answered, nothing stays open."""
    shipments = [shipment_of(content)]
    for _ in range(4):
        unsettled = []
        for shipment in shipments:
            decision = check(shipment, on=DAY, law=small_law(), strict=True)
            if not decision.questions:
                assert decision.outcome != "undetermined"
                continue
            options = [[(q.path, a) for a in answers_to(q)] for q in decision.questions]
            # One answer varies at a time; the others take their first value.
            first = [option[0] for option in options]
            for position, option in enumerate(options):
                for choice in option:
                    given = dict([*first[:position], choice, *first[position + 1 :]])
                    unsettled.append(with_answers(shipment, given))
        shipments = unsettled[:400]
        if not shipments:
            return
    raise AssertionError


@pytest.mark.parametrize("content", OPEN)
def test_questions_are_relevant(content: dict[str, Any]) -> None:
    """Each has two answers between which the whole answer differs, given some to the others."""
    decision = check(content, on=DAY, law=small_law())
    shipment = shipment_of(content)
    options = {q.path: answers_to(q) for q in decision.questions}
    for path, choices in options.items():
        others = {p: a for p, a in options.items() if p != path}
        usual = {p: next((a for a in found if a in USUAL), found[0]) for p, found in others.items()}
        changed = [{p: a} for p, found in others.items() for a in found]
        rounds = [{}, usual, *changed, *({**usual, **change} for change in changed)]
        rounds += [{**a, **b} for a, b in product(changed, repeat=2)]
        for given in rounds:
            results = [
                answer(check(with_answers(shipment, {**given, path: choice}), on=DAY,
                             law=small_law()))
                for choice in choices
            ]  # fmt: skip
            if any(result != results[0] for result in results):
                break
        else:
            pytest.fail(f"{path} changes nothing")


def test_nothing_is_asked_that_cannot_change_the_answer() -> None:
    assert paths(ask_line(MAGNET, **ORDER)) == []
    assert paths(ask_line({"description": "shirt", "customs_number": "6109100010"}, **ORDER)) == []
    # The form alone decides: its composition is not asked for.
    assert paths(ask_line({"description": "NdFeB", "form": "oxide"}, **ORDER)) == []
    # Too small, whatever its temperature.
    small = {"description": "kiln", "properties": {"kiln_diameter": "0.9 m"}}
    assert paths(ask_line(small, **ORDER)) == []


def test_a_trace_that_may_be_there_is_asked_for_beside_the_form() -> None:
    line = {"description": "NdFeB", "composition": "Nd 30, Dy <=0.05, B 1, Fe bal"}
    law = law_with("", ("elements: [Dy], numbers", "numbers"))  # one entry that asks is enough
    decided = ask_line(line, law=law, **ORDER)
    assert [match.entry for match in decided.matches] == ["sm-magnet"]
    assert set(paths(decided)) == {"lines[0].form", "lines[0].composition"}


def test_membership_and_another_open_fact_are_both_asked_for() -> None:
    law = law_with(
        "",
        (
            "{fact: shipment.destination, member_of: eu}]}\n    then: {notes:",
            (
                "{fact: shipment.destination, member_of: eu}, "
                "{fact: shipment.exporter_is_barred, is: true}]}\n"
                "    then: {prohibits: true, notes:"
            ),
        ),
    )
    header = {name: value for name, value in ORDER.items() if name != "destination"}
    decided = ask_line(MAGNET, law=law, **header)
    by_path = {question.path: question.decides for question in decided.questions}
    assert "sm-eu-note" in by_path["destination"]
    assert "sm-eu-note" in by_path["properties.exporter_is_barred"]


def test_a_question_says_what_to_answer_and_where_to_find_it() -> None:
    form, composition = sorted(
        ask_line({"description": "NdFeB"}, **ORDER).questions, key=lambda q: q.path, reverse=True
    )
    assert form.path == "lines[0].form"
    assert form.words.zh.startswith("呈何种形态")
    assert form.found_in.en
    assert "magnet" in dict(form.choices)
    assert form.decides == ("9X001.a",)
    assert (composition.fact, composition.elements) == ("line.composition", ("Dy",))
    kiln = ask_line({"description": "kiln"}, **ORDER).questions
    assert {(q.fact, q.unit) for q in kiln} == {
        ("line.kiln_diameter", "m"),
        ("line.reaction_temperature", "degC"),
    }
    assert {q.path for q in kiln} == {
        "lines[0].properties.kiln_diameter",
        "lines[0].properties.reaction_temperature",
    }


def test_what_is_worth_most_stands_first() -> None:
    decision = ask({"description": "NdFeB"})
    worth = [question.worth for question in decision.questions]
    assert worth == sorted(worth, reverse=True)
    assert all(worth)


def test_questions_of_all_lines_are_asked_once() -> None:
    two = {"lines": [{"line": "1", **MAGNET}, {"line": "2", **MAGNET}]}
    decision = check(two, on=DAY, law=small_law())
    one = ask(MAGNET)
    assert paths(decision) == paths(one)
    assert len(set(paths(decision))) == len(decision.questions)
    assert [q.worth for q in decision.questions] == [2 * q.worth for q in one.questions]


def test_a_line_has_its_own_questions() -> None:
    lines = [
        {"line": "1", "description": "shirt", "customs_number": "6109100010"},
        {"line": "2", "description": "NdFeB"},
    ]
    decision = check({"lines": lines, **ORDER}, on=DAY, law=small_law())
    assert decision.lines[0].questions == ()
    assert set(paths(decision)) == {"lines[1].form", "lines[1].composition"}


def test_a_party_that_is_not_named_is_asked_about_at_its_place() -> None:
    header = {k: v for k, v in ORDER.items() if k != "end_users"} | {"destination": "JP"}
    assert "end_users[0].is_military" in paths(ask_line(MAGNET, **header))
    header["end_users"] = [{"is_military": False, "list_status": "none"}, {"name": "who?"}]
    found = paths(ask_line(MAGNET, **header))
    assert "end_users[1].is_military" in found
    assert "end_users[0].is_military" not in found
