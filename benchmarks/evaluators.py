"""The engine's own evaluator and the one on durable-rules, in turns, on the same shipments.

    python benchmarks/evaluators.py [--shipments 300]

Needs the extra `durable`. Each shipment is new to both, so that neither answers from memory; that
both give the same bytes is checked for each.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from exportgate import check, load_law, to_json
from exportgate.durable_engine.evaluator import durable_evaluator
from exportgate.engine.evaluator import OWN

if TYPE_CHECKING:
    from exportgate import Decision

_DAY = date(2026, 3, 2)
_MOVES = ("general_trade", "processing_trade")
_COUNTRIES = ("DE", "US", "JP", "IN", "BR")


def shipment(number: int) -> dict[str, Any]:
    """A magnet, another form of it, and a shirt, of a content that no other shipment has."""
    share = f"{10 + number / 1000:.3f}"
    buyer = {"name": "Buyer", "list_status": "none", "is_military": number % 7 == 0}
    lines: list[dict[str, Any]] = [
        {"form": "magnet", "composition": f"Nd {share}, Dy 2, B 1, Fe balance"},
        {"form": ("oxide", "alloy", "powder")[number % 3], "composition": f"Dy {share}"},
        {"description": "T-shirts", "customs_number": "6109100021"},
    ]
    return {
        "destination": _COUNTRIES[number % len(_COUNTRIES)],
        "customs_regime": _MOVES[number % len(_MOVES)] if number % 5 else None,
        "end_use": "civil",
        "knowledge_of_risk": "none" if number % 3 else None,
        "consignee": buyer,
        "end_users": [buyer],
        "lines": [{"line": str(place), **line} for place, line in enumerate(lines, start=1)],
    }


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shipments", type=int, default=300)
    count = parser.parse_args().shipments
    laws = [load_law(use_store=False) for _ in range(2)]  # each with a memory of its own
    found: list[list[float]] = [[], []]
    with durable_evaluator() as durable:
        for number in range(count + 1):
            answers: dict[int, Decision] = {}
            # By turns first: what both share is made ready by whoever comes first.
            for place in (0, 1) if number % 2 else (1, 0):
                evaluator, content = (OWN, durable)[place], shipment(number)
                started = time.perf_counter()
                answers[place] = check(content, on=_DAY, law=laws[place], evaluator=evaluator)
                found[place].append((time.perf_counter() - started) * 1000)
            own, other = answers[0], answers[1]
            if to_json(replace(other, receipt=own.receipt)) != to_json(own):
                raise SystemExit(f"shipment {number}: the two disagree")
    print(f"Milliseconds for one shipment of three lines, {count} shipments, one process each.")
    print(f"{'evaluator':<12}{'first':>10}{'median':>10}{'p99':>10}")
    for name, (first, *rest) in zip(("own", "durable"), found, strict=True):
        p99 = sorted(rest)[int(len(rest) * 0.99)]
        print(f"{name:<12}{first:>10.1f}{statistics.median(rest):>10.2f}{p99:>10.2f}")


if __name__ == "__main__":
    main()
