"""Answers to questions, chosen by chance."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..catalog.units import parse_quantity
from .made import Choose, decimal_text, maker_of

if TYPE_CHECKING:
    from ..engine.decision import Question
    from ..rules.law import Law


def answer_to(question: Question, law: Law, choose: Choose) -> Any:
    """Some answer that the shipment takes at the path of a question."""
    fact = law.vocabulary.facts[question.fact]
    if question.elements:
        amounts = {symbol: choose(["0 %", "0.05 %", "2 %"]) for symbol in question.elements[:20]}
        return {**amounts, "Fe" if "Fe" not in amounts else "Al": "balance"}
    if question.choices:
        return choose([term for term, _ in question.choices])
    if fact.type == "quantity":
        value = parse_quantity(maker_of(law).value(fact, choose), fact.unit)
        exact = value.low if value.low is not None else value.high
        return f"{decimal_text(exact or Fraction(0))} {fact.unit}"
    return maker_of(law).value(fact, choose)
