"""Chemical formulas, read exactly: `(Nd0.8Dy0.2)2Fe14B`, `Dy₂O₃`, `DyCl3·6H2O`.

Subscripts stay exact fractions. periodictable's parser gives floating-point counts (0.1 * 3 is not
0.3), so it serves in the tests as a second opinion and not here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from .elements import all_elements
from .faults import BadFormula
from .shares import Shares

FormulaKind = Literal["element", "alloy", "oxide", "compound"]

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_DOTS = "·•∙⋅・‧*"
_NUMBER = re.compile(r"\d{1,40}(?:\.\d{1,40})?|\.\d{1,40}")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
# A full stop joins two parts unless digits that belong to no water follow: `Nd0.8`, but
# `DyCl3.6H2O`.
_PART_STOP = re.compile(r"\.(?=[^\d])|\.(?=\d+H2O)")
# Metalloids that alloys hold in small parts.
ALLOYING = frozenset({"B", "Si", "Ge"})
_MAX_DEPTH = 20
_EXPECTED = "a formula such as `Dy2O3`, `(Nd0.8Dy0.2)2Fe14B` or `DyCl3·6H2O`"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and what it says about the make-up.

    Attributes:
        text: As written, without spaces, with plain digits.
        atoms: Number of atoms of each element in the formula unit; symbols in alphabetical order.
        mass_fractions: Share of each element in the mass, 0 to 1, adding up to exactly 1.
        kind: `element`: one element. `alloy`: metals, with B, Si or Ge in less than half of the
            atoms (Nd2Fe14B, SmCo5). `oxide`: oxygen and one metal or metalloid (WO3, Ga2O3), or
            oxygen and rare earths only (Dy2O3, (Y0.9Gd0.1)2O3). `compound`: everything else: an
            oxide of different metals such as Y3Al5O12, borides such as LaB6, semiconductors such
            as GaAs, nitrides, salts and hydrates.
    """

    text: str
    atoms: Shares
    mass_fractions: Shares
    kind: FormulaKind


class _Reader:
    """Reads one formula by recursive descent; positions are those of the text as given."""

    def __init__(self, seen: str, text: str, places: tuple[int, ...]) -> None:
        self.seen = seen
        self.text = text
        self.places = places
        self.at = 0

    def fail(self, message: str, expected: str, at: int | None = None) -> BadFormula:
        index = self.at if at is None else at
        position = self.places[index] if index < len(self.places) else len(self.seen)
        return BadFormula(
            f"formula `{self.seen}`: position {position + 1}: {message}, expected {expected}",
            seen=self.seen,
            position=position + 1,
            expected=expected,
            remedy=f"write {_EXPECTED}",
        )

    @property
    def next_sign(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def count(self) -> Fraction:
        match = _NUMBER.match(self.text, self.at)
        if match is None:
            return Fraction(1)
        value = Fraction(match.group())
        if value == 0:
            raise self.fail("a count of zero", "a count above zero, or leave the element out")
        self.at = match.end()
        return value

    def whole(self) -> dict[str, Fraction]:
        atoms: dict[str, Fraction] = {}
        while True:
            factor = self.count()
            _add(atoms, self.group("", 0), factor)
            if not self.next_sign:
                return atoms
            self.at += 1  # the dot between two parts

    def group(self, closer: str, depth: int) -> dict[str, Fraction]:
        if depth > _MAX_DEPTH:
            raise self.fail("brackets are nested too deeply", f"at most {_MAX_DEPTH} levels")
        atoms: dict[str, Fraction] = {}
        start = self.at
        while (sign := self.next_sign) and sign not in {closer, "·"}:
            if sign in _CLOSERS:
                opened = self.at
                self.at += 1
                inner = self.group(_CLOSERS[sign], depth + 1)
                if self.next_sign != _CLOSERS[sign]:
                    raise self.fail(f"`{sign}` is not closed", f"`{_CLOSERS[sign]}`", opened)
                self.at += 1
                _add(atoms, inner, self.count())
            else:
                symbol = self.symbol()
                _add(atoms, {symbol: Fraction(1)}, self.count())
        if self.at == start:
            raise self.fail("nothing stands here", "an element symbol or an opening bracket")
        return atoms

    def symbol(self) -> str:
        match = _SYMBOL.match(self.text, self.at)
        if match is None:
            raise self.fail(
                f"`{self.next_sign}` begins no element symbol", "an element symbol such as `Dy`"
            )
        symbol = match.group()
        if symbol not in all_elements():
            if symbol[0] not in all_elements() or len(symbol) == 1:
                raise self.fail(f"no element `{symbol}`", "an element symbol such as `Dy`")
            raise self.fail(
                f"no element `{symbol}`",
                f"an element symbol; capitals begin a symbol, as in `{symbol[0]}`",
            )
        self.at = match.end()
        return symbol


def _add(atoms: dict[str, Fraction], more: Mapping[str, Fraction], factor: Fraction) -> None:
    for symbol, count in more.items():
        atoms[symbol] = atoms.get(symbol, Fraction(0)) + count * factor


def _plain(seen: str) -> tuple[str, tuple[int, ...]]:
    """The text without spaces, in plain digits, one kind of dot; and where each sign came from."""
    signs: list[str] = []
    places: list[int] = []
    for place, raw in enumerate(seen):
        folded = "·" if raw in _DOTS else unicodedata.normalize("NFKC", raw)
        for sign in folded:
            if not sign.isspace():
                signs.append(sign)
                places.append(place)
    text = "".join(signs)
    return _PART_STOP.sub("·", text), tuple(places)


def formula_kind(atoms: Mapping[str, Fraction]) -> FormulaKind:
    """What a substance of these atoms is; the rule stands with `Formula.kind`.

    Args:
        atoms: Number of atoms of each element, in any common measure; none is zero.
    """
    if len(atoms) == 1:
        return "element"
    table = all_elements()
    others = [table[symbol] for symbol in atoms if symbol != "O"]
    metals = sum((n for s, n in atoms.items() if table[s].kind == "metal"), Fraction(0))
    if all(e.kind == "metal" or e.symbol in ALLOYING for e in others):
        if "O" not in atoms:
            return "alloy" if 2 * metals > sum(atoms.values()) else "compound"
        if len(others) == 1 or all(element.is_rare_earth for element in others):
            return "oxide"
    is_one_oxide = "O" in atoms and len(others) == 1 and others[0].kind == "metalloid"
    return "oxide" if is_one_oxide else "compound"


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> Formula:
    """The formula that a text writes.

    Args:
        text: Element symbols with counts; counts may be decimals and Unicode subscripts, brackets
            may be nested, parts such as water are joined by `·`, `.` or `*`. Spaces do not matter.

    Raises:
        BadFormula: It is no formula; the error says at which position and what was expected.

    >>> parse_formula("Dy₂O₃").kind
    'oxide'
    >>> float(round(parse_formula("Dy2O3").mass_fractions["Dy"], 4))
    0.8713
    """
    plain, places = _plain(text)
    reader = _Reader(text, plain, places)
    atoms = reader.whole()
    table = all_elements()
    masses = {symbol: count * table[symbol].mass for symbol, count in sorted(atoms.items())}
    total = sum(masses.values(), Fraction(0))
    return Formula(
        plain,
        Shares(atoms),
        Shares({symbol: mass / total for symbol, mass in masses.items()}),
        formula_kind(atoms),
    )
