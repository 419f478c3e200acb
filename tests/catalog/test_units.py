"""Quantities in the unit of their fact, exactly."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportgate.catalog.faults import BadQuantity
from exportgate.catalog.interval import Interval
from exportgate.catalog.units import canonical_unit, parse_quantity


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("35 MPa", "MPa", "35"), ("0.035 GPa", "MPa", "35"), ("35兆帕", "MPa", "35"),
        ("1.73 g/cm³", "g/cm3", "1.73"), ("1.73 克/立方厘米", "g/cm3", "1.73"),
        ("1730 kg/m3", "g/cm3", "1.73"), ("1730 kg m-3", "g/cm3", "1.73"),
        ("5,000 立方米/天", "m3/day", "5000"), ("200 m³/h", "m3/day", "4800"),
        ("3 公斤", "kg", "3"), ("2 吨", "kg", "2000"), ("2 t", "kg", "2000"),
        ("10 毫米", "mm", "10"), ("0.6 in", "mm", "15.24"), ("1 µm", "mm", "0.001"),
        ("300 K", "degC", "26.85"), ("850 ℃", "degC", "850"), ("850 C", "degC", "850"),
        ("212 °F", "degC", "100"), ("20 ppm", "%", "0.002"), ("99.99 wt%", "%", "99.99"),
        ("80 %", "1", "0.8"), ("12 架", "1", "12"), ("12", "1", "12"),
        ("2.75×10⁻⁶ /K", "1/C", "0.00000275"), ("3.5 Gbps", "Gbps", "3.5"),
        ("500 mAh/g", "mAh/g", "500"), ("50 HRC", "HRC", "50"), ("7 per cm2", "1/cm2", "7"),
        ("30 KW", "kW", "30"), ("5 t/d", "kg/h", "625/3"), ("2 cN/dtex", "cN/dtex", "2"),
        ("10 立方米每天", "m3/day", "10"), ("5 ‰", "%", "0.5"),
    ],
)  # fmt: skip
def test_exact_values(text: str, unit: str, expected: str) -> None:
    assert parse_quantity(text, unit) == Interval.exactly(Fraction(expected))


def test_bounds() -> None:
    assert parse_quantity(">30MPa", "MPa") == Interval(Fraction(30), None, low_open=True)
    assert parse_quantity("≤ 850 ℃", "degC") == Interval(None, Fraction(850))
    assert parse_quantity("500 kPa - 1 MPa", "MPa") == Interval(Fraction(1, 2), Fraction(1))


def test_values_that_are_numbers() -> None:
    for value in (35.5, Decimal("35.5"), Fraction(71, 2)):
        found = parse_quantity(value, "MPa", bare_unit_allowed=True)
        assert found == Interval.exactly("35.5")
    assert parse_quantity("30-35", "MPa", bare_unit_allowed=True).high == 35


@pytest.mark.parametrize("text", ["35", "30-35", "> 30"])
def test_a_bare_number_is_asked_for_its_unit(text: str) -> None:
    with pytest.raises(BadQuantity, match="has no unit") as error:
        parse_quantity(text, "MPa")
    assert error.value.unit == "MPa"
    assert f"`{text} MPa`" in error.value.remedy


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("35 kg", "MPa", "`kg` cannot be turned into `MPa`: mass and length^-1"),
        ("35 kg", "%", "mass and a pure number"),
        ("50 HRC", "HRB", "`HRC` cannot be turned into `HRB`"),
        ("35 foo", "MPa", "no unit `foo`"),
        ("35 mpa", "MPa", "no unit `mpa`"),
        ("70 dB", "%", "no unit `dB`"),
        ("5 ton", "kg", "the unit `ton` is not clear"),
        ("35-30 MPa", "MPa", "lower bound above"),
        ("1,73 g/cm3", "g/cm3", "not a number with a unit"),
        ("", "kg", "not a number with a unit"),
        ("strong", "MPa", "not a number with a unit"),
    ],
)
def test_refused(text: str, unit: str, message: str) -> None:
    with pytest.raises(BadQuantity) as error:
        parse_quantity(text, unit)
    assert message in str(error.value)
    assert (error.value.seen, error.value.unit) == (text, unit)
    assert error.value.expected
    assert error.value.remedy


@pytest.mark.parametrize("value", [True, float("nan"), float("inf"), Fraction(1, 3)])
def test_values_that_are_no_numbers(value: float | Fraction) -> None:
    with pytest.raises(BadQuantity):
        parse_quantity(value, "1")


@given(
    st.decimals(min_value=0, max_value=10**6, places=4),
    st.decimals(min_value=0, max_value=10**6, places=4),
    st.sampled_from([("MPa", "GPa"), ("mm", "inch"), ("kg", "t"), ("degC", "K"), ("%", "ppm")]),
)
def test_a_change_of_unit_keeps_the_interval(
    one: Decimal, other: Decimal, units: tuple[str, str]
) -> None:
    low, high = sorted((one, other))
    here, there = units
    found = parse_quantity(f"{low} - {high} {here}", there)
    assert found.low is not None
    assert found.high is not None
    zero = parse_quantity(f"0 {here}", there).low
    factor = parse_quantity(f"1 {here}", there).low
    assert zero is not None
    assert factor is not None
    assert (found.low - zero) / (factor - zero) == Fraction(low)
    assert (found.high - zero) / (factor - zero) == Fraction(high)


@given(st.text(max_size=15))
def test_any_text_is_a_quantity_or_a_clear_error(text: str) -> None:
    try:
        found = parse_quantity(text, "kg")
    except BadQuantity as error:
        assert error.remedy  # noqa: PT017  # a generated text may be a quantity
        return
    assert found.low is not None or found.high is not None


def test_one_spelling_of_a_unit() -> None:
    assert canonical_unit("g/cm³") == canonical_unit("g/cc") == canonical_unit("克/立方厘米")
    assert canonical_unit("μm") == canonical_unit("µm") == canonical_unit("um")
    assert canonical_unit("degrees C") == canonical_unit("℃") == "degC"


def test_the_same_unit_needs_no_library() -> None:
    code = (
        "import sys; from exportgate.catalog.units import parse_quantity; "
        "parse_quantity('1.73 g/cm³', 'g/cm3'); parse_quantity('5 立方米/天', 'm3/day'); "
        "assert 'pint' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
