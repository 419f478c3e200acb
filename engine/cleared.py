"""Hits that a person cleared: who was screened, against which listed names."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..rules.listing_models import ListedParty

_LENGTH = 16


@dataclass(frozen=True, slots=True)
class ClearedHit:
    """A person found that a party is not the listed one that its name resembles.

    It holds until either side changes: the name or country of the party, or the listed names.

    Attributes:
        name: The name of the party as it was screened.
        country: Its country as it was screened; None when it was not known.
        listed_party: Id of the listed party.
        names_digest: Digest of the listed names, as the hit showed it.
        note: Who cleared it, when and why; read by people alone.
    """

    name: str
    country: str | None
    listed_party: str
    names_digest: str
    note: str | None = None


def names_digest(party: ListedParty) -> str:
    """The digest of a listed party's names and country: it changes with them."""
    content = json.dumps([party.country, *party.names], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:_LENGTH]


def digest_of_cleared(rows: Iterable[ClearedHit]) -> str:
    """The digest of cleared hits, in whatever order they stand; notes do not count."""
    contents = (asdict(row) | {"note": None} for row in rows)
    texts = sorted({json.dumps(each, ensure_ascii=False, sort_keys=True) for each in contents})
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same text but for width, letter case and spaces."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
