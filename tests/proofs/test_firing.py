"""Provisions that never apply, and rules that always yield."""

from __future__ import annotations

import pytest

from exportgate.engine.checking import check
from exportgate.proofs import worlds
from exportgate.proofs.firing import find_dead_provisions
from exportgate.tests.proofs.planted import HEAD, found_in
from exportgate.tests.small_law import law_with

RULE = """
rules:
  - id: sm-extra-rule
    title: {en: Extra, zh: 附加}
    effective: {from: 2025-04-01}
    when: WHEN
    then: {reviews: {en: look, zh: 查看}}
    yields_to: [YIELDS]
    cites: [{instrument: sm-list-2025, provision: z}]
"""


def rule(when: str, yields: str = "") -> str:
    return RULE.replace("WHEN", when).replace("YIELDS", yields)


def test_every_provision_of_the_small_law_can_apply() -> None:
    assert found_in(find_dead_provisions) == {}


@pytest.mark.parametrize(
    "when",
    [
        "{all: [{fact: shipment.end_use, is: civil}, {fact: shipment.end_use, is: military}]}",
        (
            "{all: [{listed_in: [dual_use_rare_earth]}, {fact: line.form, is: equipment}, "
            "{fact: line.kiln_diameter, below: 0.5 m}, {element: Dy, at_most: 0 %}, "
            "{element: Co, at_most: 0 %}, {not: {listed_in: [dual_use_rare_earth]}}]}"
        ),
        "{listed_in: [military]}",
        "{all: [{element: Dy, above: 60 %}, {element: Tb, above: 60 %}]}",
        "{all: [{fact: line.origin, is: US}, {fact: line.origin, member_of: eu}]}",
        "{fact: shipment.destination, differs_from: shipment.destination}",
        "{all: [{fact: line.kiln_diameter, above: 2 m}, {fact: line.kiln_diameter, at_most: 2 m}]}",
    ],
)
def test_a_rule_that_can_never_apply_is_found(when: str) -> None:
    assert set(found_in(find_dead_provisions, extra=rule(when))) == {"never-applies:sm-extra-rule"}


@pytest.mark.parametrize(
    "when",
    [
        "{red_flag: any}",
        "{all: [{element: Dy, above: 50 %}, {element: Tb, above: 49 %}]}",
        "{party: [consignee], where: {fact: party.country, differs_from: shipment.destination}}",
        # Two end users, one of whom is a military one.
        (
            "{all: [{party: [end_user], where: {fact: party.is_military, is: true}}, "
            "{party: [end_user], where: {fact: party.is_military, is: false}}]}"
        ),
    ],
)
def test_a_rule_that_can_apply_passes(when: str) -> None:
    assert found_in(find_dead_provisions, extra=rule(when)) == {}


def test_a_rule_that_always_yields_is_found_with_a_shipment_on_which_it_does() -> None:
    extra = rule(
        "{all: [{listed_in: [dual_use_rare_earth]}, {fact: shipment.destination, is: JP}, "
        "{fact: shipment.end_use, is: emergency_relief}]}",
        "sm-relief, sm-denial",
    )
    found = found_in(find_dead_provisions, extra=extra)
    assert set(found) == {"overshadowed:sm-extra-rule"}
    finding = found["overshadowed:sm-extra-rule"]
    decision = check(finding.witness, on=finding.on, law=law_with(HEAD + extra))
    assert "sm-relief" in {note.rule for note in decision.lines[0].notes}
    assert not decision.lines[0].reviews


def test_what_lives_on_no_day_is_found() -> None:
    extra = rule("{red_flag: any}").replace("from: 2025-04-01", "from: 2020-01-01, to: 2024-01-01")
    assert set(found_in(find_dead_provisions, extra=extra)) == {"never-applies:sm-extra-rule"}


def test_a_search_that_is_given_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "_STEPS", 0)
    assert "undecided:sm-kiln" in found_in(find_dead_provisions)
