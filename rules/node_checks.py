"""What each value of a pack has to be in the light of the others and of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..catalog.agencies import find_agency
from ..catalog.countries import all_country_groups, country_of_code
from ..catalog.elements import find_element
from ..catalog.text import Text
from ..catalog.units import parse_quantity
from ..errors import CatalogError
from .conditions import (
    FLAG_WEIGHTS,
    AnyElementTest,
    ElementTest,
    FactTest,
    ListedTest,
    RedFlagTest,
)
from .listing_models import Listing
from .models import Entry, FactEvidence

if TYPE_CHECKING:
    from ..catalog.vocabulary import Fact, Vocabulary
    from ..catalog.yaml_source import Path

_COMPARISONS_OF = {
    "term": {"is", "in"},
    "flag": {"is"},
    "quantity": {"above", "at_least", "below", "at_most"},
    "text": {"is", "in", "begins_with"},
    "date": {"before", "on_or_after"},
    "country": {"is", "in", "member_of", "differs_from"},
    "composition": set[str](),
    "party": set[str](),
}

_DOMAIN_REMEDY = "declare it under `domains` in catalog/vocabulary.yaml, or mend the name"

# Which fields of a provision name which kind of thing.
_REFERENCES = {
    "exclusions": "exclusions",
    "yields_to": "rules",
    "bars": "licence_kinds",
    "documents": "documents",
    "declares": "declaration_entries",
    "end_use_certificate": "documents",
    "cleared_by": "documents",
}

# Where a red flag is not yet known, and so may not be tested.
_BEFORE_FLAGS = {"entries", "exclusions", "red_flags"}

_AGENCY_FIELDS = {
    "issuers", "files_with", "examines", "consulted", "licenses", "decides_in_great_cases",
}  # fmt: skip

_Found = Iterator[tuple[str, str, str, str]]


def node_faults(
    node: Any, path: Path, known: dict[str, set[str]], words: Vocabulary, requirements: set[str]
) -> _Found:
    """Name, message, what was seen and what to do, of each fault of one value of a pack.

    Args:
        node: The value: a model or a text.
        path: Where it stands in its file.
        known: The ids of each kind of thing.
        words: The vocabulary.
        requirements: The kinds of requirement that a procedure serves.
    """
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if isinstance(node, Text):
        if not node.zh:
            yield (
                "missing-words",
                "the Chinese words are missing",
                node.en,
                "write `zh` beside `en`",
            )
    elif isinstance(node, str):
        yield from _reference_faults(node, field, known, requirements, words)
    elif isinstance(node, FactTest):
        yield from _fact_faults(node, words)
    elif isinstance(node, ElementTest | AnyElementTest):
        yield from _element_faults(node, words)
    elif isinstance(node, FactEvidence):
        yield from _evidence_faults(node, words)
    elif isinstance(node, RedFlagTest):
        yield from _flag_faults(node.red_flag, path, known["red_flags"])
    elif isinstance(node, ListedTest):
        yield from _domain_faults(node, path, words)
    elif isinstance(node, Listing):
        yield from _listing_faults(node, words)
    elif isinstance(node, Entry) and node.definition is None:
        yield from _pointer_faults(node)


def _pointer_faults(entry: Entry) -> _Found:
    for name in ("exclusions", "review_when"):
        if getattr(entry, name):
            yield (
                "exception-without-definition",
                f"`{name}` has no effect without a definition: a person classifies all of it",
                entry.id,
                "write a definition, or tell the exception in `notes`",
            )


def _domain_faults(test: ListedTest, path: Path, words: Vocabulary) -> _Found:
    if "asked_when" in path:
        yield (
            "asked-too-early",
            "`asked_when` is asked before it is known what the line is listed in",
            ", ".join(test.listed_in),
            "test facts of the shipment, such as `shipment.destination`",
        )
    for name in test.listed_in:
        if name not in words.domains:
            yield "unknown-domain", "no such domain or group of domains", name, _DOMAIN_REMEDY


def _flag_faults(name: str, path: Path, known: set[str]) -> _Found:
    if path[0] in _BEFORE_FLAGS:
        remedy = "test it in a rule or a licence kind"
        yield "asked-too-early", "red flags are raised after this is asked", name, remedy
    if name not in {*FLAG_WEIGHTS, *known}:
        remedy = f"write {', '.join(FLAG_WEIGHTS)}, or the id of a red flag"
        yield "unknown-red-flag", "no red flag with this id, and no weight", name, remedy


def _reference_faults(
    name: str,
    field: str,
    known: dict[str, set[str]],
    requirements: set[str],
    words: Vocabulary,
) -> _Found:
    if field in {"instrument", "by"} and name not in known["instruments"]:
        remedy = "add it to the register in rules/cn/instruments.yaml, or mend the id"
        yield "unknown-instrument", "the instrument is not in the register", name, remedy
    kind = _REFERENCES.get(field)
    if kind is not None and name not in known[kind]:
        yield (
            "unknown-reference",
            f"no {kind.replace('_', ' ')} with this id",
            name,
            "mend the id or add the thing",
        )
    if field == "domain" and name not in words.domains:
        yield "unknown-domain", "no such domain", name, _DOMAIN_REMEDY
    if field in {"requires", "requirement", "adds_to"} and name not in words.requirements:
        remedy = "declare it under `requirements` in catalog/vocabulary.yaml"
        yield "unknown-requirement", "no such kind of requirement", name, remedy
    elif field == "requires" and name not in requirements:
        remedy = "add a procedure for it: agencies, papers and time limit"
        yield (
            "requirement-without-procedure",
            "no procedure says how this requirement is met",
            name,
            remedy,
        )
    if field == "while_open" and name not in words.facts:
        remedy = "declare it in a file of catalog/facts/"
        yield "unknown-fact", "the fact is not in the vocabulary", name, remedy
    if field == "elements":
        yield from _symbol_faults(name)
    if field in _AGENCY_FIELDS:
        try:
            find_agency(name)
        except (CatalogError, KeyError):
            yield (
                "unknown-agency",
                "no such agency",
                name,
                "add it to the catalogue of agencies, or mend the id",
            )


def _listing_faults(listing: Listing, words: Vocabulary) -> _Found:
    for party in listing.parties:
        if party.country is not None and country_of_code(party.country) is None:
            yield (
                "unknown-country",
                "no such country code",
                party.country,
                "write the ISO 3166 code, as `DE`",
            )
    for name, value in listing.establishes.items():
        fact = words.facts.get(name)
        if fact is None or fact.level != "party":
            yield (
                "no-listing-fact",
                "no such fact of a party",
                name,
                "declare it in catalog/facts/party.yaml",
            )
        elif fact.type not in {"flag", "term"} or (fact.terms and "none" not in fact.terms):
            # One value has to say that a party is not listed: `none`, or false.
            remedy = "use another fact"
            yield (
                "no-listing-fact",
                "a listing establishes flags, and terms that have `none`",
                name,
                remedy,
            )
        else:
            yield from _value_faults(fact, "is", value)


def _fact_faults(test: FactTest, words: Vocabulary) -> _Found:
    fact = words.facts.get(test.fact)
    if fact is None:
        yield (
            "unknown-fact",
            "the fact is not in the vocabulary",
            test.fact,
            "declare it in a file of catalog/facts/",
        )
        return
    name, value = test.comparison
    if name not in _COMPARISONS_OF[fact.type]:
        allowed = ", ".join(sorted(_COMPARISONS_OF[fact.type])) or "an `element` condition"
        yield (
            "wrong-comparison",
            f"`{name}` does not compare a {fact.type}",
            test.fact,
            f"use {allowed}",
        )
        return
    if name == "differs_from":
        other = words.facts.get(value)
        if other is None or (other.level, other.type) != ("shipment", fact.type):
            yield (
                "wrong-comparison",
                "no country of the shipment has this name",
                value,
                "use `shipment.destination`",
            )
    else:
        yield from _value_faults(fact, name, value)


def _value_faults(fact: Fact, comparison: str, value: Any) -> _Found:
    if fact.type == "term" and fact.terms is not None:
        for term in value if isinstance(value, tuple) else (value,):
            if term not in fact.terms:
                remedy = f"use one of {', '.join(fact.terms)}"
                yield "unknown-term", f"`{fact.name}` has no such term", str(term), remedy
    elif fact.type == "flag" and not isinstance(value, bool):
        yield (
            "unknown-term",
            f"`{fact.name}` is true or false",
            str(value),
            "write `is: true` or `is: false`",
        )
    elif comparison == "member_of":
        groups = [group.id for group in all_country_groups()]
        if value not in groups:
            yield (
                "unknown-country",
                "no such group of countries",
                value,
                f"use one of {', '.join(groups)}",
            )
    elif fact.type == "country":
        for code in value if isinstance(value, tuple) else (value,):
            if country_of_code(code) is None:
                yield (
                    "unknown-country",
                    "no such country code",
                    code,
                    "write the ISO 3166 code, as `DE`",
                )
    elif fact.type == "quantity":
        yield from _threshold_faults(comparison, value, fact.unit, f"give it in {fact.unit}")


def _threshold_faults(comparison: str, value: str, unit: str, remedy: str) -> _Found:
    try:
        if not parse_quantity(value, unit).is_exact:
            yield "wrong-unit", f"`{comparison}`: a threshold is one value", value, remedy
    except CatalogError as error:
        yield "wrong-unit", f"`{comparison}`: {error.message}", value, remedy


def _element_faults(test: ElementTest | AnyElementTest, words: Vocabulary) -> _Found:
    if isinstance(test, AnyElementTest):
        if test.any_element_of not in words.element_groups:
            known = ", ".join(words.element_groups)
            yield (
                "unknown-element",
                "no such group of elements",
                test.any_element_of,
                f"use one of {known}",
            )
    else:
        for symbol in test.element:
            yield from _symbol_faults(symbol)
    for name in ("above", "at_most", "impurity_up_to"):
        value = getattr(test, name, None)
        if value is not None:
            yield from _threshold_faults(name, value, "1", "write a mass fraction, as `0.1 %`")


def _symbol_faults(symbol: str) -> _Found:
    element = find_element(symbol)
    if element is None or element.symbol != symbol:
        yield "unknown-element", "no such chemical symbol", symbol, "write the symbol, as `Dy`"


def _evidence_faults(evidence: FactEvidence, words: Vocabulary) -> _Found:
    fact = words.facts.get(evidence.fact)
    if fact is None or (fact.terms is None and fact.type != "flag"):
        remedy = "name a fact of catalog/facts/ that is a flag or has terms"
        yield (
            "unknown-fact",
            "the fact is not in the vocabulary, or has no terms",
            evidence.fact,
            remedy,
        )
    else:
        yield from _value_faults(fact, "is", evidence.is_)
