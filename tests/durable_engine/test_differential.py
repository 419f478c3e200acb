"""Durable-rules as a voice of the differential; `make differential` asks about 20,000 shipments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exportgate import load_law
from exportgate.tests.differential.voices import Voices, why_not_durable
from exportgate.tests.differential.work import ask_part, parts_of

if TYPE_CHECKING:
    from exportgate.durable_engine.process import Child

LAW = load_law(use_store=False)
GENERATED = 200


def test_it_says_the_same_of_generated_shipments(child: Child) -> None:
    # In the order of days, since a process learns the law of each.
    numbers = [number for part in parts_of(range(GENERATED), "3", LAW) for number in part]
    found = ask_part(numbers, "3", LAW, Voices(("engine", "durable"), child))
    assert found.disagreements == []
    assert found.tally["shipments", ""] == GENERATED


def test_it_is_not_left_out_where_it_can_be_asked(child: Child) -> None:
    assert why_not_durable() is None
