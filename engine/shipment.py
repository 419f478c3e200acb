"""A shipment as it is submitted: header, parties and lines, word for word, checked on entry.

A field that is None was left blank, and a blank is unknown: never "no", never zero, never "none".
Texts that the catalogue reads (countries, numbers, formulas, quantities) are checked here and stay
as the exporter wrote them; their meaning is read in `facts`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from ..catalog.cn_numbers import normalise_customs_number
from ..catalog.composition_text import parse_composition
from ..catalog.countries import find_country
from ..catalog.formula import parse_formula
from ..catalog.interval import Interval
from ..catalog.units import parse_quantity
from ..catalog.vocabulary import Level, vocabulary
from ..errors import CatalogError

if TYPE_CHECKING:
    from ..catalog.vocabulary import Fact


def _blank_is_unknown(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _term_said(fact: Fact, value: str) -> str | None:
    """The term that a value is, or says in words; None when it is none."""
    terms = fact.terms or {}
    if value in terms:
        return value
    if (also := fact.also.get(value.strip().casefold())) is not None:
        return also
    wanted = value.strip().casefold().replace("-", "_").replace(" ", "_")
    for term, words in terms.items():
        said = {words.en, words.en.partition(":")[0], words.zh, words.zh.partition("（")[0]}
        if wanted == term or value.strip().casefold() in {word.casefold() for word in said}:
            return term
    return None


def _term(fact: str, value: str | None) -> str | None:
    if value is None:
        return None
    declared = vocabulary().facts[fact]
    term = _term_said(declared, value)
    if term is not None:
        return term
    msg = f"`{fact.partition('.')[2]}` has no such value"
    raise CatalogError(
        msg,
        seen=value,
        expected="one of " + ", ".join(declared.terms or ()),
        remedy="choose one of these, or leave it blank: a blank is unknown and will be asked for",
    )


def _country(value: str | None) -> str | None:
    return None if value is None else find_country(value).code


def _customs_number(value: str | None) -> str | None:
    return None if value is None else normalise_customs_number(value).number


def _formula(value: str | None) -> str | None:
    if value is not None:
        parse_formula(value)
    return value


def _composition(value: str | dict[str, Any] | None) -> str | dict[str, Any] | None:
    if value is not None:
        parse_composition(value)
    return value


def _mass_fraction(value: str | None) -> str | None:
    if value is not None:
        read_purity(value)
    return value


def read_purity(text: str) -> Interval:
    """A purity as a mass fraction, above nothing and at most the whole, whether it says so or not.

    Args:
        text: As data sheets write it: `99.9 %`, `>= 99.9 %`.

    Raises:
        CatalogError: It is no mass fraction, or none that a substance can have.
    """
    stated = parse_quantity(text, "1")
    low = Fraction(0) if stated.low is None else stated.low
    high = Fraction(1) if stated.high is None else stated.high
    is_possible = 0 <= low <= high <= 1 and high > 0 and not (stated.low_open and low == 1)
    if not is_possible:
        msg = "a purity is more than nothing, and at most 100 %"
        raise CatalogError(msg, seen=text, remedy="write it with its unit, as `99.9 %`")
    return Interval(low, high, stated.low_open, stated.high_open)


def _written_day(value: Any) -> Any:
    # A number alone would be read as seconds since 1970.
    if isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdigit()):
        msg = "a number is not a day"
        raise CatalogError(msg, seen=str(value), expected="a whole day as `2026-03-02`")
    return value


def _properties(level: Level, value: dict[str, Any]) -> dict[str, Any]:
    known = vocabulary().properties(level)
    problems = []
    checked: dict[str, Any] = {}
    for name, written in value.items():
        content = _blank_is_unknown(written)
        fact = known.get(name)
        if fact is None:
            problems.append(f"no property `{name}`; known are {', '.join(sorted(known))}")
        elif content is None:
            continue
        elif fact.type == "flag" and not isinstance(content, bool):
            problems.append(f"`{name}` is true or false, seen `{content}`")
        elif fact.terms is not None:
            term = _term_said(fact, str(content))
            if term is None:
                problems.append(f"`{name}` is one of {', '.join(fact.terms)}, seen `{content}`")
            else:
                checked[name] = term
        elif fact.type == "quantity":
            try:
                parse_quantity(str(content), fact.unit)
                checked[name] = str(content)
            except CatalogError as error:
                problems.append(f"`{name}`: {error}")
        else:
            checked[name] = content
    if problems:
        raise CatalogError("; ".join(problems), remedy="see docs/facts.md for the properties")
    return checked


_Blankable = BeforeValidator(_blank_is_unknown)
Words = Annotated[str | None, _Blankable]
CountryCode = Annotated[str | None, _Blankable, AfterValidator(_country)]
Flag = Annotated[bool | None, _Blankable]
Day = Annotated[date | None, _Blankable, BeforeValidator(_written_day)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(_Model):
    """One party of a shipment.

    Attributes:
        name: As it stands in the contract.
        country: ISO 3166 alpha-2 code; any usual name is understood on entry.
        address: Free text.
        is_military: Whether it is a military user.
        list_status: `none`, `watch_list` or `control_list` of the commerce ministry on the day
            asked about, as screened by the exporter.
        listed_as: Id of the listed party that it is, as a person found; `none` where a person
            found that it is none of those that its name resembles.
        other_names: Further names under which it is known.
        properties: Further facts of the vocabulary, by name.
    """

    name: Words = None
    country: CountryCode = None
    address: Words = None
    is_military: Flag = None
    list_status: Annotated[Words, AfterValidator(partial(_term, "party.list_status"))] = None
    listed_as: Words = None
    other_names: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = ()
    properties: Annotated[dict[str, Any], AfterValidator(partial(_properties, "party"))] = {}


class Line(_Model):
    """One line of a shipment.

    Attributes:
        line: Its number or name; unique in the shipment.
        description: In the exporter's words, any language.
        customs_number: Chinese number of ten digits; 6 or 8 digits are read as a beginning.
        control_code: The export control code that the exporter declares.
        cas: CAS number.
        formula: Chemical formula, as `Dy2O3` or `(Nd0.8Dy0.2)2Fe14B`. A formula of a compound
            states the whole; of an alloy or magnet it names the main phase only.
        purity: Mass fraction of the formula in the whole, as `99.9 %`.
        composition: Text or mapping of ingredients to mass fractions, as
            `Nd 29.5 %, Dy 1.2 %, B 1 %, Fe balance`.
        form: Form of the material; a term of the vocabulary.
        magnet_family: Family of a magnet material; a term of the vocabulary.
        item_kind: `goods`, `technology`, `service` or `data`.
        technology_field: Field of a technology; a term of the vocabulary.
        technology_activity: What the technology does; a term of the vocabulary.
        equipment_kind: Kind of equipment; a term of the vocabulary.
        origin: Country in which it was made.
        quantity: With its unit, as `500 kg`. Not read by rules.
        value: With its currency, as `12000 USD`. Not read by rules.
        properties: Further facts of the vocabulary by name, quantities with their unit.
    """

    line: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    description: Words = None
    customs_number: Annotated[Words, AfterValidator(_customs_number)] = None
    control_code: Words = None
    cas: Words = None
    formula: Annotated[Words, AfterValidator(_formula)] = None
    purity: Annotated[Words, AfterValidator(_mass_fraction)] = None
    composition: Annotated[
        str | dict[str, Any] | None, _Blankable, AfterValidator(_composition)
    ] = None
    form: Annotated[Words, AfterValidator(partial(_term, "line.form"))] = None
    magnet_family: Annotated[Words, AfterValidator(partial(_term, "line.magnet_family"))] = None
    item_kind: Annotated[Words, AfterValidator(partial(_term, "line.item_kind"))] = None
    technology_field: Annotated[Words, AfterValidator(partial(_term, "line.technology_field"))] = (
        None
    )
    technology_activity: Annotated[
        Words, AfterValidator(partial(_term, "line.technology_activity"))
    ] = None
    equipment_kind: Annotated[Words, AfterValidator(partial(_term, "line.equipment_kind"))] = None
    origin: CountryCode = None
    quantity: Words = None
    value: Words = None
    properties: Annotated[dict[str, Any], AfterValidator(partial(_properties, "line"))] = {}


class Shipment(_Model):
    """One shipment, or one transfer of technology.

    Attributes:
        reference: The company's own number for it.
        contract_date: Day of the contract.
        export_date: Day of export as planned; the day asked about unless the caller names one.
        application_accepted: Day on which the authority accepted a licence application.
        exporter: Who exports.
        consignee: Who receives it (the importer).
        intermediaries: Who stands between them.
        end_users: Who uses it in the end.
        destination: Final country or territory.
        transit_countries: Countries passed on the way.
        movement: Whether it leaves China (the premise), or is supplied inside China to a foreign
            person, or moves outside China.
        customs_regime: A term of the vocabulary.
        end_use: A term of the vocabulary.
        end_use_text: In the end user's words. Not read by rules.
        knowledge_of_risk: What the exporter knows, has reason to know, or was told.
        papers: Ids of documents in hand.
        properties: Further facts of the vocabulary, by name.
        lines: At least one.
    """

    reference: Words = None
    contract_date: Day = None
    export_date: Day = None
    application_accepted: Day = None
    exporter: Party | None = None
    consignee: Party | None = None
    intermediaries: tuple[Party, ...] = ()
    end_users: tuple[Party, ...] = ()
    destination: CountryCode = None
    transit_countries: tuple[Annotated[str, AfterValidator(_country)], ...] = ()
    movement: Annotated[Words, AfterValidator(partial(_term, "shipment.movement"))] = None
    customs_regime: Annotated[Words, AfterValidator(partial(_term, "shipment.customs_regime"))] = (
        None
    )
    end_use: Annotated[Words, AfterValidator(partial(_term, "shipment.end_use"))] = None
    end_use_text: Words = None
    knowledge_of_risk: Annotated[
        Words, AfterValidator(partial(_term, "shipment.knowledge_of_risk"))
    ] = None
    papers: tuple[str, ...] = ()
    properties: Annotated[dict[str, Any], AfterValidator(partial(_properties, "shipment"))] = {}
    lines: tuple[Line, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _lines_are_told_apart(self) -> Shipment:
        counts = Counter(line.line for line in self.lines)
        repeated = sorted(name for name, count in counts.items() if count > 1)
        if repeated:
            raise CatalogError(
                "line numbers are repeated",
                seen=", ".join(repeated),
                remedy="give every line a number of its own",
            )
        return self
