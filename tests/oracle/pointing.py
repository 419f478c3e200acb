"""What points to an entry; without any of it an entry is not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exportgate.tests.oracle.law_read import Pointers, plain
from exportgate.tests.oracle.words import is_said, materials_in, names_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exportgate.engine.shipment import Line
    from exportgate.tests.oracle.law_read import Today
    from exportgate.tests.oracle.reading import Reading


def asked_of(line: Line, today: Today, reading: Reading) -> list[Pointers]:
    """The entries of the day that are asked of a line."""
    names = names_in(line.description or "")
    return [
        pointers
        for pointers in today.pointers
        if is_pointed_to(pointers, line, reading.facts, names)
        and (pointers.entry.asked_when is None or reading.truth(pointers.entry.asked_when) is True)
    ]


def is_pointed_to(
    pointers: Pointers, line: Line, facts: Mapping[str, Any], names: list[str]
) -> bool:
    """Whether anything that is stated of the line points to an entry."""
    evidence, number = pointers.entry.evidence, line.customs_number or "-"
    makeup, text = facts.get("line.composition"), "|".join(names)
    materials = materials_in(line.description or "")
    return (
        any(n.startswith(number) or number.startswith(n) for n in pointers.numbers)
        or number[:6] in pointers.sixes
        or number[:4] in evidence.headings
        or number[:6] in evidence.headings
        or are_akin(pointers.code, plain(line.control_code or "-"))
        or line.cas in evidence.cas
        or any(symbol in evidence.elements for symbol in (makeup.named if makeup else ()))
        or not materials.isdisjoint((*evidence.elements, *evidence.cas))
        or any(facts.get(each.fact) == each.is_ for each in evidence.facts)
        or any(
            all(is_said(part, names, pointers.others) for part in parts)
            for parts in pointers.keywords
            if parts[0] in text  # spares most keywords a second look
        )
    )


def are_akin(one: str, other: str) -> bool:
    """Whether one control code is the other, or stands under it."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
