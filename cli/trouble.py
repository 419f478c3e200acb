"""Says on standard error what went wrong, and with which exit code the command ends."""

from __future__ import annotations

import io
import os
import sys
import traceback
from typing import TYPE_CHECKING

import click

from . import exits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..catalog.text import Language
    from ..errors import Fault, FaultyError


def say(words: str) -> None:
    """Write words to standard error."""
    click.echo(words, err=True)


def code_for(error: BaseException, *, language: Language, is_debug: bool) -> int:
    """Tell an error to the user.

    Args:
        error: What was raised.
        language: The language of the words around it.
        is_debug: Show the traceback of our own mistakes.

    Returns:
        The exit code.
    """
    from ..errors import EvaluatorError, EvaluatorMissing, Fault, InputError, PackError

    match error:
        case KeyboardInterrupt():
            code = exits.INTERRUPTED
        case BrokenPipeError():
            _be_silent()
            code = exits.BROKEN_PIPE
        case InputError():
            _tell_faults(error, "input", language)
            code = exits.BAD_INPUT
        case PackError():
            _tell_faults(error, "pack", language)
            code = exits.BAD_PACK
        case EvaluatorError():
            _tell_each([Fault(error.message, remedy=error.remedy)], language)
            code = exits.USAGE if isinstance(error, EvaluatorMissing) else exits.BUG
        case OSError(filename=str() as name):
            fault = Fault((error.strerror or "cannot be used").lower(), name)
            _tell_each([fault], language)
            code = exits.USAGE
        case _:
            _tell_bug(error, language, is_debug=is_debug)
            code = exits.BUG
    return code


def tell_warnings(warnings: Iterable[object], language: Language) -> None:
    """Write the warnings of a reader to standard error."""
    from ..formats.messages import phrasebook

    for warning in warnings:
        say(phrasebook(language)("trouble.warning", words=fault_words(warning, language)))


def fault_words(fault: Fault | object, language: Language) -> str:
    """One fault: where it is, what is wrong, what was seen and expected, and what to do."""
    from ..errors import Fault
    from ..formats.layout import clean
    from ..formats.messages import phrasebook

    if not isinstance(fault, Fault):
        return str(fault)
    words = phrasebook(language)
    where = [clean(part) for part in (fault.source, fault.place, fault.field) if part]
    text = ": ".join([*where, clean(fault.message)])
    if fault.seen:
        text += words("trouble.seen", seen=clean(fault.seen))
    if fault.expected:
        text += words("trouble.expected", expected=clean(fault.expected))
    if fault.remedy:
        text += "\n" + words("trouble.help", remedy=clean(fault.remedy))
    return text


def _tell_faults(error: FaultyError, kind: str, language: Language) -> None:
    from ..formats.messages import phrasebook

    _tell_each(error.faults, language)
    say(phrasebook(language)(f"trouble.{kind}", count=len(error.faults)))


def _tell_each(faults: Iterable[Fault], language: Language) -> None:
    from ..formats.messages import phrasebook

    for fault in faults:
        say(phrasebook(language)("trouble.error", words=fault_words(fault, language)))


def _tell_bug(error: BaseException, language: Language, *, is_debug: bool) -> None:
    from ..formats.messages import phrasebook

    if is_debug:
        say("".join(traceback.format_exception(error)).rstrip())
    problem = f"{type(error).__name__}: {error}"
    say(phrasebook(language)("trouble.bug", problem=problem))


def _be_silent() -> None:
    """Let the interpreter's last flush go nowhere: nobody reads standard output any more."""
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = io.StringIO()
    finally:
        os.close(sink)
