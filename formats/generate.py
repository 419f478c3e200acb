"""Writes the generated files of this folder anew: `python -m exportgate.formats.generate`."""

from __future__ import annotations

from pathlib import Path

from .schema import schema_json

SCHEMA_FILE = Path(__file__).with_name("decision.schema.json")


def main() -> None:
    """Write `decision.schema.json`."""
    SCHEMA_FILE.write_text(schema_json(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
