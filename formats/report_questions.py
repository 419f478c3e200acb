"""The part of a report that says what to fetch: at a glance at the top, and in full below."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from ..catalog.vocabulary import vocabulary
from .report_parts import QUIET, line_index, without_line

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from ..catalog.text import Text
    from ..engine.decision import Gate, Question, Reason
    from .messages import Phrasebook
    from .report_parts import Report

_MOST_CHOICES = 8
_FIRST_QUESTIONS = 3
_FIRST_OF_ORDER = 2


@dataclass(frozen=True)
class _Group:
    """A question with the lines that it concerns, and what is asked only for some answers to it.

    Attributes:
        same: The question as each line asks it.
        inner: The groups that hang on it.
    """

    same: list[Question]
    inner: list[_Group] = field(default_factory=list)

    @property
    def is_of_goods(self) -> bool:
        """Whether the factory knows it, not the papers of the order."""
        return line_index(self.same[0].path) is not None


def write_first_questions(told: Report) -> None:
    """Write at a glance which facts to fetch: of the goods, then of the order.

    What the factory knows stands first: the papers of the order lie on the officer's own table.
    What hangs on the answer to another question is named with it.
    """
    page, words = told.page, told.words
    groups = _groups(told.decision.questions)
    goods = [group for group in groups if group.is_of_goods]
    order = [group for group in groups if not group.is_of_goods]
    if not groups:
        return
    page.gap()
    if goods:
        page.write((words("questions.first"), "bold"))
        for label, some in _labelled(goods)[:_FIRST_QUESTIONS]:
            _write_first(told, label, some)
        left = len(_labelled(goods)) - _FIRST_QUESTIONS
        if left > 0:
            page.write(words("questions.more", count=left), indent=2)
    if order:
        key = "questions.first_order" if goods else "questions.first_order_only"
        items = words("mark.semicolon").join(
            words("questions.item", fact=words.say(label), where=_where_of(told, some))
            for label, some in _labelled(order)[:_FIRST_OF_ORDER]
        )
        page.write((words(key, items=items), "bold"))
    page.write((words("questions.see"), QUIET))


def _write_first(told: Report, label: Text, groups: Sequence[_Group]) -> None:
    """Write a fact, and in short what its answer may ask for beside."""
    words = told.words
    item = words("questions.item", fact=words.say(label), where=_where_of(told, groups))
    inner = _labelled([each for group in groups for each in group.inner])
    names = [words.say(name) for name, _ in inner[:_FIRST_QUESTIONS]]
    if len(inner) > len(names):
        names.append(words("questions.more", count=len(inner) - len(names)))
    then = words("questions.then", items=words("mark.semicolon").join(names)) if names else ""
    told.page.write((item, "bold"), then, indent=2, mark="- ")


def _where_of(told: Report, groups: Iterable[_Group]) -> str:
    """The lines that questions concern, in brackets; nothing when the shipment has one line."""
    if len(told.decision.lines) == 1:
        return ""
    same = [question for group in groups for question in group.same]
    return told.words("mark.brackets", words=_where(told, same))


def _labelled(groups: Iterable[_Group]) -> list[tuple[Text, list[_Group]]]:
    """Groups by the short name of the fact that they ask for."""
    found: dict[Text, list[_Group]] = {}
    for group in groups:
        found.setdefault(vocabulary().facts[group.same[0].fact].label, []).append(group)
    return list(found.items())


def _groups(questions: Iterable[Question]) -> list[_Group]:
    """Questions in order of worth, each once, those that hang on another within it."""
    found: dict[Hashable, _Group] = {}
    outer: list[_Group] = []
    homes: dict[str, _Group] = {}
    for question in questions:
        is_of_goods = line_index(question.path) is not None
        gates = [(without_line(gate.path), gate.words) for gate in question.only_if]
        asked = (question.fact, question.words, question.elements, question.choices)
        key = (*asked, is_of_goods, *gates)
        # An order has its own place in a report, also where what is asked of goods hangs on it.
        within = [
            homes[gate.path]
            for gate in question.only_if
            if (line_index(gate.path) is not None) == is_of_goods
        ]
        if key not in found:
            found[key] = _Group([])
            (within[0].inner if within else outer).append(found[key])
        found[key].same.append(question)
        homes[question.path] = within[0] if within else found[key]
    return outer


def write_questions(told: Report) -> None:
    """Write each question once, in order of worth, with the lines that it concerns.

    What matters only for some answers to another question stands within that one.
    """
    groups = _groups(told.decision.questions)
    if groups:
        told.page.heading(told.words("questions.heading"))
    for number, group in enumerate(groups, start=1):
        _write_question(told, f"{number}. ", group.same, group.same[0].only_if, indent=0)
        place = 0
        for shared, run in groupby(group.inner, key=partial(_shared_gates, group)):
            inner = list(run)
            is_heading = len(inner) > 1
            if is_heading:
                told.page.write(_only_if(told, shared), indent=3)
            for each in inner:
                place += 1
                gates = each.same[0].only_if
                if is_heading:
                    gates = tuple(gate for gate in gates if gate.words not in shared)
                _write_question(told, f"{number}.{place}. ", each.same, gates, indent=3)


def _shared_gates(group: _Group, inner: _Group) -> tuple[Text, ...]:
    """What has to hold of the outer question for the inner one to matter."""
    paths = {question.path for question in group.same}
    return tuple(gate.words for gate in inner.same[0].only_if if gate.path in paths)


def _only_if(told: Report, claims: Iterable[Text]) -> str:
    claimed = told.words("questions.and").join(map(told.words.say, claims))
    return told.words("questions.only_if", words=claimed)


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


def _write_question(
    told: Report, mark: str, same: Sequence[Question], gates: Sequence[Gate], *, indent: int
) -> None:
    page, words, question = told.page, told.words, same[0]
    unit = words("questions.unit", unit=question.unit) if question.unit else ""
    page.write((words.say(question.words), "bold"), unit, indent=indent, mark=mark)
    inside = indent + len(mark)
    if gates:
        page.write(_only_if(told, [gate.words for gate in gates]), indent=inside)
    if len(told.decision.lines) > 1:
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
    decides = list(dict.fromkeys(item for each in same for item in each.decides))
    page.write(
        words("questions.found_in", words=words.say(question.found_in)),
        words("questions.decides", items=words("mark.list").join(decides)) if decides else "",
        indent=inside,
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
