"""What a run met, so that one sees what it proves: outcomes, days, domains, entries, rules."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exportgate.engine.decision import OUTCOMES
from exportgate.tests.oracle.applying import leads_somewhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from exportgate.engine.decision import Decision, LineDecision
    from exportgate.rules.law import Law

Tally = Counter[tuple[str, str]]
"""In how many shipments each thing was met, by its kind and name."""

_YEARS = ("before 2000", "2000-2009", "2010-2019", "2020-2024", "from 2025")
_STARTS = (2000, 2010, 2020, 2025)


def tally_of(decision: Decision, on: date) -> Tally:
    """What one decision counts for."""
    years = _YEARS[sum(on.year >= start for start in _STARTS)]
    met = {("outcome", decision.outcome), ("days", years)}
    met |= {each for line in decision.lines for each in _met_by(line)}
    parties = () if decision.screening is None else decision.screening.parties
    if any(party.hits for party in parties):
        met.add(("parties", "like a listed one"))
    return Counter({("lines", ""): len(decision.lines), **dict.fromkeys(met, 1)})


def _met_by(line: LineDecision) -> Iterator[tuple[str, str]]:
    for match in line.matches:
        yield from (("asked", match.entry), ("domain", match.domain))
        if match.result in {"controlled", "review"}:  # some are always left to a person
            yield from (("met", match.entry), ("met in", match.domain))
    for need in line.requirements:
        yield from (("rule", name) for name in need.rules)
        if need.certainty == "certain":
            yield from (("certain rule", name) for name in need.rules)
    for finding in (*line.prohibitions, *line.reviews):
        yield "rule", finding.rule
        if finding.certainty == "certain":
            yield "certain rule", finding.rule


def table(tally: Tally, law: Law) -> Iterator[str]:
    """The tally for people."""
    yield f"{tally['shipments', '']} shipments, {tally['lines', '']} lines"
    yield f"  outcomes: {_counts(tally, 'outcome', OUTCOMES)}"
    yield f"  days: {_counts(tally, 'days', _YEARS)}"
    yield f"  a party like a listed one: {tally['parties', 'like a listed one']}"
    yield f"  {'domain':<36}{'shipments':>10}{'met':>8}  entries asked, met"
    for domain in sorted({entry.domain for entry in law.entries.values()}):
        own = [entry.id for entry in law.entries.values() if entry.domain == domain]
        asked, met = (_met(tally, kind, own) for kind in ("asked", "met"))
        counts = f"{tally['domain', domain]:>10}{tally['met in', domain]:>8}"
        yield f"  {domain:<36}{counts}  {len(asked)}, {len(met)} of {len(own)}"
    yield from _shares(tally, law)


def _shares(tally: Tally, law: Law) -> Iterator[str]:
    defined = [name for name, entry in law.entries.items() if entry.definition is not None]
    rules = [name for name, rule in law.rules.items() if leads_somewhere(rule)]
    for words, kind, names in (
        ("entries asked", "asked", list(law.entries)),
        ("entries with a definition that was met", "met", defined),
        ("rules that decide and may apply", "rule", rules),
        ("rules that decide and apply for certain", "certain rule", rules),
    ):
        seen = _met(tally, kind, names)
        yield f"  {words}: {len(seen)} of {len(names)} ({len(seen) / max(1, len(names)):.1%})"


def never_met(tally: Tally, law: Law) -> Iterator[str]:
    """The entries and rules that no shipment met, one a line."""
    defined = [name for name, entry in law.entries.items() if entry.definition is not None]
    rules = [name for name, rule in law.rules.items() if leads_somewhere(rule)]
    for words, kind, names in (
        ("never asked", "asked", list(law.entries)),
        ("never met", "met", defined),
        ("never applies", "rule", rules),
        ("never applies for certain", "certain rule", rules),
    ):
        seen = _met(tally, kind, names)
        yield from (f"{words}: {name}" for name in names if name not in seen)


def _met(tally: Tally, kind: str, names: Iterable[str]) -> set[str]:
    return {name for name in names if tally[kind, name]}


def _counts(tally: Tally, kind: str, names: Iterable[str]) -> str:
    return ", ".join(f"{name} {tally[kind, name]}" for name in names)
