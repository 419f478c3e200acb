"""Measures how many subheadings of the HS ask anything when little is known of the goods.

    python benchmarks/general_trade.py [--on DATE] [--destination CC] [--list]

Every six-digit subheading of the HS 2022 is one shipment of one line, with its plain description
(the statistical wording) and nothing else: once with the subheading and four zeros, the way a
declaration writes a line that customs has not split; once with the six digits alone, which may be
any number under them. The floor is the share of subheadings under which the licensing catalogue
prints a number: an engine keyed by six digits would have to stop at each of them.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from datetime import date
from importlib.resources import files

from exportgate import check, load_law
from exportgate.catalog.control_numbers import all_control_numbers

OUTCOMES = ("not_required", "review", "undetermined", "licence_required", "prohibited")
ENDINGS = {"ten digits, ending in 0000": "0000", "six digits": ""}


def subheadings() -> list[tuple[str, str]]:
    """Every subheading with its description."""
    text = (files("exportgate.catalog") / "data" / "hs6_2022.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if len(row["code"]) == len("010121")]
    return [(row["code"], row["description_en"]) for row in rows]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--on", type=date.fromisoformat, default=date(2026, 10, 1))
    parser.add_argument("--destination", default="DE")
    parser.add_argument("--list", action="store_true", help="list the subheadings that ask")
    options = parser.parse_args()
    law = load_law()
    every = subheadings()
    write = sys.stdout.write
    write(f"{len(every)} subheadings to {options.destination} on {options.on}\n\n")
    write(f"{'customs number':28}" + "".join(f"{name:>18}" for name in OUTCOMES) + "   not clear\n")
    for title, ending in ENDINGS.items():
        counts: Counter[str] = Counter()
        asking = []
        chapters: Counter[str] = Counter()
        for code, words in every:
            goods = {"line": "1", "customs_number": code + ending, "description": words}
            shipment = {"destination": options.destination, "lines": [goods]}
            line = check(shipment, on=options.on, law=law).lines[0]
            counts[line.outcome] += 1
            if line.outcome != "not_required":
                chapters[code[:2]] += 1
                named = [m.control_code or m.entry for m in line.matches]
                asking.append(f"  {code}{ending} {line.outcome}: {words[:60]}: {', '.join(named)}")
        share = len(asking) / len(every)
        cells = "".join(f"{counts[name]:>18}" for name in OUTCOMES)
        write(f"{title:28}{cells}{share:>11.1%}\n")
        told = ", ".join(f"{chapter}: {count}" for chapter, count in sorted(chapters.items()))
        write(f"  by chapter: {told}\n")
        if options.list:
            write("\n".join(asking) + "\n\n")
    printed = {row.number[:6] for row in all_control_numbers() if row.number is not None}
    floor = sum(code in printed for code, _ in every)
    write(f"{'floor: catalogue, six digits':28}{'':72}{floor:>18}{floor / len(every):>11.1%}\n")


if __name__ == "__main__":
    main()
