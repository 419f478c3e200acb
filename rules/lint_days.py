"""What lint finds in figures that only make sense together: days, and allowances for impurities."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from .law import PROVISIONS
from .lint_parts import Found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..catalog.yaml_source import Path
    from .lint_parts import Together

_ALLOWANCE = "impurity_up_to"


def lint_days(law: Together) -> Iterator[Found]:
    """Days on which nothing begins or ends, and allowances unlike all others."""
    if law.is_whole:
        yield from _stray_days(law)
    yield from _odd_allowances(law)


def _days_of(item: Any) -> set[date | None]:
    suspended = (day for each in item.suspended for day in (each.from_, each.to))
    return {item.effective.from_, item.effective.to, *suspended}


def _stray_days(law: Together) -> Iterator[Found]:
    """Days on which no instrument begins, ends or is suspended.

    A day that an instrument sets for a part of itself is met by two provisions of the pack: one
    ends where the other begins.
    """
    register = {day for item in law.instruments.values() for day in _days_of(item)}
    for part in law.parts:
        provisions = [each for each in part.items() if each[0] in PROVISIONS]
        periods = [item.effective for _, _, item in provisions]
        handed_over = {each.from_ for each in periods} & {each.to for each in periods}
        for _, path, item in provisions:
            for end, day in (("from", item.effective.from_), ("to", item.effective.to)):
                if day is not None and day not in register | handed_over:
                    where = (*path, "effective", end)
                    message = f"on {day} nothing in the register of instruments begins or ends"
                    yield Found(part, where, "day-without-instrument", message, str(day))


def _odd_allowances(law: Together) -> Iterator[Found]:
    found = [
        (part, path, value)
        for part in law.parts
        for path, value in _allowances(part.source.content, ())
    ]
    usual = Counter(value for _, _, value in found).most_common(1)
    for part, path, value in found:
        if value != usual[0][0]:
            message = f"elsewhere the allowance for impurities is `{usual[0][0]}`"
            yield Found(part, path, "odd-impurity-allowance", message, value)


def _allowances(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key == _ALLOWANCE:
                yield (*path, key), str(each)
            else:
                yield from _allowances(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _allowances(each, (*path, index))
