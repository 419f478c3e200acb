"""The part of a report that says why: lines with the same reasons are told together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..engine.decision import OUTCOMES
from .report_parts import WARNING_STYLE, beginning, without_line

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from ..catalog.text import Text
    from ..engine.decision import LineDecision, Match, MatchResult, Reason
    from .report_parts import Report

_DEEPEST = 24


@dataclass(frozen=True)
class Group:
    """Lines whose answers and reasons are the same, but for the values seen.

    Attributes:
        lines: In the order of the shipment.
    """

    lines: tuple[LineDecision, ...]

    @property
    def example(self) -> LineDecision:
        """The first of them."""
        return self.lines[0]


def needs_attention(line: LineDecision) -> bool:
    """Whether a person has to look at a line at all."""
    return line.outcome != "not_required" or line.worst != "not_required" or bool(line.errors)


def shown_matches(line: LineDecision, *, is_verbose: bool) -> tuple[Match, ...]:
    """The entries that bear on the answer; all when verbose.

    What is open about an entry of another day bears on nothing: it is neither asked nor in force.
    """
    return tuple(m for m in line.matches if is_verbose or _bears(m))


def _bears(match: Match) -> bool:
    is_of_another_day = match.status in {"not_yet", "repealed"}
    return match.result != "not_controlled" and not (
        is_of_another_day and match.result == "undetermined"
    )


def groups_of(lines: Sequence[LineDecision], *, is_verbose: bool) -> tuple[Group, ...]:
    """Lines with equal answers and reasons together, in the order of their first line."""
    found: dict[Hashable, list[LineDecision]] = {}
    for line in lines:
        found.setdefault(_signature(line, is_verbose=is_verbose), []).append(line)
    return tuple(Group(tuple(group)) for group in found.values())


def _signature(line: LineDecision, *, is_verbose: bool) -> Hashable:
    return (
        line.outcome,
        line.worst,
        line.confidence,
        line.verdicts,
        tuple(
            (
                m.entry,
                m.result,
                m.status,
                m.status_until,
                m.confidence,
                m.why_review,
                shape(m.reason),
            )
            for m in shown_matches(line, is_verbose=is_verbose)
        ),
        line.errors,
        line.not_candidate if is_verbose else None,
    )


def shape(reason: Reason | None) -> Hashable:
    """A tree of reasons without the values seen and the places of the lines."""
    if reason is None:
        return None
    return (
        reason.kind,
        reason.truth,
        reason.words,
        without_line(reason.fact or ""),
        reason.cites,
        tuple(shape(part) for part in reason.parts),
    )


def write_why(report: Report) -> None:
    """Write why each line has its answer."""
    lines = [n for n in report.decision.lines if report.is_verbose or needs_attention(n)]
    if lines:
        report.page.heading(report.words("why.heading"))
    groups = groups_of(lines, is_verbose=report.is_verbose)
    for group in sorted(groups, key=lambda group: -OUTCOMES.index(group.example.outcome)):
        _write_group(report, group)
    _write_quiet(report, [line for line in report.decision.lines if line not in lines])


_DORMANT = {"not_yet", "suspended"}


def _write_quiet(report: Report, quiet: Sequence[LineDecision]) -> None:
    """Write in one paragraph that some lines are clear."""
    if not quiet:
        return
    page, words = report.page, report.words
    page.gap()
    asked = [line for line in quiet if line.matches]
    not_asked = [line for line in quiet if not line.matches]
    told = [
        words(f"why.{key}", lines=report.lines(some))
        for key, some in (("quiet_asked", asked), ("quiet_not_asked", not_asked))
        if some
    ]
    page.write(
        f"{beginning(report.lines(quiet))}{words('mark.colon')}",
        report.outcome("not_required"),
        words("mark.stop"),
        " ".join(told),
        words("why.quiet_more"),
    )
    _write_dormant(report, quiet)


def _write_dormant(report: Report, quiet: Sequence[LineDecision]) -> None:
    """Write which entries would bear on clear lines, were they in force."""
    found: dict[tuple[str, MatchResult, str], list[LineDecision]] = {}
    for line in quiet:
        for match in line.matches:
            if match.status in _DORMANT and match.result != "not_controlled":
                name = match.control_code or report.words.say(match.title)
                found.setdefault((name, match.result, _state(report, match)), []).append(line)
    for (name, result, state), lines in found.items():
        words = report.words(
            "why.dormant",
            lines=beginning(report.lines(lines)),
            code=name,
            result=report.words(f"match.{result}"),
            state=state,
        )
        report.page.write(words, mark="- ")


def _state(report: Report, match: Match) -> str:
    """The status of an entry on the day, by which instrument, and until when."""
    words = report.words
    by = words("why.status_by", by=match.status_by) if match.status_by else ""
    until = words("why.status_until", day=match.status_until) if match.status_until else ""
    return f"{words(f'status.{match.status}')}{by}{until}"


def _write_group(report: Report, group: Group) -> None:
    page, words, line = report.page, report.words, group.example
    page.gap()
    page.write(
        (f"{beginning(report.lines(group.lines))}{words('mark.colon')}", "bold"),
        report.outcome(line.outcome),
    )
    if line.worst != line.outcome:
        page.write(words("banner.worst"), report.outcome(line.worst), indent=2)
    if line.confidence != "high":
        page.write(words("why.confidence", confidence=_confidence(report, line)), indent=2)
    if len(line.verdicts) > 1:
        for verdict in line.verdicts:
            title = words.say(verdict.title)
            page.write(
                f"{title}{words('mark.colon')}",
                report.outcome(verdict.outcome),
                indent=2,
                mark="- ",
            )
    for error in line.errors:
        page.write((words("why.error", error=error), WARNING_STYLE), indent=2)
    shown = [shown_matches(member, is_verbose=report.is_verbose) for member in group.lines]
    for place in range(len(shown[0])):
        _write_match(report, group, [matches[place] for matches in shown])
    if report.is_verbose and line.not_candidate is not None:
        page.write(words.say(line.not_candidate), indent=2)


def _confidence(report: Report, item: LineDecision | Match) -> str:
    return report.words(f"confidence.{item.confidence}")


def _write_match(report: Report, group: Group, same: Sequence[Match]) -> None:
    page, words, match = report.page, report.words, same[0]
    code = words("why.no_code") if match.control_code is None else match.control_code
    page.write(
        (f"{code} ", "bold"),
        words.say(match.title),
        words("mark.colon"),
        (words(f"match.{match.result}"), "bold"),
        indent=2,
    )
    _write_status(report, match)
    if match.confidence != "high":
        page.write(words("why.confidence", confidence=_confidence(report, match)), indent=4)
    if match.verify is not None:
        page.write(words("why.verify", words=words.say(match.verify)), indent=4)
    if match.why_review is not None:
        page.write(words("why.review", words=_once(report, match.why_review, code)), indent=4)
    evidence = list(dict.fromkeys(words.say(text) for m in same for text in m.evidence))
    if evidence:
        page.write(words("why.asked", words=words("mark.list").join(evidence)), indent=4)
    write_reasons(report, group, [m.reason for m in same], indent=4)
    report.write_cites((cite for m in same for cite in m.cites), indent=4)


def _once(report: Report, words: Text, code: str) -> str:
    """Words that several entries share: in full for the first of them, by its code for the rest."""
    first = report.told.setdefault(("review", words), code)
    if first == code or report.is_verbose:
        return report.words.say(words)
    return report.words("why.as_for", code=first)


def _write_status(report: Report, match: Match) -> None:
    if match.status == "in_force":
        return
    effect = report.words(f"effect.{match.status}")
    is_told = report.told.setdefault(("effect", effect), match.entry) != match.entry
    report.page.write(
        (
            report.words(
                "why.status_short" if is_told and not report.is_verbose else "why.status",
                state=_state(report, match),
                effect=effect,
            ),
            WARNING_STYLE,
        ),
        indent=4,
    )


def write_reasons(
    report: Report, group: Group, same: Sequence[Reason | None], *, indent: int
) -> None:
    """Write the trees of lines in a group, whose shapes are equal, as one."""
    reasons = [reason for reason in same if reason is not None]
    if reasons:
        report.page.write(report.words("why.because"), indent=indent)
        _write_reason(report, group, reasons, indent=indent + 2)


def _write_reason(report: Report, group: Group, same: Sequence[Reason], *, indent: int) -> None:
    """Write one node of trees of equal shape; a value that differs is told for each line."""
    reason = same[0]
    seen = _seen(report, group, same) if reason.fact is not None else ""
    report.page.write(
        report.words.say(reason.words),
        seen,
        report.cite(reason.cites),
        indent=min(indent, _DEEPEST),
        mark=report.words(f"truth.{reason.truth}"),
    )
    for place in range(len(reason.parts)):
        parts = [member.parts[place] for member in same]
        _write_reason(report, group, parts, indent=indent + 2)


def _seen(report: Report, group: Group, same: Sequence[Reason]) -> str:
    """The value of a fact; where lines differ, each value with its lines."""
    words = report.words
    by_value: dict[str | None, list[str]] = {}
    for line, reason in zip(group.lines, same, strict=True):
        value = None if reason.seen is None else words.say(reason.seen)
        by_value.setdefault(value, []).append(line.line)
    if [*by_value] == [None]:
        return words("why.not_known")
    told = {words("why.unknown") if v is None else v: names for v, names in by_value.items()}
    if len(told) == 1:
        return words("why.seen", value=next(iter(told)))
    each = (
        words("why.seen_on", value=value, lines=report.named(names))
        for value, names in told.items()
    )
    return words("why.seen", value=words("mark.semicolon").join(each))
