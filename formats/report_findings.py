"""The part of a report on prohibitions, matters for a person, and notes, each with its lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..catalog.text import Text
from ..catalog.vocabulary import vocabulary
from .report_parts import QUIET, WARNING_STYLE
from .report_why import Group, shape, write_reasons

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from ..engine.decision import Citation, Finding, LineDecision, RaisedFlag, Reason
    from .layout import Span
    from .report_parts import Report

_CONFIDENCES = ("low", "medium", "high")
Found = list[tuple["LineDecision", "Finding"]]


def write_prohibitions(report: Report) -> None:
    """Write what forbids the export for certain."""
    _write_section(report, "finding.prohibitions", [_prohibitions(report, "certain")])


def write_open_findings(report: Report) -> None:
    """Write what a person has to judge, and what open facts may still forbid."""
    reviews = _each(report, [(n, f) for n in report.decision.lines for f in n.reviews])
    _write_section(report, "finding.open", [reviews, _prohibitions(report, "possible")])


def write_notes(report: Report) -> None:
    """Write the notes, but not the duties that stand under a requirement already."""
    told = {duty for line in report.decision.lines for r in line.requirements for duty in r.duties}
    found: dict[Finding, list[LineDecision]] = {}
    for line in report.decision.lines:
        for note in line.notes:
            if note.words not in told:
                found.setdefault(note, []).append(line)
    if found:
        report.page.heading(report.words("notes.heading"))
    before: Hashable = None
    for note, lines in found.items():
        head = (note.title, note.cites, tuple(line.line for line in lines))
        if head != before:
            may = "" if note.certainty == "certain" else report.words("notes.possible")
            report.page.write(
                (f"{may}{report.words.say(note.title)}", ""),
                report.cite(note.cites),
                report.in_brackets(lines),
                mark="- ",
            )
        before = head
        _write_details(report, note, indent=2)
        _write_open_claims(report, [note], indent=2)


def write_red_flags(report: Report) -> None:
    """Write the red flags that are up or that papers have cleared, with what clears them."""
    page, words = report.page, report.words
    found: dict[RaisedFlag, list[LineDecision]] = {}
    for line in report.decision.lines:
        for flag in line.red_flags:
            found.setdefault(replace(flag, reason=None), []).append(line)
    if found:
        page.heading(words("flags.heading"))
    for flag, lines in found.items():
        key = "flags.cleared" if flag.is_cleared else "flags.up"
        page.write(
            (words(key, weight=words(f"confidence.{flag.weight}")), "bold"),
            words("mark.colon"),
            words.say(flag.title),
            report.in_brackets(lines),
            report.cite(flag.cites),
            mark="- ",
        )
        page.write(words.say(flag.words), indent=2)
        if flag.is_practice:
            page.write((words("finding.practice"), QUIET), indent=2)
        if flag.cleared_by:
            titles = [paper.title for paper in flag.cleared_by]
            report.write_list(words("flags.cleared_by"), titles, indent=2)
        else:
            page.write(words("flags.by_person"), indent=2)


def _prohibitions(report: Report, certainty: str) -> list[Found]:
    found = [(line, f) for line in report.decision.lines for f in line.prohibitions]
    return _each(report, [(line, f) for line, f in found if f.certainty == certainty])


def _each(report: Report, found: Found) -> list[Found]:
    """What rests on the same rule together; trees of reasons that are told must be equal too."""
    together: dict[Hashable, Found] = {}
    for line, finding in found:
        reason = shape(finding.reason) if _tells_tree(report, finding) else None
        key = (finding.rule, finding.certainty, finding.words, finding.status, reason)
        together.setdefault(key, []).append((line, finding))
    return list(together.values())


def _tells_tree(report: Report, finding: Finding) -> bool:
    return report.is_verbose or finding.certainty == "certain"


def _write_section(report: Report, title: str, kinds: Sequence[list[Found]]) -> None:
    if any(kinds):
        report.page.heading(report.words(title))
    for found in kinds:
        for alike in _alike(report, found):
            if len(alike) > 1:
                _write_alike(report, alike)
            else:
                _write_finding(report, alike[0])


def _alike(report: Report, found: list[Found]) -> list[list[Found]]:
    """Findings together that say the same, by the same instrument, of several entries."""
    together: dict[Hashable, list[Found]] = {}
    for place, same in enumerate(found):
        finding = same[0][1]
        key: Hashable = place
        if not _tells_tree(report, finding):
            key = (
                _without_name(*same[0]),
                finding.certainty,
                finding.status,
                finding.is_practice,
                tuple(dict.fromkeys(cite.instrument for cite in finding.cites)),
                tuple(line.line for line, _ in same),
            )
        together.setdefault(key, []).append(same)
    return list(together.values())


def _name(line: LineDecision, finding: Finding) -> str:
    """The control code of the entry of which a finding speaks, or the id of what it rests on."""
    codes = {match.entry: match.control_code for match in line.matches}
    return codes.get(finding.rule) or finding.rule


def _without_name(line: LineDecision, finding: Finding) -> Text:
    """The words of a finding after the name of the entry with which they begin."""
    name, words = _name(line, finding), finding.words
    english, chinese = (
        text.partition(f"{name}{colon}")[2] or text
        for text, colon in ((words.en, ": "), (words.in_language("zh"), "："))
    )
    return Text(english, chinese)


def _write_alike(report: Report, alike: Sequence[Found]) -> None:
    """Write findings that differ in the entry alone as one."""
    page, words = report.page, report.words
    findings = [same[0][1] for same in alike]
    lines = [line for line, _ in alike[0]]
    names = [_name(*same[0]) for same in alike]
    page.write(
        _head(report, lines[0], findings[0]),
        words("mark.colon"),
        words("finding.alike", count=len(alike), names=words("mark.list").join(names)),
        report.in_brackets(lines),
        mark="- ",
    )
    told = replace(
        findings[0],
        words=_without_name(*alike[0][0]),
        confidence=min((each.confidence for each in findings), key=_CONFIDENCES.index),
    )
    _write_details(report, told, indent=2)
    facts = dict.fromkeys(
        vocabulary().facts[name].label
        for same in alike
        for _, each in same
        for name in _open_facts(each.reason)
    )
    cites = {cite.instrument: cite for each in findings for cite in each.cites}
    hangs = words("mark.semicolon").join(map(words.say, facts))
    page.write(
        words("finding.hangs_on", words=hangs) if hangs else "",
        *((report.reference(cite), QUIET) for cite in cites.values()),
        indent=2,
    )


def _head(report: Report, line: LineDecision, finding: Finding) -> Span:
    """What a finding asks for, in words."""
    kind = "prohibited" if finding in line.prohibitions else "review"
    return report.words(f"finding.{kind}_{finding.certainty}"), "bold"


def _write_finding(report: Report, same: Found) -> None:
    page, words = report.page, report.words
    lines, finding = tuple(line for line, _ in same), same[0][1]
    page.write(
        _head(report, lines[0], finding),
        words("mark.colon"),
        words.say(finding.title),
        report.in_brackets(lines),
        mark="- ",
    )
    _write_details(report, finding, indent=2)
    cites = dict.fromkeys(cite for _, each in same for cite in each.cites)
    if _tells_tree(report, finding):
        write_reasons(report, Group(lines), [each.reason for _, each in same], indent=2)
        report.write_cites(cites, indent=2)
        return
    if not _write_open_claims(report, [each for _, each in same], cites, indent=2):
        report.write_cites(cites, indent=2)


def _write_open_claims(
    report: Report, same: Sequence[Finding], cites: Iterable[Citation] = (), *, indent: int
) -> bool:
    """Write on which unknown facts findings hang; False when they hang on none."""
    words = report.words
    claims = dict.fromkeys(claim for each in same for claim in _open_claims(each.reason))
    if claims:
        told = words("mark.semicolon").join(words.say(claim) for claim in claims)
        report.page.write(words("finding.hangs_on", words=told), report.cite(cites), indent=indent)
    return bool(claims)


def _open_facts(reason: Reason | None) -> Iterator[str]:
    """The facts that are unknown, by their names in the vocabulary."""
    if reason is None or reason.truth != "unknown":
        return
    if reason.fact is not None and reason.fact in vocabulary().facts:
        yield reason.fact
    for part in reason.parts:
        yield from _open_facts(part)


def _open_claims(reason: Reason | None) -> Iterator[Text]:
    """The claims about single facts that are unknown."""
    if reason is None or reason.truth != "unknown":
        return
    if not reason.parts:
        yield reason.words
    for part in reason.parts:
        yield from _open_claims(part)


def _write_details(report: Report, finding: Finding, *, indent: int) -> None:
    """Write what follows from a finding, and how far it can be trusted."""
    words = report.words
    if finding.words != finding.title:
        report.page.write(words.say(finding.words), indent=indent)
    if finding.is_practice:
        report.page.write((words("finding.practice"), QUIET), indent=indent)
    if finding.status != "in_force":
        status = words(f"status.{finding.status}")
        report.page.write((words("finding.status", status=status), WARNING_STYLE), indent=indent)
    if finding.confidence != "high":
        confidence = words(f"confidence.{finding.confidence}")
        report.page.write(words("why.confidence", confidence=confidence), indent=indent)
