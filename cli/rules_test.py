"""`exportgate rules test`: runs the cases beside the law, and tells what of it they leave out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import exits
from .options import format_option, language_option, law_option, no_such

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..catalog.text import Language
    from ..rules.cases import Case, CaseFile


@click.command(
    "test",
    epilog=exits.epilog(
        "exportgate rules test",
        "exportgate rules test --coverage --pack cn-mofcom-gac-2023-39",
        "exportgate rules test --coverage --format json",
        found="0 all cases hold, 1 a case fails",
    ),
)
@click.option(
    "--coverage", "is_coverage", is_flag=True, help="Tell what of the law no case touches."
)
@click.option(
    "--pack", "packs", multiple=True, metavar="ID", help="Only this pack; may be repeated."
)
@click.option(
    "--case", "names", multiple=True, metavar="NAME", help="Only the case of this name; likewise."
)
@click.option(
    "--shipment",
    "is_shipment",
    is_flag=True,
    help="Run nothing: write the shipment of the one case that is chosen, for `check -`.",
)
@format_option()
@language_option
@law_option
@click.pass_context
def test_command(
    ctx: click.Context,
    *,
    is_coverage: bool,
    packs: tuple[str, ...],
    names: tuple[str, ...],
    is_shipment: bool,
    form: str,
    language: Language,
    folder: Path | None,
) -> None:
    """Run the cases beside the law; each that fails with what was expected and got.

    With --coverage: the share of entries, limbs, thresholds, exceptions, rules and days that the
    cases touch, then what they leave out, pack by pack. Only the cases that are run count.
    """
    from ..engine.case_coverage import cover
    from ..engine.case_run import run_case
    from ..formats.case_report import CaseRun, FailedCase, cases_json, write_cases
    from ..formats.layout import Page
    from ..formats.messages import phrasebook
    from ..rules.loader import load_cases, load_law
    from .output import show, width

    law = load_law(folder)
    chosen = _chosen(load_cases(folder), packs, names, [pack.pack for pack in law.packs])
    if is_shipment:
        _write_shipment([case for _, case in chosen])
        return
    failed = []
    for pack, case in chosen:
        differences = run_case(case, law)
        if differences:
            failed.append(FailedCase(pack, case.name, case.on, differences))
    coverage = cover((case for _, case in chosen), law, packs) if is_coverage else None
    run = CaseRun(law, folder, len(chosen), tuple(failed), coverage)
    if form == "json":
        click.echo(cases_json(run), nl=False)
    else:
        page = Page(width())
        write_cases(page, phrasebook(language), run)
        show(page.lines)
    if failed:
        ctx.exit(exits.DIFFERENT)


def _chosen(
    books: Sequence[CaseFile], packs: Sequence[str], names: Sequence[str], known: Sequence[str]
) -> list[tuple[str, Case]]:
    for pack in packs:
        if pack not in known:
            raise click.UsageError(no_such(pack, known))
    found = [
        (book.pack, case)
        for book in books
        if not packs or book.pack in packs
        for case in book.cases
    ]
    there = [case.name for _, case in found]
    for name in names:
        if name not in there:
            raise click.UsageError(no_such(name, there))
    return [(pack, case) for pack, case in found if not names or case.name in names]


def _write_shipment(cases: Sequence[Case]) -> None:
    if len(cases) != 1:
        msg = f"--shipment writes one shipment, and {len(cases)} cases are chosen: add --case NAME"
        raise click.UsageError(msg)
    # JSON is YAML, and keeps every text that looks like a number as text.
    content = json.dumps(cases[0].shipment, ensure_ascii=False, indent=2, default=str)
    click.echo(content)
