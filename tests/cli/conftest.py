"""A runner for the command line, a small law and small shipments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exportgate.cli.main import cli

Run = Callable[..., Result]

MAGNET = """\
reference: M-1
export_date: 2026-03-02
destination: DE
consignee: {name: A, is_military: false, country: DE}
lines:
  - {line: "1", form: magnet, magnet_family: ndfeb, composition: "Nd 30 %, Dy 1.2 %, Fe balance"}
"""
OPEN = MAGNET.replace("Dy 1.2 %, ", "Dy <= 2 %, ").replace("M-1", "M-2")
SHIRT = """\
reference: M-3
export_date: 2026-03-02
destination: DE
lines:
  - {line: "1", description: T-shirts, customs_number: "6109100000"}
"""
ODDITY = SHIRT.replace("T-shirts", "oddity")
BANNED = SHIRT.replace("DE", "KP")
UNDATED = SHIRT.replace("export_date: 2026-03-02\n", "")


@pytest.fixture
def law() -> Path:
    """A folder with a small law."""
    return Path(__file__).with_name("packs")


@pytest.fixture
def run() -> Run:
    """Runs a command line and gives its result."""

    def invoke(*args: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)

    return invoke


@pytest.fixture
def ask(run: Run, law: Path) -> Run:
    """Runs a command with the small law."""

    def invoke(*args: str | Path, stdin: str | bytes | None = None) -> Result:
        return run(*args, "--law", law, stdin=stdin)

    return invoke


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a shipment and gives its path."""

    def write(text: str, name: str = "shipment.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
