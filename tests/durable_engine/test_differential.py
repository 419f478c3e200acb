"""Generated shipments through both evaluators; `make differential-durable` asks about more."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings

from exportgate import load_law, testing
from exportgate.tests.durable_engine.test_evaluator import same_bytes

if TYPE_CHECKING:
    from datetime import date

    from exportgate.engine.evaluator import Evaluator

LAW = load_law(use_store=False)
EXAMPLES = int(os.environ.get("EXPORTGATE_EXAMPLES", "200"))


@given(content=testing.shipments(LAW), day=testing.days(LAW))
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_generated_shipments_have_the_same_answer(
    durable: Evaluator, content: dict[str, Any], day: date
) -> None:
    assert same_bytes(content, day, LAW, durable)
