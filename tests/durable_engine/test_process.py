"""A child that dies, hangs or talks nonsense is a clear error; the next question starts anew."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from exportgate.durable_engine import process
from exportgate.durable_engine.process import Child
from exportgate.durable_engine.program import Clause, Stage, program_of
from exportgate.errors import EvaluatorError, EvaluatorMissing

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = program_of((Stage("s", ((Clause(("a|1|x",), ("b|1|y",)),),)),))
OTHER = program_of((Stage("t", ((Clause(("a|1|x",), ("b|1|y",)),),)),))
READY = 'import json, sys, time, os\nprint(\'{"ready": "2.0.28"}\', flush=True)\n'
SERVE = (
    READY
    + """
for line in sys.stdin:
    content = json.loads(line)
    if "load" in content:
        print(json.dumps({"loaded": content["load"]["name"]}), flush=True)
    else:
        answer = {"answer": content["ask"], "program": content["program"]}
        print(json.dumps({**answer, "facts": [*content["facts"], str(os.getpid())]}), flush=True)
"""
)


def child_of(script: str, **options: float) -> Child:
    return Child([sys.executable, "-c", script], **options)  # type: ignore[arg-type]


def error_of(script: str, **options: float) -> str:
    child = child_of(script, **options)
    try:
        with pytest.raises(EvaluatorError) as caught:
            child.run(PROGRAM, ["a|1|x"])
    finally:
        child.close()
    assert caught.value.remedy
    return caught.value.message


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("raise SystemExit(3)", "died without an answer (exit code 3)"),
        (READY + "os.abort()", "died without an answer"),
        (READY + "sys.stdin.readline(); os.kill(os.getpid(), 9)", "died without an answer"),
        (READY + "sys.stdin.readline(); print('[]', flush=True)", "died without an answer"),
        ("print('{}')", "did not start"),
        (READY + 'sys.stdin.readline(); print(\'{"error": "E: x"}\')', "failed: E: x"),
        (READY + 'sys.stdin.readline(); print(\'{"loaded": "z"}\')', "another question"),
        (SERVE.replace('content["ask"]', "0"), "another question"),
        (SERVE.replace('*content["facts"], ', ""), "lost a fact"),
    ],
)
def test_what_goes_wrong_is_told(script: str, words: str) -> None:
    assert words in error_of(script)


def test_a_child_that_hangs_is_stopped() -> None:
    began = time.monotonic()
    assert "no answer within 0.5 seconds" in error_of(READY + "time.sleep(60)", time_limit=0.5)
    assert time.monotonic() - began < 20


def test_a_child_that_does_not_even_read_is_stopped() -> None:
    long = Clause(tuple(f"a|{number}|{'x' * 200}" for number in range(2000)), ())
    child = child_of(READY + "time.sleep(60)", time_limit=0.5)
    with pytest.raises(EvaluatorError, match="no answer within"):
        child.run(program_of((Stage("s", ((long,),)),)), [])
    child.close()


def test_after_a_death_the_next_question_starts_anew(tmp_path: Path) -> None:
    flag = tmp_path / "died"
    dies_once = f"import os\nif not os.path.exists({str(flag)!r}):\n open({str(flag)!r}, 'w')\n"
    child = child_of(dies_once + " os._exit(1)\n" + SERVE)
    with pytest.raises(EvaluatorError, match="died"):
        child.run(PROGRAM, ["a|1|x"])
    assert "a|1|x" in child.run(PROGRAM, ["a|1|x"])
    child.close()


def test_a_process_that_died_between_two_questions_is_replaced() -> None:
    child = child_of(
        SERVE.replace("str(os.getpid())]}), flush=True)", "str(os.getpid())]}), flush=True); break")
    )
    (first,) = child.run(PROGRAM, [])
    time.sleep(1)
    assert first not in child.run(PROGRAM, ["a|1|x"])
    child.close()
    child.close()


def test_a_process_that_learnt_enough_is_replaced() -> None:
    child = child_of(SERVE, max_programs=1)
    (first,) = child.run(PROGRAM, [])
    assert child.run(PROGRAM, []) == (first,)
    (second,) = child.run(OTHER, [])
    assert first != second
    child.close()


def test_the_same_facts_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    child = child_of(SERVE)
    first = child.run(PROGRAM, ["a|1|x", "a|2|x"])
    assert child.run(PROGRAM, ["a|2|x", "a|1|x"]) is first
    monkeypatch.setattr(process, "_MAX_ANSWERS", 1)
    child.run(PROGRAM, [])
    assert child.run(PROGRAM, ["a|1|x", "a|2|x"]) is not first
    child.close()


@pytest.mark.parametrize(
    ("version", "words"),
    [((3, 12, 1), "No module"), ((3, 13, 0), "Python 3.13"), ((3, 14, 0), "Python 3.14")],
)
def test_where_it_cannot_be_used_one_sentence_says_so(
    version: tuple[int, ...], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.version_info", version)
    child = child_of('print(\'{"missing": "No module named durable"}\')')
    with pytest.raises(EvaluatorMissing, match=words):
        child.run(PROGRAM, [])
    child.close()
