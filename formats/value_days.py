"""Days as people and spreadsheets write them: the year first, or it is not certain which is meant.

A time of day is left out with a warning.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from ..errors import CatalogError
from .value_text import Notes, NumberText
from .words import shown, sort_of

DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日?)")
_DAY_DIGITS = re.compile(r"(19|20)(\d\d)(\d\d)(\d\d)")
_CLOCK = re.compile(r"[T ]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?Z?")


def read_date(field: str, value: Any, notes: Notes) -> date:
    """A day, whatever sign parts its year, month and day.

    Raises:
        CatalogError: It is no day, or the year does not stand first.
    """
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
    if match := DAY.fullmatch(text):
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
