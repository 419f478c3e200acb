"""Compositions as people write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportgate.catalog.composition import NOTHING
from exportgate.catalog.composition_text import parse_composition
from exportgate.catalog.faults import BadComposition
from exportgate.catalog.interval import Interval


@pytest.mark.parametrize(
    "text",
    [
        "Nd 29.5, Dy 1.5 %, B 1, Fe bal",
        "Nd:29.5%; Dy:1.5%; B:1%; Fe:balance",
        "钕 29.5%，镝 1.5%，硼 1%，铁 余量",
        "Fe 余量、B 1、Dy 1.5、Nd 29.5",
        "Nd 29.5\nDy 1.5\nB 1\nFe 68.0\n",
        "Nd 29.5 %, Dy 15000 ppm, B 1 wt%, Fe 68 %",
    ],
)
def test_one_magnet_written_in_many_ways(text: str) -> None:
    magnet = parse_composition(text)
    assert magnet.is_closed
    amounts = {"Nd": "0.295", "Dy": "0.015", "B": "0.01", "Fe": "0.68"}
    assert {s: magnet.element(s) for s in amounts} == {
        s: Interval.exactly(amount) for s, amount in amounts.items()
    }


def test_a_mapping() -> None:
    magnet = parse_composition({"Nd": 29.5, "Dy": "<=0.1 %", "Fe": "balance"})
    assert magnet.is_closed
    assert magnet.element("Fe") == Interval(Fraction("0.704"), Fraction("0.705"))
    same = parse_composition({"Nd": Decimal("29.5"), "Dy": "<=0.1 %", "Fe": "余量"})
    assert magnet == same


def test_a_mapping_that_says_closed() -> None:
    for closed in (True, "true"):
        assert parse_composition({"Fe": 99, "C": "0.5-1 %", "closed": closed}).is_closed
    assert not parse_composition({"Fe": 99, "closed": False}).is_closed


def test_an_ingredient_without_amount_is_present() -> None:
    material = parse_composition({"Nd": None, "Fe": 60})
    assert material.element("Nd") == Interval(Fraction(0), Fraction("0.4"), low_open=True)


@pytest.mark.parametrize(
    ("text", "is_closed"),
    [
        ("Nd 30, Fe 69, B 1", True),
        ("Nd 30, Fe 68, B 1", False),
        ("Nd 31, Fe 69, B 1", True),
        ("Nd 30.04, Fe 68.96, B 0.98", False),
        ("Nd 30.0, Fe 68.98, B 0.98", True),
        ("Nd 29-31, Fe 66-68, B 1", False),
        ("Nd 29-31, Fe 68-70, B >= 3 %", True),
        ("Nd 29-31, Fe 66-68, B 1-2, closed", True),
        ("Nd 29.5, Fe bal", True),
        ("Nd 29.5, Fe", False),
    ],
)
def test_closed(text: str, is_closed: bool) -> None:
    assert parse_composition(text).is_closed is is_closed


def test_bounds_hold_each_other() -> None:
    alloy = parse_composition("Nd 29-31, Fe 66-68, B 1-2, closed")
    assert alloy.element("Nd") == Interval(Fraction("0.3"), Fraction("0.31"))
    assert parse_composition("Fe 90, Dy >= 1 %").element("Dy").high == Fraction("0.1")


def test_balance_between_bounds() -> None:
    alloy = parse_composition("Nd 28-31 %, B 1, Dy <0.1 %, Fe bal")
    assert alloy.element("Fe") == Interval(Fraction("0.679"), Fraction("0.71"), low_open=True)


def test_shares_of_atoms() -> None:
    """Nd2Fe14B has 2, 14 and 1 of 17 atoms."""
    text = "Nd 20 at%, Fe 70 at%, B 10 at%"
    formula = parse_composition("Nd2Fe7B 100 %")
    for symbol in ("Nd", "Fe", "B"):
        assert parse_composition(text).element(symbol) == formula.element(symbol)
    assert parse_composition("Nd 20, Fe 70, B 10", basis="atom") == parse_composition(text)
    assert parse_composition("Nd 20 at%, B 10 at%, Fe bal") == parse_composition(text)


def test_shares_of_moles() -> None:
    mixed = parse_composition("Dy2O3 50 mol%, Y2O3 50 mol%")
    one = parse_composition("DyYO3 100 %")
    assert mixed.element("Dy") == one.element("Dy")
    assert mixed.element("O") == one.element("O")
    pure = parse_composition("Dy2O3 100 %")
    assert parse_composition("Dy2O3 100 mol%").element("O") == pure.element("O")


def test_shares_of_atoms_between_bounds() -> None:
    alloy = parse_composition("Dy 0-2 at%, Nd 10-12 at%, Fe bal")
    for dy, nd in ((0, 10), (2, 12), (1, 11), (0, 12)):
        exact = parse_composition(f"Dy {dy} at%, Nd {nd} at%, Fe bal")
        for symbol in ("Dy", "Nd", "Fe"):
            inside, value = alloy.element(symbol), exact.element(symbol)
            assert inside.low is not None
            assert inside.high is not None
            assert value.low is not None
            assert inside.low <= value.low <= inside.high
    assert alloy.element("Tb") == NOTHING


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no ingredient is named"),
        (" , ;", "no ingredient is named"),
        ("Nd 60, Fe 60", "add up to at least 120 %"),
        ("Nd 30, closed", "it says closed, but the ingredients add up to 30 % at most"),
        ("Dy 1, Dy 2", "`Dy` stands more than once"),
        ("Dy 1, 镝 2", "`Dy` stands more than once"),
        ("Fe bal, B bal", "more than one ingredient is the balance"),
        ("Nd 0.3, Fe 0.69, B 0.01", "were fractions meant? write `Nd 29.5 %`"),
        ("Nd 12 at%, B 6 at%", "only when the whole is stated"),
        ("Dy2O3 50 at%, Fe bal", "`Dy2O3`: a share of atoms needs an element"),
        ("glue 5 mol%, Fe bal", "`glue`: a share of moles needs an element or a formula"),
        ("Nd 12 at%, B 1 wt%, Fe bal", "are mixed"),
        ("Nd 12 at%, B 1, Fe bal", "are mixed"),
        ("Dy ND, Fe bal", "detection limit is missing"),
        ("Nd 29,5 %, Fe bal", "a comma parts ingredients, write a point for decimals"),
        ("YB 3 %", "write `Yb`"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(BadComposition) as error:
        parse_composition(text)
    assert message in str(error.value)
    assert error.value.seen == text
    assert error.value.expected
    assert error.value.remedy


def test_small_excess_is_rounding() -> None:
    assert parse_composition("Nd 30.1, Fe 69.0, B 1.0").is_closed
    with pytest.raises(BadComposition):
        parse_composition("Nd 30.2, Fe 69.0, B 1.0")


def test_all_faults_at_once() -> None:
    with pytest.raises(BadComposition) as error:
        parse_composition("Nd 5 kg, Dy ND, B bal, Fe bal, Fe 3")
    assert len(error.value.faults) == 4


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"Fe": True}, "not yes or no"),
        ({"Fe": "much"}, "no amount"),
        ({"Fe": float("nan")}, "no amount"),
        ({"Fe": Fraction(1, 3)}, "no decimal"),
        ({"Fe": 90, "closed": 1}, "`closed` is true or false"),
        ({"Fe": 90, "closed": "perhaps"}, "`closed` is true or false"),
        ({}, "no ingredient"),
    ],
)
def test_mappings_refused(mapping: dict[str, float | str | bool], message: str) -> None:
    with pytest.raises(BadComposition) as error:
        parse_composition(mapping)
    assert message in str(error.value)


def test_fractions_may_be_meant_when_said() -> None:
    alloy = parse_composition("Nd 0.3 fraction, Fe 0.69 fraction, B 0.01 fraction")
    assert alloy.element("Nd") == Interval.exactly("0.3")
    assert alloy.is_closed


AMOUNTS = st.lists(
    st.tuples(
        st.sampled_from(["Nd", "Pr", "Dy", "Tb", "Co", "Cu", "Al", "Nb", "Ga", "Zr"]),
        st.integers(1, 90),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda pair: pair[0],
)


@given(AMOUNTS, st.data())
def test_order_has_no_meaning(amounts: list[tuple[str, int]], data: st.DataObject) -> None:
    items = [*(f"{symbol} {tenths / 10} %" for symbol, tenths in amounts), "Fe bal"]
    turned = data.draw(st.permutations(items))
    one, other = parse_composition(", ".join(items)), parse_composition("; ".join(turned))
    assert one == other
    assert hash(one) == hash(other)


@given(AMOUNTS)
def test_a_closed_composition_adds_up(amounts: list[tuple[str, int]]) -> None:
    alloy = parse_composition(
        {**{symbol: f"{tenths / 10} %" for symbol, tenths in amounts}, "Fe": "balance"}
    )
    lows = [alloy.element(symbol).low for symbol in alloy.named_elements]
    assert sum(low for low in lows if low is not None) == 1


@given(st.text(alphabet="NdDyFeO23 .,;:%<>=-±()balclosedppm余量镝", max_size=24))
def test_any_text_is_a_composition_or_a_clear_error(text: str) -> None:
    try:
        found = parse_composition(text)
    except BadComposition as error:
        assert error.faults  # noqa: PT017  # a generated text may be a composition
        return
    for symbol in ("Dy", "Fe"):
        amount = found.element(symbol)
        assert amount.low is not None
        assert amount.high is not None
        assert 0 <= amount.low <= amount.high <= 1
