"""The law asked a second time, naively: no index, no compilation, no memory, from the models alone.

Short enough to be checked by eye. It shares with the engine how a shipment is read into facts, the
status of a provision on a day, whom a name resembles, and the catalogue; nothing else. What it says
of a line has to be what the engine says; `differential.py` compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from exportgate.catalog.control_numbers import all_control_numbers
from exportgate.catalog.countries import is_member
from exportgate.catalog.interval import Interval
from exportgate.catalog.material_names import all_material_names, formulas_in
from exportgate.catalog.units import parse_quantity
from exportgate.engine.facts import ROLES, line_facts, parties_of, shipment_facts
from exportgate.engine.screening import same_party, screen
from exportgate.rules.catalogue_pointers import codes_standing_for, pointer_entries
from exportgate.rules.conditions import (
    AllOf,
    AnyElementTest,
    AnyOf,
    Condition,
    ElementTest,
    FactTest,
    ListedTest,
    Not,
    PartyTest,
    RedFlagTest,
)
from exportgate.rules.law import POINTER_DOMAIN, Law
from exportgate.rules.listing_models import Listing
from exportgate.rules.models import Entry, Rule
from exportgate.rules.status import status_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from exportgate.engine.shipment import Line, Shipment

Truth = bool | None
RANKS = ("not_required", "review", "undetermined", "licence_required", "prohibited")
EFFECT = {"in_force", "unverified"}
REACHES = {"high": {"any", "medium", "high"}, "medium": {"any", "medium"}, "low": {"any"}}
HAN = r"[\u3400-\u9fff\u3007]"
TOO_MANY = 512
"""Completions after which the engine gives up certainty; only there may the two differ."""


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


class Found(NamedTuple):
    """An entry that was asked: cautious and lenient where the law is open, and both as told."""

    entry: Entry
    status: str
    cautious: Truth
    lenient: Truth
    result: str


def both(truths: Iterable[Truth]) -> Truth:
    found = set(truths)
    return False if False in found else None if None in found else True


def either(truths: Iterable[Truth]) -> Truth:
    found = set(truths)
    return True if True in found else None if None in found else False


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def worst(one: str, other: str) -> str:
    return max(one, other, key=RANKS.index)


@cache
def size(text: str, unit: str = "1") -> Any:
    return parse_quantity(text, unit).low


status_of = cache(status_on)


class Reading:
    """The facts of a line in one reading of the law, of which conditions are true or false."""

    def __init__(self, law: Law, on: date, facts: Mapping[str, Any]) -> None:
        self.law, self.on, self.facts, self.words = law, on, facts, law.vocabulary
        self.listed: dict[str, Truth] = {}
        self.flags: set[str] = set()

    def truth(self, of: Condition, party: str = "") -> Truth:
        match of:
            case AllOf():
                return both(self.truth(part, party) for part in of.all)
            case AnyOf():
                return either(self.truth(part, party) for part in of.any)
            case Not():
                return negated(self.truth(of.not_, party))
            case FactTest():
                return self.compared(of, party)
            case ElementTest():
                total = self.total(of)
                if of.above is not None:
                    return total.is_above(size(of.above))
                return total.is_at_most(size(of.at_most or ""))
            case AnyElementTest():
                return either(self.truth(part) for part in self.each_of(of))
            case PartyTest():
                # A role in which nobody is named is unknown, never "nobody".
                named = [self.facts.get(f"#{role}") for role in of.party]
                places = [place for found in named if found is not None for place in found]
                truths = [self.truth(of.where, place) for place in places]
                return either([*truths, None] if None in named else truths)
            case ListedTest():
                return either(self.listed.get(each, False) for each in guard(of, self.law) or ())
            case RedFlagTest():
                return of.red_flag in self.flags

    def each_of(self, of: AnyElementTest) -> list[ElementTest]:
        symbols = self.words.element_groups[of.any_element_of].symbols
        return [
            ElementTest(element=(each,), above=of.above, impurity_up_to=of.impurity_up_to)
            for each in symbols
        ]

    def key(self, name: str, party: str) -> str:
        fact = self.words.facts[name]
        return f"{party}.{fact.field}" if fact.level == "party" else fact.name

    def compared(self, test: FactTest, party: str) -> Truth:
        seen = self.facts.get(self.key(test.fact, party))
        if seen is None:
            return None
        match test.comparison:
            case "is", wanted:
                return bool(seen == wanted)
            case "in", wanted:
                return seen in wanted
            case "begins_with", wanted:
                # A shortened number may still go on to what is wanted.
                may_go_on = any(prefix.startswith(seen) for prefix in wanted)
                return True if seen.startswith(wanted) else None if may_go_on else False
            case "member_of", wanted:
                return is_member(seen, wanted, self.on)
            case "differs_from", wanted:
                other = self.facts.get(wanted)
                return None if other is None else bool(seen != other)
            case "before", wanted:
                return bool(seen < wanted)
            case "on_or_after", wanted:
                return bool(seen >= wanted)
            case name, wanted:
                limit = size(wanted, self.words.facts[test.fact].unit)
                return getattr(seen, f"is_{name}")(limit)  # type: ignore[no-any-return]
        raise AssertionError(test)

    def total(self, test: ElementTest) -> Interval:
        """The mass fractions of the elements added up: never more than the whole."""
        amounts = [self.amount(symbol, test) for symbol in test.element]
        low = sum(amount.low or 0 for amount in amounts)
        high = sum(1 if amount.high is None else amount.high for amount in amounts)
        is_high_open = any(amount.high_open for amount in amounts) and high <= 1
        is_low_open = any(amount.low_open for amount in amounts) and low < 1
        return Interval(min(low, 1), min(high, 1), is_low_open, is_high_open)  # type: ignore[arg-type]

    def amount(self, symbol: str, test: ElementTest) -> Interval:
        assumed = self.facts.get(f"{symbol} {test.bound_in}")
        if assumed is not None:
            return assumed  # type: ignore[no-any-return]
        makeup = self.facts.get("line.composition")
        if makeup is None:
            return Interval(size("0"), size("1"))
        amount: Interval = makeup.amount(symbol, test.bound_in)
        limit = test.impurity_up_to
        if limit and symbol not in makeup.named and amount.is_at_most(size(limit)):
            return Interval.exactly(0)
        return amount

    def open_tests(
        self, of: Condition, party: str = ""
    ) -> Iterator[tuple[FactTest | ElementTest, str]]:
        """The tests that keep an open condition open, each with the key of what is unknown."""
        if self.truth(of, party) is not None:
            return
        match of:
            case AllOf() | AnyOf():
                for part in of.all if isinstance(of, AllOf) else of.any:
                    yield from self.open_tests(part, party)
            case Not():
                yield from self.open_tests(of.not_, party)
            case FactTest():
                keys = [self.key(of.fact, party)]
                if of.differs_from:
                    keys = [key for key in (*keys, of.differs_from) if self.facts.get(key) is None]
                yield from ((of, key) for key in keys)
            case ElementTest():
                for symbol in of.element:
                    if not self.amount(symbol, of).is_exact:
                        yield of, f"{symbol} {of.bound_in}"
            case AnyElementTest():
                for each in self.each_of(of):
                    yield from self.open_tests(each)
            case PartyTest():
                for role in of.party:
                    field = ROLES[role]
                    nobody = (f"{field}[0]" if field.endswith("s") else field,)
                    for place in self.facts.get(f"#{role}", nobody):
                        yield from self.open_tests(of.where, place)


class Oracle:
    """One line of a shipment on a day."""

    def __init__(self, law: Law, on: date, shipment: Shipment, line: Line) -> None:
        self.law, self.on, self.shipment, self.line = law, on, shipment, line
        self.reviews: dict[str, bool] = {}
        header = shipment_facts(shipment, on, law.vocabulary)
        lenient, self.doubtful, self.surely = screened(self, header)
        self.facts = line_facts(header, line, law.vocabulary)
        self.readings = [Reading(law, on, self.facts), Reading(law, on, {**self.facts, **lenient})]

    def status(self, name: str) -> tuple[str, str | None]:
        life = self.law.lives.get(name)  # entries that the catalogue alone names have none
        if life is None:
            return "in_force", None
        found = status_of(life, self.on)
        return found.status, found.by

    def answer(self) -> Answer:
        """What entries and rules say, in both readings of what the law leaves open."""
        found = [self.asked(entry) for entry in all_entries(self.law) if self.is_candidate(entry)]
        concluded = []
        for index, reading in enumerate(self.readings):
            reading.listed = listed(self, reading, found, index)
            reading.flags = self.flags(reading, is_cautious=index == 0)
            concluded.append(self.concluded(reading, is_cautious=index == 0))
        outcomes = [outcome_of(self.law, each) for each in concluded]
        outcome = outcomes[0]
        if outcomes[0] != outcomes[1]:  # what both lead to; beyond that a person decides
            floor = "undetermined" if "undetermined" in outcomes else "review"
            outcome = worst(floor, min(outcomes, key=RANKS.index))
        applies = certainty(*concluded)
        rules = self.law.rules
        reviews = {name: sure for name, sure in applies.items() if rules[name].then.reviews}
        doubts = {**self.doubts(found, concluded[0]), **self.reviews}
        if doubts:
            outcome = worst(outcome, "review")
        reviews |= doubts
        for name, least in self.unpointed(found):
            outcome = worst(outcome, least)
            reviews |= {name: True} if least == "review" else {}
        return Answer(
            outcome,
            {each.entry.id: each.result for each in found},
            {name: sure for name, sure in applies.items() if rules[name].then.requires},
            {name: sure for name, sure in applies.items() if rules[name].then.prohibits},
            reviews,
        )

    # ---------------------------------------------------------------- what points to an entry

    def is_candidate(self, entry: Entry) -> bool:
        asked_when = entry.asked_when
        return (
            self.is_pointed_to(entry)
            and self.status(entry.id)[0] != "repealed"
            and (asked_when is None or self.readings[0].truth(asked_when) is True)
        )

    def is_pointed_to(self, entry: Entry) -> bool:
        """Whether anything that is stated of the line points to an entry."""
        evidence, number = entry.evidence, self.line.customs_number or "-"
        stated = {item.number for item in evidence.numbers}
        makeup = self.facts.get("line.composition")
        code, own = plain(self.line.control_code or "-"), plain(entry.control_code or "+")
        return (
            any(
                n.startswith(number) or number.startswith(n)
                for n in stated | printed(self.law, entry)
            )
            # Numbers under the same six digits, of entries that can be told apart by facts.
            or (entry.definition is not None and number[:6] in {n[:6] for n in stated if n[5:]})
            or number[:4] in evidence.headings
            or number[:6] in evidence.headings
            or f"{own}.".startswith(f"{code}.")
            or f"{code}.".startswith(f"{own}.")
            or self.line.cas in evidence.cas
            or is_named_material(self.line.description or "", entry)
            or any(symbol in evidence.elements for symbol in (makeup.named if makeup else ()))
            or any(self.facts.get(each.fact) == each.is_ for each in evidence.facts)
            or is_described(self.line.description or "", entry)
        )

    def unpointed(self, found: list[Found]) -> Iterator[tuple[str, str]]:
        """What the limits of the tool ask for."""
        kind = self.facts.get("line.item_kind")
        is_intangible = (
            kind in {"technology", "service", "data"} or "line.technology_field" in self.facts
        )
        if not any(self.shows_something(each, is_intangible=is_intangible) for each in found):
            if is_intangible:
                yield "catalogue-not-asked", "review"
            elif self.line.customs_number is None:
                yield "catalogue-not-asked", "undetermined"
        code = plain(self.line.control_code or "")
        owned = {plain(e.control_code) for e in all_entries(self.law) if e.control_code}
        is_known = any(
            f"{own}.".startswith(f"{code}.") or f"{code}.".startswith(f"{own}.") for own in owned
        )
        if re.match(r"[0-9][a-e][0-9]{3}\b", code) and not is_known:
            yield "control-code-unknown", "review"

    def shows_something(self, found: Found, *, is_intangible: bool) -> bool:
        """Whether an entry shows that the lists could point to the line; see `unpointed`."""
        is_of_the_day = found.status in EFFECT or found.result == "controlled"
        is_of_goods = re.match("[0-9][ABC]", found.entry.control_code or "") is not None
        is_for_all = found.entry.asked_when is None
        return is_for_all and is_of_the_day and not (is_of_goods and is_intangible)

    # ---------------------------------------------------------------- entries

    def covers(self, entry: Entry, reading: Reading) -> tuple[Truth, Truth]:
        """Whether the line is what an entry describes: cautious, and lenient where law is open."""
        if entry.definition is None:
            return True, False
        covered = reading.truth(entry.definition)
        doubt = either(reading.truth(band.when) for band in entry.review_when)
        for name, is_certain in self.exclusions(entry):
            is_out = reading.truth(self.law.exclusions[name].when)
            if is_certain:
                covered = both((covered, negated(is_out)))
            else:
                doubt = either((doubt, is_out))
        if covered is False or doubt is False:
            return covered, covered
        return covered, False if doubt else None

    def exclusions(self, entry: Entry) -> Iterator[tuple[str, bool]]:
        """The exclusions with effect, and whether each takes the line out for certain."""
        own = self.status(entry.id)
        for name in entry.exclusions:
            status = self.status(name)
            if status[0] in EFFECT or status == own:
                is_settled = status[0] == "in_force" or status == own
                yield name, is_settled and self.law.exclusions[name].confidence != "low"

    def asked(self, entry: Entry) -> Found:
        cautious, lenient = self.covers(entry, self.readings[0])
        # The lines of entries that are named, or that have the number to themselves, are not
        # cleared by what else is stated.
        code = plain(self.line.control_code or "")
        is_named = plain(entry.control_code or "-") == code or self.line.cas in entry.evidence.cas
        is_whole = self.line.customs_number in printed(self.law, entry, is_whole=True)
        if cautious is False and (is_whole or (is_named and entry.confidence == "low")):
            cautious, lenient = True, False
        results: dict[tuple[Truth, Truth], str] = {
            (True, True): "controlled",
            (True, False): "review",
            (False, False): "not_controlled",
        }
        result = results.get((cautious, lenient), "undetermined")
        status = self.status(entry.id)[0]
        if status == "unverified":
            lenient = False
        elif status != "in_force":
            cautious = lenient = False
        return Found(entry, status, cautious, lenient, result)

    # ---------------------------------------------------------------- flags and rules

    def flags(self, reading: Reading, *, is_cautious: bool) -> set[str]:
        names: set[str] = set()
        for flag in self.law.red_flags.values():
            status = self.status(flag.id)[0]
            has_effect = status == "in_force" or (status == "unverified" and is_cautious)
            is_cleared = flag.cleared_by and set(flag.cleared_by) <= set(self.shipment.papers)
            if has_effect and not is_cleared and reading.truth(flag.when) is True:
                names |= {flag.id, *REACHES[flag.weight]}
        return names

    def concluded(self, reading: Reading, *, is_cautious: bool) -> dict[str, Truth]:
        """Whether each rule applies, once all that comes before it has spoken."""
        own: dict[str, Truth] = {}
        for rule in self.law.rules.values():
            status = self.status(rule.id)[0]
            if status == "in_force" or (status == "unverified" and is_cautious):
                truth = reading.truth(rule.when)
                own[rule.id] = False if truth is None and self.stands(rule, reading) else truth

        def settled(name: str) -> Truth:
            truth = own[name]
            firsts = [first for first in self.law.rules[name].yields_to if first in own]
            return both([truth, *(negated(settled(first)) for first in firsts)])

        return {name: settled(name) for name in own}

    def stands(self, rule: Rule, reading: Reading) -> bool:
        """Whether an open rule is answered by its condition in words instead of by a question."""
        standing = rule.standing
        if standing is None:
            return False
        unknown = {key: test for test, key in reading.open_tests(rule.when)}
        facts = {test.fact for test in unknown.values() if isinstance(test, FactTest)}
        if standing.while_open and not facts & set(standing.while_open):
            return False
        if standing.ask_when is not None and reading.truth(standing.ask_when) is not False:
            return False
        # A name speaks against the condition: strongly, or at all where the item is listed.
        against = self.surely if guard(rule.when, self.law) is None else self.doubtful
        return not against & set(unknown)

    def doubts(self, found: list[Found], concluded: Mapping[str, Truth]) -> dict[str, bool]:
        """What a person has to judge because the law, not the facts, leaves it open."""
        rules = self.law.rules
        routed = [name for name in concluded if leads_somewhere(rules[name])]
        used = {each for name in routed for each in guard(rules[name].when, self.law) or ()}
        going = [name for name in routed if concluded[name] is not False]
        live = {each for name in going for each in guard(rules[name].when, self.law) or ()}
        doubts = {}
        for entry, status, cautious, lenient, result in found:
            is_used = entry.domain in used
            if cautious is False or (is_used and entry.domain not in live):
                continue
            is_asked = result == "undetermined" and is_used and lenient is None
            is_orphan = not is_used and entry.domain != POINTER_DOMAIN
            if not is_asked and (status == "unverified" or is_orphan or result == "review"):
                doubts[entry.id] = cautious is True
        for name, truth in concluded.items():
            then = rules[name].then
            tells = leads_somewhere(rules[name]) or then.presumes is not None or bool(then.bars)
            if self.status(name)[0] == "unverified" and truth is not False and tells:
                doubts[name] = False
        return doubts


def plain(code: str) -> str:
    return code.strip().casefold()


def leads_somewhere(rule: Rule) -> bool:
    return rule.then.prohibits or rule.then.requires is not None or rule.then.reviews is not None


def guard(of: Condition, law: Law) -> set[str] | None:
    """The domains without which a rule cannot apply: its first "listed in" that must hold."""
    if isinstance(of, ListedTest):
        return {each for name in of.listed_in for each in law.vocabulary.domains[name].members}
    guards = [guard(part, law) for part in of.all] if isinstance(of, AllOf) else []
    return next((found for found in guards if found is not None), None)


def certainty(cautious: Mapping[str, Truth], lenient: Mapping[str, Truth]) -> dict[str, bool]:
    """The rules that apply or may: certainly where both readings say so."""
    truths = {name: (truth, lenient.get(name, False)) for name, truth in cautious.items()}
    return {name: pair == (True, True) for name, pair in truths.items() if pair != (False, False)}


def outcome_of(law: Law, concluded: Mapping[str, Truth]) -> str:
    """The worst that follows for certain; undetermined where worse than nothing may follow."""
    outcome = "not_required"
    for name, truth in concluded.items():
        then = law.rules[name].then
        leads_to = "prohibited" if then.prohibits else "licence_required"
        if not then.prohibits and then.requires is None:
            leads_to = "review"
        if truth is not False and leads_somewhere(law.rules[name]):
            outcome = worst(outcome, leads_to if truth else "undetermined")
    return outcome


def all_entries(law: Law) -> tuple[Entry, ...]:
    """Those of the packs, and those that the licensing catalogue alone names."""
    found: tuple[Entry, ...] | None = law.memo.get("oracle entries")
    if found is None:
        codes = {e.control_code for e in law.entries.values() if e.control_code is not None}
        found = law.memo["oracle entries"] = (*law.entries.values(), *pointer_entries(codes))
    return found


def printed(law: Law, entry: Entry, *, is_whole: bool = False) -> set[str]:
    """The numbers that the licensing catalogue prints for an entry, or for what it stands for."""
    return numbers_printed(law)[is_whole].get(entry.control_code or "", set())


def numbers_printed(law: Law) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By control code: all numbers, and those printed for the code as a whole."""
    found: tuple[dict[str, set[str]], dict[str, set[str]]] | None = law.memo.get("oracle numbers")
    if found is not None:
        return found
    every: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    codes = {e.control_code for e in law.entries.values() if e.control_code is not None}
    standing = codes_standing_for(codes)
    for row in all_control_numbers():
        if row.number is not None:
            for code in standing[row.control_code] or {row.control_code}:
                every.setdefault(code, set()).add(row.number)
            if row.coverage == "whole" and row.confidence == "high":
                whole.setdefault(row.control_code, set()).add(row.number)
    law.memo["oracle numbers"] = every, whole
    return every, whole


# -------------------------------------------------------------------- words


@cache
def names_in(text: str) -> list[str]:
    """A text as its English words between spaces, and each Chinese name with digits and letters."""
    found = unicodedata.normalize("NFKD", text.casefold())
    found = "".join(sign for sign in found if not unicodedata.combining(sign))
    found = unicodedata.normalize("NFKC", found)
    words = re.findall("[a-z0-9]+", found)
    words = [w[:-1] if re.search("[a-z]{3}[^s]s$", w) else w for w in words]
    found = re.sub("(?<=[a-zα-ω0-9'′]),(?=[a-zα-ω0-9])", "", found)
    runs = re.split(r"[^\u3400-\u9fff\u3007a-zα-ω0-9()\[\]{}'′·-]+", found)
    names = [re.sub(r"[()\[\]{}'′·-]", "", run) for run in runs if re.search(HAN, run)]
    return [f" {' '.join(words)} ", *names]


@cache
def written(keyword: str) -> str:
    """A keyword as it has to stand in a text: its words, or all its signs but punctuation."""
    words, *names = names_in(keyword)
    own = "".join(names) or words
    return own.lstrip() if keyword.startswith("*") else own


def is_described(text: str, entry: Entry) -> bool:
    """Whether a description has all parts of a keyword outside the words for other goods."""
    words, others = entry.evidence.keywords, entry.evidence.other_goods
    names = names_in(text)
    goods = (*others.en, *others.zh)
    return any(
        all(is_said(part, names, goods) for part in keyword.split(" + "))
        for keyword in (*words.en, *words.zh)
    )


def is_named_material(text: str, entry: Entry) -> bool:
    """Whether a description has a formula or a name of a material to which the evidence points."""
    return not materials_in(text).isdisjoint((*entry.evidence.elements, *entry.evidence.cas))


@cache
def materials_in(text: str) -> frozenset[str]:
    """The elements and CAS numbers of which a description speaks."""
    names = names_in(text)
    found = {symbol for _, symbols in formulas_in(text) for symbol in symbols}
    for material in all_material_names():
        if all(is_said(part, names, ()) for part in material.name.split(" + ")):
            found.update((*material.elements, material.cas))
    return frozenset(found - {""})


def is_said(part: str, names: list[str], goods: tuple[str, ...]) -> bool:
    keyword = written(part)
    for name in names:
        if keyword in name:
            held = [span for other in goods for span in spans(written(other), name)]
            for start, end in spans(keyword, name):
                if not any(first <= start and end <= last for first, last in held):
                    return True
    return False


def spans(part: str, name: str) -> list[tuple[int, int]]:
    return [(at, at + len(part)) for at in range(len(name)) if name.startswith(part, at)]


# -------------------------------------------------------------------- listed goods and parties


def listed(oracle: Oracle, reading: Reading, found: list[Found], index: int) -> dict[str, Truth]:
    """For each domain, whether the line is a controlled item of it."""
    result: dict[str, Truth] = {}
    for domain in {each.entry.domain for each in found}:
        own = [each for each in found if each.entry.domain == domain]
        truth = either((each.cautious, each.lenient)[index] for each in own)
        unknown = [each.entry for each in own if (each.cautious, each.lenient)[index] is None]
        if truth is None and len(unknown) > 1 and cover_all(oracle, reading, unknown, index):
            truth = True
        result[domain] = truth
    return result


def cover_all(oracle: Oracle, reading: Reading, entries: list[Entry], index: int) -> bool:
    """Whether one of some open entries covers the line, whatever the facts turn out to be."""
    tests: dict[str, list[FactTest | ElementTest]] = {}
    for entry in entries:
        for condition in (
            entry.definition,
            *(band.when for band in entry.review_when),
            *(oracle.law.exclusions[name].when for name, _ in oracle.exclusions(entry)),
        ):
            for test, key in () if condition is None else reading.open_tests(condition):
                tests.setdefault(key, []).append(test)
    values = {key: probes(reading, key, own) for key, own in tests.items()}
    if prod(map(len, values.values())) > TOO_MANY:
        return False
    for chosen in product(*values.values()):
        assumed = {**reading.facts, **dict(zip(values, chosen, strict=True))}
        supposed = Reading(reading.law, reading.on, assumed)
        if not any(oracle.covers(entry, supposed)[index] is True for entry in entries):
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


def screened(oracle: Oracle, facts: dict[str, Any]) -> tuple[dict[str, Any], set[str], set[str]]:
    """Adds what the lists say of the parties; what holds in the lenient reading, what is open."""
    lenient: dict[str, Any] = {}
    doubtful: set[str] = set()
    surely: set[str] = set()
    named = parties_of(oracle.shipment)
    parties = [
        pair for role, found in named.items() if role != "exporter" for pair in found.items()
    ]
    for path, party in parties if oracle.law.listings else ():
        facts[f"{path}.is_screened"] = party.name is not None
        claims: list[tuple[Listing, str | None]] = []
        if party.listed_as not in {None, "none"}:
            claims = [(each, None) for each, _ in same_party(party.listed_as or "", oracle.law)]
        elif party.name is not None:
            hits = screen(
                party.name, oracle.law, country=party.country, other_names=party.other_names
            )
            claims = [(hit.listing, hit.strength) for hit in hits]
            if party.listed_as == "none":
                claims = [claim for claim in claims if claim[1] == "exact"]
        stated = dict(facts)
        for listing, strength in claims:
            status = oracle.status(listing.id)[0]
            if strength is None and status == "unverified":
                oracle.reviews[listing.id] = True
            for name, value in listing.establishes.items():
                fact = oracle.law.vocabulary.facts[name]
                order: list[Any] = [*fact.terms] if fact.terms else [False, True]
                key = f"{path}.{fact.field}"
                if strength is None:  # a person confirmed that it is this party
                    usual = stated.get(key, order[0])
                    for reading, statuses in ((facts, EFFECT), (lenient, {"in_force"})):
                        holds = [value] if status in statuses else []
                        before = [reading[key]] if key in reading else []
                        reading[key] = max([usual, *before, *holds], key=order.index)
                    if key in stated and usual == order[0] != value and status in EFFECT:
                        oracle.reviews.setdefault(listing.id, True)
                elif status in EFFECT and value not in {False, "none"}:
                    if key not in stated:
                        doubtful.add(key)
                        surely |= set() if strength == "weak" else {key}
                    elif stated[key] == order[0] and strength == "exact":
                        lenient[key] = stated[key]
                        facts[key] = max(facts[key], value, key=order.index)
                        oracle.reviews[listing.id] = True
    return lenient, doubtful, surely
