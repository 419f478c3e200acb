"""Quantities with units, read exactly into the unit in which a fact is compared.

pint converts, with fractions instead of floating-point numbers; it is imported only when the unit
written is not the unit asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from .faults import BadQuantity
from .interval import Interval
from .measure_text import Measure, Term, number_text, parse_measure, plain_text

# Words for units, each one word between `/`, `*` and spaces; the right side is what pint knows.
_WORDS = {
    "千克": "kg",
    "公斤": "kg",
    "克": "g",
    "毫克": "mg",
    "微克": "ug",
    "吨": "t",
    "公吨": "t",
    "千米": "km",
    "公里": "km",
    "米": "m",
    "分米": "dm",
    "厘米": "cm",
    "毫米": "mm",
    "微米": "um",
    "纳米": "nm",
    "英寸": "inch",
    "海里": "nautical_mile",
    "平方米": "m**2",
    "平方厘米": "cm**2",
    "平方毫米": "mm**2",
    "立方米": "m**3",
    "立方厘米": "cm**3",
    "立方毫米": "mm**3",
    "升": "L",
    "毫升": "mL",
    "帕": "Pa",
    "千帕": "kPa",
    "兆帕": "MPa",
    "吉帕": "GPa",
    "牛": "N",
    "千牛": "kN",
    "瓦": "W",
    "千瓦": "kW",
    "兆瓦": "MW",
    "瓦时": "W*h",
    "千瓦时": "kW*h",
    "伏": "V",
    "安": "A",
    "毫安时": "mA*h",
    "赫兹": "Hz",
    "千赫": "kHz",
    "兆赫": "MHz",
    "吉赫": "GHz",
    "天": "day",
    "日": "day",
    "小时": "h",
    "分钟": "min",
    "秒": "s",
    "年": "year",
    "比特": "bit",
    "位": "bit",
    "度": "deg",
    "摄氏度": "degC",
    "开": "K",
    "开尔文": "K",
    "个": "1",
    "件": "1",
    "台": "1",
    "架": "1",
    "套": "1",
    "只": "1",
    "枚": "1",
    "层": "1",
    "pcs": "1",
    "pc": "1",
    "pieces": "1",
    "count": "1",
    "KG": "kg",
    "Kg": "kg",
    "kgs": "kg",
    "KGS": "kg",
    "tonne": "t",
    "tonnes": "t",
    "MT": "t",
    "mt": "t",
    "MPA": "MPa",
    "Mpa": "MPa",
    "GPA": "GPa",
    "Gpa": "GPa",
    "KW": "kW",
    "Kw": "kW",
    "KM": "km",
    "MM": "mm",
    "CM": "cm",
    "cc": "cm**3",
    "cbm": "m**3",
    "CBM": "m**3",
    "d": "day",
    "days": "day",
    "hr": "h",
    "hrs": "h",
    "mAh": "mA*h",
    "Ah": "A*h",
    "Wh": "W*h",
    "kWh": "kW*h",
    "bps": "bit/s",
    "kbps": "kbit/s",
    "Mbps": "Mbit/s",
    "Gbps": "Gbit/s",
    "bits": "bit",
    "°": "deg",
    "°C": "degC",
    "°F": "degF",
    "Celsius": "degC",
    "celsius": "degC",
    "%": "percent",
    "wt%": "percent",
    "wt.%": "percent",
    "‰": "per_thousand",
    "kts": "knot",
}
_AMBIGUOUS = {
    "ton": "`t` (1000 kg); a bare ton may be a short ton",
    "tons": "`t` (1000 kg); bare tons may be short tons",
    "C": "`degC`; a bare C may be coulomb",
    "M": "`m` or `Mm`",
    "G": "`g`",
}
_JOINTS = re.compile(r"(\s*(?:/|\*|·|⋅|每|\bper\b)\s*|\s+)")
_POWER = re.compile(r"^(.*[^\d.*+-])(?:\*\*|\^)?([-+]?\d)$")
_OPAQUE = frozenset({"HRA", "HRB", "HRC", "HV", "HB", "HBW"})  # hardness scales do not convert


class _OtherKindError(Exception):
    """Two units measure different things."""


def canonical_unit(unit: str) -> str:
    """A unit in one spelling, for comparison: `g/cm³`, `g/cc` and `克/立方厘米` are one.

    Args:
        unit: As written; an empty text stands for no unit.
    """
    return _canonical(unit)


@lru_cache(maxsize=1024)
def _canonical(unit: str) -> str:
    plain = plain_text(unit).replace("º", "°").replace("° ", "°").replace("μ", "u")
    plain = re.sub(r"\bdeg(?:rees?)?\s?([CF])\b", r"°\1", plain)
    plain = re.sub(r"/\s*C$", "/°C", plain)
    if plain in _WORDS:
        return _WORDS[plain]
    parts = _JOINTS.split(plain)
    out = []
    for index, part in enumerate(parts):
        if index % 2:
            joint = part.strip()
            out.append("/" if joint in {"/", "每", "per"} else "*")
        else:
            out.append(_one_word(part) if part or index else "1")
    return "".join(out)


def _one_word(word: str) -> str:
    if word in _WORDS:
        return _WORDS[word]
    match = _POWER.match(word)
    if match is None:
        return word
    base, power = match.groups()
    return f"{_WORDS.get(base, base)}**{int(power)}"


# Thresholds are mostly shares, and pint takes longer to load than a whole shipment takes to check.
_SHARES = {
    "1": Fraction(1),
    "percent": Fraction(1, 100),
    "per_thousand": Fraction(1, 1000),
    "ppm": Fraction(1, 10**6),
}


@lru_cache(maxsize=1)
def _registry() -> Any:
    import pint

    registry: Any = pint.UnitRegistry(non_int_type=Fraction, autoconvert_offset_to_baseunit=True)
    registry.define("per_thousand = 1e-3")
    return registry


@lru_cache(maxsize=512)
def _line(unit: str, target: str) -> tuple[Fraction, Fraction]:
    """Factor and offset that take a value of one unit to another.

    Raises:
        LookupError: pint knows no such unit.
        _OtherKindError: The two units measure different things; the message names both kinds.
    """
    if unit in _SHARES and target in _SHARES:
        return _SHARES[unit] / _SHARES[target], Fraction(0)
    registry = _registry()
    try:
        units = [registry.parse_units(_pint_text(name)) for name in (unit, target)]
    except Exception as error:  # pint raises many families for unknown text
        raise LookupError(str(error)) from error
    kinds = [_kind(found.dimensionality) for found in units]
    if kinds[0] != kinds[1]:
        raise _OtherKindError(" and ".join(kinds))
    try:
        zero, one = (
            registry.Quantity(Fraction(value), units[0]).to(units[1]).magnitude for value in (0, 1)
        )
    except Exception as error:  # logarithmic units have no exact line
        raise LookupError(str(error)) from error
    return Fraction(one) - Fraction(zero), Fraction(zero)


def _kind(dimensions: Mapping[str, Fraction]) -> str:
    """What a unit measures, in words such as `mass * length^-3`."""
    parts = [
        name.strip("[]") + (f"^{power}" if power != 1 else "")
        for name, power in sorted(dimensions.items())
    ]
    return " * ".join(parts) or "a pure number"


def _pint_text(canonical: str) -> str:
    """What pint reads: an inverse temperature is one of differences."""
    text = "dimensionless" if canonical in {"", "1"} else canonical
    return re.sub(r"/deg([CF])\b", r"/delta_deg\1", text)


def parse_quantity(
    text: str | float | Decimal | Fraction, unit: str, *, bare_unit_allowed: bool = False
) -> Interval:
    """A quantity in the unit that a fact is compared in.

    Args:
        text: As people write it: `35 MPa`, `>30MPa`, `30-35 MPa`, `5,000 立方米/天`, `≤ 850 ℃`.
        unit: The fact's unit, such as `MPa`, `g/cm3`, `%`, `degC`, `m3/day` or `1`.
        bare_unit_allowed: A number without a unit is read in the fact's unit; otherwise it is an
            error that asks for the unit. A count (unit `1`) never needs one.

    Returns:
        Exact bounds; a bound that is not stated is None.

    Raises:
        BadQuantity: It cannot be read, has no unit, or a unit of another kind.

    >>> parse_quantity("0.035 GPa", "MPa") == Interval.exactly(35)
    True
    """
    seen = _as_text(text, unit)
    measure = parse_measure(seen)
    if measure is None:
        raise BadQuantity(
            f"`{seen}` is not a number with a unit",
            seen=seen,
            unit=unit,
            expected=f"for example `35 {unit}`, `>= 30 {unit}` or `30-35 {unit}`",
            remedy="write a point for decimals, and a range with a hyphen",
        )
    return _interval(measure, seen, unit, bare_unit_allowed=bare_unit_allowed)


def _as_text(text: str | float | Decimal | Fraction, unit: str) -> str:
    if isinstance(text, str):
        return text
    try:
        if isinstance(text, bool):
            raise ValueError  # noqa: TRY004, TRY301  # joins the other values that are no numbers
        return number_text(text)
    except (ValueError, ArithmeticError):
        raise BadQuantity(
            f"`{text}` is not a number",
            seen=str(text),
            unit=unit,
            expected=f"for example `35 {unit}`",
            remedy="write the value as text with its unit",
        ) from None


def _interval(measure: Measure, seen: str, unit: str, *, bare_unit_allowed: bool) -> Interval:
    target = _canonical(unit)
    bounds: list[Fraction | None] = []
    for term in (measure.low, measure.high):
        if term is None:
            bounds.append(None)
            continue
        if not term.unit and target != "1" and not bare_unit_allowed:
            raise BadQuantity(
                f"`{seen}` has no unit",
                seen=seen,
                unit=unit,
                expected=f"a value with its unit, such as `{seen.strip()} {unit}`",
                remedy=f"write the unit; if it is {unit}, write `{seen.strip()} {unit}`",
            )
        bounds.append(_converted(term, seen, unit, target))
    low, high = bounds
    try:
        return Interval(low, high, measure.low_open, measure.high_open)
    except ValueError:
        raise BadQuantity(
            f"`{seen}` has its lower bound above the upper one",
            seen=seen,
            unit=unit,
            expected="the smaller number first",
            remedy="turn the two numbers round, or correct their units",
        ) from None


def _converted(term: Term, seen: str, unit: str, target: str) -> Fraction:
    written = _canonical(term.unit) if term.unit else target
    if written == target or (target == "degC" and term.unit == "C"):
        return term.value
    if term.unit in _AMBIGUOUS:
        raise BadQuantity(
            f"`{seen}`: the unit `{term.unit}` is not clear",
            seen=seen,
            unit=unit,
            expected=_AMBIGUOUS[term.unit],
            remedy=f"write the value in {unit}",
        )
    kinds = ""
    try:
        if _OPAQUE.isdisjoint({written, target}):
            factor, offset = _line(written, target)
            return term.value * factor + offset
    except _OtherKindError as error:
        kinds = f": {error}"
    except LookupError:
        raise BadQuantity(
            f"`{seen}`: no unit `{term.unit}`",
            seen=seen,
            unit=unit,
            expected=f"a value in {unit} or a unit of the same kind",
            remedy=f"write the value in {unit}; capitals matter (`MPa`, `mm`)",
        ) from None
    raise BadQuantity(
        f"`{seen}`: `{term.unit}` cannot be turned into `{unit}`{kinds}",
        seen=seen,
        unit=unit,
        expected=f"a value in {unit} or a unit of the same kind",
        remedy=f"give the value that is measured in {unit}",
    )
