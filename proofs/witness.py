"""Writes a shipment down for facts that were found, so that anyone can ask the engine about it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..catalog.composition_text import parse_composition
from .worlds import amounts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..catalog.vocabulary import Vocabulary
    from ..engine.facts import Facts
    from ..rules.models import Entry

USUAL: dict[str, Any] = {
    "movement": "export_from_china",
    "destination": "DE",
    "customs_regime": "general_trade",
    "end_use": "civil",
    "knowledge_of_risk": "none",
}
USUAL_PARTY: dict[str, Any] = {"list_status": "none", "is_military": False}
"""What is not asked about, in a witness: general trade with a civil end user."""
_ROLES = ("consignee", "end_users")
_PLACE = re.compile(r"^(\w+)(?:\[(\d+)\])?\.(.+)$")
_FORMULAS = {"oxide": "O", "compound": "F3", "alloy": "", "element": ""}
_FILLERS = ("Fe", "Al", "Cu", "Pb", "Ca", "K", "Na")
_DIGITS = 12


def shipment_for(
    facts: Facts, words: Vocabulary, entries: Iterable[Entry] = (), *, is_filled: bool = True
) -> dict[str, Any]:
    """A shipment in which the facts hold.

    Args:
        facts: As `solve` found them.
        words: The vocabulary.
        entries: Entries of which its line has to be a candidate.
        is_filled: What was left open gets the usual value: general trade with a civil end user.
    """
    shipment: dict[str, Any] = dict(USUAL) if is_filled else {}
    line: dict[str, Any] = {"line": "1"}
    parties: dict[str, dict[int, dict[str, Any]]] = {}
    if is_filled:
        parties = {role: {0: {"name": "Witness Works", **USUAL_PARTY}} for role in _ROLES}
    for key, value in sorted((k, v) for k, v in facts.items() if not k.startswith("#")):
        if key.startswith("line.composition["):
            continue
        place = _PLACE.match(key)
        scope, index, field = place.groups() if place else ("", None, "")
        level = scope if scope in {"line", "shipment"} else "party"
        fact = words.facts[f"{level}.{field}"]
        holder = {"line": line, "shipment": shipment}.get(scope)
        if holder is None:
            held = parties.setdefault(scope, {})
            holder = held.setdefault(int(index or 0), {"name": "Witness Works"})
        if fact.is_property:
            holder = holder.setdefault("properties", {})
        holder[field] = _written(value, fact.unit)
    composition = _composition(facts)
    if composition:
        line["composition"] = composition
    _point(line, entries, words)
    for role, held in sorted(parties.items()):
        found = [held.get(index, {"name": "Witness Works"}) for index in range(max(held) + 1)]
        shipment[role] = found if role in {"end_users", "intermediaries"} else found[0]
    return {**shipment, "lines": [line]}


def _written(value: Any, unit: str) -> Any:
    if hasattr(value, "low"):
        return f"{_decimal(value.low)} {unit if unit != '1' else ''}".strip()
    return value


def _decimal(value: Fraction) -> str:
    """A number as people write it, without an exponent."""
    digits = abs(round(Fraction(value) * 10**_DIGITS))
    whole, rest = divmod(digits, 10**_DIGITS)
    text = f"{whole}.{rest:0{_DIGITS}d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def _composition(facts: Facts) -> str:
    amounts = amounts_of(facts)
    if not amounts:
        return ""
    parts: list[str] = []
    total = Fraction(0)
    for symbol, found in sorted(amounts.items()):
        bound = sum((value for kinds, value in found.items() if kinds), Fraction(0))
        for kinds, value in [*found.items(), (_other(found), found.get((), bound) - bound)]:
            if not kinds or value <= 0:
                continue
            formula = f"{symbol}{_FORMULAS[kinds[0]]}"
            share = parse_composition(f"{formula} 100 %").element(symbol).low or Fraction(1)
            amount = value / share
            total += amount
            parts.append(f"{formula} {_decimal(amount * 100)} %")
    if total < 1:
        filler = next(name for name in _FILLERS if name not in amounts)
        parts.append(f"{filler} bal")
    return ", ".join(parts)


def _other(found: Mapping[tuple[str, ...], Fraction]) -> tuple[str, ...]:
    """A kind in which the rest of an element may be bound without counting for any test."""
    named = {kind for kinds in found for kind in kinds}
    return next(((kind,) for kind in ("element", "oxide", "compound") if kind not in named), ())


def _point(line: dict[str, Any], entries: Iterable[Entry], words: Vocabulary) -> None:
    """Make a line a candidate: by control code, and where there is none by what else points."""
    said = []
    for entry in entries:
        evidence = entry.evidence
        if entry.control_code is not None and "control_code" not in line:
            line["control_code"] = entry.control_code
        elif evidence.keywords.en or evidence.keywords.zh:
            said.append((*evidence.keywords.en, *evidence.keywords.zh)[0].lstrip("*"))
        elif evidence.numbers and "customs_number" not in line:
            line["customs_number"] = evidence.numbers[0].number.ljust(10, "0")
        elif evidence.cas and "cas" not in line:
            line["cas"] = evidence.cas[0]
        elif evidence.headings and "customs_number" not in line:
            line["customs_number"] = evidence.headings[0].ljust(10, "0")
        elif evidence.facts:
            fact = words.facts[evidence.facts[0].fact]
            holder = line.setdefault("properties", {}) if fact.is_property else line
            holder.setdefault(fact.field, evidence.facts[0].is_)
    if said:
        line.setdefault("description", ", ".join(said))
