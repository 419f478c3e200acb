"""Whoever names a listed material in the words of the trade is never cleared by a stray number."""

from __future__ import annotations

from datetime import date

from exportgate import check, load_law
from exportgate.catalog.material_names import all_material_names

LAW = load_law(use_store=False)


def test_a_name_of_the_trade_beside_a_stray_number_clears_nothing() -> None:
    cleared = [
        material.name
        for material in all_material_names()
        if check(
            {
                "destination": "DE",
                "lines": [
                    {
                        "line": "1",
                        "description": material.name.replace(" + ", " "),
                        "customs_number": "3824999999",
                    }
                ],
            },
            on=date(2026, 11, 22),
            law=LAW,
        ).outcome
        == "not_required"
    ]
    assert cleared == []
