"""What is known of company names in general: legal forms, common words, short forms, characters.

Nothing here decides: it says what two names have in common.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ._data import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class CompanyWords:
    """The words of company names, lower-case and without signs.

    Attributes:
        legal_forms: Words that name a legal form, in any script.
        fillers: Words that join others.
        common: Words of many names, which tell two companies badly apart, in any script.
        short: What a short form stands for.
    """

    legal_forms: frozenset[str]
    fillers: frozenset[str]
    common: frozenset[str]
    short: Mapping[str, str]


def _rows(name: str) -> Iterator[list[str]]:
    # No field of these files holds a comma: cheaper than a reader that must expect one.
    for line in read_text(name).splitlines()[1:]:
        yield line.split(",")


@lru_cache(maxsize=1)
def company_words() -> CompanyWords:
    """The words of company names."""
    by_kind: dict[str, list[str]] = {"legal_form": [], "filler": [], "common": [], "short": []}
    short: dict[str, str] = {}
    for word, kind, stands_for in _rows("company_words.csv"):
        by_kind[kind].append(word)
        if stands_for:
            short[word] = stands_for
    return CompanyWords(
        frozenset(by_kind["legal_form"]),
        frozenset(by_kind["filler"]),
        frozenset(by_kind["common"]),
        short,
    )


@lru_cache(maxsize=1)
def legal_forms_han() -> re.Pattern[str]:
    """Matches a legal form in Chinese characters or kana, the longest that stands there."""
    return _any_of(company_words().legal_forms)


@lru_cache(maxsize=1)
def common_han() -> re.Pattern[str]:
    """Matches a common word in Chinese characters, the longest that stands there."""
    return _any_of(company_words().common)


def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    chosen = sorted((word for word in words if not word.isascii()), key=lambda w: (-len(w), w))
    return re.compile("|".join(chosen))


@lru_cache(maxsize=1)
def _variants() -> Mapping[int, str]:
    return {
        ord(variant): character
        for character, variants in _rows("han_variants.csv")
        for variant in variants
    }


def fold_characters(text: str) -> str:
    """A text with traditional and Japanese characters as their simplified Chinese ones.

    It tells whether two texts may be the same; it is no translation.

    >>> fold_characters("漢翔航空工業"), fold_characters("発動機")
    ('汉翔航空工业', '发动机')
    """
    return text.translate(_variants())
