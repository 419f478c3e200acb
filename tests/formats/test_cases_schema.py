"""The JSON Schema of cases allows every file of cases that ships, and refuses what is none."""

from typing import Any

import jsonschema
import pytest

from exportgate.catalog.yaml_source import read_yaml
from exportgate.formats.cases_schema import cases_schema
from exportgate.rules.loader import case_texts

CASES = """\
pack: cn-made-up
cases:
  - name: one
    on: 2026-03-02
    source: [own]
    shipment: {lines: []}
    expect: {outcome: review}
"""


def faults(text: str) -> list[str]:
    content: Any = read_yaml(text, "x").content
    return [e.message for e in jsonschema.Draft202012Validator(cases_schema()).iter_errors(content)]


def test_every_shipped_file_is_allowed() -> None:
    found = {name: faults(text.decode("utf-8")) for name, text in case_texts().items()}
    assert {name: told for name, told in found.items() if told} == {}


def test_what_it_allows() -> None:
    assert faults(CASES) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pack: cn-made-up\n", ""),
        ("    source: [own]\n", ""),
        ("outcome: review", "outcome: perhaps"),
        ("outcome: review", "outcom: review"),
        ("cases:", "case:"),
    ],
)
def test_what_it_refuses(old: str, new: str) -> None:
    assert faults(CASES.replace(old, new, 1))
