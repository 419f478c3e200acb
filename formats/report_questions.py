"""The part of a report that says what to fetch: in one sentence at the top, and in full below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.vocabulary import vocabulary
from .report_parts import QUIET, line_index, without_line

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from ..catalog.text import Text
    from ..engine.decision import Question, Reason
    from .messages import Phrasebook
    from .report_parts import Report

_MOST_CHOICES = 8
_FIRST_QUESTIONS = 3
_FIRST_OF_ORDER = 2


def write_first_questions(told: Report) -> None:
    """Write in one sentence which facts are most worth fetching: of the goods, and of the order.

    What the factory knows stands first: the papers of the order lie on the officer's own table.
    """
    words, questions = told.words, told.decision.questions
    goods = [question for question in questions if line_index(question.path) is not None]
    order = [question for question in questions if line_index(question.path) is None]
    if questions:
        told.page.gap()
        key = "questions.first_both" if goods and order else "questions.first"
        items = _first(told, goods or order, _FIRST_QUESTIONS)
        rest = _first(told, order, _FIRST_OF_ORDER)
        told.page.write((words(key, items=items, order=rest), "bold"))


def _first(told: Report, questions: Sequence[Question], most: int) -> str:
    words = told.words
    found: dict[Text, list[Question]] = {}
    for question in questions:
        label = vocabulary().facts[question.fact].label
        found.setdefault(label, []).append(question)
    return words("mark.semicolon").join(
        words("questions.item", fact=words.say(label), where=_where(told, same))
        for label, same in list(found.items())[:most]
    )


def write_questions(told: Report) -> None:
    """Write each question once, in order of worth, with the lines that it concerns."""
    found: dict[Hashable, list[Question]] = {}
    for question in told.decision.questions:
        key = (question.fact, question.words, question.elements, question.choices)
        found.setdefault(key, []).append(question)
    if found:
        told.page.heading(told.words("questions.heading"))
    for number, same in enumerate(found.values(), start=1):
        _write_question(told, number, same)


def _where(told: Report, same: Sequence[Question]) -> str:
    """The lines that a question concerns."""
    paths = {question.path for question in same}
    places = {line_index(path) for path in paths}
    return told.lines(
        [
            line
            for place, line in enumerate(told.decision.lines)
            if place in places or any(each.path in paths for each in line.questions)
        ]
    )


def _choices_shown(told: Report, question: Question) -> list[tuple[str, Text]]:
    """What entries ask for, the last choice (none of these), and others while there is room."""
    asked = {
        reason.words.en
        for line in told.decision.lines
        for match in line.matches
        for reason in _leaves(match.reason)
        if reason.fact == question.fact
    }
    choices = list(question.choices)
    wanted = [each for each in choices if any(_short(each[1]) in text for text in asked)]
    wanted += choices[-1:]
    others = [each for each in choices if each not in wanted]
    wanted += others[: max(0, _MOST_CHOICES - len(wanted))]
    return [each for each in choices if each in wanted]


def _short(words: Text) -> str:
    return words.en.partition(":")[0]


def _leaves(reason: Reason | None) -> Iterator[Reason]:
    """The reasons within a reason that have no parts."""
    if reason is None:
        return
    if not reason.parts:
        yield reason
    for part in reason.parts:
        yield from _leaves(part)


def _write_question(told: Report, number: int, same: Sequence[Question]) -> None:
    page, words, question = told.page, told.words, same[0]
    mark = f"{number}. "
    page.write((words.say(question.words), "bold"), mark=mark)
    inside = len(mark)
    page.write(words("questions.concerns", lines=_where(told, same)), indent=inside)
    if question.elements:
        elements = _element_names(question.elements, words)
        page.write(words("questions.elements", elements=elements), indent=inside)
    if question.choices:
        shown = question.choices if told.is_verbose else _choices_shown(told, question)
        texts = [words("questions.choice", id=id_, words=words.say(t)) for id_, t in shown]
        if len(shown) < len(question.choices):
            texts.append(words("questions.more", count=len(question.choices) - len(shown)))
        page.write(
            words("questions.choices", choices=words("mark.semicolon").join(texts)), indent=inside
        )
    if question.unit:
        page.write(words("questions.unit", unit=question.unit), indent=inside)
    page.write(words("questions.found_in", words=words.say(question.found_in)), indent=inside)
    decides = list(dict.fromkeys(item for each in same for item in each.decides))
    if decides:
        page.write(
            words("questions.decides", items=words("mark.list").join(decides)), indent=inside
        )
    _write_where(told, list(dict.fromkeys(each.path for each in same)), indent=inside)


def _write_where(told: Report, paths: Sequence[str], *, indent: int) -> None:
    words = told.words
    for key, is_of_line in (("questions.write_line", True), ("questions.write", False)):
        chosen = [path for path in paths if (line_index(path) is not None) == is_of_line]
        if chosen:
            fields = words("mark.list").join(dict.fromkeys(map(without_line, chosen)))
            told.page.write((words(key, field=fields), QUIET), indent=indent)


def _element_names(symbols: tuple[str, ...], words: Phrasebook) -> str:
    """The symbols, with a whole group of elements by its name."""
    left, named = set(symbols), []
    for group in vocabulary().element_groups.values():
        if set(group.symbols) <= left:
            left -= set(group.symbols)
            named.append(words.say(group.title))
    return words("mark.list").join([*named, *sorted(left)])
