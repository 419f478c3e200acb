"""One value of a file as the model takes it: codes, days, flags and numbers are read here.

Whatever a spreadsheet may have done to a value (zeros lost, codes turned into days or powers of
ten) is mended with a warning where one reading is certain, and refused where it is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from ..catalog.cn_numbers import normalise_customs_number
from ..catalog.vocabulary import FactType, Level, vocabulary
from ..errors import CatalogError
from .limits import MAX_CELL_CHARACTERS
from .words import as_flag, is_empty, is_none, is_unknown, shown, sort_of

Notes = list[str]
_Reader = Callable[[str, Any, Notes], Any]
Kind = FactType | Literal["code", "number", "cas", "share", "countries", "texts"]

_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日?)")
_DAY_DIGITS = re.compile(r"(19|20)(\d\d)(\d\d)(\d\d)")
_CLOCK = re.compile(r"[T ]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?Z?")
_POWER = re.compile(r"\d+(?:\.\d+)?[eE]\+?\d+|\d+\.\d+[eE]-?\d+")
_FLOAT = re.compile(r"(\d{4,12})\.0+")
_BARE_NUMBER = re.compile(r"[<>=≤≥~±\s]*\d+(?:[.,]\d+)?(?:\s*[-~±]\s*\d+(?:[.,]\d+)?)?")
_CAS = re.compile(r"(?:cas\s*(?:no\.?|number|号)?\s*[:#]?\s*)?(\d{2,7})-(\d\d)-(\d)", re.IGNORECASE)
_CAS_DIGITS = re.compile(r"(\d{2,7})(\d\d)(\d)")
_LIST = re.compile(r"[;；,，、\n|]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CODE_REMEDY = "format the column as text in the spreadsheet and enter the value again"
_EXACT_DIGITS = 15

_KINDS: Mapping[str, Kind] = {
    "shipment.reference": "code",
    "shipment.contract_date": "date",
    "shipment.export_date": "date",
    "shipment.application_accepted": "date",
    "shipment.transit_countries": "countries",
    "shipment.papers": "texts",
    "line.line": "code",
    "line.customs_number": "number",
    "line.control_code": "code",
    "line.cas": "cas",
    "line.formula": "code",
    "line.purity": "share",
}


class NumberText(str):
    """A number as text that was a number, and not text, in the file that it comes from."""

    __slots__ = ()


def number_text(value: float | Decimal) -> NumberText:
    """A number in plain digits, without the noise of binary fractions.

    Raises:
        CatalogError: It is no finite number, or has more digits than a spreadsheet keeps.

    >>> number_text(8505111000.0), number_text(0.1 + 0.2)
    ('8505111000', '0.3')
    """
    if isinstance(value, int):
        return NumberText(str(value))
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        raise CatalogError("not a finite number", seen=str(value), remedy="give a number, or blank")
    if not isinstance(value, Decimal):
        if abs(value) >= 10**_EXACT_DIGITS:
            raise CatalogError(
                f"a number with more than {_EXACT_DIGITS} digits has lost its last digits",
                seen=str(value),
                remedy=_CODE_REMEDY,
            )
        exact = Decimal(format(value, f".{_EXACT_DIGITS}g"))
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return NumberText(text)


def percent_text(value: float) -> str:
    """What a cell formatted as per cent shows.

    >>> percent_text(0.015)
    '1.5 %'
    """
    shifted = Decimal(format(value, f".{_EXACT_DIGITS}g")).scaleb(2)
    return f"{number_text(shifted)} %"


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
        _check_text(value)
        if kind == "term" and is_none(value):
            terms = vocabulary().facts[f"{level}.{field}"].terms or {}
            return "none" if "none" in terms else None
        if kind in {"countries", "texts"} and is_none(value):
            return ()
        if is_unknown(value):
            return None
    reader: _Reader = _READERS.get(kind, _text)
    return reader(field, value, notes)


def _check_text(value: str) -> None:
    if len(value) > MAX_CELL_CHARACTERS:
        raise CatalogError(
            f"a text of {len(value):,} characters",
            seen=shown(value),
            expected=f"at most {MAX_CELL_CHARACTERS:,} characters",
            remedy="shorten it",
        )
    if _CONTROL.search(value):
        raise CatalogError(
            "the text holds signs that are no characters",
            seen=shown(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)),
            remedy="type the value again",
        )


def _text(field: str, value: Any, _notes: Notes) -> str:
    if isinstance(value, str):
        return str(value).strip()
    if isinstance(value, bool):
        raise CatalogError(
            f"`{field}` is text, not yes or no",
            seen=str(value).lower(),
            remedy="write the value as text, in quotes where the file has quotes",
        )
    if isinstance(value, date):
        raise CatalogError(
            f"`{field}` is text, but a day stands here",
            seen=_day_shown(value),
            remedy=f"a spreadsheet may have turned it into a day: {_CODE_REMEDY}",
        )
    raise CatalogError(
        f"`{field}` is one value",
        seen=sort_of(value),
        expected="a text",
        remedy="write one value",
    )


def _day_shown(value: date) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()


def _code(field: str, value: Any, notes: Notes) -> str:
    text = _text(field, value, notes)
    if field == "control_code" and isinstance(value, NumberText):
        raise CatalogError(
            "a control code is not a number",
            seen=text,
            expected="a code such as `1C902.a.1`",
            remedy=f"a spreadsheet reads codes like `1E001` as powers of ten: {_CODE_REMEDY}",
        )
    if "." in text or "+" in text:
        _refuse_power(field, text)
    if field in {"reference", "line"} and (match := _FLOAT.fullmatch(text)):
        return match.group(1)
    return text


def _refuse_power(field: str, text: str) -> None:
    if _POWER.fullmatch(text):
        raise CatalogError(
            f"`{field}` is written as a power of ten: its digits are lost",
            seen=text,
            expected="all digits",
            remedy=f"{_CODE_REMEDY}; widening the column does not bring them back in a saved CSV",
        )


def _number(field: str, value: Any, notes: Notes) -> str:
    text = unicodedata.normalize("NFKC", _text(field, value, notes)).strip()
    _refuse_power(field, text)
    was_number = isinstance(value, NumberText)
    if not was_number and _FLOAT.fullmatch(text):
        was_number = True
        notes.append(f"`{text}` was a number with decimals: read without them")
    found = normalise_customs_number(text, was_number=was_number)
    notes.extend(found.warnings)
    return found.number


def _cas(field: str, value: Any, notes: Notes) -> str:
    if isinstance(value, date):
        raise CatalogError(
            "a day stands where a CAS number is expected",
            seen=_day_shown(value),
            expected="a number such as `1308-87-8`",
            remedy=f"the spreadsheet turned the CAS number into a day: {_CODE_REMEDY}",
        )
    text = unicodedata.normalize("NFKC", _text(field, value, notes)).strip()
    _refuse_power(field, text)
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    match = _CAS.fullmatch(plain)
    if match is None and (float_match := _FLOAT.fullmatch(plain)):
        plain = float_match.group(1)
    digits = _CAS_DIGITS.fullmatch(plain) if match is None else None
    parts = match or digits
    if parts is None:
        is_day = _DAY.fullmatch(plain) is not None or re.fullmatch(r"\d+/\d+/\d+", plain)
        raise CatalogError(
            "not a CAS number",
            seen=text,
            expected="two to seven digits, two digits and a check digit, such as `1308-87-8`",
            remedy=(
                f"the spreadsheet seems to have turned it into a day: {_CODE_REMEDY}"
                if is_day
                else "copy it from the safety data sheet; one number a line"
            ),
        )
    number = "-".join(parts.groups())
    digit = _cas_digit(parts.group(1) + parts.group(2))
    if digit != int(parts.group(3)):
        raise CatalogError(
            f"not a CAS number: the last digit is a check digit and would be {digit}",
            seen=text,
            remedy="compare it with the safety data sheet, digit by digit",
        )
    if digits is not None:
        notes.append(f"`{text}` has no hyphens: read as `{number}`, its check digit is right")
    return number


def _cas_digit(body: str) -> int:
    return sum(place * int(digit) for place, digit in enumerate(reversed(body), start=1)) % 10


def _share(field: str, value: Any, notes: Notes) -> str:
    text = _text(field, value, notes)
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


def _date(field: str, value: Any, notes: Notes) -> date:
    if isinstance(value, datetime):
        if value.time().replace(tzinfo=None) != value.time().min:
            notes.append(f"`{value}` has a time of day: only the day is read")
        return value.date()
    if isinstance(value, date):
        return value
    text = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
    clock = _CLOCK.search(text)
    if clock is not None and clock.end() == len(text):
        if any(int(part or 0) for part in clock.groups()):
            notes.append(f"`{text}` has a time of day: only the day is read")
        text = text[: clock.start()]
    if match := _DAY.fullmatch(text):
        parts = [int(part) for part in match.groups() if part is not None]
    elif match := _DAY_DIGITS.fullmatch(text):
        parts = [int(match.group(1) + match.group(2)), int(match.group(3)), int(match.group(4))]
    else:
        parts = []
    try:
        return date(*parts)
    except (TypeError, ValueError):
        raise CatalogError(
            f"`{field}` is not a day",
            seen=shown(value) if isinstance(value, str) else sort_of(value),
            expected="year, month and day such as `2026-03-02`",
            remedy=_day_remedy(text, is_number=isinstance(value, NumberText)),
        ) from None


def _day_remedy(text: str, *, is_number: bool) -> str:
    if is_number:
        return "format the cell as a date in the spreadsheet"
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text):
        return "day and month cannot be told apart: write the year first"
    return "write the day as in the example"


def _country(field: str, value: Any, notes: Notes) -> str:
    return _text(field, value, notes)


def _items(field: str, value: Any, notes: Notes) -> list[str]:
    if isinstance(value, str):
        value = _LIST.split(value)
    if not isinstance(value, Sequence):
        raise CatalogError(
            f"`{field}` is a list", seen=sort_of(value), expected="a list", remedy="write a list"
        )
    items = (_text(field, item, notes) for item in value if item is not None)
    return [item for item in items if not is_empty(item)]


def _composition(field: str, value: Any, notes: Notes) -> str | dict[str, Any]:
    if not isinstance(value, Mapping):
        return _text(field, value, notes)
    parts: dict[str, Any] = {}
    for name, amount in value.items():
        if isinstance(amount, bool | None):
            parts[str(name)] = amount
            continue
        text = (
            number_text(amount)
            if isinstance(amount, int | float | Decimal)
            else _text(f"{field}.{name}", amount, notes)
        )
        # INVARIANT: an ingredient of which nothing is known may be all or nothing of it.
        parts[str(name)] = "<=100 %" if is_empty(text) or is_unknown(text) else str(text)
    return parts


_READERS: Mapping[str, _Reader] = {
    "code": _code,
    "number": _number,
    "cas": _cas,
    "share": _share,
    "flag": _flag,
    "date": _date,
    "country": _country,
    "countries": _items,
    "texts": _items,
    "composition": _composition,
}
