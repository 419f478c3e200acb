"""The JSON Schema of a decision, made from the dataclasses and their docstrings."""

from __future__ import annotations

from typing import Any

from .docstrings import words_of

SCHEMA_ID = "urn:exportgate:schema:decision:1"
"""Name of the schema; the number rises when a reader of the JSON would have to change."""


def decision_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every decision written by `to_json` meets.

    All fields are always present. A later version may add fields: readers ignore those that they do
    not know.
    """
    from .decision_json import decision_adapter

    schema = decision_adapter().json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    schema.pop("title", None)
    for name, body in [*definitions.items(), ("Decision", schema)]:
        if body.get("type") == "object":
            _describe(name, body)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Decision",
        **schema,
        "$defs": definitions,
    }


def schema_json() -> str:
    """The text of `decision.schema.json`."""
    import json

    return json.dumps(decision_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _describe(name: str, body: dict[str, Any]) -> None:
    """Put the words of the docstrings into a definition, and say that every field is present."""
    from ..catalog.text import Text
    from ..engine import decision

    summary, fields = words_of(getattr(decision, name, Text))
    body["description"] = summary
    body["required"] = sorted(body["properties"])
    body.pop("additionalProperties", None)
    for field, property_ in body["properties"].items():
        property_.pop("title", None)
        property_.pop("default", None)
        if field in fields:
            property_["description"] = fields[field]
