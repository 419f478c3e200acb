"""Runs a worked case of the law and tells every way in which the answer differs from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import InputError
from .checking import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..rules.cases import Case, Expectation, LineExpectation, Role
    from ..rules.law import Law
    from .decision import Decision, LineDecision, Match, Paper, Requirement


def run_case(case: Case, law: Law) -> tuple[str, ...]:
    """Every difference between a case's expectation and the decision; empty when it holds.

    Args:
        case: The case.
        law: The law that it is about.
    """
    try:
        decision = check(case.shipment, on=case.on, law=law)
    except InputError as error:
        return tuple(str(fault) for fault in error.faults)
    return (*_differences(case, decision), *_unknown_ids(case.expect, law))


def _differences(case: Case, decision: Decision) -> Iterator[str]:
    expect = case.expect
    for name in ("outcome", "worst", "confidence"):
        wanted, got = getattr(expect, name), getattr(decision, name)
        if wanted is not None and wanted != got:
            yield f"{name}: expected {wanted}, got {got}"
    verdicts = _verdicts(decision)
    for kind, outcome in expect.verdicts.items():
        if verdicts.get(kind, "not_required") != outcome:
            yield f"verdict {kind}: expected {outcome}, got {verdicts.get(kind, 'not_required')}"
    yield from _code_differences("", expect, decision.lines)
    if expect.holds_until is not None and decision.horizon.holds_until != expect.holds_until:
        yield f"holds until: expected {expect.holds_until}, got {decision.horizon.holds_until}"
    if expect.asks_nothing and decision.questions:
        yield f"asks: expected nothing, got {[q.path for q in decision.questions]}"
    if expect.licences is not None:
        usable = _usable(decision)
        if usable != set(expect.licences):
            yield f"licences: expected {sorted(expect.licences)}, got {sorted(usable)}"
    presumed = {r.presumption or "none" for line in decision.lines for r in line.requirements}
    if len(presumed) > 1:
        presumed.discard("none")
    if expect.presumption is not None and expect.presumption not in (presumed or {"none"}):
        yield f"presumption: expected {expect.presumption}, got {sorted(presumed)}"
    yield from _flag_differences(expect.red_flags, decision)
    if expect.every_line is not None:
        every = {line.line: expect.every_line for line in decision.lines}
        yield from _line_differences(every, decision)
    yield from _line_differences(expect.lines, decision)
    yield from _terms_differences(expect, decision)
    yield from _need_differences(expect, decision)
    yield from _named_differences(expect, decision)


def _named_differences(expect: Expectation, decision: Decision) -> Iterator[str]:
    yield from _missing("open", expect.open, _open(decision.lines))
    yield from _missing("asks", expect.asks, {q.path for q in decision.questions})
    yield from _missing("documents", expect.documents, set(_documents(decision)))
    yield from _missing("declares", expect.declares, _declared(decision))
    yield from _missing("rules", expect.rules, set(_rules(decision)))
    reviewed = {finding.rule for line in decision.lines for finding in line.reviews}
    yield from _missing("reviews", expect.reviews, reviewed)
    yield from _missing("cites", expect.cites, set(_cited(decision)))
    yield from _missing("named", expect.named, set(_named(decision)))
    yield from _unwanted("documents", expect.no_documents, _documents(decision))
    yield from _unwanted("declares", expect.no_declares, _declared(decision))
    yield from _unwanted("rules", expect.no_rules, _rules(decision))


def _terms_differences(expect: Expectation, decision: Decision) -> Iterator[str]:
    """Terms, time limits, papers and what is told first, wherever the answer tells them."""
    choices = [need.licence_kinds for line in decision.lines for need in line.requirements]
    first = sorted({options[0].id for options in choices if len(options) > 1})
    if expect.preferred is not None and first != [expect.preferred]:
        yield f"preferred: expected {expect.preferred}, got {first}"
    got: dict[str, dict[str, set[Any]]] = {"months": {}, "working_days": {}, "papers": {}}
    for need in (need for line in decision.lines for need in line.requirements):
        clock = need.time_limit
        limit = clock.working_days if clock is not None and clock.binds else None
        got["working_days"].setdefault(need.kind, set()).add(limit)
        got["papers"].setdefault(need.kind, set()).add(_in_order(_papers(need)))
        for option in need.licence_kinds:
            got["months"].setdefault(option.id, set()).add(option.max_months)
            got["papers"].setdefault(option.id, set()).add(_in_order(option.documents))
    for field, values in got.items():
        for name, wanted in getattr(expect, field).items():
            hoped = tuple(sorted(wanted)) if isinstance(wanted, tuple) else wanted
            if name not in values:
                yield f"{field}: expected {hoped} of {name}, the answer has {sorted(values)}"
            elif values[name] != {hoped}:
                told = ", ".join(sorted(map(str, values[name])))
                yield f"{field}: {name}: expected {hoped}, got {told}"


def _in_order(documents: Iterable[Paper]) -> tuple[str, ...]:
    return tuple(sorted(document.id for document in documents))


def _papers(need: Requirement) -> Iterator[Paper]:
    yield from need.documents
    if need.end_use_certificate is not None:
        yield need.end_use_certificate


def _line_differences(wanted: Mapping[str, LineExpectation], decision: Decision) -> Iterator[str]:
    lines = {line.line: line for line in decision.lines}
    for name, expect in wanted.items():
        line = lines.get(name)
        if line is None:
            yield f"line {name}: there is no such line, there are {sorted(lines)}"
            continue
        for field in ("outcome", "worst"):
            hoped, got = getattr(expect, field), getattr(line, field)
            if hoped is not None and hoped != got:
                yield f"line {name}: {field}: expected {hoped}, got {got}"
        yield from _code_differences(f"line {name}: ", expect, [line])
        yield from _missing(f"line {name}: open", expect.open, _open([line]))
        yield from _missing(f"line {name}: asks", expect.asks, {q.path for q in line.questions})


def _code_differences(
    where: str, expect: Expectation | LineExpectation, lines: Sequence[LineDecision]
) -> Iterator[str]:
    for name, is_meant in _CODES.items():
        wanted = getattr(expect, name)
        got = {_code(match) for line in lines for match in line.matches if is_meant(match)}
        if wanted is not None and got != set(wanted):
            yield f"{where}{name}: expected {sorted(wanted)}, got {sorted(got)}"


def _agency_differences(
    where: str, wanted: Mapping[Role, tuple[str, ...]], needs: Sequence[Requirement]
) -> Iterator[str]:
    for role, agencies in wanted.items():
        got = {agency.id for need in needs for agency in getattr(need.agencies, role)}
        if got != set(agencies):
            yield f"{where}agencies: {role}: expected {sorted(agencies)}, got {sorted(got)}"


def _need_differences(expect: Expectation, decision: Decision) -> Iterator[str]:
    needs = [need for line in decision.lines for need in line.requirements]
    yield from _agency_differences("", expect.agencies, needs)
    for kind, wanted in expect.requirements.items():
        meant = [need for need in needs if need.kind == kind]
        if not meant:
            yield f"requirements: expected {kind}, the answer has none"
        yield from _agency_differences(f"{kind}: ", wanted.agencies, meant)
        yield from _missing(
            f"{kind}: rules", wanted.rules, {r for need in meant for r in need.rules}
        )
        got = {need.confidence for need in meant}
        if wanted.confidence is not None and got != {wanted.confidence}:
            told = ", ".join(sorted(got))
            yield f"{kind}: confidence: expected {wanted.confidence}, got {told}"


def _flag_differences(wanted: tuple[str, ...] | None, decision: Decision) -> Iterator[str]:
    up = {f.flag for line in decision.lines for f in line.red_flags if not f.is_cleared}
    if wanted is not None and up != set(wanted):
        yield f"red flags: expected {sorted(wanted)}, got {sorted(up)}"


def _missing(name: str, wanted: Iterable[str], got: set[str]) -> Iterator[str]:
    missing = sorted(set(wanted) - got)
    if missing:
        yield f"{name}: missing {missing}, got {sorted(got)}"


def _unwanted(name: str, unwanted: Iterable[str], got: Iterable[str]) -> Iterator[str]:
    found = sorted(set(unwanted) & set(got))
    if found:
        yield f"{name}: expected none of {found}"


def _named(decision: Decision) -> Iterator[str]:
    for party in () if decision.screening is None else decision.screening.parties:
        yield from (hit.listed_party for hit in party.hits if hit.strength == "exact")


def _unknown_ids(expect: Expectation, law: Law) -> Iterator[str]:
    """Ids of what must not be, and is nothing or never told: expectations that could not fail."""
    unwanted = {
        "documents": expect.no_documents,
        "declares": expect.no_declares,
        "rules": expect.no_rules,
    }
    for name, ids in unwanted.items():
        unknown = sorted(set(ids) - law.lives.keys())
        if unknown:
            yield f"{name}: the law has no {unknown}"
    silent = sorted(name for name in expect.no_rules if name in law.rules and _is_silent(law, name))
    if silent:
        yield f"rules: no answer ever names {silent}: say which papers are not needed instead"


def _is_silent(law: Law, name: str) -> bool:
    """Whether a rule only adds papers or statements, so that they alone are told."""
    rule = law.rules[name]
    then = rule.then
    said = (then.requires, then.prohibits, then.reviews, then.notes, then.presumes, then.duties)
    return rule.standing is None and not any(said)


def _verdicts(decision: Decision) -> dict[str, str]:
    from .decision import OUTCOMES

    worst: dict[str, Any] = {}
    for line in decision.lines:
        for verdict in line.verdicts:
            before = worst.get(verdict.kind, "not_required")
            worst[verdict.kind] = max(before, verdict.outcome, key=OUTCOMES.index)
    return worst


def _code(match: Match) -> str:
    return match.control_code or match.entry


def _is_met(match: Match) -> bool:
    return match.result in {"controlled", "review"}


def _may_bind(match: Match) -> bool:
    return match.status in {"in_force", "unverified"}


_CODES: Mapping[str, Callable[[Match], bool]] = {
    "controlled": lambda match: match.result == "controlled" and match.status == "in_force",
    "judged": lambda match: match.result == "review" and _may_bind(match),
    "suspended": lambda match: _is_met(match) and match.status == "suspended",
    "unverified": lambda match: _is_met(match) and match.status == "unverified",
}
"""Which matches each of the exact lists of codes means."""


def _open(lines: Iterable[LineDecision]) -> set[str]:
    return {
        _code(match)
        for line in lines
        for match in line.matches
        if match.result == "undetermined" and _may_bind(match)
    }


def _usable(decision: Decision) -> set[str]:
    return {
        option.id
        for line in decision.lines
        for requirement in line.requirements
        for option in requirement.licence_kinds
        if option.availability != "false"
    }


def _documents(decision: Decision) -> Iterator[str]:
    for line in decision.lines:
        for requirement in line.requirements:
            yield from (paper.id for paper in _papers(requirement))
            for option in requirement.licence_kinds:
                yield from (paper.id for paper in option.documents)


def _declared(decision: Decision) -> set[str]:
    return {
        entry.id
        for line in decision.lines
        for requirement in line.requirements
        for entry in requirement.declarations
    }


def _rules(decision: Decision) -> Iterator[str]:
    for line in decision.lines:
        for requirement in line.requirements:
            yield from requirement.rules
        for finding in (*line.prohibitions, *line.reviews, *line.notes):
            yield finding.rule
        for condition in line.conditions:
            yield condition.rule


def _cited(decision: Decision) -> Iterator[str]:
    for line in decision.lines:
        for requirement in line.requirements:
            yield from (cited.instrument for cited in requirement.cites)
        for finding in (*line.prohibitions, *line.reviews, *line.notes):
            yield from (cited.instrument for cited in finding.cites)
