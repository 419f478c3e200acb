"""The one question of exportgate: may this shipment go on this day, and with which papers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ..errors import Fault, InputError
from ..rules.loader import load_law
from ..rules.pydantic_faults import faults_of
from .age import aged
from .cleared import digest_of_cleared
from .decide import decide_line, header_of
from .decision import OUTCOMES, Condition, Decision, Horizon, Receipt
from .evaluator import OWN, Evaluator
from .facts import line_facts, shipment_facts
from .lawbook import law_on, lawbook_of
from .parties import screen_parties
from .questions import merged
from .requirements import weakest
from .scope import scope_of
from .shipment import Shipment
from .version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rules.law import Law
    from .cleared import ClearedHit
    from .decision import LineDecision


def check(
    shipment: Shipment | Mapping[str, Any],
    *,
    on: date | None = None,
    law: Law | None = None,
    exhaustive: bool = False,
    strict: bool = False,
    max_law_age: int | None = None,
    cleared: Sequence[ClearedHit] = (),
    evaluator: Evaluator = OWN,
) -> Decision:
    """Decide whether a shipment may leave China on a day, under which licence, and why.

    A pure function of its arguments: the same shipment, day and law give the same decision, on
    every machine. It may be called from several threads with the same law.

    Args:
        shipment: A shipment, or a mapping with the fields of one.
        on: The day of export, a whole day in China, not the day of the query; None takes the
            shipment's own `export_date`.
        law: The law, loaded once with `load_law` and shared between calls; None loads the packs
            that ship with exportgate anew.
        exhaustive: Ask every modelled entry of every line, so that each "no" is proven by a fact.
        strict: Ask for every fact instead of letting the answer stand on conditions.
        max_law_age: Days after the law was last verified from which nothing is cleared any more:
            "not required" then becomes review. None means no limit.
        cleared: Hits of names that a person cleared; each holds until either side changes.
        evaluator: Works out what follows from what the rules' conditions came to; by default the
            engine's own. An answer by another names it in the options of the receipt.

    Raises:
        InputError: The mapping is not a shipment (every fault with its field), a party is said to
            be a listed one that is not on file, or neither `on` nor `export_date` says which day
            is meant.
        PackError: The law had to be loaded and its packs are faulty.
    """
    if isinstance(shipment, Mapping):
        shipment = shipment_of(shipment)
    day = shipment.export_date if on is None else on
    if day is None:
        remedy = "give `on`, or the shipment's `export_date`"
        raise InputError((Fault("the day asked about is not known", field="on", remedy=remedy),))
    manner = Manner(exhaustive, strict, max_law_age, tuple(cleared), evaluator)
    return _check(shipment, day, law or load_law(), manner)


def shipment_of(content: Mapping[str, Any]) -> Shipment:
    """A shipment from a mapping with its fields.

    Raises:
        InputError: Every fault, with its field, what was seen, and what was expected.
    """
    try:
        return Shipment.model_validate(content)
    except ValidationError as error:
        raise InputError(faults_of(error, "", content, lambda _: "")) from None


@dataclass(frozen=True, slots=True)
class Manner:
    """How to ask; see `check`."""

    is_exhaustive: bool
    is_strict: bool
    max_law_age: int | None
    cleared: tuple[ClearedHit, ...] = ()
    evaluator: Evaluator = OWN

    @property
    def told(self) -> tuple[str, ...]:
        """What differs from the usual manner, for the receipt."""
        age = () if self.max_law_age is None else (f"max_law_age={self.max_law_age}",)
        digest = (f"cleared={digest_of_cleared(self.cleared)}",) if self.cleared else ()
        switches = (("exhaustive", self.is_exhaustive), ("strict", self.is_strict))
        other = () if self.evaluator.name is None else (f"engine={self.evaluator.name}",)
        return (*(name for name, is_on in switches if is_on), *age, *digest, *other)


def _check(shipment: Shipment, on: date, law: Law, manner: Manner) -> Decision:
    book = lawbook_of(law)
    today = law_on(book, on)
    facts = shipment_facts(shipment, on, law.vocabulary)
    screened = screen_parties(shipment, facts, today, manner.cleared)
    header = header_of(shipment, screened, _premises(shipment, law))
    lines = tuple(
        decide_line(
            header,
            index,
            line_facts(screened.facts, line, law.vocabulary),
            today,
            exhaustive=manner.is_exhaustive,
            strict=manner.is_strict,
            evaluator=manner.evaluator,
        )
        for index, line in enumerate(shipment.lines)
    )
    if manner.max_law_age is not None:
        last = law.verified_up_to + timedelta(days=manner.max_law_age)
        lines = tuple(aged(line, on, last) for line in lines)
    return Decision(
        reference=shipment.reference,
        on=on,
        outcome=max((line.outcome for line in lines), key=OUTCOMES.index),
        worst=max((line.worst for line in lines), key=OUTCOMES.index),
        confidence=weakest(line.confidence for line in lines),
        lines=lines,
        questions=merged(line.questions for line in lines),
        horizon=_earliest(lines),
        verified_up_to=law.verified_up_to,
        is_after_verification=on > law.verified_up_to,
        scope=scope_of(lines, law),
        receipt=Receipt(digest_of(shipment), law.digest, __version__, on, manner.told),
        screening=screened.told,
        rules_verified_up_to=min(
            (pack.verified_up_to for pack in law.packs if not pack.listings), default=None
        ),
    )


def digest_of(shipment: Shipment) -> str:
    """The digest of a shipment: equal for equal shipments, however they were submitted."""
    content = shipment.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _premises(shipment: Shipment, law: Law) -> tuple[Condition, ...]:
    return tuple(
        Condition(f"premise-{fact.field.replace('_', '-')}", fact.premise, ())
        for fact in law.vocabulary.facts.values()
        if fact.premise is not None and getattr(shipment, fact.field, None) is None
    )


def _earliest(lines: Iterable[LineDecision]) -> Horizon:
    dated = [line.horizon for line in lines if line.horizon.holds_until is not None]
    return min(
        dated,
        key=lambda horizon: (horizon.holds_until, horizon.because_of or ""),
        default=Horizon(None, None, None),
    )
