"""Faults of code: made in the tree, put into loaded functions, and nowhere on the disk."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date

import pytest

from exportgate.engine import clock
from exportgate.tests.mutants.engine_faults import ENGINE_KINDS, faults_of_module, with_fault
from exportgate.tests.mutants.engine_patch import ROOM, engine_faults, put_in

SOURCE = '''
LIMIT = 3

def meets(value: int | None, parts: list[int]) -> bool | None:
    """Whether it does."""
    if value is None or not parts:
        return None
    parts.append(value)
    return value > 2
'''


@pytest.fixture
def _restored() -> Iterator[None]:
    function = clock.end_of_time_limit
    code = function.__code__
    yield
    function.__code__ = code


def test_each_fault_is_one_change() -> None:
    made = {
        f"{fault.kind}: {fault.words}": ast.unparse(with_fault(SOURCE, fault))
        for fault in faults_of_module(SOURCE, "made_up")
    }
    assert "if value is not None or not parts:" in made["comparison: Is -> IsNot"]
    assert "if value is None and (not parts):" in made["connective: or -> and"]
    assert "if value is None or bool(parts):" in made["negation: not dropped"]
    assert "if False:" in made["branch: never"]
    assert "    pass\n" in made["statement: without parts.append(value)"]
    assert "return value >= 2" in made["comparison: Gt -> GtE"]
    assert "return value > 3" in made["constant: 2 -> 3"]
    assert "return True if (_given := None) is None else _given" in made["kleene: unknown -> true"]
    assert "return None if (_given := (value > 2)) is True else" in made["kleene: true -> unknown"]
    assert all("LIMIT = 3" in source for source in made.values())


def test_the_engine_gives_faults_of_every_kind() -> None:
    faults = [*engine_faults()]
    assert {fault.kind for fault in faults} == set(ENGINE_KINDS)
    assert len({(fault.module, fault.number) for fault in faults}) == len(faults)


@pytest.mark.usefixtures("_restored")
def test_a_fault_is_in_the_function_for_all_who_hold_it() -> None:
    day = date(2026, 3, 2)
    end_of_time_limit = clock.end_of_time_limit
    before = end_of_time_limit(day, 45)
    text = (ROOM / "clock.py").read_text(encoding="utf-8")
    fault = next(f for f in engine_faults() if f.module == "clock" and f.kind == "negation")
    put_in(fault)
    assert end_of_time_limit(day, 45) != before
    assert (ROOM / "clock.py").read_text(encoding="utf-8") == text
