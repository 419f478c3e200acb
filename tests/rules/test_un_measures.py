"""Measures of the Security Council that bind whole domains, asked with one made-up item of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from exportgate import check
from exportgate.rules.loader import pack_texts, read_law

if TYPE_CHECKING:
    from exportgate.engine.decision import LineDecision

DOMAINS = (
    "nuclear",
    "military",
    "dual_use_nuclear",
    "dual_use_nuclear_technology",
    "dual_use_missile",
    "dual_use_missile_technology",
    "dual_use_biological",
    "dual_use_biological_technology",
    "dual_use_chemicals",
    "dual_use_chemical_equipment",
    "dual_use_chemical_technology",
    "monitored_chemical_1",
    "monitored_chemical_2",
    "monitored_chemical_3",
    "dual_use_rare_earth",
)
_ENTRY = """
  - id: made-up-{slug}
    title: {{en: Made up, zh: 虚构}}
    domain: {domain}
    effective: {{from: null}}
    definition: {{fact: line.item_kind, is: goods}}
    evidence: {{keywords: {{en: [made-up {domain}]}}}}
    cites: [{{instrument: un-sc-1718-dprk, provision: none}}]
"""
_PACK = """
pack: made-up
title: {en: Made up, zh: 虚构}
instrument: cn-sc-cmc-1997-234
verified_up_to: 2026-10-09
entries:
""" + "".join(_ENTRY.format(domain=name, slug=name.replace("_", "-")) for name in DOMAINS)
LAW = read_law({**pack_texts(), "made-up.yaml": _PACK.encode()})
DAY = timedelta(days=1)
LISTS = [name for name in DOMAINS if name not in {"military", "dual_use_rare_earth"}]
RESOLUTION, NOTICE = date(2006, 10, 14), date(2013, 9, 23)
IRAN_DUAL_USE = [name for name in DOMAINS if "use_nuclear" in name or "missile" in name]
CHANNEL = ["dual_use_nuclear", "dual_use_nuclear_technology"]


def ask(domain: str, destination: str | None, on: date, **order: Any) -> LineDecision:
    party = {
        "name": "B", "country": destination, "is_military": False, "list_status": "none",
    }  # fmt: skip
    line = {"line": "1", "description": f"made-up {domain}", "item_kind": "goods",
            "customs_number": "6109100022"}  # fmt: skip
    header = {"destination": destination, "end_use": "civil", "customs_regime": "general_trade",
              "knowledge_of_risk": "none", "consignee": party, "end_users": [party]}  # fmt: skip
    return check({**header, **order, "lines": [line]}, on=on, law=LAW).lines[0]


def told(decided: LineDecision) -> set[str]:
    return {finding.rule for finding in (*decided.prohibitions, *decided.reviews)}


@pytest.mark.parametrize("domain", LISTS)
def test_the_lists_to_the_dprk(domain: str) -> None:
    assert not {name for name in told(ask(domain, "KP", RESOLUTION - DAY)) if "dprk" in name}
    for on, rule in ((RESOLUTION, "cn-dprk-1718-lists"), (date(2007, 1, 5), "cn-dprk-1718-lists"),
                     (NOTICE - DAY, "cn-dprk-1718-lists"), (NOTICE, "cn-dprk-2013-59-lists"),
                     (date(2026, 5, 1), "cn-dprk-2013-59-lists")):  # fmt: skip
        decided = ask(domain, "KP", on)
        assert decided.outcome == "prohibited"
        assert rule in told(decided)
    assert not {name for name in told(ask(domain, "KR", date(2026, 5, 1))) if "dprk" in name}


def test_an_approval_of_the_committee_goes_to_a_person() -> None:
    approved = {"properties": {"un_measure_exception": "committee_approved"}}
    decided = ask("dual_use_missile", "KP", date(2026, 5, 1), **approved)
    assert "cn-dprk-exception" in told(decided)
    assert "cn-dprk-2013-59-lists" not in {finding.rule for finding in decided.prohibitions}
    iran = ask("dual_use_missile", "IR", date(2010, 1, 4), **approved)
    assert "cn-iran-exception" in told(iran)
    assert "cn-iran-1737-dual-use" not in {finding.rule for finding in iran.prohibitions}


def test_other_listed_items_to_the_dprk_are_reviewed_beside_the_licence() -> None:
    decided = ask("dual_use_rare_earth", "KP", date(2026, 5, 1))
    assert not decided.prohibitions
    assert "cn-dprk-un-measures" in told(decided)


def test_an_end_user_in_the_dprk_counts_like_the_destination() -> None:
    end_user = {"name": "B", "country": "KP", "is_military": False, "list_status": "none"}
    decided = ask("dual_use_missile", "RU", date(2026, 5, 1), end_users=[end_user])
    assert decided.outcome == "prohibited"


@pytest.mark.parametrize(
    ("on", "rule", "outcome"),
    [
        (date(2006, 10, 13), None, None),
        (date(2006, 10, 14), "cn-dprk-arms-2006", "review"),
        (date(2016, 3, 1), "cn-dprk-arms-2006", "review"),
        (date(2016, 3, 2), "cn-dprk-arms-2016", "prohibited"),
        (date(2026, 5, 1), "cn-dprk-arms-2016", "prohibited"),
    ],
)
def test_arms_to_the_dprk(on: date, rule: str | None, outcome: str | None) -> None:
    decided = ask("military", "KP", on)
    if rule is None:
        assert not {name for name in told(decided) if "dprk" in name}
    else:
        assert rule in told(decided)
        assert (decided.outcome == "prohibited") is (outcome == "prohibited")


@pytest.mark.parametrize("domain", IRAN_DUAL_USE)
def test_nuclear_and_missile_items_to_iran_until_2016(domain: str) -> None:
    first, end = date(2006, 12, 23), date(2016, 1, 16)
    assert ask(domain, "IR", first - DAY).outcome != "prohibited"
    for on in (first, date(2007, 1, 5), end - DAY):
        assert ask(domain, "IR", on).outcome == "prohibited"
        assert ask(domain, "IQ", on).outcome != "prohibited"
    assert ask(domain, "IR", end).outcome != "prohibited"


@pytest.mark.parametrize(
    ("domain", "on", "rule"),
    [
        ("nuclear", date(2006, 12, 22), None),
        ("nuclear", date(2006, 12, 23), "cn-iran-1737-nuclear"),
        ("nuclear", date(2016, 1, 15), "cn-iran-1737-nuclear"),
        ("nuclear", date(2016, 1, 16), "cn-iran-2231-nuclear"),
        ("nuclear", date(2025, 10, 18), "cn-iran-2231-nuclear"),
        ("nuclear", date(2025, 10, 19), "cn-iran-contested-measures"),
        ("dual_use_nuclear", date(2016, 1, 16), "cn-iran-2231-dual-use-2016"),
        ("dual_use_nuclear", date(2016, 3, 31), "cn-iran-2231-dual-use-2016"),
        ("dual_use_nuclear", date(2016, 4, 1), None),
        ("dual_use_nuclear", date(2025, 9, 26), None),
        ("dual_use_nuclear", date(2025, 9, 27), "cn-iran-contested-measures"),
        ("dual_use_missile", date(2016, 1, 16), "cn-iran-2231-missile"),
        ("dual_use_missile", date(2023, 10, 18), "cn-iran-2231-missile"),
        ("dual_use_missile", date(2023, 10, 19), None),
        ("dual_use_rare_earth", date(2016, 4, 1), None),
        ("dual_use_rare_earth", date(2025, 9, 27), "cn-iran-contested-measures"),
    ],
)
def test_what_a_person_judges_of_iran(domain: str, on: date, rule: str | None) -> None:
    found = {name for name in told(ask(domain, "IR", on)) if "iran" in name}
    assert (rule in found) if rule else not found
    assert not {name for name in told(ask(domain, "IQ", on)) if "iran" in name}


@pytest.mark.parametrize("domain", CHANNEL)
@pytest.mark.parametrize(
    ("on", "applies"),
    [
        (date(2020, 12, 1), True),
        (date(2025, 10, 18), True),
        (date(2025, 10, 19), False),
    ],
)
def test_the_procurement_channel(domain: str, on: date, *, applies: bool) -> None:
    (requirement,) = [r for r in ask(domain, "IR", on).requirements if r.kind == "dual_use_licence"]
    papers = {paper.id for paper in requirement.documents}
    wanted = {
        "cn-doc-iran-application-form",
        "cn-doc-iran-end-use-certificate",
        "cn-doc-iran-shipment-form",
    }
    assert (wanted <= papers) is applies
    assert any("Security Council" in duty.en for duty in requirement.duties) is applies


@pytest.mark.parametrize(
    ("destination", "on", "applies"),
    [
        ("LY", date(2011, 2, 25), False),
        ("LY", date(2011, 2, 26), True),
        ("LY", date(2026, 5, 1), True),
        ("TN", date(2026, 5, 1), False),
        ("IR", date(2020, 10, 18), True),
        ("IR", date(2020, 10, 19), False),
        ("IR", date(2025, 9, 27), True),
        ("CI", date(2016, 4, 27), True),
        ("CI", date(2016, 4, 28), False),
    ],
)
def test_arms_embargoes(destination: str, on: date, *, applies: bool) -> None:
    assert ("cn-un-arms-embargo" in told(ask("military", destination, on))) is applies
    assert "cn-un-arms-embargo" not in told(ask("dual_use_rare_earth", destination, on))
