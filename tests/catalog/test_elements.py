"""The table of elements."""

from fractions import Fraction

import periodictable
import pytest

from exportgate.catalog.elements import all_elements, find_element, rare_earths


def test_every_element_of_periodictable_is_there() -> None:
    assert list(all_elements()) == [element.symbol for element in periodictable.elements]
    for element in periodictable.elements:
        ours = all_elements()[element.symbol]
        assert ours.number == element.number
        assert abs(float(ours.mass) - element.mass) <= 0.01 * element.mass
        assert len(ours.name.zh) == 1


def test_masses_are_exact_decimals() -> None:
    assert all_elements()["Dy"].mass == Fraction("162.5")
    assert all_elements()["Nd"].mass == Fraction("144.242")


def test_the_seventeen_rare_earths() -> None:
    assert len(rare_earths()) == 17
    assert {"Sc", "Y", "La", "Lu", "Dy"} <= rare_earths()
    assert "Hf" not in rare_earths()


@pytest.mark.parametrize("text", ["Dy", " Dy ", "dysprosium", "DYSPROSIUM", "镝", "Ｄｙ"])
def test_names_of_one_element(text: str) -> None:
    element = find_element(text)
    assert element is not None
    assert element.symbol == "Dy"


@pytest.mark.parametrize(
    ("text", "symbol"),
    [("aluminium", "Al"), ("aluminum", "Al"), ("sulphur", "S"), ("caesium", "Cs"), ("钨", "W"),
     ("wolfram", "W")],
)  # fmt: skip
def test_other_spellings(text: str, symbol: str) -> None:
    element = find_element(text)
    assert element is not None
    assert element.symbol == symbol


@pytest.mark.parametrize("text", ["", "DY", "dy", "CO", "Xx", "steel", "D"])
def test_no_element(text: str) -> None:
    assert find_element(text) is None
