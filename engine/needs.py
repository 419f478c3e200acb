"""What a requirement is: licence kinds, agencies, papers, declaration entries and time limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..catalog.text import Text
from ..rules.model_parts import Confidence
from .grounds import Certainty, Citation, Truth


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
