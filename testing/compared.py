"""What is compared of two decisions, or of a decision and the law."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..engine.decision import Decision, Match
    from ..rules.law import Law
    from .made import Choose


def matches_of(decision: Decision) -> dict[tuple[str, str], Match]:
    """The matches by line and entry."""
    return {(line.line, m.entry): m for line in decision.lines for m in line.matches}


def summary(decision: Decision) -> Any:
    """What is decided, by line, without what names a party or line by its place."""
    return sorted(
        [
            line.line,
            line.outcome,
            line.worst,
            sorted([m.entry, m.result] for m in line.matches),
            sorted([r.kind, r.certainty, sorted(r.rules)] for r in line.requirements),
            sorted({f.rule for f in (*line.prohibitions, *line.reviews)}),
        ]
        for line in decision.lines
    )


def timeless(decision: Decision) -> Any:
    """What a decision says, but for the day."""
    lines = [
        replace(
            line,
            matches=tuple(m for m in line.matches if m.result != "not_controlled"),
            # They repeat what outcome and requirements say, for the kinds that the day knows.
            verdicts=(),
        )
        for line in decision.lines
    ]
    return decision.outcome, decision.worst, decision.questions, lines


def is_used_alone(law: Law, entry: str) -> bool:
    """Whether an entry binds every shipment, not those of some destinations or movements."""
    return entry in law.entries and law.entries[entry].asked_when is None


def shuffled(items: Iterable[Any], choose: Choose) -> list[Any]:
    """The items in an order that is chosen."""
    left, order = list(items), []
    while left:
        order.append(left.pop(choose(range(len(left)))))
    return order
