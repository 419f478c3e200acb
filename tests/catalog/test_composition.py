"""What a composition says about each element, and about how it is bound."""

import pickle
from fractions import Fraction

import pytest

from exportgate.catalog.composition import (
    ANYTHING,
    NOTHING,
    Composition,
    Ingredient,
    IngredientKind,
)
from exportgate.catalog.composition_text import composition_from_formula, parse_composition
from exportgate.catalog.faults import BadComposition
from exportgate.catalog.interval import Interval
from exportgate.catalog.shares import Shares

DY_IN_OXIDE = Fraction(325) / Fraction("372.997")


def between(low: str, high: str, *, low_open: bool = False, high_open: bool = False) -> Interval:
    """Bounds given in per cent."""
    return Interval(Fraction(low) / 100, Fraction(high) / 100, low_open, high_open)


def test_a_closed_composition_has_nothing_else() -> None:
    alloy = parse_composition("Nd 30, B 1, Fe bal")
    assert alloy.is_closed
    assert alloy.remainder == NOTHING
    assert alloy.element("Dy") == NOTHING
    assert alloy.element("Fe") == Interval.exactly("0.69")


def test_the_remainder_may_hold_what_is_not_named() -> None:
    alloy = parse_composition("Nd 29.5 %, Dy <= 0.1 %")
    assert not alloy.is_closed
    assert alloy.remainder == between("70.4", "70.5")
    assert alloy.element("Tb") == between("0", "70.5")
    assert alloy.element("Dy") == between("0", "0.1")
    assert alloy.element("Nd") == Interval.exactly("0.295")


def test_named() -> None:
    material = parse_composition("Dy2O3 50 %, NdFeB 20 %, binder 5 %")
    assert material.named_elements == {"Dy", "O", "Nd", "Fe", "B"}
    assert material.is_named("O")
    assert not material.is_named("Tb")
    assert Composition(()).named_elements == frozenset()
    assert Composition(()).element("Dy") == ANYTHING


def test_a_formula_with_impurities() -> None:
    """The 0.1 % that is not the oxide may be anything, dysprosium metal among it."""
    oxide = parse_composition("Dy2O3 99.9 %")
    share = DY_IN_OXIDE * Fraction("0.999")
    assert oxide.element("Dy") == Interval(share, share + Fraction("0.001"))
    assert oxide.element("Tb") == between("0", "0.1")


def test_an_element_stated_as_such_is_all_there_is_of_it() -> None:
    material = parse_composition("Dy 1.5 %, binder 5 %")
    assert material.element("Dy") == Interval.exactly("0.015")


def test_elements_and_formulas_add_up() -> None:
    material = parse_composition("Dy 1 %, Dy2O3 10 %, Fe bal")
    assert material.element("Dy") == Interval.exactly(Fraction("0.01") + DY_IN_OXIDE / 10)


def test_an_ingredient_of_unknown_make_up_may_hold_anything() -> None:
    bonded = parse_composition("Nd 30 %, Fe 65 %, epoxy resin 5 %")
    assert bonded.is_closed
    assert bonded.element("Dy") == between("0", "5")
    assert bonded.element("Nd") == Interval.exactly("0.3")


def test_an_alloy_without_counts_contains_but_how_much_is_unknown() -> None:
    magnet = parse_composition("NdFeB 95 %, epoxy 5 %")
    nd = magnet.element("Nd")
    assert nd.is_above(Fraction(0)) is True
    assert nd.is_above(Fraction("0.2")) is None
    assert magnet.element("Dy").is_above(Fraction(0)) is None


def test_an_alloy_that_may_be_absent_proves_nothing() -> None:
    assert parse_composition("DyFe <= 5 %").element("Dy").is_above(Fraction(0)) is None


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        ("Dy2O3 50 %, Fe 50 %", ("oxide",), Interval.exactly(DY_IN_OXIDE / 2)),
        ("Dy2O3 50 %, Fe 50 %", ("compound",), NOTHING),
        ("DyCl3 100 %", ("oxide",), NOTHING),
        ("Dy 2, Fe bal", ("oxide",), NOTHING),
        ("Dy 2, Fe bal", ("element", "alloy"), Interval.exactly("0.02")),
        ("Dy 2, Fe bal", ("alloy",), between("0", "2")),
        ("Dy 100 %", ("element",), Interval.exactly(1)),
        ("Dy 87.13 %, O 12.87 %", ("oxide",), between("0", "87.13")),
        ("Dy 2 %", ("oxide",), between("0", "2")),
        ("powder 100 %", ("oxide",), between("0", "100")),
        ("Fe 90 %", ("oxide",), between("0", "10")),
    ],
)
def test_how_dysprosium_is_bound(
    text: str, kinds: tuple[IngredientKind, ...], expected: Interval
) -> None:
    found = parse_composition(text).share_of_kind("Dy", kinds)
    assert found == expected


def test_every_kind_together_is_the_whole_amount() -> None:
    every: tuple[IngredientKind, ...] = ("element", "alloy", "oxide", "compound", "unknown")
    for text in ("Dy 2, Fe bal", "Dy2O3 50 %, Fe 50 %", "Dy 1 %, glue 5 %", "NdFeB 90 %"):
        material = parse_composition(text)
        assert material.share_of_kind("Dy", every) == material.element("Dy")


def test_order_has_no_meaning() -> None:
    one = parse_composition("Nd 30, B 1, Fe bal")
    other = parse_composition("Fe bal, B 1 %, Nd 30 wt%")
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == other  # noqa: S301  # our own bytes


def test_no_share_is_more_than_the_whole() -> None:
    whole = Interval.exactly(1)
    parts = tuple(
        Ingredient(text, Shares({"Fe": Fraction(1)}), "element", whole) for text in ("a", "b")
    )
    assert Composition(parts).element("Fe") == Interval.exactly(1)


def test_a_formula_alone_says_nothing_of_its_purity() -> None:
    material = composition_from_formula("Nd2Fe14B")
    assert not material.is_closed
    assert material.element("Nd").is_above(Fraction(0)) is True
    assert material.element("Dy").is_above(Fraction(0)) is None


def test_a_formula_with_its_purity() -> None:
    pure = composition_from_formula("Dy2O3", purity=Interval.exactly(1))
    assert pure.is_closed
    assert pure.element("Dy") == Interval.exactly(DY_IN_OXIDE)
    bound = composition_from_formula("Dy2O3", purity=Interval(Fraction("0.999"), Fraction(1)))
    assert not bound.is_closed
    assert bound.element("Tb") == between("0", "0.1")
    assert composition_from_formula("NdFeB").element("Nd").is_above(Fraction(1, 2)) is None


@pytest.mark.parametrize("purity", ["99.9", "0", "1.1"])
def test_a_purity_is_a_fraction(purity: str) -> None:
    with pytest.raises(BadComposition, match="fraction of the whole"):
        composition_from_formula("Dy2O3", purity=Interval.exactly(purity))


def test_bounds_that_only_rounding_contradicts_stay() -> None:
    """29.6 + 70.45 leaves -0.05 % for the rest, which is no more than rounding."""
    alloy = parse_composition("Nd 29.6, Fe 70.45, Dy > 0 %")
    assert alloy.element("Dy").is_above(Fraction(0)) is True
