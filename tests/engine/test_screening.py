"""Finding listed parties by name: what is found, what is not, and why.

The thresholds: below 85 of 100 nothing is told; from 92 a hit counts for goods on no list, too.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportgate.engine.screening import HIT, STRONG, same_party, screen
from exportgate.rules.loader import load_law

from ..small_law import law_with, small_law

LAW = load_law()
EVERYDAY = Path(__file__).with_name("everyday_names.txt").read_text(encoding="utf-8").splitlines()

EXACT = {
    "lockheed martin corp.": "Lockheed Martin Corporation",
    "Ｌｏｃｋｈｅｅｄ Ｍａｒｔｉｎ Corporation": "Lockheed Martin Corporation",
    "通用動力公司": "General Dynamics",
    "洛克希德马丁公司": "Lockheed Martin Corporation",
    "三菱造船株式會社": "Mitsubishi Heavy Industries Shipbuilding Co.",
    "三菱重工航空発動機株式会社": "Mitsubishi Heavy Industries Aero Engines, Ltd.",
    "三菱重工マリンマシナリ株式会社": "Mitsubishi Heavy Industries Marine Machinery",
    "漢翔航空工業股份有限公司": "Aerospace Industrial Development Corp.",
    "スバル": "SUBARU Corporation",
    "株式会社SUBARU": "SUBARU Corporation",
    "ＳＵＢＡＲＵ": "SUBARU Corporation",
    "L3Harris Technologies Inc": "L3 Harris Technologies",
    "Aerovironment Inc": "Aero Vironment",
    "Anduril Industries Pty Ltd": "Anduril Industries",
    "Boeing Defence Space and Security": "Boeing Defense, Space & Security",
    "GENERAL DYNAMICS LAND SYS. INC": "General Dynamics Land Systems",
    "Rheinmetall A.G.": "Rheinmetall AG",
    "PVH Corp.": "PVH Group",
    "Mitsubishi Zosen Kabushiki Kaisha": "Mitsubishi Heavy Industries Shipbuilding Co.",
    "National Chung Shan Institute of Science and Technology": (
        "National Chung-Shan Institute of Science & Technology"
    ),
}
ALIKE = {
    "Gen. Atomics Aero. Sys.": "General Atomics Aeronautical Systems",
    "Martin Lockheed Corp": "Lockheed Martin Corporation",
    "Lockheed Martn Corp": "Lockheed Martin Corporation",
    "Raython Missile Systm": "Raytheon Missile Systems",
    "Локхид Мартин": "Lockheed Martin Corporation",
    "Дженерал Дайнемикс": "General Dynamics",
    "Райнметалл АГ": "Rheinmetall AG",
    "ロッキード・マーティン": "Lockheed Martin Corporation",
    "レイセオン ミサイル システムズ": "Raytheon Missile Systems",
    "スカイディオ": "Skydio, Inc.",
    "シエラネバダ": "Sierra Nevada Corporation",
    "Tongyong Dongli Gongsi": "General Dynamics",
    "tong yong dong li": "General Dynamics",
    "洛克西德·马丁": "Lockheed Martin Corporation",
    "Lockheed Martin UK Ltd": "Lockheed Martin Corporation",
}
SOMEWHAT = {
    "General Dynamics European Land Systems": "General Dynamics Land Systems",
    "Mitsubishi Electric Corporation": "Mitsubishi Electric Software Corporation",
    "Hensoldt Sensors GmbH": "HENSOLDT AG",
}


def found(name: str, listed: str) -> tuple[int, str]:
    return next(
        ((m.score, m.strength) for m in screen(name, LAW) if m.party.en.startswith(listed)), (0, "")
    )


@pytest.mark.parametrize(("name", "listed"), EXACT.items())
def test_the_same_name(name: str, listed: str) -> None:
    assert found(name, listed) == (100, "exact")


@pytest.mark.parametrize(("name", "listed"), ALIKE.items())
def test_a_name_that_is_much_alike(name: str, listed: str) -> None:
    score, strength = found(name, listed)
    assert STRONG <= score < 100 or name == "Lockheed Martin UK Ltd"
    assert score >= HIT
    assert strength in {"strong", "weak"}


@pytest.mark.parametrize(("name", "listed"), SOMEWHAT.items())
def test_a_name_that_is_somewhat_alike(name: str, listed: str) -> None:
    score, strength = found(name, listed)
    assert HIT <= score < STRONG
    assert strength == "weak"


def test_everyday_names_are_left_in_peace() -> None:
    names = [name for name in EVERYDAY if name]
    assert len(names) >= 300
    hits = {name: [m.party.en for m in screen(name, LAW)] for name in names}
    assert {name: found for name, found in hits.items() if found} == {}


@pytest.mark.parametrize(
    "name", ["Lafert Textile Mills", "Summit Sports", "Martin", "Group", "公司", "Mitsui & Co"]
)
def test_one_shared_word_is_no_strong_hit(name: str) -> None:
    assert all(match.strength == "weak" for match in screen(name, LAW))


def test_every_listed_name_finds_itself() -> None:
    for listing in LAW.listings.values():
        for party in listing.parties:
            for name in party.names:
                matches = {m.party.id: m.score for m in screen(name, LAW, country=party.country)}
                assert matches.get(party.id) == 100, name


def test_each_step_is_told() -> None:
    (match,) = (
        m for m in screen("Martin Lockheed Corp", LAW) if m.score == 97 and "uel" in m.party.id
    )
    assert [step.en for step in match.steps] == [
        "legal form left out: corp",
        "the words stand in another order",
    ]
    (best, *_) = screen("Lockheed Martin Deutschland", LAW, country="US")
    told = [step.en for step in best.steps]
    assert any(step.startswith("only in the name screened") for step in told)
    assert all(step.zh for step in best.steps)


def test_another_country_counts_less_and_is_told() -> None:
    (match, *_) = screen("Skydio", LAW, country="FR")
    assert (match.score, match.strength) == (96, "strong")
    assert match.steps[-1].en == "the party is in FR, the listed one in US: 4 points less"


def test_common_words_alone_are_strong_only_as_the_very_same_name() -> None:
    (here, *_) = screen("Summit Technology LLC", LAW, country="US")
    assert (here.score, here.strength) == (100, "exact")
    (abroad, *_) = screen("Summit Technology LLC", LAW, country="GB")
    assert (abroad.score, abroad.strength) == (96, "weak")


def test_other_names_are_screened_too() -> None:
    (match, *_) = screen("Nobody", LAW, other_names=["Skydio"])
    assert (match.written, match.score) == ("Skydio", 100)


def test_a_party_is_one_on_all_its_lists() -> None:
    listings = [listing.id for listing, _ in same_party("cn-mofcom-2025-13-skydio", LAW)]
    assert listings == ["cn-mofcom-2025-13-control-list", "cn-uel-2025-7-entities"]
    aero = [party.en for _, party in same_party("cn-uel-2025-10-aerovironment", LAW)]
    assert aero == ["Aero Vironment", "AeroVironment, Inc."]


def test_order_of_packs_and_parties_changes_nothing() -> None:
    glass = "      - {id: sm-glass, en: Glass Trading}\n"
    first = "      - {id: sm-a, en: Rakatan Rocket Work}\n"
    law = law_with("", (glass, first + glass))
    ids = [match.party.id for match in screen("Rakatan Rocket Works", law)]
    assert ids == ["sm-rocket-works", "sm-a"]


def test_a_listing_without_pinyin_is_found_by_it() -> None:
    (match,) = screen("Le Ka Tan Huojian", small_law())
    assert match.party.id == "sm-rocket-works"


@given(st.text(max_size=40))
def test_no_name_breaks_it(name: str) -> None:
    for match in screen(name, LAW):
        assert HIT <= match.score <= 100
        assert (match.strength == "exact") == (match.score == 100)


def test_a_thousand_names_take_seconds_at_most() -> None:
    screen("warm", LAW)
    names = [f"{name} {number}" for number in range(3) for name in EVERYDAY if name][:1000]
    start = time.process_time()
    for name in names:
        screen(name, LAW)
    # About half a second where it was measured; far above for slow machines.
    assert time.process_time() - start < 10
