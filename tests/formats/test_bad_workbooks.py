"""Every kind of bad workbook or file, with the exact message."""

import zipfile
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from exportgate.errors import InputError
from exportgate.formats import delimited as delimited_module
from exportgate.formats import documents as documents_module
from exportgate.formats import read as read_module
from exportgate.formats import tables as tables_module
from exportgate.formats import workbook as workbook_module
from exportgate.formats.read import read_shipments, read_shipments_text
from exportgate.formats.submission import shipment_from
from exportgate.tests.formats.workbooks import edit, with_part, workbook

HEADER = ["description", "customs number", "destination"]
AS_TEXT = "format the column as text in the spreadsheet and enter the value again"
SAVE_AS = "open it in Excel and save it as `Excel workbook (.xlsx)`"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LINE = [["line", "description"], ["1", "x"]]

SHEETS: dict[str, tuple[dict[str, Iterable[Iterable[Any]]], str]] = {
    "formula-without-value": (
        {"Lines": [HEADER, ["x", "=1+1", "DE"]]},
        (
            "f.xlsx: sheet Lines, cell B2: customs_number: cell Lines!B2 holds a formula without a "
            "stored value\n  help: open the file in Excel, save it, or paste values"
        ),
    ),
    "error-value": (
        {"Lines": [HEADER, ["x", "#N/A", "DE"]]},
        (
            "f.xlsx: sheet Lines, cell B2: customs_number: the cell holds an error of the "
            "spreadsheet: seen `#N/A`\n"
            "  help: correct the formula in the spreadsheet, or enter the value"
        ),
    ),
    "cas-as-day": (
        {"Lines": [["description", "cas"], ["x", datetime(1943, 1, 5)]]},  # noqa: DTZ001
        (
            "f.xlsx: sheet Lines, cell B2: lines[0].cas: a day stands where a CAS number is "
            "expected: seen `1943-01-05`, expected a number such as `1308-87-8`\n"
            f"  help: the spreadsheet turned the CAS number into a day: {AS_TEXT}"
        ),
    ),
    "text-as-day": (
        {"Lines": [["description", "formula"], ["x", datetime(1943, 1, 5)]]},  # noqa: DTZ001
        (
            "f.xlsx: sheet Lines, cell B2: lines[0].formula: `formula` is text, but a day stands "
            "here: seen `1943-01-05`\n"
            f"  help: a spreadsheet may have turned it into a day: {AS_TEXT}"
        ),
    ),
    "day-as-number": (
        {"Lines": [["description", "export date"], ["x", 46083]]},
        (
            "f.xlsx: sheet Lines, cell B2: export_date: `export_date` is not a day: seen `46083`, "
            "expected year, month and day such as `2026-03-02`\n"
            "  help: format the cell as a date in the spreadsheet"
        ),
    ),
    "time": (
        {"Lines": [["description", "form"], ["x", time(3, 4)]]},
        (
            "f.xlsx: sheet Lines, cell B2: form: a time of day or a duration stands here: seen "
            "`03:04:00`\n"
            "  help: format the cell as text, or as a number, and enter the value again"
        ),
    ),
    "control-code-as-number": (
        {"Lines": [["description", "control code"], ["x", 100]]},
        (
            "f.xlsx: sheet Lines, cell B2: lines[0].control_code: a control code is not a number: "
            "seen `100`, expected a code such as `1C902.a.1`\n"
            f"  help: a spreadsheet reads codes like `1E001` as powers of ten: {AS_TEXT}"
        ),
    ),
    "digits-lost": (
        {"Lines": [["description", "reference"], ["x", 1.2345678901234568e17]]},
        (
            "f.xlsx: sheet Lines, cell B2: reference: a number with more than 15 digits has lost "
            f"its last digits: seen `1.234567890123457e+17`\n  help: {AS_TEXT}"
        ),
    ),
    "which-sheet": (
        {"A": [HEADER, ["x", None, "DE"]], "B": [HEADER, ["y", None, "FR"]]},
        (
            "f.xlsx: it is not clear which sheet holds the lines: seen `A, B`, expected one sheet "
            "named `lines` or `明细`, and perhaps one named `shipment` or `表头`\n"
            "  help: rename the sheets, or delete those that are not needed"
        ),
    ),
    "one-header-several-references": (
        {"shipment": [["destination", "DE"]], "lines": [["reference", "goods"], ["A", "x"], "By"]},
        (
            "f.xlsx: sheet lines, row 3: reference: sheet `shipment` describes one shipment, but "
            "the rows name several: seen `A, B`\n"
            "  help: use one file a shipment, or give the header as columns of each row"
        ),
    ),
    "header-with-field-of-lines": (
        {"shipment": [["customs number", "8505111000"]], "lines": LINE},
        (
            "f.xlsx: sheet shipment, cell A1: customs_number: `customs number` belongs to a line, "
            "not to the shipment\n  help: state it in a column of the lines"
        ),
    ),
    "header-stated-twice": (
        {"shipment": [["destination", "DE"], ["final destination", "DE"]], "lines": LINE},
        (
            "f.xlsx: sheet shipment, cell B2: destination: `final destination` is stated twice; it "
            "stands already at sheet shipment, cell B1: seen `DE`\n"
            "  help: state it once; a list is parted by semicolons"
        ),
    ),
    "header-with-error": (
        {"shipment": [["destination", "#REF!"]], "lines": LINE},
        (
            "f.xlsx: sheet shipment, cell B1: destination: the cell holds an error of the "
            "spreadsheet: seen `#REF!`\n"
            "  help: correct the formula in the spreadsheet, or enter the value"
        ),
    ),
    "header-side-by-side": (
        {"shipment": [["destination", "end use", "reference"], ["DE", "civil"]], "lines": LINE},
        (
            "f.xlsx: sheet shipment, row 1: the sheet has the names side by side, expected two "
            "columns: names on the left, values on the right\n"
            "  help: turn the table round, or give the header as columns of each line"
        ),
    ),
    "header-contradicts-row": (
        {"shipment": [["destination", "DE"]], "lines": [["destination", "goods"], ["FR", "x"]]},
        (
            "f.xlsx: sheet lines, cell A2: destination: contradicts sheet shipment, cell B1, where "
            "`DE` stands for the same shipment: seen `FR`\n"
            "  help: a blank means the same as above; give another shipment another reference"
        ),
    ),
    "too-wide": (
        {"lines": [["description", "destination", *[None] * 199, "zz"], ["x", "DE"]]},
        (
            "f.xlsx: sheet lines, row 1: more than 200 columns\n"
            "  help: delete the columns that are not needed"
        ),
    ),
    "blank": ({"lines": []}, "f.xlsx: the file is empty\n  help: see examples/magnets.csv"),
}


def message_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_shipments(path)
    return str(caught.value)


@pytest.mark.parametrize("name", SHEETS)
def test_a_bad_sheet_is_refused_with_its_faults(name: str, tmp_path: Path) -> None:
    sheets, message = SHEETS[name]
    assert message_of(workbook(tmp_path / "f.xlsx", **sheets)) == message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("f.xlsx", b"hello", f"f.xlsx: the file is not an Excel workbook\n  help: {SAVE_AS}"),
        (
            "f.xlsx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "f.xlsx: the workbook is protected by a password\n  help: save it without a password",
        ),
        ("f.xlsx", OLE, f"f.xlsx: the file is an old Excel workbook (.xls)\n  help: {SAVE_AS}"),
        (
            "f.xls",
            OLE,
            "f.xls: files .xls are not read\n  help: open it in Excel and save it as .xlsx",
        ),
        (
            "f.xlsb",
            b"",
            "f.xlsb: files .xlsb are not read\n  help: open it in Excel and save it as .xlsx",
        ),
        ("f.ods", b"", "f.ods: files .ods are not read\n  help: save it as .xlsx or .csv"),
        (
            "f.doc",
            b"",
            (
                "f.doc: files .doc are not read\n"
                "  help: give a file .yaml, .yml, .json, .csv, .tsv or .xlsx"
            ),
        ),
        (
            "f",
            b"",
            (
                "f: the file has no suffix\n"
                "  help: give a file .yaml, .yml, .json, .csv, .tsv or .xlsx"
            ),
        ),
        (
            "f.csv",
            b"PK\x03\x04",
            (
                "f.csv: the file is a zip archive or an Excel workbook, not text\n"
                "  help: give it the suffix .xlsx if it is one"
            ),
        ),
        (
            "f.csv",
            b"a\x00b",
            (
                "f.csv: the file is not text: it holds zero bytes\n"
                "  help: save it as UTF-8, or as UTF-16 with a byte order mark"
            ),
        ),
        (
            "f.csv",
            b"a,b\n\xff\xff\xff",
            (
                "f.csv: the file is neither UTF-8 nor GB18030 text: byte 5 fits neither\n"
                "  help: save it as UTF-8 (in Excel: `CSV UTF-8`)"
            ),
        ),
        (
            "f.yaml",
            b"\xff\xfea",
            "f.yaml: the file begins as utf-16 but byte 3 is not\n  help: save it again as UTF-8",
        ),
    ],
)
def test_a_file_that_is_something_else_is_named(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert message_of(path) == message


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    expected = "f.xlsx: the file is a zip archive, but not an Excel workbook"
    assert message_of(path) == f"{expected}\n  help: {SAVE_AS}"


def test_a_workbook_without_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/a.xml", "<x/>")
    assert message_of(path).startswith("f.xlsx: the workbook cannot be read: ")


def test_macros_are_refused(tmp_path: Path) -> None:
    path = with_part(workbook(tmp_path / "f.xlsm", lines=LINE), "xl/vbaProject.bin", b"x")
    expected = "f.xlsm: the workbook holds macros, which are not opened here"
    assert message_of(path) == f"{expected}\n  help: {SAVE_AS}"


def test_a_workbook_that_unpacks_to_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_module, "MAX_UNPACKED_BYTES", 2 * 1024 * 1024)
    path = with_part(workbook(tmp_path / "f.xlsx", lines=LINE), "xl/a.bin", bytes(3 * 1024 * 1024))
    assert message_of(path) == (
        "f.xlsx: the workbook unpacks to 3 MB; at most 2 MB are read\n"
        "  help: copy the lines into a new workbook"
    )


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_module, "MAX_FILE_BYTES", 1024 * 1024)
    path = tmp_path / "f.yaml"
    path.write_bytes(b" " * 2 * 1024 * 1024)
    assert message_of(path) == "f.yaml: the file has 2 MB; at most 1 MB are read\n  help: split it"


def test_too_many_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_module, "MAX_LINES", 2)
    path = tmp_path / "f.csv"
    path.write_text("description\na\nb\nc\n", encoding="utf-8")
    assert message_of(path) == (
        "f.csv: row 1: the table holds 3 lines; at most 2 are read\n  help: split the file"
    )


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    missing = tmp_path / "f.csv"
    assert message_of(missing) == f"{missing}: no such file\n  help: check the path"
    assert message_of(tmp_path) == (
        f"{tmp_path}: this is a folder, not a file\n"
        "  help: give a file .yaml, .yml, .json, .csv, .tsv or .xlsx"
    )


def test_a_value_of_every_wrong_kind_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        shipment_from(
            {
                "export_date": ["2026-03-02"],
                "transit_countries": 5.5,
                "papers": {"a": "b"},
                "properties": "none",
                "lines": ["x", {"purity": float("nan"), "description": "a\x00b", "cas": {}}],
            }
        )
    assert [(fault.field, fault.message) for fault in caught.value.faults] == [
        ("export_date", "`export_date` is not a day"),
        ("papers", "`papers` is a list"),
        ("properties", "`properties` is a mapping of names to values"),
        ("lines[0]", "a line is a mapping of fields to values"),
        ("lines[1].purity", "not a finite number"),
        ("lines[1].description", "the text holds signs that are no characters"),
        ("lines[1].cas", "`cas` is one value"),
        ("transit_countries[0]", "no country or territory `5.5`"),
    ]


def test_a_formula_that_does_not_say_where_it_stands(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", lines=[["goods", "form"], ["x", "=1+1"]])
    edit(path, "xl/worksheets/sheet1.xml", b' r="B2"', b"")
    assert message_of(path) == (
        "f.xlsx: the workbook cannot be read: a cell holds a formula without a stored value, and "
        f"does not say where it stands\n  help: {SAVE_AS}"
    )


def test_a_sheet_that_is_not_where_the_workbook_says(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", lines=LINE)
    edit(path, "xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet7.xml")
    assert message_of(path).startswith("f.xlsx: the workbook cannot be read: ")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_damaged_part(part: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", lines=LINE)
    edit(path, part, b"</", b"<")
    assert message_of(path).startswith("f.xlsx: the workbook cannot be read: ")


def test_cells_beside_the_table(tmp_path: Path) -> None:
    rows = [[*LINE[0], None, None], [*LINE[1], None, "see Fe"]]
    sheets: dict[str, Iterable[Iterable[Any]]] = {
        "shipment": [["destination", "DE", "note"], ["Destinaton", "DE"]],
        "lines": rows,
    }
    result = read_shipments(workbook(tmp_path / "f.xlsx", **sheets))
    assert [str(warning) for warning in result.warnings] == [
        "f.xlsx: sheet shipment, cell C1: a cell beside name and value is not read: seen `note`",
        (
            "f.xlsx: sheet shipment, cell A2: `Destinaton` is not read\n"
            "  help: did you mean `destination`?"
        ),
        (
            "f.xlsx: sheet lines, cell D2: a cell under no column name is not read: seen `see Fe`\n"
            "  help: name the column if it states a fact"
        ),
    ]


def test_a_unit_without_a_number() -> None:
    result = read_shipments_text("goods,unit\nx,kg\n", "csv", "f.csv")
    assert [str(warning) for warning in result.warnings] == [
        "f.csv: row 2, column unit: `kg` stands without a quantity: not read"
    ]


def test_a_cell_and_a_file_that_are_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="a cell of 40,000 characters; at most 32,767 are read"):
        read_shipments_text("goods,form\n" + "x" * 40_000 + ",magnet\n", "csv", "f.csv")
    with pytest.raises(InputError, match="a text of 40,000 characters"):
        shipment_from({"lines": [{"description": "x" * 40_000}]})
    monkeypatch.setattr(delimited_module, "MAX_LINES", 1)
    with pytest.raises(InputError, match="more than 1 lines"):
        read_shipments_text("goods\n" + "x\n" * 40, "csv", "f.csv")


def test_too_many_lines_in_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents_module, "MAX_LINES", 1)
    with pytest.raises(InputError, match="the file holds 2 lines; at most 1 are read"):
        read_shipments_text("lines: [{}, {}]", "yaml", "f.yaml")
