"""A threshold inside the bounds is unknown, never false."""

from __future__ import annotations

from fractions import Fraction

import pytest

from exportgate.catalog.interval import Interval

F = Fraction


def between(
    low: int | None, high: int | None, *, low_open: bool = False, high_open: bool = False
) -> Interval:
    return Interval(
        None if low is None else F(low), None if high is None else F(high), low_open, high_open
    )


@pytest.mark.parametrize(
    ("value", "above", "at_least"),
    [
        (Interval.exactly(4), False, False),
        (Interval.exactly(5), False, True),
        (Interval.exactly(6), True, True),
        (between(5, 6), None, True),
        (between(5, 6, low_open=True), True, True),
        (between(4, 5), False, None),
        (between(4, 5, high_open=True), False, False),
        (between(4, 6), None, None),
        (between(None, None), None, None),
        (between(6, None), True, True),
        (between(None, 4), False, False),
        (between(5, None, low_open=True), True, True),
        (between(None, 5, high_open=True), False, False),
    ],
)
def test_comparisons_with_five(
    value: Interval, *, above: bool | None, at_least: bool | None
) -> None:
    assert value.is_above(F(5)) is above
    assert value.is_at_least(F(5)) is at_least
    assert value.is_at_most(F(5)) is (None if above is None else not above)
    assert value.is_below(F(5)) is (None if at_least is None else not at_least)


@pytest.mark.parametrize("bounds", [(6, 5, False, False), (5, 5, True, False), (5, 5, False, True)])
def test_an_interval_without_a_value_is_refused(bounds: tuple[int, int, bool, bool]) -> None:
    low, high, low_open, high_open = bounds
    with pytest.raises(ValueError, match="no value lies between"):
        Interval(F(low), F(high), low_open, high_open)


def test_decimals_are_exact() -> None:
    assert Interval.exactly("0.1").plus(Interval.exactly("0.2")) == Interval.exactly("0.3")
    assert Interval.exactly("0.1").is_exact
    assert not between(1, 2).is_exact
    assert not between(None, None).is_exact


def test_a_sum_keeps_open_ends_and_missing_bounds() -> None:
    assert between(1, 2, low_open=True).plus(between(3, 4, high_open=True)) == between(
        4, 6, low_open=True, high_open=True
    )
    assert between(1, None).plus(between(None, 4)) == between(None, None)


def test_times() -> None:
    assert between(1, 2, high_open=True).times(F(3)) == between(3, 6, high_open=True)
    assert between(None, None).times(F(2)) == between(None, None)
    assert between(1, 2, low_open=True).times(F(0)) == Interval.exactly(0)
    with pytest.raises(ValueError, match="must not be negative"):
        between(1, 2).times(F(-1))
