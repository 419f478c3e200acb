"""Tells how much of the law is modelled: as lines for people, and as data for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..catalog.text import Text
from ..rules.coverage import STATUSES
from ..rules.status import status_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rules.coverage import CatalogueFigures, Coverage, CoverageRow, CoveredEntry
    from .layout import Page
    from .messages import Phrasebook

_STYLES = {"modelled": "green", "pointer_only": "yellow", "out_of_scope": "dim"}


@dataclass(frozen=True, slots=True)
class InstrumentCoverage:
    """What is covered of one instrument.

    Attributes:
        instrument: Its id.
        entries: Its entries.
        rows: Its articles and parts.
    """

    instrument: str
    entries: tuple[CoveredEntry, ...]
    rows: tuple[CoverageRow, ...]


def by_instrument(
    coverage: Coverage, *, instrument: str | None = None, status: str | None = None
) -> tuple[InstrumentCoverage, ...]:
    """The account, instrument by instrument in the order of their ids.

    Args:
        coverage: The account.
        instrument: Only this instrument.
        status: Only what has this status; instruments of which nothing has it are left out.
    """
    found = []
    for name in sorted(coverage.law.instruments):
        if instrument in {None, name}:
            entries = (e for e in coverage.entries if e.instrument == name)
            rows = (row for row in coverage.rows if row.instrument == name)
            part = InstrumentCoverage(
                name,
                tuple(e for e in entries if status in {None, e.status}),
                tuple(row for row in rows if status in {None, row.status}),
            )
            if part.entries or part.rows:
                found.append(part)
    return tuple(found)


def percent(part: int, whole: int) -> str:
    """A share in per cent with one decimal, rounded down so that only all of it is 100.

    >>> percent(2, 3), percent(999, 1000), percent(0, 0)
    ('66.6', '99.9', '0.0')
    """
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10}"


def shares(figures: CatalogueFigures) -> tuple[tuple[str, int, int], ...]:
    """Each share of the licensing catalogue: its message, the part and the whole."""
    codes, numbers = figures.codes, figures.numbers
    return (
        ("account.with_definition", figures.with_definition, codes),
        ("account.pointer_only_codes", figures.pointer_only, codes),
        ("account.generated_codes", figures.generated, codes),
        ("account.codes_with_numbers", figures.codes_with_numbers, codes),
        ("account.numbers_found", numbers, numbers),
        ("account.numbers_with_definition", figures.numbers_with_definition, numbers),
    )


def counts(items: Iterable[CoveredEntry | CoverageRow]) -> dict[str, int]:
    """How many have each status."""
    found = Counter(item.status for item in items)
    return {status: found[status] for status in STATUSES}


def write_coverage(
    page: Page, words: Phrasebook, coverage: Coverage, parts: Sequence[InstrumentCoverage]
) -> None:
    """Write the figures, then the account of each instrument.

    Args:
        page: Where to write.
        words: In which language.
        coverage: The whole account, whose figures are told.
        parts: What of it is listed.
    """
    law = coverage.law
    day = law.verified_up_to
    page.heading(words("account.catalogue", codes=coverage.figures.codes))
    for line in share_lines(words, coverage.figures):
        page.write(line, mark="- ")
    page.heading(words("account.all", day=day))
    page.write(words("account.day"))
    page.write(words("account.entries", **counts(coverage.entries)))
    page.write(words("account.rows", **counts(coverage.rows)))
    for part in parts:
        instrument = law.instruments[part.instrument]
        now = status_on(law.lives[instrument.id], day).status
        page.gap()
        page.write((words.say(instrument.title), "bold"))
        page.write((f"{instrument.id}, {words(f'status.{now}')}", "dim"))
        for row in part.rows:
            page.write(*_row_spans(row, words), mark="- ")
        if part.entries:
            titles = [
                words("rules.column_code"),
                words("rules.column_title"),
                words("account.column_coverage"),
                words("rules.column_id"),
            ]
            page.table(titles, [_entry_cells(entry, words) for entry in part.entries], flexible=1)


def share_lines(words: Phrasebook, figures: CatalogueFigures) -> list[str]:
    """The shares of the licensing catalogue in words."""
    return [
        words(
            "account.share",
            words=words(key),
            percent=percent(part, whole),
            part=part,
            whole=whole,
        )
        for key, part, whole in shares(figures)
    ]


def row_words(row: CoverageRow, words: Phrasebook) -> str:
    """By what a row is modelled, and why no more of it is."""
    parts = [words("account.by", ids=words("mark.list").join(row.by))] if row.by else []
    if row.why is not None:
        parts.append(words.say(row.why))
    return words("mark.semicolon").join(parts)


def _row_spans(row: CoverageRow, words: Phrasebook) -> list[tuple[str, str]]:
    colon = words("mark.colon")
    return [
        (words.say(row.provision) + colon, ""),
        (words(f"account.{row.status}"), _STYLES[row.status]),
        (colon + row_words(row, words), ""),
    ]


def _entry_cells(covered: CoveredEntry, words: Phrasebook) -> list[tuple[str, str]]:
    state = "generated" if covered.is_generated else covered.status
    return [
        (covered.entry.control_code or "-", "bold"),
        (words.say(covered.entry.title), ""),
        (words(f"account.{state}"), _STYLES[covered.status]),
        (covered.entry.id, "dim"),
    ]


def coverage_json(coverage: Coverage, parts: Sequence[InstrumentCoverage]) -> str:
    """The account as JSON, with keys in order.

    Args:
        coverage: The whole account, whose figures are told.
        parts: What of it is listed.
    """
    law = coverage.law
    figures = asdict(coverage.figures)
    content = {
        "law_digest": law.digest,
        "verified_up_to": law.verified_up_to.isoformat(),
        "catalogue": {
            **figures,
            "shares": {
                key.removeprefix("account."): {
                    "part": part,
                    "whole": whole,
                    "percent": percent(part, whole),
                }
                for key, part, whole in shares(coverage.figures)
            },
        },
        "entries": counts(coverage.entries),
        "provisions": counts(coverage.rows),
        "instruments": [_part_data(coverage, part) for part in parts],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _part_data(coverage: Coverage, part: InstrumentCoverage) -> dict[str, Any]:
    law = coverage.law
    instrument = law.instruments[part.instrument]
    day = law.verified_up_to
    return {
        "id": instrument.id,
        "title": _both(instrument.title),
        "kind": instrument.kind,
        "status": status_on(law.lives[instrument.id], day).status,
        "confidence": instrument.confidence,
        "entries": [
            {
                "id": covered.entry.id,
                "control_code": covered.entry.control_code,
                "title": _both(covered.entry.title),
                "status": covered.status,
                "is_generated": covered.is_generated,
                "confidence": covered.entry.confidence,
            }
            for covered in part.entries
        ],
        "provisions": [
            {
                "provision": _both(row.provision),
                "status": row.status,
                "by": list(row.by),
                "why": None if row.why is None else _both(row.why),
            }
            for row in part.rows
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
