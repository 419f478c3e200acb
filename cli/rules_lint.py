"""`exportgate rules lint`: everything that is wrong with rule packs, or should be looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import exits
from .options import day_option, format_option, language_option

if TYPE_CHECKING:
    from ..catalog.text import Language
    from ..formats.messages import Phrasebook
    from ..rules.lint import Finding, LintReport

_CODES = """\
Exit codes: 0 nothing found, 1 warnings only, 2 wrong use, 65 errors:
the law is refused; 70 our bug, 130 interrupted, 141 the reader of the
output went away."""


@click.command(
    "lint",
    epilog=exits.epilog(
        "exportgate rules lint",
        "exportgate rules lint --law rules/cn --on 2026-11-22",
        "exportgate rules lint --law rules/cn --format json",
        codes=_CODES,
    ),
)
@day_option("Day against which `verified_up_to` is held; default: the newest of the packs.")
@format_option()
@language_option
@click.option(
    "--law",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Rule packs to read, instead of those that ship with exportgate.",
)
@click.pass_context
def lint_command(
    ctx: click.Context, *, on: date | None, form: str, language: Language, folder: Path | None
) -> None:
    """Find what is wrong with rule packs and the cases beside them, all at once.

    Each finding has file, line, column and a name; docs/findings.md explains each name with an
    example. An error is refused by every command; a warning can be let pass by a row with a reason
    in `lint.yaml` beside the packs.
    """
    from ..formats.messages import phrasebook
    from ..rules.lint import lint_folder

    report = lint_folder(folder, on=on)
    if form == "json":
        click.echo(_json(report), nl=False)
    else:
        words = phrasebook(language)
        for finding in report.findings:
            click.echo(_text(finding, words))
        click.echo(
            words(
                "lint.summary",
                errors=report.errors,
                warnings=len(report.findings) - report.errors,
                passed=report.let_pass,
            )
        )
    if report.errors:
        ctx.exit(exits.BAD_PACK)
    if report.findings:
        ctx.exit(exits.NOTHING_FOUND)


def _text(finding: Finding, words: Phrasebook) -> str:
    from ..formats.layout import clean
    from ..rules.findings import finding_kinds

    fault, kind = finding.fault, finding_kinds()[finding.fault.name]
    in_chinese = words.language == "zh"
    message = f"{kind.title.zh}（{fault.message}）" if in_chinese else fault.message
    text = words(
        f"lint.{finding.severity}",
        place=clean(f"{fault.source}:{finding.line}:{fault.column}"),
        name=fault.name,
        words=clean(message),
    )
    if fault.seen:
        text += words("trouble.seen", seen=clean(fault.seen))
    if fault.expected:
        text += words("trouble.expected", expected=clean(fault.expected))
    remedy = kind.remedy.in_language("zh") if in_chinese else fault.remedy
    return "\n".join(
        [text, words("trouble.help", remedy=clean(remedy)), words("lint.page", page=finding.page)]
    )


def _json(report: LintReport) -> str:
    import json

    findings = [
        {
            "name": finding.fault.name,
            "severity": finding.severity,
            "file": finding.fault.source,
            "line": finding.line,
            "column": finding.fault.column,
            "field": finding.fault.field,
            "message": finding.fault.message,
            "seen": finding.fault.seen,
            "expected": finding.fault.expected,
            "help": finding.fault.remedy,
            "page": finding.page,
        }
        for finding in report.findings
    ]
    content = {
        "errors": report.errors,
        "warnings": len(report.findings) - report.errors,
        "let_pass": report.let_pass,
        "findings": findings,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
