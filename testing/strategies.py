"""Hypothesis strategies for shipments, lines, parties and days that a law has something to say of.

Hypothesis is the extra `exportgate[testing]`, and is imported when a strategy is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .aiming import question
from .made import maker_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from hypothesis.strategies import SearchStrategy

    from ..rules.law import Law
    from .made import Choose


def drawn(make: Callable[[Choose], Any]) -> SearchStrategy[Any]:
    """What a function makes of choices, with the choices drawn by Hypothesis.

    Args:
        make: Takes a function that chooses one of several.
    """
    from hypothesis import strategies as st

    @st.composite
    def made(draw: st.DrawFn) -> Any:
        return make(lambda options: draw(st.sampled_from(options)))

    return made()


def shipments(law: Law, *, max_lines: int = 2) -> SearchStrategy[dict[str, Any]]:
    """Shipments as mappings, with any of their facts left blank.

    Args:
        law: What they are about.
        max_lines: The most lines of one shipment.
    """
    return drawn(lambda choose: maker_of(law).shipment(choose, max_lines=max_lines))


def questions(law: Law) -> SearchStrategy[tuple[dict[str, Any], date]]:
    """Shipments with a day: often aimed at one entry or rule of the law, on a day of its life."""
    return drawn(lambda choose: question(maker_of(law), choose))


def lines(law: Law) -> SearchStrategy[dict[str, Any]]:
    """Lines: goods that an entry means, or nearly, or goods of every day."""
    return drawn(maker_of(law).line)


def parties(law: Law) -> SearchStrategy[dict[str, Any]]:
    """Parties: nobody in particular, or listed ones, or such as have nearly the name of one."""
    return drawn(maker_of(law).party)


def days(law: Law) -> SearchStrategy[date]:
    """Days on which the law changes, those before and after, and days between."""
    return drawn(maker_of(law).day)
