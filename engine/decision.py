"""What a decision is: a frozen value that says everything, and nothing about how it was found.

All words stand in English and Chinese. Days: `holds_until` is exclusive, like every `to` in the
law. The canonical JSON of a decision is made in `formats`. The parts of a decision stand in
modules of their own; all of them can be imported from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..catalog.text import Text
from ..rules.model_parts import Confidence
from .findings import Condition, Finding, Match, RaisedFlag
from .grounds import OUTCOMES, Certainty, Citation, MatchResult, Outcome, Reason, Truth
from .name_hits import NameHit, ScreenedParty, Screening
from .needs import (
    AgencyRoles,
    DeclaredEntry,
    LicenceChanges,
    LicenceOption,
    NamedAgency,
    Paper,
    Requirement,
    TimeLimit,
)

__all__ = [
    "OUTCOMES",
    "AgencyRoles",
    "Certainty",
    "Citation",
    "Condition",
    "Decision",
    "DeclaredEntry",
    "Finding",
    "Gate",
    "Horizon",
    "LicenceChanges",
    "LicenceOption",
    "LineDecision",
    "Match",
    "MatchResult",
    "NameHit",
    "NamedAgency",
    "Outcome",
    "Paper",
    "Question",
    "RaisedFlag",
    "Reason",
    "Receipt",
    "Requirement",
    "ScreenedParty",
    "Screening",
    "TimeLimit",
    "Truth",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class Gate:
    """What the answer to an earlier question has to be for a later one to matter.

    Attributes:
        path: Where the answer to the earlier question is written.
        words: What it has to be, as "artificial graphite is yes".
        answers: For a term the terms, for a flag `true` or `false`; empty for a quantity, whose
            bounds the words tell.
    """

    path: str
    words: Text
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A missing fact that would change the answer.

    Attributes:
        path: Where to write the answer in the shipment, as `lines[0].form`.
        fact: Name in the vocabulary.
        words: The question.
        found_in: Where a company finds the answer.
        choices: For a term, what may be answered, with words.
        unit: For a quantity, its unit.
        elements: For a composition, the elements whose mass fraction is asked for.
        decides: Control codes and rule ids that hang on it.
        worth: Larger is more worth asking; compare within one decision only.
        only_if: What has to hold of earlier questions for this one to matter; when one of these is
            known not to hold, this one is no longer asked. All the same it may be answered first.
    """

    path: str
    fact: str
    words: Text
    found_in: Text
    choices: tuple[tuple[str, Text], ...]
    unit: str
    elements: tuple[str, ...]
    decides: tuple[str, ...]
    worth: int
    only_if: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Horizon:
    """Until when an answer holds.

    Attributes:
        holds_until: The next scheduled day on which it may change, exclusive; None when no
            change is scheduled in the law as it was verified.
        because_of: Id of the instrument that schedules it, or of the agency whose work goes to
            another then; else None.
        title: Title of that instrument, or name of that agency; else None.
    """

    holds_until: date | None
    because_of: str | None
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer as to one kind of requirement.

    Attributes:
        kind: `dual_use_licence`, `ordinary_export_licence`, ...
        title: Its name.
        outcome: As for a line, for this requirement alone.
    """

    kind: str
    title: Text
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class LineDecision:
    """The answer for one line.

    Attributes:
        line: The line's number or name.
        description: The exporter's words.
        outcome: The worst that is certain.
        worst: The worst to which open facts or unverified law may still lead.
        verdicts: The answer for each kind of requirement apart.
        confidence: The weakest premise of the outcome.
        matches: Every entry that was asked, those with effect first.
        not_candidate: Why no entry was asked; None when one was.
        requirements: What is needed.
        prohibitions: What forbids it.
        reviews: What a person has to judge.
        notes: What else the officer should know.
        red_flags: Signs that something is amiss, the heaviest first.
        conditions: On what the answer stands.
        questions: Missing facts, most worth asking first.
        horizon: Until when it holds.
        errors: Rules that erred, each with what went wrong; never empty with `not_required`.
    """

    line: str
    description: str | None
    outcome: Outcome
    worst: Outcome
    verdicts: tuple[Verdict, ...]
    confidence: Confidence
    matches: tuple[Match, ...]
    not_candidate: Text | None
    requirements: tuple[Requirement, ...]
    prohibitions: tuple[Finding, ...]
    reviews: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    red_flags: tuple[RaisedFlag, ...]
    conditions: tuple[Condition, ...]
    questions: tuple[Question, ...]
    horizon: Horizon
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What fixes the answer: the same receipt gives the same bytes again.

    Attributes:
        input: Digest of the shipment.
        law: Digest of the packs and the catalogue.
        engine: Version of exportgate.
        on: The day asked about.
        options: What was asked otherwise than usual, as `strict` or `max_law_age=90`.
    """

    input: str
    law: str
    engine: str
    on: date
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer for a shipment on a day.

    Attributes:
        reference: The company's number of the shipment.
        on: The day asked about.
        outcome: The worst of the lines that is certain.
        worst: The worst to which open facts or unverified law may still lead.
        confidence: The weakest premise.
        lines: In the order of the shipment.
        questions: All missing facts of the shipment, each once, most worth asking first.
        horizon: The earliest of the lines'.
        verified_up_to: Last day on which a person compared the law with its sources: the earliest
            of the packs'.
        is_after_verification: Whether the day asked about lies after it.
        scope: What each pack of the law that bears on the answer covers and leaves out.
        receipt: What fixes the answer.
        screening: What came of comparing the parties with the lists; None where nobody is named.
        rules_verified_up_to: The earliest of those packs that list no parties, whose notices come
            more often than other law; None where there is none.
    """

    reference: str | None
    on: date
    outcome: Outcome
    worst: Outcome
    confidence: Confidence
    lines: tuple[LineDecision, ...]
    questions: tuple[Question, ...]
    horizon: Horizon
    verified_up_to: date
    is_after_verification: bool
    scope: tuple[Text, ...]
    receipt: Receipt
    screening: Screening | None = None
    rules_verified_up_to: date | None = None
