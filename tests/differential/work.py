"""Asks many shipments in several processes; what is found does not depend on how many there are.

A block of shipments is parted by the day asked about, so that each process has to read few states
of the law; it ends with the block, and all that it remembers with it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from exportgate import load_law
from exportgate.engine.checking import check, shipment_of
from exportgate.tests.differential.shrinking import smallest
from exportgate.tests.differential.tally import tally_of
from exportgate.tests.differential.voices import Voices, made, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from exportgate.rules.law import Law
    from exportgate.tests.differential.tally import Tally

BLOCK = 20_000
_PART = 250


class Disagreement(NamedTuple):
    """A shipment of which two voices say different things.

    Attributes:
        number: Of the shipment among those of its seed.
        content: The smallest shipment of which they still do.
        told: What each says.
    """

    number: int
    seed: str
    on: date
    content: dict[str, Any]
    told: tuple[str, ...]


class Found(NamedTuple):
    """What came of asking some shipments."""

    tally: Tally
    disagreements: list[Disagreement]


class Asked(NamedTuple):
    """What is the same in all blocks.

    Attributes:
        seed: From which shipments are made.
        names: Of the voices.
    """

    seed: str
    names: tuple[str, ...]


def ask_part(numbers: Sequence[int], seed: str, law: Law, voices: Voices) -> Found:
    """Asks the shipments of some numbers."""
    tally: Tally = Counter({("shipments", ""): len(numbers)})
    found = []
    for number in numbers:
        content, day = made(law, f"{seed}-{number}")
        try:
            shipment = shipment_of(content)
            decision = check(shipment, on=day, law=law)
            tally += tally_of(decision, day)
            told = tuple(voices.differences_from(decision, shipment, day, law))
        except Exception as error:  # noqa: BLE001 - what cannot be asked is a finding as well
            told = (f"{type(error).__name__}: {error}",)
        if told:
            found.append(shrunk(Disagreement(number, seed, day, content, told), law, voices))
    forget_days(law)
    return Found(tally, found)


def forget_days(law: Law) -> None:
    """Forgets what the engine remembers of days: the next part asks about others."""
    for key in [key for key in law.memo if isinstance(key, tuple) and key[0] == "day"]:
        del law.memo[key]


def shrunk(found: Disagreement, law: Law, voices: Voices) -> Disagreement:
    """A disagreement on the smallest shipment on which the same voice disagrees."""
    voice = found.told[0].partition(":")[0]

    def told(content: Any) -> tuple[str, ...]:
        try:
            every = tuple(voices.differences(content, found.on, law))
        except Exception as error:  # noqa: BLE001 - see above
            every = (f"{type(error).__name__}: {error}",)
        return tuple(each for each in every if each.partition(":")[0] == voice)

    if voice == "InputError":
        return found
    content = smallest(found.content, lambda smaller: bool(told(smaller)))
    return found._replace(content=content, told=told(content) or found.told)


# -------------------------------------------------------------------- in several processes


def ask_block(
    numbers: range, asked: Asked, law: Law, *, jobs: int, tell: Callable[[Found], None]
) -> Found:
    """Asks a block of shipments.

    Args:
        numbers: Of the shipments.
        asked: From which seed they are made, and who is asked.
        law: The law; several processes read it anew.
        jobs: Processes; with one, all is done in this process.
        tell: Is told what came of each part.
    """
    seed, names = asked
    parts = [(part, seed) for part in parts_of(numbers, seed, law)]
    if jobs == 1:
        with opened(names) as voices:
            return gathered((ask_part(*part, law, voices) for part in parts), tell)
    # Started anew on every system, so that nothing depends on what this process did before.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _begin, (names,)) as pool:
        futures = [pool.submit(_ask, part) for part in parts]
        try:
            return gathered((each.result() for each in as_completed(futures)), tell)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def parts_of(numbers: range, seed: str, law: Law) -> list[list[int]]:
    """The numbers of shipments, those of neighbouring days together."""
    days = {number: made(law, f"{seed}-{number}")[1] for number in numbers}
    ordered = sorted(numbers, key=lambda number: (days[number], number))
    return [ordered[start : start + _PART] for start in range(0, len(ordered), _PART)]


def gathered(parts: Iterable[Found], tell: Callable[[Found], None]) -> Found:
    """All parts as one, in the order of the shipments."""
    tally: Tally = Counter()
    found: list[Disagreement] = []
    for part in parts:
        tally += part.tally
        found += part.disagreements
        tell(part)
    return Found(tally, sorted(found, key=lambda each: each.number))


_HERE: list[tuple[Law, Voices]] = []
"""What a process asks by."""


def _begin(names: tuple[str, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it tells it when to end
    Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()
    # Its child ends with it: the pipe by which it is fed is closed.
    _HERE.append((load_law(use_store=False), opened(names).__enter__()))


def _end_with(parent: Any) -> None:
    """End when the process that started this one does, however that came to its end."""
    wait([parent.sentinel])
    os._exit(1)


def _ask(part: tuple[list[int], str]) -> Found:
    return ask_part(*part, *_HERE[0])
