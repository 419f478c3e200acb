"""What the authority presumes of an application is told with its law, as surely as that is."""

from datetime import date
from typing import Any

import pytest

from exportgate import check, load_law
from exportgate.formats.report import report

LAW = load_law()
BUYER = {"name": "Ohio Optics Inc", "country": "US", "is_military": False}
GALLIUM = {
    "line": "1",
    "description": "gallium",
    "form": "metal",
    "composition": "Ga 99.9999, Zn balance",
}
MAGNET = {
    "line": "1",
    "form": "magnet",
    "magnet_family": "ndfeb",
    "composition": "Nd 30 %, Dy 1 %, Fe balance",
    "origin": "CN",
}


def to_the_united_states() -> dict[str, Any]:
    return {"destination": "US", "consignee": BUYER, "end_users": [BUYER], "lines": [GALLIUM]}


def between_others(share: str | None) -> dict[str, Any]:
    held = {} if share is None else {"share_held_by_listed_parties": share}
    buyer = {
        "name": "Moteurs Lyon",
        "country": "FR",
        "is_military": False,
        "list_status": "none",
        "properties": held,
    }
    shipment = {"movement": "outside_china", "destination": "FR", "end_use": "civil"}
    return shipment | {"consignee": buyer, "end_users": [buyer], "lines": [MAGNET]}


@pytest.mark.parametrize(
    ("shipment", "on", "presumption", "certainty"),
    [
        (to_the_united_states(), date(2025, 11, 8), "denial", "certain"),
        (to_the_united_states(), date(2026, 11, 27), None, None),
        (to_the_united_states(), date(2026, 11, 28), None, "possible"),
        (between_others("50 %"), date(2025, 10, 20), "denial", "certain"),
        (between_others("49 %"), date(2025, 10, 20), None, None),
        (between_others("40 % to 60 %"), date(2025, 10, 20), None, "possible"),
        (between_others(None), date(2025, 10, 20), None, "possible"),
    ],
)
def test_a_presumption_is_as_certain_as_its_rule(
    shipment: dict[str, Any], on: date, presumption: str | None, certainty: str | None
) -> None:
    line = check(shipment, on=on, law=LAW).lines[0]
    assert {each.presumption for each in line.requirements if each.certainty == "certain"} <= {
        presumption
    }
    notes = [note for note in line.notes if "in principle" in note.words.en]
    assert [note.certainty for note in notes] == ([] if certainty is None else [certainty])
    assert all(note.cites for note in notes)


def test_the_report_cites_a_presumption_and_says_on_what_it_hangs() -> None:
    certain = report(check(to_the_united_states(), on=date(2025, 11, 8), law=LAW))
    words = " ".join(certain.split())
    assert "The authority will presume denial." in words
    assert "Announcement 46 of 2024" in words
    possible = report(check(between_others(None), on=date(2025, 10, 20), law=LAW))
    words = " ".join(possible.split())
    assert "will presume" not in words
    assert "- May apply: Refused in principle: military users" in words
    assert "Hangs on: share held by listed parties is at least 50 %" in words
