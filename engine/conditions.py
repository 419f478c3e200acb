"""Makes conditions that can be evaluated from those that the packs state."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from ..catalog.countries import is_member
from ..catalog.interval import Interval
from ..catalog.units import parse_quantity
from ..rules.conditions import (
    AllOf,
    AnyElementTest,
    AnyOf,
    ElementTest,
    FactTest,
    ListedTest,
    Not,
    PartyTest,
    RedFlagTest,
)
from . import words as say
from .element_nodes import ElementLeaf, OneOfGroup
from .nodes import Differs, Flagged, Leaf, Listed, Negation, OfParty, Several
from .probes import OTHER

if TYPE_CHECKING:
    from ..catalog.vocabulary import Vocabulary
    from ..rules.conditions import BoundIn, Condition
    from .facts import Facts
    from .nodes import Compare, Node

_OF_INTERVAL = {
    "above": Interval.is_above,
    "at_least": Interval.is_at_least,
    "below": Interval.is_below,
    "at_most": Interval.is_at_most,
}


def _threshold(text: str, unit: str) -> Fraction:
    value = parse_quantity(text, unit)
    if not value.is_exact or value.low is None:
        msg = f"a threshold is one value: {text}"
        raise ValueError(msg)
    return value.low


def _compare_interval(name: str, threshold: Fraction, value: Interval, _: Facts) -> bool | None:
    return _OF_INTERVAL[name](value, threshold)


def _equals(expected: Any, value: Any, _: Facts) -> bool | None:
    return bool(value == expected)


def _is_one_of(expected: frozenset[str], value: Any, _: Facts) -> bool | None:
    return value in expected


def _begins(prefixes: tuple[str, ...], value: str, _: Facts) -> bool | None:
    if value.startswith(prefixes):
        return True
    # A shortened number may still go on to the prefix.
    return None if any(prefix.startswith(value) for prefix in prefixes) else False


def _belongs(group: str, value: str, facts: Facts) -> bool | None:
    if value.startswith(OTHER[0]):
        return value == _member(group)
    return is_member(value, group, facts["#on"])


def _member(group: str) -> str:
    """Stands for any member of a group of countries."""
    return f"{OTHER[0]}{group}"


def _lies_before(day: Any, value: Any, _: Facts) -> bool | None:
    return bool(value < day)


def _lies_on_or_after(day: Any, value: Any, _: Facts) -> bool | None:
    return bool(value >= day)


def _leaf(test: FactTest, words: Vocabulary) -> Leaf:
    fact = words.facts[test.fact]
    name, value = test.comparison
    claim = say.comparison_words(fact, name, value)
    compare: Compare
    probes: tuple[Any, ...]
    match name:
        case "is":
            compare = partial(_equals, value)
            probes = (True, False) if fact.type == "flag" else (value, OTHER)
        case "in":
            compare, probes = partial(_is_one_of, frozenset(value)), (*value, OTHER)
        case "begins_with":
            compare, probes = partial(_begins, value), (*value, OTHER)
        case "member_of":
            compare, probes = partial(_belongs, value), (_member(value), OTHER)
        case "before" | "on_or_after":
            compare = partial(_lies_before if name == "before" else _lies_on_or_after, value)
            probes = (value - timedelta(days=1), value)
        case _:
            threshold = _threshold(value, fact.unit)
            compare = partial(_compare_interval, name, threshold)
            probes = (Interval.exactly(threshold),)
    return Leaf(fact, claim, compare, probes)


def _element_leaf(
    symbols: tuple[str, ...],
    name: str,
    text: str,
    bound_in: tuple[BoundIn, ...] | None,
    impurity_up_to: str | None,
) -> ElementLeaf:
    threshold = _threshold(text, "1")
    impurity = None if impurity_up_to is None else _threshold(impurity_up_to, "1")
    claim = say.element_comparison_words(say.element_words(symbols, bound_in), name, text)
    compare = partial(_compare_interval, name, threshold)
    thresholds = tuple(dict.fromkeys(v for v in (threshold, impurity) if v is not None))
    return ElementLeaf(symbols, bound_in, impurity, claim, compare, thresholds)


def build(condition: Condition, words: Vocabulary) -> Node:  # noqa: PLR0911 - one a kind
    """Make a condition that can be evaluated.

    Args:
        condition: As the pack states it, already checked against the vocabulary.
        words: That vocabulary.
    """
    match condition:
        case AllOf():
            return Several(tuple(build(part, words) for part in condition.all), decisive=False)
        case AnyOf():
            return Several(tuple(build(part, words) for part in condition.any), decisive=True)
        case Not():
            return Negation(build(condition.not_, words))
        case FactTest(differs_from=str() as name):
            fact, other = words.facts[condition.fact], words.facts[name]
            return Differs(fact, other, say.differs_words(fact, other))
        case FactTest():
            return _leaf(condition, words)
        case RedFlagTest():
            return Flagged(condition.red_flag, say.red_flag_words(condition.red_flag))
        case ElementTest():
            name = "above" if condition.above is not None else "at_most"
            text = condition.above if condition.above is not None else condition.at_most
            return _element_leaf(
                condition.element, name, text or "", condition.bound_in, condition.impurity_up_to
            )
        case AnyElementTest():
            group = words.element_groups[condition.any_element_of]
            leaves = tuple(
                _element_leaf((symbol,), "above", condition.above, None, condition.impurity_up_to)
                for symbol in group.symbols
            )
            return OneOfGroup(
                Several(leaves, decisive=True), say.group_words(group.title, condition.above)
            )
        case PartyTest():
            return OfParty(
                condition.party,
                build(condition.where, words),
                say.party_words(condition.party),
            )
        case ListedTest():
            names = condition.listed_in
            found = [words.domains[name] for name in names]
            members = dict.fromkeys(member for domain in found for member in domain.members)
            return Listed(tuple(members), say.listed_words(domain.title for domain in found))
