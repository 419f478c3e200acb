"""What is made out of a law is a shipment, and touches what the law speaks of."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from typing import Any

from hypothesis import given

from exportgate import check, load_law, shipment_of
from exportgate.catalog.units import parse_quantity
from exportgate.testing import (
    days,
    lines,
    maker_of,
    parties,
    questions,
    shipments,
    ways_to_meet,
)
from exportgate.testing.aiming import question
from exportgate.tests.small_law import DAY, small_law

LAW = load_law(use_store=False)


@given(shipment=shipments(LAW, max_lines=3), day=days(LAW))
def test_shipments_can_be_asked_about(shipment: dict[str, Any], day: date) -> None:
    assert 1 <= len(shipment["lines"]) <= 3
    assert check(shipment, on=day, law=LAW).on == day


@given(line=lines(LAW), party=parties(LAW))
def test_lines_and_parties_stand_in_a_shipment(line: dict[str, Any], party: dict[str, Any]) -> None:
    assert shipment_of({"consignee": party, "lines": [{"line": "1", **line}]}).lines


def test_quantities_lie_on_both_sides_of_a_threshold() -> None:
    maker, choose = maker_of(small_law()), Random(1).choice
    fact = small_law().vocabulary.facts["line.kiln_diameter"]
    values = [parse_quantity(maker.value(fact, choose), fact.unit) for _ in range(200)]
    assert {value.is_at_least(parse_quantity("1 m", "m").low) for value in values} == {  # type: ignore[arg-type]
        True,
        False,
        None,
    }


def test_a_composition_names_each_ingredient_once() -> None:
    maker, choose = maker_of(LAW), Random(3).choice
    for _ in range(300):
        composition = maker.composition(choose, near=["O"] * 200)
        assert shipment_of({"lines": [{"line": "1", "composition": composition}]}).lines


def test_every_outcome_is_reached() -> None:
    maker, found = maker_of(LAW), Counter[str]()
    for index in range(300):
        choose = Random(f"reach-{index}").choice
        shipment = maker.shipment(choose)
        decision = check(shipment, on=maker.day(choose), law=LAW)
        found.update(line.outcome for line in decision.lines)
        found.update(match.result for line in decision.lines for match in line.matches)
    assert len(found) == 7, found  # "review" and "undetermined" are both
    assert min(found.values()) >= 5, found


def test_questions_are_aimed_at_entries_and_rules() -> None:
    maker, met, applied = maker_of(LAW), set[str](), set[str]()
    for index in range(400):
        shipment, day = question(maker, Random(f"aimed-{index}").choice)
        for line in check(shipment, on=day, law=LAW).lines:
            met |= {m.entry for m in line.matches if m.result in {"controlled", "review"}}
            applied |= {rule for need in line.requirements for rule in need.rules}
            applied |= {each.rule for each in (*line.prohibitions, *line.reviews)}
    assert len(met & LAW.entries.keys()) > 150
    assert len(applied & LAW.rules.keys()) > 50


@given(asked=questions(small_law()))
def test_questions_can_be_asked(asked: tuple[dict[str, Any], date]) -> None:
    shipment, day = asked
    assert check(shipment, on=day, law=small_law()).on == day


def test_goods_made_to_meet_a_definition_meet_it() -> None:
    entry = small_law().entries["sm-magnet"]
    assert entry.definition is not None
    for stated in ways_to_meet(entry.definition):
        line = {"line": "1", "control_code": entry.control_code, **stated.at("line")}
        decision = check({"lines": [line]}, on=DAY, law=small_law())
        assert decision.outcome != "not_required" or "component" in str(line)
