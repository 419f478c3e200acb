"""The rulesets on durable-rules itself, at the limits that we keep; it runs in its own process."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from exportgate.durable_engine.limits import partitioned, refuse_beyond_limits
from exportgate.durable_engine.program import Clause, Program, Stage, program_of
from exportgate.errors import EvaluatorError

if TYPE_CHECKING:
    from exportgate.durable_engine.process import Child

QUIET = """
import sys, threading
from exportgate.durable_engine.child import Ruleset, quiet_host
host = quiet_host()
"""


def program(*clauses: Clause, closes: tuple[tuple[str, str], ...] = ()) -> Program:
    made = program_of((Stage("s", partitioned(clauses), closes),))
    refuse_beyond_limits(made)
    return made


def output_of(script: str) -> str:
    command = [sys.executable, "-P", "-c", QUIET + script]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_as_many_conditions_as_we_allow(child: Child) -> None:
    clauses = [Clause((f"in|{n}|yes",), (f"out|{n}|yes",)) for n in range(398)]
    made = program(*clauses)
    assert len(made.stages[0].rulesets) == 1
    facts = [f"in|{n}|{word}" for n in range(398) for word in ("yes", "no")]
    found = child.run(made, facts)
    assert set(found) - set(facts) == {f"out|{n}|yes" for n in range(398)}


def test_as_many_rules_on_a_condition_as_we_allow(child: Child) -> None:
    clauses = [Clause(("in|a|yes",), (f"out|{n}|yes",)) for n in range(700)]
    found = child.run(program(*clauses), ["in|a|yes"])
    assert len(found) == 701


def test_as_many_facts_in_a_rule_as_we_allow(child: Child) -> None:
    facts = [f"in|{n}|yes" for n in range(8)]
    made = program(Clause(tuple(facts), ("out|a|yes",)))
    assert "out|a|yes" in child.run(made, facts[::-1])
    assert "out|a|yes" not in child.run(made, facts[1:])


def test_a_thousand_sessions_in_which_nothing_follows(child: Child) -> None:
    made = program(Clause(("in|1|yes",), ("out|1|yes",)))
    for number in range(1100):
        assert child.run(made, [f"in|{number}|no"]) == (f"in|{number}|no",)


def test_words_that_look_like_numbers_are_words(child: Child) -> None:
    made = program(
        Clause(("pct|a|10",), ("out|a|10",)),
        Clause(("pct|a|9",), ("out|a|9",)),
        Clause(("flag|a|true",), ("out|a|true",)),
    )
    facts = ["pct|a|9.0", "pct|a|1e1", "pct|a|10", "flag|a|1", "flag|a|True"]
    assert set(child.run(made, facts)) - set(facts) == {"out|a|10"}


def test_texts_of_equal_hash_are_refused_though_texts_are_compared_whole(child: Child) -> None:
    made = program_of((Stage("s", ((Clause(("liquid|a|b",), ("out|a|b",)),),)),))
    assert "out|a|b" not in child.run(made, ["costarring|a|b"])


def test_what_is_missing_is_stated_after_the_stage(child: Child) -> None:
    made = program_of(
        (
            Stage("one", partitioned([Clause(("a|1|x",), ("b|1|y",))]), (("b|1|y", "b|1|not_y"),)),
            Stage("two", partitioned([Clause(("b|1|not_y", "c|1|z"), ("d|1|w",))])),
        )
    )
    assert "d|1|w" in child.run(made, ["c|1|z"])
    assert "d|1|w" not in child.run(made, ["c|1|z", "a|1|x"])


def test_a_dead_process_is_an_error_and_then_a_new_one(child: Child) -> None:
    made = program(Clause(("in|1|yes",), ("out|1|yes",)))
    child.run(made, [])
    # durable-rules takes a ruleset of such a name for a state chart.
    chart = program_of((Stage("s$state", ((Clause(("a|1|x",), ()),),)),))
    with pytest.raises(EvaluatorError, match="failed"):
        child.run(chart, [])
    assert "out|1|yes" in child.run(made, ["in|1|yes"])


@pytest.mark.usefixtures("_usable")
def test_no_thread_of_its_own_is_started() -> None:
    script = """
import time
rules = Ruleset(host, "r", [{"when": ["a|1|x"], "then": ["b|1|y"]}])
print(rules.tell("s", "a|1|x"), rules.tell("s", "a|2|x"))
time.sleep(0.5)
print(threading.active_count())
rules.forget()
rules.forget()
"""
    assert output_of(script).split("\n")[:2] == ["['b|1|y'] []", "1"]


@pytest.mark.usefixtures("_usable")
def test_swallowed_exceptions_and_lost_facts_are_found() -> None:
    script = """
from exportgate.durable_engine.child import Disobeyed
from contextlib import contextmanager
@contextmanager
def tried(make):
    rules = Ruleset(host, make, [{"when": ["a|1|x"], "then": ["b|1|y"]}])
    try:
        yield rules
        print("believed")
    except Exception as error:
        print(type(error).__name__, "exception caught" in str(error))

def fails(_):
    raise SystemExit
with tried("one") as rules:
    host.get_ruleset("one")._actions["rule 0"]._func = fails
    rules.tell("s", "a|1|x")
with tried("two") as rules:
    rules.tell("s", "a|1|x")
    rules._told = 1
    rules.tell("s", "a|2|x")  # an id that was used: durable-rules drops the fact
with tried("three") as rules:
    rules.tell("s", "no sink|1|x")
"""
    found = output_of(script).split("\n")[:3]
    assert found[0] == "Disobeyed True"
    assert "believed" not in found
