"""What lint finds in the evidence of entries: numbers, headings, keywords, CAS numbers, codes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ..catalog.cn_numbers import customs_numbers_under, find_customs_number
from ..catalog.control_numbers import all_control_numbers
from ..catalog.hs import find_hs, hs2022_of
from ..catalog.period import Period
from .everyday_words import EVERYDAY_WORDS
from .lint_parts import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.yaml_source import Path
    from .lint_parts import Part, Together
    from .models import Entry, NumberEvidence

_CAS = re.compile(r"^(\d{2,7})-(\d{2})-(\d)$")
_CODE = re.compile(r"^\d[ABC]\d{3}")
_HAN = re.compile(r"[\u3400-\u9fff\u3007]")
_PARTS_HAN = re.compile(r"[\s;/&+:：；]")
_EDITION_2022 = date(2022, 1, 1)
_EDITION_2017 = date(2017, 1, 1)
JOINS = " + "
"""Stands between words all of which a description has to hold, in any order."""
_NATIONAL = "98"
# First day of the licensing catalogue whose codes we have; what is suspended then is not in it.
_CATALOGUE_DAY = date(2026, 1, 1)


def lint_evidence(law: Together) -> Iterator[Found]:
    """Every finding in the evidence of entries."""
    for part, path, entry in law.of_kind("entries"):
        yield from _numbers(part, path, entry)
        yield from _keywords(part, path, entry)
        yield from _repeated(part, path, entry)
        for index, cas in enumerate(entry.evidence.cas):
            if not _is_cas(cas):
                yield Found(
                    part,
                    (*path, "evidence", "cas", index),
                    "cas-check-digit",
                    "the check digit of this CAS number is wrong",
                    cas,
                )
        code = entry.control_code
        is_of_its_day = law.lives_on(entry.id, _CATALOGUE_DAY)
        if code and _CODE.match(code) and is_of_its_day and not _is_printed(code):
            yield Found(
                part,
                (*path, "control_code"),
                "control-code-not-in-catalogue",
                "the licensing catalogue prints no such control code",
                code,
            )
        domains = law.vocabulary.domains
        owners = [name for name, domain in domains.items() if (code or "").startswith(domain.codes)]
        if owners and entry.domain not in owners:
            yield Found(
                part,
                (*path, "domain"),
                "domain-of-other-codes",
                f"codes such as `{code}` belong to {', '.join(owners)}",
                entry.domain,
            )


def _is_cas(text: str) -> bool:
    found = _CAS.match(text)
    if found is None:
        return False
    digits = (found[1] + found[2])[::-1]
    return sum(n * int(digit) for n, digit in enumerate(digits, 1)) % 10 == int(found[3])


@cache
def _printed() -> frozenset[str]:
    return frozenset(row.control_code for row in all_control_numbers())


def _is_printed(code: str) -> bool:
    """Whether the catalogue prints a code, one that it is part of, or a part of it."""
    return any(
        other == code or other.startswith(f"{code}.") or code.startswith(f"{other}.")
        for other in _printed()
    )


def _numbers(part: Part, path: Path, entry: Entry) -> Iterator[Found]:
    for index, number in enumerate(entry.evidence.numbers):
        where = (*path, "evidence", "numbers", index)
        start = max((d for d in (number.from_, entry.effective.from_) if d), default=None)
        end = min((d for d in (number.to, entry.effective.to) if d), default=None)
        if start is not None and end is not None and end <= start:
            yield Found(
                part,
                where,
                "dead-evidence",
                "the number's days and those of its entry do not meet",
                number.number,
            )
            continue
        message = _not_in_tariff(number, Period(start, end))
        if message:
            yield Found(part, where, "number-not-in-tariff", message, number.number)
    for index, heading in enumerate(entry.evidence.headings):
        where = (*path, "evidence", "headings", index)
        is_old = bool(hs2022_of(heading)) or _ends_before(entry.effective.to, _EDITION_2017)
        if find_hs(heading) is None and not is_old:
            message = "no such heading in the Harmonized System of 2022 or 2017"
            yield Found(part, where, "number-not-in-tariff", message, heading)
        is_pointer = entry.definition is None and (*path, "definition") not in part.blanks
        if is_pointer and len(heading) == len("8505"):
            yield Found(
                part,
                where,
                "wide-heading",
                "an entry that only points asks every line of this heading",
                heading,
            )


def _ends_before(end: date | None, day: date) -> bool:
    return end is not None and end <= day


def _not_in_tariff(evidence: NumberEvidence, life: Period) -> str:
    number = evidence.number
    if number.startswith(_NATIONAL) or _ends_before(life.end, _EDITION_2017):
        return ""
    stem = number[:6]
    if _ends_before(life.end, _EDITION_2022):
        if len(stem) == len("850511") and not hs2022_of(stem):
            return f"`{stem}` is no subheading of the Harmonized System of 2017"
        return ""
    if find_hs(stem) is None and not (life.start is None and hs2022_of(stem)):
        return f"`{stem}` is no subheading of the Harmonized System of 2022"
    return _no_sibling(number, life)


def _no_sibling(number: str, life: Period) -> str:
    """Of a ten-digit number of a year's edition that we have: its neighbours stand there, not it.

    The edition is an extract: where it holds none of the neighbours, nothing follows.
    """
    if len(number) != len("8505111000") or find_customs_number(number) is not None:
        return ""
    years = {row.tariff_year for row in customs_numbers_under(number[:8])}
    year = max(years, default=0)
    if year and life.contains(date(year, 1, 1)):
        return f"the tariff of {year} has numbers under `{number[:8]}`, and not this one"
    return ""


def _keywords(part: Part, path: Path, entry: Entry) -> Iterator[Found]:
    for kind in ("keywords", "other_goods"):
        for language in ("en", "zh"):
            for index, word in enumerate(getattr(getattr(entry.evidence, kind), language)):
                where = (*path, "evidence", kind, language, index)
                found = (_cannot_match(each) for each in word.split(JOINS))
                message = next((told for told in found if told), "")
                if message:
                    yield Found(part, where, "keyword-cannot-match", message, word)
                elif (
                    kind == "keywords"
                    and entry.asked_when is None
                    and _singular(word) in EVERYDAY_WORDS
                ):
                    yield Found(
                        part,
                        where,
                        "keyword-everyday-word",
                        "a single everyday word makes everyday goods a question",
                        word,
                    )


def _singular(word: str) -> str:
    plain = word.casefold().strip()
    return plain.removesuffix("s") if not plain.endswith("ss") else plain


def _cannot_match(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).strip()
    scripts = {unicodedata.name(sign, "").split()[0] for sign in plain if sign.isalpha()}
    if not any(sign.isalnum() for sign in plain):
        return "the keyword has neither a letter nor a digit"
    if scripts >= {"LATIN", "CYRILLIC"}:
        return "the keyword has Cyrillic letters that look like Latin ones"
    if _HAN.search(plain) and _PARTS_HAN.search(plain):
        return "a Chinese keyword with a space or such a sign within never matches"
    return ""


def _repeated(part: Part, path: Path, entry: Entry) -> Iterator[Found]:
    evidence = entry.evidence
    lists: dict[tuple[str, ...], list[str]] = {
        ("headings",): [*evidence.headings],
        ("cas",): [*evidence.cas],
        ("elements",): [*evidence.elements],
        ("keywords", "en"): [_singular(word) for word in evidence.keywords.en],
        ("keywords", "zh"): [_singular(word) for word in evidence.keywords.zh],
    }
    for at, values in lists.items():
        counts = Counter(values)
        for index, value in enumerate(values):
            if counts[value] > 1 and value in values[:index]:
                yield _twice(part, (*path, "evidence", *at, index), value)
    for index, number in enumerate(evidence.numbers):
        for other in evidence.numbers[:index]:
            if other.number == number.number and _meet(other, number):
                yield _twice(part, (*path, "evidence", "numbers", index), number.number)


def _twice(part: Part, path: Path, value: str) -> Found:
    return Found(part, path, "duplicate-evidence", "this stands twice in one entry", value)


def _meet(one: NumberEvidence, other: NumberEvidence) -> bool:
    start = max((d for d in (one.from_, other.from_) if d), default=date.min)
    end = min((d for d in (one.to, other.to) if d), default=date.max)
    return start < end
