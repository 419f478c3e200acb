"""Names and amounts of single ingredients."""

from fractions import Fraction

import pytest

from exportgate.catalog.ingredient_text import (
    AmountError,
    parse_amount,
    parse_name,
    split_item,
)
from exportgate.catalog.interval import Interval


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("29.5", "0.295", "0.295"), ("29.5 %", "0.295", "0.295"), ("0.18wt%", "0.0018", "0.0018"),
        ("1800 ppm", "0.0018", "0.0018"), ("1.8 mg/g", "0.0018", "0.0018"),
        ("0.295 fraction", "0.295", "0.295"), ("28-31 %", "0.28", "0.31"),
        ("29.5±0.5 %", "0.29", "0.3"), ("5 ‰", "0.005", "0.005"), ("5 质量%", "0.05", "0.05"),
        ("≥ 99.9 %", "0.999", "1"), ("<= 0.1 %", "0", "0.001"),
        ("800 ppm - 0.1 %", "0.0008", "0.001"),
    ],
)  # fmt: skip
def test_amounts(text: str, low: str, high: str) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.value.low, amount.value.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    "text",
    [
        "ND(<0.01%)",
        "ND (0.01 %)",
        "n.d. < 0.01 %",
        "未检出(<0.01%)",
        "<0.01 % (ND)",
        "not detected, LOD: 100 ppm",
        "ND(检出限 0.01%)",
    ],
)
def test_not_detected_is_below_the_limit(text: str) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert amount.value == Interval(Fraction(0), Fraction(1, 10**4), high_open=True)


@pytest.mark.parametrize("text", ["bal", "Bal.", "balance", "rest", "余量", "其余", "REM"])
def test_balance(text: str) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert amount.form == "balance"


@pytest.mark.parametrize("text", ["trace", "微量", "present"])
def test_present(text: str) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert amount.value == Interval(Fraction(0), Fraction(1), low_open=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ND", "detection limit is missing"),
        ("未检出", "detection limit is missing"),
        ("ND(>0.1%)", "detection limit is missing"),
        ("5 kg", "`kg` is no unit of a share"),
        ("-5 %", "negative"),
        ("120 %", "more than the whole"),
        ("> 100 %", "more than the whole"),
        ("< 0 %", "less than nothing"),
        ("1.5-0.5 %", "lower bound is above"),
        ("0.2 % - 1000 ppm", "lower bound is above"),
        ("1 wt% - 2 at%", "different measures"),
    ],
)
def test_amounts_that_cannot_be(text: str, message: str) -> None:
    with pytest.raises(AmountError, match=message):
        parse_amount(text)


@pytest.mark.parametrize("text", ["", "much", "Dy", "abc (ND)"])
def test_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "name", "kind", "contains"),
    [
        ("Dy", "Dy", "element", ""),
        ("镝", "Dy", "element", ""), ("Dysprosium", "Dy", "element", ""),
        ("DY", "Dy", "element", ""), ("fe", "Fe", "element", ""), ("Dy₂O₃", "Dy2O3", "oxide", ""),
        ("SmCo5", "SmCo5", "alloy", ""), ("NdFeB", "NdFeB", "alloy", "Nd Fe B"),
        ("PrNd", "PrNd", "alloy", "Pr Nd"), ("氧化镝", "氧化镝", "oxide", "Dy O"),
        ("dysprosium oxide", "dysprosium oxide", "oxide", "Dy O"),
        ("镝铁合金", "镝铁合金", "alloy", "Dy Fe"),
        ("Dy-Fe alloy", "Dy-Fe alloy", "alloy", "Dy Fe"),
        ("DyFe 合金", "DyFe 合金", "alloy", "Dy Fe"),
        ("special alloy", "special alloy", "unknown", ""),
        ("strange oxide", "strange oxide", "unknown", ""), ("环氧树脂", "环氧树脂", "unknown", ""),
        ("FeO", "FeO", "oxide", ""), ("SmFeN", "SmFeN", "compound", ""),
    ],
)  # fmt: skip
def test_names(text: str, name: str, kind: str, contains: str) -> None:
    found = parse_name(text)
    assert (found.text, found.kind) == (name, kind)
    assert found.contains == frozenset(contains.split())


@pytest.mark.parametrize("text", ["YB", "CO", "NI", "IN", "SN"])
def test_capitals_with_two_readings(text: str) -> None:
    with pytest.raises(AmountError, match="may be"):
        parse_name(text)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("Nd 29.5", "Nd"), ("Nd:29.5%", "Nd"), ("Nd = 29.5 %", "Nd"), ("Nd29.5%", "Nd"),
        ("Dy<=0.1%", "Dy"), ("Dy ND(<0.01%)", "Dy"), ("Dy2O3 99.9%", "Dy2O3"),
        ("Dy2O3≥99.9%", "Dy2O3"), ("99.9 % Dy2O3", "Dy2O3"), ("镝1.5%", "镝"), ("Fe bal", "Fe"),
        ("bal Fe", "Fe"), ("dysprosium oxide 99 %", "dysprosium oxide"),
    ],
)  # fmt: skip
def test_items(item: str, name: str) -> None:
    found, amount = split_item(item)
    assert found == name
    assert amount is not None


@pytest.mark.parametrize("item", ["Dy", "Dy2O3", "epoxy resin"])
def test_items_without_amount(item: str) -> None:
    assert split_item(item) == (item, None)


@pytest.mark.parametrize(
    "item", ["5 %", "Dy 5 %%", "xx 12 !!", "29.5", "Nd29.5", "<5", "Dy 1.5 kg"]
)
def test_items_that_cannot_be_taken_apart(item: str) -> None:
    with pytest.raises(AmountError):
        split_item(item)
