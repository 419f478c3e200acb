"""Codes and numbers that a spreadsheet may have spoilt: control codes, customs and CAS numbers.

What is certain is mended with a warning; digits that are lost are never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from ..catalog.cn_numbers import normalise_customs_number
from ..errors import CatalogError
from .value_days import DAY
from .value_text import CODE_REMEDY, Notes, NumberText, day_shown, read_text

_POWER = re.compile(r"\d+(?:\.\d+)?[eE]\+?\d+|\d+\.\d+[eE]-?\d+")
_FLOAT = re.compile(r"(\d{4,12})\.0+")
_CAS = re.compile(r"(?:cas\s*(?:no\.?|number|号)?\s*[:#]?\s*)?(\d{2,7})-(\d\d)-(\d)", re.IGNORECASE)
_CAS_DIGITS = re.compile(r"(\d{2,7})(\d\d)(\d)")


def read_code(field: str, value: Any, notes: Notes) -> str:
    """A code as it was typed.

    Raises:
        CatalogError: A spreadsheet has made a number of it.
    """
    text = read_text(field, value, notes)
    if field == "control_code" and isinstance(value, NumberText):
        raise CatalogError(
            "a control code is not a number",
            seen=text,
            expected="a code such as `1C902.a.1`",
            remedy=f"a spreadsheet reads codes like `1E001` as powers of ten: {CODE_REMEDY}",
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
            remedy=f"{CODE_REMEDY}; widening the column does not bring them back in a saved CSV",
        )


def read_number(field: str, value: Any, notes: Notes) -> str:
    """A customs number, its lost zero given back where that is certain.

    Raises:
        CatalogError: It is none, or its digits are lost.
    """
    text = unicodedata.normalize("NFKC", read_text(field, value, notes)).strip()
    _refuse_power(field, text)
    was_number = isinstance(value, NumberText)
    if not was_number and _FLOAT.fullmatch(text):
        was_number = True
        notes.append(f"`{text}` was a number with decimals: read without them")
    found = normalise_customs_number(text, was_number=was_number)
    notes.extend(found.warnings)
    return found.number


def read_cas(field: str, value: Any, notes: Notes) -> str:
    """A CAS number with its hyphens.

    Raises:
        CatalogError: It is none, or its check digit is wrong.
    """
    if isinstance(value, date):
        raise CatalogError(
            "a day stands where a CAS number is expected",
            seen=day_shown(value),
            expected="a number such as `1308-87-8`",
            remedy=f"the spreadsheet turned the CAS number into a day: {CODE_REMEDY}",
        )
    text = unicodedata.normalize("NFKC", read_text(field, value, notes)).strip()
    _refuse_power(field, text)
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    match = _CAS.fullmatch(plain)
    if match is None and (float_match := _FLOAT.fullmatch(plain)):
        plain = float_match.group(1)
    digits = _CAS_DIGITS.fullmatch(plain) if match is None else None
    parts = match or digits
    if parts is None:
        is_day = DAY.fullmatch(plain) is not None or re.fullmatch(r"\d+/\d+/\d+", plain)
        raise CatalogError(
            "not a CAS number",
            seen=text,
            expected="two to seven digits, two digits and a check digit, such as `1308-87-8`",
            remedy=(
                f"the spreadsheet seems to have turned it into a day: {CODE_REMEDY}"
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
