"""Exclusions that swallow their entry, and those that never meet it."""

from __future__ import annotations

from exportgate.engine.checking import check
from exportgate.proofs.exclusions import find_swallowing_exclusions
from exportgate.tests.proofs.planted import found_in
from exportgate.tests.small_law import law_with

COMPONENT = "when: {fact: line.form, is: component}"


def test_exclusions_that_leave_something_pass() -> None:
    assert found_in(find_swallowing_exclusions) == {}


def test_an_exclusion_that_swallows_its_entry_is_found_with_what_it_lets_go() -> None:
    wide = (COMPONENT, "when: {not: {fact: line.form, is: equipment}}")
    found = found_in(find_swallowing_exclusions, wide)
    finding = found["exclusion-swallows:sm-component:sm-magnet"]
    decision = check(finding.witness, on=finding.on, law=law_with("", wide))
    match = next(m for m in decision.lines[0].matches if m.entry == "sm-magnet")
    assert match.result == "not_controlled"
    assert match.reason is not None
    assert match.reason.kind == "exclusion"


def test_exclusions_that_swallow_together_are_found() -> None:
    wide = (COMPONENT, "when: {fact: line.form, in: [component, magnet, magnet_blank]}")
    assert set(found_in(find_swallowing_exclusions, wide)) == {"exclusion-swallows:sm-magnet"}


def test_an_exclusion_that_never_meets_its_entry_is_found() -> None:
    early = (
        "zh: 深加工组件}\n    effective: {from: 2025-04-01}",
        "zh: 深加工组件}\n    effective: {from: 2021-04-01, to: 2022-01-01}",
    )
    assert set(found_in(find_swallowing_exclusions, early)) == {
        "exclusion-apart:sm-component:sm-magnet"
    }
