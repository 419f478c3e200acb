"""Findings about a party that is listed, or that is said not to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.text import Text
from . import words as say
from .decision import Finding

if TYPE_CHECKING:
    from ..rules.listing_models import ListedParty, Listing
    from .lawbook import LawOnDay

_CONTRADICTION = Text(
    "{place}: the shipment says that it is on no such list, but its name is that of the listed "
    "party {name} ({id}): say with `listed_as` that it is this party, or clear the hit",
    "{place}：货物信息称未列名，但名称与列名实体{name}（{id}）相同："
    "确为该实体的填写`listed_as`，否则排除该命中",
)
_UNVERIFIED = Text(
    "{place} is the listed party {name} ({id}): whether its listing has effect on this day was not "
    "verified ({by})",
    "{place}为列名实体{name}（{id}）：该列名当日是否有效未经核实（{by}）",
)


def contradiction(path: str, party: ListedParty, listing: Listing, law: LawOnDay) -> Finding:
    """What is stated of a party speaks against its very name."""
    return _finding(
        listing, say.fill(_CONTRADICTION, place=say.place_words(path), **_named(party)), law
    )


def unverified(path: str, party: ListedParty, listing: Listing, law: LawOnDay) -> Finding:
    """A confirmed party whose listing nobody verified for the day."""
    by = law.statuses[listing.id].by or ""
    return _finding(
        listing, say.fill(_UNVERIFIED, place=say.place_words(path), by=by, **_named(party)), law
    )


def notes_of(listing: Listing, law: LawOnDay) -> list[Finding]:
    """What a listing of a confirmed party says beside its effect."""
    return [_finding(listing, words, law) for words in listing.notes]


def _named(party: ListedParty) -> dict[str, Text | str]:
    return {"name": party.name, "id": party.id}


def _finding(listing: Listing, words: Text, law: LawOnDay) -> Finding:
    return Finding(
        rule=listing.id,
        title=listing.title,
        certainty="certain",
        words=words,
        status=law.statuses[listing.id].status,
        confidence=listing.confidence,
        is_practice=False,
        reason=None,
        cites=law.cite(listing.cites),
    )
