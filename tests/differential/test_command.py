"""The command finds what is planted, shows it small enough to be read, and says so at its end."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from exportgate import load_law
from exportgate.engine import decide
from exportgate.engine.checking import check
from exportgate.engine.evaluator import OWN
from exportgate.errors import EvaluatorError
from exportgate.formats.read import read_shipments
from exportgate.tests.differential import command, voices, work
from exportgate.tests.differential.shrinking import smallest
from exportgate.tests.differential.tally import never_met, table, tally_of
from exportgate.tests.differential.voices import Voices, made

if TYPE_CHECKING:
    from pathlib import Path

    from exportgate.engine.evaluator import Inferred

LAW = load_law(use_store=False)
HERE = ["--jobs", "1", "--voices", "engine,oracle", "--examples"]


@pytest.fixture(autouse=True)
def _law_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "load_law", lambda **_: LAW)


def test_agreement_ends_with_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*HERE, "25", "--never-met"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("25 shipments, ")
    assert said.out.endswith("\nengine, oracle: 0 disagreements\n")
    assert "25 of 25" in said.err
    assert "never asked: cn-" in said.out


def test_a_planted_fault_is_found_and_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(decide, "ask_for_evidence", lambda answer, facts, known: answer)
    assert command.main([*HERE, "40", "--keep", str(tmp_path / "kept")]) == command.DISAGREE
    said = capsys.readouterr().out
    assert "shipment" in said
    kept = sorted((tmp_path / "kept").iterdir())
    assert kept
    for path in kept:
        text = path.read_text(encoding="utf-8")
        assert text in said
        (shipment,) = read_shipments(path).shipments
        day = text.partition("--on ")[2].split()[0]
        assert f"oracle: line {shipment.lines[0].line}: " in text
        assert len(yaml.safe_load(text)["lines"]) == 1
        # A line of which next to nothing is stated.
        assert len(text.splitlines()) < 12, text
        assert day


def test_a_planted_fault_of_durable_rules_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forgetful(child: object, premises: Any, today: Any) -> Inferred:
        return replace(OWN.infer(premises, today), needs=())

    monkeypatch.setattr(command, "why_not_durable", lambda: None)
    monkeypatch.setattr(voices, "ask", forgetful)
    assert command.main(["--jobs", "1", "--examples", "9"]) == command.DISAGREE
    assert "requirements: engine (Requirement(" in capsys.readouterr().out


def test_the_death_of_durable_rules_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dying(child: object, premises: Any, today: Any) -> Inferred:
        raise EvaluatorError("the process died")

    monkeypatch.setattr(command, "why_not_durable", lambda: None)
    monkeypatch.setattr(voices, "ask", dying)
    assert command.main(["--jobs", "1", "--examples", "2"]) == command.DISAGREE
    assert "# durable: no answer: the process died" in capsys.readouterr().out


def test_a_shipment_that_the_engine_cannot_answer_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dead(*_: Any, **__: Any) -> None:
        raise KeyError("gone")

    for room in (work, voices):
        monkeypatch.setattr(room, "check", dead)
    assert command.main([*HERE, "1"]) == command.DISAGREE
    assert "# KeyError: 'gone'\nlines:\n- line: '2'\n" in capsys.readouterr().out


def test_a_shipment_that_is_none_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(work, "made", lambda law, seed: ({"lines": []}, LAW.verified_up_to))
    assert command.main([*HERE, "1"]) == command.DISAGREE
    assert "# InputError: " in capsys.readouterr().out


@pytest.mark.parametrize("wanted", ["oracle", "engine,nobody"])
def test_voices_that_cannot_be_compared_are_wrong_use(wanted: str) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["--voices", wanted])
    assert ended.value.code == 2


def test_durable_rules_is_left_out_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "why_not_durable", lambda: "it is not here")
    assert command.main(["--jobs", "1", "--examples", "1"]) == 0
    said = capsys.readouterr()
    assert "durable-rules is left out: it is not here" in said.err
    assert "engine, oracle: 0 disagreements" in said.out
    with pytest.raises(SystemExit) as ended:
        command.main(["--voices", "engine,durable"])
    assert ended.value.code == 2


def test_whoever_interrupts_is_told_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[range] = []

    def interrupted(numbers: range, *arguments: Any, **options: Any) -> work.Found:
        asked.append(numbers)
        if len(asked) > 1:
            raise KeyboardInterrupt
        return work.gathered([], lambda part: None)

    monkeypatch.setattr(command, "ask_block", interrupted)
    assert command.main([*HERE, "100000", "--start", "7"]) == command.INTERRUPTED
    assert asked == [range(7, 7 + work.BLOCK), range(7 + work.BLOCK, 7 + 2 * work.BLOCK)]
    assert f"--seed 1 --start {7 + work.BLOCK}" in capsys.readouterr().err


def test_the_same_is_asked_whatever_the_processes(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--examples", "260", "--voices", "engine", "--jobs"]
    module = [sys.executable, "-P", "-m", "exportgate.tests.differential.command"]
    run = subprocess.run([*module, *arguments, "2"], capture_output=True, check=True)
    assert command.main([*arguments, "1"]) == 0
    assert run.stdout.decode() == capsys.readouterr().out
    assert run.stdout.startswith(b"260 shipments")


def test_days_are_forgotten_and_nothing_else() -> None:
    check({"lines": [{"line": "1"}]}, on=LAW.verified_up_to, law=LAW)
    before = set(LAW.memo)
    work.forget_days(LAW)
    assert {str(key)[:6] for key in before - LAW.memo.keys()} == {"('day'"}


def test_a_run_that_goes_on_asks_what_was_left() -> None:
    def tally_of(numbers: range) -> Any:
        return work.ask_part(numbers, "1", LAW, Voices(("engine",))).tally

    assert tally_of(range(8)) + tally_of(range(8, 20)) == tally_of(range(20))
    assert sorted(n for part in work.parts_of(range(600), "1", LAW) for n in part) == [*range(600)]


def test_the_table_counts_what_was_met() -> None:
    content = {"lines": [{"line": "1", "control_code": "1C902.a"}]}
    tally = tally_of(check(content, on=LAW.verified_up_to, law=LAW), LAW.verified_up_to)
    lines = [*table(tally, LAW)]
    assert lines[0] == "0 shipments, 1 lines"  # whoever asks counts them
    assert any(line.split()[:2] == ["dual_use_rare_earth", "1"] for line in lines)
    missing = [*never_met(tally, LAW)]
    assert "never asked: cn-1c902-a" not in missing
    assert len(missing) > 100


def test_the_smallest_is_found() -> None:
    content = {"a": 1, "lines": [{"x": 1, "y": {"z": [1, 2, 3]}}, {"w": 2}]}
    assert smallest(content, lambda smaller: "3" in str(smaller)) == {"lines": [{"y": {"z": [3]}}]}


def test_a_seed_makes_one_shipment() -> None:
    assert made(LAW, "1-5") == made(LAW, "1-5") != made(LAW, "2-5")
