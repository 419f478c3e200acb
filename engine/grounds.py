"""What every part of a decision rests on: outcomes, citations, and the tree of reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..catalog.text import Text
from ..rules.status import Status

Outcome = Literal["not_required", "review", "undetermined", "licence_required", "prohibited"]
OUTCOMES: tuple[Outcome, ...] = (
    "not_required",
    "review",
    "undetermined",
    "licence_required",
    "prohibited",
)
"""From best to worst."""

Truth = Literal["true", "false", "unknown"]
Certainty = Literal["certain", "possible"]
MatchResult = Literal["controlled", "not_controlled", "undetermined", "review"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement of law stands, and what that instrument is on the day.

    Attributes:
        instrument: Id in the register.
        title: Title of the instrument.
        provision: Article, paragraph or annex item.
        kind: `law`, `announcement`, `guidance`, `practice`, ...
        status: Status of the instrument on the day asked about.
        href: Address of a text; None where none is known.
    """

    instrument: str
    title: Text
    provision: Text
    kind: str
    status: Status
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A node of the tree of reasons; leaves are facts.

    Attributes:
        kind: `all`, `any`, `not`, `fact`, `party`, `listed`, or `exclusion`.
        truth: What it comes to.
        words: The claim in words, as "form is magnet".
        fact: For a leaf, the path of the fact in the shipment, as `lines[0].form`.
        seen: For a leaf, the value as words; None when it is unknown.
        parts: The nodes below that decide this one: all that are needed, none that are not.
        cites: Where the claim stands, when it is not the provision's own.
    """

    kind: str
    truth: Truth
    words: Text
    fact: str | None = None
    seen: Text | None = None
    parts: tuple[Reason, ...] = ()
    cites: tuple[Citation, ...] = ()
