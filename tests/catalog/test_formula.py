"""Formulas are read exactly, and a second parser agrees."""

from fractions import Fraction

import periodictable
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportgate.catalog.elements import all_elements
from exportgate.catalog.faults import BadFormula
from exportgate.catalog.formula import parse_formula

SYMBOLS = st.sampled_from(sorted(all_elements()))
COUNTS = st.one_of(
    st.just(""), st.integers(1, 40).map(str), st.sampled_from(["0.5", "1.95", "0.1"])
)
GROUPS = st.recursive(
    st.tuples(SYMBOLS, COUNTS).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(st.lists(inner, min_size=1, max_size=3).map("".join), COUNTS).map(
            lambda pair: f"({pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("Dy", {"Dy": "1"}),
        ("Dy2O3", {"Dy": "2", "O": "3"}),
        ("Dy₂O₃", {"Dy": "2", "O": "3"}),
        (" Dy 2 O 3 ", {"Dy": "2", "O": "3"}),
        ("(Nd0.8Dy0.2)2Fe14B", {"Nd": "8/5", "Dy": "2/5", "Fe": "14", "B": "1"}),
        ("[Co(NH3)6]Cl3", {"Co": "1", "N": "6", "H": "18", "Cl": "3"}),
        ("DyCl3·6H2O", {"Dy": "1", "Cl": "3", "H": "12", "O": "6"}),
        ("DyCl3.6H2O", {"Dy": "1", "Cl": "3", "H": "12", "O": "6"}),
        ("DyCl3*6H2O", {"Dy": "1", "Cl": "3", "H": "12", "O": "6"}),
        ("DyCl3 • 6 H2O", {"Dy": "1", "Cl": "3", "H": "12", "O": "6"}),
        ("DyCl3.(H2O)6", {"Dy": "1", "Cl": "3", "H": "12", "O": "6"}),
        ("Dy2O3.Fe2O3", {"Dy": "2", "Fe": "2", "O": "6"}),
        ("Nd.5Fe2", {"Nd": "1/2", "Fe": "2"}),
        ("2H2O", {"H": "4", "O": "2"}),
    ],
)
def test_atoms(text: str, atoms: dict[str, str]) -> None:
    assert parse_formula(text).atoms == {s: Fraction(n) for s, n in atoms.items()}


def test_mass_fractions_are_exact() -> None:
    """2 * 162.5 / (2 * 162.5 + 3 * 15.999) = 325 / 372.997."""
    assert parse_formula("Dy2O3").mass_fractions["Dy"] == Fraction(325) / Fraction("372.997")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dy", "element"), ("O2", "element"), ("Nd2Fe14B", "alloy"), ("SmCo5", "alloy"),
        ("(Nd0.8Dy0.2)2Fe14B", "alloy"), ("Dy2O3", "oxide"), ("(Y0.9Gd0.1)2O3", "oxide"),
        ("WO3", "oxide"), ("GeO2", "oxide"), ("As2O3", "oxide"), ("Y3Al5O12", "compound"),
        ("DyCl3", "compound"), ("DyCl3·6H2O", "compound"), ("Sm2Fe17N3", "compound"),
        ("LaB6", "compound"), ("GaAs", "compound"), ("H2O", "compound"), ("P2O5", "compound"),
        ("BaFe12O19", "compound"),
    ],
)  # fmt: skip
def test_kind(text: str, kind: str) -> None:
    assert parse_formula(text).kind == kind


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 1, "nothing stands here"),
        ("dy2o3", 1, "`d` begins no element symbol"),
        ("DyX3", 3, "no element `X`"),
        ("Dy2(O3", 4, "`(` is not closed"),
        ("Dy2(O3]", 7, "`]` begins no element symbol"),
        ("Dy2O3)", 6, "`)` begins no element symbol"),
        ("Dy₀", 3, "a count of zero"),
        ("·6H2O", 1, "nothing stands here"),
        ("Dy2O3·", 7, "nothing stands here"),
        ("Dy()2", 4, "nothing stands here"),
        ("  DyQz", 5, "no element `Qz`"),
        ("Hx2", 1, "no element `Hx`"),
        ("镝2O3", 1, "begins no element symbol"),
        ("Dy-2", 3, "begins no element symbol"),
    ],
)
def test_errors_say_where_and_what(text: str, position: int, message: str) -> None:
    with pytest.raises(BadFormula) as error:
        parse_formula(text)
    assert error.value.position == position
    assert message in str(error.value)
    assert f"position {position}" in str(error.value)
    assert error.value.expected
    assert error.value.seen == text


def test_nesting_has_an_end() -> None:
    assert parse_formula("(" * 20 + "Dy" + ")" * 20).atoms == {"Dy": 1}
    with pytest.raises(BadFormula, match="nested too deeply"):
        parse_formula("(" * 500 + "Dy" + ")" * 500)


@given(GROUPS)
def test_shares_add_up_to_one(text: str) -> None:
    formula = parse_formula(text)
    assert sum(formula.mass_fractions.values()) == 1
    assert all(share > 0 for share in formula.mass_fractions.values())
    assert hash(formula) == hash(parse_formula(formula.text))


@given(GROUPS)
def test_periodictable_agrees(text: str) -> None:
    theirs = periodictable.formula(text).mass_fraction
    ours = parse_formula(text).mass_fractions
    assert {str(element) for element in theirs} == set(ours)
    for element, share in theirs.items():
        assert float(ours[str(element)]) == pytest.approx(share, rel=2e-2)


@given(st.text(alphabet="DyFeO23().·[]{} 0x", max_size=12))
def test_any_text_is_a_formula_or_a_clear_error(text: str) -> None:
    try:
        formula = parse_formula(text)
    except BadFormula as error:
        assert 1 <= error.position <= len(text) + 1  # noqa: PT017  # a text may be a formula
        return
    assert formula.atoms


def test_endless_counts_are_refused() -> None:
    with pytest.raises(BadFormula):
        parse_formula("Dy" + "9" * 5000)
