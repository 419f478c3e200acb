"""A condition of the law as indented text, in the words that the reasons of a decision use too."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from ..engine import words as say
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.text import Text
    from ..catalog.vocabulary import Vocabulary
    from ..rules.conditions import Condition

Depth = int


def condition_words(
    condition: Condition, vocabulary: Vocabulary, depth: Depth = 0
) -> Iterator[tuple[Depth, Text]]:
    """Each claim of a condition with its depth, from the top.

    Args:
        condition: As the pack states it, checked against the vocabulary.
        vocabulary: What its facts are called.
        depth: Depth of the top.
    """
    match condition:
        case AllOf():
            yield depth, say.ALL_OF
            for part in condition.all:
                yield from condition_words(part, vocabulary, depth + 1)
        case AnyOf():
            yield depth, say.ANY_OF
            for part in condition.any:
                yield from condition_words(part, vocabulary, depth + 1)
        case Not():
            yield depth, say.NOT
            yield from condition_words(condition.not_, vocabulary, depth + 1)
        case FactTest():
            yield depth, _fact_words(condition, vocabulary)
        case ElementTest():
            content = say.element_words(condition.element, condition.bound_in)
            is_above = condition.above is not None
            threshold = condition.above if is_above else condition.at_most
            yield (
                depth,
                say.element_comparison_words(
                    content, "above" if is_above else "at_most", threshold or ""
                ),
            )
        case AnyElementTest():
            group = vocabulary.element_groups[condition.any_element_of]
            yield depth, say.group_words(group.title, condition.above)
        case PartyTest():
            yield depth, say.party_words(condition.party)
            yield from condition_words(condition.where, vocabulary, depth + 1)
        case RedFlagTest():
            yield depth, say.red_flag_words(condition.red_flag)
        case ListedTest():
            titles = (vocabulary.domains[name].title for name in condition.listed_in)
            yield depth, say.listed_words(titles)
        case _:
            assert_never(condition)


def _fact_words(test: FactTest, vocabulary: Vocabulary) -> Text:
    name, value = test.comparison
    fact = vocabulary.facts[test.fact]
    if name == "differs_from":
        return say.differs_words(fact, vocabulary.facts[value])
    return say.comparison_words(fact, name, value)
