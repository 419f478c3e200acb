"""The law made ready: once for a law, once for the days between two changes."""

from __future__ import annotations

from datetime import date

import pytest

from exportgate.engine.lawbook import law_on, lawbook_of
from exportgate.rules.status import status_on
from exportgate.tests.small_law import ask_line, law_with, small_law


def test_it_is_made_once() -> None:
    law = law_with()
    assert lawbook_of(law) is lawbook_of(law)
    book = lawbook_of(law)
    assert law_on(book, date(2025, 6, 2)) is law_on(book, date(2025, 6, 3))
    assert law_on(book, date(2025, 3, 31)) is not law_on(book, date(2025, 4, 1))


@pytest.mark.parametrize(
    "day",
    [
        date(2018, 1, 1), date(2020, 11, 30), date(2020, 12, 1), date(2025, 3, 31),
        date(2025, 4, 1), date(2025, 10, 31), date(2025, 11, 1), date(2026, 10, 9),
        date(2026, 10, 10), date(2026, 11, 10), date(2026, 11, 11), date(2027, 1, 1),
    ],
)  # fmt: skip
def test_statuses_are_those_of_the_day(day: date) -> None:
    found = law_on(lawbook_of(small_law()), day).statuses
    for name, life in small_law().lives.items():
        assert found[name] == status_on(life, day), name


def test_a_country_leaves_its_group_between_two_changes_of_the_law() -> None:
    """What is kept for a stretch of days must not outlive a membership that an entry reads."""
    law = law_with(
        "",
        (
            "definition: {all: [{fact: line.form, is: crystal}, ",
            "definition: {all: [{fact: shipment.destination, member_of: eu}, ",
        ),
        (
            "    domain: technology_restricted\n    effective: {from: 2025-04-01}",
            "    domain: technology_restricted\n    effective: {from: 2019-01-01}",
        ),
        (
            "kind: law\n    effective: {from: 2020-12-01}",
            "kind: law\n    effective: {from: 2010-01-01}",
        ),
        ("instrument: sm-list-2025\nverified", "instrument: sm-act-2020\nverified"),
    )
    line = {"composition": "Co 5, Fe bal"}
    results = [
        ask_line(line, on=day, law=law, destination="GB").matches[0].result
        for day in (date(2020, 1, 31), date(2020, 2, 1))
    ]
    assert results == ["controlled", "not_controlled"]


def test_citations_have_the_status_of_the_day() -> None:
    law = small_law()
    cites = law.entries["sm-holmium"].cites
    for day, status in ((date(2025, 12, 1), "suspended"), (date(2026, 11, 11), "unverified")):
        (cite,) = law_on(lawbook_of(law), day).cite(cites)
        assert (cite.status, cite.kind, cite.title.zh) == (status, "announcement", "后续清单")


def test_a_citation_has_its_own_address_or_that_of_the_instrument() -> None:
    law = law_with("", ('provision: "9"', 'provision: "9", href: "https://example.org/9"'))
    today = law_on(lawbook_of(law), date(2025, 6, 2))
    assert today.cite(law.entries["sm-lithium"].cites)[0].href == "https://example.org/9"
    assert today.cite(law.entries["sm-orphan"].cites)[0].href == "https://example.org/act"
    assert today.cite(law.entries["sm-magnet"].cites)[0].href is None


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(1999, 6, 1), date(2100, 1, 1)])
def test_any_day_can_be_asked_about(day: date) -> None:
    decided = ask_line({"description": "NdFeB 钕铁硼", "formula": "Dy2O3"}, on=day)
    assert decided.matches


def test_rules_that_rest_on_practice_say_so() -> None:
    practice = {a.rule.id for a in lawbook_of(small_law()).rules if a.is_practice}
    assert practice == {"sm-custom", "sm-eu-note"}


def test_what_is_kept_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exportgate.engine.lawbook._MEMO_LIMIT", 2)
    law = law_with()
    for purity in ("99", "98", "97", "96"):
        line = {"form": "metal", "composition": f"Bi {purity}, Dy 1, Fe bal"}
        assert ask_line(line, law=law) == ask_line(line, law=law_with())
    assert len(law_on(lawbook_of(law), date(2025, 6, 2)).memo) <= 2


def test_an_entry_that_reads_parties_is_asked_anew_each_time() -> None:
    law = law_with(
        "",
        (
            "definition: {all: [{fact: line.form, is: crystal}, ",
            "definition: {all: [{party: [end_user], where: {fact: party.is_military, is: true}}, ",
        ),
    )
    asked = {item.entry.id: item for item in lawbook_of(law).entries}
    assert asked["sm-orphan"].reads is None
    assert asked["sm-kiln"].reads == ("line.kiln_diameter", "line.reaction_temperature")
    line = {"composition": "Co 5, Fe bal"}
    results = [
        ask_line(line, law=law, end_users=[{"is_military": is_military}]).matches[0].result
        for is_military in (True, False, None)
    ]
    assert results == ["controlled", "not_controlled", "undetermined"]


PACK_2C901 = """
pack: extra-window
title: {en: Windows, zh: 窗口}
instrument: sm-act-2020
verified_up_to: 2026-10-09
entries:
"""
ENTRY = """
  - id: extra-%s
    control_code: "%s"
    title: {en: Thing, zh: 物}
    domain: dual_use_superhard
    effective: {from: 2021-01-01}
    cites: [{instrument: sm-act-2020, provision: "1"}]
"""


def pointing(number: str, *codes: str) -> set[str]:
    """Ids of the entries to which a customs number points, where these codes are modelled."""
    entries = "".join(ENTRY % (code.casefold().replace(".", "-"), code) for code in codes)
    law = law_with(PACK_2C901 + entries)
    return {match.entry for match in ask_line({"customs_number": number}, law=law).matches}


def test_an_entry_stands_for_the_sub_items_that_the_catalogue_prints() -> None:
    assert pointing("7104911010", "2C901") == {"extra-2c901"}


def test_sub_items_stand_for_a_code_when_all_that_are_printed_are_modelled() -> None:
    window = {"cn-catalogue-2026-2c901", "extra-2c901-a"}
    assert pointing("7104911010", "2C901.a") == {*window, "cn-catalogue-2026-2c901-b"}
    assert pointing("7104911010", "2C901.a", "2C901.b") == {"extra-2c901-a", "extra-2c901-b"}
