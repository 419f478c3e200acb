"""The frozen models of a rule pack: what a lawyer writes in YAML, read word for word."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ..catalog.text import Text
from .conditions import Condition
from .listing_models import Listing
from .model_parts import (
    Cite,
    Confidence,
    Identifier,
    Instrument,
    Model,
    Provision,
    RequirementKind,
)
from .procedure_models import DeclarationEntry, Document, LicenceKind, Procedure

Weight = Literal["low", "medium", "high"]


class NumberEvidence(Model):
    """A customs number that makes a line a candidate; it decides nothing."""

    number: Annotated[str, StringConstraints(pattern=r"^\d{4}(\d{2}){0,3}$")]
    coverage: Literal["whole", "whole_likely", "ex", "unknown"] = "ex"
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    confidence: Confidence = "high"


class Keywords(Model):
    """Words in a description that make a line a candidate.

    Attributes:
        en: Words and phrases; `*phosphonate` stands for every word with this ending;
            `titanium + heat exchanger` is found where each of its parts is, in any order.
        zh: Strings, found wherever they stand in the description; `+` as above.
    """

    en: tuple[Annotated[str, StringConstraints(pattern=r"^(\*[A-Za-z]+|[^*]+)$")], ...] = ()
    zh: tuple[str, ...] = ()


class FactEvidence(Model):
    """A stated term or flag that makes a line a candidate."""

    fact: str
    is_: bool | str = Field(alias="is")


class Evidence(Model):
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


class ReviewBand(Model):
    """A part of what an entry covers that a person has to judge."""

    when: Condition
    why: Text
    cites: tuple[Cite, ...] = Field(min_length=1)
    confidence: Confidence = "medium"


class Entry(Provision):
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


class Exclusion(Provision):
    """A named reason for which an item that looks like an entry is outside it.

    With `confidence: low` it never takes a line out: the line goes to review.
    """

    when: Condition


class Standing(Model):
    """How to read a rule that hangs on what the exporter alone knows and seldom writes down.

    Attributes:
        condition: The words on which the answer then stands.
        ask_when: When the unknown becomes a question all the same; None means only in strict
            answers.
        while_open: The facts of which the condition speaks: while one of them is unknown the answer
            stands on it, and once they are known what else is unknown is asked. Empty means any
            fact; whether the goods are listed is none.
    """

    condition: Text
    ask_when: Condition | None = None
    while_open: tuple[str, ...] = ()


class Effects(Model):
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


class Rule(Provision):
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


class RedFlag(Provision):
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


class Pack(Model):
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
