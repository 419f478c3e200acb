"""Finds the elements and substances of which a description speaks without spelling them out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..catalog.material_names import all_material_names, formulas_in
from .keywords import KeywordIndex


@dataclass(frozen=True, slots=True)
class Described:
    """What the words of a description say of the goods; evidence, and no fact.

    Attributes:
        elements: Symbol of an element that they may hold, and the words that say so.
        cas: CAS number of a substance that they may be, and the words that say so.
    """

    elements: tuple[tuple[str, str], ...]
    cas: tuple[tuple[str, str], ...]


def described_in(description: str) -> Described:
    """What formulas and names of materials in a description say.

    Args:
        description: The exporter's words.
    """
    names = all_material_names()
    named = [(names[position], words) for position, words in _index().find(description)]
    elements = [
        (symbol, token) for token, symbols in formulas_in(description) for symbol in symbols
    ]
    elements += [(symbol, words) for material, words in named for symbol in material.elements]
    return Described(
        tuple(elements), tuple((material.cas, words) for material, words in named if material.cas)
    )


@lru_cache(maxsize=1)
def _index() -> KeywordIndex:
    index = KeywordIndex()
    for position, material in enumerate(all_material_names()):
        index.add(material.name, position)
    return index
