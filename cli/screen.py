"""`exportgate screen`: compares a name with the listed parties and explains each hit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import exits
from .options import day_option, format_option, language_option, law_option

if TYPE_CHECKING:
    from ..catalog.text import Language
    from ..engine.decision import Screening


@click.command(
    "screen",
    epilog=exits.epilog(
        'exportgate screen "Gen. Atomics Aero. Sys." --country US --on 2026-03-02',
        "exportgate screen 三菱造船株式會社 --on today --format json",
        'exportgate screen "Skydio Bakery" --on today --rows',
    ),
)
@click.argument("name")
@click.option("--country", metavar="COUNTRY", help="Where the party is, by name or code.")
@click.option(
    "--also", "other_names", multiple=True, metavar="NAME", help="A further name of it; repeatable."
)
@day_option("Day of the lists, or `today`; default: the day to which the law was verified.")
@format_option()
@click.option("--rows", is_flag=True, help="Show the rows that would clear the hits.")
@click.option(
    "--cleared",
    "cleared_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Hits that a person cleared.",
)
@language_option
@law_option
@click.pass_context
def screen_command(
    ctx: click.Context,
    *,
    name: str,
    country: str | None,
    other_names: tuple[str, ...],
    on: date | None,
    form: str,
    rows: bool,
    cleared_file: Path | None,
    language: Language,
    folder: Path | None,
) -> None:
    """Compare a NAME with the listed parties; a person decides whether it is the same party."""
    from ..catalog.countries import find_country
    from ..engine.parties import screening_of
    from ..formats.cleared import read_cleared
    from ..rules.loader import load_law

    if not name.strip():
        raise click.UsageError("which name? it is empty")
    code = None if country is None else find_country(country).code
    cleared = () if cleared_file is None else read_cleared(cleared_file)
    law = load_law(folder)
    day = on or law.verified_up_to
    found = screening_of(name, law, on=day, country=code, other_names=other_names, cleared=cleared)
    if form == "json":
        from ..formats.decision_json import screening_json

        click.echo(screening_json(found).encode() + b"\n", nl=False)
    else:
        _show(found, day, language, has_rows=rows)
    hits = found.parties[0].hits
    ctx.exit(0 if hits else exits.NOTHING_FOUND)


def _show(found: Screening, day: date, language: Language, *, has_rows: bool) -> None:
    from ..engine.cleared import ClearedHit
    from ..formats.cleared import cleared_row
    from ..formats.layout import Page
    from ..formats.messages import phrasebook
    from ..formats.report_parties import hit_name, list_words, screened_words, write_hit
    from .output import show, width

    words, page, party = phrasebook(language), Page(width()), found.parties[0]
    if not party.hits:
        page.write(
            words(
                "parties.nothing",
                name=party.name,
                names=found.names,
                notices=found.notices,
                day=found.verified_up_to,
            )
        )
    else:
        page.write((f"{day}. {screened_words(found, words)}", "dim"))
    for hit in party.hits:
        page.gap()
        title = f"{hit.score}  {hit_name(hit, words)} ({list_words(hit, words)})"
        page.write((title, "bold"))
        write_hit(page, words, hit, indent=4)
        if hit.state in {"cleared", "without_effect"}:
            page.write(words(f"party_state.{hit.state}"), indent=4)
    if has_rows and party.hits:
        page.gap()
        page.write(words("parties.clear"))
    show(page.lines)
    if has_rows and party.hits:
        made = [
            ClearedHit(party.name or "", party.country, hit.listed_party, hit.names_digest)
            for hit in party.hits
        ]
        click.echo("cleared:")
        click.echo("\n".join(map(cleared_row, made)))
