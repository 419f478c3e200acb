"""Answers go back into the shipment at the path of their question."""

from __future__ import annotations

from typing import Any

import pytest

from exportgate.catalog.vocabulary import vocabulary
from exportgate.engine.answers import with_answers
from exportgate.engine.checking import shipment_of
from exportgate.errors import InputError

SHIPMENT = shipment_of({"lines": [{"line": "1"}, {"line": "2", "form": "alloy"}]})


def test_an_answer_is_written_where_it_was_asked() -> None:
    found = with_answers(
        SHIPMENT,
        {
            "end_use": "civil",
            "properties.exporter_is_barred": False,
            "consignee.country": "Japan",
            "end_users[0].is_military": True,
            "end_users[1].properties.share_held_by_listed_parties": "10 %",
            "intermediaries[0]": {"country": "DE"},
            "lines[0].form": "magnet",
            "lines[1].form": "oxide",
            "lines[1].composition": {"Dy": "2 %", "Fe": "balance"},
            "lines[1].properties.kiln_length": "3 m",
        },
    )
    assert (found.end_use, found.properties) == ("civil", {"exporter_is_barred": False})
    assert found.consignee is not None
    assert found.consignee.country == "JP"
    assert [user.is_military for user in found.end_users] == [True, None]
    assert [middleman.country for middleman in found.intermediaries] == ["DE"]
    assert [line.form for line in found.lines] == ["magnet", "oxide"]
    assert found.lines[1].composition == {"Dy": "2 %", "Fe": "balance"}
    assert found.lines[1].properties == {"kiln_length": "3 m"}


def test_every_fact_can_be_answered() -> None:
    """Also one with a figure in its name; a person who cannot answer is asked for ever."""
    facts = [f for f in vocabulary().facts.values() if f.level == "line" and f.type == "flag"]
    answers = {f"lines[0].properties.{fact.field}": True for fact in facts}
    assert set(with_answers(SHIPMENT, answers).lines[0].properties) == {f.field for f in facts}


def test_the_shipment_itself_stays_as_it_was() -> None:
    before = SHIPMENT.model_copy(deep=True)
    with_answers(SHIPMENT, {"lines[0].form": "magnet"})
    assert before == SHIPMENT


def test_no_answers_change_nothing() -> None:
    assert with_answers(SHIPMENT, {}) == SHIPMENT


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("lines[2].form", "magnet", "lines[2].form"),
        ("lines[9]", {}, "lines[9]"),
        ("end_users[1].country", "DE", "end_users[1].country"),
        ("Lines[0].form", "magnet", "Lines[0].form"),
        ("lines[-1].form", "magnet", "lines[-1].form"),
        ("", "x", ""),
        ("lines[0].form", "magent", "lines[0].form"),
        ("colour", "red", "colour"),
        ("lines[0].colour", "red", "lines[0].colour"),
        ("properties.no_such", True, "properties"),
        ("end_use.x", "y", "end_use"),
        ("reference.x", "y", "reference"),
        ("lines[0].line.x", "y", "lines[0].line"),
        ("lines.form", "magnet", "lines"),
        ("end_use[0]", "civil", "end_use"),
    ],
)
def test_what_cannot_be_written_is_told(path: str, value: Any, field: str) -> None:
    full = shipment_of(
        {"reference": "A", "end_use": "civil", "lines": [{"line": "1"}, {"line": "2"}]}
    )
    with pytest.raises(InputError) as caught:
        with_answers(full, {path: value})
    assert caught.value.faults[0].field.startswith(field)


def test_all_faulty_paths_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        with_answers(SHIPMENT, {"lines[5].form": "x", "lines[6].form": "y"})
    assert len(caught.value.faults) == 2
