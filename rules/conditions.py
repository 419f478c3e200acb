"""The language of conditions: small, total, and nothing but data.

A condition is read from YAML and means true, false or unknown of a shipment; what it means is the
engine's business. Which kind a condition is, is told by the key that it carries.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from .pydantic_faults import Refused

PartyRole = Literal["exporter", "consignee", "intermediary", "end_user"]
FLAG_WEIGHTS = ("any", "medium", "high")
"""What a condition may ask of red flags beside the id of one: the least weight that counts."""

BoundIn = Literal["element", "alloy", "oxide", "compound"]

_FROZEN = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class AllOf(BaseModel):
    """True when every part is true, false when one is false."""

    model_config = _FROZEN
    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(BaseModel):
    """True when one part is true, false when every part is false."""

    model_config = _FROZEN
    any: tuple[Condition, ...] = Field(min_length=1)


class Not(BaseModel):
    """True when its part is false."""

    model_config = _FROZEN
    not_: Condition = Field(alias="not")


class FactTest(BaseModel):
    """Compares one fact; exactly one comparison is given.

    Attributes:
        fact: Name in the vocabulary.
        is_: Equal to a term, to `true` or `false`, or to a country code.
        in_: Equal to one of several terms or country codes.
        begins_with: The text begins with one of these (customs numbers).
        member_of: The country belongs, on the day asked about, to a named group.
        above: Greater than a quantity, with its unit.
        at_least: Equal to a quantity or greater.
        below: Smaller than a quantity.
        at_most: Equal to a quantity or smaller.
        before: The date lies before this day.
        on_or_after: The date is this day or later.
        differs_from: The country is another than that of a fact of the shipment.
    """

    model_config = _FROZEN
    fact: str
    is_: bool | str | None = Field(default=None, alias="is")
    in_: tuple[str, ...] | None = Field(default=None, alias="in", min_length=1)
    begins_with: tuple[str, ...] | None = Field(default=None, min_length=1)
    member_of: str | None = None
    above: str | None = None
    at_least: str | None = None
    below: str | None = None
    at_most: str | None = None
    before: date | None = None
    on_or_after: date | None = None
    differs_from: str | None = None

    @model_validator(mode="after")
    def _one_comparison(self) -> FactTest:
        given = [name for name in COMPARISONS if getattr(self, name) is not None]
        if len(given) != 1:
            names = ", ".join(name.rstrip("_") for name in COMPARISONS)
            msg = f"exactly one comparison is expected of {names}"
            raise Refused("one-comparison", msg)
        return self

    @property
    def comparison(self) -> tuple[str, Any]:
        """The name of the comparison, as YAML writes it, and what is compared with."""
        for name in COMPARISONS:
            value = getattr(self, name)
            if value is not None:
                return name.rstrip("_"), value
        raise AssertionError


COMPARISONS = (
    "is_",
    "in_",
    "begins_with",
    "member_of",
    "above",
    "at_least",
    "below",
    "at_most",
    "before",
    "on_or_after",
    "differs_from",
)


class ElementTest(BaseModel):
    """Compares the mass fraction of chemical elements in the composition of a line.

    Attributes:
        element: One symbol, or several whose mass fractions are added up.
        above: Greater than a mass fraction, as `0.1 %`.
        at_most: Equal to a mass fraction or smaller.
        bound_in: Count only what is bound in ingredients of these kinds; None counts all.
        impurity_up_to: An element that is not named, and by what is stated cannot exceed this mass
            fraction, is an impurity and counts as absent. None: there is no such allowance.
    """

    model_config = _FROZEN
    element: tuple[str, ...] = Field(min_length=1)
    above: str | None = None
    at_most: str | None = None
    bound_in: tuple[BoundIn, ...] | None = Field(default=None, min_length=1)
    impurity_up_to: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_or_several(cls, content: Any) -> Any:
        if isinstance(content, dict) and isinstance(content.get("element"), str):
            return content | {"element": (content["element"],)}
        return content

    @model_validator(mode="after")
    def _one_comparison(self) -> ElementTest:
        if (self.above is None) == (self.at_most is None):
            msg = "exactly one comparison is expected of above, at_most"
            raise Refused("one-comparison", msg)
        return self


class AnyElementTest(BaseModel):
    """True when the mass fraction of at least one element of a named group is above a threshold."""

    model_config = _FROZEN
    any_element_of: str
    above: str
    impurity_up_to: str | None = None


class PartyTest(BaseModel):
    """True when a condition holds of at least one party in one of the named roles.

    A role in which nobody is named is unknown, never "nobody".
    """

    model_config = _FROZEN
    party: tuple[PartyRole, ...] = Field(min_length=1)
    where: Condition


class RedFlagTest(BaseModel):
    """True while a red flag is up that no paper in hand has cleared; never unknown.

    Attributes:
        red_flag: The least weight that counts, `any`, `medium` or `high`; or the id of one flag.
    """

    model_config = _FROZEN
    red_flag: str


class ListedTest(BaseModel):
    """True when the line is a controlled item of one of the domains, on the day asked about.

    Attributes:
        listed_in: Domains of entries, or names of groups of domains.
    """

    model_config = _FROZEN
    listed_in: tuple[str, ...] = Field(min_length=1)


_KINDS: dict[str, str] = {
    "all": "all",
    "any": "any",
    "not": "not",
    "not_": "not",
    "fact": "fact",
    "element": "element",
    "any_element_of": "any_element_of",
    "party": "party",
    "listed_in": "listed_in",
    "red_flag": "red_flag",
}


def _kind(content: Any) -> str | None:
    keys = content if isinstance(content, dict) else getattr(type(content), "model_fields", ())
    return next((kind for key, kind in _KINDS.items() if key in keys), None)


Condition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[FactTest, Tag("fact")]
    | Annotated[ElementTest, Tag("element")]
    | Annotated[AnyElementTest, Tag("any_element_of")]
    | Annotated[PartyTest, Tag("party")]
    | Annotated[ListedTest, Tag("listed_in")]
    | Annotated[RedFlagTest, Tag("red_flag")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message=(
            "a condition has one of the keys all, any, not, fact, element, any_element_of, "
            "party, listed_in, red_flag"
        ),
    ),
]

for _model in (AllOf, AnyOf, Not, PartyTest):
    _model.model_rebuild()
