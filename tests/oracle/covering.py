"""Whether a line is what an entry describes, and of which domains it is a listed item."""

from __future__ import annotations

from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from exportgate.catalog.interval import Interval
from exportgate.rules.conditions import ElementTest, FactTest
from exportgate.rules.models import Entry
from exportgate.tests.oracle.law_read import EFFECT, Pointers, plain
from exportgate.tests.oracle.reading import Reading, size
from exportgate.tests.oracle.truth import Truth, both, either, negated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exportgate.engine.shipment import Line
    from exportgate.tests.oracle.law_read import Today

TOO_MANY = 512
"""Completions after which the engine gives up certainty; only there may the two differ."""


class Found(NamedTuple):
    """An entry that was asked: cautious and lenient where the law is open, and both as told."""

    entry: Entry
    status: str
    cautious: Truth
    lenient: Truth
    result: str


def covers(entry: Entry, reading: Reading, today: Today) -> tuple[Truth, Truth]:
    """Whether the line is what an entry describes: cautious, and lenient where law is open."""
    if entry.definition is None:
        return True, False
    covered = reading.truth(entry.definition)
    doubt = either(reading.truth(band.when) for band in entry.review_when)
    for name, is_certain in exclusions(entry, today):
        is_out = reading.truth(today.law.exclusions[name].when)
        if is_certain:
            covered = both((covered, negated(is_out)))
        else:
            doubt = either((doubt, is_out))
    if covered is False or doubt is False:
        return covered, covered
    return covered, False if doubt else None


def exclusions(entry: Entry, today: Today) -> Iterator[tuple[str, bool]]:
    """The exclusions with effect, and whether each takes the line out for certain."""
    own = today.status(entry.id)
    for name in entry.exclusions:
        status = today.status(name)
        if status[0] in EFFECT or status == own:
            is_settled = status[0] == "in_force" or status == own
            yield name, is_settled and today.law.exclusions[name].confidence != "low"


def found_of(pointers: Pointers, line: Line, reading: Reading, today: Today) -> Found:
    """What comes of asking an entry."""
    entry = pointers.entry
    cautious, lenient = covers(entry, reading, today)
    # The lines of entries that are named, or that have the number to themselves, are not
    # cleared by what else is stated.
    code = plain(line.control_code or "")
    is_named = plain(entry.control_code or "-") == code or line.cas in entry.evidence.cas
    is_whole = line.customs_number in pointers.whole
    if cautious is False and (is_whole or (is_named and entry.confidence == "low")):
        cautious, lenient = True, False
    results: dict[tuple[Truth, Truth], str] = {
        (True, True): "controlled",
        (True, False): "review",
        (False, False): "not_controlled",
    }
    result = results.get((cautious, lenient), "undetermined")
    status = today.status(entry.id)[0]
    if status == "unverified":
        lenient = False
    elif status != "in_force":
        cautious = lenient = False
    return Found(entry, status, cautious, lenient, result)


def listed(reading: Reading, found: list[Found], index: int, today: Today) -> dict[str, Truth]:
    """For each domain, whether the line is a controlled item of it in one of the readings."""
    result: dict[str, Truth] = {}
    for domain in {each.entry.domain for each in found}:
        own = [each for each in found if each.entry.domain == domain]
        truth = either((each.cautious, each.lenient)[index] for each in own)
        unknown = [each.entry for each in own if (each.cautious, each.lenient)[index] is None]
        if truth is None and len(unknown) > 1 and cover_all(reading, unknown, index, today):
            truth = True
        result[domain] = truth
    return result


def cover_all(reading: Reading, entries: list[Entry], index: int, today: Today) -> bool:
    """Whether one of some open entries covers the line, whatever the facts turn out to be."""
    tests: dict[str, list[FactTest | ElementTest]] = {}
    for entry in entries:
        for condition in (
            entry.definition,
            *(band.when for band in entry.review_when),
            *(today.law.exclusions[name].when for name, _ in exclusions(entry, today)),
        ):
            for test, key in () if condition is None else reading.open_tests(condition):
                tests.setdefault(key, []).append(test)
    values = {key: probes(reading, key, own) for key, own in tests.items()}
    if prod(map(len, values.values())) > TOO_MANY:
        return False
    for chosen in product(*values.values()):
        assumed = {**reading.facts, **dict(zip(values, chosen, strict=True))}
        supposed = Reading(reading.law, reading.on, assumed)
        if not any(covers(entry, supposed, today)[index] is True for entry in entries):
            return False
    return True


def probes(reading: Reading, key: str, tests: list[FactTest | ElementTest]) -> list[Any]:
    """A value for each range that the tests can tell apart."""
    facts = [test for test in tests if isinstance(test, FactTest)]
    fact = reading.words.facts[facts[0].fact] if facts else None
    if fact is not None and fact.type != "quantity":
        wanted = {test.comparison[1] for test in facts}
        named = {each for one in wanted for each in (one if isinstance(one, tuple) else (one,))}
        every: set[Any] = set(fact.terms or {}) or (
            {True, False} if fact.type == "flag" else {"\0"}
        )
        return [*named, *sorted(every - named, key=repr)[:1]]
    unit = fact.unit if fact else "1"
    limits = {size(t.comparison[1], unit) for t in facts}
    limits |= {size(t.above or t.at_most or "") for t in tests if isinstance(t, ElementTest)}
    seen = reading.facts.get(key)
    if fact is None:
        element = next(test for test in tests if isinstance(test, ElementTest))
        seen = reading.amount(key.partition(" ")[0], element)
    bounds = [] if seen is None else [b for b in (seen.low, seen.high) if b is not None]
    points = sorted({*limits, *bounds})
    points = [points[0] - 1, *points, points[-1] + 1]
    points = sorted({*points, *((a + b) / 2 for a, b in pairwise(points))})
    return [
        Interval.exactly(each)
        for each in points
        if seen is None or (seen.is_above(each) is not True and seen.is_below(each) is not True)
    ]
