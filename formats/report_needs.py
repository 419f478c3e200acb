"""The part of a report that says what is needed: each requirement once, with its lines.

Papers, authorities and the rest are compared piece by piece: what all lines have in common stands
without line numbers, what only some need stands with theirs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from .report_parts import QUIET

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from ..engine.decision import (
        AgencyRoles,
        LicenceChanges,
        LicenceOption,
        LineDecision,
        Paper,
        Requirement,
        TimeLimit,
    )
    from .layout import Span
    from .report_parts import Report

Needing = tuple["LineDecision", "Requirement"]
T = TypeVar("T", bound="Hashable")
_AVAILABILITY_STYLES = {"true": "green", "false": "dim", "unknown": "magenta"}


def write_needs(report: Report) -> None:
    """Write every requirement of the shipment."""
    found: dict[Hashable, list[Needing]] = {}
    for line in report.decision.lines:
        for requirement in line.requirements:
            found.setdefault((requirement.kind, requirement.title), []).append((line, requirement))
    if found:
        report.page.heading(report.words("needs.heading"))
    told: set[Hashable] = set()
    for needing in found.values():
        _write_requirement(report, needing, told)


def _pieces(
    needing: Sequence[Needing], pick: Callable[[Requirement], Iterable[T]]
) -> dict[T, list[LineDecision]]:
    """Each piece that one of the lines needs, once, with the lines that need it."""
    found: dict[T, list[LineDecision]] = {}
    for line, each in needing:
        for piece in pick(each):
            found.setdefault(piece, []).append(line)
    return found


def _only(report: Report, needing: Sequence[Needing], lines: Sequence[LineDecision]) -> Span:
    """The lines in brackets, unless all need it."""
    return ("", "") if len(lines) == len(needing) else report.in_brackets(lines)


def _write_requirement(report: Report, needing: Sequence[Needing], told: set[Hashable]) -> None:
    """Write a requirement; what another one told before is named, not told again.

    Args:
        report: To write to.
        needing: The lines that need it.
        told: Licence kinds, papers and time limits of the requirements before; grows.
    """
    page, words = report.page, report.words
    page.gap()
    lines = report.lines([line for line, _ in needing])
    title = words.say(needing[0][1].title)
    page.write((f"{title}{words('mark.colon')}{lines}", "bold"))
    _write_rests_on(report, needing)
    presumptions = _pieces(needing, lambda r: [r.presumption] if r.presumption else [])
    for presumption, some in presumptions.items():
        page.write(
            (words(f"presumption.{presumption}"), "bold"),
            _only(report, needing, some),
            indent=2,
        )
    _write_licence_kinds(report, needing, told)
    for agencies, some in _pieces(needing, lambda r: [r.agencies]).items():
        _write_agencies(report, agencies, _only(report, needing, some))
    certificates = _pieces(
        needing, lambda r: [] if r.end_use_certificate is None else [r.end_use_certificate]
    )
    _write_papers(report, needing, certificates, "needs.end_use_certificate", told)
    documents = _pieces(needing, lambda r: r.documents)
    _write_papers(report, needing, documents, "needs.documents", told)
    _write_declarations(report, needing)
    limits = _pieces(needing, lambda r: [] if r.time_limit is None else [r.time_limit])
    for limit, some in limits.items():
        _write_time_limit(report, limit, _only(report, needing, some), told)
    duties = _pieces(needing, lambda r: r.duties)
    if duties:
        page.write((words("needs.duties"), "bold"), indent=2)
    for duty, some in duties.items():
        page.write(words.say(duty), _only(report, needing, some), indent=4, mark="- ")
    cites = report.cite(_pieces(needing, lambda r: r.cites))
    page.write((words("needs.law"), QUIET), cites, indent=2)


def _write_rests_on(report: Report, needing: Sequence[Needing]) -> None:
    """Write on which codes it rests, how certain it is, and for which lines."""
    words = report.words
    found: dict[tuple[str, str, str], list[LineDecision]] = {}
    for line, each in needing:
        codes = words("mark.list").join(each.control_codes) or words("needs.no_codes")
        found.setdefault((codes, each.certainty, each.confidence), []).append(line)
    for (codes, certainty, confidence), lines in found.items():
        text = words(f"needs.rests_{certainty}", codes=codes, lines=report.lines(lines))
        if confidence != "high":
            text += words("needs.confidence", confidence=words(f"confidence.{confidence}"))
        report.page.write(text, indent=2)


def _write_licence_kinds(
    report: Report, needing: Sequence[Needing], told_before: set[Hashable]
) -> None:
    kinds = _pieces(needing, lambda r: r.licence_kinds)
    if kinds:
        report.page.write((report.words("needs.licence_kinds"), "bold"), indent=2)
    told: set[Paper] = set()
    for number, (kind, lines) in enumerate(kinds.items(), start=1):
        same = replace(kind, availability="unknown", why_not=None)
        mark, only = f"{number}. ", _only(report, needing, lines)
        _write_licence_kind(report, kind, only, mark, told, is_told=same in told_before)
        if kind.availability != "false":
            told_before.add(same)


def _write_licence_kind(
    report: Report,
    kind: LicenceOption,
    lines: Span,
    mark: str,
    told: set[Paper],
    *,
    is_told: bool,
) -> None:
    page, words = report.page, report.words
    page.write(
        f"{words.say(kind.title)}{words('mark.colon')}",
        (words(f"available.{kind.availability}"), _AVAILABILITY_STYLES[kind.availability]),
        (words("needs.as_above"), QUIET) if is_told else ("", ""),
        lines,
        report.cite(kind.cites),
        indent=4,
        mark=mark,
    )
    if kind.why_not is not None:
        page.write(words("needs.why_not", words=words.say(kind.why_not)), indent=7)
    if is_told or (kind.availability == "false" and not report.is_verbose):
        return
    page.write(words("needs.covers", words=words.say(kind.covers)), indent=7)
    if kind.max_months is not None:
        page.write(words("needs.max_months", months=kind.max_months), indent=7)
    report.write_list(words("needs.conditions"), kind.conditions, indent=7)
    if kind.changes is not None:
        _write_changes(report, kind.changes)
    more = [paper for paper in kind.documents if paper not in told]
    count = len(kind.documents) - len(more)
    key = "application_same" if not more else "application_more" if count else "application"
    if kind.documents:
        page.write(words(f"needs.{key}", count=count), indent=7)
    for paper in more:
        _write_paper(report, paper, ("", ""), is_full=report.is_verbose, indent=9)
    told.update(more)


def _write_changes(report: Report, changes: LicenceChanges) -> None:
    page, words = report.page, report.words
    elements = words("mark.list").join(words.say(text) for text in changes.key_elements)
    key = words("needs.key_change", elements=elements, words=words.say(changes.of_key_element))
    page.write(key, report.cite(changes.cites), indent=7)
    other = words.say(changes.of_other_element)
    page.write(words("needs.other_change", words=other), indent=7)
    if changes.working_days is not None:
        page.write(words("needs.change_days", days=changes.working_days), indent=7)


def _write_agencies(report: Report, agencies: AgencyRoles, lines: Span) -> None:
    roles = {
        "files_with": agencies.files_with,
        "examines": agencies.examines,
        "consulted": agencies.consulted,
        "licenses": agencies.licenses,
        "decides_in_great_cases": agencies.decides_in_great_cases,
    }
    words = report.words
    if any(roles.values()):
        report.page.write((words("agency.heading"), "bold"), lines, indent=2)
    for role, named in roles.items():
        if named:
            names = words("mark.list").join(words.say(agency.name) for agency in named)
            report.page.write(f"{words(f'agency.{role}')}{words('mark.colon')}{names}", indent=4)


def _write_papers(
    report: Report,
    needing: Sequence[Needing],
    papers: dict[Paper, list[LineDecision]],
    title: str,
    told: set[Hashable],
) -> None:
    if papers:
        report.page.write((report.words(title), "bold"), indent=2)
    for paper, lines in papers.items():
        only = _only(report, needing, lines)
        _write_paper(report, paper, only, is_full=paper not in told, indent=4)
        told.add(paper)


def _write_paper(report: Report, paper: Paper, lines: Span, *, is_full: bool, indent: int) -> None:
    page, words = report.page, report.words
    mark = words("paper.in_hand" if paper.in_hand else "paper.missing")
    page.write(
        words.say(paper.title),
        (words("paper.basis", basis=words(f"basis.{paper.basis}")), QUIET),
        lines,
        report.cite(paper.cites),
        indent=indent,
        mark=mark,
    )
    if not is_full:
        return
    inside = indent + len(mark)
    page.write(words("paper.issued_by", words=words.say(paper.issued_by)), indent=inside)
    if paper.authentication is not None:
        authentication = words.say(paper.authentication)
        page.write(words("paper.authentication", words=authentication), indent=inside)
    report.write_list(words("paper.contents"), paper.contents, indent=inside)


def _write_declarations(report: Report, needing: Sequence[Needing]) -> None:
    words = report.words
    found = _pieces(needing, lambda r: r.declarations)
    if found:
        report.page.write((words("needs.declarations"), "bold"), indent=2)
    for entry, lines in found.items():
        report.page.write(
            f"{words.say(entry.field)}{words('mark.colon')}{words.say(entry.content)}",
            _only(report, needing, lines),
            report.cite(entry.cites),
            indent=4,
            mark="- ",
        )


def _write_time_limit(report: Report, limit: TimeLimit, lines: Span, told: set[Hashable]) -> None:
    page, words = report.page, report.words
    page.write(
        (words("time.heading"), "bold"),
        words("time.length", days=limit.working_days, event=words.say(limit.counted_from)),
        lines,
        report.cite(limit.cites),
        indent=2,
    )
    if not limit.binds:
        page.write((words("time.lifted"), "bold"), indent=4)
    if limit.ends_on is not None:
        key = "time.ends_provisional" if limit.is_provisional else "time.ends"
        page.write(words(key, day=limit.ends_on), indent=4)
    if limit not in told:
        report.write_list(words("time.stops_for"), limit.stops_for, indent=4)
    told.add(limit)
