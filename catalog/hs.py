"""The Harmonized System, 2022 edition, and its correlation with the edition of 2017.

Descriptions are the statistical wording of UN Comtrade, not the legal text; see
`data/ATTRIBUTION.md`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from ._data import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

HsLevel = Literal["chapter", "heading", "subheading"]
Relationship = Literal["1:1", "1:n", "n:1", "n:n"]

_LEVELS: dict[int, HsLevel] = {2: "chapter", 4: "heading", 6: "subheading"}
_RELATIONSHIPS: dict[str, Relationship] = {"1:1": "1:1", "1:n": "1:n", "n:1": "n:1", "n:n": "n:n"}
_WORD = re.compile(r"[^\W_]+")
_SUFFIXES = ("s", "es")


@dataclass(frozen=True, slots=True)
class HeadingText:
    """One line of the nomenclature.

    Attributes:
        code: Two digits (chapter), four (heading) or six (subheading), without dots.
        description: English, statistical wording.
        level: Chapter, heading or subheading.
        section: The section's Roman number, I to XXI.
    """

    code: str
    description: str
    level: HsLevel
    section: str


@dataclass(frozen=True, slots=True)
class Correlation:
    """A pair of subheadings of two editions that have goods in common.

    Attributes:
        hs2022: Subheading of the 2022 edition.
        hs2017: Subheading of the 2017 edition.
        relationship: How many stand on each side, 2022 first, as the United Nations table prints
            it.
    """

    hs2022: str
    hs2017: str
    relationship: Relationship


@lru_cache(maxsize=1)
def _nomenclature() -> Mapping[str, HeadingText]:
    return {
        row["code"]: HeadingText(
            row["code"], row["description_en"], _LEVELS[len(row["code"])], row["section"]
        )
        for row in read_rows("hs6_2022.csv")
    }


@lru_cache(maxsize=1)
def _sections() -> Mapping[str, str]:
    return {row["section"]: row["name_en"] for row in read_rows("hs_sections.csv")}


@lru_cache(maxsize=1)
def _correlations() -> tuple[
    Mapping[str, tuple[Correlation, ...]], Mapping[str, tuple[Correlation, ...]]
]:
    by_2022: dict[str, list[Correlation]] = {}
    by_2017: dict[str, list[Correlation]] = {}
    for row in read_rows("hs2022_hs2017_changes.csv"):
        pair = Correlation(row["hs2022"], row["hs2017"], _RELATIONSHIPS[row["relationship"]])
        by_2022.setdefault(pair.hs2022, []).append(pair)
        by_2017.setdefault(pair.hs2017, []).append(pair)
    return (
        {code: tuple(pairs) for code, pairs in by_2022.items()},
        {code: tuple(pairs) for code, pairs in by_2017.items()},
    )


def find_hs(code: str) -> HeadingText | None:
    """The line of a chapter, heading or subheading of HS 2022; None when there is none.

    Args:
        code: Two, four or six digits without dots.

    >>> find_hs("850511").level
    'subheading'
    """
    return _nomenclature().get(code)


def ancestors(code: str) -> tuple[HeadingText, ...]:
    """The lines above a code, the chapter first; the code itself does not belong to them.

    Args:
        code: Digits without dots; a Chinese number of eight or ten digits has its subheading above
            it.

    >>> [line.code for line in ancestors("8505111000")]
    ['85', '8505', '850511']
    """
    lines = (find_hs(code[:length]) for length in _LEVELS if length < len(code))
    return tuple(line for line in lines if line is not None)


def section_name(section: str) -> str | None:
    """The title of a section by its Roman number; None when there is none."""
    return _sections().get(section)


def is_known_hs6(code: str) -> bool:
    """Whether six digits are a subheading of HS 2022."""
    line = find_hs(code)
    return line is not None and line.level == "subheading"


def correlations_of_2022(code: str) -> tuple[Correlation, ...]:
    """The pairs of a 2022 subheading with the subheadings of 2017.

    A subheading that the United Nations table of changes does not name is unchanged: one 1:1 pair
    with itself. A code that is no subheading of 2022 has none.
    """
    pairs = _correlations()[0].get(code)
    if pairs is not None:
        return pairs
    return (Correlation(code, code, "1:1"),) if is_known_hs6(code) else ()


def correlations_of_2017(code: str) -> tuple[Correlation, ...]:
    """The pairs of a 2017 subheading with the subheadings of 2022; see `correlations_of_2022`.

    A code that the table of changes does not name on its 2017 side is unchanged if it is a
    subheading of 2022 that the table does not name on its 2022 side either.
    """
    by_2022, by_2017 = _correlations()
    pairs = by_2017.get(code)
    if pairs is not None:
        return pairs
    is_unchanged = is_known_hs6(code) and code not in by_2022
    return (Correlation(code, code, "1:1"),) if is_unchanged else ()


def hs2017_of(code: str) -> tuple[str, ...]:
    """The 2017 subheadings that share goods with a 2022 subheading, in order; empty when unknown.

    >>> hs2017_of("850511")
    ('850511',)
    """
    return tuple(sorted(pair.hs2017 for pair in correlations_of_2022(code)))


def hs2022_of(code: str) -> tuple[str, ...]:
    """The 2022 subheadings that share goods with a 2017 subheading, in order; else empty."""
    return tuple(sorted(pair.hs2022 for pair in correlations_of_2017(code)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=1)
def _word_index() -> tuple[tuple[HeadingText, frozenset[str], frozenset[str]], ...]:
    """Each line with its own words, and with those of the lines above it as well."""
    entries = []
    for line in _nomenclature().values():
        own = frozenset(_words(line.description))
        around = own.union(*(_words(above.description) for above in ancestors(line.code)))
        entries.append((line, own, around))
    return tuple(entries)


def _has(word: str, words: frozenset[str]) -> bool:
    forms = {word, *(word + suffix for suffix in _SUFFIXES)}
    forms.update(word.removesuffix(suffix) for suffix in _SUFFIXES if len(word) > 3 + len(suffix))
    return not forms.isdisjoint(words)


def search_hs(words: str, limit: int = 10) -> tuple[HeadingText, ...]:
    """Lines whose description, with those above it, has all the words; the best first.

    Lines with more of the words in their own description come first, then the longer code (more
    exact), then the shorter description, then the code. Plural and singular are one word.

    Args:
        words: English words; case, width and punctuation do not matter. None at all finds nothing.
        limit: At most so many lines.
    """
    wanted = _words(words)
    if not wanted:
        return ()
    found = [
        (sum(_has(word, own) for word in wanted), line)
        for line, own, around in _word_index()
        if all(_has(word, around) for word in wanted)
    ]
    found.sort(key=lambda hit: (-hit[0], -len(hit[1].code), len(hit[1].description), hit[1].code))
    return tuple(line for _, line in found[: max(limit, 0)])
