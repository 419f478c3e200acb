"""The seam at which another evaluator takes the place of the engine's own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from exportgate import check, to_json
from exportgate.engine.evaluator import OWN, Evaluator
from exportgate.tests.small_law import DAY, MAGNET, ORDER, law_with, small_law

if TYPE_CHECKING:
    from exportgate.engine.evaluator import Inferred, Premises
    from exportgate.engine.lawbook import LawOnDay

SHIPMENT = {**ORDER, "lines": [{"line": "1", **MAGNET}]}


def prohibiting(premises: Premises, law: LawOnDay) -> Inferred:
    own = OWN.infer(premises, law)
    cautious = replace(own.cautious, outcome="prohibited", worst="prohibited")
    return replace(own, cautious=cautious, lenient=cautious, needs=())


def test_an_answer_rests_on_the_evaluator_and_names_it() -> None:
    decision = check(SHIPMENT, on=DAY, law=small_law(), evaluator=Evaluator("other", prohibiting))
    assert decision.outcome == "prohibited"
    assert decision.lines[0].requirements == ()
    assert decision.receipt.options == ("engine=other",)


def test_an_answer_of_one_evaluator_is_not_taken_for_that_of_another() -> None:
    law = law_with()
    other = Evaluator("other", prohibiting)
    outcomes = [
        check(SHIPMENT, on=DAY, law=law, evaluator=evaluator).outcome
        for evaluator in (OWN, other, OWN, other)
    ]
    assert outcomes == ["licence_required", "prohibited", "licence_required", "prohibited"]


def test_the_own_evaluator_is_not_named() -> None:
    assert check(SHIPMENT, on=DAY, law=small_law()).receipt.options == ()


_SEVERAL_DOMAINS = """
from datetime import date
from exportgate import check, load_law, to_json
line = {"line": "1", "description": "奎宁环-3-醇 涡轮风扇发动机图纸", "item_kind": "technology"}
shipment = {"destination": "DE", "lines": [line]}
print(to_json(check(shipment, on=date(2025, 6, 1), law=load_law(use_store=False))))
"""


def test_the_bytes_do_not_hang_on_the_order_of_sets() -> None:
    """Citations once stood in the order in which domains lay in a set."""
    answers = {
        subprocess.run(
            [sys.executable, "-P", "-c", _SEVERAL_DOMAINS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1
    assert b"control_code" in next(iter(answers))


def test_the_same_bytes_from_both() -> None:
    same = Evaluator(None, OWN.infer)
    texts = {
        to_json(check(SHIPMENT, on=DAY, law=small_law(), evaluator=evaluator))
        for evaluator in (OWN, same)
    }
    assert len(texts) == 1
