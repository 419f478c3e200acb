"""The evaluator on durable-rules, or the reason for which it cannot be tried here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exportgate.durable_engine.evaluator import durable_evaluator
from exportgate.durable_engine.process import Child
from exportgate.durable_engine.program import Clause, Stage, program_of
from exportgate.errors import EvaluatorMissing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exportgate.engine.evaluator import Evaluator


@pytest.fixture(scope="session")
def _usable() -> None:
    child = Child()
    try:
        child.run(program_of((Stage("empty", ((Clause(("a|b|c",), ("d|e|f",)),),)),)), [])
    except EvaluatorMissing as error:
        pytest.skip(f"{error.message} ({error.remedy})")
    finally:
        child.close()


@pytest.fixture
def child(_usable: None) -> Iterator[Child]:
    """A process of durable-rules."""
    made = Child()
    yield made
    made.close()


@pytest.fixture(scope="session")
def durable(_usable: None) -> Iterator[Evaluator]:
    """The evaluator."""
    with durable_evaluator(max_programs=64) as evaluator:
        yield evaluator
