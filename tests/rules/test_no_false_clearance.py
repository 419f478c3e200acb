"""Goods made to meet an entry's definition are never cleared, whatever their customs number."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from exportgate import check, load_law
from exportgate.rules.status import status_on
from exportgate.testing import ways_to_meet

if TYPE_CHECKING:
    from datetime import date

    from exportgate.rules.models import Entry
    from exportgate.testing import Stated

LAW = load_law(use_store=False)
WRONG_NUMBERS = (None, "6109100010", "8471300000", "3926909090")
WAYS = 20
DESTINATIONS = {"precursor_designated": "MM", "dprk_listed": "KP"}


def day_in_force(entry: Entry) -> date | None:
    last = LAW.verified_up_to
    days = sorted({last, *LAW.changes}, key=lambda day: (day != last, day))
    life = LAW.lives[entry.id]
    return next((day for day in days if status_on(life, day).status == "in_force"), None)


def shipment(entry: Entry, stated: Stated, **line: Any) -> dict[str, Any]:
    country = DESTINATIONS.get(entry.domain, "DE")
    party = {"country": country, "is_military": False, "list_status": "none"}
    return {
        "destination": country,
        "end_use": "civil",
        "customs_regime": "general_trade",
        "knowledge_of_risk": "none",
        "consignee": party,
        "end_users": [party],
        **stated.at("shipment"),
        "lines": [{"line": "1", "origin": "CN", **stated.at("line"), **line}],
    }


def is_held(entry: Entry, stated: Stated, day: date, **line: Any) -> bool:
    decision = check(shipment(entry, stated, **line), on=day, law=LAW)
    return decision.outcome != "not_required"


def test_goods_that_meet_a_definition_are_never_cleared_by_their_number() -> None:
    cleared, met = [], 0
    for entry in LAW.entries.values():
        # Where the law itself lists goods by number, another number makes them other goods.
        if entry.definition is None or "line.customs_number" in entry.definition.model_dump_json():
            continue
        day = day_in_force(entry)
        if day is None:
            continue
        for stated in islice(ways_to_meet(entry.definition), WAYS):
            words = {"description": entry.title.en, "control_code": entry.control_code}
            if not is_held(entry, stated, day, **words):
                continue  # a named exclusion takes it out
            for description in (entry.title.en, entry.title.zh):
                for number in WRONG_NUMBERS:
                    met += 1
                    stray = {"description": description, "customs_number": number}
                    if not is_held(entry, stated, day, **stray):
                        cleared.append(f"{entry.id} on {day}: {stray} {stated.at('line')}")
    assert met > 1000
    assert not cleared, "\n".join(cleared)
