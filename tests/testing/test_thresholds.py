"""Both sides of every threshold of the shipped law, and that a threshold that is off is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from exportgate import load_law
from exportgate.catalog.interval import Interval
from exportgate.engine import conditions
from exportgate.rules.conditions import FactTest
from exportgate.testing import BrokenPropertyError, check_thresholds, thresholds
from exportgate.tests.small_law import law_with, small_law

if TYPE_CHECKING:
    from collections.abc import Callable

# What counts only as an oxide or compound, or lies inside another test of the same element.
_MISSED = re.compile(
    r"cn-(1c9\d\d-[bc]|1c117-(c|d-[23])|3c00[34]-[abc]|6c001-[cd]|2025-61-part-1-oxides): \w+ above"
)


def test_every_entry_covers_what_its_text_says_on_both_sides_of_each_threshold() -> None:
    law = load_law()
    missed = check_thresholds(law)
    assert [each for each in missed if not _MISSED.match(each)] == []
    tested = [
        test
        for entry in law.entries.values()
        for test, sides in thresholds.thresholds_of(law, entry)
        if sides
    ]
    assert len(tested) >= 600
    assert sum(isinstance(test, FactTest) for test in tested) >= 300


def test_sides_lie_below_on_and_above() -> None:
    law = small_law()
    found = dict(thresholds.thresholds_of(law, law.entries["sm-kiln"]))
    (diameter, sides), _ = found.items()
    assert isinstance(diameter, FactTest)
    assert diameter.fact == "line.kiln_diameter"
    assert [side.is_covered for side in sides] == [False, True, True]
    assert check_thresholds(law) == ()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("at_least", Interval.is_above),
        ("above", Interval.is_at_least),
        ("above", Interval.is_below),
        ("at_least", lambda value, limit: value.is_at_least(limit * 1000)),
    ],
)
def test_a_threshold_that_is_read_wrongly_is_seen(
    name: str, wrong: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(conditions._OF_INTERVAL, name, wrong)  # noqa: SLF001 - the fault to plant
    with pytest.raises(BrokenPropertyError, match="both sides of each threshold"):
        check_thresholds(law_with())
