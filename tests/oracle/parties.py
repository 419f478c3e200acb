"""What the lists say of the parties of a shipment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from exportgate.engine.facts import parties_of
from exportgate.engine.screening import same_party, screen
from exportgate.tests.oracle.law_read import EFFECT

if TYPE_CHECKING:
    from exportgate.engine.shipment import Party, Shipment
    from exportgate.rules.law import Law
    from exportgate.rules.listing_models import Listing
    from exportgate.tests.oracle.law_read import Today


class Screened(NamedTuple):
    """What the lists say.

    Attributes:
        facts: The facts of the shipment with what the lists add to them.
        lenient: What of it is another in the lenient reading.
        doubtful: Keys of facts of which a name makes doubt, with what holds of the listed party.
        surely: Those of which a name that is not merely weak does.
        reviews: Listings that a person has to judge, and whether for certain.
    """

    facts: dict[str, Any]
    lenient: dict[str, Any]
    doubtful: set[tuple[str, Any]]
    surely: set[tuple[str, Any]]
    reviews: dict[str, bool]


def screened(shipment: Shipment, facts: dict[str, Any], today: Today) -> Screened:
    """Adds to the facts of a shipment what the lists say of its parties."""
    found = Screened({**facts}, {}, set(), set(), {})
    for role, named in parties_of(shipment).items():
        for path, party in named.items():
            if role != "exporter" and today.law.listings:
                found.facts[f"{path}.is_screened"] = party.name is not None
                stated = dict(found.facts)
                for claim in claims(party, today.law):
                    add(found, stated, path, today, claim)
    return found


def claims(party: Party, law: Law) -> list[tuple[Listing, str | None]]:
    """The listings that may be of a party, with the strength of the name; None: confirmed."""
    if party.listed_as not in {None, "none"}:
        return [(each, None) for each, _ in same_party(party.listed_as or "", law)]
    if party.name is None:
        return []
    hits = screen(party.name, law, country=party.country, other_names=party.other_names)
    only = {"exact"} if party.listed_as == "none" else {"exact", "strong", "weak"}
    return [(hit.listing, hit.strength) for hit in hits if hit.strength in only]


def add(
    found: Screened,
    stated: dict[str, Any],
    path: str,
    today: Today,
    claim: tuple[Listing, str | None],
) -> None:
    """Adds what one listing says of a party."""
    listing, strength = claim
    status = today.status(listing.id)[0]
    if strength is None and status == "unverified":
        found.reviews[listing.id] = True
    for name, value in listing.establishes.items():
        fact = today.law.vocabulary.facts[name]
        order: list[Any] = [*fact.terms] if fact.terms else [False, True]
        key = f"{path}.{fact.field}"
        if strength is None:  # a person confirmed that it is this party
            usual = stated.get(key, order[0])
            for reading, statuses in ((found.facts, EFFECT), (found.lenient, {"in_force"})):
                holds = [value] if status in statuses else []
                before = [reading[key]] if key in reading else []
                reading[key] = max([usual, *before, *holds], key=order.index)
            if key in stated and usual == order[0] != value and status in EFFECT:
                found.reviews.setdefault(listing.id, True)
        elif status in EFFECT and value not in {False, "none"}:
            if key not in stated:
                found.doubtful.add((key, value))
                found.surely.update(set() if strength == "weak" else {(key, value)})
            elif stated[key] == order[0] and strength == "exact":
                found.lenient[key] = stated[key]
                found.facts[key] = max(found.facts[key], value, key=order.index)
                found.reviews[listing.id] = True
