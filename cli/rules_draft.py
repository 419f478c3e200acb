"""`exportgate rules new`: the first draft of an announcement, with its cases."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import exits
from .options import Day, language_option

if TYPE_CHECKING:
    from ..catalog.text import Language

_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_CODES = """\
Exit codes: 0 written, 2 wrong use or a file is there already, 70 our bug,
130 interrupted."""


@click.command(
    "new",
    epilog=exits.epilog(
        "exportgate rules new cn-mofcom-gac-2026-90 --from 2026-12-15 --into rules/cn",
        codes=_CODES,
    ),
)
@click.argument("announcement", metavar="ANNOUNCEMENT-ID")
@click.option("--title-en", metavar="WORDS", help="Its title in English.")
@click.option("--title-zh", metavar="WORDS", help="Its title in Chinese, as printed.")
@click.option("--from", "start", type=Day(), metavar="DATE", help="The first day it is in force.")
@click.option(
    "--into",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    default=Path(),
    help="The folder of rule packs; default: this one.",
)
@language_option
def new_command(
    *,
    announcement: str,
    title_en: str | None,
    title_zh: str | None,
    start: date | None,
    folder: Path,
    language: Language,
) -> None:
    """Write a pack and its cases for an announcement, to be filled in.

    ANNOUNCEMENT-ID is the id of the instrument: `cn-`, issuers, year and number. No file is ever
    overwritten. Nothing is decided by the pack while a FILL_IN is left in it.
    """
    from ..formats.messages import phrasebook
    from ..formats.pack_scaffold import scaffold

    if _ID.match(announcement) is None:
        raise click.UsageError(
            f"`{announcement}` is no id: write small letters, digits and hyphens, as "
            "`cn-mofcom-gac-2026-90`"
        )
    draft = scaffold(
        announcement,
        title_en=title_en,
        title_zh=title_zh,
        start=start,
        pack_schema=_schema("pack.schema.json", folder),
        cases_schema=_schema("cases.schema.json", folder),
    )
    texts = {
        folder / f"{draft.stem}.yaml": draft.pack,
        folder / f"{draft.stem}.cases.yaml": draft.cases,
    }
    there = [str(path) for path in texts if path.exists()]
    if there:
        raise click.UsageError(f"{', '.join(there)}: there already, and left as it is")
    words = phrasebook(language)
    for path, text in texts.items():
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        click.echo(words("lint.written", path=path))
    click.echo(words("lint.next", folder=folder))


def _schema(name: str, folder: Path) -> str:
    """The way from a folder to a schema that ships with exportgate."""
    schema = Path(__file__).resolve().parents[1] / "rules" / name
    try:
        return Path(os.path.relpath(schema, folder.resolve())).as_posix()
    except ValueError:  # another drive
        return schema.as_uri()
