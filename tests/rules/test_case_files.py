"""Worked cases are read as strictly as law."""

from __future__ import annotations

from datetime import date

import pytest

from exportgate.errors import Fault, PackError
from exportgate.rules.case_files import read_cases

GOOD = """\
pack: sm-list
cases:
  - name: a magnet
    on: 2025-06-02
    source: [own]
    shipment:
      lines: [{line: "1", customs_number: "0701"}]
    expect:
      outcome: licence_required
      verdicts: {dual_use_licence: licence_required}
      controlled: ["9X001.a"]
  - name: another
    on: 2025-06-02
    source: [own]
    shipment: {lines: []}
    expect: {asks_nothing: true}
"""


def faults(old: str, new: str, text: str = GOOD) -> tuple[Fault, ...]:
    assert old in text
    with pytest.raises(PackError) as caught:
        read_cases(text.replace(old, new, 1), "x.cases.yaml")
    return caught.value.faults


def test_cases_are_read() -> None:
    book = read_cases(GOOD, "x.cases.yaml")
    first, second = book.cases
    assert (book.pack, first.on) == ("sm-list", date(2025, 6, 2))
    assert first.shipment["lines"][0]["customs_number"] == "0701"
    assert first.expect.controlled == ("9X001.a",)
    assert (second.expect.controlled, second.expect.outcome) == (None, None)
    assert second.expect.asks_nothing


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("    source: [own]\n", "", "`source` is missing", 3),
        ("source: [own]", "source: []", "at least 1", 5),
        ("on: 2025-06-02", "on: today", "`on` is not a day", 4),
        ("outcome: licence_required", "outcome: maybe", "`outcome` has a value", 9),
        ("outcome: licence_required", "outcom: licence_required", "key `outcom` is not", 9),
        ("pack: sm-list\n", "", "`pack` is missing", 1),
    ],
)
def test_a_faulty_case_has_its_line(old: str, new: str, message: str, line: int) -> None:
    (fault,) = faults(old, new)
    assert message in fault.message
    assert (fault.source, fault.place) == ("x.cases.yaml", f"line {line}")


def test_names_are_unique() -> None:
    first, second = faults("name: another", "name: a magnet")
    assert first.message == "two cases have this name"
    assert (first.place, second.place) == ("line 3", "line 12")
    assert second.seen == "a magnet"


def test_a_file_without_cases() -> None:
    with pytest.raises(PackError, match="at least 1 item"):
        read_cases("pack: x\ncases: []\n", "x.cases.yaml")


VARIED = """\
pack: sm-list
cases:
  - name: a magnet
    on: 2025-06-02
    source: [own]
    shipment:
      lines: [{line: "1", form: magnet, properties: {density: "7 g/cm3"}}]
    expect: {outcome: licence_required}
    variants:
      - {on: 2025-06-01, expect: {outcome: not_required}}
      - name: heavier, of unknown form
        set: {"lines[0].properties.density": "8 g/cm3", destination: DE}
        without: ["lines[0].form"]
        expect: {asks: ["lines[0].form"]}
"""


def test_each_variant_is_a_case_of_its_own() -> None:
    first, eve, heavier = read_cases(VARIED, "x.cases.yaml").cases
    assert [first.name, eve.name, heavier.name] == [
        "a magnet",
        "a magnet: on 2025-06-01",
        "a magnet: heavier, of unknown form",
    ]
    assert (first.variants, eve.on, heavier.on) == ((), date(2025, 6, 1), date(2025, 6, 2))
    assert (eve.shipment, eve.expect.outcome) == (first.shipment, "not_required")
    assert heavier.shipment == {
        "destination": "DE",
        "lines": [{"line": "1", "properties": {"density": "8 g/cm3"}}],
    }
    assert first.shipment["lines"][0]["form"] == "magnet"
    assert heavier.expect.outcome is None


EACH = """\
pack: sm-list
cases:
  - name: these
    on: 2025-06-02
    source: [own]
    shipment: {lines: [{line: "1", form: magnet}]}
    each:
      "lines[0].form": [powder, rod]
      "destination": [DE]
    expect: {outcome: licence_required}
    variants:
      - name: later
        on: 2025-06-03
        each: {"lines[0].form": [wire]}
        expect: {asks_nothing: true}
"""


def test_each_value_is_a_case_of_its_own() -> None:
    book = read_cases(EACH, "x.cases.yaml").cases
    assert [case.name for case in book] == [
        "these: lines[0].form powder",
        "these: lines[0].form rod",
        "these: destination DE",
        "these: later: lines[0].form wire",
    ]
    assert [case.shipment["lines"][0]["form"] for case in book] == [
        "powder",
        "rod",
        "magnet",
        "wire",
    ]
    assert [case.shipment.get("destination") for case in book] == [None, None, "DE", None]
    assert all(not case.each for case in book)
    assert (book[3].on, book[3].expect.asks_nothing) == (date(2025, 6, 3), True)


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("[powder, rod]", "[]", "no values are given", 8),
        ('"destination"', '"lines[7].form"', "there is no lines[7]", 9),
        ("[powder, rod]", "[rod, rod]", "two cases have this name", 3),
    ],
)
def test_faulty_values_have_their_line(old: str, new: str, message: str, line: int) -> None:
    fault = faults(old, new, EACH)[0]
    assert message in fault.message
    assert (fault.source, fault.place) == ("x.cases.yaml", f"line {line}")


def test_missing_values_are_told_with_their_place() -> None:
    (fault,) = (f for f in faults("[powder, rod]", "[]", EACH) if f.field)
    assert (fault.field, fault.seen) == ("lines[0].form", "[]")
    assert fault.remedy.startswith("write the values")


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ('"lines[0].properties.density"', '"lines[1].form"', "there is no lines[1]", 12),
        ('without: ["lines[0].form"]', 'without: ["lines[0].frm"]', "no such place", 13),
        ("name: heavier, of unknown form", "note: heavier", "a variant has no name", 11),
        ("name: heavier, of unknown form", "name: on 2025-06-01", "two cases have this name", 10),
    ],
)
def test_a_faulty_variant_has_its_line(old: str, new: str, message: str, line: int) -> None:
    fault = faults(old, new, VARIED)[0]
    assert message in fault.message
    assert (fault.source, fault.place) == ("x.cases.yaml", f"line {line}")
