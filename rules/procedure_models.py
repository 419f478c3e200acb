"""How a requirement is met: licence kinds, agencies, time limits, papers, the declaration."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..catalog.text import Text
from .conditions import Condition
from .model_parts import Cite, Identifier, Model, Provision, RequirementKind


class Changes(Model):
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


class LicenceKind(Provision):
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


class Agencies(Model):
    """Who does what; ids in the register of agencies. Empty means that the law names nobody."""

    files_with: tuple[str, ...] = ()
    examines: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    licenses: tuple[str, ...] = Field(min_length=1)
    decides_in_great_cases: tuple[str, ...] = ()


class Clock(Model):
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


class Procedure(Provision):
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


class Document(Provision):
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


class DeclarationEntry(Provision):
    """What to write in a field of the customs declaration.

    Attributes:
        field: The field.
        content: What to write; `{control_codes}` stands for the codes of the line.
    """

    field: Text
    content: Text
