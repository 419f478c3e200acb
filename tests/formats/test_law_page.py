"""The page of the law tells each instrument, article and entry, and reads no clock."""

from __future__ import annotations

from exportgate.formats.law_page import law_page
from exportgate.rules.loader import load_law


def test_the_page_tells_everything_once() -> None:
    law, page = load_law(), law_page()
    assert f"**{law.verified_up_to}**" in page
    table = page.partition("## Instruments")[2].partition("## Articles")[0]
    for name in law.instruments:
        assert table.count(f"<br>`{name}` |") == 1, name
    entries = page.partition("## Entries")[2]
    for name in law.entries:
        assert entries.count(f"<br>`{name}` |") == 1, name


def test_no_cell_breaks_its_row() -> None:
    lines = law_page().splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert {row.replace("\\|", "").count("|") for row in rows} <= {5, 7, 9}
    assert all(line.endswith("|") for line in rows)
