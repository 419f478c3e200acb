"""Gaps: planted in the small law, found by name, and gone when they are mended."""

from __future__ import annotations

from datetime import date

import pytest

from exportgate.engine.checking import check
from exportgate.errors import CatalogError
from exportgate.proofs.gaps import find_gaps
from exportgate.proofs.survey import Survey
from exportgate.tests.small_law import VERIFIED, law_with, small_law

# A domain by which no rule routes, and procedures without a certificate, stand in the small law.
KNOWN = {
    "gap-nothing-follows:sm-orphan",
    "gap-certificate:sm-alpha-catch-all-procedure",
    "gap-certificate:sm-beta-procedure",
    "gap-licence-kind:sm-beta-permit",
}


def names(*replaced: tuple[str, str]) -> set[str]:
    law = law_with("", *replaced) if replaced else small_law()
    return {finding.name for finding in find_gaps(Survey(law))}


def test_the_small_law_has_the_gaps_that_it_is_known_for() -> None:
    assert names() == KNOWN


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "end_use_certificate: sm-end-use",
            "end_use_certificate: null",
            "gap-certificate:sm-alpha-procedure",
        ),
        (
            "then: {requires: ordinary_export_licence}",
            "then: {notes: [{en: nothing, zh: 无}]}",
            "gap-nothing-follows:sm-lithium",
        ),
    ],
)
def test_a_planted_gap_is_found(old: str, new: str, found: str) -> None:
    assert found in names((old, new)) - KNOWN


def test_an_agency_of_which_nobody_is_known_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(agency: str, day: date) -> None:
        if agency == "MIIT" and day >= VERIFIED:
            raise CatalogError("nobody is known")

    monkeypatch.setattr("exportgate.proofs.gaps.agency_on", unknown)
    assert names() - KNOWN == {"gap-agency:sm-beta-procedure:miit"}


def test_a_rule_that_begins_too_late_leaves_a_gap() -> None:
    late = (
        "zh: 管制物项须许可}\n    effective: {from: 2020-12-01}",
        "zh: 管制物项须许可}\n    effective: {from: 2025-06-01}",
    )
    law = law_with("", late)
    found = {finding.name: finding for finding in find_gaps(Survey(law))}
    finding = found["gap-nothing-follows:sm-kiln"]
    assert str(finding.on) == "2025-04-01"
    decision = check(finding.witness, on=finding.on, law=law)
    assert [m.entry for m in decision.lines[0].matches if m.result == "controlled"] == ["sm-kiln"]
    assert decision.outcome == "not_required"
