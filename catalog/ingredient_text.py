"""Reads one part of a composition: its name (`Dy`, `镝`, `Dy2O3`, `NdFeB`) and its amount."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .composition import Ingredient, IngredientKind
from .elements import find_element
from .faults import BadFormula
from .formula import parse_formula
from .interval import Interval
from .measure_text import Measure, parse_measure, plain_text
from .shares import Shares

Basis = Literal["mass", "atom", "mole"]
AmountForm = Literal["measure", "balance", "present"]

_BALANCE = re.compile(
    r"(?:bal(?:ance|\.)?|rest|rem(?:ainder|\.)?|the rest|余量|余|其余|平衡|剩余)", re.IGNORECASE
)
_PRESENT = re.compile(r"(?:traces?|tr\.?|present|微量|痕量|含有)", re.IGNORECASE)
_NOT_DETECTED = re.compile(
    r"(?:n\.?\s?d\.?|not detected|none detected|未检出|未測出)", re.IGNORECASE
)
_LIMIT_WORDS = re.compile(r"\b(?:lod|mdl|loq|limit)\b\s*[:=]?|检出限\s*[:=]?", re.IGNORECASE)
_UNITS: dict[str, tuple[Fraction, Basis | None]] = {
    "%": (Fraction(1, 100), None),
    "percent": (Fraction(1, 100), None),
    "‰": (Fraction(1, 1000), None),
    "ppm": (Fraction(1, 10**6), None),
    "ppb": (Fraction(1, 10**9), None),
    "fraction": (Fraction(1), None),
    "massfraction": (Fraction(1), "mass"),
    "wt%": (Fraction(1, 100), "mass"),
    "wt.%": (Fraction(1, 100), "mass"),
    "weight%": (Fraction(1, 100), "mass"),
    "mass%": (Fraction(1, 100), "mass"),
    "m%": (Fraction(1, 100), "mass"),
    "w%": (Fraction(1, 100), "mass"),
    "%wt": (Fraction(1, 100), "mass"),
    "%w/w": (Fraction(1, 100), "mass"),
    "w/w%": (Fraction(1, 100), "mass"),
    "%(w/w)": (Fraction(1, 100), "mass"),
    "%(m/m)": (Fraction(1, 100), "mass"),
    "%bywt": (Fraction(1, 100), "mass"),
    "%byweight": (Fraction(1, 100), "mass"),
    "%bymass": (Fraction(1, 100), "mass"),
    "质量%": (Fraction(1, 100), "mass"),
    "重量%": (Fraction(1, 100), "mass"),
    "%(质量)": (Fraction(1, 100), "mass"),
    "ppmw": (Fraction(1, 10**6), "mass"),
    "wtppm": (Fraction(1, 10**6), "mass"),
    "mg/kg": (Fraction(1, 10**6), "mass"),
    "ug/g": (Fraction(1, 10**6), "mass"),
    "μg/g": (Fraction(1, 10**6), "mass"),
    "ug/kg": (Fraction(1, 10**9), "mass"),
    "g/kg": (Fraction(1, 1000), "mass"),
    "mg/g": (Fraction(1, 1000), "mass"),
    "g/t": (Fraction(1, 10**6), "mass"),
    "at%": (Fraction(1, 100), "atom"),
    "at.%": (Fraction(1, 100), "atom"),
    "atom%": (Fraction(1, 100), "atom"),
    "atomic%": (Fraction(1, 100), "atom"),
    "a%": (Fraction(1, 100), "atom"),
    "原子%": (Fraction(1, 100), "atom"),
    "mol%": (Fraction(1, 100), "mole"),
    "mole%": (Fraction(1, 100), "mole"),
    "摩尔%": (Fraction(1, 100), "mole"),
}
_SYMBOLS = "(?:[A-Z][a-z]?)"
_OXIDE = re.compile(r"氧化(.)|(\w+) oxide", re.IGNORECASE)
_ALLOY = re.compile(r"(.+?)\s*(?:合金|\balloy)", re.IGNORECASE)
_SPLIT_HERE = re.compile(r"[\s:=]|(?=[<>≤≥≦≧⩽⩾±~])")
_GLUED = re.compile(r"((?:[A-Z][a-z]?)|[\u3400-\u9fff\U00020000-\U0003ffff]+)(\d.*)")
_AMOUNT_FIRST = re.compile(r"(.*?(?:%|‰|ppm|ppb|fraction|\bbal\.?|\bbalance|余量))\s*([^\s\d%].*)")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of an ingredient there is, as stated.

    Attributes:
        form: A measure, the balance of the whole, or merely present.
        value: Fraction of the whole, 0 to 1 and more; unbounded sides are 0 and 1.
        step: The unit of the last digit stated, as a fraction; zero unless one value is stated.
        basis: Of the unit; None where the unit does not say.
        bare: The number when no unit stands beside it.
    """

    form: AmountForm
    value: Interval
    step: Fraction = Fraction(0)
    basis: Basis | None = None
    bare: Fraction | None = None


class AmountError(ValueError):
    """An amount has the shape of one but cannot be used; the message says why."""


_PRESENT_VALUE = Interval(Fraction(0), Fraction(1), low_open=True)


def parse_amount(text: str) -> Amount | None:
    """The amount that a text states; None when the text states none.

    A bare number is per cent. `ND(<0.01 %)` is from nothing to the detection limit, exclusive.

    Raises:
        AmountError: It states one that cannot be used.
    """
    plain = plain_text(text)
    if _BALANCE.fullmatch(plain):
        return Amount("balance", Interval(Fraction(0), Fraction(1)))
    if _PRESENT.fullmatch(plain):
        return Amount("present", _PRESENT_VALUE)
    match = _NOT_DETECTED.match(plain)
    if match is not None:
        return _not_detected(plain[match.end() :])
    if tail := re.fullmatch(r"(.+?)\s*\(?\s*(?:n\.?d\.?|未检出)\s*\)?", plain, re.IGNORECASE):
        return _not_detected(tail.group(1)) if parse_measure(tail.group(1)) is not None else None
    measure = parse_measure(plain)
    return None if measure is None else _amount(measure)


def _not_detected(rest: str) -> Amount:
    limit = _LIMIT_WORDS.sub("", rest.strip(" ,")).strip(" ()")
    measure = parse_measure(limit) if limit else None
    if measure is None or measure.high is None:
        raise AmountError(
            "not detected, but the detection limit is missing: write it as `ND(<0.01 %)`"
        )
    amount = _amount(Measure(None, measure.high, high_open=True))
    return Amount("measure", amount.value, basis=amount.basis)


def _amount(measure: Measure) -> Amount:
    bounds: list[Fraction | None] = []
    bases: set[Basis] = set()
    for term in (measure.low, measure.high):
        if term is None:
            bounds.append(None)
            continue
        key = "".join(term.unit.split()).casefold() or "%"
        if key not in _UNITS:
            raise AmountError(
                f"`{term.unit}` is no unit of a share: write %, wt%, ppm, at% or mol%"
            )
        factor, basis = _UNITS[key]
        bounds.append(term.value * factor)
        bases |= set() if basis is None else {basis}
    low, high = bounds
    if any(bound is not None and bound < 0 for bound in bounds):
        raise AmountError("a share cannot be negative")
    if low is not None and high is not None and low > high:
        raise AmountError("the lower bound is above the upper one")
    if len(bases) > 1:
        raise AmountError("its two bounds are stated in different measures")
    low_open, high_open = measure.low_open, measure.high_open
    if (low is not None and low > 1) or (high is None and low == 1 and low_open):
        raise AmountError("it is more than the whole")
    if high == 0 and high_open:
        raise AmountError("it is less than nothing")
    is_one = measure.low is not None and measure.low is measure.high
    term = measure.terms[0]
    scale = _UNITS["".join(term.unit.split()).casefold() or "%"][0]
    return Amount(
        "measure",
        Interval(low or Fraction(0), Fraction(1) if high is None else high, low_open, high_open),
        term.step * scale if is_one else Fraction(0),
        next(iter(bases), None),
        term.value if is_one and not term.unit else None,
    )


@dataclass(frozen=True, slots=True)
class Name:
    """What an ingredient's name says about it; see `Ingredient` for the fields."""

    text: str
    elements: Shares
    kind: IngredientKind
    contains: frozenset[str] = frozenset()

    def with_amount(self, amount: Interval) -> Ingredient:
        """The ingredient with an amount."""
        return Ingredient(self.text, self.elements, self.kind, amount, self.contains)


_NONE = Shares({})


def parse_name(text: str) -> Name:
    """What an ingredient's name says.

    Elements by symbol or name, formulas with counts, alloys written without counts (`NdFeB`: it
    certainly contains these elements, in unknown shares), oxides and alloys in words. Any other
    name is an ingredient of unknown make-up.

    Raises:
        AmountError: Capitals leave two readings, as in `YB` (ytterbium, or yttrium and boron).
    """
    plain = plain_text(text).strip(" :=")
    element = find_element(plain)
    if element is not None:
        return Name(element.symbol, Shares({element.symbol: Fraction(1)}), "element")
    titled = find_element(plain.capitalize()) if re.fullmatch("[A-Za-z]{2}", plain) else None
    try:
        formula = parse_formula(plain)
    except BadFormula:
        formula = None
    if titled is not None:
        if formula is not None:
            raise AmountError(
                f"`{plain}` may be {titled.name.en} or a compound: write `{titled.symbol}`"
            )
        return Name(titled.symbol, Shares({titled.symbol: Fraction(1)}), "element")
    if formula is None:
        return _from_words(plain)
    if formula.kind == "element":
        (symbol,) = formula.atoms
        return Name(symbol, formula.mass_fractions, "element")
    is_shorthand = formula.kind == "alloy" and not re.search(r"\d", formula.text)
    if is_shorthand:
        return Name(formula.text, _NONE, "alloy", frozenset(formula.atoms))
    return Name(formula.text, formula.mass_fractions, formula.kind)


def _from_words(plain: str) -> Name:
    match = _OXIDE.fullmatch(plain)
    if match is not None:
        element = find_element(match.group(1) or match.group(2))
        if element is not None:
            return Name(plain, _NONE, "oxide", frozenset({element.symbol, "O"}))
    match = _ALLOY.fullmatch(plain)
    if match is not None:
        symbols = _elements_in(match.group(1))
        if symbols:
            return Name(plain, _NONE, "alloy", symbols)
    return Name(plain, _NONE, "unknown")


def _elements_in(words: str) -> frozenset[str]:
    """The elements of `镝铁`, `Dy-Fe`, `DyFe` or `dysprosium iron`; empty when a part is none."""
    parts = [part for part in re.split(r"[\s\-+/、和]+", words) if part]
    pieces: list[str] = []
    for part in parts:
        if find_element(part) is not None:
            pieces.append(part)
        elif re.fullmatch(f"{_SYMBOLS}+", part):
            pieces += re.findall(_SYMBOLS, part)
        else:
            pieces += list(part)
    found = [find_element(piece) for piece in pieces]
    if any(element is None for element in found):
        return frozenset()
    return frozenset(element.symbol for element in found if element is not None)


def split_item(item: str) -> tuple[str, Amount | None]:
    """The name and the amount of one item such as `Nd 29.5`, `Dy<=0.1%` or `99.9 % Dy2O3`.

    An item without an amount is a name only if it is an element, a formula, or words without
    digits.

    Raises:
        AmountError: It cannot be taken apart.
    """
    plain = plain_text(item)
    trouble: AmountError | None = None
    for match in _SPLIT_HERE.finditer(plain):
        name, rest = plain[: match.start()].strip(" :="), plain[match.start() :].strip(" :=")
        if not name or not rest:
            continue
        try:
            amount = parse_amount(rest)
        except AmountError as error:
            trouble = trouble or error
            continue
        if amount is not None:
            return name, amount
    glued = _GLUED.fullmatch(plain)
    if glued is not None:
        amount = parse_amount(glued.group(2)) if re.search("%|‰|pp[mb]", plain) else None
        if amount is not None:
            return glued.group(1), amount
    first = _AMOUNT_FIRST.fullmatch(plain)
    if first is not None:
        amount = parse_amount(first.group(1))
        if amount is not None:
            return first.group(2).strip(" :=-"), amount
    if trouble is not None:
        raise trouble
    if _is_plain_name(plain):
        return plain, None
    if re.fullmatch(rf"{_SYMBOLS}[\d.]+", plain):
        raise AmountError("an amount or a count? write for example `Nd 29.5 %`")
    raise AmountError("no name and amount found: write for example `Nd 29.5 %`")


def _is_plain_name(plain: str) -> bool:
    kind = parse_name(plain).kind
    if kind == "element":
        return not re.search(r"\d", plain)
    if kind != "unknown":
        return True
    return bool(re.search(r"[^\W\d_]{2}", plain)) and not re.search(r"[\d<>≤≥±%]", plain)
