"""What a decision is: a frozen value that says everything, and nothing about how it was found.

All words stand in English and Chinese. Days: `holds_until` is exclusive, like every `to` in the
law. The canonical JSON of a decision is made in `formats`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..catalog.text import Text
from ..rules.model_parts import Confidence
from ..rules.models import Weight
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
class NamedAgency:
    """An agency on the day: its id in the register and its name."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class AgencyRoles:
    """Who does what; empty means that the law names nobody."""

    files_with: tuple[NamedAgency, ...]
    examines: tuple[NamedAgency, ...]
    consulted: tuple[NamedAgency, ...]
    licenses: tuple[NamedAgency, ...]
    decides_in_great_cases: tuple[NamedAgency, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is needed.

    Attributes:
        id: Its id.
        title: Its name.
        basis: `law`, `announcement`, `practice` or `on_demand`.
        issued_by: Who makes it.
        authentication: When another body has to authenticate it; None where never.
        contents: What it must say.
        in_hand: Whether the shipment says that it is in hand.
        cites: Where it stands.
    """

    id: str
    title: Text
    basis: str
    issued_by: Text
    authentication: Text | None
    contents: tuple[Text, ...]
    in_hand: bool
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class LicenceChanges:
    """What a change of something that a licence names asks for.

    Attributes:
        key_elements: Those of which a change needs a new licence.
        of_key_element: What such a change asks for.
        of_other_element: What any other change asks for.
        working_days: The authority's time limit for other changes; None where none is stated.
        cites: Where it stands.
    """

    key_elements: tuple[Text, ...]
    of_key_element: Text
    of_other_element: Text
    working_days: int | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class LicenceOption:
    """One licence kind and whether it may be used.

    Attributes:
        id: `single`, `general`, ...
        title: Its name.
        availability: `true`, `false`, or `unknown` when it hangs on open facts.
        covers: What one such paper covers.
        conditions: What the applicant has to show.
        max_months: Longest term, in months; None where the text states none.
        documents: The papers of an application.
        why_not: Why it is not available; else None.
        cites: Where it stands.
        changes: What a change during its term asks for; None where the law says nothing.
    """

    id: str
    title: Text
    availability: Truth
    covers: Text
    conditions: tuple[Text, ...]
    max_months: int | None
    documents: tuple[Paper, ...]
    why_not: Text | None
    cites: tuple[Citation, ...]
    changes: LicenceChanges | None = None


@dataclass(frozen=True, slots=True)
class DeclaredEntry:
    """What to write in a field of the customs declaration."""

    id: str
    field: Text
    content: Text
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A time limit of the authority.

    Attributes:
        working_days: Its length.
        counted_from: The event after which counting starts.
        stops_for: What stops the count.
        binds: False when the law lifts it for this case.
        ends_on: The last working day of it, when the day of acceptance is known; else None.
        is_provisional: The calendar of public holidays of a year that it touches is not yet known.
        cites: Where it stands.
    """

    working_days: int
    counted_from: Text
    stops_for: tuple[Text, ...]
    binds: bool
    ends_on: date | None
    is_provisional: bool
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One licence or permission that is needed, with everything that belongs to it.

    Attributes:
        kind: `dual_use_licence`, `ordinary_export_licence`, ...
        title: Its name.
        certainty: `possible` when it hangs on open facts or on law that a person must check.
        confidence: The weakest premise.
        control_codes: The codes on which it rests, in order; empty for a catch-all.
        rules: Ids of the rules and entries on which it rests.
        presumption: What the authority will presume of an application; else None.
        licence_kinds: Easiest available first.
        agencies: Who does what.
        end_use_certificate: None where none is asked for.
        documents: Further papers, beside those of the licence kind.
        declarations: What to write in the customs declaration.
        time_limit: None where the law states none.
        duties: What else has to be done.
        cites: Where it stands.
    """

    kind: str
    title: Text
    certainty: Certainty
    confidence: Confidence
    control_codes: tuple[str, ...]
    rules: tuple[str, ...]
    presumption: Literal["denial", "case_by_case"] | None
    licence_kinds: tuple[LicenceOption, ...]
    agencies: AgencyRoles
    end_use_certificate: Paper | None
    documents: tuple[Paper, ...]
    declarations: tuple[DeclaredEntry, ...]
    time_limit: TimeLimit | None
    duties: tuple[Text, ...]
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
