"""Seeds faults into the law, one at a time, and asks the guards which of them catches it."""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import signal
import sys
import time
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from exportgate.errors import PackError
from exportgate.tests.mutants.guards import ALL, GUARDS, warm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exportgate.tests.mutants.bench import Bench
    from exportgate.tests.mutants.mutant import Mutant

LOADER, SURVIVED, SAME, GAVE_UP = "loader", "survived", "same law", "gave up"
LIMIT = 300
"""Seconds of processor time after which a fault is given up; it then counts as a survivor."""
LEAST = 5
"""How many of each kind a sample holds at least."""


class OfKind(Protocol):
    """A fault of a kind, in the law or in the engine."""

    @property
    def kind(self) -> str:
        """Its kind."""


F = TypeVar("F", bound=OfKind)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a fault.

    Attributes:
        name: Of the mutant.
        kind: Of the fault.
        pack: Id of the pack.
        by: The guard that caught it, or `SURVIVED`, `SAME`, `GAVE_UP`.
        seen: What the guard saw.
        seconds: How long it took.
        digest: The same for two faults that make the same text.
    """

    name: str
    kind: str
    pack: str
    by: str
    seen: str
    seconds: float
    digest: str

    @property
    def is_caught(self) -> bool:
        """Whether a guard caught it."""
        return self.by not in {SURVIVED, SAME, GAVE_UP}


class _TimeUpError(BaseException):
    """No `Exception`: the engine keeps erring conditions apart, and would go on."""


def sample(faults: Iterable[F], count: int | None, seed: str) -> list[F]:
    """Some of the faults: of each kind its share, and at least a few.

    Args:
        faults: All of them.
        count: How many there are to be, about; None means all.
        seed: Chooses them.
    """
    by_kind: dict[str, list[F]] = {}
    for fault in faults:
        by_kind.setdefault(fault.kind, []).append(fault)
    whole = sum(len(of_kind) for of_kind in by_kind.values())
    found: list[F] = []
    for kind, of_kind in sorted(by_kind.items()):
        share = len(of_kind) if count is None else max(LEAST, round(count * len(of_kind) / whole))
        found += Random(f"{seed}:{kind}").sample(of_kind, min(share, len(of_kind)))
    Random(seed).shuffle(found)  # what is done first is a sample as well
    return found


def try_one(mutant: Mutant, bench: Bench, guards: Iterable[str] = ALL) -> Outcome:
    """What becomes of one fault.

    Args:
        mutant: The fault.
        bench: The law.
        guards: Names of the guards that are asked.
    """
    start = time.perf_counter()
    digest = hashlib.sha256(json.dumps(bench.content_of(mutant)).encode()).hexdigest()
    signal.signal(signal.SIGPROF, _time_is_up)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        by, seen = _caught_by(mutant, bench, guards)
    except _TimeUpError:
        by, seen = GAVE_UP, f"after {LIMIT} s"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took = time.perf_counter() - start
    return Outcome(mutant.name, mutant.kind, mutant.pack, by, seen, took, digest)


def _time_is_up(*_: object) -> None:
    raise _TimeUpError


def _caught_by(mutant: Mutant, bench: Bench, guards: Iterable[str]) -> tuple[str, str]:
    try:
        law = bench.load(mutant)
    except PackError as error:
        return LOADER, str(error.faults[0])
    if bench.is_same_law(law, mutant):
        return SAME, ""
    for name in guards:
        seen = GUARDS[name](law, mutant, bench)
        if seen:
            return name, seen
    return SURVIVED, ""


def hunt(
    mutants: Sequence[Mutant], bench: Bench, jobs: int, guards: Sequence[str] = ALL
) -> Iterator[Outcome]:
    """What becomes of each fault, in the order in which they are done; twice the same counts once.

    Args:
        mutants: The faults.
        bench: The law.
        jobs: In how many processes; each holds the law once, shared with this one.
        guards: Names of the guards that are asked.
    """
    packs = None if "other cases" in guards else {mutant.pack for mutant in mutants}
    for name in bench.leave_out_failing(packs):
        print(f"does not hold in the unchanged law, and is left out: {name}", file=sys.stderr)  # noqa: T201
    if "lint" in guards:
        warm(bench)
    assert bench.reach.asked
    assert bench.reach.needing
    gc.freeze()  # what the processes share is not written to
    _shared.update(mutants=mutants, bench=bench, guards=guards)
    seen: set[tuple[str, str]] = set()
    with multiprocessing.get_context("fork").Pool(jobs, maxtasksperchild=100) as pool:
        for outcome in pool.imap_unordered(_try_shared, range(len(mutants))):
            if (outcome.pack, outcome.digest) not in seen:
                seen.add((outcome.pack, outcome.digest))
                yield outcome


_shared: dict[str, Any] = {}


def _try_shared(index: int) -> Outcome:
    return try_one(_shared["mutants"][index], _shared["bench"], _shared["guards"])
