"""The places of a condition that a case can touch: branches, and the sides of thresholds.

A case touches a place only where the place decides the whole condition: a threshold beside a part
that already settles the answer was not put to the test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from ..catalog.text import Text
from . import words as say
from .element_nodes import ElementLeaf, OneOfGroup
from .nodes import Leaf, Negation, OfParty, Several

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from ..catalog.interval import Interval
    from .facts import Facts
    from .nodes import Node

Path = tuple[int, ...]
Side = Literal["limb", "below", "at", "above", "day_before", "first_day"]

_OTHER_CLAIM = Text("…", "……")
_OFFSET_UNITS = frozenset({"degC", "degF"})


@dataclass(frozen=True, slots=True)
class NodeSpot:
    """One place of a condition.

    Attributes:
        path: The way to it from the top: which part of which part.
        side: A branch of several of which one is enough, or a side of a threshold.
        words: The claim that stands there.
    """

    path: Path
    side: Side
    words: Text


def spots_of_node(node: Node, path: Path = ()) -> Iterator[NodeSpot]:
    """Every place of a condition, in its order."""
    match node:
        case Several():
            for index, part in enumerate(node.parts):
                here = (*path, index)
                if node.decisive and len(node.parts) > 1:
                    yield NodeSpot(here, "limb", claim_of(part))
                yield from spots_of_node(part, here)
        case Negation() | OfParty():
            yield from spots_of_node(node.part, (*path, 0))
        case OneOfGroup() | ElementLeaf() | Leaf():
            for side in _sides_of(node):
                yield NodeSpot(path, side, claim_of(node))
        case _:
            return


def touched_in_node(
    node: Node, facts: Facts, scope: str = "", path: Path = ()
) -> Iterator[tuple[Path, Side]]:
    """The places of a condition that facts touch.

    Args:
        node: The condition.
        facts: Of a line.
        scope: The party of whom it is asked; empty for none.
        path: Where the condition stands in a larger one.
    """
    match node:
        case Several():
            yield from _in_several(node, facts, scope, path)
        case Negation():
            yield from touched_in_node(node.part, facts, scope, (*path, 0))
        case OfParty():
            parties = [party for _, party in node.scopes(facts) if party is not None]
            truths = [node.part.truth(facts, party) for party in parties]
            for party, truth in zip(parties, truths, strict=True):
                if truths.count(True) - (truth is True) == 0:
                    yield from touched_in_node(node.part, facts, party, (*path, 0))
        case OneOfGroup():
            for leaf in node.leaves.parts:
                yield from touched_in_node(leaf, facts, scope, path)
        case ElementLeaf() | Leaf():
            yield from ((path, side) for side in _sides_touched(node, facts, scope))
        case _:
            return


def _in_several(node: Several, facts: Facts, scope: str, path: Path) -> Iterator[tuple[Path, Side]]:
    truths = [part.truth(facts, scope) for part in node.parts]
    settled = truths.count(node.decisive)
    for index, (part, truth) in enumerate(zip(node.parts, truths, strict=True)):
        here = (*path, index)
        if node.decisive and len(truths) > 1 and truth is True:
            yield here, "limb"
        if settled - (truth is node.decisive) == 0:
            yield from touched_in_node(part, facts, scope, here)


def is_just(node: Node, facts: Facts, scope: str = "") -> bool:
    """Whether a single claim, were it otherwise, would change what a condition comes to."""
    match node:
        case Several():
            truth = node.truth(facts, scope)
            if truth is node.decisive:
                deciding = [part for part in node.parts if part.truth(facts, scope) is truth]
                return len(deciding) == 1 and is_just(deciding[0], facts, scope)
            return any(is_just(part, facts, scope) for part in node.parts)
        case Negation():
            return is_just(node.part, facts, scope)
        case _:
            return True


def claim_of(node: Node) -> Text:
    """What a condition claims, in one line."""
    match node:
        case Several():
            between = Text(" or ", "或") if node.decisive else Text(" and ", "且")
            return say.join((claim_of(part) for part in node.parts), between)
        case Negation():
            return say.join((say.NOT, claim_of(node.part)), Text(": ", "："))
        case OfParty():
            return say.join((node.claim, claim_of(node.part)), Text(": ", "："))
        case _:
            return getattr(node, "claim", _OTHER_CLAIM)


def _sides_of(node: OneOfGroup | ElementLeaf | Leaf) -> tuple[Side, ...]:
    """The sides of a threshold that some value can lie on."""
    if isinstance(node, OneOfGroup):
        return _sides_of(node.leaves.parts[0])  # type: ignore[arg-type]  # leaves by construction
    if isinstance(node, ElementLeaf):
        limit = node.thresholds[0]
        sides: tuple[tuple[Side, bool], ...] = (
            ("below", limit > 0),
            ("at", True),
            ("above", limit < 1),
        )
        return tuple(side for side, is_possible in sides if is_possible)
    if node.fact.type == "date":
        return ("day_before", "first_day")
    if node.fact.type != "quantity":
        return ()
    if node.probes[0].low == 0 and node.fact.unit not in _OFFSET_UNITS:
        return ("at", "above")
    return ("below", "at", "above")


def _sides_touched(node: ElementLeaf | Leaf, facts: Facts, scope: str) -> Iterator[Side]:
    if isinstance(node, ElementLeaf):
        yield from _side(node.value(facts), node.thresholds[0])
        return
    value = node.value(facts, scope)
    if value is not None and node.fact.type == "quantity":
        yield from _side(value, node.probes[0].low)
    elif value is not None and node.fact.type == "date":
        yield from _day_side(value, node.probes[1])


def _side(value: Interval, threshold: Fraction) -> Iterator[Side]:
    if value.is_below(threshold) is True:
        yield "below"
    elif value.is_above(threshold) is True:
        yield "above"
    elif value.is_exact:
        yield "at"


def _day_side(value: Any, day: Any) -> Iterator[Side]:
    if value == day:
        yield "first_day"
    elif value == day - timedelta(days=1):
        yield "day_before"
