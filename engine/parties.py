"""What the lists say of the parties of a shipment on a day.

A hit of names decides nothing: the facts that the listing would establish are in doubt until a
person says whether the party is the listed one. Once it is confirmed, the law of the day says what
holds of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..catalog.text import Text
from ..errors import Fault, InputError
from .cleared import names_digest, same_name
from .decision import NameHit, ScreenedParty, Screening
from .facts import parties_of
from .lawbook import law_on, lawbook_of
from .listing_findings import contradiction, notes_of, unverified
from .shipment import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ..rules.law import Law
    from ..rules.listing_models import ListedParty, Listing
    from .cleared import ClearedHit
    from .decision import Finding
    from .facts import Facts
    from .lawbook import LawOnDay
    from .screening import NameMatch
    from .shipment import Shipment

NOBODY = "none"
"""What `listed_as` says where a person found that the party is none of those it resembles."""

_ROLES = ("consignee", "intermediary", "end_user")
_WITH_EFFECT = frozenset({"in_force", "unverified"})
_EXACT = Text(
    "`none` is not enough for the very same name: clear the hit in the file of cleared hits",
    "名称完全相同，仅填“none”不足：请在排除文件中排除",
)
_CHANGED_NAMES = Text(
    "it was cleared, but the listed names have changed since", "曾予排除，但列名名称其后有变更"
)
_CHANGED_COUNTRY = Text(
    "it was cleared for a party in another country", "曾予排除，但当事方所在国家（地区）不同"
)


@dataclass(frozen=True, slots=True)
class Screened:
    """What the lists say of the parties.

    Attributes:
        facts: The facts of the header, with those that follow from confirmed parties, and with the
            keys of those that are in doubt.
        told: The hits, for the answer.
        reviews: What a person has to judge on every line.
        notes: What the officer should know.
        listings: Ids of listings whose changes may change the answer.
    """

    facts: Facts
    told: Screening | None = None
    reviews: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    listings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Gathered:
    facts: Facts
    lenient: dict[str, Any] = field(default_factory=dict)
    doubtful: set[tuple[str, Any]] = field(default_factory=set)
    surely: set[tuple[str, Any]] = field(default_factory=set)
    reviews: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    listings: set[str] = field(default_factory=set)


def screen_parties(
    shipment: Shipment, facts: Facts, law: LawOnDay, cleared: Sequence[ClearedHit]
) -> Screened:
    """What the lists of the day say of importer, intermediaries and end users.

    Args:
        shipment: Its parties.
        facts: Of header and parties.
        law: The law of the day.
        cleared: Hits that a person cleared.

    Raises:
        InputError: A party is said to be a listed one that is not on file.
    """
    named = parties_of(shipment)
    parties = {path: party for role in _ROLES for path, party in named.get(role, {}).items()}
    if not parties or not law.book.law.listings:
        return Screened(facts)
    _refuse_unknown(parties, law.book.law)
    gathered = _Gathered(dict(facts))
    for path, party in parties.items():
        gathered.facts[f"{path}.is_screened"] = party.name is not None
    told = tuple(
        ScreenedParty(path, party.name, party.country, _hits(path, party, law, cleared, gathered))
        for path, party in parties.items()
    )
    own = gathered.facts
    if gathered.lenient:
        own["#lenient"] = tuple(sorted(gathered.lenient.items()))
    if gathered.doubtful:
        own["#doubtful"] = frozenset(gathered.doubtful)
        own["#surely_doubtful"] = frozenset(gathered.surely)
    return Screened(
        own,
        _screening(law.book.law, told),
        tuple(gathered.reviews),
        tuple(gathered.notes),
        tuple(sorted(gathered.listings)),
    )


def screening_of(
    name: str,
    law: Law,
    *,
    on: date,
    country: str | None = None,
    other_names: Sequence[str] = (),
    cleared: Sequence[ClearedHit] = (),
) -> Screening:
    """Whom a name resembles, with the status of each listing on a day; also those that have ended.

    Args:
        name: Of the party, in any script.
        law: The law.
        on: The day.
        country: ISO 3166 alpha-2 code; None when it is not known.
        other_names: Further names of the same party.
        cleared: Hits that a person cleared.
    """
    today = law_on(lawbook_of(law), on)
    party = Party(name=name, country=country, other_names=tuple(other_names))
    hits = tuple(
        _state(_hit(match, today), party, match, cleared) for match in _matches(party, today)
    )
    return _screening(law, (ScreenedParty("", name, country, hits),))


def _refuse_unknown(parties: Mapping[str, Party], law: Law) -> None:
    known = {NOBODY, *(party.id for listing in law.listings.values() for party in listing.parties)}
    faults = tuple(
        Fault(
            "no listed party with this id",
            field=f"{path}.listed_as",
            seen=party.listed_as,
            remedy="write the id that a hit or `exportgate screen` shows, or `none`",
        )
        for path, party in parties.items()
        if party.listed_as is not None and party.listed_as not in known
    )
    if faults:
        raise InputError(faults)


def _screening(law: Law, told: tuple[ScreenedParty, ...]) -> Screening:
    listings = law.listings.values()
    return Screening(
        names=sum(len(listing.parties) for listing in listings),
        notices=len({law.lives[listing.id].instrument for listing in listings}),
        verified_up_to=min(law.lives[listing.id].verified_up_to for listing in listings),
        parties=told,
    )


def _hits(
    path: str, party: Party, law: LawOnDay, cleared: Sequence[ClearedHit], gathered: _Gathered
) -> tuple[NameHit, ...]:
    matches = () if party.name is None else _matches(party, law)
    if party.listed_as not in {None, NOBODY}:
        return _confirmed(path, party, matches, law, gathered)
    told = []
    for match in matches:
        status = law.statuses[match.listing.id]
        if status.status == "repealed":
            continue
        hit = _state(_hit(match, law), party, match, cleared)
        if hit.state in {"open", "without_effect"}:
            gathered.listings.add(match.listing.id)
        if status.status == "not_yet":
            continue
        if hit.state == "open":
            hit = _doubted(hit, path, match, law, gathered)
        told.append(hit)
    return tuple(told)


def _matches(party: Party, law: LawOnDay) -> tuple[NameMatch, ...]:
    # Imported late: most shipments name nobody whose name has to be compared.
    from .screening import screen

    name, country, others = party.name or "", party.country, party.other_names
    key = ("names", name, country, others)
    return law.remember(
        key, lambda: screen(name, law.book.law, country=country, other_names=others)
    )


def _hit(match: NameMatch, law: LawOnDay) -> NameHit:
    listing, status = match.listing, law.statuses[match.listing.id]
    return NameHit(
        listed_party=match.party.id,
        name=match.party.name,
        country=match.party.country,
        list_kind=listing.kind,
        listing=listing.id,
        measures=listing.measures,
        score=match.score,
        strength=match.strength,
        screened=match.written,
        matched=match.listed,
        steps=match.steps,
        status=status.status,
        status_until=status.next_change,
        state="open" if status.status in _WITH_EFFECT else "without_effect",
        why=None,
        names_digest=names_digest(match.party),
        name_basis=listing.name_basis,
        cites=law.cite(listing.cites),
    )


def _state(hit: NameHit, party: Party, match: NameMatch, cleared: Sequence[ClearedHit]) -> NameHit:
    """A hit as what people said of it leaves it."""
    why = None
    for row in cleared:
        if row.listed_party != match.party.id or not same_name(row.name, party.name or ""):
            continue
        if row.country != party.country:
            why = _CHANGED_COUNTRY
        elif row.names_digest != hit.names_digest:
            why = _CHANGED_NAMES
        else:
            return replace(hit, state="cleared", why=None)
    if hit.state == "open" and party.listed_as == NOBODY:
        if hit.strength != "exact":
            return replace(hit, state="denied")
        why = why or _EXACT
    return replace(hit, why=why)


def _established(listing: Listing) -> dict[str, Any]:
    """What a listing says against a party; not what it leaves as for everybody."""
    return {
        name: value for name, value in listing.establishes.items() if value not in {False, NOBODY}
    }


def _doubted(
    hit: NameHit, path: str, match: NameMatch, law: LawOnDay, gathered: _Gathered
) -> NameHit:
    """An open hit, with the facts that it puts in doubt; settled where the shipment states them."""
    found = _established(match.listing)
    if not found:
        return replace(hit, state="without_effect")
    is_open, is_listed = False, False
    for name, value in found.items():
        order = _order(name, law)
        key = f"{path}.{law.book.law.vocabulary.facts[name].field}"
        if key not in gathered.facts:
            is_open = True
            gathered.doubtful.add((key, value))
            if match.strength != "weak":
                gathered.surely.add((key, value))
        elif key in gathered.lenient or gathered.facts[key] == order[0]:
            if match.strength == "exact":
                is_open = True
                gathered.lenient.setdefault(key, gathered.facts[key])
                gathered.facts[key] = max(gathered.facts[key], value, key=order.index)
                gathered.reviews.append(contradiction(path, match.party, match.listing, law))
        else:
            is_listed = True
    if is_open:
        return hit
    return replace(hit, state="confirmed" if is_listed else "denied")


def _order(name: str, law: LawOnDay) -> list[Any]:
    """The values of a fact that listings establish, the one of a party on no list first."""
    terms = law.book.law.vocabulary.facts[name].terms
    return [*terms] if terms else [False, True]


def _confirmed(
    path: str,
    party: Party,
    matches: Iterable[NameMatch],
    law: LawOnDay,
    gathered: _Gathered,
) -> tuple[NameHit, ...]:
    """What holds of a party that is a listed one, by all listings that name it."""
    from .screening import same_party

    found = same_party(party.listed_as or "", law.book.law)
    scores = {match.party.id: match for match in matches}
    told = []
    for listing, listed in found:
        gathered.listings.add(listing.id)
        status = law.statuses[listing.id].status
        match = scores.get(listed.id) or _stated_match(party, listed, listing)
        if status not in {"not_yet", "repealed"}:
            hit = _hit(match, law)
            told.append(replace(hit, state="confirmed") if status in _WITH_EFFECT else hit)
            gathered.notes += notes_of(listing, law)
        if status == "unverified":
            gathered.reviews.append(unverified(path, listed, listing, law))
    _add_facts(path, found, law, gathered)
    return tuple(told)


def _stated_match(party: Party, listed: ListedParty, listing: Listing) -> NameMatch:
    from .screening import NameMatch

    # Whoever confirmed it knew more than the names.
    return NameMatch(listed, listing, 0, "weak", party.name or "", listed.en, ())


def _add_facts(
    path: str,
    found: Sequence[tuple[Listing, ListedParty]],
    law: LawOnDay,
    gathered: _Gathered,
) -> None:
    """The facts that listings establish, in both readings of a law that is open."""
    for name in sorted({name for listing, _ in found for name in listing.establishes}):
        order = _order(name, law)
        key = f"{path}.{law.book.law.vocabulary.facts[name].field}"
        stated = gathered.facts.get(key)
        cautious, lenient = (
            max(
                [
                    order[0] if stated is None else stated,
                    *(
                        listing.establishes[name]
                        for listing, _ in found
                        if name in listing.establishes
                        and law.statuses[listing.id].status in statuses
                    ),
                ],
                key=order.index,
            )
            for statuses in (_WITH_EFFECT, {"in_force"})
        )
        gathered.facts[key] = cautious
        if lenient != cautious:
            gathered.lenient[key] = lenient
        if stated == order[0] != cautious:
            listing, listed = next(
                pair for pair in found if pair[0].establishes.get(name) == cautious
            )
            gathered.reviews.append(contradiction(path, listed, listing, law))
