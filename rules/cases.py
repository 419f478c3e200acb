"""Worked cases that stand beside a pack: what a shipment is, and what the law says of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..catalog.yaml_source import read_yaml
from ..errors import Fault, PackError
from .pydantic_faults import faults_of
from .salvage import to_fill_in

if TYPE_CHECKING:
    from ..catalog.yaml_source import YamlSource

_Outcome = Literal["not_required", "review", "undetermined", "licence_required", "prohibited"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expectation(_Model):
    """What a case expects; what is left out is not compared.

    Attributes:
        outcome: Of the shipment.
        worst: The worst to which open facts or unverified law may lead.
        verdicts: Outcome of each kind of requirement, by kind.
        controlled: Exactly the codes (or entry ids, where there is no code) that are controlled and
            in force on any line.
        open: Codes or entry ids that are undetermined, at least these.
        asks: Paths of questions, at least these.
        asks_nothing: No question is open.
        documents: Ids of documents that are needed, at least these.
        declares: Ids of entries in the customs declaration, at least these.
        licences: Ids of licence kinds that are available or may be, exactly these.
        presumption: What the authority presumes.
        holds_until: The horizon, exclusive.
        rules: Ids of rules that apply or may apply, at least these.
        red_flags: Ids of the red flags that are up and not cleared, exactly these.
    """

    outcome: _Outcome | None = None
    worst: _Outcome | None = None
    verdicts: dict[str, _Outcome] = {}
    controlled: tuple[str, ...] | None = None
    open: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    asks_nothing: bool = False
    documents: tuple[str, ...] = ()
    declares: tuple[str, ...] = ()
    licences: tuple[str, ...] | None = None
    presumption: Literal["denial", "case_by_case"] | None = None
    holds_until: date | None = None
    rules: tuple[str, ...] = ()
    red_flags: tuple[str, ...] | None = None


class Case(_Model):
    """One worked case.

    Attributes:
        name: What it shows; unique in its file.
        on: The day asked about.
        source: Where the case comes from: an address, or `own` for a case of ours.
        note: Anything a reader should know.
        shipment: As a company would submit it.
        expect: What must come out.
    """

    name: str
    on: date
    source: tuple[str, ...] = Field(min_length=1)
    note: str = ""
    shipment: dict[str, Any]
    expect: Expectation


class CaseFile(_Model):
    """The cases of one pack.

    Attributes:
        pack: Id of the pack beside which they stand.
        cases: At least one.
    """

    pack: str
    cases: tuple[Case, ...] = Field(min_length=1)


def read_cases(text: str, name: str) -> CaseFile:
    """Read a file of cases.

    Args:
        text: YAML.
        name: The file's name, for messages.

    Raises:
        PackError: Every fault found, with its line.
    """
    return cases_in(read_yaml(text, name))


def cases_in(source: YamlSource) -> CaseFile:
    """The cases of a file that was read as YAML.

    Raises:
        PackError: Every fault found, with its line.
    """
    name = source.name
    unwritten = to_fill_in(source)
    if unwritten:
        raise PackError(unwritten)
    try:
        found = CaseFile.model_validate(source.content)
    except ValidationError as error:
        faults = faults_of(
            error,
            name,
            source.content,
            lambda path: f"line {source.line_of(path)}",
            source.column_of,
        )
        raise PackError(faults) from None
    counts = Counter(case.name for case in found.cases)
    repeated = tuple(
        Fault(
            "two cases have this name",
            name,
            f"line {source.line_of(('cases', i))}",
            seen=c.name,
            remedy="give each case a name of its own: it is how a failure is told",
            name="repeated-case",
            column=source.column_of(("cases", i)),
        )
        for i, c in enumerate(found.cases)
        if counts[c.name] > 1
    )
    if repeated:
        raise PackError(repeated)
    return found
