"""Asks engine and oracle the same, and tells where they differ."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from random import Random
from typing import TYPE_CHECKING, Any

from exportgate import load_law
from exportgate.engine.checking import check, shipment_of
from exportgate.testing.made import maker_of
from exportgate.tests.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from exportgate.engine.decision import LineDecision
    from exportgate.rules.law import Law
    from exportgate.tests.oracle import Answer


def differences(content: Mapping[str, Any], on: date, law: Law) -> Iterator[str]:
    """Each difference between what engine and oracle say of a shipment."""
    shipment = shipment_of(content)
    decision = check(shipment, on=on, law=law)
    for line, decided in zip(shipment.lines, decision.lines, strict=True):
        wanted = Oracle(law, on, shipment, line).answer()
        told = told_by(decided, law)
        for name in told:
            if told[name] != (own := getattr(wanted, name)) and not (
                name == "requires" and same_requirements(decided, wanted, law)
            ):
                yield f"line {line.line}: {name}: engine {told[name]}, oracle {own}"


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


def disagreements(law: Law, seeds: Iterable[str]) -> Iterator[str]:
    """What engine and oracle say differently of the shipments made from some seeds."""
    maker = maker_of(law)
    for seed in seeds:
        choose = Random(seed).choice
        content, day = maker.shipment(choose), maker.day(choose)
        for difference in differences(content, day, law):
            told = json.dumps(content, ensure_ascii=False)
            yield f"seed {seed}, on {day}: {difference}\n  {told}"


def main() -> int:
    """Ask as many shipments as the command line says; 1 when the two disagree."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--seed", default="1")
    asked = parser.parse_args()
    law = load_law(use_store=False)
    # A tenth at a time, so that what is remembered of a day stays small, and progress is seen.
    found, step = 0, max(1, asked.examples // 10)
    for start in range(0, asked.examples, step):
        end = min(start + step, asked.examples)
        for told in disagreements(law, (f"{asked.seed}-{i}" for i in range(start, end))):
            found += 1
            print(told)  # noqa: T201 - a command
        print(f"{end} shipments asked, {found} differences", file=sys.stderr)  # noqa: T201 - likewise
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
