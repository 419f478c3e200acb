"""What follows from the matches of a line: conclusions in both readings, and all they entail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..catalog.text import Text
from . import words as say
from .decision import (
    OUTCOMES,
    Certainty,
    Condition,
    Finding,
    LineDecision,
    Outcome,
    Verdict,
)
from .evaluator import Premises
from .horizon import horizon_of
from .infer import Conclusion, changes_answer, combine, conclude, leads_somewhere, outcome_of
from .match import Asked, is_pointer, listed
from .questions import questions_of
from .red_flags import Raised, names_of, raise_flags, tell_flags
from .requirements import requirement_of, weakest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..rules.model_parts import Confidence
    from .decision import Question, Requirement
    from .evaluator import Evaluator, Inferred, Need, Settled
    from .facts import Facts
    from .lawbook import AskedRule, LawOnDay
    from .shipment import Shipment

_NO_EVIDENCE = Text(
    "No entry was asked: neither customs number, heading, CAS number, composition, description nor "
    "declared control code points to an entry that is on file.",
    "未核对任何条目：海关商品编号、品目、CAS号、成分、品名及申报的管制编码均未指向已收录的条目。",
)
_DOUBT = Text("entry {name}: {why}", "条目{name}：{why}")
_UNVERIFIED = Text(
    "the law of this day was not verified: a change was scheduled after the last check ({by})",
    "当日法律状态未经核实：在最近核对之后有预定的变更（{by}）",
)
_UNUSED = Text(
    "it is in force, but no rule says what follows from it", "条目有效，但没有规则说明其后果"
)
_DIFFERENT = Text(
    "the rule applies or not depending on law that was not verified",
    "该规则是否适用取决于未经核实的法律状态",
)
_ERRED = Text("the rule could not be evaluated: {cause}", "该规则无法评估：{cause}")
_RANK = {outcome: position for position, outcome in enumerate(OUTCOMES)}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the law where the law is open."""

    facts: Facts
    flags: Mapping[str, Raised]
    conclusions: Mapping[str, Conclusion]
    outcome: Outcome = "not_required"
    worst: Outcome = "not_required"


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
    doubts = _doubts(found, cautious, lenient, law)
    outcome = combine(cautious.outcome, lenient.outcome)
    if doubts and _RANK[outcome] < _RANK["review"]:
        outcome = "review"
    worst = max(cautious.worst, lenient.worst, outcome, key=_RANK.__getitem__)
    if _RANK[worst] < _RANK["licence_required"]:
        # Where a rule routes by the domain it has spoken; of the others nobody knows what follows.
        used = _used_domains(law)
        if any(_may_be(asked) and asked.domain not in used for asked in found):
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
    premises = Premises(cautious.conclusions, lenient.conclusions, _listed(found))
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


def _listed(found: Iterable[Asked]) -> dict[str, bool]:
    """The domains of which the line may be a controlled item, and whether it is for certain."""
    listed: dict[str, bool] = {}
    for asked in found:
        if _may_be(asked):
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


def _may_be(asked: Asked) -> bool:
    return asked.has_effect and asked.cautious is not False


def _used_domains(law: LawOnDay) -> frozenset[str]:
    """The domains of which some rule says what follows."""
    return _guarded(law.rules)


def _live_domains(cautious: Reading) -> frozenset[str]:
    """The domains of which something follows for this line, or may follow."""
    found = cautious.conclusions.values()
    return _guarded(c.rule for c in found if c.truth is not False)


def _guarded(rules: Iterable[AskedRule]) -> frozenset[str]:
    # A rule that only adds words says nothing of whether the goods may go.
    guards = (asked.guard for asked in rules if leads_somewhere(asked.rule))
    return frozenset().union(*(guard for guard in guards if guard is not None))


def _doubts(
    found: Iterable[Asked], cautious: Reading, lenient: Reading, law: LawOnDay
) -> tuple[Finding, ...]:
    """What a person has to judge because the law, not the facts, leaves it open."""
    used, live = _used_domains(law), _live_domains(cautious)
    doubts = []
    for asked in found:
        if asked.cautious is False or (asked.domain in used and asked.domain not in live):
            continue
        entry, why = asked.entry.entry, asked.why_review
        if asked.result == "undetermined" and asked.domain in used and asked.lenient is None:
            continue
        if asked.status.status == "unverified":
            why = say.fill(_UNVERIFIED, by=asked.status.by or "")
        elif asked.domain not in used and not is_pointer(asked):
            why = _UNUSED
        elif asked.result != "review" or why is None:
            continue
        doubts.append(
            Finding(
                rule=entry.id,
                title=entry.title,
                certainty="possible" if asked.cautious is None else "certain",
                words=say.fill(_DOUBT, name=asked.name, why=why),
                status=asked.status.status,
                confidence=entry.confidence,
                is_practice=False,
                reason=asked.reason,
                cites=law.cite(entry.cites),
            )
        )
    for name, conclusion in cautious.conclusions.items():
        other = lenient.conclusions.get(name)
        is_unverified = law.statuses[name].status == "unverified" and other is not conclusion
        if conclusion.error is None and not (is_unverified and changes_answer(conclusion)):
            continue
        if conclusion.truth is False:
            continue
        words = _DIFFERENT
        if conclusion.error is not None:
            words = say.fill(_ERRED, cause=conclusion.error)
        doubts.append(_finding(conclusion, words, "possible", cautious.facts, law))
    return (*doubts, *_erring_flags(cautious.flags.values(), law))


def _erring_flags(flags: Iterable[Raised], law: LawOnDay) -> Iterator[Finding]:
    for raised in flags:
        if raised.error is not None:
            flag = raised.asked.flag
            yield Finding(
                rule=flag.id,
                title=flag.title,
                certainty="possible",
                words=say.fill(_ERRED, cause=raised.error),
                status=law.statuses[flag.id].status,
                confidence=flag.confidence,
                is_practice=raised.asked.is_practice,
                reason=None,
                cites=law.cite(flag.cites),
            )


def _finding(
    conclusion: Conclusion, words: Text, certainty: Certainty, facts: Facts, law: LawOnDay
) -> Finding:
    rule = conclusion.rule.rule
    return Finding(
        rule=rule.id,
        title=rule.title,
        certainty=certainty,
        words=words,
        status=law.statuses[rule.id].status,
        confidence=rule.confidence,
        is_practice=conclusion.rule.is_practice,
        reason=None if conclusion.error is not None else conclusion.rule.when.why(facts),
        cites=law.cite(rule.cites),
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
            # A note that hangs on open facts would be noise.
            words = then.notes if certainty == "certain" else ()
            if then.presumes is not None:
                words = (say.PRESUMES[then.presumes], *words)
            if then.requires is None and certainty == "certain":
                words = (*words, *then.duties)
        result += [_finding(conclusion, text, certainty, reading.facts, law) for text in words]
    return tuple(result)


def _requirements(
    found: Sequence[Asked],
    inferred: Inferred,
    cautious: Reading,
    shipment: Shipment,
    law: LawOnDay,
) -> tuple[Requirement, ...]:
    listed, rules = _listed(found), law.book.law.rules
    made = [
        requirement_of(
            _presuming(need, inferred, law),
            [rules[name] for name in need.rules],
            [
                asked
                for asked in found
                if asked.domain in need.domains
                and _may_be(asked)
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
        asked.domain for asked in found if _may_be(asked) and asked.cautious is not asked.lenient
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
