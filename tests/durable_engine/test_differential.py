"""Generated shipments through both evaluators: a few hundred here, more by `make differential`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings

from exportgate import load_law
from exportgate.tests.durable_engine.test_evaluator import same_bytes
from exportgate.tests.engine import strategies as make

if TYPE_CHECKING:
    from datetime import date

    from exportgate.engine.evaluator import Evaluator

LAW = load_law(use_store=False)
EXAMPLES = int(os.environ.get("EXPORTGATE_EXAMPLES", "200"))


@given(content=make.shipments(max_lines=2), day=make.days())
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_generated_shipments_have_the_same_answer(
    durable: Evaluator, content: dict[str, Any], day: date
) -> None:
    assert same_bytes(content, day, LAW, durable)
