"""A small mapping that cannot be changed: chemical symbol to an exact number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction


class Shares(Mapping[str, Fraction]):
    """Exact numbers by element symbol, in alphabetical order; hashable, comparable, picklable.

    Args:
        values: The numbers; copied.

    >>> Shares({"O": Fraction(3), "Dy": Fraction(2)})
    Shares({'Dy': '2', 'O': '3'})
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Fraction]) -> None:
        self._values = dict(sorted(values.items()))

    def __getitem__(self, symbol: str) -> Fraction:
        return self._values[symbol]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        shown = {symbol: str(value) for symbol, value in self._values.items()}
        return f"Shares({shown})"
