"""`exportgate check`: reads shipments, asks the engine, and shows the answers."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import exits
from .options import day_option, format_option, language_option, law_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..catalog.text import Language
    from ..engine.cleared import ClearedHit
    from ..engine.decision import Decision
    from ..engine.evaluator import Evaluator
    from ..engine.shipment import Shipment
    from ..formats.layout import Line
    from ..rules.law import Law

_STDIN = "-"


@click.command(
    "check",
    epilog=exits.epilog(
        "exportgate check shipment.yaml --on 2026-03-02",
        "exportgate check orders.xlsx --on today --format json --output answer.json",
        "exportgate check - --on 2026-03-02 --lang zh < shipment.yaml",
        is_decision=True,
    ),
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
)
@day_option("Day of export, or `today`; default: the shipment's export_date.")
@format_option("For people, or for programs (one object; an array for several shipments).")
@language_option
@click.option("--exhaustive", is_flag=True, help="Ask every control entry of every line.")
@click.option("--strict", is_flag=True, help="Ask for facts instead of standing on conditions.")
@click.option(
    "--max-law-age",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Clear nothing by law that was verified longer ago than this: review instead.",
)
@click.option(
    "--cleared",
    "cleared_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Hits of names that a person cleared.",
)
@click.option(
    "--engine",
    type=click.Choice(["own", "durable"]),
    default="own",
    show_default=True,
    help="Who infers: exportgate alone, or durable-rules beside it; an extra, see docs/durable.md.",
)
@click.option("--verbose", "is_verbose", is_flag=True, help="Show also what does not matter.")
@law_option
@click.option(
    "--draft-law",
    "is_draft",
    is_flag=True,
    help="Decide by the law of --law though lint or its own cases find fault with it.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to a file, whole or not at all, instead of standard output.",
)
@click.pass_context
def check_command(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    on: date | None,
    form: str,
    language: Language,
    exhaustive: bool,
    strict: bool,
    max_law_age: int | None,
    cleared_file: Path | None,
    engine: str,
    is_verbose: bool,
    folder: Path | None,
    is_draft: bool,
    output: Path | None,
) -> None:
    """Decide whether shipments may leave China.

    Each FILE is a shipment as YAML, JSON, CSV or Excel; `-` is YAML on standard input.
    """
    if is_draft and folder is None:
        msg = "--draft-law speaks of the law of --law FOLDER, and none is given: leave it out"
        raise click.UsageError(msg)
    shipments = read_files(files, language)
    require_day(shipments, on)

    from ..engine.checking import check
    from ..rules.loader import load_law

    cleared = _cleared(cleared_file)
    law = load_law(folder)
    if folder is not None:
        _require_sound(law, folder, language, is_draft=is_draft)
    with _evaluator(engine) as evaluator:
        decisions = [
            check(
                shipment,
                on=on,
                law=law,
                exhaustive=exhaustive,
                strict=strict,
                max_law_age=max_law_age,
                cleared=cleared,
                evaluator=evaluator,
            )
            for shipment in shipments
        ]
    if form == "json":
        _give_json(decisions, output)
    else:
        _give_text(decisions, output, language=language, is_verbose=is_verbose)
    ctx.exit(exit_code(decisions))


@contextmanager
def _evaluator(engine: str) -> Iterator[Evaluator]:
    if engine == "own":
        from ..engine.evaluator import OWN

        yield OWN
        return
    from ..durable_engine.evaluator import durable_evaluator

    with durable_evaluator() as evaluator:
        yield evaluator


def _require_sound(law: Law, folder: Path, language: Language, *, is_draft: bool) -> None:
    """Refuse law that lint or its own cases find wrong; the law that ships was tested before."""
    from ..errors import PackError
    from ..proofs.soundness import law_faults
    from .trouble import tell_warnings

    found = law_faults(law, folder)
    if found and not is_draft:
        raise PackError(found)
    tell_warnings(found, language)


def _cleared(file: Path | None) -> tuple[ClearedHit, ...]:
    if file is None:
        return ()
    from ..formats.cleared import read_cleared

    return read_cleared(file)


def exit_code(decisions: Sequence[Decision]) -> int:
    """The code of the worst outcome; an answer for which a rule failed is never clear."""
    from ..engine.decision import OUTCOMES

    worst = max((decision.outcome for decision in decisions), key=OUTCOMES.index)
    has_errors = any(line.errors for decision in decisions for line in decision.lines)
    if worst == "not_required" and has_errors:
        return exits.REVIEW
    return exits.CODE_OF_OUTCOME[worst]


def read_files(files: Sequence[str], language: Language) -> list[Shipment]:
    """Every shipment of every file; all faults of all files at once.

    Args:
        files: Paths; `-` is YAML on standard input.
        language: The language of warnings.
    """
    from ..errors import Fault, InputError
    from .trouble import tell_warnings

    shipments: list[Shipment] = []
    faults: list[Fault] = []
    for file in files:
        try:
            read, warnings = _read_stdin() if file == _STDIN else _read_file(Path(file))
        except InputError as error:
            faults.extend(error.faults)
            continue
        tell_warnings(warnings, language)
        shipments.extend(read)
    if not shipments and not faults:
        faults.append(Fault("holds no shipment", ", ".join(files)))
    if faults:
        raise InputError(tuple(faults))
    return shipments


def _read_file(path: Path) -> tuple[Sequence[Shipment], Sequence[object]]:
    from ..formats.read import read_shipments

    result = read_shipments(path)
    return result.shipments, result.warnings


def _read_stdin() -> tuple[Sequence[Shipment], Sequence[object]]:
    """The YAML on standard input."""
    import sys

    from ..errors import Fault, InputError
    from ..formats.read import read_shipments_text

    name = "<stdin>"
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        fault = Fault("the text is not UTF-8", name, remedy="send it as UTF-8")
        raise InputError((fault,)) from None
    result = read_shipments_text(text, "yaml", name)
    return result.shipments, result.warnings


def require_day(shipments: Sequence[Shipment], on: date | None) -> None:
    """Ask for a day where neither the user nor a shipment gives one."""
    undated = [s.reference or "" for s in shipments if on is None and s.export_date is None]
    if undated:
        named = ", ".join(f"`{reference}`" for reference in undated if reference)
        which = f" ({named})" if named else ""
        msg = (
            f"which day? the shipment{which} has no `export_date`: give --on YYYY-MM-DD, or "
            "--on today"
        )
        raise click.UsageError(msg)


def _give_json(decisions: Sequence[Decision], output: Path | None) -> None:
    from ..formats.decision_json import to_json
    from .output import write_whole

    texts = [to_json(decision) for decision in decisions]
    text = texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"
    content = f"{text}\n".encode()
    if output is None:
        click.echo(content, nl=False)
    else:
        write_whole(output, content)


def _give_text(
    decisions: Sequence[Decision], output: Path | None, *, language: Language, is_verbose: bool
) -> None:
    from ..formats.layout import plain
    from ..formats.report import DEFAULT_WIDTH, report_lines, summary_lines
    from .output import show, width, write_whole

    wide = width() if output is None else DEFAULT_WIDTH
    lines: list[Line] = []
    if len(decisions) > 1:
        lines += summary_lines(decisions, language=language, width=wide)
    for decision in decisions:
        if lines:
            lines += [(), (("=" * wide, "dim"),), ()]
        lines += report_lines(decision, language=language, is_verbose=is_verbose, width=wide)
    if output is None:
        show(lines)
    else:
        write_whole(output, plain(lines).encode())
