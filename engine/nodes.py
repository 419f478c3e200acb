"""Conditions that can be evaluated: three-valued, with their words and what they still need.

Every node answers three questions: is it true, false or unknown of these facts; why; and which
unknown facts keep it open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ..catalog.interval import Interval
from . import words as say
from .decision import Reason, Truth
from .facts import ROLES, Facts
from .probes import OTHER, OpenFact, around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..catalog.text import Text
    from ..catalog.vocabulary import Fact

    Compare = Callable[[Any, Facts], bool | None]

TRUTHS: dict[bool | None, Truth] = {True: "true", False: "false", None: "unknown"}
"""The words for what a condition came to."""


class Node(Protocol):
    """A condition that can be evaluated."""

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        """True, false, or None for unknown."""

    def why(self, facts: Facts, scope: str = "") -> Reason:
        """The tree of reasons, with those parts only that decide."""

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        """The unknown facts that keep an unknown condition open."""

    def reads(self) -> Iterator[str | None]:
        """The keys of the facts on which it depends; None where that differs by shipment."""


@dataclass(frozen=True, slots=True)
class Several:
    """All of several conditions, or any of them.

    Attributes:
        parts: The conditions.
        decisive: The truth of which a single part decides the whole: false for "all of these",
            true for "any of these".
    """

    parts: tuple[Node, ...]
    decisive: bool

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        result: bool | None = not self.decisive
        for part in self.parts:
            value = part.truth(facts, scope)
            if value is self.decisive:
                return value
            if value is None:
                result = None
        return result

    def why(self, facts: Facts, scope: str = "") -> Reason:
        truths = [part.truth(facts, scope) for part in self.parts]
        if self.decisive in truths:
            return self.parts[truths.index(self.decisive)].why(facts, scope)
        result = None if None in truths else not self.decisive
        deciding = zip(self.parts, truths, strict=True)
        reasons = tuple(part.why(facts, scope) for part, truth in deciding if truth is result)
        if len(reasons) == 1:
            return reasons[0]
        kind, claim = ("any", say.ANY_OF) if self.decisive else ("all", say.ALL_OF)
        return Reason(kind, TRUTHS[result], claim, parts=reasons)

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        for part in self.parts:
            if part.truth(facts, scope) is None:
                yield from part.open_facts(facts, scope)

    def reads(self) -> Iterator[str | None]:
        for part in self.parts:
            yield from part.reads()


@dataclass(frozen=True, slots=True)
class Negation:
    """True when its part is false."""

    part: Node

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        value = self.part.truth(facts, scope)
        return None if value is None else not value

    def why(self, facts: Facts, scope: str = "") -> Reason:
        truth = TRUTHS[self.truth(facts, scope)]
        return Reason("not", truth, say.NOT, parts=(self.part.why(facts, scope),))

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        return self.part.open_facts(facts, scope)

    def reads(self) -> Iterator[str | None]:
        return self.part.reads()


@dataclass(frozen=True, slots=True)
class Leaf:
    """Compares one fact."""

    fact: Fact
    claim: Text
    compare: Compare
    probes: tuple[Any, ...]

    def _key(self, scope: str) -> str:
        return f"{scope}.{self.fact.field}" if self.fact.level == "party" else self.fact.name

    def value(self, facts: Facts, scope: str = "") -> Any:
        """What is known of the fact; None when nothing is."""
        return facts.get(self._key(scope))

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        value = self.value(facts, scope)
        return None if value is None else self.compare(value, facts)

    def why(self, facts: Facts, scope: str = "") -> Reason:
        key = self._key(scope)
        value = facts.get(key)
        seen = None if value is None else say.value_words(self.fact, value)
        truth = None if value is None else self.compare(value, facts)
        return Reason("fact", TRUTHS[truth], self.claim, fact=key, seen=seen)

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        key = self._key(scope)
        if self.fact.type == "quantity":
            thresholds = (self.probes[0].low,)
            probes = around(facts.get(key) or Interval(None, None), thresholds)
            yield OpenFact(key, self.fact.name, (), probes, thresholds=thresholds)
        else:
            terms = frozenset(self.fact.terms or ())
            yield OpenFact(key, self.fact.name, (), self.probes, terms)

    def reads(self) -> Iterator[str | None]:
        yield None if self.fact.level == "party" else self.fact.name


@dataclass(frozen=True, slots=True)
class Differs:
    """True when two facts have different values; both have to be known."""

    fact: Fact
    other: Fact
    claim: Text

    def _keys(self, scope: str) -> tuple[tuple[str, Fact], tuple[str, Fact]]:
        key = f"{scope}.{self.fact.field}" if self.fact.level == "party" else self.fact.name
        return (key, self.fact), (self.other.name, self.other)

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        one, two = (facts.get(key) for key, _ in self._keys(scope))
        return None if one is None or two is None else one != two

    def why(self, facts: Facts, scope: str = "") -> Reason:
        (key, fact), _ = self._keys(scope)
        value = facts.get(key)
        seen = None if value is None else say.value_words(fact, value)
        return Reason("fact", TRUTHS[self.truth(facts, scope)], self.claim, fact=key, seen=seen)

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        (one, _), (two, _) = keys = self._keys(scope)
        for (key, fact), beside in zip(keys, (two, one), strict=True):
            if facts.get(key) is None:
                same = facts.get(beside) or OTHER
                yield OpenFact(key, fact.name, (), (same, f"{OTHER} country"))

    def reads(self) -> Iterator[str | None]:
        yield None if self.fact.level == "party" else self.fact.name
        yield self.other.name


@dataclass(frozen=True, slots=True)
class Flagged:
    """True while a red flag is up, or one of some weight; false before any is raised."""

    name: str
    claim: Text

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        return self.name in facts.get("#red_flags", ())

    def why(self, facts: Facts, scope: str = "") -> Reason:
        return Reason("red_flag", TRUTHS[self.truth(facts, scope)], self.claim)

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        return iter(())

    def reads(self) -> Iterator[str | None]:
        yield None


@dataclass(frozen=True, slots=True)
class OfParty:
    """True when its part holds of one of the parties in some roles."""

    roles: tuple[str, ...]
    part: Node
    claim: Text

    def scopes(self, facts: Facts) -> Iterator[tuple[str, str | None]]:
        """Each role, and where each party in it stands; None where nobody is named."""
        for role in self.roles:
            scopes = facts.get(f"#{role}")
            if scopes is None:
                yield role, None
            else:
                for scope in scopes:
                    yield role, scope

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        result: bool | None = False
        for _, party in self.scopes(facts):
            # A role in which nobody is named is unknown, never "nobody".
            value = None if party is None else self.part.truth(facts, party)
            if value is True:
                return True
            if value is None:
                result = None
        return result

    def why(self, facts: Facts, scope: str = "") -> Reason:
        result = self.truth(facts, scope)
        parts = []
        for role, party in self.scopes(facts):
            if party is None:
                claim = say.fill(say.NOBODY_NAMED, roles=say.role_words(role))
                reason = Reason("fact", "unknown", claim, fact=f"shipment.{ROLES[role]}")
            else:
                reason = self.part.why(facts, party)
            if reason.truth == TRUTHS[result]:
                parts.append(reason)
        return Reason("party", TRUTHS[result], self.claim, parts=tuple(parts))

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        for role, party in self.scopes(facts):
            if party is None:
                field = ROLES[role]
                place = f"{field}[0]" if field.endswith("s") else field
                # Whoever it is has to be in the role before anything can be known of them.
                yield OpenFact(f"#{role}", "", (), ((place,),))
                yield from self.part.open_facts(facts, place)
            elif self.part.truth(facts, party) is None:
                yield from self.part.open_facts(facts, party)

    def reads(self) -> Iterator[str | None]:
        yield None
        yield from self.part.reads()


@dataclass(frozen=True, slots=True)
class Listed:
    """True when the line is a controlled item of one of some domains."""

    domains: tuple[str, ...]
    claim: Text

    def truth(self, facts: Facts, scope: str = "") -> bool | None:
        listed = facts["#listed"]
        result: bool | None = False
        for domain in self.domains:
            value = listed.get(domain, False)
            if value is True:
                return True
            if value is None:
                result = None
        return result

    def why(self, facts: Facts, scope: str = "") -> Reason:
        return Reason("listed", TRUTHS[self.truth(facts, scope)], self.claim)

    def open_facts(self, facts: Facts, scope: str = "") -> Iterator[OpenFact]:
        listed = facts["#listed"]
        for domain in self.domains:
            if listed.get(domain, False) is None:
                yield OpenFact(f"#listed.{domain}", "", (), (True, False))

    def reads(self) -> Iterator[str | None]:
        yield None
