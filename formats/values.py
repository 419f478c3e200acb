"""One value of a file as the model takes it: codes, days, flags and numbers are read here.

Whatever a spreadsheet may have done to a value (zeros lost, codes turned into days or powers of
ten) is mended with a warning where one reading is certain, and refused where it is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from ..catalog.vocabulary import FactType, Level, vocabulary
from ..errors import CatalogError
from .value_codes import read_cas, read_code, read_number
from .value_days import read_date
from .value_text import Notes, check_text, number_text, read_text
from .words import as_flag, is_empty, is_none, is_unknown, shown, sort_of

_Reader = Callable[[str, Any, Notes], Any]
Kind = FactType | Literal["code", "number", "cas", "share", "countries", "texts"]

_BARE_NUMBER = re.compile(r"[<>=≤≥~±\s]*\d+(?:[.,]\d+)?(?:\s*[-~±]\s*\d+(?:[.,]\d+)?)?")
_LIST = re.compile(r"[;；,，、\n|]+")

_KINDS: Mapping[str, Kind] = {
    "shipment.reference": "code",
    "shipment.contract_date": "date",
    "shipment.export_date": "date",
    "shipment.application_accepted": "date",
    "shipment.transit_countries": "countries",
    "shipment.papers": "texts",
    "party.other_names": "texts",
    "line.line": "code",
    "line.customs_number": "number",
    "line.control_code": "code",
    "line.cas": "cas",
    "line.formula": "code",
    "line.purity": "share",
}


@lru_cache(maxsize=256)
def kind_of(level: Level, field: str) -> Kind:
    """What kind of value a field of a level takes; free text unless we know better."""
    name = f"{level}.{field}"
    if name in _KINDS:
        return _KINDS[name]
    fact = vocabulary().facts.get(name)
    return "text" if fact is None else fact.type


def read_value(level: Level, field: str, value: Any, notes: Notes) -> Any:
    """A value as the shipment's model takes it; None when it is blank or said to be unknown.

    Args:
        level: Whose field it is.
        field: Name of a field or property.
        value: Text, `NumberText`, a number, a day, True, False or None; lists and mappings where
            the field takes them.
        notes: Gets what was mended or assumed.

    Raises:
        CatalogError: It cannot be read.
    """
    kind = kind_of(level, field)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        value = number_text(value)
    if value is None or (isinstance(value, str) and is_empty(value)):
        return None
    if isinstance(value, str):
        check_text(value)
        if kind == "term" and is_none(value):
            terms = vocabulary().facts[f"{level}.{field}"].terms or {}
            return "none" if "none" in terms else None
        if kind in {"countries", "texts"} and is_none(value):
            return ()
        if is_unknown(value):
            return None
    reader: _Reader = _READERS.get(kind, read_text)
    return reader(field, value, notes)


def _share(field: str, value: Any, notes: Notes) -> str:
    text = read_text(field, value, notes)
    if _BARE_NUMBER.fullmatch(unicodedata.normalize("NFKC", text)):
        raise CatalogError(
            f"`{field}` has no unit",
            seen=text,
            expected="a share with its unit, such as `99.9 %`",
            remedy=f"write the unit; if it is per cent, write `{text} %`",
        )
    return text


def _flag(field: str, value: Any, _notes: Notes) -> bool:
    if isinstance(value, bool):
        return value
    answer = as_flag(value) if isinstance(value, str) else None
    if answer is None:
        raise CatalogError(
            f"`{field}` is yes or no",
            seen=shown(value),
            expected="yes, no, true, false, 是 or 否",
            remedy="answer yes or no, or leave it blank: a blank is unknown and will be asked for",
        )
    return answer


def _country(field: str, value: Any, notes: Notes) -> str:
    return read_text(field, value, notes)


def _items(field: str, value: Any, notes: Notes) -> list[str]:
    if isinstance(value, str):
        value = _LIST.split(value)
    if not isinstance(value, Sequence):
        raise CatalogError(
            f"`{field}` is a list", seen=sort_of(value), expected="a list", remedy="write a list"
        )
    items = (read_text(field, item, notes) for item in value if item is not None)
    return [item for item in items if not is_empty(item)]


def _composition(field: str, value: Any, notes: Notes) -> str | dict[str, Any]:
    if not isinstance(value, Mapping):
        return read_text(field, value, notes)
    parts: dict[str, Any] = {}
    for name, amount in value.items():
        if isinstance(amount, bool | None):
            parts[str(name)] = amount
            continue
        text = (
            number_text(amount)
            if isinstance(amount, int | float | Decimal)
            else read_text(f"{field}.{name}", amount, notes)
        )
        # INVARIANT: an ingredient of which nothing is known may be all or nothing of it.
        parts[str(name)] = "<=100 %" if is_empty(text) or is_unknown(text) else str(text)
    return parts


_READERS: Mapping[str, _Reader] = {
    "code": read_code,
    "number": read_number,
    "cas": read_cas,
    "share": _share,
    "flag": _flag,
    "date": read_date,
    "country": _country,
    "countries": _items,
    "texts": _items,
    "composition": _composition,
}
