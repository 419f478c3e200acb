"""The law asked a second time, naively: no index, no compilation, from the models alone.

Short enough to be checked by eye, one idea a file. It shares with the engine how a shipment is read
into facts, the status of a provision on a day, whom a name resembles, and the catalogue; nothing
else. What it says of a line has to be what the engine says; `tests/differential` compares the two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from exportgate.engine.facts import line_facts, shipment_facts
from exportgate.rules.law import POINTER_DOMAIN
from exportgate.tests.oracle.applying import (
    certainty,
    concluded,
    flags,
    leads_somewhere,
    outcome_of,
)
from exportgate.tests.oracle.covering import Found, found_of, listed
from exportgate.tests.oracle.law_read import EFFECT, plain, today_of
from exportgate.tests.oracle.parties import screened
from exportgate.tests.oracle.pointing import are_akin, asked_of
from exportgate.tests.oracle.reading import Reading
from exportgate.tests.oracle.truth import RANKS, Truth, worst

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from exportgate.engine.shipment import Line, Shipment
    from exportgate.rules.law import Law
    from exportgate.tests.oracle.law_read import Today
    from exportgate.tests.oracle.parties import Screened


class Answer(NamedTuple):
    """What is said of a line.

    Attributes:
        results: What came of each entry that was asked.
        requires: The rules that require something: whether each certainly applies.
        prohibits: Likewise those that prohibit.
        reviews: Likewise what a person has to judge: rules, entries, listings.
    """

    outcome: str
    results: Mapping[str, str]
    requires: Mapping[str, bool]
    prohibits: Mapping[str, bool]
    reviews: Mapping[str, bool]


def answers(law: Law, on: date, shipment: Shipment) -> list[Answer]:
    """What is said of each line of a shipment on a day."""
    today = today_of(law, on)
    header = screened(shipment, shipment_facts(shipment, on, law.vocabulary), today)
    return [answer(line, shipment, header, today) for line in shipment.lines]


def answer(line: Line, shipment: Shipment, header: Screened, today: Today) -> Answer:
    """What entries and rules say of a line, in both readings of what the law leaves open."""
    law, rules = today.law, today.law.rules
    facts = line_facts(header.facts, line, law.vocabulary)
    readings = [Reading(law, today.on, each) for each in (facts, {**facts, **header.lenient})]
    asked = asked_of(line, today, readings[0])
    found = [found_of(pointers, line, readings[0], today) for pointers in asked]
    said: list[dict[str, Truth]] = []
    for index, reading in enumerate(readings):
        is_cautious = index == 0
        reading.listed = listed(reading, found, index, today)
        reading.flags = flags(reading, shipment.papers, today, is_cautious=is_cautious)
        said.append(concluded(reading, header, today, is_cautious=is_cautious))
    outcomes = [outcome_of(law, each) for each in said]
    outcome = outcomes[0]
    if outcomes[0] != outcomes[1]:  # what both lead to; beyond that a person decides
        floor = "undetermined" if "undetermined" in outcomes else "review"
        outcome = worst(floor, min(outcomes, key=RANKS.index))
    applies = certainty(*said)
    reviews = {name: sure for name, sure in applies.items() if rules[name].then.reviews}
    judged = {**doubts(found, said[0], today), **header.reviews}
    if judged:
        outcome = worst(outcome, "review")
    reviews |= judged
    for name, least in limits_of_the_tool(line, facts, found, today):
        outcome = worst(outcome, least)
        reviews |= {name: True} if least == "review" else {}
    return Answer(
        outcome,
        {each.entry.id: each.result for each in found},
        {name: sure for name, sure in applies.items() if rules[name].then.requires},
        {name: sure for name, sure in applies.items() if rules[name].then.prohibits},
        reviews,
    )


def doubts(found: list[Found], concluded: Mapping[str, Truth], today: Today) -> dict[str, bool]:
    """What a person has to judge because the law, not the facts, leaves it open."""
    rules, guards = today.law.rules, today.read.guards
    routed = [name for name in concluded if leads_somewhere(rules[name])]
    going = [name for name in routed if concluded[name] is not False]
    used = {each for name in routed for each in guards[name] or ()}
    live = {each for name in going for each in guards[name] or ()}
    result = {}
    for entry, status, cautious, lenient, told in found:
        is_used = entry.domain in used
        if cautious is False or (is_used and entry.domain not in live):
            continue
        is_asked = told == "undetermined" and is_used and lenient is None
        is_orphan = not is_used and entry.domain != POINTER_DOMAIN
        if not is_asked and (status == "unverified" or is_orphan or told == "review"):
            result[entry.id] = cautious is True
    for name, truth in concluded.items():
        then = rules[name].then
        tells = leads_somewhere(rules[name]) or then.presumes is not None or bool(then.bars)
        if today.status(name)[0] == "unverified" and truth is not False and tells:
            result[name] = False
    return result


def limits_of_the_tool(
    line: Line, facts: Mapping[str, Any], found: list[Found], today: Today
) -> Iterator[tuple[str, str]]:
    """What has to be asked because the lists could not point to the line."""
    kind = facts.get("line.item_kind")
    is_intangible = kind in {"technology", "service", "data"} or "line.technology_field" in facts
    if not any(shows_something(each, is_intangible=is_intangible) for each in found):
        if is_intangible:
            yield "catalogue-not-asked", "review"
        elif line.customs_number is None:
            yield "catalogue-not-asked", "undetermined"
    code = plain(line.control_code or "")
    is_known = any(are_akin(own, code) for own in today.read.codes)
    if re.match(r"[0-9][a-e][0-9]{3}\b", code) and not is_known:
        yield "control-code-unknown", "review"


def shows_something(found: Found, *, is_intangible: bool) -> bool:
    """Whether an entry shows that the lists could point to the line."""
    is_of_the_day = found.status in EFFECT or found.result == "controlled"
    is_of_goods = re.match("[0-9][ABC]", found.entry.control_code or "") is not None
    is_for_all = found.entry.asked_when is None
    return is_for_all and is_of_the_day and not (is_of_goods and is_intangible)
