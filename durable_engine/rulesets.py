"""Generates the rulesets of a day from the packs: match, licence, agency, papers, declaration.

Conditions of rules, dates and thresholds reach them as words: what a rule's condition came to, and
of which domains the line may be a listed item. Everything else is read from the packs' own models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..engine.evaluator import ANY_DOMAIN, ROLES
from .limits import partitioned, refuse_beyond_limits
from .program import Clause, Program, Stage, fact, program_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..engine.lawbook import AskedRule, LawOnDay
    from ..rules.models import Effects

READINGS = ("cautious", "lenient")
_TRUTHS = ("true", "unknown", "false")
_HAS_EFFECT = {"in_force", "unverified"}


@dataclass(frozen=True, slots=True)
class Programs:
    """The two programs of a day.

    Attributes:
        reading: Which rules apply in one reading, and to what outcome.
        line: What both readings together need.
    """

    reading: Program
    line: Program


def programs_of(law: LawOnDay) -> Programs:
    """The programs of a day, within the limits of durable-rules.

    Args:
        law: The law of the day.

    Raises:
        EvaluatorError: A limit cannot be kept, or two names would be taken for one.
    """
    made = _Maker(law)
    programs = Programs(
        program_of((_stage("match", made.match()),)),
        program_of(
            (
                _stage("items", made.items(), made.closing()),
                _stage("licence", made.licence()),
                _stage("agency", made.agency()),
                _stage("certificate", made.certificate()),
                _stage("declaration", made.declaration()),
            )
        ),
    )
    refuse_beyond_limits(programs.reading)
    refuse_beyond_limits(programs.line)
    return programs


def _stage(name: str, clauses: Iterable[Clause], closes: Iterable[tuple[str, str]] = ()) -> Stage:
    return Stage(name, partitioned([c for c in clauses if c.then]), tuple(closes))


class _Maker:
    """Writes the rules of each stage."""

    def __init__(self, law: LawOnDay) -> None:
        self._rules = law.rules
        self._ids = {asked.rule.id for asked in law.rules}
        self._procedures = [
            procedure
            for name, procedure in sorted(law.book.law.procedures.items())
            if law.statuses[name].status in _HAS_EFFECT
        ]
        guards = {asked.guard for asked in law.rules if asked.guard is not None}
        ordered = sorted(guards, key=sorted)
        self._guards = {guard: f"g{number}" for number, guard in enumerate(ordered)}
        self._served = {
            (procedure.requirement, domain): procedure.id
            for procedure in self._procedures
            for domain in procedure.domains
        }
        self._domains: dict[str, set[str]] = {procedure.id: set() for procedure in self._procedures}
        for asked in law.rules:
            for domain in asked.guard or ():
                procedure = self._serving(asked.rule.then.requires or "", domain)
                if procedure is not None:
                    self._domains[procedure].add(domain)

    # ------------------------------------------------------------ match: which rules apply

    def match(self) -> Iterator[Clause]:
        """From what conditions came to, to the rules that apply, and the outcomes."""
        for asked in self._rules:
            yield from self._own(asked)
            yield from self._outcomes(asked)

    def _own(self, asked: AskedRule) -> Iterator[Clause]:
        name = asked.rule.id
        first = [other for other in asked.rule.yields_to if other in self._ids]
        # What a rule comes to after each of those to which it yields; the last is the answer.
        steps = [f"{name}/{place}" for place in range(len(first))]
        kinds = [*(("step", step) for step in steps), ("rule", name)]
        for truth in _TRUTHS:
            yield Clause((fact("condition", name, truth),), (fact(*kinds[0], truth),))
        yield Clause(
            (fact("condition", name, "stands"),),
            (fact(*kinds[0], "false"), fact("stands", name, name)),
        )
        for place, other in enumerate(first):
            yield from self._step(name, other, kinds[place], kinds[place + 1])

    def _step(
        self, name: str, other: str, now: tuple[str, str], then: tuple[str, str]
    ) -> Iterator[Clause]:
        def after(own: str, before: str, result: str) -> Clause:
            return Clause((fact(*now, own), fact("rule", other, before)), (fact(*then, result),))

        yield Clause((fact(*now, "false"),), (fact(*then, "false"),))
        for own in ("true", "unknown"):
            yield after(own, "true", "false")
            yield after(own, "unknown", "unknown")
            yield after(own, "false", own)
            for ground in self._grounds(other):
                yield Clause(
                    (
                        fact(*now, own),
                        fact("rule", other, "false"),
                        fact("stands", other, ground),
                    ),
                    (fact("stands", name, ground),),
                )

    def _grounds(self, name: str) -> set[str]:
        """The rules on whose condition a rule may come to stand."""
        (asked,) = (each for each in self._rules if each.rule.id == name)
        own = set() if asked.rule.standing is None else {name}
        return own.union(*(self._grounds(n) for n in asked.rule.yields_to if n in self._ids))

    def _outcomes(self, asked: AskedRule) -> Iterator[Clause]:
        name, outcome = asked.rule.id, _outcome(asked.rule.then)
        applies, may_apply = fact("rule", name, "true"), fact("rule", name, "unknown")
        further: tuple[str, ...] = ()
        if outcome is None:
            # Words alone; but a rule that erred goes to a person.
            outcome, further = "review", (fact("erred", name, "yes"),)
        yield Clause((applies, *further), (fact("outcome", "certain", outcome),))
        yield Clause(
            (may_apply, *further),
            (fact("outcome", "certain", "undetermined"), fact("outcome", "possible", outcome)),
        )

    # ------------------------------------------------------------ items: through which domains

    def items(self) -> Iterator[Clause]:
        """From the listed domains to the groups of domains of which rules speak."""
        for domain in sorted(frozenset().union(*self._guards)):
            groups = [name for guard, name in self._guards.items() if domain in guard]
            yield Clause(
                (fact("listed", domain, "certain"),),
                tuple(
                    text
                    for group in groups
                    for text in (fact("group", group, "certain"), fact("reach", group, domain))
                ),
            )
            yield Clause(
                (fact("listed", domain, "open"),),
                tuple(fact("group", group, "open") for group in groups),
            )

    def closing(self) -> Iterator[tuple[str, str]]:
        """What was not found certain, or open, is stated."""
        for group in self._guards.values():
            yield fact("group", group, "certain"), fact("group", group, "not_certain")
            yield fact("group", group, "open"), fact("group", group, "not_open")

    # ------------------------------------------------------------ licence: which requirement

    def licence(self) -> Iterator[Clause]:
        """From the rules of both readings to requirements, and what rules add to them."""
        for asked in self._rules:
            yield from _certainty(asked.rule.id)
        for guard, group in self._guards.items():
            yield from _open_reach(guard, group)
        for asked in self._rules:
            if asked.rule.then.requires is not None:
                yield from self._requirement(asked)
        yield from self._touches()
        for asked in self._rules:
            if _adds_anything(asked.rule.then):
                yield from self._additions(asked)

    def _requirement(self, asked: AskedRule) -> Iterator[Clause]:
        name, kind, guard = asked.rule.id, asked.rule.then.requires or "", asked.guard
        domains = [*sorted(guard or ()), ANY_DOMAIN]
        for domain in domains:
            procedure = self._serving(kind, domain)
            if procedure is None:
                continue
            through: tuple[str, ...] = ()
            if guard is not None:
                through = (fact("reach", self._guards[guard], domain),)
            told = [fact("basis", procedure, name)]
            if domain != ANY_DOMAIN:
                told.append(fact("domain", procedure, domain))
            for certainty in ("certain", "possible"):
                yield Clause(
                    (fact("certainty", name, certainty), *through),
                    (fact("need", procedure, certainty), fact("need", procedure, "yes"), *told),
                )

    def _serving(self, kind: str, domain: str) -> str | None:
        return self._served.get((kind, domain)) or self._served.get((kind, ANY_DOMAIN))

    def _touches(self) -> Iterator[Clause]:
        """Of which groups a requirement has a domain."""
        adding = {a.guard for a in self._rules if _adds_anything(a.rule.then) and not _names(a)}
        groups = [(guard, self._guards[guard]) for guard in adding if guard is not None]
        for procedure in self._procedures:
            for domain in sorted(self._domains[procedure.id]):
                touched = sorted(group for guard, group in groups if domain in guard)
                yield Clause(
                    (fact("domain", procedure.id, domain),),
                    tuple(fact("touches", procedure.id, group) for group in touched),
                )

    def _additions(self, asked: AskedRule) -> Iterator[Clause]:
        rule, applies = asked.rule, fact("cautious", asked.rule.id, "true")
        for procedure in self._procedures:
            condition = fact("need", procedure.id, "yes")
            if rule.then.adds_to is not None:
                if rule.then.adds_to != procedure.requirement:
                    continue
            elif asked.guard is not None:
                if not asked.guard & self._domains[procedure.id]:
                    continue
                condition = fact("touches", procedure.id, self._guards[asked.guard])
            then = [fact("adds", procedure.id, rule.id)]
            then += [fact("bars", procedure.id, f"{kind}/{rule.id}") for kind in rule.then.bars]
            if rule.then.presumes is not None:
                then.append(fact("presumes", procedure.id, rule.then.presumes))
            if rule.then.lifts_time_limit:
                then.append(fact("time_limit", procedure.id, "lifted"))
            yield Clause((applies, condition), tuple(then))

    # ------------------------------------------------------------ agency, papers, declaration

    def agency(self) -> Iterator[Clause]:
        """From requirements to who does what."""
        for procedure in self._procedures:
            yield Clause(
                (fact("need", procedure.id, "yes"),),
                tuple(
                    fact(f"agency_{role}", procedure.id, f"{place:03}/{name}")
                    for role in ROLES
                    for place, name in enumerate(getattr(procedure.agencies, role))
                ),
            )

    def certificate(self) -> Iterator[Clause]:
        """From requirements to end-use certificate and documents."""
        for procedure in self._procedures:
            papers = _in_order("document", procedure.id, "0", procedure.documents)
            certificate = procedure.end_use_certificate
            if certificate is not None:
                papers = (*papers, fact("certificate", procedure.id, certificate))
            yield Clause((fact("need", procedure.id, "yes"),), papers)
        yield from self._added("document", "documents")

    def declaration(self) -> Iterator[Clause]:
        """From requirements to entries of the customs declaration."""
        for procedure in self._procedures:
            entries = _in_order("declares", procedure.id, "0", procedure.declares)
            yield Clause((fact("need", procedure.id, "yes"),), entries)
        yield from self._added("declares", "declares")

    def _added(self, kind: str, effect: str) -> Iterator[Clause]:
        for asked in self._rules:
            names: tuple[str, ...] = getattr(asked.rule.then, effect)
            for procedure in self._procedures if names else ():
                rule = asked.rule.id
                added = _in_order(kind, procedure.id, f"1/{rule}", names)
                yield Clause((fact("adds", procedure.id, rule),), added)


def stated_when_false(law: LawOnDay) -> frozenset[str]:
    """The rules to which others yield: that they do not apply has to be stated.

    Args:
        law: The law of the day.
    """
    ids = {asked.rule.id for asked in law.rules}
    return frozenset(n for asked in law.rules for n in asked.rule.yields_to if n in ids)


def _outcome(then: Effects) -> str | None:
    if then.prohibits:
        return "prohibited"
    if then.requires is not None:
        return "licence_required"
    return None if then.reviews is None else "review"


def _certainty(name: str) -> Iterator[Clause]:
    cautious, lenient = READINGS
    certain, possible = (fact("certainty", name, value) for value in ("certain", "possible"))
    yield Clause((fact(cautious, name, "true"), fact(lenient, name, "true")), (certain,))
    for one, other in (READINGS, READINGS[::-1]):
        yield Clause((fact(one, name, "unknown"),), (possible,))
        yield Clause((fact(one, name, "true"), fact(other, name, "false")), (possible,))


def _open_reach(guard: frozenset[str], group: str) -> Iterator[Clause]:
    """An open item explains a requirement only where none is certain."""
    not_certain = fact("group", group, "not_certain")
    for domain in sorted(guard):
        yield Clause((fact("listed", domain, "open"), not_certain), (fact("reach", group, domain),))
    yield Clause(
        (fact("group", group, "not_open"), not_certain), (fact("reach", group, ANY_DOMAIN),)
    )


def _names(asked: AskedRule) -> bool:
    return asked.rule.then.adds_to is not None


def _adds_anything(then: Effects) -> bool:
    words = (then.documents, then.declares, then.bars, then.duties)
    return any(words) or then.presumes is not None or then.lifts_time_limit


def _in_order(kind: str, of: str, where: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(fact(kind, of, f"{where}/{place:03}/{n}") for place, n in enumerate(names))
