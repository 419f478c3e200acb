"""What a case touches, and what it does not, in the small law and in conditions of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter

from exportgate.catalog.text import Text
from exportgate.engine.case_coverage import cover, touched_by
from exportgate.engine.case_spots import SPOT_KINDS, spots_of
from exportgate.engine.conditions import build
from exportgate.engine.facts import read_value
from exportgate.engine.node_spots import claim_of, is_just, spots_of_node, touched_in_node
from exportgate.engine.nodes import Leaf
from exportgate.rules.cases import Case
from exportgate.rules.conditions import Condition
from exportgate.tests.small_law import DAY, MAGNET, ORDER, law_with, small_law

SILENT = {k: v for k, v in ORDER.items() if k not in {"end_use", "knowledge_of_risk"}}
WORDS = small_law().vocabulary
CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)


def node(content: dict[str, Any]) -> Any:
    return build(CONDITION.validate_python(content), WORDS)


def case(line: dict[str, Any] | None = None, on: Any = DAY, **header: Any) -> Case:
    shipment = {"lines": [{"line": "1", **(line or {})}], **header}
    content = {"name": "x", "on": on, "source": ["own"], "shipment": shipment, "expect": {}}
    return Case.model_validate(content)


def touched(line: dict[str, Any] | None = None, on: Any = DAY, **header: Any) -> set[str]:
    return {
        " ".join(filter(None, key)) for key in touched_by(case(line, on, **header), small_law())
    }


def test_a_case_touches_only_places_that_count() -> None:
    keys = {spot.key for spot in spots_of(small_law())}
    assert len(keys) == len(spots_of(small_law()))
    found = set(touched_by(case(MAGNET, **ORDER), small_law()))
    assert found
    assert found <= keys


@pytest.mark.parametrize(
    ("line", "aspect"),
    [
        ({"form": "magnet", "composition": "Dy 2, Fe bal"}, "hit"),
        ({"form": "oxide", "composition": "Dy 2, Fe bal"}, "miss"),
        ({"form": "component", "composition": "Dy 2, Fe bal"}, "miss"),
        ({"composition": "Dy 2, Fe bal"}, "open"),
    ],
)
def test_an_entry_is_hit_missed_or_open(line: dict[str, Any], aspect: str) -> None:
    found = {
        key for key in touched(line) if key in {f"sm-magnet {a}" for a in ("hit", "miss", "open")}
    }
    assert found == {f"sm-magnet {aspect}"}


def test_a_pointer_is_hit_when_it_is_a_candidate() -> None:
    assert "sm-pointer hit" in touched({"description": "enigma"})
    assert "sm-pointer hit" not in touched({"description": "shirt"})


def test_what_is_not_in_force_is_not_hit() -> None:
    oxide = {"form": "oxide", "composition": "Er 2, O bal"}
    assert not any(key.startswith("sm-erbium") for key in touched(oxide))
    assert "sm-erbium 2026-12-31 until_not_yet" in touched(oxide, "2026-12-31")
    assert "sm-erbium 2027-01-01 from_in_force" in touched(oxide, "2027-01-01")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ({"form": "component", "composition": "Dy 2"}, "sm-magnet sm-component excluded"),
        ({"form": "magnet_assembly", "composition": "Dy 2"}, "sm-magnet sm-assembly excluded"),
        ({"form": "magnet", "composition": "Dy 0.05, Fe bal"}, "sm-magnet review_when[0] judged"),
    ],
)
def test_exclusions_and_bands_count_where_the_definition_holds(
    line: dict[str, Any], wanted: str
) -> None:
    assert wanted in touched(line)
    assert wanted not in touched({**line, "form": "oxide"})


def test_rules_apply_yield_stand_and_just_fail() -> None:
    found = touched(MAGNET, **ORDER)
    assert {"sm-alpha-licence applies", "sm-denial just_not", "sm-alpha-procedure used"} <= found
    assert "sm-single available" in found
    assert "sm-general not_available" not in found
    relief = touched(MAGNET, **{**ORDER, "end_use": "emergency_relief"})
    assert "sm-alpha-licence sm-relief yields" in relief
    assert "sm-alpha-licence applies" not in relief
    assert "sm-catch-all stands" in touched({"description": "shirt"}, **SILENT)
    assert "sm-catch-all ask_when[0] limb" in touched(MAGNET)
    general = touched(MAGNET, **ORDER, properties={"exporter_has_internal_compliance": False})
    assert "sm-general not_available" in general


def test_red_flags_are_up_or_cleared() -> None:
    header = {**ORDER, "intermediaries": [{"name": "C", "list_status": "control_list"}]}
    assert "sm-flag-intermediary up" in touched(MAGNET, **header)
    cleared = touched(MAGNET, **header, papers=["sm-risk-report"])
    assert "sm-flag-intermediary cleared" in cleared


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2020-11-30", "sm-alpha-licence 2020-11-30 until_not_yet"),
        ("2020-12-01", "sm-alpha-procedure 2020-12-01 from_in_force"),
        ("2024-12-31", "sm-old-licence 2024-12-31 until_in_force"),
        ("2025-01-01", "sm-old-licence 2025-01-01 from_repealed"),
        ("2025-03-31", "sm-magnet 2025-03-31 until_not_yet"),
    ],
)
def test_days_count_for_what_the_case_is_about(day: str, wanted: str) -> None:
    assert wanted in touched(MAGNET, day, **ORDER)
    assert wanted not in touched({"description": "shirt", "customs_number": "6109100010"}, day)


def test_a_shipment_that_cannot_be_read_touches_nothing() -> None:
    assert touched({"form": "magent"}) == set()


def test_figures_and_what_is_missing() -> None:
    whole = cover([], small_law())
    assert whole.share() == (0, len(whole.spots))
    assert list(whole.shares) == list(SPOT_KINDS)
    one = cover([case(MAGNET, **ORDER)], small_law())
    assert one.share()[0] == len(one.spots) - len(one.missing) > 0
    part = cover([], small_law(), ["sm-list"])
    assert {spot.pack for spot in part.spots} == {"sm-list"}


def test_a_list_for_some_shipments_has_its_own_condition() -> None:
    definition = "    definition: {all: [{fact: line.form, is: crystal}"
    there = "{fact: shipment.destination, is: KP}, {fact: shipment.destination, is: IR}"
    law = law_with("", (definition, f"    asked_when: {{any: [{there}]}}\n{definition}"))
    line = {"form": "crystal", "composition": "Co 2, O bal"}
    found = set(touched_by(case(line, destination="KP"), law))
    assert ("sm-orphan", "asked_when[0]", "limb") in found
    assert ("sm-orphan", "", "hit") in found
    elsewhere = set(touched_by(case(line, destination="DE"), law))
    assert not any(key[0] == "sm-orphan" and key[2] in {"hit", "limb"} for key in elsewhere)


DIAMETER = {"fact": "line.kiln_diameter", "at_least": "1 m"}
HEAT = {"fact": "line.reaction_temperature", "above": "500 degC"}


@pytest.mark.parametrize(
    ("text", "side"),
    [("0.5 m", "below"), ("1 m", "at"), ("2 m", "above"), (">= 0.5 m", None), (None, None)],
)
def test_the_sides_of_a_threshold(text: str | None, side: str | None) -> None:
    fact = WORDS.facts["line.kiln_diameter"]
    facts = {} if text is None else {fact.name: read_value(fact, text)}
    assert [found for _, found in touched_in_node(node(DIAMETER), facts)] == (
        [side] if side else []
    )


def test_a_threshold_counts_only_where_it_decides() -> None:
    def read(**values: str) -> dict[str, Any]:
        facts = {f"line.{name}": value for name, value in values.items()}
        return {name: read_value(WORDS.facts[name], value) for name, value in facts.items()}

    both = node({"all": [DIAMETER, HEAT]})
    warm = read(kiln_diameter="2 m", reaction_temperature="600 degC")
    assert dict(touched_in_node(both, warm)) == {(0,): "above", (1,): "above"}
    cold = read(kiln_diameter="2 m", reaction_temperature="20 degC")
    assert dict(touched_in_node(both, cold)) == {(1,): "below"}
    either = node({"any": [DIAMETER, {"not": HEAT}]})
    assert set(touched_in_node(either, warm)) == {((0,), "limb"), ((0,), "above")}
    assert is_just(both, cold)
    assert not is_just(both, read(kiln_diameter="0.1 m", reaction_temperature="20 degC"))
    assert is_just(either, warm)
    assert is_just(node({"not": HEAT}), cold)
    assert not is_just(either, cold)


def test_parties_days_and_groups_have_places_too() -> None:
    share = {
        "party": ["end_user"],
        "where": {"any": [{"fact": "party.is_military", "is": True},
                          {"fact": "party.list_status", "is": "watch_list"}]},
    }  # fmt: skip
    facts = {
        "#end_user": ("end_users[0]", "end_users[1]"),
        "end_users[0].is_military": False,
        "end_users[1].is_military": True,
    }
    assert set(touched_in_node(node(share), facts)) == {((0, 0), "limb")}
    assert [spot.side for spot in spots_of_node(node(share))] == ["limb", "limb"]
    group = node({"any_element_of": "rare_earths", "above": "50 %"})
    assert [spot.side for spot in spots_of_node(group)] == ["below", "at", "above"]
    assert {side for _, side in touched_in_node(group, {})} == set()


@pytest.mark.parametrize(("day", "sides"), [(1, ["day_before"]), (2, ["first_day"]), (3, [])])
def test_the_days_around_a_date(day: int, sides: list[str]) -> None:
    fact = replace(WORDS.facts["line.kiln_diameter"], type="date")
    leaf = Leaf(fact, Text("x", "x"), lambda *_: True, (date(2025, 6, 1), date(2025, 6, 2)))
    assert [spot.side for spot in spots_of_node(leaf)] == ["day_before", "first_day"]
    found = touched_in_node(leaf, {fact.name: date(2025, 6, day)})
    assert [side for _, side in found] == sides


def test_nothing_is_below_zero_but_a_temperature() -> None:
    for fact, limit, sides in (
        ("line.kiln_diameter", "0 m", ["at", "above"]),
        ("line.reaction_temperature", "0 K", ["below", "at", "above"]),
    ):
        found = spots_of_node(node({"fact": fact, "above": limit}))
        assert [spot.side for spot in found] == sides
    whole = spots_of_node(node({"element": "Fe", "at_most": "100 %"}))
    assert [spot.side for spot in whole] == ["below", "at"]


def test_a_claim_is_told_in_one_line() -> None:
    whole = node(
        {"all": [{"not": DIAMETER}, {"any": [HEAT, {"listed_in": ["dual_use_rare_earth"]}]}]}
    )
    assert claim_of(whole).en.startswith("this does not hold: kiln diameter is at least 1 m and ")
    assert " or the line is a controlled item" in claim_of(whole).en
