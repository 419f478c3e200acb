"""What changed from one decision on a shipment to another, line by line, and which way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .decision import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .decision import Decision, LineDecision

Direction = Literal["freer", "stricter", "other"]
_ORDER: tuple[Direction, ...] = ("freer", "stricter", "other")

ASPECTS = (
    "outcome",
    "worst",
    "prohibitions",
    "requirements",
    "reviews",
    "controlled",
    "licence_kinds",
    "presumption",
    "agencies",
    "papers",
    "conditions",
    "questions",
    "holds_until",
)
"""What of a line is compared, in the order in which it is told."""

# What binds the exporter: less of it is freer.
_BINDS = frozenset({"prohibitions", "requirements", "reviews", "papers"})
_RANKED = frozenset({"outcome", "worst"})


@dataclass(frozen=True, slots=True)
class AspectChange:
    """One thing that a line's answer says otherwise.

    Attributes:
        aspect: Which; one of `ASPECTS`.
        before: What it said: ids, outcomes or days; `?` after what is not certain.
        after: What it says.
        direction: Whether this alone is freer or stricter.
    """

    aspect: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    direction: Direction


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of which the answer changed.

    Attributes:
        reference: Of the shipment; None where it has none.
        position: Of the shipment among those that were asked about, from 0.
        line: Its number.
        description: As submitted.
        direction: Freer where the outcome is; where it is the same, where anything is.
        aspects: What differs.
    """

    reference: str | None
    position: int
    line: str
    description: str | None
    direction: Direction
    aspects: tuple[AspectChange, ...]


def answer_changes(before: Sequence[Decision], after: Sequence[Decision]) -> tuple[LineChange, ...]:
    """The lines of which the answer changed: freer ones first, the greatest fall first.

    Args:
        before: The decisions by one law.
        after: Those on the same shipments, in the same order, by another.
    """
    found: list[tuple[int, int, LineChange]] = []
    for position, (old, new) in enumerate(zip(before, after, strict=True)):
        for one, other in zip(old.lines, new.lines, strict=True):
            aspects = tuple(_aspects(one, other))
            if aspects:
                line = LineChange(
                    old.reference,
                    position,
                    one.line,
                    one.description,
                    _direction(aspects),
                    aspects,
                )
                distance = abs(_rank(one.outcome) - _rank(other.outcome))
                found.append((_ORDER.index(line.direction), -distance, line))
    found.sort(key=lambda item: item[:2])
    return tuple(line for _, _, line in found)


def _direction(aspects: Sequence[AspectChange]) -> Direction:
    if aspects[0].aspect == "outcome":
        return aspects[0].direction
    return min((aspect.direction for aspect in aspects), key=_ORDER.index)


def _aspects(before: LineDecision, after: LineDecision) -> Iterator[AspectChange]:
    for aspect in ASPECTS:
        old, new = tuple(_seen(before, aspect)), tuple(_seen(after, aspect))
        if old != new:
            yield AspectChange(aspect, old, new, _aspect_direction(aspect, old, new))


def _aspect_direction(aspect: str, old: Sequence[str], new: Sequence[str]) -> Direction:
    if aspect in _RANKED:
        return "freer" if _rank(new[0]) < _rank(old[0]) else "stricter"
    if aspect not in _BINDS:
        return "other"
    # What becomes uncertain is lost as much as what goes.
    return "freer" if set(old) - set(new) - _firmer(old, new) else "stricter"


def _firmer(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """What was uncertain and is certain now."""
    return {each for each in old if each.endswith("?") and each[:-1] in new}


def _rank(outcome: str) -> int:
    return OUTCOMES.index(outcome)


def _seen(line: LineDecision, aspect: str) -> list[str]:
    """What a line says of an aspect, in an order that follows from what it says."""
    found: Iterable[str]
    match aspect:
        case "outcome":
            return [line.outcome]
        case "worst":
            return [line.worst]
        case "controlled":
            marks = {"controlled": "", "undetermined": "?", "review": "?"}
            found = (
                (match.control_code or match.entry) + marks[match.result]
                for match in line.matches
                if match.result in marks and match.status in {"in_force", "unverified"}
            )
        case "holds_until":
            day = line.horizon.holds_until
            return [] if day is None else [day.isoformat()]
        case "prohibitions":
            found = (each.rule + _mark(each.certainty) for each in line.prohibitions)
        case "reviews":
            found = (each.rule + _mark(each.certainty) for each in line.reviews)
        case "conditions":
            found = (each.rule for each in line.conditions)
        case "questions":
            found = (each.path for each in line.questions)
        case _:
            found = _of_requirements(line, aspect)
    return sorted(set(found))


def _of_requirements(line: LineDecision, aspect: str) -> Iterator[str]:
    for requirement in line.requirements:
        kind = requirement.kind
        match aspect:
            case "requirements":
                yield kind + _mark(requirement.certainty)
            case "presumption":
                if requirement.presumption is not None:
                    yield f"{kind}: {requirement.presumption}"
            case "licence_kinds":
                for option in requirement.licence_kinds:
                    if option.availability != "false":
                        yield option.id + ("?" if option.availability == "unknown" else "")
            case "agencies":
                roles = requirement.agencies
                for role in roles.__slots__:
                    yield from (f"{kind}, {role}: {each.id}" for each in getattr(roles, role))
            case _:
                yield from (paper.id for paper in requirement.documents)
                if requirement.end_use_certificate is not None:
                    yield requirement.end_use_certificate.id
                for option in requirement.licence_kinds:
                    yield from (paper.id for paper in option.documents)
                yield from (entry.id for entry in requirement.declarations)


def _mark(certainty: str) -> str:
    return "" if certainty == "certain" else "?"
