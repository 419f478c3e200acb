"""Reads how people write measured values: `>30MPa`, `28-31 %`, `29.5±0.3 wt%`, `5,000 吨以上`.

Only the shape is read here; what the unit means is left to the reader of quantities or
compositions.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_DIGITS = r"(?:\d{1,3}(?:[, ']\d{3}){1,9}(?!\d)|\d{1,40}(?!\d))"
# Atomic: once read, a number gives no digit or power back to what follows it.
_NUMBER = (
    rf"(?>[-+]?(?:{_DIGITS}(?:\.\d{{1,40}}(?!\d))?|\.\d{{1,40}}(?!\d))"
    r"(?:[eE][-+]?\d{1,3}(?![\w.])|\s*[xX×]\s*10\s*\^?\s*[-+]?\d{1,3}(?!\d))?)"
)
_UNIT = r"(?:[^\W\d_]|[%‰°]|(?:(?<=\s)1)?/(?=\s*(?:[^\W\d_]|°)))[^<>=≤≥±~]*?"
_LOWER = {
    ">": True,
    "greater than": True,
    "more than": True,
    "above": True,
    "over": True,
    "大于": True,
    "超过": True,
    "高于": True,
    "≥": False,
    ">=": False,
    "=>": False,
    "≧": False,
    "⩾": False,
    "at least": False,
    "min": False,
    "minimum": False,
    "不小于": False,
    "不低于": False,
    "不少于": False,
    "至少": False,
}
_UPPER = {
    "<": True,
    "less than": True,
    "below": True,
    "under": True,
    "小于": True,
    "低于": True,
    "少于": True,
    "不满": True,
    "≤": False,
    "<=": False,
    "=<": False,
    "≦": False,
    "⩽": False,
    "at most": False,
    "up to": False,
    "max": False,
    "maximum": False,
    "不大于": False,
    "不高于": False,
    "不超过": False,
    "至多": False,
}
# Civil Code Article 1259: 以上, 以下 and 以内 include the number itself.
_LOWER_AFTER = {"及以上", "以上", "(含)以上", "或以上", "min", "min.", "minimum", "or more"}
_UPPER_AFTER = {
    "及以下",
    "以下",
    "(含)以下",
    "以内",
    "或以下",
    "max",
    "max.",
    "maximum",
    "or less",
}


def _alternatives(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_BEFORE = re.compile(rf"({_alternatives({*_LOWER, *_UPPER})})\.?\s*", re.IGNORECASE)
_AFTER = re.compile(rf"\s*({_alternatives({*_LOWER_AFTER, *_UPPER_AFTER})})$", re.IGNORECASE)
_TERM = re.compile(rf"({_NUMBER})\s*({_UNIT})?")
_RANGE = re.compile(
    rf"({_NUMBER})\s*({_UNIT})?\s*(?:-|–|—|~|\.\.|至|到|\bto\b)\s*({_NUMBER})\s*({_UNIT})?"
)
_SPREAD = re.compile(rf"({_NUMBER})\s*({_UNIT})?\s*(?:±|\+\s*/\s*-|\+-)\s*({_NUMBER})\s*({_UNIT})?")
_POWER = re.compile(r"\s*[xX×]\s*10\s*\^?\s*")


@dataclass(frozen=True, slots=True)
class Term:
    """A number as written, and the unit beside it.

    Attributes:
        value: Exact.
        unit: As written, without spaces at its ends; empty when none stands there.
        step: The unit of the last digit written: 1/10 for `29.5`, 1 for `30`.
    """

    value: Fraction
    unit: str
    step: Fraction


@dataclass(frozen=True, slots=True)
class Measure:
    """A value between two terms.

    Attributes:
        low: Lower bound; None means none is stated.
        high: Upper bound; None means none is stated.
        low_open: The lower bound itself is excluded.
        high_open: The upper bound itself is excluded.
    """

    low: Term | None
    high: Term | None
    low_open: bool = False
    high_open: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms stated, each once."""
        found = (self.low,) if self.low is self.high else (self.low, self.high)
        return tuple(term for term in found if term is not None)


def plain_text(text: str) -> str:
    """The text in plain digits and signs: full width, superscripts, minus signs and thin spaces."""
    folded = unicodedata.normalize("NFKC", text)
    for sign in "−‐‑‒":  # noqa: RUF001, RUF100  # the signs that stand for a minus
        folded = folded.replace(sign, "-")
    return " ".join(folded.split())


def number_text(value: float | Decimal | Fraction) -> str:
    """A number that came as a number, in the digits that it was written with.

    A float is taken at its shortest decimal text, so that 29.5 stays 29.5.
    """
    if isinstance(value, Fraction):
        numerator, denominator = value.numerator, value.denominator
        rest = denominator
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        if rest != 1:
            raise ValueError(f"{value} is no decimal number")
        return format(Decimal(numerator) / Decimal(denominator), "f")
    return format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")


def _number(written: str) -> tuple[Fraction, Fraction]:
    """The exact value, and the unit of its last digit."""
    parts = _POWER.split(written, maxsplit=1)
    power = parts[1] if len(parts) == 2 else ""  # noqa: PLR2004  # mantissa and power
    mantissa = re.sub(r"[, ']", "", parts[0])
    scale = Fraction(10) ** int(power) if power else Fraction(1)
    exponent = Decimal(mantissa).as_tuple().exponent
    return Fraction(mantissa) * scale, Fraction(10) ** int(exponent) * scale


def _term(number: str, unit: str | None) -> Term:
    value, step = _number(number)
    return Term(value, (unit or "").strip(), step)


def parse_measure(text: str) -> Measure | None:
    """The value that a text writes; None when the text has no such shape.

    A range whose first number has no unit takes that of the second. `1,234` is a thousand and more;
    a comma before one, two or four digits is not read, since it may mean a decimal point.

    Args:
        text: As written; it is folded by `plain_text` first. The bounds may stand in either order.
    """
    plain = plain_text(text)
    if (match := _BEFORE.match(plain)) is not None:
        rest = _TERM.fullmatch(plain, match.end())
        return None if rest is None else _bounded(match.group(1).casefold(), _term(*rest.groups()))
    if (match := _RANGE.fullmatch(plain)) is not None and _has_plain_units(match):
        low, high = _pair(match)
        return Measure(low, high)
    if (match := _SPREAD.fullmatch(plain)) is not None:
        return _spread(match)
    if (match := _AFTER.search(plain)) is not None:
        rest = _TERM.fullmatch(plain[: match.start()])
        word = match.group(1).casefold()
        # "30 min" is minutes, and so is what ends "l/min".
        unit = "" if rest is None else (rest.group(2) or "").rstrip()
        is_bound = word not in {"min", "max"} or (unit != "" and not unit.endswith("/"))
        if rest is not None and is_bound:
            term = _term(*rest.groups())
            return Measure(term, None) if word in _LOWER_AFTER else Measure(None, term)
    if (match := _TERM.fullmatch(plain)) is not None:
        term = _term(*match.groups())
        return Measure(term, term)
    return None


def _bounded(word: str, term: Term) -> Measure:
    if word in _LOWER:
        return Measure(term, None, low_open=_LOWER[word])
    return Measure(None, term, high_open=_UPPER[word])


def _has_plain_units(match: re.Match[str]) -> bool:
    """Whether it is a range and not a unit with a negative power, such as `5 kg m-3`."""
    return not match.group(2) or bool(match.group(4))


def _pair(match: re.Match[str]) -> tuple[Term, Term]:
    first, first_unit, second, second_unit = match.groups()
    unit = (second_unit or "").strip()
    return _term(first, first_unit or unit), _term(second, unit)


def _spread(match: re.Match[str]) -> Measure | None:
    middle, spread = _pair(match)
    if not spread.unit and middle.unit:
        spread = Term(spread.value, middle.unit, spread.step)
    if middle.unit != spread.unit:
        return None
    width = abs(spread.value)
    return Measure(
        Term(middle.value - width, middle.unit, middle.step),
        Term(middle.value + width, middle.unit, middle.step),
    )
