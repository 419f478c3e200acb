"""The file of cleared hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exportgate.engine.cleared import ClearedHit
from exportgate.errors import InputError
from exportgate.formats.cleared import cleared_row, read_cleared, read_cleared_text

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    ClearedHit("Skydio Bakery", "US", "cn-uel-2025-7-skydio", "0123456789abcdef"),
    ClearedHit('三菱 "X": #1', None, "cn-x", "f" * 16, "A. Nother, 2026-03-02: a bakery"),
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "cleared.yaml"
    file.write_text("cleared:\n" + "\n".join(map(cleared_row, ROWS)), encoding="utf-8")
    assert read_cleared(file) == ROWS


def test_an_empty_list_clears_nothing() -> None:
    assert read_cleared_text("cleared:\n", "c.yaml") == ()


def test_all_faults_at_once() -> None:
    text = """cleared:
  - {name: A, listed_party: x, names_digest: "0123456789abcdef", country: XX}
  - {name: [], names_digest: abc, colour: red}
  - just text
"""
    with pytest.raises(InputError) as caught:
        read_cleared_text(text, "c.yaml")
    faults = [(fault.place, fault.message) for fault in caught.value.faults]
    assert faults == [
        ("line 2", "no such country code"),
        ("line 3", "this key is not known here"),
        ("line 3", "`name` is a text"),
        ("line 3", "`listed_party` is missing"),
        ("line 3", "no digest of listed names"),
        ("line 4", "a row is a mapping"),
    ]


@pytest.mark.parametrize(
    "text", ["", "[]", "rows: []", "cleared: yes", "cleared: []\nmore: 1", "a: ["]
)
def test_other_files(text: str) -> None:
    with pytest.raises(InputError):
        read_cleared_text(text, "c.yaml")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_cleared(tmp_path / "nowhere.yaml")
    file = tmp_path / "bad.yaml"
    file.write_bytes(b"\xff")
    with pytest.raises(InputError, match="not UTF-8"):
        read_cleared(file)
