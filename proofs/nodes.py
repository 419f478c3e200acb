"""Conditions put together and taken apart, for questions that no single shipment asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..engine.element_nodes import ElementLeaf, OneOfGroup
from ..engine.nodes import Differs, Flagged, Leaf, Listed, Negation, Node, OfParty, Several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..engine.decision import Reason
    from ..engine.facts import Facts
    from ..engine.probes import OpenFact


_LISTED = "#listed."
ALWAYS = Several((), decisive=False)
NEVER = Several((), decisive=True)


@dataclass(frozen=True, slots=True)
class Under:
    """A condition as it is where one fact has a value, whatever the facts say of it.

    Attributes:
        part: The condition.
        key: The key of the fact; `#listed.` and a domain for what a list says.
        value: Its value.
    """

    part: Node
    key: str
    value: Any

    def facts(self, facts: Facts) -> Facts:
        """The facts with the value."""
        return with_fact(facts, self.key, self.value)

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        """True, false, or None for unknown."""
        return self.part.truth(self.facts(facts), scope)

    def why(self, facts: Facts, scope: str = "") -> Reason:
        """The tree of reasons."""
        return self.part.why(self.facts(facts), scope)

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        """The unknown facts that keep it open."""
        # Its value is known, though a test of it may be open.
        found = self.part.open_facts(self.facts(facts), scope)
        yield from (fact for fact in found if fact.key != self.key)

    def reads(self) -> Iterator[str | None]:
        """The keys of the facts on which it depends."""
        return self.part.reads()


def with_fact(facts: Facts, key: str, value: Any) -> Facts:
    """The facts with another value of one of them; of a list for `#listed.` and its domain."""
    if key.startswith(_LISTED):
        return {**facts, "#listed": {**facts.get("#listed", {}), key.partition(".")[2]: value}}
    return {**facts, key: value}


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
        case Under():
            for part in conjuncts(node.part, is_denied=is_denied):
                yield Under(part, node.key, node.value)
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
        case Under():
            for key, leaf in _leaves(node.part, scopes, scope):
                if key != node.key:
                    yield key, leaf
        case OfParty():
            for party in (party for role in node.roles for party in scopes[role]):
                yield from _leaves(node.part, scopes, party)
        case _:
            for key in keys_of(node, scope):
                yield key, node


def keys_of(node: Node, scope: str) -> Iterator[str]:
    """The keys of the facts that a single test reads, of a party where it stands."""
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


def with_lists(node: Node, standing_for: Mapping[str, str]) -> Node:
    """A condition in which domains of lists are replaced by others that stand for them."""
    match node:
        case Several():
            parts = tuple(with_lists(part, standing_for) for part in node.parts)
            return node if parts == node.parts else Several(parts, node.decisive)
        case Negation():
            return Negation(with_lists(node.part, standing_for))
        case Listed():
            names = dict.fromkeys(standing_for.get(name, name) for name in node.domains)
            return Listed(tuple(names), node.claim)
        case _:
            return node
