"""Listings: what a pack may say, and what the packs that ship say."""

from __future__ import annotations

from datetime import date

import pytest
from pypinyin import lazy_pinyin

from exportgate.engine.name_forms import pinyin_form
from exportgate.errors import PackError
from exportgate.rules.loader import load_law
from exportgate.rules.status import status_on

from ..small_law import law_with, small_law

LAW = load_law()
PARTIES = [party for listing in LAW.listings.values() for party in listing.parties]


def test_every_row_is_there() -> None:
    counts = dict.fromkeys(("control_list", "watch_list", "unreliable_entity_list"), 0)
    for listing in LAW.listings.values():
        counts[listing.kind] += len(listing.parties)
    assert counts == {"control_list": 153, "watch_list": 40, "unreliable_entity_list": 82}


def test_pinyin_is_that_of_the_name() -> None:
    for party in PARTIES:
        if party.pinyin is not None:
            assert party.zh is not None
            assert pinyin_form(party.pinyin) == pinyin_form("".join(lazy_pinyin(party.zh))), (
                party.id
            )


def test_a_transcribed_name_says_what_to_compare() -> None:
    for listing in LAW.listings.values():
        if listing.name_basis == "transcription_of_annex":
            assert listing.confidence != "high"
            assert listing.verify is not None


@pytest.mark.parametrize(
    ("listing", "day", "status"),
    [
        ("cn-mofcom-2025-13-control-list", date(2025, 11, 9), "in_force"),
        ("cn-mofcom-2025-13-control-list", date(2025, 11, 10), "repealed"),
        ("cn-mofcom-2025-21-control-list", date(2025, 5, 13), "in_force"),
        ("cn-mofcom-2025-21-control-list", date(2025, 5, 14), "suspended"),
        ("cn-mofcom-2025-21-control-list", date(2026, 11, 9), "suspended"),
        ("cn-mofcom-2025-21-control-list", date(2026, 11, 10), "unverified"),
        ("cn-mofcom-2025-22-control-list", date(2025, 4, 9), "not_yet"),
        ("cn-mofcom-2025-22-control-list", date(2025, 4, 10), "in_force"),
        ("cn-mofcom-2025-22-control-list", date(2025, 8, 12), "repealed"),
        ("cn-uel-2025-7-entities", date(2025, 11, 10), "suspended"),
        ("cn-uel-2025-8-entities", date(2025, 8, 11), "suspended"),
        ("cn-uel-2025-8-entities", date(2025, 8, 12), "repealed"),
    ],
)
def test_the_history_of_a_notice(listing: str, day: date, status: str) -> None:
    assert status_on(LAW.lives[listing], day).status == status


def test_a_party_has_both_names() -> None:
    rocket, glass = small_law().listings["sm-listing"].parties
    assert rocket.name.zh == "乐卡坦火箭公司"
    assert (glass.name.zh, glass.names) == ("Glass Trading", ("Glass Trading",))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{party.list_status: control_list}", "{party.list_status: wet}", "has no such term"),
        ("{party.list_status: control_list}", "{party.wet: true}", "no such fact of a party"),
        ("{party.list_status: control_list}", "{line.form: metal}", "no such fact of a party"),
        ("{party.list_status: control_list}", "{party.country: DE}", "flags, and terms that have"),
        ('country: "US"', 'country: "XX"', "no such country code"),
        ("id: sm-glass", "id: sm-rocket-works", "is used 2 times"),
        ("id: sm-glass", "id: sm-listing", "is used 2 times"),
        ("{id: sm-glass, en: Glass Trading}", "{id: sm-glass}", "`en` is missing"),
    ],
)
def test_faults(old: str, new: str, message: str) -> None:
    with pytest.raises(PackError) as caught:
        law_with("", (old, new))
    assert any(message in fault.message for fault in caught.value.faults), caught.value.faults
