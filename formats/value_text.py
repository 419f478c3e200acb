"""Text as files give it: numbers in plain digits, no signs that are no characters.

Every reader of values begins with a text; a number keeps the mark that it was one, for only then
may zeros be lost or a code be turned into a power of ten.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ..errors import CatalogError
from .limits import MAX_CELL_CHARACTERS
from .words import shown, sort_of

Notes = list[str]

CODE_REMEDY = "format the column as text in the spreadsheet and enter the value again"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_EXACT_DIGITS = 15


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
                remedy=CODE_REMEDY,
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


def check_text(value: str) -> None:
    """Refuse a text that no person typed.

    Raises:
        CatalogError: It is too long, or holds signs that are no characters.
    """
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


def read_text(field: str, value: Any, _notes: Notes) -> str:
    """A text without outer spaces.

    Raises:
        CatalogError: The value is no text.
    """
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
            seen=day_shown(value),
            remedy=f"a spreadsheet may have turned it into a day: {CODE_REMEDY}",
        )
    raise CatalogError(
        f"`{field}` is one value",
        seen=sort_of(value),
        expected="a text",
        remedy="write one value",
    )


def day_shown(value: date) -> str:
    """A day in a message."""
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
