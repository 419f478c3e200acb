"""One three-line shipment at a time, on one core: the full answer against a peer and a floor.

    python benchmarks/single.py [--entries 500 5000 50000] [--shipments 300]

exportgate answers from the shipped law plus a made-up list of so many entries, with matches,
requirements, agencies, papers, reasons and questions. zen-engine evaluates the same made-up list
as one decision table and says which rows match, nothing more. The floor parses the shipment with
msgspec and looks one customs number up in a dictionary. That all three find the same rows is
checked before anything is measured. The three are measured in turns, in one process.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
import zen

from exportgate import check, load_law
from exportgate.catalog.text import Text
from exportgate.engine.checking import shipment_of
from exportgate.rules.conditions import AllOf, AnyOf, ElementTest, FactTest
from exportgate.rules.law import Law, assemble
from exportgate.rules.model_parts import Cite, Effective
from exportgate.rules.models import Entry, Evidence, NumberEvidence, Pack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exportgate.rules.conditions import Condition

_DAY = date(2026, 3, 2)
_DOMAIN = "dual_use_rare_earth"
_INSTRUMENT = "cn-mofcom-gac-2025-18"


@dataclass(frozen=True)
class Row:
    """One made-up entry, as both engines are given it."""

    code: str
    number: str
    cas: str | None
    dysprosium_above: str | None


def rows(count: int) -> list[Row]:
    """Made-up entries: each a number, 15 % with a CAS number, 20 % with a threshold."""
    chance = random.Random(count)
    return [
        Row(
            code=f"9Z{i:05d}",
            # Spread over the tariff, as real lists are: hardly two under the same six digits.
            number=f"{100_000 + i * 7919 % 660_000}{i % 10_000:04d}",
            cas=f"{90000 + i}-00-0" if chance.random() < 0.15 else None,
            dysprosium_above="0.1 %" if chance.random() < 0.2 else None,
        )
        for i in range(count)
    ]


def law_with(law: Law, made_up: Sequence[Row]) -> Law:
    """The shipped law and the made-up entries."""
    pack = Pack(
        pack="benchmark",
        title=Text("Benchmark", "基准"),
        instrument=_INSTRUMENT,
        verified_up_to=law.verified_up_to,
        entries=tuple(_entry(row) for row in made_up),
    )
    return assemble((*law.packs, pack), law.vocabulary, law.digest)


def _entry(row: Row) -> Entry:
    named: Condition = FactTest.model_validate(
        {"fact": "line.customs_number", "begins_with": [row.number]}
    )
    if row.cas is not None:
        by_cas = FactTest.model_validate({"fact": "line.cas", "is": row.cas})
        named = AnyOf(any=(named, by_cas))
    if row.dysprosium_above is not None:
        content = ElementTest(element=("Dy",), above=row.dysprosium_above)
        named = AllOf(all=(named, content))
    return Entry(
        id=f"benchmark-{row.code.casefold()}",
        title=Text(row.code, row.code),
        effective=Effective.model_validate({"from": "2025-04-04"}),
        cites=(Cite(instrument=_INSTRUMENT, provision=Text(row.code, row.code)),),
        control_code=row.code,
        domain=_DOMAIN,
        definition=named,
        evidence=Evidence(
            numbers=(NumberEvidence(number=row.number),), cas=(row.cas,) if row.cas else ()
        ),
    )


def table(made_up: Sequence[Row]) -> dict[str, Any]:
    """The made-up entries as a decision table of zen-engine, every match collected."""
    columns = [("number", "customs_number"), ("cas", "cas"), ("dy", "dysprosium")]
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": i, "name": i, "field": f} for i, f in columns],
        "outputs": [{"id": "code", "name": "code", "field": "code"}],
        "rules": [rule for i, row in enumerate(made_up) for rule in _table_rows(i, row)],
    }
    place = {"x": 0, "y": 0}
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {
                "id": "t",
                "type": "decisionTableNode",
                "name": "t",
                "position": place,
                "content": content,
            },
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "t", "type": "edge"},
            {"id": "b", "sourceId": "t", "targetId": "out", "type": "edge"},
        ],
    }


def _table_rows(i: int, row: Row) -> list[dict[str, str]]:
    dy = "> 0.1" if row.dysprosium_above else ""
    code = f'"{row.code}"'
    found = [{"_id": f"{i}n", "number": f'"{row.number}"', "cas": "", "dy": dy, "code": code}]
    if row.cas:
        found.append({"_id": f"{i}c", "number": "", "cas": f'"{row.cas}"', "dy": dy, "code": code})
    return found


def shipments(made_up: Sequence[Row], count: int) -> list[dict[str, Any]]:
    """Shipments of three lines: of all lines, a third carries a made-up number."""
    chance = random.Random(7)
    found = []
    for s in range(count):
        lines = []
        for i in range(3):
            listed = chance.random() < 1 / 3
            dysprosium = chance.choice(["0.05", "1.9", "2.4"])
            lines.append(
                {
                    "line": str(i + 1),
                    "description": chance.choice(["coated part", "casting", "cotton T-shirt"]),
                    "customs_number": chance.choice(made_up).number if listed else "6109100010",
                    "composition": f"Dy {dysprosium} %, Fe balance",
                    "form": "component",
                }
            )
        found.append(
            {
                "reference": f"S{s:06d}",
                "destination": "DE",
                "end_use": "civil",
                "end_users": [{"name": "Motorenwerk", "is_military": False, "list_status": "none"}],
                "lines": lines,
            }
        )
    return found


class _FloorLine(msgspec.Struct):
    customs_number: str


class _FloorShipment(msgspec.Struct):
    lines: list[_FloorLine]


def measure(run: Callable[[int], object], count: int) -> list[float]:
    """Microseconds of each call."""
    found = []
    for i in range(count):
        started = time.perf_counter_ns()
        run(i)
        found.append((time.perf_counter_ns() - started) / 1000)
    return found


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def run_size(law: Law, size: int, count: int) -> list[tuple[str, float, float]]:
    """Median and 99th percentile of each runner, in microseconds a shipment."""
    made_up = rows(size)
    ours = law_with(law, made_up)
    found = shipments(made_up, count)
    read = [shipment_of(content) for content in found]
    texts = [json.dumps(content).encode() for content in found]
    peer = zen.ZenEngine().create_decision(json.dumps(table(made_up)))
    inputs = [
        [
            {
                "customs_number": line["customs_number"],
                "cas": "",
                "dysprosium": float(line["composition"].split()[1]),
            }
            for line in content["lines"]
        ]
        for content in found
    ]
    by_number = {row.number: row.code for row in made_up}
    decoder = msgspec.json.Decoder(_FloorShipment)

    def run_ours(i: int) -> object:
        return check(read[i], on=_DAY, law=ours)

    def run_peer(i: int) -> list[Any]:
        return [peer.evaluate(line)["result"] for line in inputs[i]]

    def run_floor(i: int) -> list[str | None]:
        return [by_number.get(line.customs_number) for line in decoder.decode(texts[i]).lines]

    _compare(ours, read, run_peer)
    runners = [("exportgate", run_ours), ("zen-engine", run_peer), ("floor", run_floor)]
    samples: dict[str, list[float]] = {name: [] for name, _ in runners}
    for _ in range(3):
        for name, run in runners:
            samples[name] += measure(run, count)
    return [
        (name, statistics.median(values), _percentile(values, 0.99))
        for name, values in samples.items()
    ]


def _compare(law: Law, read: Sequence[Any], run_peer: Callable[[int], list[Any]]) -> None:
    for i, shipment in enumerate(read[:50]):
        decision = check(shipment, on=_DAY, law=law)
        for line, result in zip(decision.lines, run_peer(i), strict=True):
            ours = {
                m.control_code
                for m in line.matches
                if m.result == "controlled" and str(m.control_code).startswith("9Z")
            }
            theirs = {row["code"] for row in result or []}
            if ours != theirs:
                message = f"shipment {i} line {line.line}: {ours} differs from {theirs}"
                raise SystemExit(message)


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, nargs="+", default=[500, 5000, 50000])
    parser.add_argument("--shipments", type=int, default=200)
    options = parser.parse_args()
    law = load_law(use_store=False)
    print("Microseconds for one shipment of three lines, one core, medians over three rounds.")
    print(f"{'entries':>8}  {'runner':<12}{'median':>10}{'p99':>10}{'times exportgate':>18}")
    first = None
    for size in options.entries:
        # The peer scans: its share of the time grows with the list, so fewer shipments suffice.
        count = max(20, options.shipments // max(1, size // 500))
        results = run_size(law, size, count)
        own = results[0][1]
        first = first or own
        for name, median, p99 in results:
            print(f"{size:>8}  {name:<12}{median:>10.1f}{p99:>10.1f}{median / own:>18.2f}")
        print(f"{'':>8}  growth of exportgate since the smallest list: {own / first:.2f}")


if __name__ == "__main__":
    main()
