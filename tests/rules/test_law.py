"""The packs as one law: resolved, in one order, with the life of every provision."""

from __future__ import annotations

from datetime import date

from exportgate.rules.law import PROVISIONS, assemble
from exportgate.rules.status import status_on
from exportgate.tests.small_law import VERIFIED, law_with, small_law

LAW = small_law()


def test_everything_stands_under_its_id() -> None:
    for kind in ("instruments", *PROVISIONS):
        found = getattr(LAW, kind)
        assert found, kind
        assert all(name == item.id for name, item in found.items())
        assert set(found) <= set(LAW.lives)


def test_the_order_of_packs_changes_nothing() -> None:
    again = assemble(reversed(LAW.packs), LAW.vocabulary, LAW.digest)
    assert again == LAW
    assert [pack.pack for pack in again.packs] == ["sm-list", "sm-register", "sm-rules"]


def test_a_provision_lives_no_longer_than_its_instrument() -> None:
    law = law_with(
        "",
        (
            "    kind: announcement\n    effective: {from: 2025-04-01}\n",
            "    kind: announcement\n    effective: {from: 2025-05-01, to: 2025-06-01}\n",
        ),
    )
    days = date(2025, 4, 15), date(2025, 5, 1), date(2025, 6, 1)
    found = [status_on(law.lives["sm-magnet"], day).status for day in days]
    assert found == ["not_yet", "in_force", "repealed"]


def test_a_provision_is_suspended_with_its_instrument_only() -> None:
    day = date(2025, 12, 1)
    assert status_on(LAW.lives["sm-late-2025"], day).status == "suspended"
    assert status_on(LAW.lives["sm-holmium"], day).status == "suspended"
    assert status_on(LAW.lives["sm-holmium"], day).by == "sm-pause-2025"
    assert status_on(LAW.lives["sm-magnet"], day).status == "in_force"


def test_a_provision_may_be_suspended_alone() -> None:
    law = law_with(
        "",
        (
            "  - id: sm-kiln\n",
            (
                "  - id: sm-kiln\n"
                "    suspended: [{by: sm-pause-2025, from: 2025-06-01, to: 2025-07-01}]\n"
            ),
        ),
    )
    assert status_on(law.lives["sm-kiln"], date(2025, 6, 1)).status == "suspended"
    assert status_on(law.lives["sm-kiln"], date(2025, 7, 1)).status == "in_force"
    assert status_on(law.lives["sm-magnet"], date(2025, 6, 1)).status == "in_force"


def test_a_provision_without_an_instrument_follows_its_first_citation() -> None:
    assert LAW.lives["sm-magnet"].instrument == "sm-list-2025"  # the pack's
    assert LAW.lives["sm-holmium"].instrument == "sm-late-2025"  # its own
    law = law_with("", ("instrument: sm-act-2020\nverified", "verified"))
    assert law.lives["sm-custom"].instrument == "sm-old-custom"
    assert law.lives["sm-eu-note"].instrument == "sm-old-custom"


def test_changes_are_all_days_once_in_order() -> None:
    changes = LAW.changes
    assert list(changes) == sorted(set(changes))
    assert set(changes) == {
        date(2020, 12, 1),
        date(2025, 1, 1),
        date(2025, 4, 1),
        date(2025, 11, 1),
        date(2025, 11, 8),
        date(2026, 11, 11),
        date(2027, 1, 1),
    }


def test_the_law_is_as_old_as_its_oldest_pack() -> None:
    assert LAW.verified_up_to == VERIFIED
    law = law_with(
        "pack: extra\ntitle: {en: Extra, zh: 另}\nverified_up_to: 2026-01-31\n",
    )
    assert law.verified_up_to == date(2026, 1, 31)


def test_the_memo_is_no_part_of_what_a_law_is() -> None:
    law = law_with()
    law.memo["x"] = 1
    assert law == small_law()
