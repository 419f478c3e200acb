"""Faults beside conditions: days, exceptions, agencies, papers, effects, parties, deletions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exportgate.catalog.agencies import all_agencies, find_agency
from exportgate.tests.mutants.conditions import faults_of_condition
from exportgate.tests.mutants.figures import wrong_days, wrong_digit, wrong_figures
from exportgate.tests.mutants.mutant import Change, Edit, change_at, drop_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exportgate.catalog.vocabulary import Vocabulary
    from exportgate.catalog.yaml_source import Path

_ROLES = ("files_with", "examines", "consulted", "licenses", "decides_in_great_cases")
_WORDS = ("notes", "duties", "conditions", "contents", "measures")
_EXCEPTIONS = ("exclusions", "yields_to", "review_when")


def faults_of_provision(
    kind: str, item: dict[str, Any], path: Path, words: Vocabulary
) -> Iterator[Change]:
    """Every fault of a provision.

    Args:
        kind: The section of the pack in which it stands.
        item: The provision as YAML has it.
        path: Where it stands in its pack.
        words: The facts that may be read.
    """
    if kind != "instruments":
        yield drop_at("deletion", path, kind)
    yield from _of_days(item, path)
    yield from _of_exceptions(item, path)
    for place in _conditions(item, path):
        yield from faults_of_condition(_at(item, place[len(path) :]), place, words)
    yield from _of_standing(item, path)
    yield from _of_effects(item.get("then") or {}, (*path, "then"), words)
    yield from _of_entry(item, path, words)
    yield from _of_procedure(item, path, words)
    if kind == "licence_kinds":
        yield from _of_licence_kind(item, path, words)
    yield from _of_listing(item, path, words)
    yield from _of_flag(item, path)
    yield from _of_evidence(item.get("evidence") or {}, (*path, "evidence"))
    yield from _of_words(item, path)


def _conditions(item: dict[str, Any], path: Path) -> Iterator[Path]:
    for name in ("when", "definition", "asked_when", "available_when"):
        if item.get(name) is not None:
            yield *path, name
    for index, _ in enumerate(item.get("review_when") or ()):
        yield *path, "review_when", index, "when"
    if (item.get("standing") or {}).get("ask_when") is not None:
        yield *path, "standing", "ask_when"


def _at(item: Any, path: Path) -> Any:
    for step in path:
        item = item[step]
    return item


def _of_days(item: dict[str, Any], path: Path) -> Iterator[Change]:
    yield from _of_period(item.get("effective") or {}, (*path, "effective"))
    for index, each in enumerate(item.get("suspended") or ()):
        yield drop_at("suspension", (*path, "suspended", index), "this suspension")
        yield from _of_period(each, (*path, "suspended", index), is_open=False)


def _of_period(period: dict[str, Any], path: Path, *, is_open: bool = True) -> Iterator[Change]:
    for end in ("from", "to"):
        written = period.get(end)
        if written is not None:
            for day in wrong_days(written):
                yield change_at("date", (*path, end), day, f"{written} -> {day}")
            if end == "to" and is_open:
                yield change_at("date", (*path, end), None, f"{written} -> no end")


def _of_exceptions(item: dict[str, Any], path: Path) -> Iterator[Change]:
    for name in _EXCEPTIONS:
        for index, each in enumerate(item.get(name) or ()):
            said = each if isinstance(each, str) else "this band"
            yield drop_at("exception", (*path, name, index), said)
    if item.get("asked_when") is not None:
        yield drop_at("exception", (*path, "asked_when"), "asked_when")
    if item.get("confidence") == "low":
        yield change_at("confidence", (*path, "confidence"), "high", "low -> high")


def _of_standing(item: dict[str, Any], path: Path) -> Iterator[Change]:
    standing = item.get("standing")
    if standing is None:
        return
    yield drop_at("standing", (*path, "standing"), "standing")
    if standing.get("ask_when") is not None:
        yield drop_at("standing", (*path, "standing", "ask_when"), "ask_when")
    yield from _each("standing", standing, (*path, "standing"), "while_open")


def _each(kind: str, item: dict[str, Any], path: Path, *names: str) -> Iterator[Change]:
    """Each thing of some lists left out."""
    for name in names:
        for index, each in enumerate(item.get(name) or ()):
            said = each if isinstance(each, str) else f"{name} {index + 1}"
            yield drop_at(kind, (*path, name, index), said)


def _of_effects(then: dict[str, Any], path: Path, words: Vocabulary) -> Iterator[Change]:
    for name in ("requires", "adds_to"):
        if then.get(name) is not None:
            other = _next(words.requirements, then[name])
            yield change_at("effect", (*path, name), other, f"{then[name]} -> {other}")
    for name in ("requires", "prohibits", "reviews", "presumes", "adds_to", "lifts_time_limit"):
        if then.get(name):
            yield drop_at("effect", (*path, name), name)
    if then.get("presumes"):
        other = {"denial": "case_by_case"}.get(then["presumes"], "denial")
        yield change_at("effect", (*path, "presumes"), other, f"{then['presumes']} -> {other}")
    yield from _each("effect", then, path, "bars", "documents", "declares")


def _of_entry(item: dict[str, Any], path: Path, words: Vocabulary) -> Iterator[Change]:
    if item.get("domain") is not None:
        singles = [name for name, each in words.domains.items() if each.members == (name,)]
        other = _next(singles, item["domain"])
        yield change_at("domain", (*path, "domain"), other, f"{item['domain']} -> {other}")
    code = item.get("control_code")
    if code:
        last = code[-1]
        other = wrong_digit(code) if last.isdigit() else f"{code[:-1]}{'b' if last == 'a' else 'a'}"
        yield change_at("code", (*path, "control_code"), other, f"{code} -> {other}")


def _of_procedure(item: dict[str, Any], path: Path, words: Vocabulary) -> Iterator[Change]:
    if "agencies" not in item:
        return
    roles, here = item["agencies"], (*path, "agencies")
    for role in _ROLES:
        for index, name in enumerate(roles.get(role) or ()):
            other = other_agency(name)
            yield change_at("agency", (*here, role, index), other, f"{name} -> {other}")
            if role != "licenses" or len(roles[role]) > 1:
                yield drop_at("agency", (*here, role, index), name)
    for role in _ROLES:
        if role != "licenses" and roles.get(role) and roles[role] != roles["licenses"]:
            edits = (
                Edit((*here, role), roles["licenses"]),
                Edit((*here, "licenses"), roles[role]),
            )
            yield Change("agency", edits, f"{role} <-> licenses")
    yield from _of_requirement("procedure", item, path, words)
    if item.get("end_use_certificate"):
        yield drop_at("procedure", (*path, "end_use_certificate"), item["end_use_certificate"])
    yield from _each("procedure", item, path, "documents", "declares")
    if len(item["domains"]) > 1:
        yield from _each("domain", item, path, "domains")
    clock = item.get("clock")
    if clock:
        yield drop_at("procedure", (*path, "clock"), "clock")
        for other in wrong_figures(clock["working_days"]):
            said = f"{clock['working_days']} -> {other}"
            yield change_at("procedure", (*path, "clock", "working_days"), other, said)
        yield from _each("words", clock, (*path, "clock"), "stops_for")


def _of_requirement(
    kind: str, item: dict[str, Any], path: Path, words: Vocabulary
) -> Iterator[Change]:
    other = _next(words.requirements, item["requirement"])
    yield change_at(kind, (*path, "requirement"), other, f"{item['requirement']} -> {other}")


def _of_licence_kind(item: dict[str, Any], path: Path, words: Vocabulary) -> Iterator[Change]:
    yield from _of_requirement("licence kind", item, path, words)
    if item.get("available_when") is not None:
        yield drop_at("licence kind", (*path, "available_when"), "available_when")
    if item.get("max_months"):
        yield drop_at("licence kind", (*path, "max_months"), "max_months")
        for other in wrong_figures(item["max_months"]):
            yield change_at(
                "licence kind", (*path, "max_months"), other, f"{item['max_months']} -> {other}"
            )
    yield change_at("licence kind", (*path, "rank"), "9", f"rank {item['rank']} -> 9")
    yield from _each("licence kind", item, path, "documents")


def _of_listing(item: dict[str, Any], path: Path, words: Vocabulary) -> Iterator[Change]:
    for index, party in enumerate(item.get("parties") or ()):
        here = (*path, "parties", index)
        yield drop_at("party", here, party["id"])
        if party.get("zh"):
            yield drop_at("party", (*here, "zh"), "zh")
        yield from _each("party", party, here, "aliases")
    for name, value in (item.get("establishes") or {}).items():
        here = (*path, "establishes", name)
        yield drop_at("party", here, name)
        terms = words.facts[name].terms
        other = not value if terms is None else _next(terms, value)
        yield change_at("party", here, other, f"{value} -> {other}")


def _of_flag(item: dict[str, Any], path: Path) -> Iterator[Change]:
    if item.get("weight") is not None:
        other = _next(("low", "medium", "high"), item["weight"])
        yield change_at("flag", (*path, "weight"), other, f"{item['weight']} -> {other}")
        yield from _each("flag", item, path, "cleared_by")


def _of_evidence(evidence: dict[str, Any], path: Path) -> Iterator[Change]:
    yield from _each("evidence", evidence, path, "numbers", "headings", "elements", "cas", "facts")
    for name in ("keywords", "other_goods"):
        yield from _each("evidence", evidence.get(name) or {}, (*path, name), "en", "zh")


def _of_words(item: dict[str, Any], path: Path) -> Iterator[Change]:
    yield from _each("words", item, path, *_WORDS)
    yield from _each("words", item.get("then") or {}, (*path, "then"), "duties", "notes")


def other_agency(name: str) -> str:
    """The next agency of the register that neither followed this one nor went before it.

    Of two in one line a day has only the one that existed, whichever of them the law names.
    """
    line, found = {name}, [name]
    while found:
        agency = find_agency(found.pop())
        for each in {*agency.predecessors, *agency.successors} - line:
            line.add(each)
            found.append(each)
    others = [agency.id for agency in all_agencies() if agency.id == name or agency.id not in line]
    return _next(others, name)


def _next(known: Iterable[str], value: str) -> str:
    """The next of some words, the first after the last."""
    names = [*known]
    return names[(names.index(value) + 1) % len(names)]
