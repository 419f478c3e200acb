"""`exportgate rules diff`: what a change does to the law, and to the answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import exits
from .check import read_files, require_day
from .options import day_option, format_option, language_option

if TYPE_CHECKING:
    from ..catalog.text import Language
    from ..rules.law import Law

_SHIPPED = "shipped"


@click.command(
    "diff",
    epilog=exits.epilog(
        "exportgate rules diff shipped my-packs",
        "exportgate rules diff old-packs shipped --shipments orders.xlsx --on today",
        "exportgate rules diff old-packs new-packs --format json",
        found="0 nothing changed, 1 something changed",
        reads_input=True,
    ),
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--shipments",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Tell which answers change for these shipments; may be repeated.",
)
@day_option("Day of export of the shipments, or `today`; default: each one's export_date.")
@format_option()
@language_option
@click.pass_context
def diff_command(
    ctx: click.Context,
    *,
    old: str,
    new: str,
    files: tuple[str, ...],
    on: date | None,
    form: str,
    language: Language,
) -> None:
    """Tell what a change does to the law and, with --shipments, to the answers.

    OLD and NEW are folders of rule packs, or `shipped`: those that ship with exportgate. Answers
    that become freer come first, and are marked.
    """
    from ..engine.answer_diff import answer_changes
    from ..engine.checking import check
    from ..engine.law_diff import law_changes
    from ..formats.diff_report import Diff, diff_json, write_diff
    from ..formats.layout import Page
    from ..formats.messages import phrasebook
    from .output import show, width

    shipments = read_files(files, language) if files else []
    if files:
        require_day(shipments, on)
    before, after = _law(old), _law(new)
    olds, news = (
        [check(shipment, on=on, law=law) for shipment in shipments] for law in (before, after)
    )
    diff = Diff(
        before,
        after,
        law_changes(before, after),
        sum(len(shipment.lines) for shipment in shipments) if files else None,
        answer_changes(olds, news),
    )
    if form == "json":
        click.echo(diff_json(diff), nl=False)
    else:
        page = Page(width())
        write_diff(page, phrasebook(language), diff)
        show(page.lines)
    if not diff.is_same:
        ctx.exit(exits.DIFFERENT)


def _law(named: str) -> Law:
    from ..rules.loader import load_law

    return load_law(None if named == _SHIPPED else Path(named))
