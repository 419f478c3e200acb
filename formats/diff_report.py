"""Tells what changed between two laws, and in the answers to shipments: lines, and data."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from ..catalog.text import Text
from ..engine.law_diff import CHANGED_KINDS
from ..rules.conditions import Condition
from .condition_words import condition_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..engine.answer_diff import AspectChange, LineChange
    from ..engine.law_diff import FieldChange, ProvisionChange
    from ..rules.law import Law
    from .layout import Page
    from .messages import Phrasebook

_STYLES = {"freer": "bold red", "stricter": "yellow", "other": ""}
_CHANGES = ("added", "removed", "changed")
_CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)


@dataclass(frozen=True, slots=True)
class Diff:
    """What a change of the law does.

    Attributes:
        before: The law as it was.
        after: The law as it is.
        provisions: What changed in it.
        lines: How many lines of shipments were asked about; None when none were given.
        answers: Those of which the answer changed.
    """

    before: Law
    after: Law
    provisions: tuple[ProvisionChange, ...]
    lines: int | None
    answers: tuple[LineChange, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing changed, in the law or in an answer."""
        return not self.provisions and not self.answers


def write_diff(page: Page, words: Phrasebook, diff: Diff) -> None:
    """Write the answers that change, those that are freer first; then what changed in the law."""
    if diff.lines is not None:
        found = Counter(line.direction for line in diff.answers)
        page.heading(
            words(
                "diff.answers",
                lines=len(diff.answers),
                all=diff.lines,
                freer=found["freer"],
                stricter=found["stricter"],
            )
        )
        for line in diff.answers:
            _write_line(page, words, line)
    _write_law(page, words, diff)


def _write_line(page: Page, words: Phrasebook, line: LineChange) -> None:
    shipment = line.reference or words("diff.shipment", number=line.position + 1)
    told = words("diff.line", shipment=shipment, line=line.line)
    described = "" if line.description is None else words("mark.brackets", words=line.description)
    page.write(
        (words(f"diff.{line.direction}"), _STYLES[line.direction]),
        words("mark.colon") + told + described,
        mark="- ",
    )
    for aspect in line.aspects:
        page.write((_aspect_words(aspect, words), _STYLES[aspect.direction]), indent=2)


def _aspect_words(change: AspectChange, words: Phrasebook) -> str:
    def seen(values: Iterable[str]) -> str:
        if change.aspect in {"outcome", "worst"}:
            values = [words(f"outcome.{value}") for value in values]
        return words("mark.list").join(values) or words("diff.nothing")

    field = words(f"diff.{change.aspect}")
    return words("diff.now", field=field, before=seen(change.before), after=seen(change.after))


def _write_law(page: Page, words: Phrasebook, diff: Diff) -> None:
    if not diff.provisions:
        page.heading(words("diff.law_same"))
        if diff.before.digest != diff.after.digest:
            page.write(words("diff.text_only"))
        return
    page.heading(words("diff.law", **_counts(diff.provisions)))
    for kind, changes in groupby(diff.provisions, key=lambda change: change.kind):
        found = list(changes)
        title = words("diff.packs") if kind == "packs" else words(f"provision.{kind}")
        page.gap()
        page.write((words("diff.kind", kind=title, **_counts(found)), "dim"))
        for change in found:
            _write_provision(page, words, diff, change)


def _write_provision(page: Page, words: Phrasebook, diff: Diff, change: ProvisionChange) -> None:
    told = words(
        "diff.provision",
        change=words(f"diff.{change.change}"),
        id=change.id,
        title=words.say(change.title),
        pack=change.pack,
    )
    page.write(told, mark="- ")
    for field in change.fields:
        page.write(_field_words(field, words, diff), indent=2)


def _field_words(change: FieldChange, words: Phrasebook, diff: Diff) -> str:
    before = value_words(change.before, words, diff.before)
    after = value_words(change.after, words, diff.after)
    if change.after is None:
        return words("diff.gone", field=change.field, before=before)
    if change.before is None:
        return words("diff.new", field=change.field, after=after)
    if before == after:
        # Words that differ in the other language alone.
        before, after = _key(change.before), _key(change.after)
    return words("diff.now", field=change.field, before=before, after=after)


def _key(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def value_words(content: Any, words: Phrasebook, law: Law) -> str:
    """A value of a field as people read it: conditions in the words of the reasons."""
    if isinstance(content, dict):
        condition = _condition_of(content)
        if condition is not None:
            told = (words.say(text) for _, text in condition_words(condition, law.vocabulary))
            return f"[{words('mark.semicolon').join(told)}]"
        if content.keys() <= {"en", "zh"}:
            return words.say(Text(content.get("en", ""), content.get("zh", "")))
        parts = (f"{key}: {value_words(each, words, law)}" for key, each in content.items())
        return words("mark.list").join(parts)
    if isinstance(content, list):
        return words("mark.list").join(value_words(each, words, law) for each in content)
    return words("diff.nothing") if content is None else str(content)


def _condition_of(content: dict[str, Any]) -> Any:
    try:
        return _CONDITION.validate_python(content)
    except ValidationError:
        return None


def _counts(changes: Iterable[ProvisionChange]) -> dict[str, int]:
    found: Counter[str] = Counter(change.change for change in changes)
    return {name: found[name] for name in _CHANGES}


def diff_json(diff: Diff) -> str:
    """The same as JSON, with keys in order."""
    provisions = diff.provisions
    content: dict[str, Any] = {
        "is_same": diff.is_same,
        "law_digest": {"before": diff.before.digest, "after": diff.after.digest},
        "law": {
            kind: {
                change: [
                    _provision_data(each)
                    for each in provisions
                    if each.kind == kind and each.change == change
                ]
                for change in _CHANGES
            }
            for kind in CHANGED_KINDS
            if any(each.kind == kind for each in provisions)
        },
        "answers": None if diff.lines is None else _answers_data(diff),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _provision_data(change: ProvisionChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "pack": change.pack,
        "title": {"en": change.title.en, "zh": change.title.zh},
        "fields": [
            {"field": each.field, "before": each.before, "after": each.after}
            for each in change.fields
        ],
    }


def _answers_data(diff: Diff) -> dict[str, Any]:
    return {
        "lines": diff.lines,
        "changed": [
            {
                "reference": line.reference,
                "shipment": line.position,
                "line": line.line,
                "description": line.description,
                "direction": line.direction,
                "aspects": {
                    each.aspect: {
                        "before": list(each.before),
                        "after": list(each.after),
                        "direction": each.direction,
                    }
                    for each in line.aspects
                },
            }
            for line in diff.answers
        ],
    }
