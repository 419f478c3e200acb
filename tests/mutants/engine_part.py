"""The hunt in the engine: the law's cases, the oracle and the engine's own tests are asked."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from collections import Counter
from dataclasses import asdict
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exportgate.engine.case_run import run_case
from exportgate.rules.law import assemble
from exportgate.rules.loader import load_cases, load_law
from exportgate.tests.differential.voices import disagreements
from exportgate.tests.mutants.engine_faults import ENGINE_KINDS
from exportgate.tests.mutants.engine_patch import engine_faults, put_in
from exportgate.tests.mutants.hunt import SURVIVED, Outcome, sample
from exportgate.tests.mutants.survivors import idle_rows, known_survivors, reason_for
from exportgate.tests.mutants.table import judged, share, table, weighted_share

if TYPE_CHECKING:
    from argparse import Namespace

    from exportgate.rules.cases import Case
    from exportgate.tests.mutants.engine_faults import EngineFault

ROOT = Path(__file__).resolve().parents[2]
TIME_LIMIT = "time limit"
LIMIT = 300
"""Seconds of processor time after which a fault counts as caught: no test waits so long."""
GENERATED = 150
"""Shipments about which engine and oracle are asked."""
_APART = 50
_shared: dict[str, Any] = {}


class _TimeUpError(BaseException):
    """No `Exception`: the engine would take it for an erring condition."""


def hunt_engine(asked: Namespace, count: int | None) -> int:
    """Seed faults into the engine; 0 where every survivor is explained.

    Args:
        asked: The command line.
        count: How many faults, about; None means all.
    """
    start = time.perf_counter()
    every = [
        fault
        for fault in engine_faults()
        if (not asked.kind or fault.kind in asked.kind) and fnmatchcase(fault.name, asked.name)
    ]
    chosen = sample(every, count, asked.seed)
    law = load_law(use_store=False)
    cases = [case for book in load_cases() for case in book.cases]
    held = [case for case in cases if not run_case(case, law)]
    if len(held) < len(cases):
        print(f"{len(cases) - len(held)} cases do not hold and are left out", file=sys.stderr)  # noqa: T201
    _shared.update(faults=chosen, law=law, cases=_mixed(held))
    outcomes: list[Outcome] = []
    with multiprocessing.get_context("fork").Pool(asked.jobs, maxtasksperchild=1) as pool:
        for outcome in pool.imap_unordered(_try_one, range(len(chosen)), chunksize=1):
            outcomes.append(outcome)
            if asked.report is not None:
                with asked.report.open("a", encoding="utf-8") as report:
                    print(json.dumps(asdict(outcome), ensure_ascii=False), file=report)
    known = known_survivors()
    for outcome in sorted(outcomes, key=lambda o: o.name):
        if outcome.by == SURVIVED:
            row = reason_for(outcome, known)
            print(f"survived: {outcome.name}" + (f" ({row.why})" if row is not None else ""))  # noqa: T201
    made = Counter(fault.kind for fault in every)
    print("\n".join(("", *table(outcomes, [*ENGINE_KINDS], made, known))))  # noqa: T201
    counted = judged(outcomes, known)
    told = f"{share(counted):.2%} of those asked; {weighted_share(counted, made):.2%} of all"
    took = time.perf_counter() - start
    print(f"caught {told}, each kind by its size")  # noqa: T201
    print(f"{len(chosen)} faults, seed {asked.seed}, {date.today()}, {took:.0f} s")  # noqa: DTZ011, T201
    idle = idle_rows(outcomes, known)
    for row in idle:
        print(f"no longer survives, take it out of survivors.yaml: {row.mutant}")  # noqa: T201
    open_ones = [o for o in outcomes if o.by == SURVIVED and reason_for(o, known) is None]
    return 1 if idle or open_ones else 0


def _mixed(cases: list[Case]) -> list[Case]:
    """One of each part of the law, then the next of each: what most faults break shows early."""
    return [case for first in range(_APART) for case in cases[first::_APART]]


def _try_one(index: int) -> Outcome:
    fault: EngineFault = _shared["faults"][index]
    start = time.perf_counter()
    signal.signal(signal.SIGPROF, _time_is_up)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        put_in(fault)
        by, seen = _caught_by(fault)
    except _TimeUpError:
        by, seen = TIME_LIMIT, f"after {LIMIT} s"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took = time.perf_counter() - start
    return Outcome(fault.name, fault.kind, fault.module, by, seen, took, fault.name)


def _time_is_up(*_: object) -> None:
    raise _TimeUpError


def _caught_by(fault: EngineFault) -> tuple[str, str]:
    law, cases = _shared["law"], _shared["cases"]
    fresh = assemble(law.packs, law.vocabulary, law.digest)  # nothing derived of it is kept yet
    try:
        for case in cases:
            for difference in run_case(case, fresh):
                return "law cases", f"{case.name}: {difference}"
        for told in disagreements(fresh, (f"mutants-{i}" for i in range(GENERATED))):
            return "oracle", told.splitlines()[0]
    except Exception as error:  # noqa: BLE001 - a crash is a catch
        return "crash", f"{type(error).__name__}: {error}"
    code = _engine_tests(fault)
    return ("engine tests", f"pytest ended with {code}") if code else (SURVIVED, "")


def _engine_tests(fault: EngineFault) -> int:
    """The tests of the engine, first those of the module that has the fault."""
    import pytest

    nothing = os.open(os.devnull, os.O_WRONLY)
    kept = os.dup(1), os.dup(2)
    sys.stdout.flush()
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    try:
        tests = ROOT / "tests" / "engine"
        own = tests / f"test_{fault.module.rpartition('.')[2]}.py"
        options = ["-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT)]
        return int(pytest.main([*options, *([str(own)] if own.is_file() else []), str(tests)]))
    finally:
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
