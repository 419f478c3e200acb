"""From premises to what follows: the part of a decision that any evaluator may work out.

Conditions, thresholds, dates and three-valued matching are settled before; here ids alone are left,
so that an evaluator of another kind can be compared with this one field by field.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from .infer import outcome_of, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..rules.procedure_models import Procedure
    from .decision import Certainty, Outcome
    from .infer import Conclusion
    from .lawbook import AskedRule, LawOnDay

ANY_DOMAIN = "any"
ROLES = ("files_with", "examines", "consulted", "licenses", "decides_in_great_cases")


@dataclass(frozen=True, slots=True)
class Premises:
    """What an evaluator starts from.

    Attributes:
        cautious: What each rule's own condition comes to, by id of the rule, before rules yield to
            one another; a rule whose condition fails is left out.
        lenient: The same in the lenient reading; the same object where the law is not open.
        listed: Domains of which the line may be a controlled item, and whether it is for certain.
    """

    cautious: Mapping[str, Conclusion]
    lenient: Mapping[str, Conclusion]
    listed: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows in one reading.

    Attributes:
        truths: Whether each rule of the premises applies once rules have yielded.
        stands_on: For rules that rest on a standing condition the ids of the rules that state it.
        outcome: The worst that is certain.
        worst: The worst that is possible.
    """

    truths: Mapping[str, bool | None]
    stands_on: Mapping[str, frozenset[str]]
    outcome: Outcome
    worst: Outcome


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement that follows, in ids.

    Attributes:
        procedure: By which it is met.
        is_certain: Whether a rule requires it in both readings without an open fact.
        rules: The rules that require it.
        domains: The domains of the items through which they do.
        added_by: The rules that apply for certain and add something to it.
        agencies: By role who does what, as the procedure names them.
        end_use_certificate: The document; None where none is asked for.
        documents: Further documents, each once.
        declares: Entries of the customs declaration, each once.
        bars: Licence kinds that are not available, each with the rule that bars it.
        presumption: What the authority presumes.
        lifts_time_limit: The time limit does not bind.
    """

    procedure: str
    is_certain: bool
    rules: tuple[str, ...]
    domains: tuple[str, ...]
    added_by: tuple[str, ...]
    agencies: Mapping[str, tuple[str, ...]]
    end_use_certificate: str | None
    documents: tuple[str, ...]
    declares: tuple[str, ...]
    bars: Mapping[str, str]
    presumption: Literal["denial", "case_by_case"] | None
    lifts_time_limit: bool


@dataclass(frozen=True, slots=True)
class Inferred:
    """What follows from the premises.

    Attributes:
        cautious: In the cautious reading.
        lenient: In the lenient reading; equal to the former where the law is not open.
        certainties: For each rule that applies or may apply whether it does in both readings
            without an open fact.
        needs: The requirements, by id of the procedure.
    """

    cautious: Settled
    lenient: Settled
    certainties: Mapping[str, Certainty]
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Evaluator:
    """A way to work out what follows.

    Attributes:
        name: What the receipt of an answer calls it; None for the engine's own.
        infer: What follows from premises by the law of a day.
    """

    name: str | None
    infer: Callable[[Premises, LawOnDay], Inferred]


def infer(premises: Premises, law: LawOnDay) -> Inferred:
    """What follows from the premises by the law of a day: the engine's own evaluator.

    Args:
        premises: What the conditions of the rules came to.
        law: The law of the day.
    """
    cautious = _settled(premises.cautious)
    lenient = cautious
    if premises.lenient is not premises.cautious:
        lenient = _settled(premises.lenient)
    certainties = _certainties(cautious, lenient)
    return Inferred(cautious, lenient, certainties, _needs(premises, cautious, certainties, law))


def _settled(found: Mapping[str, Conclusion]) -> Settled:
    settled = settle(found)
    outcome, worst = outcome_of(settled.values())
    return Settled(
        {name: conclusion.truth for name, conclusion in settled.items()},
        {
            name: frozenset(asked.rule.id for asked in conclusion.stands_on)
            for name, conclusion in settled.items()
            if conclusion.stands_on
        },
        outcome,
        worst,
    )


def _certainties(cautious: Settled, lenient: Settled) -> dict[str, Certainty]:
    found: dict[str, Certainty] = {}
    for name in sorted({*cautious.truths, *lenient.truths}):
        truths = {reading.truths.get(name, False) for reading in (cautious, lenient)}
        if truths != {False}:
            found[name] = "certain" if truths == {True} else "possible"
    return found


@dataclass
class _Basis:
    procedure: Procedure
    is_certain: bool = False
    rules: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)


def _needs(
    premises: Premises,
    cautious: Settled,
    certainties: Mapping[str, Certainty],
    law: LawOnDay,
) -> tuple[Need, ...]:
    bases: dict[str, _Basis] = {}
    concluded = {**premises.lenient, **premises.cautious}
    for name, certainty in certainties.items():
        asked = concluded[name].rule
        kind = asked.rule.then.requires
        if kind is None:
            continue
        domains = _behind(asked, premises.listed)
        for domain in domains or (ANY_DOMAIN,):
            procedure = law.procedures.get((kind, domain)) or law.procedures[kind, ANY_DOMAIN]
            basis = bases.setdefault(procedure.id, _Basis(procedure))
            basis.is_certain |= certainty == "certain"
            basis.rules.add(name)
            basis.domains.update(domains and (domain,))
    applied = [premises.cautious[name].rule for name, truth in cautious.truths.items() if truth]
    return tuple(_need(bases[name], applied) for name in sorted(bases))


def _behind(asked: AskedRule, listed: Mapping[str, bool]) -> tuple[str, ...]:
    """The domains of the items through which a rule applies.

    Items that are certain explain a requirement; open ones only where none is certain.
    """
    matched = sorted(listed.keys() & (asked.guard or ()))
    return tuple(domain for domain in matched if listed[domain]) or tuple(matched)


def _need(basis: _Basis, applied: Iterable[AskedRule]) -> Need:
    procedure = basis.procedure
    adding = sorted((a.rule for a in applied if _adds(a, basis)), key=lambda rule: rule.id)
    effects = [rule.then for rule in adding]
    presumptions = {then.presumes for then in effects}
    presumption: Literal["denial", "case_by_case"] | None = None
    if "denial" in presumptions:
        presumption = "denial"
    elif "case_by_case" in presumptions:
        presumption = "case_by_case"
    documents = [*procedure.documents, *(name for then in effects for name in then.documents)]
    declares = [*procedure.declares, *(name for then in effects for name in then.declares)]
    return Need(
        procedure=procedure.id,
        is_certain=basis.is_certain,
        rules=tuple(sorted(basis.rules)),
        domains=tuple(sorted(basis.domains)),
        added_by=tuple(rule.id for rule in adding),
        agencies={role: getattr(procedure.agencies, role) for role in ROLES},
        end_use_certificate=procedure.end_use_certificate,
        documents=tuple(dict.fromkeys(documents)),
        declares=tuple(dict.fromkeys(declares)),
        bars={kind: rule.id for rule in adding for kind in rule.then.bars},
        presumption=presumption,
        lifts_time_limit=any(then.lifts_time_limit for then in effects),
    )


def _adds(asked: AskedRule, basis: _Basis) -> bool:
    """Whether a rule that applies for certain adds to a requirement.

    A rule on listed items adds to the requirements of those items, unless it names another.
    """
    then = asked.rule.then
    has_more = any((then.documents, then.declares, then.bars, then.duties))
    if not (has_more or then.presumes is not None or then.lifts_time_limit):
        return False
    if then.adds_to is not None:
        return then.adds_to == basis.procedure.requirement
    return asked.guard is None or bool(asked.guard & basis.domains)


OWN = Evaluator(None, infer)
"""The engine's own evaluator."""
