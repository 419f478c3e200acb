"""What lint finds missing beside the law: packs and entries without cases.

It reads the cases and runs none. A case touches an entry when one of its lines carries something of
the entry's evidence, or when it names it; which limbs, thresholds and days the cases reach is the
business of their coverage.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .conditions import AllOf, AnyOf, ElementTest, FactTest, Not
from .lint_evidence import JOINS
from .lint_parts import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cases import Case
    from .conditions import Condition
    from .lint_parts import Beside, Part, Together
    from .models import Entry

_HELD = {"review", "undetermined", "licence_required", "prohibited"}


def lint_cases(law: Together) -> Iterator[Found]:
    """Every pack and entry that lacks cases, and every file of cases that lacks its pack."""
    books: dict[str, list[Case]] = {}
    packs = {part.pack.pack for part in law.parts}
    for book in law.books:
        books.setdefault(book.book.pack, []).extend(book.book.cases)
        if law.is_whole and book.book.pack not in packs:
            yield _without_pack(book)
    everywhere = [case for cases in books.values() for case in cases]
    for part in law.parts:
        pack, told = part.pack, books.get(part.pack.pack)
        if told is None:
            if (pack.entries or pack.rules) and pack.pack not in law.unread_books:
                message = "no file of cases names this pack"
                yield Found(part, ("pack",), "pack-without-cases", message, pack.pack)
            continue
        for index, entry in enumerate(pack.entries):
            yield from _entry(part, index, entry, told, everywhere)


def _without_pack(book: Beside) -> Found:
    return Found(book, ("pack",), "cases-without-pack", "no pack has this id", book.book.pack)


def _entry(
    part: Part, index: int, entry: Entry, own: list[Case], everywhere: list[Case]
) -> Iterator[Found]:
    names = {entry.id, entry.control_code}
    touching = [case for case in own if _touches(case, entry)]
    is_named = any(names & {*(c.expect.controlled or ()), *c.expect.open} for c in everywhere)
    if not is_named and not any(_holds(case) for case in touching):
        message = "no case beside the pack touches this entry and ends in a licence or a question"
        yield Found(part, ("entries", index), "entry-without-hit", message, entry.id)
    # What touches an entry that only points is a question: its miss is a neighbour left alone.
    near = own if entry.definition is None else touching
    if not any(_lets_go(case, names) for case in near):
        message = "no case beside the pack touches this entry and comes out clear of it"
        yield Found(part, ("entries", index), "entry-without-miss", message, entry.id)


def _holds(case: Case) -> bool:
    expect = case.expect
    return bool({expect.outcome, expect.worst, *expect.verdicts.values()} & _HELD)


def _lets_go(case: Case, names: set[str | None]) -> bool:
    expect = case.expect
    if "not_required" in {expect.outcome, *expect.verdicts.values()}:
        return True
    return expect.controlled is not None and not names & {*expect.controlled, *expect.open}


def _touches(case: Case, entry: Entry) -> bool:
    if {entry.id, entry.control_code} & {*(case.expect.controlled or ()), *case.expect.open}:
        return True
    lines = case.shipment.get("lines")
    return isinstance(lines, list) and any(
        _line_touches(line, entry) for line in lines if isinstance(line, dict)
    )


def _line_touches(line: Mapping[str, Any], entry: Entry) -> bool:
    evidence = entry.evidence
    number = str(line.get("customs_number") or "").replace(".", "")
    codes = [*(n.number for n in evidence.numbers), *evidence.headings]
    if number and any(number.startswith(code) or code.startswith(number) for code in codes):
        return True
    text = str(line.get("description") or "").casefold()
    words = (*evidence.keywords.en, *evidence.keywords.zh)
    if any(_is_in(word, text) for word in words):
        return True
    if entry.control_code and line.get("control_code") == entry.control_code:
        return True
    if any(cas in str(line.values()) for cas in evidence.cas):
        return True
    stated = {**line, **(line.get("properties") or {})}
    if any(stated.get(f.fact.partition(".")[2]) == f.is_ for f in evidence.facts):
        return True
    return entry.definition is not None and _reads(entry.definition, stated)


def _is_in(keyword: str, text: str) -> bool:
    return all(each.casefold().lstrip("*") in text for each in keyword.split(JOINS))


def _reads(condition: Condition, stated: Mapping[str, Any]) -> bool:
    """Whether a line states a term or a composition of which a definition speaks."""
    if isinstance(condition, AllOf):
        return any(_reads(part, stated) for part in condition.all)
    if isinstance(condition, AnyOf):
        return any(_reads(part, stated) for part in condition.any)
    if isinstance(condition, Not):
        return _reads(condition.not_, stated)
    if isinstance(condition, FactTest) and condition.fact.startswith("line."):
        name, wanted = condition.comparison
        value = stated.get(condition.fact.partition(".")[2])
        return value is not None and (name != "in" or value in wanted)
    return isinstance(condition, ElementTest) and any(
        symbol in str(stated.get("composition") or "") for symbol in condition.element
    )
