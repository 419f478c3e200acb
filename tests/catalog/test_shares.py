"""The mapping that cannot be changed."""

import pickle
from fractions import Fraction

from exportgate.catalog.shares import Shares


def test_is_a_mapping_without_order() -> None:
    one = Shares({"O": Fraction(3), "Dy": Fraction(2)})
    other = Shares({"Dy": Fraction(2), "O": Fraction(3)})
    assert one == other == {"Dy": 2, "O": 3}
    assert hash(one) == hash(other)
    assert list(one) == ["Dy", "O"]
    assert len(one) == 2
    assert one["O"] == 3
    assert "Fe" not in one


def test_survives_a_round_trip_and_shows_itself() -> None:
    shares = Shares({"Dy": Fraction(1, 3)})
    assert pickle.loads(pickle.dumps(shares)) == shares  # noqa: S301  # our own bytes
    assert repr(shares) == "Shares({'Dy': '1/3'})"
