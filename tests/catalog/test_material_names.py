"""Names of materials and formulas in words tell elements; numbers of models do not."""

from __future__ import annotations

import pytest

from exportgate.catalog.elements import find_element
from exportgate.catalog.material_names import all_material_names, formulas_in


def test_every_name_stands_once_and_tells_elements() -> None:
    names = [material.name.casefold() for material in all_material_names()]
    assert len(names) == len(set(names)) > 300
    for material in all_material_names():
        assert material.elements or material.cas
        assert all(find_element(symbol) is not None for symbol in material.elements)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dy2O3 powder, 99.9 %", {"Dy2O3": ("Dy", "O")}),
        ("powder of (Y0.9Gd0.1)2O3.", {"(Y0.9Gd0.1)2O3": ("Gd", "O", "Y")}),
        ("SmCo5 blanks; Sm2Co17", {"SmCo5": ("Co", "Sm"), "Sm2Co17": ("Co", "Sm")}),
        ("Tb₄O₇", {"Tb₄O₇": ("O", "Tb")}),
        ("H2WO4/Y2O3", {"H2WO4": ("H", "O", "W"), "Y2O3": ("O", "Y")}),
        ("YVO4晶体", {"YVO4": ("O", "V", "Y")}),
        ("氧化镝Dy2O3", {"Dy2O3": ("Dy", "O")}),
    ],
)
def test_formulas(text: str, found: dict[str, tuple[str, ...]]) -> None:
    assert dict(formulas_in(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "HP W1106A toner", "YF700 helmet", "model SC40", "Y2K", "iPhone 15 Pro", "Type-C USB3.0",
        "T-shirt XL", "WiFi6 router", "In 2 boxes", "LED GU10", "M8x40", "Bluetooth 5.3", "4K UHD",
        "ISO9001", "PO 4711", "GY6 engine", "CO2 laser tube", "A4 paper", "",
    ],
)  # fmt: skip
def test_words_of_everyday_goods_are_none(text: str) -> None:
    indexed = {
        "Sm",
        "Gd",
        "Tb",
        "Dy",
        "Lu",
        "Sc",
        "Y",
        "W",
        "Te",
        "Bi",
        "Mo",
        "In",
        "Ga",
        "Ge",
        "Sb",
    }
    assert [token for token, symbols in formulas_in(text) if indexed & {*symbols}] == []
