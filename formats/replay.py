"""The options with which a command that is shown to a user asks the same law again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def law_option(folder: Path | None) -> str:
    """`--law` with its folder and a space before it; nothing for the law that ships."""
    return "" if folder is None else f" --law {shlex.quote(str(folder))}"


def check_options(folder: Path | None) -> str:
    """What `exportgate check` needs to decide by a law in which fault was found."""
    return "" if folder is None else f"{law_option(folder)} --draft-law"
