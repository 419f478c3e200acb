"""Decisions by way of durable-rules are those of the engine, byte for byte, or an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from exportgate import check, load_law, to_json
from exportgate.durable_engine import evaluator as home
from exportgate.durable_engine.evaluator import refuse_difference
from exportgate.engine.evaluator import OWN, Premises
from exportgate.engine.infer import Conclusion
from exportgate.engine.lawbook import law_on, lawbook_of
from exportgate.errors import EvaluatorError
from exportgate.rules.loader import load_cases
from exportgate.tests.small_law import MAGNET, ORDER, law_with, small_law

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exportgate.durable_engine.process import Child
    from exportgate.engine.evaluator import Evaluator
    from exportgate.rules.law import Law

LAW = load_law(use_store=False)
DAY = date(2026, 3, 2)


def same_bytes(
    content: Mapping[str, Any], on: date, law: Law, durable: Evaluator, **options: Any
) -> bool:
    own = check(content, on=on, law=law, **options)
    other = check(content, on=on, law=law, evaluator=durable, **options)
    assert other.receipt.options == (*own.receipt.options, "engine=durable")
    return to_json(replace(other, receipt=own.receipt)) == to_json(own)


def test_every_case_of_the_law_has_the_same_answer(durable: Evaluator) -> None:
    # In the order of days, since a process learns the law of each.
    cases = sorted((c for book in load_cases() for c in book.cases), key=lambda case: case.on)
    assert len(cases) > 2000
    different = [c.name for c in cases if not same_bytes(c.shipment, c.on, LAW, durable)]
    assert different == []


@pytest.mark.parametrize("option", ["strict", "exhaustive"])
def test_also_when_asked_in_another_manner(option: str, durable: Evaluator) -> None:
    shipment = {**ORDER, "lines": [{"line": "1", **MAGNET}, {"line": "2", "description": "x"}]}
    assert same_bytes(shipment, DAY, LAW, durable, **{option: True})
    assert same_bytes({"lines": shipment["lines"]}, DAY, small_law(), durable, **{option: True})


def conclusions(truths: Mapping[str, bool | None], law: Law, **more: str) -> dict[str, Conclusion]:
    """What conditions came to; `stands` and `error` name a rule."""
    today = law_on(lawbook_of(law), DAY)
    found = {}
    for asked in today.rules:
        name = asked.rule.id
        if name in truths:
            stands = (asked,) if more.get("stands") == name else ()
            error = "E: it erred" if more.get("error") == name else None
            found[name] = Conclusion(asked, truths[name], stands, error)
    return found


ABSENT: Any = object()
TRUTHS: list[Any] = [True, None, False]


MARKS: list[dict[str, int]] = [{}, {"stands": 0}, {"stands": 1}, {"error": 0}]


def test_rules_yield_alike_whatever_their_conditions_came_to(child: Child) -> None:
    today = law_on(lawbook_of(LAW), DAY)
    pairs = [(a.rule.id, n) for a in today.rules for n in a.rule.yields_to]
    assert len(pairs) > 5
    for pair, own, before, mark in product(pairs, TRUTHS, [*TRUTHS, ABSENT], MARKS):
        truths = dict(zip(pair, (own, before), strict=True))
        named = {kind: pair[place] for kind, place in mark.items()}
        if "stands" in named:
            truths[named["stands"]] = False
        known = {name: truth for name, truth in truths.items() if truth is not ABSENT}
        found = conclusions(known, LAW, **named)
        guards = (each.rule.guard or () for each in found.values())
        premises = Premises(found, found, {domain: True for g in guards for domain in g})
        assert home.ask(child, premises, today) == OWN.infer(premises, today)


def test_readings_that_differ_and_items_that_are_open(child: Child) -> None:
    today = law_on(lawbook_of(LAW), DAY)
    requiring = [asked for asked in today.rules if asked.rule.then.requires is not None]
    domains = sorted(frozenset().union(*(a.guard or () for a in requiring)))
    for place, asked in enumerate(requiring):
        others = [domains[(place + step) % len(domains)] for step in (0, 7, 19)]
        own = sorted(asked.guard or ())[:2]
        listed = {domain: (place + n) % 2 == 0 for n, domain in enumerate([*own, *others])}
        for one in TRUTHS:
            for other in TRUTHS:
                premises = Premises(
                    conclusions({asked.rule.id: one}, LAW),
                    conclusions({asked.rule.id: other}, LAW),
                    listed,
                )
                assert home.ask(child, premises, today) == OWN.infer(premises, today)


def test_everything_at_once(child: Child) -> None:
    """Every rule applies, every domain is listed: nothing is dropped."""
    for day in (date(2007, 6, 1), DAY, date(2027, 1, 1)):
        today = law_on(lawbook_of(LAW), day)
        found = {a.rule.id: Conclusion(a, truth=True) for a in today.rules}
        listed = {d: True for a in today.rules for d in a.guard or ()}
        premises = Premises(found, dict(found), listed)
        inferred = home.ask(child, premises, today)
        assert inferred == OWN.infer(premises, today)
        assert inferred.cautious.outcome == "prohibited"
        assert len(inferred.needs) > 5


def test_a_rule_that_errs_goes_to_a_person(durable: Evaluator) -> None:
    law = law_with()
    today = law_on(lawbook_of(law), DAY)
    found = {a.rule.id: Conclusion(a, truth=True, error="E: x") for a in today.rules}
    premises = Premises(found, {}, {})
    assert durable.infer(premises, today) == OWN.infer(premises, today)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"certainties": {}}, "certainties"),
        ({"needs": ()}, "needs"),
        ({"lenient": None, "needs": ()}, "lenient, needs"),
    ],
)
def test_a_difference_is_an_error_that_names_the_fields(change: dict[str, Any], field: str) -> None:
    today = law_on(lawbook_of(LAW), DAY)
    asked = next(a for a in today.rules if a.rule.then.requires == "dual_use_licence")
    found = {asked.rule.id: Conclusion(asked, truth=True)}
    own = OWN.infer(Premises(found, found, {}), today)
    refuse_difference(own, own)
    with pytest.raises(EvaluatorError, match=f"disagree on: {field}$"):
        refuse_difference(replace(own, **change), own)


def test_an_answer_without_a_needed_fact_is_an_error() -> None:
    class Silent:
        def run(self, program: object, facts: list[str]) -> list[str]:
            return facts

    today = law_on(lawbook_of(LAW), DAY)
    found = {a.rule.id: Conclusion(a, truth=True) for a in today.rules[:1]}
    with pytest.raises(EvaluatorError, match="as to `rule`"):
        home.ask(Silent(), Premises(found, found, {}), today)  # type: ignore[arg-type]
