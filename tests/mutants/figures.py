"""Wrong figures, wrong units, wrong days: what a slip of the pen makes of a written value."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from exportgate.catalog.units import parse_quantity
from exportgate.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIGURE = re.compile(r"^(-?)(\d+(?:\.\d+)?)(.*)$", re.DOTALL)
_UNIT = re.compile(r"^(\s*)(%|‰|[A-Za-zµ°]+)(.*)$", re.DOTALL)
# A unit of the same dimension that a hurried author might write instead.
_OTHER_UNIT = {
    "%": "ppm", "ppm": "%", "m": "cm", "cm": "mm", "mm": "cm", "um": "mm", "nm": "um",
    "km": "m", "W": "kW", "kW": "W", "MW": "kW", "mW": "W", "Pa": "kPa", "kPa": "MPa",
    "MPa": "kPa", "GPa": "MPa", "ns": "us", "us": "ms", "ms": "s", "ps": "ns", "s": "ms",
    "min": "h", "minute": "h", "h": "min", "kV": "V", "V": "kV", "g": "kg", "kg": "g", "mg": "g",
    "t": "kg", "Hz": "kHz", "kHz": "MHz", "MHz": "GHz", "GHz": "MHz", "L": "mL", "l": "mL",
    "litre": "mL", "nH": "uH", "uF": "nF", "degC": "K", "K": "degC", "J": "kJ", "mJ": "J",
    "kJ": "J", "MJ": "kJ", "deg": "rad", "mrad": "rad", "rad": "deg", "kN": "N", "N": "kN",
    "cN": "N", "A": "mA", "mA": "A", "Gbit": "Mbit", "Gbps": "Mbps", "GB": "MB", "GBq": "MBq",
    "Wh": "kWh", "mAh": "Ah", "kts": "km/h", "inch": "cm", "T": "mT",
}  # fmt: skip


def wrong_figures(written: str) -> Iterator[str]:
    """Ten times as much, and the last digit one higher."""
    found = _FIGURE.match(written)
    if found is None:
        return
    sign, digits, rest = found.groups()
    if Decimal(digits) != 0:
        yield f"{sign}{Decimal(digits) * 10:f}{rest}"
    yield f"{sign}{digits[:-1]}{(int(digits[-1]) + 1) % 10}{rest}"


def wrong_unit(written: str, unit: str) -> str | None:
    """The same figure in another unit of the same dimension; None where none comes to mind.

    Args:
        written: The quantity with its unit.
        unit: The unit in which it is compared, to tell whether the other one is of its dimension.
    """
    found = _FIGURE.match(written)
    named = None if found is None else _UNIT.match(found[3])
    if found is None or named is None or named[2] not in _OTHER_UNIT:
        return None
    other = f"{found[1]}{found[2]}{named[1]}{_OTHER_UNIT[named[2]]}{named[3]}"
    try:
        return other if parse_quantity(other, unit) != parse_quantity(written, unit) else None
    except CatalogError:
        return None


def wrong_days(written: str) -> Iterator[str]:
    """The day after, the day before, and the same day of the next year."""
    day = date.fromisoformat(written)
    yield str(day + timedelta(days=1))
    yield str(day - timedelta(days=1))
    yield str(day + timedelta(days=365))


def wrong_digit(code: str) -> str:
    """A code of digits, the last one higher by one."""
    return f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
