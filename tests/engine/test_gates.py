"""Questions in order of worth, each with the earlier answers on which it hangs."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from exportgate.engine import questions
from exportgate.engine.answers import with_answers
from exportgate.engine.checking import check, shipment_of
from exportgate.engine.match import open_facts
from exportgate.tests.small_law import DAY, MAGNET, ORDER, ask_line, law_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exportgate.engine.decision import LineDecision, Question
    from exportgate.engine.facts import Facts
    from exportgate.engine.lawbook import AskedEntry
    from exportgate.engine.probes import OpenFact
    from exportgate.rules.law import Law

ENTRY = """
  - id: {id}
    control_code: "{code}"
    title: {{en: Good, zh: 货物}}
    domain: dual_use_rare_earth
    effective: {{from: 2025-04-01}}
    definition: {definition}
    evidence: {{keywords: {{en: [{word}]}}{facts}}}
    cites: [{{instrument: sm-list-2025, provision: z}}]"""
HEAD = """
pack: sm-gates
title: {en: Gates, zh: 前提}
instrument: sm-list-2025
verified_up_to: 2026-10-09
entries:"""

LIMITS = "{all: [{fact: line.reaction_temperature, above: 500 degC}, "
BLOCK = "{all: [{fact: line.contains_artificial_graphite, is: true}, "
POWDER = "{not: {fact: line.form, is: powder}}, "


def entries(*found: tuple[str, str], word: str = "gadget", facts: str = "") -> Law:
    told = (
        ENTRY.format(
            id=f"sm-gate-{place}", code=code, definition=definition, word=word, facts=facts
        )
        for place, (code, definition) in enumerate(found)
    )
    return law_with(HEAD + "".join(told))


def asked(law: Law, **line: Any) -> dict[str, Question]:
    decided: LineDecision = ask_line({"description": "gadget", **line}, law=law, **ORDER)
    return {q.path.rpartition(".")[2]: q for q in decided.questions}


def gates(question: Question) -> list[str]:
    return [gate.words.en for gate in question.only_if]


def test_a_kind_stands_before_the_numbers_that_only_matter_for_it() -> None:
    law = entries(("9X900", BLOCK + POWDER + "{fact: line.density, above: 1.7 g/cm3}]}"))
    found = asked(law)
    assert [*found] == ["contains_artificial_graphite", "density", "form"]
    assert gates(found["contains_artificial_graphite"]) == []
    assert gates(found["density"]) == ["artificial graphite is yes"]
    assert gates(found["form"]) == ["artificial graphite is yes"]
    (gate,) = found["density"].only_if
    assert gate.path == "lines[0].properties.contains_artificial_graphite"
    assert gate.answers == ("true",)
    assert gate.words.zh == "人造石墨为是"


def test_what_two_entries_ask_comes_before_what_one_asks() -> None:
    law = entries(
        ("9X900", BLOCK + "{fact: line.density, above: 1.7 g/cm3}]}"),
        ("9X901", BLOCK + "{fact: line.density, above: 1.8 g/cm3}, "
                  "{fact: line.flexural_strength, above: 30 MPa}]}"),
        ("9X902", "{fact: line.contains_natural_flake_graphite, is: true}"),
    )  # fmt: skip
    found = asked(law)
    assert [*found] == [
        "contains_artificial_graphite",
        "density",
        "contains_natural_flake_graphite",
        "flexural_strength",
    ]
    # Of two entries the density stays of use whatever the strength is, not the other way round.
    assert gates(found["density"]) == ["artificial graphite is yes"]
    assert gates(found["flexural_strength"]) == [
        "artificial graphite is yes",
        "density is above 1.8 g/cm3",
    ]
    assert [found[name].worth for name in found] == [360, 360, 180, 180]
    assert found["flexural_strength"].only_if[1].answers == ()


def test_numbers_that_spare_each_other_are_not_told_as_gates() -> None:
    both = LIMITS + "{fact: line.kiln_diameter, at_least: 1 m}]}"
    found = asked(entries(("9X900", both)))
    assert [gates(question) for question in found.values()] == [[], []]


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("at_least: 1 m", "kiln diameter is at least 1 m"),
        ("above: 1 m", "kiln diameter is above 1 m"),
        ("below: 1 m", "kiln diameter is below 1 m"),
        ("at_most: 1 m", "kiln diameter is at most 1 m"),
    ],
)
def test_the_bounds_of_a_number_are_told(limit: str, words: str) -> None:
    one = f"{{fact: line.kiln_diameter, {limit}}}"
    law = entries(("9X900", one), ("9X901", LIMITS + one + "]}"))
    assert gates(asked(law)["reaction_temperature"]) == [words]


def test_a_number_may_have_to_lie_between_two_bounds_or_outside_them() -> None:
    low, high = (
        "{fact: line.kiln_diameter, at_least: 1 m}",
        "{fact: line.kiln_diameter, above: 2 m}",
    )
    hot = "{fact: line.reaction_temperature, above: 500 degC}"
    within = f"{{all: [{low}, {{any: [{high}, {hot}]}}]}}"
    law = entries(("9X900", within))
    assert gates(asked(law)["reaction_temperature"]) == [
        "kiln diameter is at least 1 m and at most 2 m"
    ]
    outside = f"{{all: [{hot}, {{any: [{{not: {low}}}, {high}]}}]}}"
    law = entries(("9X900", outside), ("9X901", low), ("9X902", high))
    question = asked(law)["reaction_temperature"]
    assert gates(question) == ["kiln diameter is below 1 m or above 2 m"]
    assert question.only_if[0].words.zh == "窑体直径低于1 m或者高于2 m"


def test_a_gate_names_the_terms_with_which_a_question_matters() -> None:
    hot = "{fact: line.reaction_temperature, above: 500 degC}"
    is_alloy = "{fact: line.form, in: [alloy, metal]}"
    question = asked(entries(("9X900", f"{{all: [{is_alloy}, {hot}]}}")))["reaction_temperature"]
    assert gates(question) == ["form is one of: metal of one element; alloy"]
    assert question.only_if[0].answers == ("metal", "alloy")
    is_none = "{not: {fact: line.form, in: [alloy, metal]}}"
    law = entries(("9X900", f"{{all: [{is_none}, {hot}]}}"), ("9X901", is_alloy))
    question = asked(law)["reaction_temperature"]
    assert gates(question) == ["form is none of: metal of one element; alloy"]
    assert "alloy" not in question.only_if[0].answers
    many = "{fact: line.form, in: [alloy, metal, oxide, compound, ceramic]}"
    question = asked(entries(("9X900", f"{{all: [{many}, {hot}]}}")))["reaction_temperature"]
    assert gates(question)[0].endswith("; 2 more")
    assert len(question.only_if[0].answers) == 5


def test_an_answer_that_points_to_another_entry_is_no_reason_not_to_ask() -> None:
    hot = "{fact: line.reaction_temperature, above: 500 degC}"
    kind = "{fact: line.equipment_kind, is: %s}"
    wide = "{fact: line.kiln_diameter, at_least: 1 m}"
    mine = ENTRY.format(
        id="sm-gate-mine", code="9X900", word="gadget", facts="",
        definition=f"{{all: [{kind % 'roasting_kiln'}, {hot}, {wide}]}}",
    )  # fmt: skip
    facts = ", facts: [{fact: line.equipment_kind, is: other}]"
    other = ENTRY.format(
        id="sm-gate-other", code="9X901", word="widget", facts=facts,
        definition=f"{{all: [{kind % 'other'}, {hot}]}}",
    )  # fmt: skip
    alone = asked(law_with(HEAD + mine))["reaction_temperature"]
    assert [gate.answers for gate in alone.only_if] == [("roasting_kiln",)]
    beside = asked(law_with(HEAD + mine + other))["reaction_temperature"]
    assert [gate.answers for gate in beside.only_if] == [("roasting_kiln", "other")]


def test_what_errs_elsewhere_is_told_once_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    hot = "{fact: line.reaction_temperature, above: 500 degC}"
    kind = "{fact: line.equipment_kind, is: roasting_kiln}"
    facts = ", facts: [{fact: line.equipment_kind, is: other}]"
    law = law_with(
        HEAD
        + ENTRY.format(
            id="sm-gate-mine", code="9X900", word="gadget", facts="",
            definition=f"{{all: [{kind}, {hot}]}}",
        )
        + ENTRY.format(id="sm-gate-other", code="9X901", word="widget", facts=facts, definition=hot)
    )  # fmt: skip

    def erring(entry: AskedEntry, facts: Facts) -> Iterator[OpenFact]:
        assert entry.entry.id != "sm-gate-other"
        return open_facts(entry, facts)

    monkeypatch.setattr(questions, "open_facts", erring)
    assert asked(law)["reaction_temperature"].only_if[0].answers == ("roasting_kiln",)


def test_a_fact_of_the_order_does_not_wait_for_one_of_a_line() -> None:
    law = entries(
        ("9X900", BLOCK + "{fact: shipment.end_use, is: military}]}"),
    )
    header = {name: value for name, value in ORDER.items() if name != "end_use"}
    decided = ask_line({"description": "gadget"}, law=law, **header)
    by_path = {question.path: question for question in decided.questions}
    assert by_path["end_use"].only_if == ()
    assert by_path["lines[0].properties.contains_artificial_graphite"].only_if[0].path == "end_use"


def test_what_only_one_line_spares_another_line_still_asks() -> None:
    law = entries(("9X900", BLOCK + "{fact: line.density, above: 1.7 g/cm3}]}"))
    lines = [
        {"line": "1", "description": "gadget"},
        {"line": "2", "description": "gadget"},
    ]
    decision = check({"lines": lines, **ORDER}, on=DAY, law=law)
    first, second = (q for q in decision.questions if q.fact == "line.density")
    assert [gate.path.partition(".")[0] for gate in (*first.only_if, *second.only_if)] == [
        "lines[0]",
        "lines[1]",
    ]


def test_a_question_of_all_lines_keeps_only_the_gates_that_all_lines_have() -> None:
    risky = "{fact: shipment.knowledge_of_risk, is: knows}"
    law = law_with(
        HEAD
        + ENTRY.format(
            id="sm-gate-a", code="9X900", word="gadget", facts="",
            definition=f"{{all: [{{fact: shipment.end_use, is: military}}, {risky}]}}",
        )
        + ENTRY.format(
            id="sm-gate-b", code="9X901", word="widget", facts="",
            definition=f"{{all: [{{fact: line.form, is: metal}}, {risky}]}}",
        )
    )  # fmt: skip
    header = {k: v for k, v in ORDER.items() if k not in {"end_use", "knowledge_of_risk"}}
    lines = [
        {"line": "1", "description": "gadget"},
        {"line": "2", "description": "widget"},
    ]
    for some, is_gated in ((lines[:1], True), (lines, False)):
        decision = check({"lines": some, **header}, on=DAY, law=law)
        (question,) = (q for q in decision.questions if q.fact == "shipment.knowledge_of_risk")
        assert bool(question.only_if) is is_gated


def test_gates_stand_first_and_spare_what_they_say() -> None:
    """Every answer that a gate does not name leaves the later question out."""
    law = entries(
        ("9X900", BLOCK + POWDER + "{fact: line.density, above: 1.7 g/cm3}]}"),
        ("9X901", BLOCK + POWDER + "{fact: line.density, above: 1.8 g/cm3}, "
                  "{fact: line.flexural_strength, above: 30 MPa}]}"),
    )  # fmt: skip
    shipment = shipment_of({"lines": [{"line": "1", "description": "gadget"}], **ORDER})
    found = check(shipment, on=DAY, law=law).questions
    paths = [question.path for question in found]
    assert [q.worth for q in found] == sorted((q.worth for q in found), reverse=True)
    for place, question in enumerate(found):
        for gate in question.only_if:
            assert gate.path in paths[:place]
    values: dict[str, list[tuple[Any, str]]] = {
        "contains_artificial_graphite": [(True, "true"), (False, "false")],
        "form": [("powder", "powder"), ("metal", "metal")],
    }
    for question, (name, answers) in product(found, values.items()):
        for gate in question.only_if:
            for value, told in answers if gate.path.endswith(name) else ():
                left = check(with_answers(shipment, {gate.path: value}), on=DAY, law=law).questions
                assert (question.path in {q.path for q in left}) is (told in gate.answers)


def test_gates_do_not_depend_on_the_order_of_the_law() -> None:
    one = ("9X900", BLOCK + POWDER + "{fact: line.density, above: 1.7 g/cm3}]}")
    two = ("9X901", "{all: [{fact: line.density, above: 1.8 g/cm3}, " + BLOCK[7:-2] + "]}")
    assert asked(entries(one, two)) == asked(entries(two, one))


def test_nothing_waits_where_one_fact_is_missing() -> None:
    line = {name: value for name, value in MAGNET.items() if name != "form"}
    (question,) = ask_line({"description": "NdFeB", **line}, **ORDER).questions
    assert question.only_if == ()
