"""The table at the end: of each kind how many were asked, and which guard caught how many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exportgate.tests.mutants.hunt import GAVE_UP, SAME, SURVIVED
from exportgate.tests.mutants.survivors import reason_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exportgate.tests.mutants.hunt import Outcome
    from exportgate.tests.mutants.survivors import Known

_OPEN = {SURVIVED, GAVE_UP}


def judged(outcomes: Sequence[Outcome], known: Sequence[Known]) -> list[Outcome]:
    """The outcomes that count: without faults that are no change of the law."""
    return [
        outcome
        for outcome in outcomes
        if outcome.by != SAME
        and not (
            outcome.by in _OPEN
            and (row := reason_for(outcome, known)) is not None
            and row.is_equivalent
        )
    ]


def share(outcomes: Sequence[Outcome]) -> float:
    """The share that was caught; 1 where nothing was asked."""
    return sum(o.is_caught for o in outcomes) / len(outcomes) if outcomes else 1.0


def weighted_share(outcomes: Sequence[Outcome], made: Mapping[str, int]) -> float:
    """The share of all mutants that would be caught, each kind counting with all of its mutants."""
    kinds = {outcome.kind for outcome in outcomes}
    shares = {kind: share([o for o in outcomes if o.kind == kind]) for kind in kinds}
    whole = sum(made[kind] for kind in kinds)
    return sum(made[kind] * shares[kind] for kind in kinds) / whole if whole else 1.0


def table(
    outcomes: Sequence[Outcome],
    kinds: Sequence[str],
    made: Mapping[str, int],
    known: Sequence[Known],
) -> Iterator[str]:
    """The lines of the table for some kinds.

    Args:
        outcomes: What became of each fault.
        kinds: The kinds that are told, in this order.
        made: How many faults of each kind there are.
        known: Survivors that are known.
    """
    of_kinds = [outcome for outcome in outcomes if outcome.kind in kinds]
    counted = judged(of_kinds, known)
    guards = Counter(o.by for o in counted if o.is_caught)
    columns = [name for name, _ in guards.most_common()]
    heads = ["kind", "made", "asked", "same", "caught", "share", *columns]
    rows = [heads]
    for kind in kinds:
        asked = [outcome for outcome in of_kinds if outcome.kind == kind]
        if asked:
            rows.append(_row(kind, made[kind], asked, counted, columns))
    rows.append(_row("all", sum(made[kind] for kind in kinds), of_kinds, counted, columns))
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    for row in rows:
        first, *rest = row
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *cells))


def _row(
    name: str, made: int, asked: Sequence[Outcome], counted: Sequence[Outcome], columns: list[str]
) -> list[str]:
    own = [o for o in counted if name in {"all", o.kind}]
    caught = Counter(o.by for o in own)
    same = len(asked) - len(own)
    total = sum(o.is_caught for o in own)
    figures = [str(made), str(len(asked)), str(same), str(total), f"{share(own):.1%}"]
    return [name, *figures, *(str(caught[guard]) for guard in columns)]
