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


def as_editors_read(value: Any, *, is_figure: bool = False) -> Any:
    """Our reader leaves figures as text; an editor reads a figure where one is meant."""
    if isinstance(value, dict):
        return {
            key: as_editors_read(item, is_figure=is_figure or key in {"months", "working_days"})
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [as_editors_read(item) for item in value]
    return int(value) if is_figure and isinstance(value, str) and value.isdigit() else value


def faults(text: str) -> list[str]:
    content: Any = as_editors_read(read_yaml(text, "x").content)
    return [e.message for e in jsonschema.Draft202012Validator(cases_schema()).iter_errors(content)]


def test_every_shipped_file_is_allowed() -> None:
    found = {name: faults(text.decode("utf-8")) for name, text in case_texts().items()}
    assert {name: told for name, told in found.items() if told} == {}


def test_what_it_allows() -> None:
    assert faults(CASES) == []
    limits = "working_days: {dual_use_licence: 45}, months: {cn-made-up-licence: null}"
    assert faults(CASES.replace("outcome: review", limits)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pack: cn-made-up\n", ""),
        ("    source: [own]\n", ""),
        ("outcome: review", "outcome: perhaps"),
        ("outcome: review", "outcom: review"),
        ("outcome: review", "working_days: {dual_use_licence: soon}"),
        ("cases:", "case:"),
    ],
)
def test_what_it_refuses(old: str, new: str) -> None:
    assert faults(CASES.replace(old, new, 1))
