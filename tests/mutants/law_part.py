"""The hunt in the law, as the command runs it: what is asked, what is told."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from dataclasses import asdict
from datetime import date
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from exportgate.tests.mutants.bench import Bench
from exportgate.tests.mutants.guards import ALL, QUICK
from exportgate.tests.mutants.hunt import GAVE_UP, SURVIVED, hunt, sample
from exportgate.tests.mutants.kinds import DECIDING, TOLD
from exportgate.tests.mutants.survivors import idle_rows, known_survivors, reason_for
from exportgate.tests.mutants.table import judged, share, table, weighted_share

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from exportgate.tests.mutants.hunt import Outcome
    from exportgate.tests.mutants.survivors import Known

_STEP = 50


def hunt_law(asked: Namespace, count: int | None) -> int:
    """Seed faults into the law; 0 where every survivor is explained.

    Args:
        asked: The command line.
        count: How many faults, about; None means all.
    """
    start = time.perf_counter()
    bench = Bench()
    again = None if asked.again is None else _survived(asked.again)
    every = [
        mutant
        for mutant in bench.mutants()
        if (not asked.pack or mutant.pack in asked.pack)
        and (mutant.kind in asked.kind if asked.kind else mutant.kind in DECIDING)
        and fnmatchcase(mutant.name, asked.name)
        and (again is None or mutant.name in again)
    ]
    chosen = sample(every, count, asked.seed)
    outcomes: list[Outcome] = []
    for outcome in hunt(chosen, bench, asked.jobs, QUICK if asked.quick else ALL):
        outcomes.append(outcome)
        if asked.report is not None:
            with asked.report.open("a", encoding="utf-8") as report:
                print(json.dumps(asdict(outcome), ensure_ascii=False), file=report)
        if len(outcomes) % _STEP == 0:
            told = f"{len(outcomes)} of {len(chosen)}, {_survivors(outcomes)} survive"
            print(told, file=sys.stderr)  # noqa: T201 - a command
    known = known_survivors()
    for line in _told(outcomes, known, Counter(mutant.kind for mutant in every)):
        print(line)  # noqa: T201 - likewise
    took = time.perf_counter() - start
    print(f"{len(chosen)} faults, seed {asked.seed}, {date.today()}, {took:.0f} s")  # noqa: DTZ011, T201
    idle = idle_rows(outcomes, known)
    for row in idle:
        print(f"no longer survives, take it out of survivors.yaml: {row.mutant}")  # noqa: T201
    unexplained = [o for o in outcomes if _survives(o) and reason_for(o, known) is None]
    return 1 if idle or unexplained else 0


def _survived(report: Path) -> set[str]:
    """Names of those that survived in a report of before."""
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    return {row["name"] for row in rows if row["by"] in {SURVIVED, GAVE_UP}}


def _survives(outcome: Outcome) -> bool:
    return outcome.by in {SURVIVED, GAVE_UP}


def _survivors(outcomes: Sequence[Outcome]) -> int:
    return sum(_survives(outcome) for outcome in outcomes)


def _told(outcomes: Sequence[Outcome], known: Sequence[Known], made: Counter[str]) -> Iterator[str]:
    for outcome in sorted(outcomes, key=lambda o: o.name):
        if _survives(outcome):
            row = reason_for(outcome, known)
            yield f"{outcome.by}: {outcome.name}" + (f" ({row.why})" if row is not None else "")
    for title, kinds in (("deciding", DECIDING), ("told apart", TOLD)):
        found = [outcome for outcome in outcomes if outcome.kind in kinds]
        if found:
            yield f"\n{title}"
            yield from table(found, [*kinds], made, known)
            counted = judged(found, known)
            yield (
                f"caught {share(counted):.2%} of those asked; "
                f"{weighted_share(counted, made):.2%} of all, each kind by its size"
            )
