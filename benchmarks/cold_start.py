"""Measures how long an officer waits for `exportgate --help` and `exportgate check`.

    python benchmarks/cold_start.py [--runs 15] [--law FOLDER]

Each run is a new process; the programs take turns, so that a busy moment of the machine hits all of
them. The floor (an interpreter that does nothing, and one that imports click) is measured in the
same run. Times are user + system seconds of the process, and the wall clock beside them.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

SHIPMENT = """\
reference: BENCH-1
export_date: 2026-03-02
destination: DE
lines:
  - line: "1"
    description: NdFeB magnets
    customs_number: "8505111000"
    form: magnet
    magnet_family: ndfeb
    composition: Nd 29.5 %, Dy 1.2 %, B 1 %, Fe balance
"""
DECISIONS = {0, 10, 11, 12, 13}


@dataclass
class Program:
    """A command line that is measured.

    Attributes:
        name: What the table calls it.
        command: The command line.
        is_cold: Whether the store of checked packs is emptied before each run.
        user: User seconds of each run.
        cpu: User + system seconds of each run.
        wall: Seconds of the wall clock of each run.
    """

    name: str
    command: list[str]
    is_cold: bool = False
    user: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


def run_once(program: Program, environment: dict[str, str]) -> None:
    """Run a program once and keep its times."""
    if program.is_cold:
        shutil.rmtree(environment["XDG_CACHE_HOME"], ignore_errors=True)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    result = subprocess.run(  # noqa: S603 - starts programs that it names itself
        program.command, capture_output=True, check=False, env=environment
    )
    ended, after = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    if result.returncode not in DECISIONS:
        sys.exit(f"{program.name} ended with {result.returncode}:\n{result.stderr.decode()}")
    user = after.ru_utime - before.ru_utime
    program.user.append(user)
    program.cpu.append(user + after.ru_stime - before.ru_stime)
    program.wall.append(ended - begun)


def programs(file: Path, law: Path | None) -> list[Program]:
    """What is measured, the floor first."""
    python = sys.executable
    command = [python, "-m", "exportgate"]
    check = [*command, "check", str(file), *(["--law", str(law)] if law else [])]
    return [
        Program("floor: python -c pass", [python, "-c", "pass"]),
        Program("floor: import click", [python, "-c", "import click"]),
        Program("floor: import pydantic, yaml", [python, "-c", "import pydantic, yaml"]),
        Program("exportgate --help", [*command, "--help"]),
        Program("exportgate check, warm store", check),
        Program("exportgate check, cold store", check, is_cold=True),
    ]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="cold start of the command line")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--law", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "shipment.yaml")
        file.write_text(SHIPMENT, encoding="utf-8")
        law = options.law.resolve() if options.law else None
        measured = programs(file, law)
        for number in range(options.runs + 1):
            for program in measured:
                # A cold run empties its own store only, so that the warm ones stay warm.
                store = Path(folder, "cold" if program.is_cold else "warm")
                run_once(program, os.environ | {"XDG_CACHE_HOME": str(store)})
            if number == 0:  # the first round fills the file cache and the warm store
                for program in measured:
                    program.user.clear()
                    program.cpu.clear()
                    program.wall.clear()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {options.runs} runs each")
    print("| program | user s | user + system s | wall s | times `import click` |")
    print("|---|---|---|---|---|")
    floor = statistics.median(measured[1].cpu)
    for program in measured:
        user, cpu, wall = map(statistics.median, (program.user, program.cpu, program.wall))
        print(f"| {program.name} | {user:.3f} | {cpu:.3f} | {wall:.3f} | {cpu / floor:.1f} |")


if __name__ == "__main__":
    main()
