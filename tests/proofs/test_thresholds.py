"""Holes and overlaps between the thresholds of sibling entries."""

from __future__ import annotations

import pytest

from exportgate.proofs.thresholds import find_threshold_faults
from exportgate.tests.proofs.planted import found_in

SIBLINGS = """
entries:
  - id: sm-small
    control_code: "9X010.a"
    title: {en: Small kiln, zh: 小窑}
    domain: dual_use_rare_earth
    effective: {from: 2025-04-01}
    definition: {all: [{fact: line.equipment_kind, is: roasting_kiln}, ONE]}
    evidence: {keywords: {en: [small kiln]}}
    cites: [{instrument: sm-list-2025, provision: x}]
  - id: sm-large
    control_code: "9X010.b"
    title: {en: Large kiln, zh: 大窑}
    domain: dual_use_rare_earth
    effective: {from: 2025-04-01}
    definition: {all: [{fact: line.equipment_kind, is: roasting_kiln}, TWO]}
    evidence: {keywords: {en: [large kiln]}}
    cites: [{instrument: sm-list-2025, provision: x}]
"""
HOLE = "threshold-hole:sm-large:sm-small"
OVERLAP = "threshold-overlap:sm-large:sm-small"


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("at_most: 2 m", "above: 2 m", set()),
        ("below: 2 m", "above: 2 m", {HOLE}),
        ("at_most: 2 m", "at_least: 200 cm", {OVERLAP}),
        ("at_most: 2 m", "above: 2.5 m", {HOLE}),
        ("at_most: 3 m", "above: 2 m", {OVERLAP}),
        # One lies wholly inside the other.
        ("above: 3 m", "above: 2 m", set()),
    ],
)
def test_holes_and_overlaps_are_found(one: str, two: str, found: set[str]) -> None:
    extra = SIBLINGS.replace("ONE", f"{{fact: line.kiln_diameter, {one}}}")
    extra = extra.replace("TWO", f"{{fact: line.kiln_diameter, {two}}}")
    assert set(found_in(find_threshold_faults, extra=extra)) == found


def test_mass_fractions_count_as_well() -> None:
    extra = SIBLINGS.replace("ONE", '{element: Dy, at_most: "1 %"}')
    extra = extra.replace("TWO", '{element: Dy, above: "2 %"}')
    finding = found_in(find_threshold_faults, extra=extra)[HOLE]
    assert finding.witness["lines"][0]["composition"].startswith("Dy 1.")


def test_a_third_sibling_fills_the_hole() -> None:
    extra = SIBLINGS.replace("ONE", "{fact: line.kiln_diameter, at_most: 2 m}")
    extra = extra.replace("TWO", "{fact: line.kiln_diameter, above: 3 m}")
    head, _, last = extra.partition("  - id: sm-large")
    middle = (
        "{all: [{fact: line.kiln_diameter, above: 2 m}, {fact: line.kiln_diameter, at_most: 3 m}]}"
    )
    third = last.replace("9X010.b", "9X010.c").replace(
        "{fact: line.kiln_diameter, above: 3 m}", middle
    )
    extra = f"{head}  - id: sm-large{last}  - id: sm-middle{third}"
    assert found_in(find_threshold_faults, extra=extra) == {}


def test_the_small_law_has_neither() -> None:
    assert found_in(find_threshold_faults) == {}
