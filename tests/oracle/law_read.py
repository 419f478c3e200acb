"""The law as the oracle reads it: once for all days, then what it is on one day."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from exportgate.catalog.control_numbers import all_control_numbers
from exportgate.rules.catalogue_pointers import codes_standing_for, pointer_entries
from exportgate.rules.conditions import AllOf, Condition, ListedTest
from exportgate.rules.status import status_on
from exportgate.tests.oracle.words import written

if TYPE_CHECKING:
    from datetime import date

    from exportgate.rules.law import Law
    from exportgate.rules.models import Entry

EFFECT = {"in_force", "unverified"}


class Pointers(NamedTuple):
    """What points to an entry.

    Attributes:
        numbers: Customs numbers that its pack states, and that the licensing catalogue prints.
        whole: Those that the catalogue prints for it as a whole.
        sixes: The first six digits of those stated, where facts tell apart what stands under them.
        keywords: Each the parts that all have to be said.
        others: Words for other goods.
    """

    entry: Entry
    code: str
    numbers: frozenset[str]
    whole: frozenset[str]
    sixes: frozenset[str]
    keywords: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]


class ReadLaw:
    """What is read of the law once: who points where, and what a rule cannot do without."""

    def __init__(self, law: Law) -> None:
        codes = {e.control_code for e in law.entries.values() if e.control_code is not None}
        # Those of the packs, and those that the licensing catalogue alone names.
        self.entries = (*law.entries.values(), *pointer_entries(codes))
        self.codes = {plain(e.control_code) for e in self.entries if e.control_code}
        printed: dict[str, set[str]] = {}
        whole: dict[str, set[str]] = {}
        standing = codes_standing_for(codes)
        for row in all_control_numbers():
            if row.number is not None:
                for code in standing[row.control_code] or {row.control_code}:
                    printed.setdefault(code, set()).add(row.number)
                if row.coverage == "whole" and row.confidence == "high":
                    whole.setdefault(row.control_code, set()).add(row.number)
        self.pointers = [
            pointers_of(
                entry,
                printed.get(entry.control_code or "", set()),
                whole.get(entry.control_code or "", set()),
            )
            for entry in self.entries
        ]
        self.guards = {rule.id: guard(rule.when, law) for rule in law.rules.values()}


def pointers_of(entry: Entry, printed: set[str], whole: set[str]) -> Pointers:
    stated = {item.number for item in entry.evidence.numbers}
    words, others = entry.evidence.keywords, entry.evidence.other_goods
    return Pointers(
        entry,
        plain(entry.control_code or "+"),
        frozenset(stated | printed),
        frozenset(whole),
        frozenset(n[:6] for n in stated if n[5:] and entry.definition is not None),
        tuple(tuple(map(written, word.split(" + "))) for word in (*words.en, *words.zh)),
        tuple(map(written, (*others.en, *others.zh))),
    )


def plain(code: str) -> str:
    return code.strip().casefold()


def guard(of: Condition, law: Law) -> set[str] | None:
    """The domains without which a rule cannot apply: its first "listed in" that must hold."""
    if isinstance(of, ListedTest):
        return {each for name in of.listed_in for each in law.vocabulary.domains[name].members}
    guards = [guard(part, law) for part in of.all] if isinstance(of, AllOf) else []
    return next((found for found in guards if found is not None), None)


class Today:
    """The law on a day."""

    def __init__(self, law: Law, on: date) -> None:
        self.law, self.on = law, on
        self.read = read_once(law)
        self.status = cache(self._status)
        self.pointers = [
            each for each in self.read.pointers if self.status(each.entry.id)[0] != "repealed"
        ]

    def _status(self, name: str) -> tuple[str, str | None]:
        """The status of a provision, and the instrument that made it so."""
        life = self.law.lives.get(name)  # entries that the catalogue alone names have none
        if life is None:
            return "in_force", None
        found = status_on(life, self.on)
        return found.status, found.by

    def has_effect(self, name: str, *, is_cautious: bool) -> bool:
        """Whether a provision has effect in a reading: the cautious takes what is unverified."""
        status = self.status(name)[0]
        return status == "in_force" or (status == "unverified" and is_cautious)


def read_once(law: Law) -> ReadLaw:
    """What is read of a law once; kept with the law."""
    found: ReadLaw | None = law.memo.get("oracle")
    if found is None:
        found = law.memo["oracle"] = ReadLaw(law)
    return found


def today_of(law: Law, on: date) -> Today:
    """The law on a day; kept until another day is asked about."""
    found: Today | None = law.memo.get("oracle today")
    if found is None or found.on != on:
        found = law.memo["oracle today"] = Today(law, on)
    return found
