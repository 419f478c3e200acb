"""Countries and territories, the names that people write for them, and dated groups.

Codes are ISO 3166-1 alpha-2. ISO codes and English names come from pycountry; Chinese names, other
words and the groups with their treaties stand in `data/countries.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from ._data import day_or_none, read_content
from .faults import UnknownCountry
from .period import Period
from .text import Text

_EXPECTED = "an ISO code (`KR`, `KOR`, `410`) or a name in English or Chinese"
_NOT_LETTERS = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO code; the code says nothing about its status.

    Attributes:
        code: ISO 3166-1 alpha-2.
        name: Short names.
    """

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's time in a group.

    Attributes:
        code: ISO 3166-1 alpha-2.
        period: Whole days; None as start means since ever.
        sources: Ids of the sources in `data/countries.yaml`.
    """

    code: str
    period: Period
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryGroup:
    """A named group of countries with dated membership.

    Attributes:
        id: For example `eu`.
        name: Words for people.
        members: Every membership, also of former members.
        complete_from: First day from which the table names every member; None means always. Before
            it, a country without a row is unknown, not outside.
        open_question: Countries of which it is disputed whether they belong to it.
    """

    id: str
    name: Text
    members: tuple[Membership, ...]
    complete_from: date | None
    open_question: frozenset[str]


def _key(text: str) -> str:
    """A name without case, width, accents, punctuation and article; `&` and `St` written out."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", folded) if not unicodedata.combining(sign)
    )
    words = ["saint" if word == "st" else word for word in _NOT_LETTERS.sub(" ", bare).split()]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join(words)


@lru_cache(maxsize=1)
def _iso() -> Mapping[str, tuple[str, ...]]:
    """All ISO names and codes by alpha-2 code; the short English name first."""
    import pycountry

    rows: dict[str, tuple[str, ...]] = {}
    for entry in pycountry.countries:
        short = getattr(entry, "common_name", entry.name)
        others = (entry.name, getattr(entry, "official_name", ""), entry.alpha_3, entry.numeric)
        rows[entry.alpha_2] = (short, *(other for other in others if other))
    return rows


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, Country]:
    table: Mapping[str, Mapping[str, Any]] = read_content("countries.yaml")["countries"]
    iso = _iso()
    return {
        code: Country(code, Text(row.get("en", iso[code][0]), row["zh"]))
        for code, row in sorted(table.items())
        if code in iso
    }


@lru_cache(maxsize=1)
def _index() -> Mapping[str, frozenset[str]]:
    """The codes that each key may mean."""
    content = read_content("countries.yaml")
    index: dict[str, set[str]] = {}
    for code, country in _countries().items():
        row = content["countries"][code]
        names = (code, country.name.en, country.name.zh, *_iso()[code], *row.get("also", ()))
        for name in names:
            index.setdefault(_key(name), set()).add(code)
    for name, codes in content["ambiguous"].items():
        index[_key(name)] = set(codes)
    return {key: frozenset(codes) for key, codes in index.items()}


def all_countries() -> tuple[Country, ...]:
    """Every country and territory, in the order of the codes."""
    return tuple(_countries().values())


def find_country(text: str) -> Country:
    """The country or territory that a text names.

    Args:
        text: ISO alpha-2, alpha-3 or three-digit numeric code, an English or Chinese name, or a
            usual other word (`South Korea`, `ROK`, `韩国`). Case, accents, width and punctuation do
            not matter. The three-digit codes that Chinese customs used until 2018 are other numbers
            and are not read.

    Raises:
        UnknownCountry: It names no place, or more than one; the error carries the near ones.

    >>> find_country("Türkiye").code, find_country("turkey").code, find_country("土耳其").code
    ('TR', 'TR', 'TR')
    """
    key = _key(text)
    codes = _index().get(key, frozenset())
    if len(codes) == 1:
        return _countries()[next(iter(codes))]
    if codes:
        candidates = tuple(sorted(codes))
        raise UnknownCountry(
            f"`{text}` names more than one place: {_listed(candidates)}",
            seen=text,
            candidates=candidates,
            expected=_EXPECTED,
            remedy="write the full name or the ISO code",
        )
    candidates = _near(key)
    hint = f"; near: {_listed(candidates)}" if candidates else ""
    raise UnknownCountry(
        f"no country or territory `{text}`{hint}",
        seen=text,
        candidates=candidates,
        expected=_EXPECTED,
        remedy="write the ISO code of the destination",
    )


def country_of_code(code: str) -> Country | None:
    """The country of an ISO alpha-2 code in capitals; None when there is none."""
    return _countries().get(code)


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(f"{_countries()[code].name.en} ({code})" for code in codes)


def _near(key: str) -> tuple[str, ...]:
    """Up to three places whose names are like a key; the nearest first."""
    from difflib import get_close_matches

    if not key:
        return ()
    is_han = bool(_HAN.search(key))
    names = {
        name: codes
        for name, codes in _index().items()
        if len(name) > (1 if is_han else 3) and bool(_HAN.search(name)) == is_han
    }
    found: dict[str, None] = {}
    inside = sorted(name for name in names if len(key) > 1 and (key in name or name in key))
    for name in [*get_close_matches(key, names, n=6, cutoff=0.5 if is_han else 0.75), *inside]:
        found.update(dict.fromkeys(sorted(names[name])))
    return tuple(found)[:3]


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, CountryGroup]:
    return {
        row["id"]: CountryGroup(
            row["id"],
            Text(row["name"]["en"], row["name"]["zh"]),
            tuple(
                Membership(
                    member["code"],
                    Period(day_or_none(member["from"]), day_or_none(member["to"])),
                    tuple(member["sources"]),
                )
                for member in row["members"]
            ),
            day_or_none(row["complete_from"]),
            frozenset(row.get("open_question", ())),
        )
        for row in read_content("countries.yaml")["groups"]
    }


def all_country_groups() -> tuple[CountryGroup, ...]:
    """Every group, in the order of the data file."""
    return tuple(_groups().values())


def groups_on(code: str, day: date) -> frozenset[str]:
    """The ids of the groups to which a country certainly belongs on a day.

    Args:
        code: ISO alpha-2 code in capitals.
        day: Whole day; membership starts are inclusive, ends exclusive.
    """
    return frozenset(group.id for group in _groups().values() if is_member(code, group.id, day))


def is_member(code: str, group: str, day: date) -> bool | None:
    """Whether a country belongs to a group on a day; None when the table cannot say.

    None is given for a country without a row on a day from which the table is not yet complete, and
    for a country whose belonging is disputed.

    Args:
        code: ISO alpha-2 code in capitals.
        group: The group's id, for example `eu`.
        day: Whole day; membership starts are inclusive, ends exclusive.

    Raises:
        UnknownCountry: There is no such group, or no such country.

    >>> is_member("GB", "eu", date(2020, 1, 31)), is_member("GB", "eu", date(2020, 2, 1))
    (True, False)
    """
    if group not in _groups():
        raise UnknownCountry(
            f"no group of countries `{group}`",
            seen=group,
            candidates=(),
            expected="one of " + ", ".join(f"`{known}`" for known in _groups()),
            remedy="use a group of `catalog/data/countries.yaml`",
        )
    if code not in _countries():
        raise UnknownCountry(
            f"no country or territory with the ISO code `{code}`",
            seen=code,
            candidates=(),
            expected="an ISO alpha-2 code in capitals",
            remedy="find the code first: `find_country`",
        )
    found = _groups()[group]
    rows = [member for member in found.members if member.code == code]
    if any(member.period.contains(day) for member in rows):
        return True
    if code in found.open_question:
        return None
    is_complete = found.complete_from is None or day >= found.complete_from
    return False if rows or is_complete else None
