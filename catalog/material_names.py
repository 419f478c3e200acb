"""Names in the trade of materials that do not spell out what they hold or are.

`yttria`, `LYSO`, `N42SH` magnets, `PCl3`: what a description says beside composition and CAS
number. The names are usual ones, from general knowledge. They are evidence, so that somebody asks;
no answer rests on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import CatalogError
from ._data import read_rows
from .formula import parse_formula

if TYPE_CHECKING:
    from collections.abc import Iterator

# A formula has a capital first and a digit in it: `Dy2O3`, `SmCo5`, `H2WO4`, `(Y0.9Gd0.1)2O3`.
_TOKEN = re.compile(r"(?<![A-Za-z0-9])[(\[]?[A-Z][A-Za-z0-9()\[\].₀-₉]*[0-9₀-₉)\]][A-Za-z0-9₀-₉]*")
_TWO_LETTERS = re.compile(r"[A-Z][a-z]")
# Of formulas without a small letter only those of oxides and oxygen salts are told from the numbers
# of models: `Y2O3` and `YVO4`, not `W1106` or `YF700`.
_OXYGEN = re.compile(r"O[2-9₂-₉]|\)[2-9₂-₉]O|[2-9₂-₉]O$")


@dataclass(frozen=True, slots=True)
class MaterialName:
    """One name.

    Attributes:
        name: A word, a phrase, or words joined by ` + ` that stand in any order; case, width and
            plural do not matter.
        elements: Symbols of what a material of this name may hold.
        cas: The CAS number of the substance that is called so; empty where it names no one.
    """

    name: str
    elements: tuple[str, ...]
    cas: str


@lru_cache(maxsize=1)
def all_material_names() -> tuple[MaterialName, ...]:
    """Every name on file."""
    return tuple(
        MaterialName(row["name"], tuple(filter(None, row["elements"].split(";"))), row["cas"])
        for row in read_rows("material_names.csv")
    )


def formulas_in(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Chemical formulas that stand in a text.

    Args:
        text: Words as a trader writes them.

    Yields:
        Each formula as written, with the symbols of its elements, of which there are two or more.
    """
    for found in _TOKEN.finditer(text):
        token = found[0]
        if not (_TWO_LETTERS.search(token) or _OXYGEN.search(token)):
            continue
        try:
            atoms = parse_formula(token).atoms
        except CatalogError:
            continue
        if len(atoms) > 1:
            yield token, tuple(sorted(atoms))
