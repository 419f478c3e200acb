"""Writes the generated files of the repository anew: `python -m exportgate.formats.generate`."""

from __future__ import annotations

from pathlib import Path

from .cases_schema import cases_schema_json
from .facts_page import facts_page
from .findings_page import findings_page
from .law_page import law_page
from .pack_schema import pack_schema_json
from .schema import schema_json

_ROOT = Path(__file__).resolve().parents[1]

GENERATED = {
    Path("formats/decision.schema.json"): schema_json,
    Path("docs/facts.md"): facts_page,
    Path("docs/findings.md"): findings_page,
    Path("docs/law.md"): law_page,
    Path("rules/cases.schema.json"): cases_schema_json,
    Path("rules/pack.schema.json"): pack_schema_json,
}
"""The generated files, from the root of the repository, and what makes their text."""


def main() -> None:
    """Write every generated file."""
    for path, make in GENERATED.items():
        (_ROOT / path).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
