"""The frozen models of a rule pack: what a lawyer writes in YAML, read word for word.

Dates: `from` is inclusive, `to` exclusive, both whole days. Every legal statement cites.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from ..catalog.period import Period
from ..catalog.text import Text
from .conditions import Condition
from .pydantic_faults import Refused

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Confidence = Literal["high", "medium", "low"]
RequirementKind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
_BACKWARDS = "`to` is not after `from`; `to` is the first day that no longer belongs to it"
Weight = Literal["low", "medium", "high"]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
InstrumentKind = Literal[
    "law", "regulation", "order", "announcement", "catalogue", "guidance", "practice", "treaty"
]


def same_in_both(content: Any) -> Any:
    """Plain text as words that read the same in both languages; anything else as it is."""
    return Text(content, content) if isinstance(content, str) else content


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Effective(_Model):
    """The days on which something applies: `from` inclusive, `to` exclusive, empty means open."""

    from_: date | None = Field(alias="from")
    to: date | None = None

    @model_validator(mode="after")
    def _forwards(self) -> Effective:
        if self.from_ is not None and self.to is not None and self.to <= self.from_:
            raise Refused("period-turned-round", _BACKWARDS)
        return self

    @property
    def period(self) -> Period:
        """The same as a period of days."""
        return Period(self.from_, self.to)


class Suspension(_Model):
    """Days on which something in force is not applied, and the instrument that says so."""

    by: Identifier
    from_: date = Field(alias="from")
    to: date
    note: Text | None = None

    @model_validator(mode="after")
    def _forwards(self) -> Suspension:
        if self.to <= self.from_:
            raise Refused("period-turned-round", _BACKWARDS)
        return self


class Cite(_Model):
    """Where a statement of law stands.

    Attributes:
        instrument: Id in the register of instruments.
        provision: Article, paragraph or annex item, in the instrument's own numbering; plain text
            where it reads the same in both languages.
        href: One address of the text, where it differs from the instrument's own.
    """

    instrument: Identifier
    provision: Annotated[Text, BeforeValidator(same_in_both)]
    href: str | None = None


class Instrument(_Model):
    """One law, regulation, announcement, or piece of official guidance or practice.

    Attributes:
        id: `cn-` issuer, year and number.
        issuers: Ids of agencies.
        number: As printed; None for instruments without a number.
        kind: `guidance` and `practice` are not law: they explain, and never clear alone.
        effective: When it is in force.
        suspended: When all of it is suspended, and by which instrument.
        sources: Addresses of the pages that were read.
        verify: What a person has still to check.
    """

    id: Identifier
    title: Text
    issuers: tuple[str, ...]
    year: int
    number: str | None = None
    kind: InstrumentKind
    issued: date | None = None
    effective: Effective
    suspended: tuple[Suspension, ...] = ()
    href: str | None = None
    sources: tuple[str, ...] = ()
    confidence: Confidence = "high"
    verify: Text | None = None
    notes: tuple[Text, ...] = ()


class _Provision(_Model):
    """What every dated statement of law has in common.

    Attributes:
        instrument: The instrument that governs it, whose suspension suspends it; by default the
            pack's own.
        effective: The days on which it applies.
        suspended: Its own suspensions, beside those of the instrument.
        confidence: How sure we are of the fact; `low` never clears a shipment alone.
        verify: What has to be checked where the confidence is low.
    """

    id: Identifier
    title: Text
    instrument: Identifier | None = None
    effective: Effective
    suspended: tuple[Suspension, ...] = ()
    cites: tuple[Cite, ...] = Field(min_length=1)
    confidence: Confidence = "high"
    verify: Text | None = None
    notes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _low_says_what_to_verify(self) -> _Provision:
        if self.confidence == "low" and self.verify is None:
            msg = "`confidence: low` needs `verify`: what has to be checked, and where"
            raise Refused("low-without-verify", msg)
        return self


class NumberEvidence(_Model):
    """A customs number that makes a line a candidate; it decides nothing."""

    number: Annotated[str, StringConstraints(pattern=r"^\d{4}(\d{2}){0,3}$")]
    coverage: Literal["whole", "whole_likely", "ex", "unknown"] = "ex"
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    confidence: Confidence = "high"


class Keywords(_Model):
    """Words in a description that make a line a candidate.

    Attributes:
        en: Words and phrases; `*phosphonate` stands for every word with this ending;
            `titanium + heat exchanger` is found where each of its parts is, in any order.
        zh: Strings, found wherever they stand in the description; `+` as above.
    """

    en: tuple[Annotated[str, StringConstraints(pattern=r"^(\*[A-Za-z]+|[^*]+)$")], ...] = ()
    zh: tuple[str, ...] = ()


class FactEvidence(_Model):
    """A stated term or flag that makes a line a candidate."""

    fact: str
    is_: bool | str = Field(alias="is")


class Evidence(_Model):
    """What makes a line a candidate for an entry and chooses the questions; decides nothing.

    Numbers that the licensing catalogue prints for the entry's control code are added by
    themselves.

    Attributes:
        other_goods: Words for goods that are never meant, though a keyword stands within them: the
            keyword does not count there. Wherever else it stands it does.
    """

    numbers: tuple[NumberEvidence, ...] = ()
    headings: tuple[Annotated[str, StringConstraints(pattern=r"^\d{4}(\d{2})?$")], ...] = ()
    keywords: Keywords = Keywords()
    other_goods: Keywords = Keywords()
    elements: tuple[str, ...] = ()
    cas: tuple[str, ...] = ()
    facts: tuple[FactEvidence, ...] = ()


class ReviewBand(_Model):
    """A part of what an entry covers that a person has to judge."""

    when: Condition
    why: Text
    cites: tuple[Cite, ...] = Field(min_length=1)
    confidence: Confidence = "medium"


class Entry(_Provision):
    """One entry of a control list or catalogue of goods.

    With `confidence: low`, a line that states its own control code or CAS number goes to review
    even where the definition fails.

    Attributes:
        control_code: As the list prints it; None where the catalogue has no codes.
        domain: What the later stages route by, for example `dual_use_rare_earth`.
        definition: What the entry covers; None for an entry that a person has to classify
            (pointer only).
        exclusions: Ids of named exclusions; one that is true takes the line out.
        review_when: Parts of the definition that a person has to judge.
        asked_when: For a list that binds some shipments only, a destination for one: only where
            this holds is the entry asked. A rule has to say what an open destination comes to. None
            asks it always.
        evidence: What makes a line a candidate.
        replaces: Ids that this entry had before.
    """

    control_code: str | None = None
    domain: RequirementKind
    definition: Condition | None = None
    exclusions: tuple[Identifier, ...] = ()
    review_when: tuple[ReviewBand, ...] = ()
    asked_when: Condition | None = None
    evidence: Evidence = Evidence()
    replaces: tuple[Identifier, ...] = ()


class Exclusion(_Provision):
    """A named reason for which an item that looks like an entry is outside it.

    With `confidence: low` it never takes a line out: the line goes to review.
    """

    when: Condition


class Standing(_Model):
    """How to read a rule that hangs on what the exporter alone knows and seldom writes down.

    Attributes:
        condition: The words on which the answer then stands.
        ask_when: When the unknown becomes a question all the same; None means only in strict
            answers.
        while_open: The facts of which the condition speaks: while one of them is unknown the answer
            stands on it, and once they are known what else is unknown is asked. Empty means any.
    """

    condition: Text
    ask_when: Condition | None = None
    while_open: tuple[str, ...] = ()


class Effects(_Model):
    """What follows when a rule applies.

    Attributes:
        requires: A kind of licence or other permission that is needed.
        prohibits: The export is forbidden.
        reviews: A person has to judge, and why.
        presumes: What the authority will presume of an application.
        bars: Licence kinds that are not available.
        documents: Ids of documents that are needed in addition.
        declares: Ids of entries in the customs declaration.
        adds_to: The requirement to which documents, entries and duties are added; None adds them to
            the requirements of those listed items that the rule names, or to all.
        lifts_time_limit: The authority's time limit does not bind.
        duties: What else the exporter has to do.
        notes: What the officer should know; of practice, or of the limits of the law.
    """

    requires: RequirementKind | None = None
    prohibits: bool = False
    reviews: Text | None = None
    presumes: Literal["denial", "case_by_case"] | None = None
    bars: tuple[Identifier, ...] = ()
    documents: tuple[Identifier, ...] = ()
    declares: tuple[Identifier, ...] = ()
    adds_to: RequirementKind | None = None
    lifts_time_limit: bool = False
    duties: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


class Rule(_Provision):
    """A statement of law: when something holds, something follows.

    Attributes:
        when: The condition, asked for every line.
        then: What follows.
        yields_to: Ids of rules that come first: while one of them applies, this one does not.
        standing: How to read an unknown; None means to ask.
    """

    when: Condition
    then: Effects
    yields_to: tuple[Identifier, ...] = ()
    standing: Standing | None = None


class RedFlag(_Provision):
    """A sign that something is amiss with an order, and what clears it.

    It is up only when its condition is true: a blank raises nothing and asks nothing. Rules may
    test whether a flag is up (`red_flag`), above all to ask what would else stand on a condition.

    Attributes:
        when: The condition, asked for every line before the rules; it may not test other flags.
        weight: How much it tells.
        words: What to find out.
        cleared_by: Ids of the documents that clear it, all of them; with none, a person does.
    """

    when: Condition
    weight: Weight
    words: Text
    cleared_by: tuple[Identifier, ...] = ()


class Changes(_Model):
    """What a change of something that a licence names asks for.

    Attributes:
        key_elements: Those of which a change needs a new licence.
        of_key_element: What such a change asks for.
        of_other_element: What any other change asks for.
        working_days: The authority's time limit for other changes; None where the text states none.
        cites: Where it stands.
    """

    key_elements: tuple[Text, ...] = Field(min_length=1)
    of_key_element: Text
    of_other_element: Text
    working_days: int | None = None
    cites: tuple[Cite, ...] = Field(min_length=1)


class LicenceKind(_Provision):
    """One of the ways in which a requirement can be met.

    Attributes:
        requirement: The requirement that it meets.
        available_when: Condition of availability; None means always.
        covers: What one such paper covers.
        conditions: What the applicant has to show, in words.
        max_months: Longest term, in months; None where the text states none.
        documents: Ids of the documents of an application.
        changes: What a change during its term asks for; None where the text says nothing.
        rank: Lower is easier for the exporter.
    """

    requirement: RequirementKind
    available_when: Condition | None = None
    covers: Text
    conditions: tuple[Text, ...] = ()
    max_months: int | None = None
    documents: tuple[Identifier, ...] = ()
    changes: Changes | None = None
    rank: int


class Agencies(_Model):
    """Who does what; ids in the register of agencies. Empty means that the law names nobody."""

    files_with: tuple[str, ...] = ()
    examines: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    licenses: tuple[str, ...] = Field(min_length=1)
    decides_in_great_cases: tuple[str, ...] = ()


class Clock(_Model):
    """A time limit of the authority.

    Attributes:
        working_days: Its length.
        counted_from: The event after which counting starts, in words.
        stops_for: What stops the count.
        cites: Where it stands.
    """

    working_days: int
    counted_from: Text
    stops_for: tuple[Text, ...] = ()
    cites: tuple[Cite, ...] = Field(min_length=1)


class Procedure(_Provision):
    """How one kind of requirement is met for some domains, in some years.

    Attributes:
        requirement: The requirement.
        domains: The domains of entries that it serves; `any` serves what no other names.
        agencies: Who does what.
        end_use_certificate: Id of the document, None where none is asked for.
        documents: Ids of documents beside those of the licence kind.
        declares: Ids of entries in the customs declaration.
        clock: The authority's time limit.
        duties: What else the exporter has to do, before and after.
    """

    requirement: RequirementKind
    domains: tuple[str, ...] = Field(min_length=1)
    agencies: Agencies
    end_use_certificate: Identifier | None = None
    documents: tuple[Identifier, ...] = ()
    declares: tuple[Identifier, ...] = ()
    clock: Clock | None = None
    duties: tuple[Text, ...] = ()


class Document(_Provision):
    """A paper of an application or of an export.

    Attributes:
        basis: Whether a legal text names it, practice asks for it, or the authority may.
        issued_by: Who makes it.
        authentication: Whether and when another body has to authenticate it.
        contents: What it must say.
    """

    basis: Literal["law", "announcement", "practice", "on_demand"]
    issued_by: Text
    authentication: Text | None = None
    contents: tuple[Text, ...] = ()


class DeclarationEntry(_Provision):
    """What to write in a field of the customs declaration.

    Attributes:
        field: The field.
        content: What to write; `{control_codes}` stands for the codes of the line.
    """

    field: Text
    content: Text


class ListedParty(_Model):
    """One name on a list, as its notice prints it.

    Attributes:
        id: Names the party in shipments and cleared hits.
        en: The Latin name of the notice.
        zh: The Chinese name of the notice; None where it prints none.
        pinyin: The Chinese name in pinyin, syllables parted by spaces.
        aliases: Other names under which the same party is known, in any script: they help to find
            it, and the notice does not print them.
        country: ISO 3166 alpha-2 code; None where the notice does not say.
    """

    id: Identifier
    en: str
    zh: str | None = None
    pinyin: str | None = None
    aliases: tuple[str, ...] = ()
    country: CountryCode | None = None

    @property
    def name(self) -> Text:
        """Its name in both languages."""
        return Text(self.en, self.zh or self.en)

    @property
    def label(self) -> Text:
        """Its name and its id."""
        return Text(f"{self.en} ({self.id})", f"{self.zh or self.en}（{self.id}）")

    @property
    def names(self) -> tuple[str, ...]:
        """All its names as they are written."""
        return (self.en, *((self.zh,) if self.zh else ()), *self.aliases)


class Listing(_Provision):
    """The parties that one notice puts on a list, and what holds of them while it is in force.

    The life of a listing is the life of its notice: suspended and ended with it.

    Attributes:
        kind: Which list.
        measures: What the notice orders, in words.
        establishes: Facts of a party that hold while the listing is in force, by name. Facts with
            terms are `none` and flags false when no listing of the party is.
        name_basis: Whether the names were read in the official annex, or in a transcription of it.
        parties: Whom it names.
    """

    kind: Literal["control_list", "watch_list", "unreliable_entity_list"]
    measures: tuple[Text, ...]
    establishes: dict[str, str | bool] = {}
    name_basis: Literal["official_annex", "transcription_of_annex"]
    parties: tuple[ListedParty, ...] = Field(min_length=1)


class Pack(_Model):
    """One file of law: an instrument, an annex, or a part of the framework.

    Attributes:
        pack: Id of the pack.
        instrument: The instrument that governs its provisions unless they name another.
        verified_up_to: Last day on which a person compared it with the law.
        scope: What the pack covers and what it leaves out; shown on every answer.
    """

    pack: Identifier
    title: Text
    instrument: Identifier | None = None
    verified_up_to: date
    scope: Text | None = None
    instruments: tuple[Instrument, ...] = ()
    entries: tuple[Entry, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    rules: tuple[Rule, ...] = ()
    licence_kinds: tuple[LicenceKind, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    documents: tuple[Document, ...] = ()
    declaration_entries: tuple[DeclarationEntry, ...] = ()
    listings: tuple[Listing, ...] = ()
