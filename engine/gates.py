"""In which order to ask, and which questions matter only if another has some answer.

Nothing of this is annotated in the law: each answer to an open question is tried on the conditions
that are open, and what it leaves open of them is seen. Three-valued logic errs to one side only: a
question that may still matter is never said not to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from . import words as say
from .decision import Gate
from .probes import OTHER, probes_of

if TYPE_CHECKING:
    from ..catalog.text import Text
    from ..catalog.vocabulary import Fact
    from .facts import Facts
    from .probes import OpenFact

StillOpen = Callable[["Facts"], Iterable[str]]
"""The paths of the questions that keep something open; none when it is settled."""

# Divisible by one to six: an item's weight is shared among the facts that keep it open.
_SHARE = 60
_KINDS = ("flag", "term")
"""Types of facts that tell what a thing is: their answers come before any number."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An entry or a rule that open facts keep from being settled.

    Attributes:
        name: Control code or id.
        rank: The worst that hangs on it, as a position in `OUTCOMES`.
        facts: Of the line, in the reading of the law that it is of.
        keep: The open facts that can change it and can be asked for, as often as they are tested.
        still_open: What keeps it open once some more is known.
    """

    name: str
    rank: int
    facts: Facts
    keep: tuple[OpenFact, ...]
    still_open: StillOpen

    @property
    def size(self) -> int:
        """How many facts keep it open."""
        return len({fact.key for fact in self.keep})


@dataclass(frozen=True, slots=True)
class Place:
    """How much a question is worth, and on what it hangs; see `Question`."""

    worth: int
    only_if: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """All that is to be asked of one line.

    Attributes:
        items: What is open.
        paths: The path of each question with its fact, by key of an open fact.
        elsewhere: What a value of a fact would keep open beside the items, of what the value makes
            a candidate: by value, with the facts of the line.
        standing: Paths of what is not asked as long as an answer stands on a condition.
    """

    items: Sequence[OpenItem]
    paths: Mapping[str, tuple[str, Fact]]
    elsewhere: Callable[[Fact], Iterable[tuple[Any, StillOpen]]]
    standing: Callable[[], frozenset[str]]


@dataclass(slots=True)
class _Asked:
    """One question, with what each answer to it leaves open.

    Attributes:
        path: Where it is answered.
        fact: What it asks for.
        answers: The values tried, each for one range of values.
        left: For each answer the questions that still matter.
        settled: For each answer the items that it settles.
        items: The items that it keeps open.
        thresholds: Of a quantity, with what it is compared.
        named: The values that the items name.
        elsewhere: The questions that entries would ask to which some answer alone points.
    """

    path: str
    fact: Fact
    answers: list[Any]
    left: list[set[str]]
    settled: list[set[int]]
    items: set[int]
    thresholds: frozenset[Fraction]
    named: frozenset[Any] = frozenset()
    elsewhere: set[str] = field(default_factory=set)


def placed_questions(asking: Asking, facts: Facts) -> dict[str, Place]:
    """The worth and the gates of each question, by its path.

    A question that settles most by its most likely answer comes first; see `docs/questions.md`.

    Args:
        asking: What is to be asked.
        facts: Of the line.
    """
    tried = _tried(asking, facts)
    gating = _gating(tried, asking)
    raw = {path: _worth(asked, asking.items) for path, asked in tried.items()}
    order = _order(tried, gating, raw)
    result: dict[str, Place] = {}
    for position, path in enumerate(order):
        gates = [gate for gate in order[:position] if path in gating[gate]]
        # Of numbers, each may spare the other: to say so of all would only be long.
        gates = [g for g in gates if tried[g].fact.type in _KINDS or g not in gating[path]]
        told = tuple(_gate(tried[gate], gating[gate][path]) for gate in gates)
        result[path] = Place(min([raw[path], *(result[gate].worth for gate in gates)]), told)
    return result


def _gating(tried: Mapping[str, _Asked], asking: Asking) -> dict[str, dict[str, frozenset[int]]]:
    """For each question those that some answers to it spare, with the answers that do not."""
    found = {path: _gated_by(asked, tried) for path, asked in tried.items()}
    if not any(found.values()):
        return found
    standing = asking.standing()

    def is_sure(gate: str, path: str) -> bool:
        others = (asked for asked in tried.values() if asked.path != gate)
        return path not in standing and not any(path in asked.elsewhere for asked in others)

    return {
        gate: {path: matters for path, matters in gated.items() if is_sure(gate, path)}
        for gate, gated in found.items()
    }


def _tried(asking: Asking, facts: Facts) -> dict[str, _Asked]:
    keys: dict[str, list[str]] = {}
    thresholds: dict[str, set[Fraction]] = {}
    mine: dict[str, set[int]] = {}
    open_of: list[set[str]] = []
    for position, item in enumerate(asking.items):
        paths = set()
        for fact in item.keep:
            path, _ = asking.paths[fact.key]
            paths.add(path)
            mine.setdefault(path, set()).add(position)
            keys.setdefault(path, [])
            if fact.key not in keys[path]:
                keys[path].append(fact.key)
            thresholds.setdefault(path, set()).update(fact.thresholds)
        open_of.append(paths)
    probes = probes_of(fact for item in asking.items for fact in item.keep)
    tried = {}
    for path, own in keys.items():
        declared = asking.paths[own[0]][1]
        asked = _Asked(path, declared, [], [], [], mine[path], frozenset(thresholds[path]))
        others = set().union(*(open_of[i] for i in range(len(open_of)) if i not in mine[path]))
        for value, assumed in _answers(declared, own, probes):
            left, settled = set(others), set()
            for position in mine[path]:
                item = asking.items[position]
                still = item.still_open(item.facts | assumed)
                found = open_of[position].intersection(still)
                left |= found
                if not found:
                    settled.add(position)
            asked.answers.append(value)
            asked.left.append(left)
            asked.settled.append(settled)
        asked.named = frozenset(asked.answers)
        if declared.type in _KINDS and len(keys) > 1:
            _look_elsewhere(asked, own[0], asking, facts, set(keys))
        tried[path] = asked
    return tried


def _answers(
    fact: Fact, keys: Sequence[str], probes: Mapping[str, Sequence[Any]]
) -> Iterable[tuple[Any, Facts]]:
    """The answers to try; of a composition that there is as little as can be, and nothing else."""
    if len(keys) > 1 or fact.type == "composition":
        yield OTHER, {key: min(probes[key], key=lambda value: value.low or 0) for key in keys}
        return
    for value in sorted(probes[keys[0]], key=_place_of):
        yield value, {keys[0]: value}


def _place_of(value: Any) -> Any:
    return getattr(value, "low", None) or Fraction(0), repr(value)


def _look_elsewhere(
    asked: _Asked, key: str, asking: Asking, facts: Facts, all_paths: set[str]
) -> None:
    """Add what an answer would ask of entries to which it alone points."""
    for value, still_open in asking.elsewhere(asked.fact):
        found = all_paths.intersection(still_open(facts | {key: value}))
        if not found:
            continue
        if value not in asked.answers:
            same = asked.answers.index(OTHER)
            asked.answers.append(value)
            asked.left.append(set(asked.left[same]))
            asked.settled.append(set(asked.settled[same]))
        asked.left[asked.answers.index(value)] |= found
        asked.elsewhere |= found


def _gated_by(asked: _Asked, tried: Mapping[str, _Asked]) -> dict[str, frozenset[int]]:
    """The questions that some answers leave without effect, each with the answers that do not."""
    if asked.fact.type not in (*_KINDS, "quantity") or len(asked.answers) == 1:
        return {}
    found = {}
    for path, other in tried.items():
        # A fact of the order concerns other lines too.
        is_wider = asked.fact.level == "line" != other.fact.level
        matters = frozenset(i for i, left in enumerate(asked.left) if path in left)
        if path != asked.path and not is_wider and 0 < len(matters) < len(asked.answers):
            found[path] = matters
    return found


def _worth(asked: _Asked, items: Sequence[OpenItem]) -> int:
    """What its most likely answer settles; of what it leaves open, a share."""
    settled = asked.settled[_likely(asked)]
    return sum(
        items[i].rank * _SHARE // (1 if i in settled else items[i].size + 1) for i in asked.items
    )


def _likely(asked: _Asked) -> int:
    """The place of the most likely answer: none of the kinds, "no", or what settles most."""
    if asked.fact.type == "flag" and False in asked.answers:
        return asked.answers.index(False)
    if OTHER in asked.answers:
        return asked.answers.index(OTHER)
    if asked.fact.type == "term":
        terms = list(asked.fact.terms or ())
        return asked.answers.index(max(asked.answers, key=terms.index))
    return max(range(len(asked.answers)), key=lambda i: len(asked.settled[i]))


def _order(
    tried: Mapping[str, _Asked],
    gating: Mapping[str, Mapping[str, frozenset[int]]],
    worth: Mapping[str, int],
) -> list[str]:
    """Gates before what hangs on them; of two that are each other's gate, the one worth more."""

    def key(path: str) -> tuple[int, bool, str]:
        return -worth[path], tried[path].fact.type not in _KINDS, path

    def is_free(path: str) -> bool:
        return not any(path in gating[gate] and gate not in gating[path] for gate in left)

    left, order = sorted(tried, key=key), []
    while left:
        order.append(next(filter(is_free, left), left[0]))
        left.remove(order[-1])
    return order


def _gate(asked: _Asked, matters: frozenset[int]) -> Gate:
    fact = asked.fact
    values = [asked.answers[i] for i in sorted(matters)]
    if fact.type == "flag":
        words = say.comparison_words(fact, "is", values[0])
        return Gate(asked.path, words, (str(values[0]).lower(),))
    if fact.type == "term":
        terms = tuple(
            term
            for term in fact.terms or ()
            if (term if term in asked.answers else OTHER) in values
        )
        words = say.terms_words(fact, terms, first=asked.named)
        return Gate(asked.path, words, terms)
    return Gate(asked.path, _ranges(asked, matters), ())


def _ranges(asked: _Asked, matters: frozenset[int]) -> Text:
    """The bounds between which a quantity has to lie."""
    values = [answer.low for answer in asked.answers]
    ranges = []
    for is_in, run in groupby(range(len(values)), key=matters.__contains__):
        if is_in:
            places = list(run)
            ranges.append(_bounds(values, places[0], places[-1], asked.thresholds))
    return say.ranges_words(asked.fact, ranges)


def _bounds(
    values: Sequence[Fraction], first: int, last: int, thresholds: frozenset[Fraction]
) -> list[tuple[str, Fraction]]:
    bounds = []
    if first > 0:
        is_at = values[first] in thresholds
        bounds.append(("at_least", values[first]) if is_at else ("above", values[first - 1]))
    if last < len(values) - 1:
        is_at = values[last] in thresholds
        bounds.append(("at_most", values[last]) if is_at else ("below", values[last + 1]))
    return bounds
