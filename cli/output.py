"""Puts lines, text and JSON where they belong: a terminal, a pipe or a file."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.layout import Line

_PIPE_WIDTH = 80
_NARROWEST, _WIDEST = 60, 120


def is_terminal() -> bool:
    """Whether standard output is a terminal, where colours and its own width make sense."""
    return sys.stdout.isatty()


def width() -> int:
    """The width for text: the terminal's within reason, and 80 for everything else."""
    if not is_terminal():
        return _PIPE_WIDTH
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


def show(lines: Sequence[Line]) -> None:
    """Write lines to standard output, with colours only on a terminal that wants them."""
    if is_terminal():
        from rich.console import Console

        from ..formats.report import print_lines

        print_lines(lines, Console())
        return
    from ..formats.layout import plain

    click.echo(plain(lines), nl=False)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that at every moment it holds either the old content or all of the new.

    Args:
        target: A link is followed; what is no ordinary file (`/dev/stdout`) is written as it is.
        content: The new content.

    Raises:
        OSError: The file cannot be written; the old content stands.
    """
    target = target.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).chmod(_usual_mode(target))
        Path(name).replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()


def _usual_mode(target: Path) -> int:
    """The rights of the file that is replaced, or those that a new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
