"""Clothes, toys, furniture, food, cars, phones: what nobody controls is asked nothing.

`everyday_goods.csv` has a subheading of the HS 2022 and what an invoice would call the goods. The
number is made up with four zeros, as for a line that customs has not split.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from exportgate import check, load_law
from exportgate.catalog.hs import find_hs

GOODS = Path(__file__).resolve().parents[1] / "data" / "everyday_goods.csv"
DAY = date(2026, 10, 1)
LAW = load_law()


def goods() -> list[dict[str, str]]:
    with GOODS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("destination", ["DE", "US", "JP", "VN"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_everyday_goods_are_asked_nothing(destination: str, language: str) -> None:
    rows = goods()
    lines = [
        {
            "line": str(number),
            "customs_number": f"{row['subheading']}0000",
            "description": row[language],
        }
        for number, row in enumerate(rows, 1)
    ]
    decision = check({"destination": destination, "lines": lines}, on=DAY, law=LAW)
    asked = [
        f"{row['subheading']} {row[language]}: {line.outcome}"
        for row, line in zip(rows, decision.lines, strict=True)
        if line.outcome != "not_required" or line.questions
    ]
    assert not asked, "\n".join(asked)
    assert decision.outcome == "not_required"


def test_every_row_is_a_subheading() -> None:
    rows = goods()
    assert len(rows) > 300
    assert all(find_hs(row["subheading"]) is not None for row in rows)
