"""Suspensions outside the life of what they suspend, or ordered by what is not in force itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..catalog.text import Text
from .findings import Finding
from .showing import fill, witness_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.period import Period
    from ..rules.model_parts import Suspension
    from .survey import Survey

_OUTSIDE = Text(
    "`{name}` is suspended from {first} to {to}, and on none of these days would it be in force",
    "`{name}`自{first}起至{to}前暂停，但其间本无一日有效",
)
_BEYOND = Text(
    "`{name}` is suspended up to {to}, and ends before",
    "`{name}`暂停至{to}，但其效力在此之前已终止",
)
_MEND_DAYS = Text(
    "compare the days of the suspension and of what it suspends with their texts",
    "将暂停日期及被暂停规定的日期与原文核对",
)
_EARLY = Text(
    "`{name}` is suspended from {first} by `{by}`, which is not in force on that day",
    "`{name}`自{first}起由`{by}`暂停，但该文件当日并未生效",
)
_MEND_ORDER = Text(
    "compare the first day with the text of the instrument that suspends",
    "将首日与暂停文件原文核对",
)


def find_stray_suspensions(survey: Survey) -> Iterator[Finding]:
    """Suspensions that suspend nothing for all or the last of their days, or that nobody orders.

    One that begins before what it suspends comes into force is not one of them: that is how a new
    measure is put off.
    """
    law = survey.law
    for instrument in law.instruments.values():
        own = (instrument.effective.period,)
        yield from _of(survey, instrument.id, instrument.suspended, own)
    for kind in ("entries", "exclusions", "red_flags", "rules", "licence_kinds", "procedures"):
        for provision in getattr(law, kind).values():
            periods = law.lives[provision.id].periods
            yield from _of(survey, provision.id, provision.suspended, periods)


def _of(
    survey: Survey, name: str, suspensions: tuple[Suspension, ...], periods: tuple[Period, ...]
) -> Iterator[Finding]:
    first = max((p.start for p in periods if p.start is not None), default=date.min)
    end = min((p.end for p in periods if p.end is not None), default=date.max)
    for each in suspensions:
        values = {"name": name, "first": each.from_, "to": each.to, "by": each.by}
        witness = witness_of(survey, name, each.from_)
        about = (name, f"{each.from_}")
        if each.to <= first or each.from_ >= end:
            words = _OUTSIDE
        elif each.to > end:
            words = _BEYOND
        else:
            words = None
        if words is not None:
            told = fill(words, **values)
            yield Finding("suspension_outside", about, told, _MEND_DAYS, each.from_, witness)
        orders = survey.law.instruments[each.by].effective.period
        if not orders.contains(each.from_):
            told = fill(_EARLY, **values)
            yield Finding("suspender_not_in_force", about, told, _MEND_ORDER, each.from_, witness)
