"""A list that binds one destination asks the lines of no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exportgate.engine.lawbook import lawbook_of
from exportgate.errors import PackError
from exportgate.tests.engine.test_match import Broken
from exportgate.tests.small_law import ORDER, ask_line, law_with

if TYPE_CHECKING:
    from exportgate.engine.decision import LineDecision

PACK = """
pack: sm-island
title: {en: List for one island, zh: 单一目的地清单}
instrument: sm-list-2025
verified_up_to: 2026-10-09
entries:
  - id: sm-island-item
    title: {en: Goods named for the island, zh: 对该岛所列货物}
    domain: technology_prohibited
    effective: {from: 2025-04-01}
    asked_when: {fact: shipment.destination, is: IS}
    evidence: {keywords: {en: [widget]}}
    cites: [{instrument: sm-list-2025, provision: i}]
rules:
  - id: sm-island-ban
    title: {en: Not to the island, zh: 禁止运往该岛}
    effective: {from: 2025-04-01}
    when: {all: [{listed_in: [technology_prohibited]}, {fact: shipment.destination, is: IS}]}
    then: {prohibits: true}
    standing: {condition: {en: The goods do not go to the island, zh: 货物不运往该岛}}
    cites: [{instrument: sm-list-2025, provision: i}]
"""
WIDGET = {"description": "widget", "customs_number": "6109100010"}


def decide(destination: str | None, line: dict[str, Any] | None = None) -> LineDecision:
    order = {**ORDER, "destination": destination}
    return ask_line(line or WIDGET, law=law_with(PACK), **order)


@pytest.mark.parametrize(
    ("destination", "asked", "outcome"),
    [("IS", True, "review"), ("NO", False, "not_required"), (None, False, "not_required")],
)
def test_an_entry_is_asked_where_its_condition_holds(
    destination: str | None, asked: bool, outcome: str
) -> None:
    decided = decide(destination)
    assert [match.entry for match in decided.matches] == (["sm-island-item"] if asked else [])
    assert decided.outcome == outcome


def test_not_even_the_exhaustive_mode_asks_it_elsewhere() -> None:
    law = law_with(PACK.replace("    evidence: {", "    definition: {fact: line.form, is: metal}\n"
                                "    evidence: {"))  # fmt: skip
    for destination, count in (("NO", 0), ("IS", 1)):
        order = {**ORDER, "destination": destination}
        decided = ask_line(WIDGET, law=law, exhaustive=True, **order)
        assert [m.entry for m in decided.matches].count("sm-island-item") == count


@pytest.mark.parametrize("destination", ["IS", None])
def test_it_does_not_stand_in_for_the_customs_number(destination: str | None) -> None:
    """What only such an entry points to is asked for the number that the catalogue could know."""
    decided = decide(destination, {"description": "widget"})
    assert "lines[0].customs_number" in [question.path for question in decided.questions]
    assert decided.outcome == "undetermined"


def test_what_a_line_is_listed_in_is_not_known_yet() -> None:
    listed = "asked_when: {listed_in: [dual_use_rare_earth]}"
    with pytest.raises(PackError, match="before it is known"):
        law_with(PACK.replace("asked_when: {fact: shipment.destination, is: IS}", listed))


def test_an_erring_condition_asks_the_entry() -> None:
    law = law_with(PACK)
    book = lawbook_of(law)
    entries = tuple(
        replace(asked, asked_when=Broken()) if asked.entry.id == "sm-island-item" else asked
        for asked in book.entries
    )
    law.memo.clear()
    law.memo["lawbook"] = replace(book, entries=entries)
    decided = ask_line(WIDGET, law=law, **{**ORDER, "destination": "NO"})
    assert [match.entry for match in decided.matches] == ["sm-island-item"]
