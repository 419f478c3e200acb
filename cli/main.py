"""The entry point: the group of commands, and what becomes of everything that goes wrong in one."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import click

from . import exits
from .check import check_command
from .lookup import lookup_command
from .options import language_of
from .rules import rules_group
from .screen import screen_command
from .trouble import code_for


class _Commands(click.Group):
    """A group in which each kind of error has its own exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; nothing that fails ends with 0."""
        try:
            return self._run(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last place to catch it
            is_debug = bool(ctx.params.get("is_debug"))
            ctx.exit(code_for(error, language=language_of(ctx), is_debug=is_debug))

    def _run(self, ctx: click.Context) -> Any:
        """Run a command, and write out what it printed while a failure can still be told."""
        try:
            result = super().invoke(ctx)
        except click.exceptions.Exit:
            sys.stdout.flush()
            raise
        sys.stdout.flush()
        return result


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if value and not ctx.resilient_parsing:
        from ..engine.version import __version__

        click.echo(f"exportgate {__version__}")
        ctx.exit()


@click.group(
    name="exportgate",
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=exits.epilog(
        "exportgate check shipment.yaml --on 2026-03-02",
        "exportgate lookup 8505.11",
        "exportgate rules show 1C905.a.4",
        is_decision=True,
    )
    + "\n\nThe tool advises; the licensing authority decides.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and leave.",
)
@click.option(
    "--debug",
    "is_debug",
    is_flag=True,
    envvar="EXPORTGATE_DEBUG",
    help="Show the traceback of our own mistakes.  [env: EXPORTGATE_DEBUG]",
)
def cli(*, is_debug: bool) -> None:
    """Answer whether a shipment may leave China on a day, under which licence, and why."""
    del is_debug


cli.add_command(check_command)
cli.add_command(lookup_command)
cli.add_command(rules_group)
cli.add_command(screen_command)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no Chinese shows an escape instead of failing half-way.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        cli(prog_name="exportgate")
    except KeyboardInterrupt:
        os._exit(exits.INTERRUPTED)
    raise AssertionError
