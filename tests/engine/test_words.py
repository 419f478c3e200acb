"""Conditions told in both languages."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from exportgate.catalog.interval import Interval
from exportgate.catalog.text import Text
from exportgate.catalog.vocabulary import vocabulary
from exportgate.engine import words as say

FACTS = vocabulary().facts


def per_cent(low: str | None, high: str | None, **ends: bool) -> Interval:
    return Interval(
        None if low is None else Fraction(low) / 100,
        None if high is None else Fraction(high) / 100,
        **ends,
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (per_cent("2", "2"), "2 %"),
        (per_cent("0.01", "0.01"), "0.01 %"),
        (per_cent("0", "0"), "0 %"),
        (per_cent("0", "5"), "<= 5 %"),
        (per_cent("0", "5", high_open=True), "< 5 %"),
        (per_cent("0", "5", low_open=True), "> 0 % to 5 %"),
        (per_cent("1", "5"), "1 % to 5 %"),
        (per_cent("1", "5", high_open=True), "1 % to < 5 %"),
        (per_cent("1", None), ">= 1 %"),
        (per_cent("1", None, low_open=True), "> 1 %"),
        (per_cent(None, "5"), "<= 5 %"),
        (per_cent(None, None), ""),
    ],
)
def test_amounts(value: Interval, words: str) -> None:
    assert say.interval_words(value, "1") == words


def test_quantities_keep_their_unit() -> None:
    assert say.interval_words(Interval.exactly("1.5"), "m") == "1.5 m"
    assert say.interval_words(Interval.exactly(500), "degC") == "500 degC"


@pytest.mark.parametrize(
    ("fact", "value", "english", "chinese"),
    [
        ("party.is_military", True, "yes", "是"),
        ("party.is_military", False, "no", "否"),
        ("shipment.destination", "DE", "Germany", "德国"),
        ("shipment.end_use", "civil", "civil use", "民用"),
        ("line.kiln_diameter", Interval.exactly("1.5"), "1.5 m", "1.5 m"),
        ("line.customs_number", "8505111000", "8505111000", "8505111000"),
    ],
)
def test_values(fact: str, value: Any, english: str, chinese: str) -> None:
    found = say.value_words(FACTS[fact], value)
    assert (found.en, found.in_language("zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("fact", "comparison", "value", "english", "chinese"),
    [
        ("shipment.destination", "is", "JP", "destination is Japan", "最终目的国（地区）为日本"),
        ("shipment.destination", "in", ("JP", "DE"), "destination is one of: Japan; Germany",
         "最终目的国（地区）为下列之一：日本；德国"),
        ("line.kiln_diameter", "at_least", "1 m", "kiln diameter is at least 1 m",
         "窑体直径不低于1 m"),
        ("line.kiln_diameter", "above", "1 m", "kiln diameter is above 1 m", "窑体直径高于1 m"),
        ("line.kiln_diameter", "below", "1 m", "kiln diameter is below 1 m", "窑体直径低于1 m"),
        ("line.kiln_diameter", "at_most", "1 m", "kiln diameter is at most 1 m",
         "窑体直径不高于1 m"),
        ("line.customs_number", "begins_with", ("8505",), "customs number begins with 8505",
         "海关商品编号以8505开头"),
    ],
)  # fmt: skip
def test_comparisons(fact: str, comparison: str, value: Any, english: str, chinese: str) -> None:
    found = say.comparison_words(FACTS[fact], comparison, value)
    assert (found.en, found.zh) == (english, chinese)


def test_membership_names_a_group_and_no_country() -> None:
    words = say.comparison_words(FACTS["shipment.destination"], "member_of", "eu")
    assert words.en.startswith("destination belongs to: ")
    assert words.zh


def test_elements() -> None:
    found = say.element_words(("Dy", "Tb"), ("oxide",))
    assert found.en == "mass fraction of Dy (dysprosium) + Tb (terbium) bound as oxide"
    assert found.zh == "Dy（镝） + Tb（铽）的质量分数（以氧化物形态）"


def test_templates_and_lists() -> None:
    assert say.fill(Text("{a}!", "{a}！"), a=Text("x", "甲")) == Text("x!", "甲！")
    assert say.fill(Text("{a}", "{a}"), a=Text("x")) == Text("x", "x")
    assert say.join([Text("x", "甲"), Text("y")]) == Text("x, y", "甲、y")
    assert say.join([]) == Text("", "")


def test_a_symbol_that_is_none_is_told_as_it_stands() -> None:
    assert say.element_words(("Xx",), None).en == "mass fraction of Xx"


@pytest.mark.parametrize(
    ("chinese", "short"),
    [
        ("靶材（不限形状）", "靶材"),
        ("鸠（胡）宁病毒（1C351.a.7）", "鸠（胡）宁病毒"),
        ("亨德拉病毒（也称马麻疹病毒）（1C351.a.29）", "亨德拉病毒"),
        ("车床（专用机床除外）；棒料车床除外", "车床"),
        ("（环）三亚甲基三硝基胺（RDX）或含其的炸药", "（环）三亚甲基三硝基胺（RDX）或含其的炸药"),
        ("氧化物", "氧化物"),
    ],
)
def test_a_term_in_short_is_never_cut_within(chinese: str, short: str) -> None:
    assert say.in_short(Text("oxide: any", chinese)) == Text("oxide", short)


def test_no_term_is_cut_to_nothing() -> None:
    for fact in FACTS.values():
        for words in (fact.terms or {}).values():
            assert len(say.in_short(words).in_language("zh")) > 1 or len(words.zh or "") == 1
