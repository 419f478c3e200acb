"""`exportgate screen`, and `check --cleared`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Run

ORDER = """\
reference: T
export_date: 2026-03-02
destination: US
consignee: {name: Skydio, country: US}
end_users: [{name: Raytheon Missile Systems Co, country: US}]
lines: [{line: "1", description: cotton T-shirts, customs_number: "6109100021"}]
"""


def test_a_hit_is_explained(run: Run) -> None:
    result = run("screen", "Martin Lockheed Corp", "--country", "USA", "--on", "2026-03-02")
    assert result.exit_code == 0
    assert "97 Lockheed Martin Corporation" in result.output
    assert "the words stand in another order" in result.output
    assert "cn-uel-2023-1-lockheed-martin" in result.output
    assert all(cell_len(line) <= 80 for line in result.output.splitlines())


def test_nothing_found_is_1(run: Run) -> None:
    result = run("screen", "Bäckerei Hofmann")
    assert result.exit_code == 1
    assert "none of 275 listed parties" in result.output
    assert run("screen", "  ").exit_code == 2


def test_chinese_words(run: Run) -> None:
    result = run("screen", "通用動力公司", "--lang", "zh")
    assert "繁体或日文汉字按简体处理" in result.output


def test_json(run: Run) -> None:
    result = run("screen", "Skydio", "--format", "json", "--also", "Lockheed Martin")
    found = json.loads(result.stdout)
    assert {hit["screened"] for hit in found["parties"][0]["hits"]} == {"Skydio", "Lockheed Martin"}


def test_rows_clear_a_check(run: Run, file: Callable[[str], Path], tmp_path: Path) -> None:
    order = file(ORDER)
    assert run("check", order).exit_code == 11
    text = run("screen", "Raytheon Missile Systems Co", "--country", "US", "--rows").stdout
    rows = tmp_path / "cleared.yaml"
    rows.write_text(text[text.index("cleared:") :], encoding="utf-8")
    result = run("check", order, "--cleared", str(rows))
    assert result.exit_code == 0
    assert "Cleared by a person." in result.output
    again = run("screen", "Raytheon Missile Systems Co", "--country", "US", "--cleared", str(rows))
    assert "Cleared by a person." in again.output


def test_a_bad_file_is_bad_input(run: Run, file: Callable[[str], Path], tmp_path: Path) -> None:
    rows = tmp_path / "cleared.yaml"
    rows.write_text("cleared: [{name: A}]", encoding="utf-8")
    result = run("check", file(ORDER), "--cleared", str(rows))
    assert result.exit_code == 64
    assert "`listed_party` is missing" in result.output
