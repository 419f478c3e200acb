"""The JSON Schema of a rule pack, made from its models and the vocabulary, for editors.

It completes and checks while a rule author types: keys, ids of facts, domains and requirements, the
terms of each fact. What only all packs together can tell (ids of other files, days) is left to the
loader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .docstrings import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..catalog.vocabulary import Fact

SCHEMA_ID = "urn:exportgate:schema:pack:1"
"""Name of the schema; the number rises when a pack that it allowed would no longer be read."""

_TEXT_OR_BOTH = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Text"}]}


def pack_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every pack meets.

    The schema allows more than the loader does: a pack that it refuses is faulty.
    """
    from ..catalog.text import Text
    from ..catalog.vocabulary import vocabulary
    from ..rules import conditions, models

    schema = models.Pack.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs")
    for name, body in [*definitions.items(), ("Pack", schema)]:
        _describe(body, getattr(models, name, getattr(conditions, name, Text)))
    words = vocabulary()
    _name(definitions, "Cite", "provision", _TEXT_OR_BOTH)
    symbols = definitions["ElementTest"]["properties"]["element"]
    _name(definitions, "ElementTest", "element", {"anyOf": [{"type": "string"}, symbols]})
    facts, domains = sorted(words.facts), sorted(words.domains)
    for model, field, names in (
        ("FactTest", "fact", facts),
        ("FactEvidence", "fact", facts),
        ("Entry", "domain", domains),
        ("AnyElementTest", "any_element_of", sorted(words.element_groups)),
        ("LicenceKind", "requirement", sorted(words.requirements)),
        ("Procedure", "requirement", sorted(words.requirements)),
    ):
        _name(definitions, model, field, {"enum": names})
    _name(definitions, "ListedTest", "listed_in", {"type": "array", "items": {"enum": domains}})
    comparisons = [name.rstrip("_") for name in conditions.COMPARISONS]
    definitions["FactTest"]["oneOf"] = [{"required": [name]} for name in comparisons]
    definitions["FactTest"]["allOf"] = list(_terms_of_facts(words.facts.values()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
        "$defs": definitions,
    }


def pack_schema_json() -> str:
    """The text of `pack.schema.json`."""
    import json

    return json.dumps(pack_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _describe(body: dict[str, Any], kind: type) -> None:
    summary, fields = words_of(kind)
    body["description"] = summary
    body.pop("title", None)
    for name, field in body.get("properties", {}).items():
        field.pop("title", None)
        if name in fields:
            field["description"] = fields[name]


def _name(definitions: dict[str, Any], model: str, field: str, allowed: dict[str, Any]) -> None:
    """Replace what a field allows, keeping its description."""
    properties = definitions[model]["properties"]
    described = {k: v for k, v in properties[field].items() if k == "description"}
    properties[field] = {**described, **allowed}


def _terms_of_facts(facts: Iterable[Fact]) -> Iterator[dict[str, Any]]:
    """For each fact with terms, that it is compared with these terms only."""
    for fact in sorted(facts, key=lambda each: each.name):
        if fact.terms is None:
            continue
        terms = {"enum": sorted(fact.terms)}
        yield {
            "if": {"properties": {"fact": {"const": fact.name}}},
            "then": {"properties": {"is": terms, "in": {"items": terms}}},
        }
