"""`exportgate lookup`: what the law and the catalogue know of a term."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import exits
from .options import day_option, language_option, law_option

if TYPE_CHECKING:
    from ..catalog.cn_numbers import CustomsNumber
    from ..catalog.text import Language
    from ..formats.layout import Page
    from ..formats.messages import Phrasebook
    from ..rules.law import Law
    from .search import Found, FoundEntry

_MOST = 20
_SUBHEADING = 6
_DIM = "dim"


@click.command(
    "lookup",
    epilog=exits.epilog(
        "exportgate lookup 1C905",
        "exportgate lookup 8505.11 --on 2026-03-02",
        "exportgate lookup dysprosium",
        "exportgate lookup 钕铁硼 --lang zh",
    ),
)
@click.argument("term", nargs=-1, required=True)
@day_option("Day of the status; default: the day to which the law was verified.")
@language_option
@law_option
@click.pass_context
def lookup_command(
    ctx: click.Context,
    *,
    term: tuple[str, ...],
    on: date | None,
    language: Language,
    folder: Path | None,
) -> None:
    """Look up a control code, customs number, element or words.

    A code or a number may be given by its beginning. What is found here is evidence, never the
    decision: only `exportgate check` decides.
    """
    from ..formats.layout import Page
    from ..formats.messages import phrasebook
    from ..rules.loader import load_law
    from .output import show, width
    from .search import search_law

    law = load_law(folder)
    found = search_law(law, " ".join(term))
    page, words = Page(width()), phrasebook(language)
    day = on or law.verified_up_to
    _write_element(page, words, found)
    _write_entries(page, words, found, law, day)
    _write_printed(page, words, found)
    _write_numbers(page, words, found)
    if found.entries or found.numbers or found.printed:
        page.gap()
        page.write((words("lookup.advice"), _DIM))
        show(page.lines)
        return
    page.write(words("lookup.nothing", term=found.term))
    if found.near:
        page.write(words("lookup.near", terms=words("mark.list").join(found.near)))
    show(page.lines)
    ctx.exit(exits.NOTHING_FOUND)


def _write_element(page: Page, words: Phrasebook, found: Found) -> None:
    if found.element is not None:
        element = found.element
        names = {"en": element.name.en, "zh": element.name.zh}
        page.write((words("lookup.element", symbol=element.symbol, **names), "bold"))


def _write_entries(page: Page, words: Phrasebook, found: Found, law: Law, day: date) -> None:
    if not found.entries:
        return
    page.heading(words("lookup.entries", count=len(found.entries), day=day))
    for each in found.entries[:_MOST]:
        _write_entry(page, words, each, law, day)
    _write_rest(page, words, len(found.entries))


def _write_entry(page: Page, words: Phrasebook, found: FoundEntry, law: Law, day: date) -> None:
    from ..formats.layout import cut
    from .provision import status_words

    entry = found.entry
    page.write((f"{entry.control_code or words('why.no_code')} ", "bold"), entry.title.en)
    if entry.title.zh:
        page.write(entry.title.zh, indent=4)
    page.write(status_words(law, entry.id, day, words), indent=4)
    if found.numbers:
        shown = words("mark.list").join(found.numbers[:_MOST])
        if len(found.numbers) > _MOST:
            shown += words("lookup.rest", count=len(found.numbers) - _MOST)
        page.write(words("lookup.numbers", numbers=shown), indent=4)
    how = words("mark.list").join(words(f"how.{way}") for way in found.how)
    page.write((cut(words("lookup.how", how=how, id=entry.id), page.width - 4), _DIM), indent=4)


def _write_printed(page: Page, words: Phrasebook, found: Found) -> None:
    if not found.printed:
        return
    page.heading(words("lookup.printed"))
    for row in found.printed[:_MOST]:
        number = row.number or words("lookup.no_number")
        page.write((f"{row.control_code} ", "bold"), f"{number} {row.item_zh}")
        page.write(
            (
                words(
                    "lookup.row",
                    start=row.period.start or "",
                    end=row.period.end or "",
                    coverage=words(f"coverage.{row.coverage}"),
                    confidence=words(f"confidence.{row.confidence}"),
                ),
                _DIM,
            ),
            indent=4,
        )
    _write_rest(page, words, len(found.printed))


def _write_numbers(page: Page, words: Phrasebook, found: Found) -> None:
    if not found.numbers:
        return
    from ..catalog.hs import ancestors, find_hs

    page.heading(words("lookup.tariff"))
    stem = found.numbers[0].number[:_SUBHEADING]
    if all(row.number.startswith(stem) for row in found.numbers):
        for line in (*ancestors(stem), find_hs(stem)):
            if line is not None:
                page.write((f"{line.code} {line.description}", _DIM))
    for row in found.numbers[:_MOST]:
        _write_number(page, words, row)
    _write_rest(page, words, len(found.numbers))


def _write_number(page: Page, words: Phrasebook, row: CustomsNumber) -> None:
    from ..catalog.document_codes import split_document_codes

    names = " ".join(name for name in (row.name.en, row.name.zh) if name)
    page.write((f"{row.number} ", "bold"), names or words("lookup.no_name"))
    if row.document_codes is None:
        text = words("lookup.codes_unknown")
    elif row.document_codes == "":
        text = words("lookup.codes_none")
    else:
        codes = split_document_codes(row.document_codes)
        text = words("lookup.codes", codes=row.document_codes) + words("mark.semicolon").join(
            f"{code.code} {words.say(code.name)}" for code in codes if code.applies_export
        )
    page.write(text, indent=4)
    if row.document_codes_derived:
        page.write((words("lookup.codes_derived"), _DIM), indent=4)


def _write_rest(page: Page, words: Phrasebook, count: int) -> None:
    if count > _MOST:
        page.write((words("lookup.rest", count=count - _MOST), _DIM))
