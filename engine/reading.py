"""The cautious and the lenient reading of law that is open, and what the rules conclude in each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .evaluator import Premises
from .infer import Conclusion, conclude
from .match import Asked, listed
from .red_flags import Raised, names_of, raise_flags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .decision import Outcome
    from .evaluator import Evaluator, Inferred, Settled
    from .facts import Facts
    from .lawbook import LawOnDay
    from .shipment import Shipment


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the law where the law is open."""

    facts: Facts
    flags: Mapping[str, Raised]
    conclusions: Mapping[str, Conclusion]
    outcome: Outcome = "not_required"
    worst: Outcome = "not_required"


def read(
    found: Sequence[Asked],
    facts: Facts,
    shipment: Shipment,
    law: LawOnDay,
    *,
    strict: bool,
    evaluator: Evaluator,
) -> tuple[Reading, Reading, Inferred]:
    """The cautious and the lenient reading, one and the same where the law is not open.

    Returns:
        Both, and what follows from them.
    """
    cautious = _read(found, facts, shipment, law, cautious=True, strict=strict)
    is_open_law = (
        any(asked.cautious is not asked.lenient or _may_need_person(asked) for asked in found)
        or bool(facts.get("#lenient"))
        or any(
            law.statuses[name].status == "unverified" or conclusion.error is not None
            for name, conclusion in cautious.conclusions.items()
        )
        or any(law.statuses[name].status == "unverified" for name in cautious.flags)
    )
    lenient = cautious
    if is_open_law:
        lenient = _read(found, facts, shipment, law, cautious=False, strict=strict)
    premises = Premises(cautious.conclusions, lenient.conclusions, listed_domains(found))
    inferred = evaluator.infer(premises, law)
    cautious = _concluded(cautious, inferred.cautious)
    lenient = _concluded(lenient, inferred.lenient) if is_open_law else cautious
    return cautious, lenient, inferred


def _read(
    found: Sequence[Asked],
    facts: Facts,
    shipment: Shipment,
    law: LawOnDay,
    *,
    cautious: bool,
    strict: bool,
) -> Reading:
    """What follows from the matches of a line in one reading of the law.

    Args:
        found: What came of asking its candidates.
        facts: Of the line.
        shipment: Its papers; nothing else of it is read.
        law: The law of the day.
        cautious: Whether law that is open counts against the exporter.
        strict: Ask instead of standing on conditions.
    """
    if not cautious:
        facts = facts | dict(facts.get("#lenient", ()))
    facts = facts | {"#listed": listed(found, facts, cautious=cautious)}
    flags = raise_flags(law, facts, shipment, cautious=cautious)
    facts |= {"#red_flags": names_of(flags.values())}
    conclusions = conclude(law, facts, cautious=cautious, strict=strict)
    return Reading(facts, flags, conclusions)


def listed_domains(found: Iterable[Asked]) -> dict[str, bool]:
    """The domains of which the line may be a controlled item, and whether it is for certain."""
    listed: dict[str, bool] = {}
    for asked in found:
        if may_be(asked):
            listed[asked.domain] = listed.get(asked.domain, False) or asked.lenient is True
    return listed


def _concluded(reading: Reading, settled: Settled) -> Reading:
    """A reading in which the rules have yielded to one another."""
    found = reading.conclusions
    conclusions = {
        name: replace(
            conclusion,
            truth=settled.truths[name],
            stands_on=tuple(found[o].rule for o in sorted(settled.stands_on.get(name, ()))),
        )
        for name, conclusion in found.items()
    }
    return replace(reading, conclusions=conclusions, outcome=settled.outcome, worst=settled.worst)


def _may_need_person(asked: Asked) -> bool:
    """Whether an open entry is one that some answers leave to a person."""
    bands, exclusions = asked.entry.bands, asked.entry.exclusions
    is_doubted = bool(bands) or any(each.confidence == "low" for each, _ in exclusions)
    return asked.cautious is None and is_doubted


def may_be(asked: Asked) -> bool:
    """Whether the goods may be a controlled item of an entry that has effect."""
    return asked.has_effect and asked.cautious is not False
