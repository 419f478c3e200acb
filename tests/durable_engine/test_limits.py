"""Nothing that lies beyond a limit of durable-rules reaches it."""

from __future__ import annotations

from datetime import date

import pytest

from exportgate import load_law
from exportgate.durable_engine import limits
from exportgate.durable_engine.program import Clause, Stage, fact, parts_of, program_of
from exportgate.durable_engine.rulesets import programs_of
from exportgate.engine.lawbook import law_on, lawbook_of
from exportgate.errors import EvaluatorError

BOOK = lawbook_of(load_law(use_store=False))
DAYS = [*BOOK.changes[::12], date(2007, 2, 1), date(2026, 3, 2), date(2027, 1, 1)]


def clause(number: int, condition: str | None = None) -> Clause:
    return Clause((condition or f"in|{number}|yes",), (f"out|{number}|yes",))


@pytest.mark.parametrize(("one", "other"), [("liquid", "costarring"), ("declinate", "macallums")])
def test_names_that_would_be_taken_for_each_other_are_refused(one: str, other: str) -> None:
    limits.refuse_collisions([one, "else", one])
    with pytest.raises(EvaluatorError, match="their hashes are equal"):
        limits.refuse_collisions([one, other])


def test_ids_are_told_apart() -> None:
    names = limits.ids()
    assert len(names) == limits.MAX_FACTS
    limits.refuse_collisions(names)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_law_of_every_time_stays_within_the_limits(day: date) -> None:
    programs = programs_of(law_on(BOOK, day))
    for program in (programs.reading, programs.line):
        limits.refuse_beyond_limits(program)
        for stage in program.stages:
            for part in stage.rulesets:
                texts = {text for each in part for text in each.when}
                assert len(part) < 400
                assert len(texts) < 400
                assert max(len(each.when) for each in part) <= 3


def test_rulesets_are_parted_by_rules_and_conditions() -> None:
    parts = limits.partitioned([clause(number) for number in range(1000)])
    assert sum(parts, ()) == tuple(clause(number) for number in range(1000))
    assert len(parts) == 3
    limits.refuse_beyond_limits(program_of((Stage("a", parts),)))


def test_rulesets_are_parted_by_rules_that_share_a_condition() -> None:
    parts = limits.partitioned([clause(number, "in|all|yes") for number in range(399)])
    assert [len(part) for part in parts] == [200, 199]
    assert limits.partitioned([]) == ()


@pytest.mark.parametrize(
    ("clauses", "words"),
    [
        ([clause(number) for number in range(400)], "400 rules"),
        ([Clause((f"a|{n}|b", f"c|{n}|d"), ()) for n in range(250)], "500 conditions"),
        ([clause(number, "in|all|yes") for number in range(201)], "too many rules on one"),
        ([Clause(tuple(f"a|{n}|b" for n in range(9)), ())], "too many facts"),
        ([Clause((), ("a|b|c",))], "too many facts"),
        ([Clause(("a|b|c", "a|b|c"), ())], "names a fact twice"),
        ([clause(1, f"a|{'b' * 500}|c")], "long or non-ASCII"),
        ([clause(1, "a|稀土|c")], "long or non-ASCII"),
        ([Clause(("liquid|a|b",), ("costarring|a|b",))], "would take"),
    ],
)
def test_what_is_beyond_a_limit_is_refused(clauses: list[Clause], words: str) -> None:
    program = program_of((Stage("stage", (tuple(clauses),), (("x|y|z", "x|y|not_z"),)),))
    with pytest.raises(EvaluatorError, match=words):
        limits.refuse_beyond_limits(program)


def test_a_fact_is_one_text_of_three_parts() -> None:
    assert parts_of(fact("rule", "cn-a", "true")) == ("rule", "cn-a", "true")
    with pytest.raises(ValueError, match="holds"):
        fact("rule", "cn|a", "true")
