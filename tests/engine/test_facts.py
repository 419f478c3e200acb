"""From a shipment to facts: what is not stated does not stand in them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from exportgate.catalog.interval import Interval
from exportgate.catalog.vocabulary import vocabulary
from exportgate.engine.checking import shipment_of
from exportgate.engine.facts import line_facts, makeup_of, shipment_facts, stated_elements
from exportgate.engine.shipment import Line

ON = date(2025, 6, 2)
NOTHING = Interval.exactly(0)


def facts_of(**header: Any) -> dict[str, Any]:
    shipment = shipment_of({"lines": [{"line": "1"}], **header})
    return shipment_facts(shipment, ON, vocabulary())


def of_line(**fields: Any) -> dict[str, Any]:
    return line_facts({"#on": ON}, Line(line="1", **fields), vocabulary())


def dysprosium(**fields: Any) -> Interval:
    makeup = makeup_of(Line(line="1", **fields))
    assert makeup is not None
    return makeup.amount("Dy", None)


def test_what_is_blank_is_no_fact() -> None:
    assert facts_of() == {"#on": ON, "shipment.movement": "export_from_china"}
    assert of_line() == {"#on": ON}


def test_a_premise_gives_way_to_what_is_said() -> None:
    assert facts_of(movement="outside_china")["shipment.movement"] == "outside_china"


def test_header_and_properties() -> None:
    facts = facts_of(destination="Japan", end_use="civil", properties={"exporter_is_barred": False})
    assert facts["shipment.destination"] == "JP"
    assert facts["shipment.end_use"] == "civil"
    assert facts["shipment.exporter_is_barred"] is False


def test_parties_stand_under_their_place() -> None:
    facts = facts_of(
        consignee={"country": "DE", "is_military": False},
        end_users=[
            {"list_status": "none"},
            {"properties": {"share_held_by_listed_parties": "40-60 %"}},
        ],
    )
    assert facts["#consignee"] == ("consignee",)
    assert facts["#end_user"] == ("end_users[0]", "end_users[1]")
    assert "#intermediary" not in facts
    assert "#exporter" not in facts
    assert facts["consignee.country"] == "DE"
    assert facts["consignee.is_military"] is False
    assert facts["end_users[0].list_status"] == "none"
    assert "end_users[0].is_military" not in facts
    assert facts["end_users[1].share_held_by_listed_parties"] == Interval(
        Fraction(40), Fraction(60)
    )


def test_a_party_of_whom_nothing_is_said_is_named_all_the_same() -> None:
    assert facts_of(consignee={"name": "A"})["#consignee"] == ("consignee",)


def test_quantities_are_brought_to_the_unit_of_the_fact() -> None:
    facts = of_line(properties={"kiln_diameter": "150 cm", "reaction_temperature": "300 K"})
    assert facts["line.kiln_diameter"] == Interval.exactly("1.5")
    assert facts["line.reaction_temperature"] == Interval.exactly("26.85")


def test_a_formula_of_a_compound_states_the_whole() -> None:
    assert dysprosium(formula="Nd2O3") == NOTHING
    assert dysprosium(formula="Dy2O3").is_exact


def test_a_formula_of_an_alloy_names_its_main_phase_only() -> None:
    """`Nd2Fe14B` never says that there is no dysprosium."""
    amount = dysprosium(formula="Nd2Fe14B")
    assert amount.is_above(Fraction(0)) is None
    assert amount.high == Fraction(1, 2)


def test_a_purity_leaves_the_rest_open() -> None:
    amount = dysprosium(formula="Nd2O3", purity="99.9 %")
    assert amount == Interval(Fraction(0), Fraction("0.001"))
    assert dysprosium(formula="Nd2O3", purity="100 %") == NOTHING
    assert dysprosium(formula="Nd2O3", purity=">= 99.9 %").high == Fraction("0.001")


def test_a_composition_comes_before_a_formula() -> None:
    assert dysprosium(formula="Dy2O3", composition="Nd 30, Fe bal") == NOTHING
    assert dysprosium(composition={"Dy": "2 %", "Fe": "balance"}) == Interval.exactly("0.02")
    assert makeup_of(Line(line="1", purity="99 %")) is None


@pytest.mark.parametrize(
    ("fields", "symbols"),
    [
        ({}, []),
        ({"composition": "Nd 30, Dy <= 0.1, Fe bal"}, ["Dy", "Fe", "Nd"]),
        ({"formula": "Dy2O3"}, ["Dy", "O"]),
    ],
)
def test_the_elements_that_are_named(fields: dict[str, Any], symbols: list[str]) -> None:
    assert list(stated_elements(of_line(**fields))) == symbols
