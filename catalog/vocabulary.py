"""The vocabulary of facts: everything that a rule may read is declared here once.

A rule that reads an undeclared fact is an error with file and line; a fact that is not stated is
unknown, and its question is what the answer asks for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, cast

from ..errors import Fault, PackError
from .text import Text
from .yaml_source import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

Level = Literal["shipment", "party", "line"]
FactType = Literal["term", "flag", "quantity", "text", "date", "country", "composition", "party"]

_LEVELS = ("shipment", "party", "line")
_TYPES = ("term", "flag", "quantity", "text", "date", "country", "composition", "party")
_LISTS = ("element_groups", "requirements", "domains", "domain_groups", "domain_codes")
_KEYS = {
    "name",
    "label",
    "type",
    "unit",
    "terms",
    "also",
    "question",
    "found_in",
    "property",
    "default",
    "premise",
    "worse",
}
_DIRECTIONS = {"quantity": ("higher", "lower"), "country": ("named",)}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that may be known of a shipment.

    Attributes:
        name: `level.name`, as rules write it: `line.form`.
        level: Whether it belongs to the shipment, to each party, or to each line.
        type: What its value is.
        label: Its short name for people.
        unit: For a quantity, the unit in which thresholds and values are compared.
        terms: For a term, the words that may stand there, each with words for people.
        also: Other names of its terms, as customs papers write them, each with its term.
        question: What to ask a person when it is unknown.
        found_in: Where a company finds the answer.
        is_property: Whether a line carries it under `properties` instead of as a field of its own.
        default: The premise of the whole tool where the shipment does not say otherwise; None for
            all facts but those few, since a blank is unknown.
        premise: The default in words; shown on every answer that rests on it.
        worse: Which of its values is worse, so that the law may not treat it milder: `higher` or
            `lower` for a quantity; `named` for a country, of which one that a rule names is worse
            than one that none does; for terms and flags chains from better to worse. Empty where
            no value is worse than another.
    """

    name: str
    level: Level
    type: FactType
    label: Text
    question: Text
    found_in: Text
    unit: str = ""
    terms: Mapping[str, Text] | None = None
    also: Mapping[str, str] = field(default_factory=dict)
    is_property: bool = False
    default: str | None = None
    premise: Text | None = None
    worse: str | tuple[tuple[str | bool, ...], ...] = ()

    @property
    def field(self) -> str:
        """The name without its level: the field or property that holds it."""
        return self.name.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Domain:
    """What entries belong to, or a group of that.

    Attributes:
        title: Words for people.
        members: Of a group its domains, of a domain itself.
        codes: How the control codes of its entries begin; empty where none is laid down.
    """

    title: Text
    members: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementGroup:
    """A named group of chemical elements.

    Attributes:
        title: Words for people.
        symbols: Its elements.
    """

    title: Text
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All declared facts, and the named lists that conditions may refer to.

    Attributes:
        facts: By name.
        element_groups: Named groups of chemical elements.
        requirements: Kinds of licence and other permission that rules may require, with words.
        domains: What entries belong to and rules route by, and named groups of domains.
    """

    facts: Mapping[str, Fact]
    element_groups: Mapping[str, ElementGroup]
    requirements: Mapping[str, Text]
    domains: Mapping[str, Domain]

    def properties(self, level: Level) -> Mapping[str, Fact]:
        """The facts of a level that stand under `properties`, by field name."""
        return {f.field: f for f in self.facts.values() if f.level == level and f.is_property}


def _text(content: Any) -> Text:
    text = Text(str(content["en"]), str(content["zh"]))
    # A comma without quotes ends a text: what follows it would be lost without a word.
    for key in sorted(map(str, set(content) - {"en", "zh"})):
        msg = f"unknown key `{key}` beside `en` and `zh`: put words with a comma in quotes"
        raise ValueError(msg)
    return text


def _read_fact(content: Mapping[str, Any]) -> Fact:
    unknown = set(content) - _KEYS
    if unknown:
        msg = f"unknown key `{min(unknown)}`"
        raise ValueError(msg)
    name = str(content["name"])
    level, _, own_name = name.partition(".")
    if level not in _LEVELS or not own_name:
        msg = f"`{name}` must be `shipment.`, `party.` or `line.` and a name"
        raise ValueError(msg)
    fact_type = content["type"]
    if fact_type not in _TYPES:
        msg = f"type `{fact_type}` is none of {', '.join(_TYPES)}"
        raise ValueError(msg)
    terms = content.get("terms")
    if (fact_type == "term") != bool(terms):
        msg = "a term has `terms`, and nothing else has them"
        raise ValueError(msg)
    also = {
        str(other).casefold(): str(term)
        for term, others in content.get("also", {}).items()
        for other in others
    }
    if not set(also.values()) <= {str(term) for term in terms or ()}:
        msg = "`also` gives other names of its terms, and of nothing else"
        raise ValueError(msg)
    if (fact_type == "quantity") != ("unit" in content):
        msg = "a quantity has a `unit`, and nothing else has one"
        raise ValueError(msg)
    premise = content.get("premise")
    return Fact(
        name=name,
        level=cast("Level", level),
        type=cast("FactType", fact_type),
        label=_text(content["label"]),
        question=_text(content["question"]),
        found_in=_text(content["found_in"]),
        unit=str(content.get("unit", "")),
        terms={str(term): _text(words) for term, words in terms.items()} if terms else None,
        also=also,
        is_property=content.get("property") is True,
        default=content.get("default"),
        premise=_text(premise) if premise else None,
        worse=_read_worse(content.get("worse"), fact_type, terms or {}),
    )


def _read_worse(
    content: Any, fact_type: str, terms: Mapping[str, Any]
) -> str | tuple[tuple[str | bool, ...], ...]:
    if content is None:
        return ()
    if fact_type == "flag" and isinstance(content, bool):
        return ((not content, content),)
    if content in _DIRECTIONS.get(fact_type, ()):
        return str(content)
    if fact_type == "term" and isinstance(content, list):
        chains = tuple(tuple(map(str, chain)) for chain in content)
        if all(len(chain) > 1 and {*chain} <= {*terms} for chain in chains):
            return chains
    msg = f"`worse: {content}` says nothing of a {fact_type}"
    raise ValueError(msg)


def read_vocabulary(texts: Mapping[str, str]) -> Vocabulary:
    """Read a vocabulary from YAML texts; each holds facts, lists, or both.

    Args:
        texts: By name of the file; facts keep the order in which they stand.

    Raises:
        PackError: Every fault found, with its file and line.
    """
    facts: dict[str, Fact] = {}
    lists: dict[str, dict[str, Any]] = {section: {} for section in _LISTS}
    faults: list[Fault] = []
    for name, text in texts.items():
        source = read_yaml(text, name)
        content = source.content if isinstance(source.content, dict) else {}
        declared = content.get("facts", [])
        known = {"facts", *_LISTS}
        if not content or set(content) - known or not isinstance(declared, list):
            message = f"a file of the vocabulary holds {', '.join(sorted(known))}"
            faults.append(Fault(message, name, "line 1"))
            continue
        for index, fact in enumerate(declared):
            place = f"line {source.line_of(('facts', index))}"
            faults += _take_fact(fact, facts, name, place)
        for section, found in lists.items():
            own = content.get(section) or {}
            faults += [
                Fault(f"`{key}` of `{section}` is declared twice", name, "line 1")
                for key in own
                if key in found
            ]
            found.update(own)
    if faults:
        raise PackError(tuple(faults))
    try:
        return _with_lists(facts, lists)
    except (KeyError, TypeError, ValueError) as error:
        fault = Fault(f"a list of the vocabulary cannot be read: {error}", ", ".join(texts))
        raise PackError((fault,)) from None


def _take_fact(content: Any, facts: dict[str, Fact], name: str, place: str) -> Iterator[Fault]:
    try:
        fact = _read_fact(content)
    except (ValueError, KeyError, TypeError) as error:
        yield Fault(f"fact cannot be read: {error}", name, place)
        return
    if fact.name in facts:
        yield Fault(f"fact `{fact.name}` is declared twice", name, place)
    facts[fact.name] = fact


def _with_lists(facts: Mapping[str, Fact], content: Mapping[str, Any]) -> Vocabulary:
    groups = content.get("element_groups") or {}
    requirements = content.get("requirements") or {}
    return Vocabulary(
        facts,
        {
            str(key): ElementGroup(_text(group["title"]), tuple(group["symbols"]))
            for key, group in groups.items()
        },
        {str(key): _text(words) for key, words in requirements.items()},
        _read_domains(content),
    )


def _read_domains(content: Mapping[str, Any]) -> dict[str, Domain]:
    codes = content.get("domain_codes") or {}
    domains = {
        str(key): Domain(_text(words), (str(key),), tuple(codes.get(key, ())))
        for key, words in (content.get("domains") or {}).items()
    }
    for key, group in (content.get("domain_groups") or {}).items():
        domains[str(key)] = Domain(_text(group["title"]), tuple(group["domains"]))
    return domains


def vocabulary_files() -> dict[str, Traversable]:
    """The files of the vocabulary that ships with exportgate, by name, in their order."""
    folder = files("exportgate.catalog")
    found = {"catalog/vocabulary.yaml": folder / "vocabulary.yaml"}
    for file in sorted((folder / "facts").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".yaml"):
            found[f"catalog/facts/{file.name}"] = file
    return found


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with exportgate."""
    return read_vocabulary(
        {name: file.read_text(encoding="utf-8") for name, file in vocabulary_files().items()}
    )
