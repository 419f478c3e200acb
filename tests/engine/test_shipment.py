"""A shipment is checked on entry: every fault at once, each with its field; a blank is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exportgate.catalog.vocabulary import vocabulary
from exportgate.engine.checking import shipment_of
from exportgate.engine.shipment import Shipment
from exportgate.errors import Fault, InputError


def with_line(**fields: Any) -> Shipment:
    return shipment_of({"lines": [{"line": "1", **fields}]})


def faults(content: dict[str, Any]) -> list[Fault]:
    with pytest.raises(InputError) as caught:
        shipment_of(content)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("field", "value", "seen", "words"),
    [
        ("form", "magent", "magent", "one of metal, alloy"),
        ("magnet_family", "neo", "neo", "one of ndfeb"),
        ("item_kind", "thing", "thing", "one of goods"),
        ("technology_field", "x", "x", "one of rare_earth_mining"),
        ("technology_activity", "x", "x", "one of process_knowledge"),
        ("equipment_kind", "x", "x", "one of centrifugal_extractor"),
        ("customs_number", "85o5", "85o5", "digits"),
        ("customs_number", "8505", "8505", "digits"),
        ("customs_number", "85051", "85051", "digits"),
        ("customs_number", "85051110001", "85051110001", "digits"),
        ("formula", "Dy2Q3", "Dy2Q3", ""),
        ("purity", "pure", "pure", ""),
        ("purity", "120 %", "120 %", ""),
        ("purity", "0 %", "0 %", ""),
        ("purity", "> 100 %", "> 100 %", ""),
        ("purity", "99-101 %", "99-101 %", ""),
        ("composition", "Dy 60, Nd 60", "Dy 60, Nd 60", ""),
        ("composition", {"Dy": "much"}, "", ""),
        ("origin", "Atlantis", "Atlantis", ""),
        ("description", 5, "5", ""),
        ("colour", "red", "red", "one of the documented keys"),
        ("properties", {"kiln_diameter": "3"}, "", ""),
        ("properties", {"kiln_diameter": "3 kg"}, "", ""),
        ("properties", {"technology_is_public": "perhaps"}, "", ""),
        ("properties", {"no_such": 1}, "", ""),
    ],
)
def test_a_bad_value_of_a_line(field: str, value: Any, seen: str, words: str) -> None:
    found = faults({"lines": [{"line": "1"}, {"line": "2", field: value}]})
    (fault,) = found
    assert fault.field == f"lines[1].{field}"
    assert fault.seen.startswith(seen)
    assert words in fault.expected
    assert fault.message[0].islower() or fault.message.startswith("`")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("export_date", "soon"),
        ("export_date", 20250602),
        ("export_date", "20250602"),
        ("contract_date", "2025-02-30"),
        ("destination", "Atlantis"),
        ("movement", "sideways"),
        ("customs_regime", "x"),
        ("end_use", "x"),
        ("knowledge_of_risk", "x"),
        ("properties", {"no_such": True}),
        ("exporter", "ACME"),
        ("consignee", {"nmae": "ACME"}),
        ("consignee", {"list_status": "x"}),
        ("end_users", [{"country": "Atlantis"}]),
        ("end_users", [{"is_military": "perhaps"}]),
        ("intermediaries", [{"properties": {"no_such": 1}}]),
        ("transit_countries", ["DE", "Atlantis"]),
        ("unknown_key", 1),
    ],
)
def test_a_bad_value_of_the_header(field: str, value: Any) -> None:
    found = faults({"lines": [{"line": "1"}], field: value})
    assert len(found) == 1
    assert found[0].field.startswith(field)


def test_all_faults_at_once() -> None:
    found = faults(
        {
            "destination": "Atlantis",
            "end_users": [{"list_status": "x"}],
            "lines": [{"line": "1", "form": "x", "origin": "y"}, {"line": "2", "formula": "Qq"}],
        }
    )
    assert {fault.field for fault in found} == {
        "destination",
        "end_users[0].list_status",
        "lines[0].form",
        "lines[0].origin",
        "lines[1].formula",
    }


@pytest.mark.parametrize("content", [{}, {"lines": []}, {"lines": None}])
def test_a_shipment_has_a_line(content: dict[str, Any]) -> None:
    (fault,) = faults(content)
    assert "line" in str(fault)


def test_lines_have_names_of_their_own() -> None:
    (fault,) = faults({"lines": [{"line": "1"}, {"line": " 1 "}, {"line": "2"}]})
    assert fault.message == "line numbers are repeated"
    assert fault.seen == "1"
    (fault,) = faults({"lines": [{"line": "  "}]})
    assert fault.field == "lines[0].line"


BLANKABLE = [
    "description", "customs_number", "control_code", "cas", "formula", "purity", "composition",
    "form", "magnet_family", "item_kind", "technology_field", "technology_activity",
    "equipment_kind", "origin", "quantity", "value",
]  # fmt: skip


@pytest.mark.parametrize("field", BLANKABLE)
@pytest.mark.parametrize("blank", ["", "   ", None])
def test_a_blank_is_unknown(field: str, blank: str | None) -> None:
    assert with_line(**{field: blank}) == with_line()


def test_blanks_of_header_parties_and_properties_are_unknown() -> None:
    blank: dict[str, Any] = {
        "lines": [{"line": "1", "properties": {"kiln_diameter": "", "technology_is_public": " "}}],
        "export_date": "",
        "destination": " ",
        "end_use": "",
        "consignee": {"name": "", "is_military": "", "list_status": "", "country": ""},
        "properties": {"exporter_is_barred": None},
    }
    found = shipment_of(blank)
    assert found.lines[0].properties == {}
    assert found.properties == {}
    assert (found.export_date, found.destination, found.end_use) == (None, None, None)
    assert found.consignee is not None
    assert found.consignee.is_military is None
    assert found.consignee.list_status is None


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("magnet_blank", "magnet_blank"),
        ("Magnet-Blank", "magnet_blank"),
        (" magnet blank ", "magnet_blank"),
        ("Magnet blank", "magnet_blank"),
        ("合金（不限形状）", "alloy"),
    ],
)
def test_terms_are_understood_as_people_write_them(written: str, term: str) -> None:
    assert with_line(form=written).lines[0].form == term


def test_catalogue_texts_are_brought_to_one_spelling() -> None:
    found = shipment_of(
        {
            "destination": "Germany",
            "transit_countries": ["日本"],
            "lines": [{"line": "1", "customs_number": "8505.11.10 00", "origin": "china"}],
        }
    )
    assert (found.destination, found.transit_countries) == ("DE", ("JP",))
    assert (found.lines[0].customs_number, found.lines[0].origin) == ("8505111000", "CN")


@pytest.mark.parametrize("digits", ["850511", "85051110", "8505111000"])
def test_a_number_may_be_cut_short(digits: str) -> None:
    """As the words of the field promise: 6 or 8 digits are read as a beginning."""
    assert with_line(customs_number=digits).lines[0].customs_number == digits


@pytest.mark.parametrize("purity", ["99.9 %", ">= 99.9 %", ">99 %", "99-99.9 %", "100 %", "0.999"])
def test_a_purity_may_be_a_bound(purity: str) -> None:
    """Data sheets say `>= 99.9 %`; no purity is more than the whole, said or not."""
    assert with_line(formula="Dy2O3", purity=purity).lines[0].purity == purity


def test_days_and_flags() -> None:
    found = shipment_of(
        {
            "lines": [{"line": "1"}],
            "export_date": "2025-06-02",
            "contract_date": date(2025, 5, 1),
            "consignee": {"is_military": False},
        }
    )
    assert (found.export_date, found.contract_date) == (date(2025, 6, 2), date(2025, 5, 1))
    assert found.consignee is not None
    assert found.consignee.is_military is False


def test_a_shipment_is_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        with_line().lines[0].form = "magnet"  # type: ignore[misc]


def test_a_term_under_properties_is_checked_like_one_in_a_field(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A misspelt term would be no term of any entry, and clear."""
    words = vocabulary()
    form = replace(words.facts["line.form"], name="line.shape", is_property=True)
    changed = replace(words, facts={**words.facts, "line.shape": form})
    monkeypatch.setattr("exportgate.engine.shipment.vocabulary", lambda: changed)
    assert with_line(properties={"shape": "Magnet blank"}).lines[0].properties == {
        "shape": "magnet_blank"
    }
    for wrong in ("magent", True, 5):
        (fault,) = faults({"lines": [{"line": "1", "properties": {"shape": wrong}}]})
        assert fault.field == "lines[0].properties"
        assert "`shape` is one of metal, alloy" in fault.message


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("修理物品", "repair_and_return"),
        ("货样广告品", "sample"),
        ("进料对口", "processing_trade"),
        ("Transshipment", "transhipment"),
        ("一般贸易", "general_trade"),
    ],
)
def test_customs_regimes_are_read_as_customs_papers_write_them(written: str, term: str) -> None:
    written_so = {"customs_regime": written, "lines": [{"line": "1"}]}
    assert shipment_of(written_so).customs_regime == term
