"""The shapes in which people write measured values."""

from decimal import Decimal
from fractions import Fraction

import pytest

from exportgate.catalog.measure_text import Measure, Term, number_text, parse_measure, plain_text


def shape(text: str) -> tuple[str, ...]:
    """Bounds as text, with a round bracket where the bound is excluded."""
    measure = parse_measure(text)
    assert measure is not None, text
    low, high = (
        "" if term is None else f"{term.value} {term.unit}".strip()
        for term in (measure.low, measure.high)
    )
    return ("(" if measure.low_open else "[", low, high, ")" if measure.high_open else "]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("35 MPa", ("[", "35 MPa", "35 MPa", "]")),
        ("35MPa", ("[", "35 MPa", "35 MPa", "]")),
        (">30MPa", ("(", "30 MPa", "", "]")),
        ("≥ 30 MPa", ("[", "30 MPa", "", "]")),
        (">= 30 MPa", ("[", "30 MPa", "", "]")),
        ("≤ 850 ℃", ("[", "", "850 °C", "]")),
        ("< 0.1 %", ("[", "", "1/10 %", ")")),
        ("不超过 5 千克", ("[", "", "5 千克", "]")),
        ("at least 5 kg", ("[", "5 kg", "", "]")),
        ("Max. 5 kg", ("[", "", "5 kg", "]")),
        ("5000吨以上", ("[", "5000 吨", "", "]")),
        ("5 % 以下", ("[", "", "5 %", "]")),
        ("30 MPa min", ("[", "30 MPa", "", "]")),
        ("30 min", ("[", "30 min", "30 min", "]")),
        ("2 l/min", ("[", "2 l/min", "2 l/min", "]")),
        ("5 m3 / min", ("[", "5 m3 / min", "5 m3 / min", "]")),
        ("2 l/min min", ("[", "2 l/min", "", "]")),
        ("30-35 MPa", ("[", "30 MPa", "35 MPa", "]")),
        ("30 – 35 MPa", ("[", "30 MPa", "35 MPa", "]")),
        ("30~35%", ("[", "30 %", "35 %", "]")),
        ("30至35兆帕", ("[", "30 兆帕", "35 兆帕", "]")),
        ("30 MPa to 35 MPa", ("[", "30 MPa", "35 MPa", "]")),
        ("-40--20 ℃", ("[", "-40 °C", "-20 °C", "]")),
        ("29.5±0.3 wt%", ("[", "146/5 wt%", "149/5 wt%", "]")),
        ("29.5 % ± 0.5", ("[", "29 %", "30 %", "]")),
        ("5,000 立方米/天", ("[", "5000 立方米/天", "5000 立方米/天", "]")),
        ("5 000 kg", ("[", "5000 kg", "5000 kg", "]")),
        ("1,234,567.5 kg", ("[", "2469135/2 kg", "2469135/2 kg", "]")),
        ("2.75×10⁻⁶ /K", ("[", "11/4000000 /K", "11/4000000 /K", "]")),
        ("2.75e-6 1/K", ("[", "11/4000000 1/K", "11/4000000 1/K", "]")),
        ("5 kg m-3", ("[", "5 kg m-3", "5 kg m-3", "]")),
        (".5", ("[", "1/2", "1/2", "]")),
        ("３５ＭＰａ", ("[", "35 MPa", "35 MPa", "]")),
    ],
)
def test_shapes(text: str, expected: tuple[str, ...]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "MPa", "1,73 g", "1 2 3", "1/2 kg", "> ", "30-", "5 5 kg", "29 % ± 1 kg", "min 5 <"],
)
def test_no_such_shape(text: str) -> None:
    assert parse_measure(text) is None


def test_the_last_digit_stated() -> None:
    measure = parse_measure("29.50 %")
    assert measure is not None
    assert measure.terms == (Term(Fraction("29.5"), "%", Fraction(1, 100)),)
    assert len(Measure(Term(Fraction(1), "", Fraction(1)), None).terms) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [(29.5, "29.5"), (30, "30"), (1e-7, "0.0000001"), (Decimal("1.50"), "1.50"),
     (Fraction(1, 8), "0.125")],
)  # fmt: skip
def test_numbers_keep_their_digits(value: float | Decimal | Fraction, text: str) -> None:
    assert number_text(value) == text


def test_a_fraction_without_end_is_no_decimal() -> None:
    with pytest.raises(ValueError, match="no decimal"):
        number_text(Fraction(1, 3))


def test_plain_text() -> None:
    assert plain_text("  －４０　℃ ") == "-40 °C"


@pytest.mark.parametrize("text", ["1e9999 kg", "9" * 5000, "1." + "0" * 5000, "1x10^99999"])
def test_numbers_without_measure_are_refused_quickly(text: str) -> None:
    measure = parse_measure(text)
    assert measure is None or measure.terms[0].unit
