"""What every model of law is made of: ids, days, citations, instruments, dated provisions.

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
from .pydantic_faults import Refused

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Confidence = Literal["high", "medium", "low"]
RequirementKind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
_BACKWARDS = "`to` is not after `from`; `to` is the first day that no longer belongs to it"
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
InstrumentKind = Literal[
    "law", "regulation", "order", "announcement", "catalogue", "guidance", "practice", "treaty"
]


def same_in_both(content: Any) -> Any:
    """Plain text as words that read the same in both languages; anything else as it is."""
    return Text(content, content) if isinstance(content, str) else content


class Model(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Effective(Model):
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


class Suspension(Model):
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


class Cite(Model):
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


class Instrument(Model):
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


class Provision(Model):
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
    def _low_says_what_to_verify(self) -> Provision:
        if self.confidence == "low" and self.verify is None:
            msg = "`confidence: low` needs `verify`: what has to be checked, and where"
            raise Refused("low-without-verify", msg)
        return self
