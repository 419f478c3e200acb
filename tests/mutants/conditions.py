"""Faults in conditions: comparisons, figures, units, limbs, terms, elements, roles, domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exportgate.catalog.countries import all_country_groups
from exportgate.rules.conditions import FLAG_WEIGHTS
from exportgate.tests.mutants.figures import wrong_days, wrong_digit, wrong_figures, wrong_unit
from exportgate.tests.mutants.mutant import GONE, Change, Edit, change_at, drop_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exportgate.catalog.vocabulary import Fact, Vocabulary
    from exportgate.catalog.yaml_source import Path

_EDGE = {"above": "at_least", "at_least": "above", "below": "at_most", "at_most": "below"}
_TURNED = {
    "above": "at_most", "at_most": "above", "at_least": "below", "below": "at_least",
    "before": "on_or_after", "on_or_after": "before",
}  # fmt: skip
_ROLES = ("exporter", "consignee", "intermediary", "end_user")
_COUNTRIES = ("DE", "KP", "US", "JP")
# Neighbours in the periodic table, or in the lists.
_OTHER_ELEMENT = {"Ga": "Ge", "Ge": "Ga", "W": "Mo", "Mo": "W", "Dy": "Tb", "Tb": "Dy", "O": "N"}


def faults_of_condition(node: dict[str, Any], path: Path, words: Vocabulary) -> Iterator[Change]:
    """Every fault of a condition and of its parts.

    Args:
        node: The condition as YAML has it.
        path: Where it stands in its pack.
        words: The facts that may be read.
    """
    for several, other in (("all", "any"), ("any", "all")):
        if several in node:
            yield from _of_several(node[several], path, several, other, words)
            return
    if "not" in node:
        yield change_at("negation", path, node["not"], "not removed")
        yield from faults_of_condition(node["not"], (*path, "not"), words)
    elif "fact" in node:
        yield from _of_fact(node, path, words)
    elif "element" in node:
        yield from _of_element(node, path)
    elif "any_element_of" in node:
        yield from _of_group(node, path, words)
    elif "party" in node:
        yield from _of_party(node, path, words)
    elif "listed_in" in node:
        yield from _of_list("domain", node["listed_in"], (*path, "listed_in"), [*words.domains])
    elif "red_flag" in node:
        other = _next([*FLAG_WEIGHTS], node["red_flag"])
        yield change_at("flag", (*path, "red_flag"), other, f"{node['red_flag']} -> {other}")


def _of_several(
    parts: Sequence[Any], path: Path, several: str, other: str, words: Vocabulary
) -> Iterator[Change]:
    if len(parts) > 1:
        yield change_at("junction", path, {other: parts}, f"{several} -> {other}")
        for index in range(len(parts)):
            yield drop_at("limb", (*path, several, index), "this limb")
    for index, part in enumerate(parts):
        yield from faults_of_condition(part, (*path, several, index), words)


def _of_fact(node: dict[str, Any], path: Path, words: Vocabulary) -> Iterator[Change]:
    fact = words.facts[node["fact"]]
    name = next(key for key in node if key != "fact")
    value, here = node[name], (*path, name)
    if name in _EDGE:
        yield _renamed("edge", path, name, _EDGE[name], value)
    if name in _TURNED:
        yield _renamed("direction", path, name, _TURNED[name], value)
    if fact.type == "quantity":
        yield from _of_figure("figure", value, here)
        yield from _of_unit(value, here, fact.unit)
    elif fact.type == "date":
        for day in wrong_days(value):
            yield change_at("date", here, day, f"{value} -> {day}")
    elif name == "begins_with":
        yield from _of_list("term", value, here, ())
        for index, code in enumerate(value):
            yield change_at("figure", (*here, index), wrong_digit(code), f"{code} misread")
    elif name == "member_of":
        other = _next([group.id for group in all_country_groups()], value)
        yield change_at("term", here, other, f"{value} -> {other}")
    elif name == "in":
        yield from _of_list("term", value, here, _terms(fact))
    elif name == "is" and isinstance(value, bool):
        yield change_at("term", here, not value, f"{value} -> {not value}".lower())
    elif name == "is" and _terms(fact):
        other = _next(_terms(fact), value)
        yield change_at("term", here, other, f"{value} -> {other}")


def _terms(fact: Fact) -> Sequence[str]:
    return _COUNTRIES if fact.type == "country" else [*(fact.terms or ())]


def _renamed(kind: str, path: Path, name: str, other: str, value: Any) -> Change:
    edits = (Edit((*path, other), value), Edit((*path, name), GONE))
    return Change(kind, edits, f"{name} -> {other}")


def _of_figure(kind: str, value: str, path: Path) -> Iterator[Change]:
    for other in wrong_figures(value):
        yield change_at(kind, path, other, f"{value} -> {other}")


def _of_unit(value: str, path: Path, unit: str) -> Iterator[Change]:
    other = wrong_unit(value, unit)
    if other is not None:
        yield change_at("unit", path, other, f"{value} -> {other}")


def _of_list(
    kind: str, values: Sequence[str], path: Path, known: Sequence[str]
) -> Iterator[Change]:
    """Each of several left out; one that does not belong added, or put in place of a single one."""
    if len(values) > 1:
        for index, value in enumerate(values):
            yield drop_at(kind, (*path, index), value)
    strange = [name for name in known if name not in values]
    if strange:
        other = next((name for name in strange if name > values[-1]), strange[0])
        more = [other] if len(values) == 1 else [*values, other]
        said = f"{values[0]} -> {other}" if len(values) == 1 else f"with {other}"
        yield change_at(kind, path, more, said)


def _of_element(node: dict[str, Any], path: Path) -> Iterator[Change]:
    element = node["element"]
    symbols = [element] if isinstance(element, str) else element
    if len(symbols) > 1:
        for symbol in symbols:
            rest = [each for each in symbols if each != symbol]
            yield change_at("element", (*path, "element"), rest, f"without {symbol}")
    other = _OTHER_ELEMENT.get(symbols[0], "Fe" if symbols[0] != "Fe" else "Ni")
    yield change_at(
        "element", (*path, "element"), [other, *symbols[1:]], f"{symbols[0]} -> {other}"
    )
    name = "above" if "above" in node else "at_most"
    yield _renamed("direction", path, name, _TURNED[name], node[name])
    yield from _of_share(node, path, name)
    if "bound_in" in node:
        yield drop_at("impurity", (*path, "bound_in"), "bound_in")


def _of_share(node: dict[str, Any], path: Path, name: str) -> Iterator[Change]:
    yield from _of_figure("figure", node[name], (*path, name))
    yield from _of_unit(node[name], (*path, name), "1")
    if "impurity_up_to" in node:
        yield drop_at("impurity", (*path, "impurity_up_to"), "impurity_up_to")
        allowed = node["impurity_up_to"]
        yield from _of_figure("impurity", allowed, (*path, "impurity_up_to"))


def _of_group(node: dict[str, Any], path: Path, words: Vocabulary) -> Iterator[Change]:
    other = _next([*words.element_groups], node["any_element_of"])
    said = f"{node['any_element_of']} -> {other}"
    yield change_at("element", (*path, "any_element_of"), other, said)
    yield from _of_share(node, path, "above")


def _of_party(node: dict[str, Any], path: Path, words: Vocabulary) -> Iterator[Change]:
    yield from _of_list("role", node["party"], (*path, "party"), _ROLES)
    yield from faults_of_condition(node["where"], (*path, "where"), words)


def _next(known: Sequence[str], value: str) -> str:
    """The next of some words, the first after the last."""
    position = known.index(value) + 1 if value in known else 0
    return known[position % len(known)]
