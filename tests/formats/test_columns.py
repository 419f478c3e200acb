"""Names of columns, as companies write them."""

from typing import Any

import pytest

from exportgate.catalog.vocabulary import Level, vocabulary
from exportgate.engine.shipment import Line
from exportgate.formats.columns import find_column, like_column, sheet_kind

CASES: list[tuple[str, tuple[Any, ...], str]] = [
    ("HS code", ("line", "customs_number"), ""),
    ("ＨＳ－Ｃｏｄｅ", ("line", "customs_number"), ""),
    ("商品编号 HS code", ("line", "customs_number"), ""),
    ("品名/Description", ("line", "description"), ""),
    ("No.", ("line", "line"), ""),
    ("材质", ("line", "magnet_family"), ""),
    ("Dy %", ("line", "composition", "Dy"), "%"),
    ("DY %", ("line", "composition", "Dy"), "%"),
    ("Tb (wt%)", ("line", "composition", "Tb"), "wt%"),
    ("Tb ppm", ("line", "composition", "Tb"), "ppm"),
    ("镝含量", ("line", "composition", "Dy"), ""),
    ("镝含量(%)", ("line", "composition", "Dy"), "%"),
    ("Dy2O3 (wt%)", ("line", "composition", "Dy2O3"), "wt%"),
    ("Purity (%)", ("line", "purity"), "%"),
    ("qty (kg)", ("line", "quantity"), "kg"),
    ("金额（美元）", ("line", "value"), "美元"),
    ("kiln diameter (m)", ("line", "properties", "kiln_diameter"), "m"),
    ("contract date (yyyy-mm-dd)", ("shipment", "contract_date"), ""),
    ("运抵国（地区）", ("shipment", "destination"), ""),
    ("End-User", ("shipment", "end_users", 0, "name"), ""),
    ("end user 2 country", ("shipment", "end_users", 1, "country"), ""),
    ("end_users[1].country", ("shipment", "end_users", 1, "country"), ""),
    ("最终用户是否军事用户", ("shipment", "end_users", 0, "is_military"), ""),
    ("境外收货人国别", ("shipment", "consignee", "country"), ""),
]


@pytest.mark.parametrize(("name", "target", "unit"), CASES)
def test_names(name: str, target: tuple[Any, ...], unit: str) -> None:
    column = find_column(name)
    assert column is not None
    assert (column.target, column.unit) == (target, unit)


@pytest.mark.parametrize("name", ["", "%", "净重", "mood", "HS code 备注", "country", "Xy %"])
def test_other_names_are_not_known(name: str) -> None:
    assert find_column(name) is None


def test_every_field_and_property_is_a_column() -> None:
    for name in set(Line.model_fields) - {"properties"}:
        column = find_column(name)
        assert column is not None
        assert column.target == ("line", name)
    levels: tuple[Level, ...] = ("line", "shipment")
    for level in levels:
        for name in vocabulary().properties(level):
            column = find_column(name)
            assert column is not None
            assert column.target == (level, "properties", name)


def test_a_slip_has_a_suggestion() -> None:
    assert like_column("Descripton") == "description"
    assert like_column("qqqqqq") == ""


def test_sheets() -> None:
    assert [sheet_kind(title) for title in ("表头", "明细", "Sheet1")] == ["shipment", "lines", ""]
