"""Asks engine, oracle and durable-rules the same about made-up shipments; tells where they differ.

    python -P -m exportgate.tests.differential.command --examples 1000000 --seed 2

Exit codes: 0 all agree, 2 wrong use, 3 they disagree, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import yaml

from exportgate import load_law
from exportgate.tests.differential.tally import never_met, table
from exportgate.tests.differential.voices import VOICES, why_not_durable
from exportgate.tests.differential.work import BLOCK, Asked, ask_block

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from exportgate.tests.differential.tally import Tally
    from exportgate.tests.differential.work import Disagreement, Found

DISAGREE = 3
INTERRUPTED = 130
_SECONDS = 10
_LONGEST = 2_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask as many shipments as the command line says."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    names = _voices(asked.voices, parser)
    law = load_law(use_store=False)
    end = asked.start + asked.examples
    progress = _Progress(asked.examples)
    tally: Tally = Counter()
    _note(f"asking {', '.join(names)}: shipments {asked.start} to {end - 1} of seed {asked.seed}")
    for start in range(asked.start, end, BLOCK):
        numbers = range(start, min(start + BLOCK, end))
        try:
            question = Asked(asked.seed, names)
            found = ask_block(numbers, question, law, jobs=asked.jobs, tell=progress)
        except KeyboardInterrupt:
            _note(f"interrupted; `--seed {asked.seed} --start {start}` goes on")
            return INTERRUPTED
        tally += found.tally
        for each in found.disagreements:
            _say(*_told(each))
            _keep(each, asked)
        if numbers.stop < end:
            _note(f"done up to here; `--seed {asked.seed} --start {numbers.stop}` goes on")
            law.memo.clear()  # so that what is remembered stays small
    _say(*table(tally, law), *(never_met(tally, law) if asked.never_met else ()))
    _say(f"{', '.join(names)}: {progress.found} disagreements")
    return DISAGREE if progress.found else 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=20_000, help="how many shipments")
    parser.add_argument("--seed", default="1", help="from which shipments are made")
    parser.add_argument("--start", type=int, default=0, help="the first of a seed's shipments")
    parser.add_argument("--voices", help=f"who is asked; default: {','.join(VOICES)}")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--keep", type=Path, help="folder for shipments on which they disagree")
    parser.add_argument(
        "--never-met", action="store_true", help="name the entries and rules that nothing met"
    )
    return parser


def _voices(wanted: str | None, parser: ArgumentParser) -> tuple[str, ...]:
    names = VOICES if wanted is None else tuple(wanted.split(","))
    if not set(names) <= set(VOICES) or "engine" not in names:
        parser.error(f"--voices takes engine, and some of {', '.join(VOICES[1:])}")
    reason = why_not_durable() if "durable" in names else None
    if reason is not None and wanted is not None:
        parser.error(f"durable-rules cannot be asked: {reason}")
    if reason is not None:
        _note(f"durable-rules is left out: {reason}")
        names = tuple(name for name in names if name != "durable")
    return names


class _Progress:
    """Tells at times how far it is.

    Args:
        wanted: Shipments in all.
    """

    def __init__(self, wanted: int) -> None:
        self.found = 0
        self._asked, self._wanted = 0, wanted
        self._began = self._last = monotonic()

    def __call__(self, part: Found) -> None:
        self._asked += part.tally["shipments", ""]
        self.found += len(part.disagreements)
        for each in part.disagreements:
            _note(f"shipment {each.number}: {each.told[0][:200]}")
        now = monotonic()
        if now - self._last > _SECONDS or self._asked >= self._wanted:
            rate = self._asked / (now - self._began)
            _note(f"{self._asked} of {self._wanted}, {rate:.0f}/s, {self.found} disagreements")
            self._last = now


def _told(found: Disagreement) -> list[str]:
    """A disagreement for people, the shipment as `exportgate check` takes it."""
    return [
        f"# shipment {found.number} of seed {found.seed}: exportgate check FILE --on {found.on}",
        *(f"# {' '.join(each.split())[:_LONGEST]}" for each in found.told),
        _yaml(found),
    ]


def _yaml(found: Disagreement) -> str:
    return yaml.safe_dump(found.content, allow_unicode=True, sort_keys=False)


def _keep(found: Disagreement, asked: Namespace) -> None:
    if asked.keep is not None:
        asked.keep.mkdir(parents=True, exist_ok=True)
        path = asked.keep / f"{found.seed}-{found.number}.yaml"
        path.write_text("\n".join(_told(found)), encoding="utf-8")


def _say(*lines: str) -> None:
    for line in lines:
        print(line, flush=True)  # noqa: T201 - a command


def _note(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - a command


if __name__ == "__main__":
    sys.exit(main())
