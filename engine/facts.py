"""Reads a shipment into facts: one flat mapping, in which what is not stated does not stand.

Keys: `shipment.destination`, `line.form`, and for parties their place, `end_users[0].is_military`.
`#end_user` and the like hold the places of the parties in a role; `#on` the day; `#listed` what
earlier stages found; `#doubtful` keys that are unknown while a name speaks against the usual case,
each with what holds of the listed party; `#surely_doubtful` those where it does so strongly;
`#lenient` what holds instead in the lenient reading. A key that is absent is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..catalog.composition_text import composition_from_formula, parse_composition
from ..catalog.formula import parse_formula
from ..catalog.interval import Interval
from ..catalog.units import parse_quantity
from .shipment import read_purity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ..catalog.composition import Composition
    from ..catalog.vocabulary import Fact, Vocabulary
    from ..rules.conditions import BoundIn
    from .shipment import Line, Party, Shipment

Facts = dict[str, Any]

ROLES = {
    "exporter": "exporter",
    "consignee": "consignee",
    "intermediary": "intermediaries",
    "end_user": "end_users",
}
"""The role that rules name, and the field of the shipment that holds it."""

_LINE_FIELDS = (
    "customs_number",
    "control_code",
    "cas",
    "form",
    "magnet_family",
    "item_kind",
    "technology_field",
    "technology_activity",
    "equipment_kind",
    "origin",
)
_SHIPMENT_FIELDS = (
    "movement",
    "destination",
    "customs_regime",
    "end_use",
    "knowledge_of_risk",
)
_PARTY_FIELDS = ("country", "is_military", "list_status", "listed_as")

# A formula of an alloy or magnet names its main phase: at least half of the mass is taken to be
# that phase, and the rest stays open, so that "Nd2Fe14B" never says "no dysprosium".
_MAIN_PHASE = Interval(Fraction(1, 2), Fraction(1))
_WHOLE = Interval.exactly(1)


def shipment_facts(shipment: Shipment, on: date, words: Vocabulary) -> Facts:
    """The facts of header and parties.

    Args:
        shipment: As submitted.
        on: The day asked about.
        words: The vocabulary, whose premises fill what the shipment does not say.
    """
    facts: Facts = {"#on": on}
    for name in _SHIPMENT_FIELDS:
        value = getattr(shipment, name)
        if value is not None:
            facts[f"shipment.{name}"] = value
    _add_properties(facts, "shipment", shipment.properties, words)
    for name, fact in words.facts.items():
        if fact.default is not None and name not in facts:
            facts[name] = fact.default
    for role, found in parties_of(shipment).items():
        facts[f"#{role}"] = tuple(found)
        for scope, party in found.items():
            _add_party(facts, scope, party, words)
    return facts


def parties_of(shipment: Shipment) -> Mapping[str, Mapping[str, Party]]:
    """The parties that are named, by role and by where they stand, as `end_users[0]`."""
    found: dict[str, dict[str, Party]] = {}
    for role, holder in ROLES.items():
        held = getattr(shipment, holder)
        if isinstance(held, tuple):
            parties = {f"{holder}[{index}]": party for index, party in enumerate(held)}
        else:
            parties = {} if held is None else {holder: held}
        if parties:
            found[role] = parties
    return found


def line_facts(header: Mapping[str, Any], line: Line, words: Vocabulary) -> Facts:
    """The facts of one line, together with those of header and parties."""
    facts = dict(header)
    for name in _LINE_FIELDS:
        value = getattr(line, name)
        if value is not None:
            facts[f"line.{name}"] = value
    if line.properties:
        _add_properties(facts, "line", line.properties, words)
    makeup = makeup_of(line)
    if makeup is not None:
        facts["line.composition"] = makeup
    return facts


@dataclass(frozen=True, slots=True, eq=False)
class Makeup:
    """What is known of a line's make-up, with the amounts that were already worked out.

    Two are the same when they are one: it is cheaper to ask again than to compare compositions.

    Attributes:
        composition: What was stated.
        named: The elements that it names.
        amounts: Mass fractions by element and kinds; they follow from the composition alone.
    """

    composition: Composition
    named: frozenset[str]
    amounts: dict[tuple[str, tuple[str, ...] | None], Interval] = field(
        default_factory=dict, compare=False
    )

    def amount(self, symbol: str, bound_in: tuple[BoundIn, ...] | None) -> Interval:
        """The mass fraction of an element, of all of it or of what is bound in some kinds."""
        key = symbol, bound_in
        found = self.amounts.get(key)
        if found is None:
            if bound_in is None:
                found = self.composition.element(symbol)
            else:
                found = self.composition.share_of_kind(symbol, bound_in)
            self.amounts[key] = found
        return found


def makeup_of(line: Line) -> Makeup | None:
    """What is known of a line's make-up: its composition, else its formula; None if neither.

    A formula of a compound states the whole unless a purity is given. A formula of an alloy names
    its main phase and leaves the rest open.
    """
    if isinstance(line.composition, str):
        return _stated(line.composition)
    if line.composition is not None:
        return _makeup(parse_composition(line.composition))
    return None if line.formula is None else _named(line.formula, line.purity)


# The same few alloys and oxides come back on every order; what they say depends on the text alone.
@lru_cache(maxsize=4096)
def _stated(text: str) -> Makeup:
    return _makeup(parse_composition(text))


@lru_cache(maxsize=4096)
def _named(formula: str, purity: str | None) -> Makeup:
    if purity is not None:
        share = read_purity(purity)
    else:
        share = _MAIN_PHASE if parse_formula(formula).kind == "alloy" else _WHOLE
    return _makeup(composition_from_formula(formula, purity=share))


def _makeup(composition: Composition) -> Makeup:
    return Makeup(composition, composition.named_elements)


def _add_party(facts: Facts, scope: str, party: Party, words: Vocabulary) -> None:
    for name in _PARTY_FIELDS:
        value = getattr(party, name)
        if value is not None:
            facts[f"{scope}.{name}"] = value
    if party.properties:
        _add_properties(facts, scope, party.properties, words, level="party")


def _add_properties(
    facts: Facts, scope: str, values: Mapping[str, Any], words: Vocabulary, level: str = ""
) -> None:
    for name, value in values.items():
        fact = words.facts[f"{level or scope}.{name}"]
        facts[f"{scope}.{name}"] = read_value(fact, value)


def read_value(fact: Fact, value: Any) -> Any:
    """The value of a fact from what was submitted: quantities become intervals in its unit."""
    return parse_quantity(str(value), fact.unit) if fact.type == "quantity" else value


def stated_elements(facts: Facts) -> Iterable[str]:
    """The symbols of the elements that the composition names, in order."""
    makeup = facts.get("line.composition")
    return () if makeup is None else sorted(makeup.named)
