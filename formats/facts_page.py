"""Tells all facts of the vocabulary on one page, for people who fill in or write rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.vocabulary import Fact

_HEAD = """# Facts

Everything that a rule may read, made from the files of `catalog/facts/`. A fact that is left blank
is unknown, never "no"; only the facts with a premise stand for something when they are blank.

Facts of the shipment stand at its top, facts of a party under `exporter`, `consignee`,
`intermediaries[]` or `end_users[]`, facts of a line under `lines[]`. What is marked *property*
stands under `properties` there; in a table its name is a column.

*Worse* names the values that the law may not treat more mildly than others, from better to worse:
`exportgate rules prove` looks for answers that they would lessen.
"""
_LEVELS = {"shipment": "Of the shipment", "party": "Of each party", "line": "Of each line"}


def facts_page() -> str:
    """The page as Markdown."""
    facts = vocabulary().facts.values()
    parts = [_HEAD]
    for level, title in _LEVELS.items():
        parts.append(f"## {title}\n")
        parts += ["\n".join(_tell(fact)) for fact in facts if fact.level == level]
    return "\n".join(parts)


def _tell(fact: Fact) -> Iterator[str]:
    kind = f"{fact.type} in {fact.unit}" if fact.unit else fact.type
    mark = ", *property*" if fact.is_property else ""
    yield f"### `{fact.field}` ({kind}{mark})\n"
    yield f"{fact.question.en}  \n{fact.question.zh}\n"
    yield f"Found in: {fact.found_in.en} / {fact.found_in.zh}\n"
    if fact.premise is not None:
        yield f"Premise where it is blank: `{fact.default}`: {fact.premise.en}\n"
    if fact.worse:
        yield f"Worse: {_worse(fact)}\n"
    for term, words in (fact.terms or {}).items():
        yield f"- `{term}`: {words.en} / {words.zh}"
    if fact.terms:
        yield ""


def _worse(fact: Fact) -> str:
    if isinstance(fact.worse, str):
        return {"named": "a country that a rule names"}.get(fact.worse, fact.worse)
    chains = (" < ".join(f"`{str(v).lower()}`" for v in chain) for chain in fact.worse)
    return "; ".join(chains)
