"""Finds what a person may mean by a term: control entries, customs numbers, elements, words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from ..catalog.cn_numbers import customs_numbers_under
from ..catalog.control_numbers import all_control_numbers
from ..catalog.elements import all_elements, find_element
from ..rules.conditions import AllOf, AnyElementTest, AnyOf, ElementTest, Not, PartyTest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..catalog.cn_numbers import CustomsNumber
    from ..catalog.control_numbers import ControlNumber
    from ..catalog.elements import Element
    from ..rules.conditions import Condition
    from ..rules.law import Law
    from ..rules.models import Entry

How = Literal["code", "number", "heading", "element", "title", "keyword", "id"]

_DIGITS = re.compile(r"^\d[\d.\s\-]*$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SHORTEST_NUMBER, _LONGEST_NUMBER = 2, 10
_STEM = 6


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A control entry that a term may mean.

    Attributes:
        entry: The entry.
        how: In which ways the term leads to it.
        numbers: Customs numbers of its evidence and of the licensing catalogue, in order.
    """

    entry: Entry
    how: tuple[How, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that a term leads to.

    Attributes:
        term: The term, folded.
        element: The element that it names.
        entries: Control entries, the best first.
        numbers: Lines of the tariff.
        printed: Pairs of number and code in the licensing catalogue for which the law loaded here
            has no entry.
        near: What was perhaps meant, when nothing was found.
    """

    term: str
    element: Element | None
    entries: tuple[FoundEntry, ...]
    numbers: tuple[CustomsNumber, ...]
    printed: tuple[ControlNumber, ...]
    near: tuple[str, ...]


_ORDER: tuple[How, ...] = ("code", "id", "number", "element", "title", "keyword", "heading")


def search_law(law: Law, term: str) -> Found:
    """Look a term up in the law and the catalogue.

    Args:
        law: The law.
        term: A control code or its beginning, a customs number or its beginning (dots allowed), an
            element by symbol or name, or words in English or Chinese.
    """
    folded = unicodedata.normalize("NFKC", term).strip()
    digits = digits_of(folded)
    element = find_element(folded)
    entries = []
    for entry in law.entries.values():
        how = tuple(dict.fromkeys(_ways(law, entry, folded, digits, element)))
        if how:
            entries.append(FoundEntry(entry, how, numbers_of(entry)))
    entries.sort(
        key=lambda f: (min(map(_ORDER.index, f.how)), f.entry.control_code or "~", f.entry.id)
    )
    numbers = customs_numbers_under(digits) if digits else ()
    codes = {entry.control_code for entry in law.entries.values()}
    printed = tuple(
        row
        for row in all_control_numbers()
        if row.control_code not in codes and _is_printed(row, folded, digits)
    )
    is_empty = not (entries or numbers or printed or element)
    near = _near(law, folded) if is_empty else ()
    return Found(folded, element, tuple(entries), numbers, printed, near)


def digits_of(term: str) -> str:
    """The digits of a customs number or its beginning; empty when the term is none."""
    digits = re.sub(r"\D", "", term) if _DIGITS.match(term) else ""
    return digits if _SHORTEST_NUMBER <= len(digits) <= _LONGEST_NUMBER else ""


def numbers_of(entry: Entry) -> tuple[str, ...]:
    """The customs numbers of an entry's evidence and of the licensing catalogue, in order."""
    own = {row.number for row in entry.evidence.numbers}
    printed = {
        row.number
        for row in all_control_numbers()
        if row.number is not None and row.control_code == entry.control_code
    }
    return tuple(sorted(own | printed))


def elements_of(condition: Condition | None, law: Law) -> Iterator[str]:
    """The symbols of the elements that a condition asks about."""
    match condition:
        case AllOf():
            for part in condition.all:
                yield from elements_of(part, law)
        case AnyOf():
            for part in condition.any:
                yield from elements_of(part, law)
        case Not():
            yield from elements_of(condition.not_, law)
        case PartyTest():
            yield from elements_of(condition.where, law)
        case ElementTest():
            yield from condition.element
        case AnyElementTest():
            yield from law.vocabulary.element_groups[condition.any_element_of].symbols
        case _:
            return


def _ways(law: Law, entry: Entry, term: str, digits: str, element: Element | None) -> Iterator[How]:
    wanted = term.casefold()
    if entry.control_code is not None and entry.control_code.casefold().startswith(wanted):
        yield "code"
    if entry.id == wanted or wanted in entry.replaces:
        yield "id"
    if digits:
        if any(_is_same_line(number, digits) for number in numbers_of(entry)):
            yield "number"
        headings = entry.evidence.headings
        if any(heading.startswith(digits) or digits.startswith(heading) for heading in headings):
            yield "heading"
        return
    if element is not None:
        asked = {*entry.evidence.elements, *elements_of(entry.definition, law)}
        if element.symbol in asked:
            yield "element"
        return
    if _has_words(wanted, (entry.title.en, entry.title.zh)):
        yield "title"
    if _has_words(wanted, (*entry.evidence.keywords.en, *entry.evidence.keywords.zh)):
        yield "keyword"


def _is_same_line(number: str, digits: str) -> bool:
    return number.startswith(digits) or digits.startswith(number)


def _has_words(wanted: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has every word; Chinese is one word."""
    words = wanted.split()
    return bool(words) and any(
        all(word in text.casefold() for word in words) for text in texts if text
    )


def _is_printed(row: ControlNumber, term: str, digits: str) -> bool:
    if digits:
        return row.number is not None and _is_same_line(row.number, digits)
    is_code = row.control_code.casefold().startswith(term.casefold())
    return is_code or (not term.isascii() and term in row.item_zh)


def _near(law: Law, term: str) -> tuple[str, ...]:
    known: dict[str, str] = {}
    for entry in law.entries.values():
        keywords = (*entry.evidence.keywords.en, *entry.evidence.keywords.zh)
        for name in (entry.control_code, entry.id, *keywords, *_WORD.findall(entry.title.en)):
            if name:
                known.setdefault(name.casefold(), name)
    for row in all_control_numbers():
        known.setdefault(row.control_code.casefold(), row.control_code)
    for element in all_elements().values():
        known.setdefault(element.name.en, element.name.en)
    close = get_close_matches(term.casefold(), known, n=5, cutoff=0.7)
    return tuple(known[name] for name in close)
