"""Exclusions that leave nothing of their entry, or that are never in force beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.text import Text
from .findings import Finding
from .nodes import both, no
from .showing import fill, guarded, witness_of_entry
from .witness import shipment_for
from .worlds import solve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..engine.lawbook import AskedEntry
    from .survey import Survey

_SWALLOWS = Text(
    "exclusion `{exclusion}` takes out all that `{entry}` describes",
    "例外`{exclusion}`排除了条目`{entry}`所描述的全部物项",
)
_TOGETHER = Text(
    "the exclusions of `{entry}` take out together all that it describes",
    "条目`{entry}`的各项例外合在一起排除了其所描述的全部物项",
)
_MEND = Text(
    "make the exclusion narrower than the definition, as the text has it",
    "按原文使例外窄于定义",
)
_APART = Text(
    "exclusion `{exclusion}` is in force on no day on which `{entry}` is",
    "例外`{exclusion}`与条目`{entry}`没有同时有效的日期",
)
_MEND_DAYS = Text("take it out of the entry, or mend its days", "从条目中删除，或更正其日期")


def find_swallowing_exclusions(survey: Survey) -> Iterator[Finding]:
    """Exclusions, alone or together, that are true of all that an entry describes.

    Those of low confidence too: they take nothing out, but send everything to review.
    """
    for asked in survey.entries.values():
        if asked.exclusions and asked.definition is not None:
            yield from guarded(survey, asked.entry.id, survey.days[-1], _of(survey, asked))


def _of(survey: Survey, asked: AskedEntry) -> Iterator[Finding]:
    entry, definition = asked.entry, asked.definition
    days = survey.lives[entry.id]
    beside: dict[tuple[str, ...], int] = {}
    for index, day in enumerate(days):
        names = tuple(item.id for item, _ in asked.exclusions if survey.is_live(item.id, day))
        beside.setdefault(names, index)
    met = {name for names in beside for name in names}
    for item, _ in asked.exclusions:
        if item.id not in met and days:
            words = fill(_APART, exclusion=item.id, entry=entry.id)
            witness = witness_of_entry(survey, asked, days[0])
            about = (item.id, entry.id)
            yield Finding("exclusion_apart", about, words, _MEND_DAYS, days[0], witness)
    told: set[str] = set()
    for names, index in beside.items():
        day = days[index]
        nodes = {item.id: node for item, node in asked.exclusions if item.id in names}
        if definition is None or not nodes or solve(definition, day) is None:
            continue
        alone = [n for n, node in nodes.items() if solve(both(definition, no(node)), day) is None]
        none_left = not alone and (
            solve(both(definition, *(no(node) for node in nodes.values())), day) is None
        )
        described = shipment_for(solve(definition, day) or {}, survey.law.vocabulary, [entry])
        for name in alone:
            if name not in told:
                told.add(name)
                words, about = fill(_SWALLOWS, exclusion=name, entry=entry.id), (name, entry.id)
                yield Finding("exclusion_swallows", about, words, _MEND, day, described)
        if none_left and entry.id not in told:
            told.add(entry.id)
            words = fill(_TOGETHER, entry=entry.id)
            yield Finding("exclusion_swallows", (entry.id,), words, _MEND, day, described)
