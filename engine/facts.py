"""Reads a shipment into facts: one flat mapping, in which what is not stated does not stand.

Keys: `shipment.destination`, `line.form`, and for parties their place, `end_users[0].is_military`.
`#end_user` and the like hold the places of the parties in a role; `#on` the day; `#listed` what
earlier stages found. A key that is absent is unknown.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..catalog.composition import Composition
from ..catalog.composition_text import composition_from_formula, parse_composition
from ..catalog.formula import parse_formula
from ..catalog.interval import Interval
from ..catalog.units import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ..catalog.vocabulary import Fact, Vocabulary
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
_PARTY_FIELDS = ("country", "is_military", "list_status")

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
    for role, field in ROLES.items():
        held = getattr(shipment, field)
        if held is None or held == ():
            continue
        parties = held if isinstance(held, tuple) else (held,)
        scopes = tuple(
            f"{field}[{i}]" if isinstance(held, tuple) else field for i in range(len(parties))
        )
        facts[f"#{role}"] = scopes
        for scope, party in zip(scopes, parties, strict=True):
            _add_party(facts, scope, party, words)
    return facts


def line_facts(header: Mapping[str, Any], line: Line, words: Vocabulary) -> Facts:
    """The facts of one line, together with those of header and parties."""
    facts = dict(header)
    for name in _LINE_FIELDS:
        value = getattr(line, name)
        if value is not None:
            facts[f"line.{name}"] = value
    if line.properties:
        _add_properties(facts, "line", line.properties, words)
    composition = composition_of(line)
    if composition is not None:
        facts["line.composition"] = composition
    return facts


def composition_of(line: Line) -> Composition | None:
    """What is known of a line's make-up: its composition, else its formula; None if neither.

    A formula of a compound states the whole unless a purity is given. A formula of an alloy names
    its main phase and leaves the rest open.
    """
    if line.composition is not None:
        return parse_composition(line.composition)
    if line.formula is None:
        return None
    purity = None if line.purity is None else parse_quantity(line.purity, "1")
    if purity is None:
        purity = _MAIN_PHASE if parse_formula(line.formula).kind == "alloy" else _WHOLE
    return composition_from_formula(line.formula, purity=purity)


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
    composition = facts.get("line.composition")
    return sorted(composition.named_elements) if composition is not None else ()
