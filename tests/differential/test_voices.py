"""Engine and oracle say the same: of the law's own cases, and of shipments made out of the law.

`make differential` asks about 20,000; whatever was ever found stands in `FOUND`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exportgate import load_law
from exportgate.engine import decide
from exportgate.rules.loader import load_cases
from exportgate.tests.differential.voices import Voices, disagreements
from exportgate.tests.differential.work import ask_part, parts_of
from exportgate.tests.small_law import DAY, MAGNET, ORDER, law_with, small_law

LAW = load_law(use_store=False)
GENERATED = 300
EVERY = 5

FOUND = {
    "precursors of nerve agents that together cover the line, a part of them for a person": (
        date(2025, 1, 4),
        {
            "destination": "JP",
            "customs_regime": "general_trade",
            "end_use": "civil",
            "knowledge_of_risk": "none",
            "lines": [
                {
                    "line": "1",
                    "description": "用于methylphosphonofluoridate的零件",
                    "customs_number": "293159",
                }
            ],
        },
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_stays_mended(name: str) -> None:
    day, content = FOUND[name]
    assert not list(Voices().differences(content, day, LAW))


def test_both_say_the_same_of_generated_shipments() -> None:
    numbers = [number for part in parts_of(range(GENERATED), "1", LAW) for number in part]
    assert ask_part(numbers, "1", LAW, Voices()).disagreements == []


def test_both_say_the_same_of_the_cases_of_the_law() -> None:
    # In the order of days, since the oracle reads the law of each anew.
    cases = sorted((c for book in load_cases() for c in book.cases), key=lambda case: case.on)
    asked = cases[::EVERY]
    told = [
        f"{case.name} on {case.on}: {difference}"
        for case in asked
        for difference in Voices().differences(case.shipment, case.on, LAW)
    ]
    assert not told, "\n".join(told)


def test_both_say_the_same_of_the_small_law() -> None:
    told = list(disagreements(small_law(), (f"small-{index}" for index in range(400))))
    assert not told, "\n".join(told)


@pytest.mark.parametrize(
    ("room", "name", "broken"),
    [
        (decide, "doubt_unknown_code", lambda answer, facts, index: answer),
        (decide, "ask_for_evidence", lambda answer, facts, known: answer),
        (decide, "_is_asked", lambda entry, facts: False),
    ],
)
def test_a_fault_of_the_engine_is_seen(
    room: Any, name: str, broken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, name, broken)
    assert next(disagreements(law_with(), (f"small-{i}" for i in range(500))), None) is not None


def test_a_fault_of_an_answer_is_told() -> None:
    content = {"lines": [{"line": "1", **MAGNET}], **ORDER}
    assert not list(Voices().differences(content, DAY, small_law()))
