"""Chinese ten-digit customs numbers: what is known of them, and how people write them.

The table is an extract near the controlled items, not the tariff: a number that is not in it may
well exist.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from ._data import read_rows
from .faults import BadCustomsNumber
from .hs import find_hs
from .text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

NumberPrecision = Literal["number", "prefix", "subheading"]

_SEPARATORS = re.compile(r"[\s.\-'_/]+")
_WHOLE_NUMBER = re.compile(r"^(\d+)\.0+$")
_PRECISION: dict[int, NumberPrecision] = {6: "subheading", 8: "prefix", 10: "number"}
_FULL = 10
_NATIONAL_CHAPTERS = {"98"}  # the Chinese tariff's own chapter for special goods
_EXPECTED = "10 digits, or 8 or 6 as a prefix, such as `8505111000`"


@dataclass(frozen=True, slots=True)
class CustomsNumber:
    """A Chinese customs number as read in a tariff directory or a catalogue.

    Attributes:
        number: Ten digits.
        name: Our sources have the Chinese name of few numbers and the English of some; empty where
            not read.
        units: Statutory units in Chinese, the first first; empty where not read.
        document_codes: Customs document codes as printed (`34Bxy`); an empty text means that the
            source prints none; None means not known.
        document_codes_derived: The codes were not read on a tariff line but follow from the listing
            in the 2026 catalogue; other codes are then unknown.
        tariff_year: Year of the edition read.
        source: Where it was read.
    """

    number: str
    name: Text
    units: tuple[str, ...]
    document_codes: str | None
    document_codes_derived: bool
    tariff_year: int
    source: str


@dataclass(frozen=True, slots=True)
class NormalisedNumber:
    """A customs number in one form.

    Attributes:
        number: Ten digits, or eight or six as a prefix.
        warnings: What was assumed; empty when nothing was.
    """

    number: str
    warnings: tuple[str, ...] = ()

    @property
    def precision(self) -> NumberPrecision:
        """Whether it is a whole number, an eight-digit prefix, or an HS subheading."""
        return _PRECISION[len(self.number)]


@lru_cache(maxsize=1)
def _numbers() -> Mapping[str, CustomsNumber]:
    return {
        row["code10"]: CustomsNumber(
            row["code10"],
            Text(row["name_en"], row["name_zh"]),
            tuple(unit for unit in (row["unit1"], row["unit2"]) if unit),
            _document_codes(row["supervision_conditions"]),
            row["supervision_conditions"].startswith("*"),
            int(row["tariff_year"]),
            row["source"],
        )
        for row in read_rows("cn_numbers.csv")
    }


def _document_codes(printed: str) -> str | None:
    if not printed:
        return None
    return "" if printed == "none" else printed.removeprefix("*")


def find_customs_number(number: str) -> CustomsNumber | None:
    """What is known of a ten-digit number; None when the extract does not hold it.

    >>> find_customs_number("2846902100").document_codes
    '34Bxy'
    """
    return _numbers().get(number)


def customs_numbers_under(prefix: str) -> tuple[CustomsNumber, ...]:
    """The numbers of the extract that begin with a prefix, in order."""
    return tuple(row for code, row in sorted(_numbers().items()) if code.startswith(prefix))


def normalise_customs_number(text: str | int, *, was_number: bool = False) -> NormalisedNumber:
    """A customs number as digits only.

    Dots, spaces, hyphens and full-width signs are accepted. An odd count of digits (5, 7 or 9)
    means that one is missing. Where the value was a number in its file (a spreadsheet cell drops
    leading zeros) and a zero in front gives a heading of chapters 01 to 09, the zero is put back,
    with a warning; text is never mended.

    Args:
        text: As people write it, `8505.11.1000`; an int counts as a number cell.
        was_number: The value was a number, not text, in the file that it comes from.

    Raises:
        BadCustomsNumber: It is no customs number; the error says which digit count was seen.

    >>> normalise_customs_number("8505.11.1000").number
    '8505111000'
    """
    seen = str(text)
    was_number = was_number or isinstance(text, int)
    folded = unicodedata.normalize("NFKC", seen).strip()
    whole = _WHOLE_NUMBER.match(folded) if was_number else None
    digits = whole.group(1) if whole else _SEPARATORS.sub("", folded)
    if isinstance(text, bool) or not (digits.isascii() and digits.isdigit()):
        raise BadCustomsNumber(
            f"`{seen}` is not a customs number: it has other signs than digits, dots and spaces",
            seen=seen,
            digits="".join(sign for sign in digits if sign.isascii() and sign.isdigit()),
            expected=_EXPECTED,
            remedy="give the number of the declaration, digits only",
        )
    if len(digits) in {5, 7, 9} and was_number:
        restored = "0" + digits
        if restored[1] != "0" and find_hs(restored[:4]) is not None:
            warning = (
                f"`{seen}` was a number with {len(digits)} digits: read as `{restored}`, because "
                f"{restored[:4]} is a heading and a numeric cell drops the zero in front"
            )
            return _checked(restored, seen, (warning,))
    if len(digits) not in _PRECISION:
        raise BadCustomsNumber(
            _count_message(len(digits)),
            seen=seen,
            digits=digits,
            expected=_EXPECTED,
            remedy=_count_remedy(len(digits)),
        )
    return _checked(digits, seen, ())


def _checked(number: str, seen: str, warnings: tuple[str, ...]) -> NormalisedNumber:
    if find_hs(number[:2]) is None and number[:2] not in _NATIONAL_CHAPTERS:
        raise BadCustomsNumber(
            f"no chapter {number[:2]} in the Harmonized System",
            seen=seen,
            digits=number,
            expected="a number that begins with a chapter from 01 to 98, not 77",
            remedy="compare the first two digits with the declaration; a zero may be missing",
        )
    if find_hs(number[:6]) is None:
        warnings = (
            *warnings,
            f"`{number[:6]}` is no subheading of HS 2022: an older edition or a slip",
        )
    return NormalisedNumber(number, warnings)


def _count_message(count: int) -> str:
    message = f"a customs number has 10 digits, 8 or 6 as a prefix; seen {count}"
    if count in {5, 7, 9}:
        return message + ": a leading zero may have been lost or a digit forgotten"
    return message + (": too long" if count > _FULL else ": too short")


def _count_remedy(count: int) -> str:
    if count in {5, 7, 9}:
        return "format the column as text in the spreadsheet, or add the missing digit"
    return "give the ten digits of the declaration"
