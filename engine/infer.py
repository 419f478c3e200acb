"""Forward inference: from matches and facts to what the rules conclude, in one reading of the law.

Rules read what the entries found (`listed_in`), the facts, and through `yields_to` one another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from .decision import OUTCOMES, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..rules.models import Rule
    from .facts import Facts
    from .lawbook import AskedRule, LawOnDay

Treatment = Literal["plain", "condition"]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What one rule concludes.

    Attributes:
        rule: The rule.
        truth: Whether it applies; None when open facts decide.
        stands_on: Standing rules on whose condition the truth rests.
        error: What went wrong; else None.
        doubtful: Keys of the facts that alone keep it from standing on its condition.
    """

    rule: AskedRule
    truth: bool | None
    stands_on: tuple[AskedRule, ...] = ()
    error: str | None = None
    doubtful: frozenset[str] = frozenset()


def conclude(law: LawOnDay, facts: Facts, *, cautious: bool, strict: bool) -> dict[str, Conclusion]:
    """What every rule's own condition comes to, in one reading, before rules yield.

    Args:
        law: The law of the day.
        facts: Of the line, with `#listed` for this reading.
        cautious: Whether a rule of unverified status applies.
        strict: Ask instead of standing on conditions.

    Returns:
        By id of the rule: those that apply, may apply, or stand on a condition; see `settle`.
    """
    listed = facts["#listed"]
    found: dict[str, Conclusion] = {}
    for asked in law.rules:
        if asked.guard is not None and not any(
            listed.get(domain, False) is not False for domain in asked.guard
        ):
            continue
        conclusion = _conclude(asked, law, facts, cautious=cautious, strict=strict)
        if conclusion is not None:
            found[asked.rule.id] = conclusion
    return found


def may_apply(asked: AskedRule, facts: Facts) -> bool:
    """Whether a rule would apply, or might, were it in force."""
    listed = facts["#listed"]
    if asked.guard is not None and not any(listed.get(d, False) is not False for d in asked.guard):
        return False
    try:
        return asked.when.truth(facts) is not False
    except Exception:  # noqa: BLE001 - it has no effect yet: the answer that it may change is told
        return True


def _conclude(
    asked: AskedRule,
    law: LawOnDay,
    facts: Facts,
    *,
    cautious: bool,
    strict: bool,
) -> Conclusion | None:
    try:
        truth = asked.when.truth(facts)
        stands = truth is None and asked.rule.standing is not None and not strict
        if stands:
            # Whether the goods are listed is no fact of which a condition could speak.
            speaks_of = asked.stands_for
            stands = any(
                fact.fact and (not speaks_of or fact.fact in speaks_of)
                for fact in asked.when.open_facts(facts)
            )
        if stands and asked.ask_when is not None:
            stands = asked.ask_when.truth(facts) is False
        doubtful = _doubtful(asked, facts) if stands else frozenset()
    except Exception as error:  # noqa: BLE001 - an erring rule never clears: it goes to a person
        return Conclusion(asked, cautious, error=f"{type(error).__name__}: {error}")
    if truth is False:
        return None
    if not cautious and law.statuses[asked.rule.id].status == "unverified":
        return None
    if stands and not doubtful:
        return Conclusion(asked, truth=False, stands_on=(asked,))
    return Conclusion(asked, truth, doubtful=doubtful)


def _doubtful(asked: AskedRule, facts: Facts) -> frozenset[str]:
    """The open facts that speak against the condition on which a rule would stand.

    A weak resemblance of names counts where the item is listed, a strong one always; and only what
    holds of the listed party: a name of the watch list says nothing of the control list.
    """
    against: dict[str, list[Any]] = {}
    for key, value in facts.get("#surely_doubtful" if asked.guard is None else "#doubtful", ()):
        against.setdefault(key, []).append(value)
    if not against:
        return frozenset()
    keys = sorted({fact.key for fact in asked.when.open_facts(facts) if fact.key in against})
    if not keys:
        return frozenset()
    for values in product(*(against[key] for key in keys)):
        if asked.when.truth({**facts, **dict(zip(keys, values, strict=True))}) is not False:
            return frozenset(keys)
    return frozenset()


def settle(found: Mapping[str, Conclusion]) -> dict[str, Conclusion]:
    """What each rule concludes once rules have yielded to those that come first."""
    result: dict[str, Conclusion] = {}

    def settled(name: str) -> Conclusion:
        # An exception that itself yields is none: what it comes to is settled first. Packs in which
        # rules yield in a circle are not loaded.
        if name in result:
            return result[name]
        conclusion = found[name]
        truth, stands_on = conclusion.truth, conclusion.stands_on
        for first in conclusion.rule.rule.yields_to:
            if first not in found or truth is False:
                continue
            before = settled(first)
            if before.truth is True:
                truth = False
            elif before.truth is None:
                truth = None
            else:
                stands_on = (*stands_on, *before.stands_on)
        result[name] = replace(conclusion, truth=truth, stands_on=stands_on)
        return result[name]

    return {name: settled(name) for name in found}


def outcome_of(conclusions: Iterable[Conclusion]) -> tuple[Outcome, Outcome]:
    """The worst outcome that is certain in one reading, and the worst that is possible in it."""
    certain, possible = 0, 0
    for conclusion in conclusions:
        rank = rank_of(conclusion)
        if rank == 0 or conclusion.truth is False:
            continue
        possible = max(possible, rank)
        certain = max(certain, rank if conclusion.truth is True else _UNDETERMINED)
    return OUTCOMES[certain], OUTCOMES[max(certain, possible)]


_REVIEW = OUTCOMES.index("review")
_UNDETERMINED = OUTCOMES.index("undetermined")
_LICENCE = OUTCOMES.index("licence_required")
_PROHIBITED = OUTCOMES.index("prohibited")


def rank_of(conclusion: Conclusion) -> int:
    """The position in `OUTCOMES` of what a rule leads to; 0 when it only adds words."""
    effects = conclusion.rule.rule.then
    if effects.prohibits:
        return _PROHIBITED
    if effects.requires is not None:
        return _LICENCE
    if effects.reviews is not None or conclusion.error is not None:
        return _REVIEW
    return 0


def leads_somewhere(rule: Rule) -> bool:
    """Whether an outcome may follow from a rule, not words alone."""
    then = rule.then
    return then.prohibits or then.requires is not None or then.reviews is not None


def changes_answer(conclusion: Conclusion) -> bool:
    """Whether more than words hangs on a rule."""
    then = conclusion.rule.rule.then
    return rank_of(conclusion) > 0 or then.presumes is not None or bool(then.bars)


def combine(cautious: Outcome, lenient: Outcome) -> Outcome:
    """The outcome of two readings of the law: what both lead to, or else a person decides."""
    if cautious == lenient:
        return cautious
    ranks = OUTCOMES.index(cautious), OUTCOMES.index(lenient)
    floor = _UNDETERMINED if _UNDETERMINED in ranks else _REVIEW
    return OUTCOMES[max(floor, min(ranks))]
