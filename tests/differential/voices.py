"""Three voices on one question: the engine, the naive oracle, and the evaluator on durable-rules.

The engine answers with its indexes and memories. The oracle reads the whole law again.
Durable-rules infers what follows from what the conditions came to, and the whole decision by way of
it has to be the same.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from random import Random
from typing import TYPE_CHECKING, Any

from exportgate.durable_engine.evaluator import NAME, ask
from exportgate.durable_engine.process import Child
from exportgate.durable_engine.program import Clause, Stage, program_of
from exportgate.engine.checking import check, shipment_of
from exportgate.engine.evaluator import Evaluator
from exportgate.errors import EvaluatorError, EvaluatorMissing
from exportgate.testing.aiming import question
from exportgate.testing.made import maker_of
from exportgate.tests.oracle.answer import answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from exportgate.engine.decision import Decision, LineDecision
    from exportgate.engine.evaluator import Inferred, Premises
    from exportgate.engine.lawbook import LawOnDay
    from exportgate.engine.shipment import Shipment
    from exportgate.rules.law import Law
    from exportgate.tests.oracle.answer import Answer

VOICES = ("engine", "oracle", "durable")


@dataclass(frozen=True)
class Voices:
    """Who is asked.

    Attributes:
        names: Some of `VOICES`.
        child: The process of durable-rules; None where it is not asked.
    """

    names: tuple[str, ...] = ("engine", "oracle")
    child: Child | None = None

    def differences(self, content: Mapping[str, Any], on: date, law: Law) -> Iterator[str]:
        """Each difference between what the voices say of a shipment, the voice first."""
        shipment = shipment_of(content)
        decision = check(shipment, on=on, law=law)
        yield from self.differences_from(decision, shipment, on, law)

    def differences_from(
        self, decision: Decision, shipment: Shipment, on: date, law: Law
    ) -> Iterator[str]:
        """Each difference between the engine's decision and what the others say."""
        if "oracle" in self.names:
            yield from unlike_the_oracle(decision, answers(law, on, shipment), law)
        if self.child is not None:
            yield from unlike_durable(decision, self.child, shipment, on, law)


@contextmanager
def opened(names: tuple[str, ...]) -> Iterator[Voices]:
    """The voices, of which durable-rules has a process until the block ends."""
    child = Child(max_programs=16) if "durable" in names else None
    try:
        yield Voices(names, child)
    finally:
        if child is not None:
            child.close()


def why_not_durable() -> str | None:
    """Why durable-rules cannot be asked here; None where it can."""
    child = Child()
    try:
        child.run(program_of((Stage("empty", ((Clause(("a|b|c",), ("d|e|f",)),),)),)), [])
    except EvaluatorMissing as error:
        return f"{error.message} ({error.remedy})"
    finally:
        child.close()
    return None


def made(law: Law, seed: str) -> tuple[dict[str, Any], date]:
    """The shipment of a seed, and the day on which it is asked about."""
    return question(maker_of(law), Random(seed).choice)


def disagreements(law: Law, seeds: Iterable[str]) -> Iterator[str]:
    """What engine and oracle say differently of the shipments made from some seeds."""
    for seed in seeds:
        content, day = made(law, seed)
        for difference in Voices().differences(content, day, law):
            yield f"seed {seed}, on {day}: {difference}\n  {content}"


# -------------------------------------------------------------------- the oracle


def unlike_the_oracle(decision: Decision, wanted: list[Answer], law: Law) -> Iterator[str]:
    """What the oracle says otherwise than the engine."""
    for decided, answer in zip(decision.lines, wanted, strict=True):
        told = told_by(decided, law)
        for name in told:
            if told[name] != (own := getattr(answer, name)) and not (
                name == "requires" and same_requirements(decided, answer, law)
            ):
                yield f"oracle: line {decided.line}: {name}: engine {told[name]}, oracle {own}"


def told_by(decided: LineDecision, law: Law) -> dict[str, Any]:
    """What the engine says of a line, in the oracle's words."""
    reviews: dict[str, bool] = {}
    for finding in decided.reviews:
        is_certain = finding.certainty == "certain"
        reviews[finding.rule] = reviews.get(finding.rule, False) or is_certain
    return {
        "outcome": decided.outcome,
        "results": {match.entry: match.result for match in decided.matches},
        "requires": {
            rule: each.certainty == "certain"
            for each in decided.requirements
            for rule in law.rules.keys() & each.rules
        },
        "prohibits": {each.rule: each.certainty == "certain" for each in decided.prohibitions},
        "reviews": reviews,
    }


def same_requirements(decided: LineDecision, wanted: Answer, law: Law) -> bool:
    """Whether the rules are the same: a requirement is certain where one of its rules is."""
    named = {rule for each in decided.requirements for rule in law.rules.keys() & each.rules}
    return named == wanted.requires.keys() and all(
        (each.certainty == "certain") is any(wanted.requires.get(rule) for rule in each.rules)
        for each in decided.requirements
    )


# -------------------------------------------------------------------- durable-rules


def unlike_durable(
    decision: Decision, child: Child, shipment: Shipment, on: date, law: Law
) -> Iterator[str]:
    """What a decision by way of durable-rules says otherwise."""

    def infer(premises: Premises, today: LawOnDay) -> Inferred:
        return ask(child, premises, today)

    try:
        # An evaluator of its own each time, so that no answer comes from the engine's memory.
        other = check(shipment, on=on, law=law, evaluator=Evaluator(NAME, infer))
    except EvaluatorError as error:
        yield f"durable: no answer: {error}"
        return
    yield from unlike(decision, replace(other, receipt=decision.receipt), "durable")
    for one, two in zip(decision.lines, other.lines, strict=True):
        yield from unlike(one, two, f"durable: line {one.line}")


def unlike(one: Any, two: Any, what: str) -> Iterator[str]:
    """The fields in which two values differ."""
    for field in fields(one):
        own, others = getattr(one, field.name), getattr(two, field.name)
        if own != others and field.name != "lines":
            yield f"{what}: {field.name}: engine {own}, durable {others}"
