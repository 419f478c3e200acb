"""Makes shipments out of a law: its evidence, both sides of its thresholds, its listed names.

What is chosen each time is left to the caller: Hypothesis, or a seeded generator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..catalog.control_numbers import all_control_numbers
from ..catalog.countries import all_country_groups
from ..catalog.units import parse_quantity
from ..rules.conditions import (
    AllOf,
    AnyElementTest,
    AnyOf,
    ElementTest,
    FactTest,
    Not,
    PartyTest,
)
from .meeting import ways_to_meet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.vocabulary import Fact
    from ..rules.conditions import Condition
    from ..rules.law import Law
    from ..rules.models import Entry
    from .meeting import Stated

Choose = Callable[[Sequence[Any]], Any]
"""Takes one of several; simpler ones stand first."""

_WAYS = 12
_EVERYDAY = (
    ("cotton T-shirt", "6109100010"),
    ("servo motor", "8501520000"),
    ("laptop computer", "8471300000"),
    ("plastic cap", "3926909090"),
    ("棉制针织T恤", "6109100090"),
)
_FORMULAS = ("Dy2O3", "La2O3", "TbCl3", "Nd2Fe14B", "SmCo5", "(Y0.9Gd0.1)2O3", "GaAs", "Bi2Te3")
_PURITIES = ("99.9 %", ">= 99.99 %", "50 %", "0.05 %")
_PLACES = ("DE", "US", "JP", "KP", "HK", "CN", "IN")
_SHARES = ("0.001", "0.05", "0.1", "0.11", "2", "30", "60", "<=0.1", "<0.1", ">0.1", "0-2")
_SPELLINGS = ("{0} {u}", ">= {0} {u}", "<= {0} {u}", "> {0} {u}", "< {0} {u}", "{0}-{1} {u}")
_FACTORS = ("1", "1.001", "0.999", "2", "0.5")
_ORDINARY = {
    "destination": "DE",
    "customs_regime": "general_trade",
    "end_use": "civil",
    "knowledge_of_risk": "none",
}


def tests_of(condition: Condition | None) -> Iterator[FactTest | ElementTest | AnyElementTest]:
    """The tests of which a condition is made."""
    if isinstance(condition, FactTest | ElementTest | AnyElementTest):
        yield condition
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.all if isinstance(condition, AllOf) else condition.any:
            yield from tests_of(part)
    elif isinstance(condition, Not):
        yield from tests_of(condition.not_)
    elif isinstance(condition, PartyTest):
        yield from tests_of(condition.where)


def decimal_text(value: Fraction) -> str:
    """A number as people write it, to twelve digits."""
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.12f}".rstrip("0").rstrip(".")


class Maker:
    """Shipments, lines, parties and days that a law has something to say of.

    Args:
        law: The law.
    """

    def __init__(self, law: Law) -> None:
        self.law = law
        self.facts = law.vocabulary.facts
        self.entries = tuple(law.entries.values())
        self._ways: dict[str, tuple[Stated, ...]] = {}
        self._numbers: dict[str, set[str]] = defaultdict(set)
        for row in all_control_numbers():
            if row.number is not None:
                self._numbers[row.control_code].add(row.number)
        self._limits: dict[str, set[Fraction]] = defaultdict(set)
        self._words: dict[str, set[str]] = defaultdict(set)
        self.elements: set[str] = set()
        for condition in self._conditions():
            for test in tests_of(condition):
                self._note(test)
        self._read = {
            level: sorted(
                name
                for name, fact in self.facts.items()
                if fact.level == level and name in {*self._words, *self._limits}
            )
            for level in ("shipment", "party", "line")
        }
        self.names = sorted(
            {
                (name, party.id)
                for listing in law.listings.values()
                for party in listing.parties
                for name in party.names
            }
        )
        groups = [member.code for group in all_country_groups() for member in group.members]
        named = {
            word for name, words in self._words.items() if self._is_country(name) for word in words
        }
        self.places = (*_PLACES, *sorted({*groups, *named} - {*_PLACES}))
        self.papers = sorted({p for flag in law.red_flags.values() for p in flag.cleared_by})
        self.days = sorted(
            {
                day + timedelta(days=shift)
                for day in {*law.changes, *(p.verified_up_to for p in law.packs)}
                for shift in (-1, 0, 1)
            }
        )

    def _conditions(self) -> Iterator[Condition | None]:
        law = self.law
        for entry in self.entries:
            yield from (entry.definition, entry.asked_when)
            yield from (band.when for band in entry.review_when)
        for holder in (law.exclusions, law.red_flags, law.rules):
            yield from (each.when for each in holder.values())
        yield from (kind.available_when for kind in law.licence_kinds.values())

    def _note(self, test: FactTest | ElementTest | AnyElementTest) -> None:
        if isinstance(test, ElementTest):
            self.elements |= set(test.element)
        elif isinstance(test, AnyElementTest):
            self.elements |= set(self.law.vocabulary.element_groups[test.any_element_of].symbols)
        else:
            fact, (_, wanted) = self.facts[test.fact], test.comparison
            if fact.type == "quantity":
                limit = parse_quantity(wanted, fact.unit).low
                self._limits[test.fact] |= set() if limit is None else {limit}
            else:
                words = wanted if isinstance(wanted, tuple) else (wanted,)
                is_named = {"member_of", "differs_from"} & {test.comparison[0]}
                self._words[test.fact] |= set() if is_named else {str(word) for word in words}

    def _is_country(self, name: str) -> bool:
        return self.facts[name].type == "country"

    # ------------------------------------------------------------------ values

    def value(self, fact: Fact, choose: Choose) -> Any:
        """A value of a fact, near a threshold of the law where it has one."""
        if fact.terms:
            named = self._words[fact.name] & set(fact.terms)
            return choose([*sorted(named), *sorted(set(fact.terms) - named)])
        if fact.type == "flag":
            return choose([True, False])
        if fact.type == "country":
            return choose(self.places)
        if fact.type == "quantity":
            limit = choose(sorted(self._limits[fact.name] or {Fraction(1)}))
            low = limit * Fraction(choose(_FACTORS))
            high = low + abs(limit) / 1000
            spelling = choose(_SPELLINGS)
            texts = decimal_text(low), decimal_text(high)
            return spelling.format(*texts, u=fact.unit)
        word: str = choose(sorted(self._words[fact.name] or {"6109100010"}))
        return word.ljust(6, "0") if fact.name == "line.customs_number" else word

    def around_limits(self, fact: Fact) -> list[str]:
        """Values of a quantity on every limit of the law, and on both sides of them."""
        limits = sorted(self._limits[fact.name])
        near = [limit + step * abs(limit) / 1000 for limit in limits for step in (-1, 0, 1)]
        return [f"{decimal_text(value)} {fact.unit}" for value in near]

    def put(self, content: dict[str, Any], fact: Fact, value: Any) -> None:
        """Write a fact where the shipment, party or line holds it."""
        holder = content.setdefault("properties", {}) if fact.is_property else content
        holder[fact.field] = value

    def composition(self, choose: Choose, near: Sequence[str] = ()) -> dict[str, Any]:
        """A composition with elements of the law, below and above their limits."""
        symbols = [*near, *sorted(self.elements), "Fe", "O", "C"]
        content: dict[str, Any] = {}
        for _ in range(choose([1, 2, 3])):
            symbol = choose(symbols)
            # Oxygen has no oxide: it would be named twice.
            name = choose(["{}", "{}", "{}2O3" if symbol != "O" else "{}"]).format(symbol)
            share = choose(_SHARES[:4] if content else _SHARES)
            content[name] = f"{share} %"
        if choose([True, False]) and "Al" not in content:
            content["Al"] = "balance"
        return content

    # ------------------------------------------------------------------ lines

    def line(self, choose: Choose, *, entry: Entry | None = None) -> dict[str, Any]:
        """One line: goods that an entry means, or nearly, or goods of every day.

        Args:
            choose: Takes one of several.
            entry: The entry that is meant; None chooses one, or goods of every day.
        """
        if entry is None and choose(range(8)) == 0:
            description, number = choose(_EVERYDAY)
            content: dict[str, Any] = {"description": description, "customs_number": number}
            self._add_some(content, "line", choose, most=2)
            return content
        entry = entry or choose(self.entries)
        content = self._goods(entry, choose)
        self._point(content, entry, choose)
        if choose(range(6)) == 0:
            # What another entry asks for, so that both are open, or one excludes the other.
            self._state(content, choose(self.entries), choose)
        if choose(range(3)) == 0:
            content["origin"] = choose(["CN", *_PLACES])
        return content

    def _goods(self, entry: Entry, choose: Choose) -> dict[str, Any]:
        content: dict[str, Any] = {}
        manner = choose(["meets", "meets", "nearly", "mixed", "mixed", "silent"])
        ways = self.ways(entry)
        if manner in {"meets", "nearly"} and ways:
            stated = choose(ways).at("line")
            content = {**stated, "properties": dict(stated.get("properties", {}))}
            if manner == "nearly":
                for holder in (content["properties"], content):
                    for name in sorted(set(holder) - {"properties"}):
                        if choose(range(4)) == 0:
                            del holder[name]
                self._state(content, entry, choose, one_in=4)
        elif manner != "silent":
            self._state(content, entry, choose)
        return content

    def ways(self, entry: Entry) -> tuple[Stated, ...]:
        """A few statements under which an entry's definition is true.

        First those under which nothing takes the goods out, or leaves them to a person.
        """
        if entry.id not in self._ways:
            found: list[Stated] = []
            if entry.definition is not None:
                against = [self.law.exclusions[name].when for name in entry.exclusions]
                against += [band.when for band in entry.review_when]
                beside = tuple(Not.model_construct(not_=each) for each in against)
                clear = AllOf.model_construct(all=(entry.definition, *beside))
                for each in (clear, entry.definition):
                    found += islice(ways_to_meet(each), _WAYS)
            self._ways[entry.id] = tuple(found)
        return self._ways[entry.id]

    def _state(
        self, content: dict[str, Any], entry: Entry, choose: Choose, one_in: int = 0
    ) -> None:
        law = self.law
        conditions = [entry.definition, *(band.when for band in entry.review_when)]
        conditions += [law.exclusions[name].when for name in entry.exclusions]
        tests = [test for condition in conditions for test in tests_of(condition)]
        for name in sorted({test.fact for test in tests if isinstance(test, FactTest)}):
            fact = self.facts[name]
            is_stated = choose(range(one_in)) == 0 if one_in else choose(range(3)) > 0
            if is_stated and fact.level == "line":
                self.put(content, fact, self.value(fact, choose))
        symbols = [s for test in tests if isinstance(test, ElementTest) for s in test.element]
        symbols += [
            symbol
            for test in tests
            if isinstance(test, AnyElementTest)
            for symbol in law.vocabulary.element_groups[test.any_element_of].symbols
        ]
        if symbols and choose(range(4)) > 0:
            content["composition"] = self.composition(choose, sorted(set(symbols)) * 20)
        elif symbols and choose(range(4)) == 0:
            content.pop("composition", None)
            content["formula"] = choose(_FORMULAS)
            if choose([True, False]):
                content["purity"] = choose(_PURITIES)

    def _point(self, content: dict[str, Any], entry: Entry, choose: Choose) -> None:
        """State some of what makes a line a candidate, rightly and wrongly."""
        evidence = entry.evidence
        words = [*evidence.keywords.en, *evidence.keywords.zh]
        words = [word.replace("*", "alkyl") for word in words]
        titles = [entry.title.en, entry.title.zh]
        others = [*evidence.other_goods.en, *evidence.other_goods.zh]
        patterns = ["{}", "{}", "{}S", "parts of {}, used", "用于{}的零件", "{} {o}"]
        if choose(range(4)) > 0:
            word = choose([*words, *others, *titles])
            other = choose([*others, "cotton T-shirt"])
            content["description"] = choose(patterns).format(word, o=other)
        numbers = {item.number for item in evidence.numbers} | self._numbers[
            entry.control_code or ""
        ]
        numbers |= {heading.ljust(6, "0") for heading in evidence.headings}
        if choose(range(3)) > 0:
            number = choose([*sorted(numbers), "6109100010", "8479899990"])
            length = choose([10, 10, 6, 8])
            changed = choose([number, number, f"{number[:6]}9090"])
            content["customs_number"] = changed[:length].ljust(6, "0")
        if evidence.cas and choose(range(3)) == 0:
            content["cas"] = choose(evidence.cas)
        if entry.control_code and choose(range(4)) == 0:
            code = entry.control_code
            content["control_code"] = choose(
                [code, code.lower(), code.rpartition(".")[0] or code, f"{code}.z", "9E999", "N/A"]
            )
        for term in evidence.facts:
            fact = self.facts[term.fact]
            if choose(range(3)) == 0 and fact.level == "line":
                self.put(content, fact, term.is_)

    def _add_some(self, content: dict[str, Any], level: str, choose: Choose, *, most: int) -> None:
        names = self._read[level]
        for _ in range(choose(range(most + 1)) if names else 0):
            fact = self.facts[choose(names)]
            is_own = fact.name not in {"line.composition", "line.cas", "party.listed_as"}
            if is_own and fact.type != "party":
                self.put(content, fact, self.value(fact, choose))

    # ------------------------------------------------------------------ parties and shipments

    def party(self, choose: Choose) -> dict[str, Any]:
        """One party: nobody in particular, or one whose name is on a list, or resembles one."""
        content: dict[str, Any] = {}
        if self.names and choose(range(3)) == 0:
            name, own_id = choose(self.names)
            content["name"] = choose([name, name, name[:-1] or name, f"{name} Trading"])
            if choose(range(4)) == 0:
                content["listed_as"] = choose([own_id, "none"])
        elif choose([True, False]):
            content["name"] = choose(["Gruber Antriebe GmbH", "晨光贸易"])
        if choose(range(3)) > 0:
            content["country"] = choose(self.places)
        if choose([True, False]):
            content |= {"is_military": False, "list_status": "none"}
        self._add_some(content, "party", choose, most=1)
        return content

    def shipment(self, choose: Choose, *, max_lines: int = 2) -> dict[str, Any]:
        """A shipment as a mapping, with any of its facts left blank."""
        content: dict[str, Any] = dict(_ORDINARY) if choose(range(3)) > 0 else {}
        if choose([True, False]):
            content["destination"] = choose(self.places)
        self._add_some(content, "shipment", choose, most=3)
        if choose(range(3)) > 0:
            content["consignee"] = self.party(choose)
        if choose(range(3)) > 0:
            content["end_users"] = [self.party(choose) for _ in range(choose([1, 1, 2]))]
        if choose(range(6)) == 0:
            content["intermediaries"] = [self.party(choose)]
        if self.papers and choose(range(3)) == 0:
            content["papers"] = sorted({choose(self.papers) for _ in range(3)})
        count = choose(range(1, max_lines + 1))
        content["lines"] = [{"line": str(i + 1), **self.line(choose)} for i in range(count)]
        return content

    def day(self, choose: Choose) -> date:
        """A day on which the law changes, or the day before or after, or one between."""
        day: date = choose([self.law.verified_up_to, *self.days])
        return day + timedelta(days=choose([0, 0, 0, 40, 400]))


def maker_of(law: Law) -> Maker:
    """The maker of a law; made at the first call."""
    found = law.memo.get("made")
    return found or law.memo.setdefault("made", Maker(law))  # type: ignore[no-any-return]
