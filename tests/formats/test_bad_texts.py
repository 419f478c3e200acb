"""Every kind of bad text, with the exact message: the wording is part of what we promise."""

import pytest

from exportgate.errors import InputError
from exportgate.formats.read import TextKind, read_shipments_text

CASES: dict[str, tuple[TextKind, str, str]] = {
    "unknown-suffix-column": (
        "csv",
        "a,b,c\n1,2,3\n",
        (
            "f.csv: row 1: no columns are known in the first 20 rows: seen `a, b, "
            "c`, expected a header row with names such as `description`, "
            "`customs_number`, `destination`\n"
            "  help: see formats/columns.yaml for the names that are known"
        ),
    ),
    "nothing-under-header": (
        "csv",
        "HS code,description,destination\n",
        "f.csv: row 1: no line stands under the header row\n  help: enter the lines",
    ),
    "empty": (
        "csv",
        "",
        "f.csv: the file is empty\n  help: see examples/magnets.csv",
    ),
    "two-columns-one-field": (
        "csv",
        "HS code,商品编号,description\n8505111000,8505111000,x\n",
        (
            "f.csv: row 1: customs_number: columns `HS code` and `商品编号` stand for "
            "the same field\n"
            "  help: delete or rename one of them"
        ),
    ),
    "nine-digits-as-text": (
        "csv",
        "HS code,description,destination\n850511100,magnet,DE\n",
        (
            "f.csv: row 2, column HS code: lines[0].customs_number: a customs "
            "number has 10 digits, 8 or 6 as a prefix; seen 9: a leading zero may "
            "have been lost or a digit forgotten: seen `850511100`, expected 10 "
            "digits, or 8 or 6 as a prefix, such as `8505111000`\n"
            "  help: format the column as text in the spreadsheet, or add the "
            "missing digit"
        ),
    ),
    "power-of-ten": (
        "csv",
        "HS code,description,destination\n8.50511E+09,magnet,DE\n",
        (
            "f.csv: row 2, column HS code: lines[0].customs_number: "
            "`customs_number` is written as a power of ten: its digits are lost: "
            "seen `8.50511E+09`, expected all digits\n"
            "  help: format the column as text in the spreadsheet and enter the "
            "value again; widening the column does not bring them back in a saved "
            "CSV"
        ),
    ),
    "letters-in-number": (
        "csv",
        "HS code,description,destination\n85O5111000,magnet,DE\n",
        (
            "f.csv: row 2, column HS code: lines[0].customs_number: `85O5111000` "
            "is not a customs number: it has other signs than digits, dots and "
            "spaces: seen `85O5111000`, expected 10 digits, or 8 or 6 as a prefix, "
            "such as `8505111000`\n"
            "  help: give the number of the declaration, digits only"
        ),
    ),
    "unknown-country": (
        "csv",
        "HS code,description,destination\n8505111000,magnet,Germny\n",
        (
            "f.csv: row 2, column destination: destination: no country or "
            "territory `Germny`; near: Germany (DE): seen `Germny`, expected an "
            "ISO code (`KR`, `KOR`, `410`) or a name in English or Chinese\n"
            "  help: write the ISO code of the destination"
        ),
    ),
    "more-cells-than-header": (
        "csv",
        "HS code,description,destination\n8505111000,magnet, sintered,DE,x\n",
        (
            "f.csv: row 2: the row has 5 cells, the header 3: seen `x`\n"
            "  help: put a text that holds the delimiter in quotes\n"
            "f.csv: row 2, column destination: destination: no country or "
            "territory `sintered`: seen `sintered`, expected an ISO code (`KR`, "
            "`KOR`, `410`) or a name in English or Chinese\n"
            "  help: write the ISO code of the destination"
        ),
    ),
    "open-quote": (
        "csv",
        'HS code,description,destination\n8505111000,"magnet,DE\n',
        (
            "f.csv: row 2: the row cannot be parted into cells: unexpected end of "
            "data\n"
            "  help: quotes inside a quoted cell are doubled; a cell holds at most "
            "32,767 characters"
        ),
    ),
    "spreadsheet-error": (
        "csv",
        "HS code,description,destination\n#REF!,magnet,DE\n",
        (
            "f.csv: row 2, column HS code: customs_number: the cell holds an error "
            "of the spreadsheet: seen `#REF!`\n"
            "  help: correct the formula in the spreadsheet, or enter the value"
        ),
    ),
    "contradicting-destination": (
        "csv",
        "reference,description,destination\nA,x,DE\nA,y,France\n",
        (
            "f.csv: row 3, column destination: destination: contradicts row 2, "
            "column destination, where `DE` stands for the same shipment: seen "
            "`France`\n"
            "  help: a blank means the same as above; give another shipment "
            "another reference"
        ),
    ),
    "unknown-contradicts-known": (
        "csv",
        "reference,description,end use\nA,x,civil\nA,y,未知\n",
        (
            "f.csv: row 3, column end use: end_use: contradicts row 2, column end "
            "use, where `civil` stands for the same shipment: seen `未知`\n"
            "  help: a blank means the same as above; give another shipment "
            "another reference"
        ),
    ),
    "lost-reference": (
        "csv",
        "reference,description,destination\n,x,DE\nB,y,FR\n",
        (
            "f.csv: row 2: reference: the row has no reference, and none stands "
            "above it\n"
            "  help: fill in the reference of the shipment to which it belongs"
        ),
    ),
    "flag-neither": (
        "csv",
        "description,end user,end user military\nx,ACME,maybe\n",
        (
            "f.csv: row 2, column end user military: end_users[0].is_military: "
            "`is_military` is yes or no: seen `maybe`, expected yes, no, true, "
            "false, 是 or 否\n"
            "  help: answer yes or no, or leave it blank: a blank is unknown and "
            "will be asked for"
        ),
    ),
    "unknown-term": (
        "csv",
        "description,item kind\nx,lump\n",
        (
            "f.csv: row 2, column item kind: lines[0].item_kind: `item_kind` has "
            "no such value: seen `lump`, expected one of goods, technology, "
            "service, data\n"
            "  help: choose one of these, or leave it blank: a blank is unknown "
            "and will be asked for"
        ),
    ),
    "day-month-year": (
        "csv",
        "description,export date\nx,02/03/2026\n",
        (
            "f.csv: row 2, column export date: export_date: `export_date` is not a "
            "day: seen `02/03/2026`, expected year, month and day such as "
            "`2026-03-02`\n"
            "  help: day and month cannot be told apart: write the year first"
        ),
    ),
    "no-such-day": (
        "csv",
        "description,export date\nx,2026-02-30\n",
        (
            "f.csv: row 2, column export date: export_date: `export_date` is not a "
            "day: seen `2026-02-30`, expected year, month and day such as "
            "`2026-03-02`\n"
            "  help: write the day as in the example"
        ),
    ),
    "cas-check-digit": (
        "csv",
        "description,cas\nx,1308-87-9\n",
        (
            "f.csv: row 2, column cas: lines[0].cas: not a CAS number: the last "
            "digit is a check digit and would be 8: seen `1308-87-9`\n"
            "  help: compare it with the safety data sheet, digit by digit"
        ),
    ),
    "cas-as-day": (
        "csv",
        "description,cas\nx,1943/01/05\n",
        (
            "f.csv: row 2, column cas: lines[0].cas: not a CAS number: seen "
            "`1943/01/05`, expected two to seven digits, two digits and a check "
            "digit, such as `1308-87-8`\n"
            "  help: the spreadsheet seems to have turned it into a day: format "
            "the column as text in the spreadsheet and enter the value again"
        ),
    ),
    "purity-without-unit": (
        "csv",
        "description,purity\nx,99.9\n",
        (
            "f.csv: row 2, column purity: lines[0].purity: `purity` has no unit: "
            "seen `99.9`, expected a share with its unit, such as `99.9 %`\n"
            "  help: write the unit; if it is per cent, write `99.9 %`"
        ),
    ),
    "composition-over-100": (
        "csv",
        "description,Nd %,Fe %\nx,60,70\n",
        (
            "f.csv: row 2: lines[0].composition: the ingredients add up to at "
            "least 130 %, more than 100 %: seen `Nd: 60 %, Fe: 70 %`, expected for "
            "example `Nd 29.5, Dy 1.5 %, B 1, Fe bal` or `Dy2O3 99.9 %`\n"
            "  help: correct the amounts; write `closed` if nothing else is in it"
        ),
    ),
    "composition-twice": (
        "csv",
        "description,composition,Dy %\nx,Nd 30 %,1.9\n",
        (
            "f.csv: row 2, column composition: lines[0].composition: the "
            "composition stands in two places: seen `Nd 30 % and Dy %`\n"
            "  help: give it in one column, or in columns of its parts, not in both"
        ),
    ),
    "repeated-line": (
        "csv",
        "line,description\n1,x\n1,y\n",
        (
            "f.csv: row 3, column line: lines[1].line: the line's number is "
            "repeated; it stands already at row 2: seen `1`\n"
            "  help: give every line of a shipment a number of its own"
        ),
    ),
    "unit-contradiction": (
        "csv",
        "description,qty,unit\nx,5 kg,pcs\n",
        (
            "f.csv: row 2, column unit: lines[0].quantity: contradicts the unit in "
            "`5 kg`: seen `pcs`\n"
            "  help: state the unit once"
        ),
    ),
    "control-code-power": (
        "csv",
        "description,control code\nx,1.00E+02\n",
        (
            "f.csv: row 2, column control code: lines[0].control_code: "
            "`control_code` is written as a power of ten: its digits are lost: "
            "seen `1.00E+02`, expected all digits\n"
            "  help: format the column as text in the spreadsheet and enter the "
            "value again; widening the column does not bring them back in a saved "
            "CSV"
        ),
    ),
    "property-without-unit": (
        "csv",
        "description,kiln diameter\nx,1.2\n",
        (
            "f.csv: row 2, column kiln diameter: "
            "lines[0].properties.kiln_diameter: `1.2` has no unit: seen `1.2`, "
            "expected a value with its unit, such as `1.2 m`\n"
            "  help: write the unit; if it is m, write `1.2 m`"
        ),
    ),
    "yaml-syntax": (
        "yaml",
        "lines:\n  - description: [x\n",
        (
            "f.yaml: line 3: not valid YAML: did not find expected ',' or ']'\n"
            "  help: check indentation, quotes and brackets near that line"
        ),
    ),
    "yaml-repeated-key": (
        "yaml",
        "destination: DE\ndestination: FR\nlines:\n  - description: x\n",
        (
            "f.yaml: line 2: key `destination` is repeated; it stands already on "
            "line 1: seen `destination`\n"
            "  help: keep one of the two: a repeated key would silently replace "
            "the first"
        ),
    ),
    "yaml-unknown-key": (
        "yaml",
        "destinaton: DE\nlines:\n  - description: x\n    formm: magnet\n",
        (
            "f.yaml: line 1: destinaton: this key is not known here: seen "
            "`destinaton`\n"
            "  help: did you mean `destination`?\n"
            "f.yaml: line 4: lines[0].formm: this key is not known here: seen "
            "`formm`\n"
            "  help: did you mean `form`?"
        ),
    ),
    "yaml-key-of-other-level": (
        "yaml",
        "customs_number: '8505111000'\nlines:\n  - description: x\n",
        (
            "f.yaml: line 1: customs_number: this key is not known here: seen "
            "`customs_number`\n"
            "  help: it belongs to a line, not to a shipment"
        ),
    ),
    "yaml-property-outside": (
        "yaml",
        "lines:\n  - description: x\n    technology_is_public: no\n",
        (
            "f.yaml: line 3: lines[0].technology_is_public: this key is not known "
            "here: seen `technology_is_public`\n"
            "  help: write it under `properties`"
        ),
    ),
    "yaml-unknown-property": (
        "yaml",
        "lines:\n  - description: x\n    properties:\n      kiln_diametre: 1 m\n",
        (
            "f.yaml: line 4: lines[0].properties.kiln_diametre: no such property: "
            "seen `kiln_diametre`\n"
            "  help: did you mean `kiln_diameter`?"
        ),
    ),
    "yaml-no-lines": (
        "yaml",
        "destination: DE\n",
        (
            "f.yaml: line 1: lines: a shipment has at least one line\n"
            "  help: add `lines` with what is shipped"
        ),
    ),
    "yaml-empty-lines": (
        "yaml",
        "destination: DE\nlines: []\n",
        (
            "f.yaml: line 2: lines: a shipment has at least one line\n"
            "  help: add `lines` with what is shipped"
        ),
    ),
    "yaml-lines-no-list": (
        "yaml",
        "lines: {description: x}\n",
        (
            "f.yaml: line 1: lines: `lines` is a list of lines: seen `a mapping`, "
            "expected a list, each with a `description` and what else is known\n"
            "  help: begin each line with a hyphen"
        ),
    ),
    "yaml-party-text": (
        "yaml",
        "exporter: ACME\nlines:\n  - description: x\n",
        (
            "f.yaml: line 1: exporter: a party is a mapping of fields to values: "
            "seen `ACME`, expected keys such as `name: ...` and `country: ...`\n"
            "  help: see examples/order.yaml"
        ),
    ),
    "yaml-parties-mapping": (
        "yaml",
        "end_users: {name: ACME}\nlines:\n  - description: x\n",
        (
            "f.yaml: line 1: end_users: `end_users` is a list of parties: seen `a "
            "mapping`, expected a list, each with `name` and `country`\n"
            "  help: begin each party with a hyphen"
        ),
    ),
    "yaml-text": (
        "yaml",
        "just words\n",
        (
            "f.yaml: line 1: no shipment is found: seen `just words`\n"
            "  help: a shipment is a mapping; several are a list, or a list under "
            "`shipments`"
        ),
    ),
    "yaml-empty": (
        "yaml",
        "# nothing\n",
        "f.yaml: the file is empty\n  help: see examples/order.yaml",
    ),
    "yaml-beside-shipments": (
        "yaml",
        "destination: DE\nshipments:\n  - lines: [{description: x}]\n",
        (
            "f.yaml: line 1: `destination` stands beside `shipments`\n"
            "  help: write it inside the shipment that it belongs to"
        ),
    ),
    "yaml-too-deep": (
        "yaml",
        "lines: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        "f.yaml: line 1: nested more than 20 levels deep\n  help: see examples/",
    ),
    "yaml-several": (
        "yaml",
        (
            "shipments:\n"
            "  - destination: DE\n"
            "    lines:\n"
            "      - {item_kind: lump, cas: 7440-00-9}\n"
            "  - export_date: yesterday\n"
            "    lines:\n"
            "      - {customs_number: '85', origin: Atlantis}\n"
        ),
        (
            "f.yaml: line 4: shipments[0].lines[0].cas: not a CAS number: the last "
            "digit is a check digit and would be 8: seen `7440-00-9`\n"
            "  help: compare it with the safety data sheet, digit by digit\n"
            "f.yaml: line 4: shipments[0].lines[0].item_kind: `item_kind` has no "
            "such value: seen `lump`, expected one of goods, technology, service, "
            "data\n"
            "  help: choose one of these, or leave it blank: a blank is unknown "
            "and will be asked for\n"
            "f.yaml: line 5: shipments[1].export_date: `export_date` is not a day: "
            "seen `yesterday`, expected year, month and day such as `2026-03-02`\n"
            "  help: write the day as in the example\n"
            "f.yaml: line 7: shipments[1].lines[0].customs_number: a customs "
            "number has 10 digits, 8 or 6 as a prefix; seen 2: too short: seen "
            "`85`, expected 10 digits, or 8 or 6 as a prefix, such as `8505111000`\n"
            "  help: give the ten digits of the declaration\n"
            "f.yaml: line 7: shipments[1].lines[0].origin: no country or territory "
            "`Atlantis`: seen `Atlantis`, expected an ISO code (`KR`, `KOR`, "
            "`410`) or a name in English or Chinese\n"
            "  help: write the ISO code of the destination"
        ),
    ),
    "json-syntax": (
        "json",
        '{"lines": [{"description": "x" "form": "metal"}]}',
        (
            "f.json: line 1, column 32: not valid JSON: expecting ',' delimiter\n"
            "  help: check commas, quotes and brackets near that place"
        ),
    ),
    "json-repeated-key": (
        "json",
        '{\n "destination": "DE",\n "destination": "FR",\n "lines": [{"description": "x"}]}',
        (
            "f.json: line 3: key `destination` is repeated; it stands already on "
            "line 2: seen `destination`\n"
            "  help: keep one of the two: a repeated key would silently replace "
            "the first"
        ),
    ),
    "json-nan": (
        "json",
        '{"lines": [{"purity": NaN}]}',
        (
            "f.json: not valid JSON: `NaN` is no number\n"
            "  help: write the number, or null if it is unknown"
        ),
    ),
    "json-list-as-text": (
        "json",
        '{"lines": [{"description": ["x"], "form": {"a": 1}}]}',
        (
            "f.json: line 1: lines[0].description: `description` is one value: "
            "seen `a list`, expected a text\n"
            "  help: write one value\n"
            "f.json: line 1: lines[0].form: `form` is one value: seen `a mapping`, "
            "expected a text\n"
            "  help: write one value"
        ),
    ),
    "json-bool-as-text": (
        "json",
        '{"lines": [{"description": true}]}',
        (
            "f.json: line 1: lines[0].description: `description` is text, not yes "
            "or no: seen `true`\n"
            "  help: write the value as text, in quotes where the file has quotes"
        ),
    ),
    "json-control-code-number": (
        "json",
        '{"lines": [{"control_code": 100}]}',
        (
            "f.json: line 1: lines[0].control_code: a control code is not a "
            "number: seen `100`, expected a code such as `1C902.a.1`\n"
            "  help: a spreadsheet reads codes like `1E001` as powers of ten: "
            "format the column as text in the spreadsheet and enter the value again"
        ),
    ),
    "json-too-deep": (
        "json",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "f.json: line 1: nested more than 20 levels deep\n  help: see examples/",
    ),
    "json-empty-list": (
        "json",
        "[]",
        "f.json: line 1: the list holds no shipment\n  help: see examples/order.yaml",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_text_is_refused_with_its_faults(name: str) -> None:
    kind, text, message = CASES[name]
    with pytest.raises(InputError) as caught:
        read_shipments_text(text, kind, f"f.{kind}")
    assert str(caught.value) == message
