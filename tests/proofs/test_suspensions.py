"""Suspensions outside the life of what they suspend, or ordered too early."""

from __future__ import annotations

import pytest

from exportgate.proofs.suspensions import find_stray_suspensions
from exportgate.tests.proofs.planted import found_in

OF_LATE = "suspended: [{by: sm-pause-2025, from: 2025-11-01, to: 2026-11-11}]"
KILN = 'control_code: "9X002"\n    title: {en: Kiln, zh: 窑}'


def test_a_measure_may_be_put_off_before_it_begins() -> None:
    assert found_in(find_stray_suspensions) == {}


@pytest.mark.parametrize(
    ("days", "name", "kind"),
    [
        ("from: 2025-11-01, to: 2025-11-08", "sm-late-2025:2025-11-01", "suspension-outside"),
        ("from: 2025-10-31, to: 2026-11-11", "sm-late-2025:2025-10-31", "suspender-not-in-force"),
    ],
)
def test_a_stray_suspension_of_an_instrument_is_found(days: str, name: str, kind: str) -> None:
    planted = (OF_LATE, f"suspended: [{{by: sm-pause-2025, {days}}}]")
    assert set(found_in(find_stray_suspensions, planted)) == {f"{kind}:{name}"}


@pytest.mark.parametrize(
    ("first", "to"), [("2025-12-01", "2026-06-01"), ("2026-02-01", "2026-04-01")]
)
def test_a_suspension_beyond_the_end_of_an_entry_is_found(first: str, to: str) -> None:
    planted = (
        KILN + "\n    domain: dual_use_rare_earth\n    effective: {from: 2025-04-01}",
        KILN
        + "\n    domain: dual_use_rare_earth\n    effective: {from: 2025-04-01, to: 2026-02-01}"
        f"\n    suspended: [{{by: sm-pause-2025, from: {first}, to: {to}}}]",
    )
    assert set(found_in(find_stray_suspensions, planted)) == {f"suspension-outside:sm-kiln:{first}"}
