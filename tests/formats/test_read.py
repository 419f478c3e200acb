"""Good files: each format says the same, and what was mended is told."""

import csv
import io
import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportgate.engine.shipment import Shipment
from exportgate.errors import InputError
from exportgate.formats.read import ReadResult, TextKind, read_shipments, read_shipments_text
from exportgate.formats.submission import shipment_from
from exportgate.tests.formats.workbooks import Rows, with_stored_formulas, workbook

YAML = """
reference: PO-1
export_date: 2026-03-02
destination: Germany
end_use: civil
consignee: {name: ACME GmbH, country: DE, is_military: no, list_status: none}
end_users:
  - {name: ACME GmbH, country: DE, is_military: no, list_status: none}
transit_countries: [NL, BE]
lines:
  - description: NdFeB magnet
    customs_number: "8505111000"
    form: magnet
    magnet_family: ndfeb
    composition: {Nd: 30 %, Dy: 1.9 %, Fe: balance}
    quantity: 500 kg
    value: 12000 USD
  - description: 氧化镧
    customs_number: "2846901999"
    form: oxide
    cas: 1312-81-8
    purity: 99.9 %
    quantity: 20 kg
"""
SHIPMENT = [
    ("reference", "PO-1"),
    ("出口日期", datetime(2026, 3, 2)),  # noqa: DTZ001
    ("最终目的国", "德国"),
    ("end use", "民用"),
    ("consignee", "ACME GmbH"),
    ("consignee country", "DE"),
    ("consignee military", "no"),
    ("收货人名单状态", "无"),
    ("end user", "ACME GmbH"),
    ("end user country", "DE"),
    ("end user military", "否"),
    ("end user list status", "none"),
    ("transit countries", "NL; BE"),
]
LINES: list[list[Any]] = [
    ["goods", "HS code", "form", "材质", "Nd %", "Dy (wt%)", "Fe %", "qty (kg)", "金额", "币制"],
    ["NdFeB magnet", 8505111000, "magnet", "钕铁硼", 30, 1.9, "balance", 500, 12000, "USD"],
    ["氧化镧", "2846.90.1999", "氧化物", "-", None, None, None, 20, None, None],
]
LINES[0] += ["CAS No.", "purity %"]
LINES[1] += ["n/a", None]
LINES[2] += ["1312-81-8", 99.9]


def only(result: ReadResult) -> Shipment:
    (shipment,) = result.shipments
    return shipment


def as_csv(rows: list[list[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def with_weight_units(shipment: Shipment) -> Any:
    """The content, with `wt%` and `%` taken for one."""
    return json.loads(shipment.model_dump_json().replace("wt%", "%"))


def test_each_format_gives_the_same_shipment(tmp_path: Path) -> None:
    expected = only(read_shipments_text(YAML, "yaml", "f.yaml"))
    as_json = json.dumps(expected.model_dump(mode="json"))
    assert only(read_shipments_text(as_json, "json", "f.json")) == expected
    file = workbook(tmp_path / "f.xlsx", shipment=SHIPMENT, lines=LINES)
    assert with_weight_units(only(read_shipments(file))) == with_weight_units(expected)
    names = [name for name, _ in SHIPMENT]
    values = [v.date() if isinstance(v, datetime) else v for _, v in SHIPMENT]
    rows = [[*names, *LINES[0]], [*values, *LINES[1]], [*[None] * len(names), *LINES[2]]]
    result = read_shipments_text(as_csv(rows), "csv", "f.csv")
    assert with_weight_units(only(result)) == with_weight_units(expected)
    assert result.warnings == ()
    assert shipment_from(expected.model_dump()) == expected


@pytest.mark.parametrize("name", ["magnets.xlsx", "order.yaml", "technology-transfer.yaml"])
def test_the_examples_are_read_without_warning(name: str, root: Path) -> None:
    result = read_shipments(root / "examples" / name)
    assert (len(result.shipments), result.warnings) == (1, ())


def test_the_example_workbook_has_twelve_lines(root: Path) -> None:
    shipment = only(read_shipments(root / "examples" / "magnets.xlsx"))
    assert [line.line for line in shipment.lines] == [str(n) for n in range(1, 13)]
    assert shipment.export_date == date(2026, 3, 2)
    assert shipment.lines[6].customs_number == "2846902100"
    assert shipment.lines[9].composition is None


def test_the_example_table_holds_two_shipments(root: Path) -> None:
    result = read_shipments(root / "examples" / "magnets.csv")
    assert [(s.reference, len(s.lines)) for s in result.shipments] == [
        ("SO-26-2001", 3),
        ("SO-26-2002", 1),
    ]
    assert result.shipments[1].lines[0].composition == {"Nd": "<=100 %", "Dy": "<=100 %"}


def test_a_lost_zero_comes_back_from_a_number(tmp_path: Path) -> None:
    file = workbook(tmp_path / "f.xlsx", lines=[["goods", "HS code"], ["carrots", 706100001]])
    result = read_shipments(file)
    assert only(result).lines[0].customs_number == "0706100001"
    (warning,) = result.warnings
    assert warning.place == "sheet lines, cell B2"
    assert "read as `0706100001`" in warning.message
    as_json = '{"lines": [{"customs_number": 706100001}]}'
    result = read_shipments_text(as_json, "json", "f.json")
    assert only(result).lines[0].customs_number == "0706100001"
    assert len(result.warnings) == 1


@pytest.mark.parametrize("number", [706100001, 706100001.0, "706100001.0"])
def test_no_zero_is_guessed_where_nobody_hears_the_warning(number: Any) -> None:
    with pytest.raises(InputError, match="a leading zero may have been lost"):
        shipment_from({"lines": [{"customs_number": number}]})


@pytest.mark.parametrize("number", [8505111000, 8505111000.0, "8505.11.1000"])
def test_a_whole_number_is_a_customs_number(number: Any) -> None:
    line = shipment_from({"lines": [{"customs_number": number}]}).lines[0]
    assert line.customs_number == "8505111000"


def test_a_number_with_decimals_is_a_code() -> None:
    result = read_shipments_text("HS code,goods\n8505111000.0,x\n", "csv", "f.csv")
    assert only(result).lines[0].customs_number == "8505111000"
    assert [w.message for w in result.warnings] == [
        "`8505111000.0` was a number with decimals: read without them"
    ]


def test_what_a_spreadsheet_shows_is_what_is_read(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["lines"]["B2"].number_format = "0.00%"

    rows: Rows = [["goods", "Dy %", "Tb ppm", "cas"], ["x", 0.015, 300, 7440008]]
    result = read_shipments(workbook(tmp_path / "f.xlsx", change, lines=rows))
    line = only(result).lines[0]
    assert line.composition == {"Dy": "1.5 %", "Tb": "300 ppm"}
    assert line.cas == "7440-00-8"
    assert len(result.warnings) == 1


def test_formulas_give_their_stored_values(tmp_path: Path) -> None:
    rows = [["goods", "HS code"], ["x", "=8505111000+0"]]
    file = workbook(tmp_path / "f.xlsx", lines=rows)
    with_stored_formulas(file, {"B2": "8505111000"})
    result = read_shipments(file)
    assert only(result).lines[0].customs_number == "8505111000"
    assert [(w.message, w.seen) for w in result.warnings] == [
        ("cells hold formulas; their stored values were read", "B2")
    ]


def test_what_is_hidden_or_merged_is_told(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["lines"]
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.merge_cells("A2:A3")
        book["表头"].sheet_state = "hidden"

    file = workbook(
        tmp_path / "f.xlsx",
        change,
        表头=[["字段", "值"], ["destination", "DE"], ["mood", "good"]],
        lines=[["goods", "HS code"], ["x", "8505111000"], [None, "8505111000"]],
        notes=[["anything"]],
    )
    result = read_shipments(file)
    assert only(result).destination == "DE"
    assert [w.message for w in result.warnings] == [
        "sheet `表头` is hidden; it was read",
        "`mood` is not read",
        "hidden rows were read",
        "hidden columns were read",
        "merged cells count for their first row and column only",
        "sheet `notes` is not read",
    ]


def test_titles_unknown_columns_and_totals(tmp_path: Path) -> None:
    rows: Rows = [
        ["Packing list 2026"],
        [],
        ["Nr", "品名 Goods", "HS code", "Mood"],
        [1, "x", "8505111000", "good"],
        ["合计", None, None, None],
    ]
    result = read_shipments(workbook(tmp_path / "f.xlsx", Sheet1=rows))
    assert [line.line for line in only(result).lines] == ["1"]
    assert [(w.place, w.message) for w in result.warnings] == [
        ("sheet Sheet1, cell D3", "column `Mood` is not read"),
        ("sheet Sheet1, row 5", "the row adds up others and is no line"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(encoding: str, delimiter: str, tmp_path: Path) -> None:
    text = '品名,最终目的国,形态\n"磁体\n甲",德国,target\n'.replace(",", delimiter)
    file = tmp_path / "f.csv"
    file.write_bytes(text.encode(encoding))
    result = read_shipments(file)
    assert only(result).destination == "DE"
    assert only(result).lines[0].description == "磁体\n甲"
    assert [w.message for w in result.warnings] == (
        ["the file is not UTF-8: read as GB18030 (the Chinese encoding)"]
        if encoding == "gb18030"
        else []
    )


def test_rows_are_grouped_by_reference() -> None:
    text = "ref,goods,destination\nA,x,DE\n,y,\nB,z,FR\nA,w,Germany\n"
    result = read_shipments_text(text, "csv", "f.csv")
    found = [(s.reference, s.destination, len(s.lines)) for s in result.shipments]
    assert found == [("A", "DE", 3), ("B", "FR", 1)]


def test_a_header_without_reference_takes_that_of_the_rows(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "f.xlsx",
        header=[["destination", "DE"]],
        items=[["ref", "goods"], ["A", "x"], [None, "y"]],
    )
    shipment = only(read_shipments(file))
    assert (shipment.reference, shipment.destination, len(shipment.lines)) == ("A", "DE", 2)


def test_several_parties_in_columns() -> None:
    text = "goods,end user,end user 3,end user 3 country\nx,ACME,Beta,FR\n"
    shipment = only(read_shipments_text(text, "csv", "f.csv"))
    assert [(p.name, p.country) for p in shipment.end_users] == [("ACME", None), ("Beta", "FR")]


@pytest.mark.parametrize("word", ["", "-", "—", "/", "n/a", "未知", "?", "Unknown", "无", "不详"])
def test_blank_and_unknown_words_are_unknown(word: str) -> None:
    line = {"form": word, "customs_number": word, "magnet_family": word, "origin": word}
    shipment = shipment_from({"export_date": word, "end_use": word, "lines": [line]})
    assert shipment.lines[0].model_dump(exclude_defaults=True) == {"line": "1"}
    assert (shipment.export_date, shipment.end_use) == (None, None)


@pytest.mark.parametrize("word", ["none", "无", "NIL"])
def test_none_is_an_answer_where_the_vocabulary_has_it(word: str) -> None:
    shipment = shipment_from(
        {"knowledge_of_risk": word, "consignee": {"list_status": word}, "lines": [{}]}
    )
    assert shipment.knowledge_of_risk == "none"
    assert shipment.consignee is not None
    assert shipment.consignee.list_status == "none"


def test_namibia_is_not_unknown() -> None:
    assert shipment_from({"destination": "NA", "lines": [{}]}).destination == "NA"


@pytest.mark.parametrize(
    "text",
    ["2026-03-02", "2026/3/2", "2026.03.02", "2026年3月2日", "20260302", "2026-03-02T00:00:00"],
)
def test_days_are_read(text: str) -> None:
    assert shipment_from({"export_date": text, "lines": [{}]}).export_date == date(2026, 3, 2)


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_repeated_references_are_told(kind: TextKind) -> None:
    text = '[{"reference": "A", "lines": [{}]}, {"reference": "A", "lines": [{}]}]'
    result = read_shipments_text(text, kind, "f")
    assert [w.message for w in result.warnings] == [
        "another shipment of the file has the same reference"
    ]


words = st.text(st.characters(categories=["L", "N"]), min_size=3, max_size=30).map(
    lambda text: f"magnet {text}"
)
lines = st.fixed_dictionaries(
    {"description": words},
    optional={
        "customs_number": st.sampled_from(["8505111000", "0706100001", "284690"]),
        "origin": st.sampled_from(["CN", "DE", "NA"]),
        "quantity": st.integers(1, 10**6).map(lambda n: f"{n} kg"),
        "form": st.sampled_from(["magnet", "oxide", "finished_article"]),
        "magnet_family": st.sampled_from(["ndfeb", "not_a_magnet"]),
        "composition": st.integers(0, 1000).map(lambda n: f"Dy {n / 10} %"),
    },
)


@given(st.lists(lines, min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_lines_survive_the_way_through_csv(content: list[dict[str, str]], delimiter: str) -> None:
    expected = shipment_from({"reference": "A", "destination": "DE", "lines": content})
    names = ["reference", "destination", "description", *sorted({k for c in content for k in c})]
    names = list(dict.fromkeys(names))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, delimiter=delimiter)
    writer.writeheader()
    for line in content:
        writer.writerow({"reference": "A", "destination": "DE", **line})
    result = read_shipments_text(out.getvalue(), "csv", "f.csv")
    assert only(result) == expected
    assert result.warnings == ()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
fields = st.sampled_from(
    [*Shipment.model_fields, "properties", "customs_number", "cas", "composition", "form"]
)


@given(st.dictionaries(fields, values, max_size=5), st.dictionaries(fields, values, max_size=5))
def test_no_mapping_makes_it_crash(content: dict[str, Any], line: dict[str, Any]) -> None:
    with suppress(InputError):
        shipment_from({"lines": [line], **content})


@given(st.text(), st.sampled_from(["yaml", "json", "csv", "tsv"]))
def test_no_text_makes_it_crash(text: str, kind: TextKind) -> None:
    with suppress(InputError):
        read_shipments_text(text, kind, "f")
