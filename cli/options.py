"""Options that several commands share, so that one thing has one name everywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..catalog.text import Language

F = TypeVar("F", bound="Callable[..., Any] | click.Command")

_IN_CHINA = timezone(timedelta(hours=8))
_LANGUAGE = "exportgate.language"
_MOST_NEAR = 5


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic since click 8.4
    """A whole day as YYYY-MM-DD, or the word `today`: the day it is in China."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was written."""
        if isinstance(value, date):
            return value
        if value == "today":
            return datetime.now(_IN_CHINA).date()
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or value != day.isoformat():
            self.fail(f"`{value}` is not a day; write YYYY-MM-DD, or `today`", param, ctx)
        return day


def _keep_language(ctx: click.Context, _: click.Parameter, value: Language) -> Language:
    ctx.find_root().meta[_LANGUAGE] = value
    return value


def language_of(ctx: click.Context) -> Language:
    """The language that the user chose; English where none was read yet."""
    language: Language = ctx.find_root().meta.get(_LANGUAGE, "en")
    return language


def day_option(help_text: str) -> Callable[[F], F]:
    """`--on`, with what its absence means."""
    return click.option("--on", type=Day(), metavar="DATE", help=help_text)


language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "zh"]),
    default="en",
    envvar="EXPORTGATE_LANG",
    show_default=True,
    is_eager=True,
    callback=_keep_language,
    help="Language of the words.  [env: EXPORTGATE_LANG]",
)


def format_option(help_text: str = "For people, or for programs.") -> Callable[[F], F]:
    """`--format`, with what programs get where that needs saying."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=help_text,
    )


law_option = click.option(
    "--law",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Rule packs to decide by, instead of those that ship with exportgate.",
)


def no_such(wanted: str, known: Iterable[str]) -> str:
    """Says that there is no such name, and which of those that there are it may have meant."""
    from difflib import get_close_matches

    names, folded = list(known), wanted.casefold()
    longer = [name for name in names if name.casefold().startswith(folded)]
    near = longer[:_MOST_NEAR] or get_close_matches(wanted, names, _MOST_NEAR, 0.5)
    hint = f"; did you mean {', '.join(f'`{name}`' for name in near)}?" if near else ""
    return f"no `{wanted}` in the law that is loaded{hint}"
