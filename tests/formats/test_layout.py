"""Lines of a terminal, with words of both widths."""

import pytest
from rich.cells import cell_len

from exportgate.formats.layout import Page, clean, cut, plain, wrap


@pytest.mark.parametrize(
    ("text", "width", "cut_text"),
    [
        ("magnet", 6, "magnet"),
        ("magnets", 6, "magne…"),
        ("钕铁硼磁体", 10, "钕铁硼磁体"),
        ("钕铁硼磁体", 9, "钕铁硼磁…"),
        ("钕铁硼磁体", 8, "钕铁硼…"),
        ("a\tb\x1b[31m", 20, "a b [31m"),
    ],
)
def test_words_are_cut_by_cells(text: str, width: int, cut_text: str) -> None:
    assert cut(text, width) == cut_text
    assert cell_len(cut(text, width)) <= width


def test_signs_that_steer_a_terminal_are_taken_out() -> None:
    assert clean("a\u202eb\x07\n c\u200b") == "ab c"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("含镝的钕铁硼永磁", ["含镝的钕铁", "硼永磁"]),
        ("含镝的钕铁。硼", ["含镝的钕", "铁。硼"]),
        ("含镝的钕（铁）", ["含镝的钕", "（铁）"]),
        ("abcdefghijklm", ["abcdefghij", "klm"]),
        ("see https://example.org/a", ["see", "https://example.org/a"]),
        ("含镝的钕铁 2 %", ["含镝的钕铁", "2 %"]),
        ("", [""]),
    ],
)
def test_words_are_wrapped(text: str, lines: list[str]) -> None:
    assert plain(wrap([(text, "")], 10)).splitlines() == lines


def test_a_paragraph_hangs_under_its_words() -> None:
    page = Page(12)
    page.write("one ", ("two three", "bold"), indent=1, mark="- ")
    assert plain(page.lines) == " - one two\n   three\n"
    assert page.lines[0] == ((" - one ", ""), ("two", "bold"))
    page.gap()
    page.gap()
    assert len(page.lines) == 3


def test_one_column_of_a_table_gives_way() -> None:
    page = Page(30)
    page.table(["a", "b", "c"], [[("1", ""), ("钕铁硼" * 9, ""), ("last column", "")]], flexible=1)
    assert [cell_len(line.rstrip()) for line in plain(page.lines).splitlines()] == [20, 30]
    assert "…" in plain(page.lines)
