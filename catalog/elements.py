"""The chemical elements: symbols, English and Chinese names, atomic masses, which are rare earths.

Masses are those of periodictable 2.1.0, kept here as decimals: shares stay exact, the same in every
environment, and no heavy library is needed to read a composition.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal, cast

from ._data import read_rows
from .text import Text

ElementKind = Literal["metal", "metalloid", "nonmetal"]

# Spellings and names that people use beside those of the table.
_ALSO = {
    "aluminium": "Al",
    "aluminum": "Al",
    "sulphur": "S",
    "sulfur": "S",
    "caesium": "Cs",
    "cesium": "Cs",
    "wolfram": "W",
    "columbium": "Nb",
}


@dataclass(frozen=True, slots=True)
class Element:
    """A chemical element.

    Attributes:
        symbol: For example `Dy`.
        name: English in lower case, and Chinese.
        number: Atomic number.
        mass: Standard atomic mass; for elements without one, that of a long-lived isotope.
        kind: Metal, metalloid or nonmetal; B, Si, Ge, As, Sb, Te and Po count as metalloids.
        is_rare_earth: Scandium, yttrium or a lanthanide (IUPAC's seventeen).
    """

    symbol: str
    name: Text
    number: int
    mass: Fraction
    kind: ElementKind
    is_rare_earth: bool


@lru_cache(maxsize=1)
def all_elements() -> Mapping[str, Element]:
    """Every element by its symbol, in the order of the atomic numbers."""
    return {
        row["symbol"]: Element(
            row["symbol"],
            Text(row["name_en"], row["name_zh"]),
            int(row["number"]),
            Fraction(row["mass"]),
            cast("ElementKind", row["kind"]),
            row["is_rare_earth"] == "1",
        )
        for row in read_rows("elements.csv")
    }


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    names = dict(_ALSO)
    for symbol, element in all_elements().items():
        names[element.name.en] = symbol
        names[element.name.zh] = symbol
    return names


def find_element(text: str) -> Element | None:
    """The element of a symbol or name; None when there is none.

    Args:
        text: A symbol as chemists write it (`Dy`; case matters, `CO` is no element), an English
            name in any case, or the Chinese name.

    >>> [find_element(name).symbol for name in ("Dy", "Dysprosium", "镝")]
    ['Dy', 'Dy', 'Dy']
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    symbol = folded if folded in all_elements() else _names().get(folded.casefold())
    return None if symbol is None else all_elements()[symbol]


def rare_earths() -> frozenset[str]:
    """The symbols of the seventeen rare earths."""
    return frozenset(symbol for symbol, element in all_elements().items() if element.is_rare_earth)
