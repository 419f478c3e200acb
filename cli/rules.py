"""`exportgate rules`: lists the law, shows one entry or rule, and tells how far it is modelled."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import exits
from .options import day_option, format_option, language_option, law_option, no_such
from .rules_diff import diff_command
from .rules_draft import new_command
from .rules_lint import lint_command
from .rules_prove import prove_command
from .rules_test import test_command

if TYPE_CHECKING:
    from ..catalog.text import Language
    from ..rules.law import Law

_KINDS = [
    "entries",
    "exclusions",
    "red_flags",
    "rules",
    "licence_kinds",
    "procedures",
    "documents",
    "declaration_entries",
    "listings",
    "instruments",
]
_STATUSES = ["not_yet", "in_force", "suspended", "repealed", "unverified"]
_COVERAGE = ["modelled", "pointer_only", "out_of_scope"]
_STATUS_STYLES = {"in_force": "green", "unverified": "bold red"}
_DAY_HELP = "Day of the status; default: the day to which the law was verified."


@click.group(
    "rules",
    invoke_without_command=True,
    epilog=exits.epilog(
        "exportgate rules",
        "exportgate rules list --kind rules --status in_force --on 2026-03-02",
        "exportgate rules show 1C905.a.4",
        "exportgate rules coverage",
        "exportgate rules prove",
    ),
)
@click.pass_context
def rules_group(ctx: click.Context) -> None:
    """List, show, check or extend the law, and tell what is modelled."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_command)


@rules_group.command(
    "list",
    epilog=exits.epilog(
        "exportgate rules list --status suspended --on 2026-03-02",
        "exportgate rules list --kind instruments",
    ),
)
@day_option(_DAY_HELP)
@click.option(
    "--status",
    type=click.Choice(_STATUSES),
    metavar="STATUS",
    help=f"Only with this status on the day: {', '.join(_STATUSES)}.",
)
@click.option(
    "--instrument", metavar="ID", help="Only what this instrument governs or is cited for."
)
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    metavar="KIND",
    default="entries",
    show_default=True,
    help=f"What to list: {', '.join(_KINDS)}.",
)
@language_option
@law_option
@click.pass_context
def list_command(
    ctx: click.Context,
    *,
    on: date | None,
    status: str | None,
    instrument: str | None,
    kind: str,
    language: Language,
    folder: Path | None,
) -> None:
    """List entries, rules or other provisions with their status on a day."""
    from ..formats.layout import Page
    from ..formats.messages import phrasebook
    from ..rules.loader import load_law
    from ..rules.status import status_on
    from .output import show, width

    law = load_law(folder)
    if instrument is not None and instrument not in law.instruments:
        raise click.UsageError(no_such(instrument, law.instruments))
    day = on or law.verified_up_to
    words, page = phrasebook(language), Page(width())
    rows = []
    for item in getattr(law, kind).values():
        now = status_on(law.lives[item.id], day).status
        if status in {None, now} and (instrument is None or _belongs(law, item, instrument)):
            rows.append(
                (
                    (getattr(item, "control_code", None) or "-", "bold"),
                    (words.say(item.title), ""),
                    (words(f"status.{now}"), _STATUS_STYLES.get(now, "dim")),
                    (item.id, "dim"),
                )
            )
    if not rows:
        page.write(words("rules.nothing"))
        show(page.lines)
        ctx.exit(exits.NOTHING_FOUND)
    rows.sort(key=lambda row: (row[0][0], row[3][0]))
    page.write(words("rules.listed", count=len(rows), kind=words(f"provision.{kind}"), day=day))
    page.gap()
    titles = [words(f"rules.column_{name}") for name in ("code", "title", "status", "id")]
    page.table(titles, rows, flexible=1)
    show(page.lines)


@rules_group.command(
    "show",
    epilog=exits.epilog(
        "exportgate rules show 1C905.a.4 --on 2026-03-02 --lang zh",
    ),
)
@click.argument("wanted", metavar="ID")
@day_option(_DAY_HELP)
@language_option
@law_option
def show_command(*, wanted: str, on: date | None, language: Language, folder: Path | None) -> None:
    """Show everything about an entry, rule or instrument: ID is its id or control code."""
    from ..formats.layout import Page
    from ..formats.messages import phrasebook
    from ..rules.loader import load_law
    from .output import show, width
    from .provision import find_provision, write_provision

    law = load_law(folder)
    day = on or law.verified_up_to
    found = find_provision(law, wanted, day)
    if found is None:
        raise click.UsageError(no_such(wanted, _ids(law)))
    kind, item = found
    page = Page(width())
    write_provision(page, phrasebook(language), law, kind, item, day=day)
    show(page.lines)


@rules_group.command(
    "coverage",
    epilog=exits.epilog(
        "exportgate rules coverage",
        "exportgate rules coverage --status out_of_scope",
        "exportgate rules coverage --instrument cn-sc-2024-792 --format json",
    ),
)
@click.option("--instrument", metavar="ID", help="Only this instrument.")
@click.option(
    "--status",
    type=click.Choice(_COVERAGE),
    metavar="STATUS",
    help=f"Only what is so covered: {', '.join(_COVERAGE)}.",
)
@format_option()
@language_option
@law_option
@click.pass_context
def coverage_command(
    ctx: click.Context,
    *,
    instrument: str | None,
    status: str | None,
    form: str,
    language: Language,
    folder: Path | None,
) -> None:
    """Tell what is modelled, pointer only or out of scope, and why.

    The figures of the licensing catalogue come first, then each instrument with its articles and
    entries. Statuses are those of the day to which the law was verified.
    """
    from ..formats.coverage_report import by_instrument, coverage_json, write_coverage
    from ..formats.layout import Page
    from ..formats.messages import phrasebook
    from ..rules.coverage import load_coverage
    from ..rules.loader import load_law
    from .output import show, width

    law = load_law(folder)
    if instrument is not None and instrument not in law.instruments:
        raise click.UsageError(no_such(instrument, law.instruments))
    coverage = load_coverage(law, folder)
    parts = by_instrument(coverage, instrument=instrument, status=status)
    if form == "json":
        click.echo(coverage_json(coverage, parts), nl=False)
    else:
        page, words = Page(width()), phrasebook(language)
        write_coverage(page, words, coverage, parts)
        if not parts:
            page.gap()
            page.write(words("rules.nothing"))
        show(page.lines)
    if not parts:
        ctx.exit(exits.NOTHING_FOUND)


rules_group.add_command(lint_command)
rules_group.add_command(new_command)


def _belongs(law: Law, item: Any, instrument: str) -> bool:
    cited = {cite.instrument for cite in getattr(item, "cites", ())}
    return instrument in {law.lives[item.id].instrument, *cited}


def _ids(law: Law) -> list[str]:
    ids = [id_ for kind in _KINDS for id_ in getattr(law, kind)]
    return [*ids, *(e.control_code for e in law.entries.values() if e.control_code is not None)]


rules_group.add_command(diff_command)
rules_group.add_command(prove_command)
rules_group.add_command(test_command)
