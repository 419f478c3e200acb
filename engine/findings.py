"""What was found of a line: entries asked, what rules conclude, red flags and conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..catalog.text import Text
from ..rules.model_parts import Confidence
from ..rules.models import Weight
from ..rules.status import Status
from .grounds import Certainty, Citation, MatchResult, Reason
from .needs import Paper


@dataclass(frozen=True, slots=True)
class Match:
    """What came of asking one control entry about one line.

    Attributes:
        entry: Id of the entry.
        control_code: Its code; None where the catalogue has none.
        title: Its wording.
        domain: What the later stages route by.
        result: `review` when a person has to judge: pointer-only entries, review bands, exclusions
            of low confidence.
        status: Status of the entry on the day: only an entry in force (or unverified) has effect.
        status_by: The instrument that suspends it or left it unverified; else None.
        status_until: The next scheduled change of its status, exclusive; None when none is known.
        confidence: How sure we are of what the entry covers.
        evidence: What made the line a candidate, in words.
        reason: Why; None for pointer-only entries.
        why_review: Why a person has to judge; else None.
        verify: What has to be checked where confidence is low; else None.
        cites: Where the entry stands.
    """

    entry: str
    control_code: str | None
    title: Text
    domain: str
    result: MatchResult
    status: Status
    status_by: str | None
    status_until: date | None
    confidence: Confidence
    evidence: tuple[Text, ...]
    reason: Reason | None
    why_review: Text | None
    verify: Text | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that applies or may apply: a prohibition, a matter for review, a duty or a note.

    Attributes:
        rule: Id of the rule or entry.
        title: Its wording.
        certainty: Whether it applies for certain.
        words: What follows, in words.
        status: Status of the rule on the day.
        confidence: How sure we are of it.
        is_practice: It rests on guidance or practice, not on law.
        reason: Why it applies; None where there is no condition.
        cites: Where it stands.
    """

    rule: str
    title: Text
    certainty: Certainty
    words: Text
    status: Status
    confidence: Confidence
    is_practice: bool
    reason: Reason | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """A red flag that the facts raise.

    Attributes:
        flag: Id of the red flag.
        title: Its wording.
        weight: How much it tells.
        words: What to find out.
        is_cleared: The papers that clear it are all in hand: it no longer asks for anything.
        cleared_by: The papers that clear it; empty where only a person can.
        status: Status of the flag on the day.
        confidence: How sure we are that it is one.
        is_practice: It rests on guidance or practice, not on law.
        reason: Why it is up; None where it could not be evaluated.
        cites: Where it stands.
    """

    flag: str
    title: Text
    weight: Weight
    words: Text
    is_cleared: bool
    cleared_by: tuple[Paper, ...]
    status: Status
    confidence: Confidence
    is_practice: bool
    reason: Reason | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Words on which the answer stands, because nothing in the shipment speaks against them.

    Attributes:
        rule: Id of the rule; `premise` for a premise of the tool.
        words: "Holds only if ...".
        cites: Where it stands.
    """

    rule: str
    words: Text
    cites: tuple[Citation, ...]
