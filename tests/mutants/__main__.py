"""Seeds faults into the law or into the engine, and tells what catches them.

`python -P -m exportgate.tests.mutants --part law --sample 600 --seed 1`
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from exportgate.tests.mutants.law_part import hunt_law


def arguments() -> Namespace:
    """What the command line asks for."""
    parser = ArgumentParser(prog="python -P -m exportgate.tests.mutants", description=__doc__)
    parser.add_argument("--part", choices=["law", "engine"], default="law")
    parser.add_argument("--seed", default="1", help="chooses the sample")
    parser.add_argument("--sample", type=int, default=600, help="about how many faults")
    parser.add_argument("--all", action="store_true", help="every fault there is")
    parser.add_argument("--pack", action="append", default=[], help="only faults of this pack")
    parser.add_argument("--kind", action="append", default=[], help="only faults of this kind")
    parser.add_argument("--name", default="*", help="only faults of this name; `*` is any text")
    parser.add_argument("--again", type=Path, help="only what survived in this report")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="ask the loader and cases alone, of other packs only where few can see it",
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--report", type=Path, help="add what became of each fault, a line of JSON each"
    )
    return parser.parse_args()


def main() -> int:
    """Ask; 0 where every survivor is explained and no explanation is idle."""
    asked = arguments()
    count = None if asked.all else asked.sample
    if asked.part == "engine":
        from exportgate.tests.mutants.engine_part import hunt_engine

        return hunt_engine(asked, count)
    return hunt_law(asked, count)


if __name__ == "__main__":
    sys.exit(main())
