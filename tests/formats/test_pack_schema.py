"""The schema for editors: every shipped pack meets it, and common slips do not."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
import yaml

from exportgate.formats.pack_schema import pack_schema
from exportgate.rules.loader import pack_texts

VALIDATOR = jsonschema.Draft202012Validator(pack_schema())

PACK = """
pack: cn-made-up
title: {en: Made up, zh: 虚构}
verified_up_to: 2026-01-01
entries:
  - id: cn-made-up-a
    control_code: "9X001"
    title: {en: Made up, zh: 虚构}
    domain: dual_use_graphite
    effective: {from: 2025-01-01}
    definition:
      all:
        - {fact: line.form, in: [powder, alloy]}
        - {fact: line.density, above: 1 g/cm3}
        - {element: Sb, above: 1 %}
    cites: [{instrument: cn-npc-2020-export-control-law, provision: Article 1}]
"""


def as_json(value: Any) -> Any:
    """What an editor sees: a bare day is text to it."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(text: str) -> list[str]:
    found = VALIDATOR.iter_errors(as_json(yaml.safe_load(text)))
    return [error.json_path for error in found]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(pack_schema())


def test_every_shipped_pack_meets_it() -> None:
    texts = pack_texts(None)
    assert len(texts) > 10
    failed = {name: faults(text.decode()) for name, text in texts.items()}
    assert {name: found for name, found in failed.items() if found} == {}


def test_what_it_allows() -> None:
    assert faults(PACK) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("verified_up_to: 2026-01-01\n", ""),
        ("title: {en: Made up, zh: 虚构}\nverified", "titel: {en: Made up, zh: 虚构}\nverified"),
        ("domain: dual_use_graphite", "domain: graphite"),
        ("line.form", "line.from"),
        ("[powder, alloy]", "[powdre, alloy]"),
        ("in: [powder, alloy]", "is: powdre"),
        ("above: 1 g/cm3", "above: 1 g/cm3, below: 2 g/cm3"),
        ("above: 1 g/cm3", "more: 1 g/cm3"),
        ("{element: Sb, above: 1 %}", "{elements: Sb, above: 1 %}"),
        ("{from: 2025-01-01}", "{to: 2025-01-01}"),
        ("    cites: [{instrument: cn-npc-2020-export-control-law, provision: Article 1}]\n", ""),
        ("provision: Article 1", "article: Article 1"),
        ("id: cn-made-up-a", "id: CN made up"),
    ],
)
def test_what_it_refuses(old: str, new: str) -> None:
    assert old in PACK
    assert faults(PACK.replace(old, new, 1))


def test_it_is_shipped_and_describes_its_fields() -> None:
    assert (files("exportgate.rules") / "pack.schema.json").is_file()
    entry = pack_schema()["$defs"]["Entry"]["properties"]
    assert "control_code" in entry
    assert entry["control_code"]["description"].startswith("As the list prints it")
    assert entry["effective"]["description"] == "The days on which it applies."
