"""What points to an entry; without any of it an entry is not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from exportgate.tests.oracle.law_read import Pointers, plain
from exportgate.tests.oracle.words import is_said, materials_in, names_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from exportgate.engine.shipment import Line
    from exportgate.tests.oracle.law_read import Today
    from exportgate.tests.oracle.reading import Reading


def asked_of(line: Line, today: Today, reading: Reading) -> list[Pointers]:
    """The entries of the day that are asked of a line."""
    facts = reading.facts
    makeup = facts.get("line.composition")
    stated = Stated(
        number=line.customs_number or "-",
        code=plain(line.control_code or "-"),
        cas=line.cas,
        elements=makeup.named if makeup else (),
        materials=materials_in(line.description or ""),
        facts=facts,
        names=names_in(line.description or ""),
        text="|".join(names_in(line.description or "")),
    )
    return [
        pointers
        for pointers in today.pointers
        if is_pointed_to(pointers, stated)
        and (pointers.entry.asked_when is None or reading.truth(pointers.entry.asked_when) is True)
    ]


class Stated(NamedTuple):
    """What is stated of a line that may point to an entry."""

    number: str
    code: str
    cas: str | None
    elements: Collection[str]
    materials: frozenset[str]
    facts: Mapping[str, Any]
    names: list[str]
    text: str


def is_pointed_to(pointers: Pointers, stated: Stated) -> bool:
    """Whether anything that is stated of the line points to an entry."""
    evidence, number = pointers.entry.evidence, stated.number
    return (
        any(n.startswith(number) or number.startswith(n) for n in pointers.numbers)
        or number[:6] in pointers.sixes
        or number[:4] in evidence.headings
        or number[:6] in evidence.headings
        or are_akin(pointers.code, stated.code)
        or stated.cas in evidence.cas
        or any(symbol in evidence.elements for symbol in stated.elements)
        or not stated.materials.isdisjoint((*evidence.elements, *evidence.cas))
        or any(stated.facts.get(each.fact) == each.is_ for each in evidence.facts)
        or any(
            all(is_said(part, stated.names, pointers.others) for part in parts)
            for parts in pointers.keywords
            if parts[0] in stated.text  # spares most keywords a second look
        )
    )


def are_akin(one: str, other: str) -> bool:
    """Whether one control code is the other, or stands under it."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
