"""The account of what is modelled: what a person says of the law, held against the packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from exportgate.catalog.control_numbers import all_control_numbers
from exportgate.errors import PackError
from exportgate.rules.coverage import Coverage, load_coverage, read_coverage
from exportgate.rules.loader import load_law
from exportgate.tests.small_law import small_law

NAME = "coverage.yaml"
WHOLE = """\
- {instrument: sm-act-2020, provision: "2", status: modelled, by: [sm-alpha-licence]}
- {instrument: sm-list-2025, provision: notes, status: modelled, by: [sm-magnet, sm-component]}
- instrument: sm-late-2025
  provision: {en: whole text, zh: 全文}
  status: pointer_only
  why: {en: only its dates are used, zh: 仅使用其期间}
- {instrument: sm-pause-2025, provision: all, status: modelled, by: [sm-holmium]}
"""


def account(text: str) -> Coverage:
    return read_coverage(text, NAME, small_law())


def faults(text: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        account(text)
    return [f"{fault.place}: {fault.message}: {fault.seen}" for fault in caught.value.faults]


def test_an_account_is_read() -> None:
    coverage = account(WHOLE)
    assert [row.status for row in coverage.rows] == [
        "modelled",
        "modelled",
        "pointer_only",
        "modelled",
    ]
    assert coverage.rows[0].provision.zh == "2"
    assert coverage.rows[2].by == ()


ROW = "- {instrument: sm-act-2020, provision: '3', status: %s}\n"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW % "done", "`status` has a value that is not known: done"),
        (ROW % "modelled, buy: [x]", "key `buy` is not known here"),
        (ROW % "modelled", "`modelled` by nothing that decides: `by` is empty or only points"),
        (ROW % "'modelled', by: [sm-nothing]", "nothing in the law has this id: sm-nothing"),
        (ROW % "pointer_only, by: [sm-magnet]", "`pointer_only` needs `why`"),
        (ROW % "out_of_scope", "`out_of_scope` needs `why`"),
        (
            ROW % "out_of_scope, by: [sm-magnet], why: {en: a, zh: b}",
            "what is out of scope is modelled by nothing",
        ),
        (ROW % "out_of_scope, why: {en: no text}", "the Chinese words are missing: no text"),
        (
            (ROW % "out_of_scope, why: {en: a, zh: b}").replace("'3'", "{en: all}"),
            "the Chinese words are missing: all",
        ),
        (
            (ROW % "out_of_scope, why: {en: a, zh: b}").replace("sm-act", "sm-pact"),
            "the instrument is not in the register: sm-pact-2020",
        ),
        (
            (ROW % "out_of_scope, why: {en: a, zh: b}").replace("'3'", "'2'"),
            "two rows account for this: 2",
        ),
    ],
)
def test_a_faulty_row_is_told_with_its_line(row: str, message: str) -> None:
    found = faults(WHOLE + row)
    assert any(text.startswith(f"line 8: {message}") for text in found), found


def test_all_faults_are_told_at_once() -> None:
    rows = ROW % "out_of_scope" + ROW.replace("3", "4") % "modelled"
    assert [text.split(":")[0] for text in faults(WHOLE + rows)] == ["line 8", "line 9"]


def test_what_only_points_does_not_model() -> None:
    assert small_law().entries["sm-pointer"].definition is None
    rows = ROW % "modelled, by: [sm-pointer]"
    assert faults(WHOLE + rows) == [
        "line 8: `modelled` by nothing that decides: `by` is empty or only points: "
    ]
    assert account(WHOLE + ROW % "modelled, by: [sm-pointer, sm-magnet]").rows


def test_a_whole_pack_may_be_named() -> None:
    pack = small_law().packs[0].pack
    row = f"- {{instrument: sm-act-2020, provision: '3', status: modelled, by: [{pack}]}}\n"
    assert account(WHOLE + row).rows[-1].by == (pack,)


def test_each_instrument_of_law_has_an_account() -> None:
    """`sm-old-custom` is practice, and the other instruments have entries."""
    assert faults("") == [
        ": the instrument is in the register and nothing accounts for it: sm-pause-2025"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff", "not UTF-8"),
        (b"a: 1", "valid tuple"),
        (b"- [", "not valid YAML"),
        (None, "the account of coverage is missing"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / NAME).write_bytes(content)
    with pytest.raises(PackError, match=message):
        load_coverage(small_law(), tmp_path)


def test_entries_account_for_themselves() -> None:
    coverage = account(WHOLE)
    law = small_law()
    own = {item.entry.id: item.status for item in coverage.entries if not item.is_generated}
    assert own.keys() == law.entries.keys()
    for name, status in own.items():
        assert (status == "modelled") == (law.entries[name].definition is not None)
    assert all(item.status == "pointer_only" for item in coverage.entries if item.is_generated)


def test_figures_add_up() -> None:
    """Of the law that ships: each code and each number of the catalogue is counted once."""
    law = load_law()
    coverage = load_coverage(law)
    figures = coverage.figures
    rows = all_control_numbers()
    assert figures.codes == len({row.control_code for row in rows})
    assert figures.numbers == len({row.number for row in rows if row.number})
    assert figures.codes == figures.with_definition + figures.pointer_only + figures.generated
    assert figures.generated == sum(item.is_generated for item in coverage.entries)
    assert 0 < figures.with_definition <= figures.codes
    assert 0 < figures.codes_with_numbers <= figures.codes
    assert 0 < figures.numbers_with_definition <= figures.numbers
