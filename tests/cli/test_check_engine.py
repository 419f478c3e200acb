"""`exportgate check --engine durable`: the same answer, wrong use, or our failure; nothing else."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from exportgate.durable_engine import evaluator, process
from exportgate.tests.cli.conftest import MAGNET

if TYPE_CHECKING:
    from exportgate.tests.cli.conftest import Run


def started_by(script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another script stand in for the process of durable-rules."""
    command = (sys.executable, "-c", script)

    class Child(process.Child):
        def __init__(self, **_: float) -> None:
            super().__init__(command)

    monkeypatch.setattr(evaluator, "Child", Child)


def test_the_same_answer_but_for_the_receipt(ask: Run) -> None:
    own = ask("check", "-", "--format", "json", stdin=MAGNET)
    other = ask("check", "-", "--format", "json", "--engine", "durable", stdin=MAGNET)
    if "durable-rules cannot be used" in other.stderr:
        pytest.skip(other.stderr.strip())
    assert (own.exit_code, other.exit_code) == (10, 10)
    told = json.loads(other.stdout)
    assert told["receipt"].pop("options") == ["engine=durable"]
    expected = json.loads(own.stdout)
    assert expected["receipt"].pop("options") == []
    assert told == expected


def test_where_it_is_not_installed_that_is_wrong_use(
    ask: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_by('print(\'{"missing": "No module named durable"}\')', monkeypatch)
    result = ask("check", "-", "--engine", "durable", stdin=MAGNET)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "durable-rules cannot be used" in result.stderr
    assert "help:" in result.stderr


def test_its_death_is_an_error_and_no_answer(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started_by('print(\'{"ready": "2.0.28"}\'); raise SystemExit(139)', monkeypatch)
    result = ask("check", "-", "--engine", "durable", stdin=MAGNET)
    assert result.exit_code == 70
    assert result.stdout == ""
    assert "died without an answer" in result.stderr
