"""Finds the shipment that shows a provision at work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..catalog.text import Text
from .findings import Finding
from .nodes import both
from .witness import shipment_for
from .worlds import Undecided, solve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..engine.lawbook import AskedEntry, AskedRule
    from .findings import Kind
    from .survey import Survey

_UNDECIDED = Text(
    "what `{name}` comes to was not decided: its conditions have too many cases",
    "`{name}`的结果未能判定：其条件情形过多",
)
_SIMPLER = Text("make its conditions simpler", "简化其条件")


def fill(words: Text, **values: object) -> Text:
    """Words in both languages with their values."""
    return Text(words.en.format(**values), words.zh.format(**values))


def told(survey: Survey, kind: Kind, name: str, *, on: date, words: Text, remedy: Text) -> Finding:
    """A finding about one provision, with a shipment that it would touch."""
    witness = witness_of(survey, name, on)
    return Finding(kind, (name,), fill(words, name=name), remedy, on, witness)


def guarded(survey: Survey, name: str, day: date, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Findings about a provision; where the search was given up, that is one."""
    try:
        yield from findings
    except Undecided:
        yield told(survey, "undecided", name, on=day, words=_UNDECIDED, remedy=_SIMPLER)


def witness_of(survey: Survey, name: str, day: date) -> dict[str, Any]:
    """A shipment that a provision, or something of an instrument, would touch; else a usual one.

    Args:
        survey: The law.
        name: Id of an entry, a rule, an exclusion or an instrument.
        day: Whether the provision has effect on it does not matter.
    """
    if name in survey.rules:
        return witness_of_rule(survey, survey.rules[name], day)
    for asked in survey.entries.values():
        excluded = {item.id for item, _ in asked.exclusions}
        if name in {asked.entry.id, survey.law.lives[asked.entry.id].instrument, *excluded}:
            return witness_of_entry(survey, asked, day)
    for rule in survey.rules.values():
        if survey.law.lives[rule.rule.id].instrument == name:
            return witness_of_rule(survey, rule, day)
    return shipment_for({}, survey.law.vocabulary)


def witness_of_entry(survey: Survey, asked: AskedEntry, day: date) -> dict[str, Any]:
    """A shipment of what an entry covers, or looks as if it did."""
    try:
        found = survey.hit(asked, day) or {}
    except Undecided:
        found = {}
    return shipment_for(found, survey.law.vocabulary, [asked.entry])


def witness_of_rule(survey: Survey, asked: AskedRule, day: date) -> dict[str, Any]:
    """A shipment to which a rule applies on a day, as near as one can be found."""
    entries = [e for domain in sorted(asked.guard or ()) for e in survey.entries_in(domain, day)]
    applies = survey.applies(asked.rule, day)
    try:
        for entry in entries:
            given = {f"#listed.{entry.entry.domain}": True}
            found = solve(both(applies, survey.covers(entry, day)), day, given)
            if found is not None:
                return shipment_for(found, survey.law.vocabulary, [entry.entry])
        return shipment_for(solve(applies, day) or {}, survey.law.vocabulary)
    except Undecided:
        return shipment_for({}, survey.law.vocabulary)
