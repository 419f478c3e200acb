"""What follows from the matches of a line: conclusions in both readings, and all they entail."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..catalog.text import Text
from . import words as say
from .decision import (
    OUTCOMES,
    Condition,
    Finding,
    LineDecision,
    Outcome,
    Verdict,
)
from .doubts import doubts_of, finding_of, used_domains
from .horizon import horizon_of
from .infer import Conclusion, combine, outcome_of
from .match import Asked, is_pointer
from .questions import questions_of
from .reading import Reading, listed_domains, may_be, read
from .red_flags import Raised, tell_flags
from .requirements import requirement_of, weakest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rules.model_parts import Confidence
    from .decision import Question, Requirement
    from .evaluator import Evaluator, Inferred, Need
    from .facts import Facts
    from .lawbook import LawOnDay
    from .shipment import Shipment

_NO_EVIDENCE = Text(
    "No entry was asked: neither customs number, heading, CAS number, composition, description nor "
    "declared control code points to an entry that is on file.",
    "未核对任何条目：海关商品编号、品目、CAS号、成分、品名及申报的管制编码均未指向已收录的条目。",
)
_RANK = {outcome: position for position, outcome in enumerate(OUTCOMES)}


def consequences_of(
    found: Sequence[Asked],
    facts: Facts,
    shipment: Shipment,
    law: LawOnDay,
    *,
    strict: bool,
    evaluator: Evaluator,
) -> LineDecision:
    """All that follows from the matches of a line.

    Args:
        found: What came of asking its candidates.
        facts: Of the line.
        shipment: Its papers and days; nothing else of it is read.
        law: The law of the day.
        strict: Ask instead of standing on conditions.
        evaluator: Works out what follows from what the rules' conditions came to.

    Returns:
        The decision but for what is the line's own: number, description and matches are empty, and
        questions are placed as if it were the first line.
    """
    cautious, lenient, inferred = read(
        found, facts, shipment, law, strict=strict, evaluator=evaluator
    )
    doubts = doubts_of(found, cautious, lenient, law)
    outcome = combine(cautious.outcome, lenient.outcome)
    if doubts and _RANK[outcome] < _RANK["review"]:
        outcome = "review"
    worst = max(cautious.worst, lenient.worst, outcome, key=_RANK.__getitem__)
    if _RANK[worst] < _RANK["licence_required"]:
        # Where a rule routes by the domain it has spoken; of the others nobody knows what follows.
        used = used_domains(law)
        if any(may_be(asked) and asked.domain not in used for asked in found):
            worst = "licence_required"
    requirements = _requirements(found, inferred, cautious, shipment, law)
    both = [*cautious.conclusions.values(), *lenient.conclusions.values()]
    prohibitions = _findings(cautious, lenient, inferred, law, "prohibits")
    reviews = (*doubts, *_findings(cautious, lenient, inferred, law, "reviews"))
    notes = _findings(cautious, lenient, inferred, law, "notes")
    conditions = _conditions(both, law)
    cites = [law.cite(a.entry.entry.cites) for a in found if a.result != "not_controlled"]
    cites += [condition.cites for condition in conditions]
    cites += [finding.cites for finding in (*prohibitions, *reviews, *notes)]
    flags = {**lenient.flags, **cautious.flags}
    red_flags = tell_flags(flags, cautious.facts, shipment, law)
    cites += [flag.cites for flag in red_flags]
    return LineDecision(
        line="",
        description=None,
        outcome=outcome,
        worst=worst,
        verdicts=_verdicts(found, cautious, lenient, law),
        confidence=_confidence(outcome, found, facts, requirements),
        matches=(),
        not_candidate=None if found else _NO_EVIDENCE,
        requirements=requirements,
        prohibitions=prohibitions,
        reviews=reviews,
        notes=notes,
        red_flags=red_flags,
        conditions=conditions,
        questions=_questions(found, cautious, lenient, law),
        horizon=horizon_of(
            found,
            [
                (reading.facts, {*reading.conclusions, *reading.flags})
                for reading in (cautious, lenient)
            ],
            cites,
            requirements,
            law,
        ),
        errors=_errors(found, both, flags.values()),
    )


def _findings(
    cautious: Reading, lenient: Reading, inferred: Inferred, law: LawOnDay, effect: str
) -> tuple[Finding, ...]:
    result = []
    for name, certainty in sorted(inferred.certainties.items()):
        reading = cautious if name in cautious.conclusions else lenient
        conclusion = reading.conclusions[name]
        then = conclusion.rule.rule.then
        words: tuple[Text, ...]
        if effect == "prohibits":
            words = (conclusion.rule.rule.title,) if then.prohibits else ()
        elif effect == "reviews":
            words = () if then.reviews is None else (then.reviews,)
        else:
            # A note that hangs on open facts would be noise; that of law nobody verified is none.
            is_told = certainty == "certain" or _hangs_on_law_alone(conclusion, law)
            words = then.notes if is_told else ()
            if then.presumes is not None:
                words = (say.PRESUMES[then.presumes], *words)
            if then.requires is None and is_told:
                words = (*words, *then.duties)
        result += [finding_of(conclusion, text, certainty, reading.facts, law) for text in words]
    return tuple(result)


def _hangs_on_law_alone(conclusion: Conclusion, law: LawOnDay) -> bool:
    """Whether a rule applies by all that is stated, and nobody verified that it still stands."""
    is_unverified = law.statuses[conclusion.rule.rule.id].status == "unverified"
    return is_unverified and conclusion.truth is True


def _requirements(
    found: Sequence[Asked],
    inferred: Inferred,
    cautious: Reading,
    shipment: Shipment,
    law: LawOnDay,
) -> tuple[Requirement, ...]:
    listed, rules = listed_domains(found), law.book.law.rules
    made = [
        requirement_of(
            _presuming(need, inferred, law),
            [rules[name] for name in need.rules],
            [
                asked
                for asked in found
                if asked.domain in need.domains
                and may_be(asked)
                and (asked.lenient is True or not listed[asked.domain])
            ],
            facts=cautious.facts,
            shipment=shipment,
            law=law,
        )
        for need in inferred.needs
    ]
    return tuple(sorted(made, key=lambda r: (r.certainty != "certain", r.kind, r.rules)))


def _presuming(need: Need, inferred: Inferred, law: LawOnDay) -> Need:
    """A requirement with its presumption only where a rule presumes it for certain."""
    rules = (law.book.law.rules[name] for name in need.added_by if _is_sure(name, inferred))
    is_sure = need.presumption in {rule.then.presumes for rule in rules}
    return need if is_sure else replace(need, presumption=None)


def _is_sure(name: str, inferred: Inferred) -> bool:
    return inferred.certainties.get(name) == "certain"


def _verdicts(
    found: Sequence[Asked], cautious: Reading, lenient: Reading, law: LawOnDay
) -> tuple[Verdict, ...]:
    candidates = {asked.domain for asked in found}
    doubtful = {
        asked.domain for asked in found if may_be(asked) and asked.cautious is not asked.lenient
    }
    kinds: dict[str, bool] = {}
    for asked in law.rules:
        kind = asked.rule.then.requires
        if kind is None:
            continue
        touched = asked.guard is None or bool(asked.guard & candidates)
        kinds[kind] = kinds.get(kind, False) or touched
    titles = law.book.law.vocabulary.requirements
    verdicts = []
    for kind in sorted(k for k, is_touched in kinds.items() if is_touched):
        outcomes = [
            outcome_of(c for c in r.conclusions.values() if c.rule.rule.then.requires == kind)[0]
            for r in (cautious, lenient)
        ]
        outcome = combine(outcomes[0], outcomes[1])
        is_pointed = kind == "dual_use_licence" and any(map(is_pointer, found))
        live = (c.rule for c in cautious.conclusions.values() if c.truth is not False)
        guards = [a.guard for a in live if a.rule.then.requires == kind and a.guard]
        is_doubtful = is_pointed or any(guard & doubtful for guard in guards)
        if is_doubtful and _RANK[outcome] < _RANK["review"]:
            outcome = "review"
        verdicts.append(Verdict(kind, titles[kind], outcome))
    return tuple(verdicts)


def _confidence(
    outcome: Outcome, found: Iterable[Asked], facts: Facts, requirements: Iterable[Requirement]
) -> Confidence:
    certain = [r.confidence for r in requirements if r.certainty == "certain"]
    if outcome in {"licence_required", "prohibited"} and certain:
        return weakest(certain)
    return weakest(
        exclusion.confidence
        for asked in found
        if asked.result == "not_controlled"
        for exclusion, node in asked.entry.exclusions
        if exclusion.confidence != "low" and node.truth(facts) is True
    )


def _conditions(conclusions: Iterable[Conclusion], law: LawOnDay) -> tuple[Condition, ...]:
    stood = {
        asked.rule.id: asked.rule for conclusion in conclusions for asked in conclusion.stands_on
    }
    return tuple(
        Condition(name, rule.standing.condition, law.cite(rule.cites))
        for name, rule in sorted(stood.items())
        if rule.standing is not None
    )


def _questions(
    found: Sequence[Asked], cautious: Reading, lenient: Reading, law: LawOnDay
) -> tuple[Question, ...]:
    merged = {name: (each, lenient.facts) for name, each in lenient.conclusions.items()}
    for name, conclusion in cautious.conclusions.items():
        if conclusion.truth is None or name not in merged:
            merged[name] = conclusion, cautious.facts
    return questions_of(found, merged.values(), cautious.facts, law)


def _errors(
    found: Iterable[Asked], conclusions: Iterable[Conclusion], flags: Iterable[Raised]
) -> tuple[str, ...]:
    errors = {f"{a.entry.entry.id}: {a.error}" for a in found if a.error is not None}
    errors |= {f"{c.rule.rule.id}: {c.error}" for c in conclusions if c.error is not None}
    errors |= {f"{r.asked.flag.id}: {r.error}" for r in flags if r.error is not None}
    return tuple(sorted(errors))
