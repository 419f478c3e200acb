"""Worked cases that stand beside a pack: what a shipment is, and what the law says of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_Outcome = Literal["not_required", "review", "undetermined", "licence_required", "prohibited"]
Confidence = Literal["high", "medium", "low"]
Role = Literal["files_with", "examines", "consulted", "licenses", "decides_in_great_cases"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LineExpectation(_Model):
    """What a case expects of one line; what is left out is not compared.

    Attributes:
        outcome: Of the line.
        worst: The worst to which open facts or unverified law may lead.
        controlled: Exactly the codes (or entry ids, where there is no code) that are controlled and
            in force on the line.
        judged: Exactly those, in force or unverified, of which a person has to judge a part.
        suspended: Exactly those that the line meets and that are suspended on the day.
        unverified: Exactly those that the line meets while nobody has verified their status.
        open: Codes or entry ids that are undetermined, at least these.
        asks: Paths of questions of the line, at least these.
    """

    outcome: _Outcome | None = None
    worst: _Outcome | None = None
    controlled: tuple[str, ...] | None = None
    judged: tuple[str, ...] | None = None
    suspended: tuple[str, ...] | None = None
    unverified: tuple[str, ...] | None = None
    open: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


class RequirementExpectation(_Model):
    """What a case expects of one kind of requirement; what is left out is not compared.

    Attributes:
        agencies: Ids of the agencies in a role, by role, exactly these.
        confidence: The weakest premise of the requirement.
        rules: Ids of the rules and entries from which it follows, at least these.
    """

    agencies: dict[Role, tuple[str, ...]] = {}
    confidence: Confidence | None = None
    rules: tuple[str, ...] = ()


class Expectation(_Model):
    """What a case expects; what is left out is not compared.

    Attributes:
        outcome: Of the shipment.
        worst: The worst to which open facts or unverified law may lead.
        verdicts: Outcome of each kind of requirement, by kind.
        controlled: Exactly the codes (or entry ids, where there is no code) that are controlled and
            in force on any line.
        judged: Exactly those, in force or unverified, of which a person has to judge a part.
        suspended: Exactly those that a line meets and that are suspended on the day.
        unverified: Exactly those that a line meets while nobody has verified their status.
        open: Codes or entry ids that are undetermined, at least these.
        asks: Paths of questions, at least these.
        asks_nothing: No question is open.
        documents: Ids of documents that are needed, at least these.
        declares: Ids of entries in the customs declaration, at least these.
        no_documents: Ids of documents none of which is needed.
        no_declares: Ids of entries in the customs declaration none of which is needed.
        licences: Ids of licence kinds that are available or may be, exactly these.
        preferred: Id of the licence kind that is told first, in each requirement that has several.
        presumption: What the authority presumes; `none` means that it presumes nothing.
        holds_until: The horizon, exclusive.
        rules: Ids of rules that apply or may apply, at least these.
        reviews: Ids of the rules and entries of which a person has to judge a part, at least these.
        red_flags: Ids of the red flags that are up and not cleared, exactly these.
        no_rules: Ids of rules none of which applies or may apply.
        agencies: Ids of the agencies in a role, by role, exactly these over all requirements:
            `files_with`, `examines`, `consulted`, `licenses`, `decides_in_great_cases`.
        cites: Ids of instruments that a requirement or finding cites, at least these.
        named: Ids of listed parties whose name a party of the shipment bears exactly, at least
            these.
        confidence: The weakest premise of the answer.
        months: Longest term of a licence in months, by the id of its kind; null where none is told.
        working_days: The authority's time limit, by kind of requirement; null where none binds.
        papers: Ids of documents, exactly these: by the id of a licence kind those that it asks for,
            by kind of requirement the others, the end-use certificate among them.
        requirements: What is expected of a requirement, by its kind.
        every_line: What is expected of each line.
        lines: What is expected of a line, by its number or name.
    """

    outcome: _Outcome | None = None
    worst: _Outcome | None = None
    verdicts: dict[str, _Outcome] = {}
    controlled: tuple[str, ...] | None = None
    judged: tuple[str, ...] | None = None
    suspended: tuple[str, ...] | None = None
    unverified: tuple[str, ...] | None = None
    open: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    asks_nothing: bool = False
    documents: tuple[str, ...] = ()
    declares: tuple[str, ...] = ()
    no_documents: tuple[str, ...] = ()
    no_declares: tuple[str, ...] = ()
    licences: tuple[str, ...] | None = None
    preferred: str | None = None
    presumption: Literal["denial", "case_by_case", "none"] | None = None
    holds_until: date | None = None
    rules: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    red_flags: tuple[str, ...] | None = None
    no_rules: tuple[str, ...] = ()
    agencies: dict[Role, tuple[str, ...]] = {}
    cites: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    confidence: Confidence | None = None
    months: dict[str, int | None] = {}
    working_days: dict[str, int | None] = {}
    papers: dict[str, tuple[str, ...]] = {}
    requirements: dict[str, RequirementExpectation] = {}
    every_line: LineExpectation | None = None
    lines: dict[str, LineExpectation] = {}


class Variant(_Model):
    """The same case on another day or with other facts; it is run as a case of its own.

    Attributes:
        name: How it differs; `on <day>` when it differs by the day alone.
        on: Another day; None means the day of the case.
        set: Facts written anew, by their place as a question names it (`lines[0].form`).
        without: Places of facts that are left out.
        each: Places, and for each of them the values of which every one makes a case of its own.
        by_number: As for the case.
        note: Anything a reader should know.
        expect: What must come out; nothing is taken over from the case.
    """

    name: str | None = None
    on: date | None = None
    set: dict[str, Any] = {}
    without: tuple[str, ...] = ()
    each: dict[str, tuple[Any, ...]] = {}
    by_number: bool = False
    note: str = ""
    expect: Expectation


class Case(_Model):
    """One worked case.

    Attributes:
        name: What it shows; unique in its file.
        on: The day asked about.
        source: Where the case comes from: an address, or `own` for a case of ours.
        note: Anything a reader should know.
        shipment: As a company would submit it.
        each: Places of the shipment, and for each of them the values of which every one, in its
            turn, makes a case with the same expectation. The case is not run without them.
        by_number: The customs number itself decides here: the law excepts the goods as they are
            stated, unless they have that number. Else no number may clear what is controlled.
        expect: What must come out.
        variants: The same on other days or with other facts; `read_cases` tells each as a case.
    """

    name: str
    on: date
    source: tuple[str, ...] = Field(min_length=1)
    note: str = ""
    shipment: dict[str, Any]
    each: dict[str, tuple[Any, ...]] = {}
    by_number: bool = False
    expect: Expectation
    variants: tuple[Variant, ...] = ()


class CaseFile(_Model):
    """The cases of one pack.

    Attributes:
        pack: Id of the pack beside which they stand.
        cases: At least one. Once read, without `variants` and `each`: each is a case of its own.
    """

    pack: str
    cases: tuple[Case, ...] = Field(min_length=1)
