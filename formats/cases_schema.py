"""The JSON Schema of a file of cases, made from its models, for editors."""

from __future__ import annotations

import json
from typing import Any

from .docstrings import words_of

SCHEMA_ID = "urn:exportgate:schema:cases:1"
"""Name of the schema; the number rises when a file that it allowed would no longer be read."""


def cases_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every file of cases meets.

    What a shipment may say is left to the reader of shipments.
    """
    from ..rules import cases

    schema = cases.CaseFile.model_json_schema()
    definitions = schema.pop("$defs")
    for name, body in [*definitions.items(), ("CaseFile", schema)]:
        summary, fields = words_of(getattr(cases, name))
        body["description"] = summary
        body.pop("title", None)
        for field, inner in body["properties"].items():
            inner.pop("title", None)
            inner["description"] = fields[field]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
        "$defs": definitions,
    }


def cases_schema_json() -> str:
    """The text of `cases.schema.json`."""
    return json.dumps(cases_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
