"""Cleared hits and their digests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exportgate.engine.cleared import ClearedHit, digest_of_cleared, names_digest, same_name

from ..small_law import small_law

ROW = ClearedHit("A", "DE", "sm-rocket-works", "0" * 16)


def test_the_digest_follows_the_names() -> None:
    party = small_law().listings["sm-listing"].parties[0]
    digest = names_digest(party)
    assert len(digest) == 16
    assert names_digest(party.model_copy(update={"id": "other", "pinyin": "x"})) == digest
    for change in ({"en": "B"}, {"zh": None}, {"aliases": ()}, {"country": "DE"}):
        assert names_digest(party.model_copy(update=change)) != digest


def test_order_and_notes_do_not_count() -> None:
    other = replace(ROW, name="B")
    assert digest_of_cleared([ROW, other]) == digest_of_cleared([other, replace(ROW, note="x")])
    assert digest_of_cleared([ROW]) != digest_of_cleared([other])


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [("A  B", "a b", True), ("Ａ", "A", True), ("A", "A.", False), ("A", "", False)],
)
def test_the_same_name(one: str, other: str, *, is_same: bool) -> None:
    assert same_name(one, other) is is_same
