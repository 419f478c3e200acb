"""What came of comparing names with the lists: hits, each with how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..catalog.text import Text
from ..rules.status import Status
from .grounds import Citation


@dataclass(frozen=True, slots=True)
class NameHit:
    """A listed party whose name resembles that of a party.

    Attributes:
        listed_party: Its id; what `listed_as` says of a party that is the listed one.
        name: Its name in the notice.
        country: Its country, where the notice says so.
        list_kind: `control_list`, `watch_list` or `unreliable_entity_list`.
        listing: Id of the listing.
        measures: What the notice orders.
        score: From 0 to 100, how much of the two names agrees.
        strength: `exact`, `strong` or `weak`.
        screened: The name of the party that was compared.
        matched: The listed name with which it was compared.
        steps: What was done to the name, and where the two differ.
        status: Status of the listing on the day; what is suspended has no effect.
        status_until: Its next scheduled change, exclusive; None when none is known.
        state: `open` until a person decides; `confirmed` or `denied` by what the shipment states of
            the party; `cleared` by a row of the file of cleared hits; `without_effect` where the
            listing, on that day, has none on exports.
        why: Why a hit that was cleared or denied is open all the same; else None.
        names_digest: Digest of the listed names, for the file of cleared hits.
        name_basis: Whether the names were read in the official annex or in a transcription.
        cites: Where the listing stands.
    """

    listed_party: str
    name: Text
    country: str | None
    list_kind: str
    listing: str
    measures: tuple[Text, ...]
    score: int
    strength: Literal["exact", "strong", "weak"]
    screened: str
    matched: str
    steps: tuple[Text, ...]
    status: Status
    status_until: date | None
    state: Literal["open", "confirmed", "denied", "cleared", "without_effect"]
    why: Text | None
    names_digest: str
    name_basis: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ScreenedParty:
    """A party whose name was compared with all listed names.

    Attributes:
        path: Where it stands in the shipment, as `end_users[0]`.
        name: Its name; None when it has none and nothing could be compared.
        country: Its country; None when it is not known.
        hits: The listed parties that it resembles or is, best first.
    """

    path: str
    name: str | None
    country: str | None
    hits: tuple[NameHit, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """What came of comparing the parties with the lists.

    Attributes:
        names: How many listed parties there are on file.
        notices: How many notices they come from.
        verified_up_to: Last day on which a person compared these notices with their sources.
        parties: Importer, intermediaries and end users.
    """

    names: int
    notices: int
    verified_up_to: date
    parties: tuple[ScreenedParty, ...]
