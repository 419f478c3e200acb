"""A decision as a report for people: the answer first, then why, what is needed, what to fetch.

What several lines have in common is told once, with the numbers of the lines. All words come from
`messages.yaml`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .layout import Page, plain
from .messages import phrasebook
from .report_findings import (
    write_notes,
    write_open_findings,
    write_prohibitions,
    write_red_flags,
)
from .report_needs import write_needs
from .report_parties import write_parties
from .report_parts import (
    OUTCOME_STYLES,
    QUIET,
    WARNING_STYLE,
    Report,
)
from .report_questions import write_first_questions, write_questions
from .report_why import write_why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ..catalog.text import Language
    from ..engine.decision import Decision, LineDecision
    from .layout import Line, Span

DEFAULT_WIDTH = 80


def report(
    decision: Decision,
    *,
    language: Language = "en",
    is_verbose: bool = False,
    width: int = DEFAULT_WIDTH,
) -> str:
    """A decision as plain text for people.

    Args:
        decision: The decision.
        language: The language of the report.
        is_verbose: Tell also what does not matter for the answer: lines that are clear, entries
            that do not cover a line, licence kinds that are not available, digests.
        width: In cells of a terminal; no line is longer, addresses excepted.

    Returns:
        Lines that each end in a line end, without colours.
    """
    return plain(report_lines(decision, language=language, is_verbose=is_verbose, width=width))


def print_report(
    decision: Decision,
    console: Console,
    *,
    language: Language = "en",
    is_verbose: bool = False,
) -> None:
    """Print a decision on a rich console, in its width, with the colours that it allows."""
    lines = report_lines(
        decision, language=language, is_verbose=is_verbose, width=max(console.width, 40)
    )
    print_lines(lines, console)


def print_lines(lines: Sequence[Line], console: Console) -> None:
    """Print lines that are laid out already on a rich console."""
    from rich.text import Text as RichText

    for line in lines:
        console.print(RichText.assemble(*line), soft_wrap=True, highlight=False)


def report_lines(
    decision: Decision,
    *,
    language: Language = "en",
    is_verbose: bool = False,
    width: int = DEFAULT_WIDTH,
) -> list[Line]:
    """A decision as lines with styles; see `report`."""
    told = Report(Page(width), phrasebook(language), decision, is_verbose)
    _write_answer(told)
    _write_table(told)
    write_first_questions(told)
    write_prohibitions(told)
    write_parties(told)
    write_why(told)
    write_open_findings(told)
    write_red_flags(told)
    write_needs(told)
    _write_conditions(told)
    write_notes(told)
    write_questions(told)
    _write_law(told)
    _write_scope(told)
    return told.page.lines


def summary_table(
    decisions: Sequence[Decision], *, language: Language = "en", width: int = DEFAULT_WIDTH
) -> str:
    """Several decisions as a table, one line each."""
    return plain(summary_lines(decisions, language=language, width=width))


def summary_lines(
    decisions: Sequence[Decision], *, language: Language = "en", width: int = DEFAULT_WIDTH
) -> list[Line]:
    """Several decisions as lines of a table with styles; see `summary_table`."""
    words, page = phrasebook(language), Page(width)
    titles = ("shipment", "on", "lines", "answer", "worst", "questions")
    page.table(
        [words(f"table.{title}") for title in titles],
        [
            (
                (decision.reference or words("banner.no_reference"), ""),
                (decision.on.isoformat(), ""),
                (str(len(decision.lines)), ""),
                (words(f"outcome.{decision.outcome}"), OUTCOME_STYLES[decision.outcome]),
                _worst(decision, words(f"outcome.{decision.worst}")),
                (str(len(decision.questions)), ""),
            )
            for decision in decisions
        ],
        flexible=0,
    )
    return page.lines


def _worst(answer: Decision | LineDecision, words: str) -> Span:
    return ("-", QUIET) if answer.worst == answer.outcome else (words, OUTCOME_STYLES[answer.worst])


def _write_answer(told: Report) -> None:
    page, words, decision = told.page, told.words, told.decision
    count = sum(line.outcome == decision.outcome for line in decision.lines)
    banner = words(f"banner.{decision.outcome}")
    if len(decision.lines) > 1:
        banner = words("banner.of_lines", banner=banner, count=count, lines=len(decision.lines))
    page.write((banner, OUTCOME_STYLES[decision.outcome]))
    if decision.worst != decision.outcome:
        page.write(words("banner.worst"), told.outcome(decision.worst), words("banner.see"))
    page.write(
        words(
            "banner.shipment",
            reference=decision.reference or words("banner.no_reference"),
            on=decision.on,
            confidence=words(f"confidence.{decision.confidence}"),
        )
    )
    page.write(_horizon(told))
    _write_verified(told)
    failed = [line for line in decision.lines if line.errors]
    if failed:
        page.write((words("banner.errors", lines=told.lines(failed)), WARNING_STYLE))


def _write_verified(told: Report) -> None:
    """Write until when the law was verified, and the notices that list parties.

    These have a day of their own, which counts where names were compared with them.
    """
    page, words, decision = told.page, told.words, told.decision
    law = decision.rules_verified_up_to or decision.verified_up_to
    lists = law if decision.screening is None else decision.screening.verified_up_to
    key = "banner.verified" if lists == law else "banner.verified_apart"
    page.write(words(key, day=law, lists=lists))
    if decision.on > law:
        days = (decision.on - law).days
        page.write((words("banner.after_verification", days=days), WARNING_STYLE))
    if decision.on > lists and lists != law:
        days = (decision.on - lists).days
        page.write((words("banner.after_lists", days=days), WARNING_STYLE))


def _horizon(told: Report) -> str:
    horizon, words = told.decision.horizon, told.words
    if horizon.holds_until is None:
        return words("banner.holds")
    last = horizon.holds_until - timedelta(days=1)
    if horizon.because_of is None:
        return words("banner.holds_until", last=last, day=horizon.holds_until)
    by = horizon.because_of if horizon.title is None else words.say(horizon.title)
    return words("banner.holds_until_by", last=last, day=horizon.holds_until, by=by)


def _write_table(told: Report) -> None:
    words = told.words
    told.page.gap()
    told.page.table(
        [words(f"table.{key}") for key in ("line", "description", "codes", "answer", "worst")],
        [
            (
                (line.line, ""),
                (line.description or words("table.no_description"), ""),
                (_codes(told, line), ""),
                told.outcome(line.outcome),
                _worst(line, words(f"outcome.{line.worst}")),
            )
            for line in told.decision.lines
        ],
        flexible=1,
    )


def _codes(told: Report, line: LineDecision) -> str:
    """The control codes that bear on a line; those not yet certain with a mark."""
    codes: dict[str, None] = {}
    for match in line.matches:
        if match.result == "not_controlled" or match.status not in {"in_force", "unverified"}:
            continue
        code = match.control_code or told.words("table.no_code")
        codes[code if match.result == "controlled" else f"{code}?"] = None
    found = [*codes] or ["-"]
    return found[0] if len(found) == 1 else f"{found[0]} +{len(found) - 1}"


def _write_conditions(told: Report) -> None:
    found: dict[tuple[str, str], list[LineDecision]] = {}
    for line in told.decision.lines:
        for condition in line.conditions:
            key = (told.words.say(condition.words), told.cite(condition.cites)[0])
            found.setdefault(key, []).append(line)
    if found:
        told.page.heading(told.words("conditions.heading"))
    for (text, cites), lines in found.items():
        told.page.write(text, (cites, QUIET), told.in_brackets(lines), mark="- ")


def _write_law(told: Report) -> None:
    page, words = told.page, told.words
    if told.instruments:
        page.heading(words("law.heading", on=told.decision.on))
    for number, cite in enumerate([*told.instruments.values()], start=1):
        mark = f"[{number}] "
        page.write(
            words.say(cite.title),
            (
                words(
                    "law.status",
                    kind=words(f"kind.{cite.kind}"),
                    status=words(f"status.{cite.status}"),
                ),
                QUIET if cite.status == "in_force" else WARNING_STYLE,
            ),
            mark=mark,
        )
        if cite.href is not None:
            page.write((cite.href, QUIET), indent=len(mark))


def _write_scope(told: Report) -> None:
    page, words, decision = told.page, told.words, told.decision
    page.heading(words("scope.heading"))
    for scope in decision.scope:
        page.write(words.say(scope), mark="- ")
    page.write(words("scope.whole"))
    page.gap()
    page.write((words("scope.advice"), "bold"))
    receipt = decision.receipt
    short = None if told.is_verbose else 12
    page.write(
        (
            words(
                "scope.receipt",
                input=receipt.input[:short],
                law=receipt.law[:short],
                engine=receipt.engine,
                on=receipt.on,
            ),
            QUIET,
        )
    )


__all__ = [
    "DEFAULT_WIDTH",
    "print_lines",
    "print_report",
    "report",
    "report_lines",
    "summary_lines",
    "summary_table",
]
