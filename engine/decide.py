"""The decision on one line: its candidates are asked, and what follows is worked out once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .candidates import EXHAUSTIVE
from .consequences import consequences_of
from .match import ask, tell
from .questions import placed
from .screened_line import with_parties
from .unpointed import ask_for_evidence, doubt_unknown_code, speaks_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from .decision import Condition, LineDecision
    from .evaluator import Evaluator
    from .facts import Facts
    from .lawbook import AskedEntry, LawOnDay
    from .match import Asked
    from .parties import Screened
    from .shipment import Line, Shipment


@dataclass(frozen=True, slots=True)
class Header:
    """What all lines of a shipment have in common.

    Attributes:
        shipment: The shipment.
        screened: What the lists say of the parties.
        premises: Premises of the tool on which every answer stands.
        key: All of it that an answer depends on.
    """

    shipment: Shipment
    screened: Screened
    premises: tuple[Condition, ...]
    key: Hashable


def header_of(shipment: Shipment, screened: Screened, premises: Iterable[Condition]) -> Header:
    """What all lines of a shipment have in common."""
    stated: tuple[Any, ...] = tuple(sorted(screened.facts.items(), key=lambda item: item[0]))
    key = (stated, shipment.papers, shipment.application_accepted)
    return Header(shipment, screened, tuple(premises), key)


def decide_line(
    header: Header,
    index: int,
    facts: Facts,
    law: LawOnDay,
    *,
    exhaustive: bool,
    strict: bool,
    evaluator: Evaluator,
) -> LineDecision:
    """The decision on one line.

    Args:
        header: Of the shipment.
        index: Position of the line in it, from 0.
        facts: Of the line.
        law: The law of the day.
        exhaustive: Ask every entry, candidate or not.
        strict: Ask instead of standing on conditions.
        evaluator: Works out what follows from what the rules' conditions came to.
    """
    line = header.shipment.lines[index]
    found = ask_candidates(line, facts, law, exhaustive=exhaustive)

    def make() -> LineDecision:
        return consequences_of(
            found, facts, header.shipment, law, strict=strict, evaluator=evaluator
        )

    question = _question(header, found, facts, law, strict=strict)
    # What one evaluator answered is not taken for the answer of another.
    answer = make() if question is None else law.remember((question, evaluator), make)
    if not any(speaks_of(asked, facts) for asked in found):
        answer = ask_for_evidence(answer, facts, law.book.law.vocabulary.facts)
    answer = doubt_unknown_code(answer, facts, law.book.index)
    answer = replace(
        answer,
        line=line.line,
        description=line.description,
        matches=tuple(tell(asked, law) for asked in _in_order(found)),
        conditions=(*header.premises, *answer.conditions),
        questions=placed(answer.questions, index),
    )
    return with_parties(answer, header.screened, law)


def _question(
    header: Header, found: Sequence[Asked], facts: Facts, law: LawOnDay, *, strict: bool
) -> Hashable | None:
    """All on which the consequences depend; None where that cannot be told apart."""
    asked = tuple((each.question, each.result) for each in found)
    if any(question is None for question, _ in asked):
        return None
    read_by_rules = tuple(facts.get(key) for key in law.book.rules_read)
    return ("line", header.key, asked, read_by_rules, strict)


def ask_candidates(
    line: Line, facts: Facts, law: LawOnDay, *, exhaustive: bool = False
) -> list[Asked]:
    """What came of asking each candidate of a line.

    Args:
        line: The line.
        facts: Of the line.
        law: The law of the day.
        exhaustive: Ask every entry, candidate or not.
    """
    book = law.book
    candidates = book.index.find(line, facts)
    if exhaustive:
        for position, entry in enumerate(book.entries):
            if entry.definition is not None:
                candidates.setdefault(position, [EXHAUSTIVE])
    number, named = line.customs_number, book.index.named(line)
    return [
        ask(law.entries[position], facts, number, evidence, law, is_named=position in named)
        for position, evidence in candidates.items()
        # What was repealed says nothing of the day; what is suspended or still to come is told.
        if law.statuses[book.names[position]].status != "repealed"
        and _is_asked(book.entries[position], facts)
    ]


def _is_asked(entry: AskedEntry, facts: Facts) -> bool:
    if entry.asked_when is None:
        return True
    try:
        return entry.asked_when.truth(facts) is True
    except Exception:  # noqa: BLE001 - an erring condition hides nothing
        return True


def _in_order(found: Iterable[Asked]) -> list[Asked]:
    rank = {"controlled": 0, "review": 1, "undetermined": 2, "not_controlled": 3}
    return sorted(found, key=lambda a: (not a.has_effect, rank[a.result], a.name, a.entry.entry.id))
