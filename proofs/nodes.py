"""Conditions put together and taken apart, for questions that no single shipment asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..engine.nodes import (
    Differs,
    ElementLeaf,
    Flagged,
    Leaf,
    Listed,
    Negation,
    Node,
    OfParty,
    OneOfGroup,
    Several,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


ALWAYS = Several((), decisive=False)
NEVER = Several((), decisive=True)


def both(*parts: Node) -> Node:
    """True when all parts are."""
    return Several(parts, decisive=False)


def either(parts: Iterable[Node]) -> Node:
    """True when one part is."""
    return Several(tuple(parts), decisive=True)


def no(part: Node) -> Node:
    """True when the part is false."""
    return Negation(part)


def conjuncts(node: Node, *, is_denied: bool = False) -> Iterator[Node]:
    """The parts all of which have to hold, as small as they can be told apart."""
    match node:
        case Negation():
            yield from conjuncts(node.part, is_denied=not is_denied)
        case Several() if node.decisive is is_denied:
            for part in node.parts:
                yield from conjuncts(part, is_denied=is_denied)
        case OneOfGroup() if is_denied:
            yield from conjuncts(node.leaves, is_denied=True)
        case _:
            yield Negation(node) if is_denied else node


def leaves(node: Node, scopes: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Node]]:
    """Every test of a fact in a condition, with the key of the fact that it reads.

    Args:
        node: The condition.
        scopes: The parties, by role.
    """
    yield from _leaves(node, scopes, "")


def _leaves(
    node: Node, scopes: Mapping[str, tuple[str, ...]], scope: str
) -> Iterator[tuple[str, Node]]:
    match node:
        case Several():
            for part in node.parts:
                yield from _leaves(part, scopes, scope)
        case Negation():
            yield from _leaves(node.part, scopes, scope)
        case OneOfGroup():
            yield from _leaves(node.leaves, scopes, scope)
        case OfParty():
            for party in (party for role in node.roles for party in scopes[role]):
                yield from _leaves(node.part, scopes, party)
        case _:
            for key in _keys(node, scope):
                yield key, node


def _keys(node: Node, scope: str) -> Iterator[str]:
    match node:
        case Leaf() | Differs():
            of_party = node.fact.level == "party"
            yield f"{scope}.{node.fact.field}" if of_party else node.fact.name
            if isinstance(node, Differs):
                yield node.other.name
        case ElementLeaf():
            bound = "" if node.bound_in is None else "|" + "+".join(node.bound_in)
            for symbol in node.symbols:
                yield f"line.composition[{symbol}{bound}]"
        case Listed():
            for domain in node.domains:
                yield f"#listed.{domain}"
        case _:
            return


def with_flags(node: Node, raised: Callable[[str], Node]) -> Node:
    """A condition in which each test of a red flag is replaced by what raises it."""
    match node:
        case Several():
            parts = tuple(with_flags(part, raised) for part in node.parts)
            return node if parts == node.parts else Several(parts, node.decisive)
        case Negation():
            return Negation(with_flags(node.part, raised))
        case Flagged():
            return raised(node.name)
        case _:
            return node
