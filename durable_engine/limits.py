"""The limits of durable-rules 2.0.28, kept at a distance, and checked before it sees a rule.

What lies beyond them is no error there but a crash, an endless loop, or a fact that is taken for
another one: see docs/durable.md.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..errors import EvaluatorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .program import Clause, Program

MAX_RULES = 400
"""Rules and conditions of a ruleset, sinks included; it loops for ever from 512 conditions."""
MAX_SHARING = 200
"""Rules that share a condition; it crashes at 256."""
MAX_JOINED = 8
"""Facts that one rule joins; from 17 it falls silent."""
MAX_TEXT = 500
"""Length of a fact in bytes; from 65,536 texts are taken for others."""
MAX_FACTS = 10_000
"""Facts of a session, whose ids were found to be told apart."""
PROPERTIES = ("$s", "fact", "id", "kind", "sid")

_OFFSET, _PRIME = 2166136261, 16777619


def hash_of(name: str) -> int:
    """The 32-bit hash by which durable-rules compares names (FNV-1a).

    >>> hash_of("liquid") == hash_of("costarring")
    True
    """
    value = _OFFSET
    for byte in name.encode():
        value = (value ^ byte) * _PRIME & 0xFFFFFFFF
    return value


def ids() -> list[str]:
    """Every id that a fact may get in a session."""
    return [fact_id(number) for number in range(MAX_FACTS)]


def fact_id(number: int) -> str:
    """The id of a session's fact."""
    return f"f{number}"


def refuse_collisions(names: Iterable[str]) -> None:
    """Refuse names of which durable-rules would take one for another.

    Raises:
        EvaluatorError: Two names have the same hash.
    """
    seen: dict[int, str] = {}
    for name in sorted(set(names)):
        other = seen.setdefault(hash_of(name), name)
        if other != name:
            msg = f"durable-rules would take `{name}` for `{other}`: their hashes are equal"
            raise EvaluatorError(msg, remedy="rename one of them")


def partitioned(clauses: Sequence[Clause]) -> tuple[tuple[Clause, ...], ...]:
    """Rules in parts that stay below the limits, in their order."""
    parts: list[list[Clause]] = [[]]
    sharing: Counter[str] = Counter()
    kinds: set[str] = set()
    for clause in clauses:
        new_texts = [text for text in clause.when if text not in sharing]
        new_kinds = {text.partition("|")[0] for text in new_texts} - kinds
        # Every kind has a sink, and every ruleset a rule that always fires.
        others = len(kinds) + len(new_kinds) + 1
        is_full = (
            len(parts[-1]) + 1 + others > MAX_RULES
            or len(sharing) + len(new_texts) + others > MAX_RULES
            or any(sharing[text] >= MAX_SHARING for text in clause.when)
        )
        if is_full:
            parts.append([])
            sharing.clear()
            kinds.clear()
        parts[-1].append(clause)
        sharing.update(clause.when)
        kinds.update(text.partition("|")[0] for text in clause.when)
    return tuple(tuple(part) for part in parts if part)


def refuse_beyond_limits(program: Program) -> None:
    """Refuse a program with which durable-rules would not do what it says.

    Raises:
        EvaluatorError: A limit is passed, or two names would be taken for one.
    """
    names = {*PROPERTIES}
    for stage in program.stages:
        for part in stage.rulesets:
            names.update(_refuse_part(stage.name, part))
        names.update(text for pair in stage.closes for text in pair)
    refuse_collisions(names)


def _refuse_part(stage: str, part: Sequence[Clause]) -> set[str]:
    sharing = Counter(text for clause in part for text in clause.when)
    kinds = {text.partition("|")[0] for text in sharing}
    names = {*sharing, *kinds, *(text for clause in part for text in clause.then)}
    faults = [
        (len(part) + len(kinds) + 1 > MAX_RULES, f"{len(part)} rules"),
        (len(sharing) + len(kinds) + 1 > MAX_RULES, f"{len(sharing)} conditions"),
        (max(sharing.values(), default=0) > MAX_SHARING, "too many rules on one condition"),
        (any(not 1 <= len(set(c.when)) <= MAX_JOINED for c in part), "too many facts in a rule"),
        (any(len(set(c.when)) < len(c.when) for c in part), "a rule that names a fact twice"),
        (any(len(n) > MAX_TEXT or not n.isascii() for n in names), "a long or non-ASCII text"),
    ]
    for is_fault, words in faults:
        if is_fault:
            raise EvaluatorError(
                f"ruleset `{stage}`: {words}: beyond the limits of durable-rules",
                remedy="part the ruleset, or rename what is too long",
            )
    return names
