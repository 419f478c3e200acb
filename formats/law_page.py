"""Tells the law on one page: instruments, entries, how sure we are, and how far it is modelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules.coverage import load_coverage
from ..rules.loader import load_law
from ..rules.status import status_on
from .coverage_report import by_instrument, counts, row_words, share_lines
from .messages import phrasebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..rules.coverage import Coverage
    from ..rules.model_parts import Instrument
    from ..rules.models import Entry
    from .coverage_report import InstrumentCoverage
    from .messages import Phrasebook

_HEAD = """# The law

Made from the packs in `rules/cn/`. Every status is that of **{day}**, the day up to which all packs
were compared with the law; what changed since is not here.

*Modelled*: rules or a definition decide. *Pointer only*: a line is found by number, code, name or
words, and a person decides. *Out of scope*: nothing of it is here, and the row says why. What has
low confidence never clears a shipment alone.
"""


def law_page() -> str:
    """The page as Markdown, of the law that ships with exportgate."""
    law = load_law()
    return _page(load_coverage(law))


def _page(coverage: Coverage) -> str:
    words, law = phrasebook("en"), coverage.law
    parts = by_instrument(coverage)
    entries, rows = counts(coverage.entries), counts(coverage.rows)
    lines = [
        _HEAD.format(day=law.verified_up_to),
        "## The licensing catalogue in figures\n",
        f"{coverage.figures.codes} control codes; lists without codes count as one each.\n",
        *(f"- {line}" for line in share_lines(words, coverage.figures)),
        "",
        "All packs: " + words("account.entries", **entries) + " " + words("account.rows", **rows),
        "\n## Instruments\n",
        *_instrument_table(coverage, words),
        "\n## Articles and parts\n",
        *_row_table(parts, words),
        "\n## Entries\n",
        *_entry_table(coverage, words),
    ]
    return "\n".join(lines) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    titles = list(head)
    yield _cells(titles)
    yield "|" + "---|" * len(titles)
    for row in rows:
        yield _cells(row)


def _cells(row: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _instrument_table(coverage: Coverage, words: Phrasebook) -> Iterator[str]:
    law = coverage.law
    head = (
        "Instrument",
        "Kind",
        "From",
        "To",
        "Status",
        "Confidence",
        "Entries",
        "Articles, parts",
    )
    listed = []
    for instrument in sorted(law.instruments.values(), key=_age):
        entries = counts(e for e in coverage.entries if e.instrument == instrument.id)
        rows = counts(row for row in coverage.rows if row.instrument == instrument.id)
        effective = instrument.effective
        listed.append(
            (
                f"{_titled(instrument)}<br>`{instrument.id}`",
                instrument.kind,
                str(effective.from_ or ""),
                str(effective.to or ""),
                _status(coverage, instrument.id, words),
                instrument.confidence,
                _figures(entries, words),
                _figures(rows, words),
            )
        )
    return _table(head, listed)


def _age(instrument: Instrument) -> tuple[int, str]:
    return instrument.year, instrument.id


def _titled(item: Instrument | Entry) -> str:
    return "<br>".join(dict.fromkeys(title for title in (item.title.en, item.title.zh) if title))


def _status(coverage: Coverage, name: str, words: Phrasebook) -> str:
    life = coverage.law.lives.get(name)
    if life is None:
        return words("status.in_force")
    return words(f"status.{status_on(life, coverage.law.verified_up_to).status}")


def _figures(found: dict[str, int], words: Phrasebook) -> str:
    return ", ".join(f"{n} {words(f'account.{name}')}" for name, n in found.items() if n)


def _row_table(parts: Iterable[InstrumentCoverage], words: Phrasebook) -> Iterator[str]:
    head = ("Instrument", "Provision", "Coverage", "By, or why")
    return _table(
        head,
        (
            (
                f"`{part.instrument}`",
                row.provision.en,
                words(f"account.{row.status}"),
                row_words(row, words),
            )
            for part in parts
            for row in part.rows
        ),
    )


def _entry_table(coverage: Coverage, words: Phrasebook) -> Iterator[str]:
    head = ("Code", "Entry", "Instrument", "Status", "Confidence", "Coverage")
    return _table(
        head,
        (
            (
                covered.entry.control_code or "",
                f"{_titled(covered.entry)}<br>`{covered.entry.id}`",
                f"`{covered.instrument}`",
                _status(coverage, covered.entry.id, words),
                covered.entry.confidence,
                words("account.generated" if covered.is_generated else f"account.{covered.status}"),
            )
            for covered in coverage.entries
        ),
    )
