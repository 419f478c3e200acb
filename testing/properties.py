"""What holds of every answer, whatever the law: each as a function, and all of them as one call.

A property takes a law, a shipment, a day and a function that chooses one of several; it returns
when it holds, and raises `BrokenPropertyError` when it does not.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..catalog.units import parse_quantity
from ..engine.answers import with_answers
from ..engine.checking import check, shipment_of
from ..engine.decision import OUTCOMES
from ..formats.decision_json import from_json, to_json
from ..rules.law import Law
from ..rules.models import Pack
from ..rules.status import status_on
from .answering import answer_to
from .compared import is_used_alone, matches_of, timeless
from .made import Choose, decimal_text, maker_of
from .same_law import never_suspended, turned_round

if TYPE_CHECKING:
    from ..engine.decision import Decision, LineDecision

Property = Callable[[Law, dict[str, Any], date, Choose], None]

_DEFINITE = {"controlled", "not_controlled"}
_FINER = {
    "kg": "g",
    "g": "mg",
    "km": "m",
    "m": "mm",
    "mm": "um",
    "um": "nm",
    "GPa": "MPa",
    "MPa": "kPa",
    "kPa": "Pa",
    "kW": "W",
    "kV": "V",
    "kN": "N",
}
_WORSE_THAN = {
    "knowledge_of_risk": ("none",),
    # Emergency relief is an exception of the law.
    "end_use": ("civil", "emergency_relief"),
}
_ROUNDS = 8
"""Rounds of questions after which an answer has to be determined."""


class BrokenPropertyError(AssertionError):
    """A property does not hold of a shipment on a day.

    Attributes:
        name: Of the property.
        detail: What was seen.
    """

    def __init__(self, name: str, detail: object) -> None:
        self.name, self.detail = name, detail
        super().__init__(f"{name}: {detail}")


def _hold(truth: object, name: str, detail: object = "") -> None:
    if not truth:
        raise BrokenPropertyError(name, detail)


# ---------------------------------------------------------------------- facts and order


def information_is_monotone(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """More facts never turn a "controlled" into a "not controlled", or the other way."""
    fewer = copy.deepcopy(content)
    for holder in (
        fewer,
        *fewer["lines"],
        *(part.get("properties", {}) for part in fewer["lines"]),
    ):
        for name in sorted(set(holder) - {"lines", "line"}):
            if choose([False, True]):
                del holder[name]
    before = matches_of(check(fewer, on=day, law=law, exhaustive=True))
    after = matches_of(check(content, on=day, law=law, exhaustive=True))
    for key in before.keys() & after.keys():
        results = {before[key].result, after[key].result}
        _hold(results != _DEFINITE, "information is monotone", (key, fewer))


def order_never_matters(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """The order of lines, of parties, of keys and of what stands in the packs changes nothing."""
    shuffled = {key: content[key] for key in reversed(list(content))}
    shuffled["lines"] = [dict(reversed(list(line.items()))) for line in content["lines"]]
    for name in ("lines", "end_users", "intermediaries"):
        if name in content:
            shuffled[name] = _shuffled(shuffled[name], choose)
    one, two = check(content, on=day, law=law), check(shuffled, on=day, law=law)
    three = check(content, on=day, law=turned_round(law))
    for other in (two, three):
        _hold(_summary(one) == _summary(other), "order never matters", shuffled)
    _hold(one == three, "order never matters", "packs")


def lines_are_independent(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """What is said of a line does not depend on the lines beside it, nor on being split."""
    whole = check(content, on=day, law=law)
    for line, decided in zip(content["lines"], whole.lines, strict=True):
        twice = [line, {**line, "line": f"{line['line']}-2"}]
        for alone in check({**content, "lines": twice}, on=day, law=law).lines:
            same = replace(alone, line=decided.line, questions=decided.questions)
            _hold(same == decided, "lines are independent", line)
    _hold(whole.outcome == _worst(whole.lines), "lines are independent", whole.outcome)


def units_change_nothing(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """A quantity written in another unit is the same quantity."""
    other = copy.deepcopy(content)
    for line in other["lines"]:
        for name, value in line.get("properties", {}).items():
            fact = law.vocabulary.facts[f"line.{name}"]
            if fact.type == "quantity" and fact.unit in _FINER:
                seen = parse_quantity(str(value), fact.unit)
                if seen.is_exact and seen.low is not None:
                    finer = seen.low * Fraction(1000)
                    line["properties"][name] = f"{decimal_text(finer)} {_FINER[fact.unit]}"
    one, two = check(content, on=day, law=law), check(other, on=day, law=law)
    _hold(one.lines == two.lines, "units change nothing", other)


def answers_survive_being_written(
    law: Law, content: dict[str, Any], day: date, choose: Choose
) -> None:
    """A decision written and read again is the same; so is one on a shipment read from JSON."""
    decision = check(content, on=day, law=law)
    _hold(from_json(to_json(decision)) == decision, "answers survive being written")
    again = json.loads(json.dumps(content))
    _hold(check(again, on=day, law=law) == decision, "answers survive being written")


# ---------------------------------------------------------------------- clearance and duty


def nothing_open_is_cleared(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """No line is cleared while an entry in force may cover it, or something went wrong."""
    # What does not leave China is outside most rules, whatever it is.
    content = {k: v for k, v in content.items() if k not in {"movement", "customs_regime"}}
    content = {**content, "properties": {}}
    name = "nothing open is cleared"
    used = {"in_force", "unverified"}
    for line in check(content, on=day, law=law).lines:
        _hold(OUTCOMES.index(line.worst) >= OUTCOMES.index(line.outcome), name, line.worst)
        if line.outcome == "not_required":
            _hold(not line.errors, name, line.errors)
            _hold(line.matches or line.not_candidate is not None, name)
            certain = [r.kind for r in line.requirements if r.certainty == "certain"]
            _hold(not certain, name, certain)
            live = [
                m.entry for m in line.matches if m.status in used and m.result != "not_controlled"
            ]
            _hold(not [e for e in live if is_used_alone(law, e)], name, live)


def requirements_are_served(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """Every requirement has one procedure, with an agency, and cites law in force on the day."""
    served = Counter(
        (procedure.requirement, domain)
        for procedure in law.procedures.values()
        if status_on(law.lives[procedure.id], day).status in {"in_force", "unverified"}
        for domain in procedure.domains
    )
    _hold(not served or max(served.values()) == 1, "requirements are served", served)
    for line in check(content, on=day, law=law).lines:
        for requirement in line.requirements:
            name = "requirements are served"
            agencies = [agency.id for agency in requirement.agencies.licenses]
            _hold(agencies, name, requirement.kind)
            statuses = {cite.status for cite in requirement.cites if cite.kind != "guidance"}
            _hold(statuses & {"in_force", "unverified"}, name, requirement.cites)


def worse_never_lessens(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """A listed party, a worse end use, or knowledge of a risk never makes an answer milder."""
    good = {"country": "DE", "is_military": False, "list_status": "none"}
    usual = {"end_use": "civil", "knowledge_of_risk": "none", "end_users": [good]}
    base = {**content, **usual, "consignee": good, "papers": []}
    base.pop("intermediaries", None)
    terms = {name: law.vocabulary.facts[f"shipment.{name}"].terms or {} for name in _WORSE_THAN}
    worse = choose(
        [
            {**base, "end_users": [{**good, "list_status": "control_list"}]},
            {**base, "consignee": {**good, "list_status": "control_list"}},
            {**base, "end_users": [{**good, "list_status": "watch_list"}]},
            {**base, "end_users": [good, {**good, "is_military": True}]},
            *(
                {**base, name: term}
                for name, milder in _WORSE_THAN.items()
                for term in terms[name]
                if term not in milder
            ),
        ]
    )
    one, two = check(base, on=day, law=law), check(worse, on=day, law=law)
    for before, after in zip(one.lines, two.lines, strict=True):
        ranks = OUTCOMES.index(before.outcome), OUTCOMES.index(after.outcome)
        _hold(ranks[0] <= ranks[1], "worse never lessens", (before.outcome, after.outcome, worse))


# ---------------------------------------------------------------------- days


def answers_hold_until_their_horizon(
    law: Law, content: dict[str, Any], day: date, choose: Choose
) -> None:
    """The answer is the same on every day before its horizon."""
    name = "answers hold until their horizon"
    first = check(content, on=day, law=law)
    until = first.horizon.holds_until
    _hold(until is None or until > day, name, until)
    last = (until or day + timedelta(days=730)) - timedelta(days=1)
    later = choose([last, day + (last - day) // 2])
    _hold(timeless(first) == timeless(check(content, on=later, law=law)), name, (until, later))


def lapsed_suspensions_leave_no_trace(
    law: Law, content: dict[str, Any], day: date, choose: Choose
) -> None:
    """Outside its days a suspension changes nothing: suspended and lapsed is never suspended."""
    plain, verified = never_suspended(law)
    days = [s.period for life in law.lives.values() for s in life.suspensions]
    if any(period.contains(day) for period in days):
        return
    one, two = check(content, on=day, law=verified), check(content, on=day, law=plain)
    _hold(_summary(one) == _summary(two), "lapsed suspensions leave no trace", day)


# ---------------------------------------------------------------------- questions


def questions_are_sufficient(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """Whoever answers all questions gets an answer; what is undetermined asks."""
    name = "questions are sufficient"
    shipment = shipment_of(content)
    decision = check(shipment, on=day, law=law)
    _hold(decision.outcome != "undetermined" or decision.questions, name, "no question")
    for _ in range(_ROUNDS):
        if not decision.questions:
            break
        answers = {q.path: answer_to(q, law, choose) for q in decision.questions}
        shipment = with_answers(shipment, answers)
        decision = check(shipment, on=day, law=law)
    _hold(not decision.questions, name, [q.path for q in decision.questions])
    _hold(decision.outcome != "undetermined", name, shipment)


def questions_are_relevant(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """A question that stands alone has two answers that lead to different decisions."""
    shipment = shipment_of(content)
    decision = check(shipment, on=day, law=law)
    if len(decision.questions) != 1 or len(decision.lines) != 1:
        return
    (question,) = decision.questions
    fact = law.vocabulary.facts[question.fact]
    answers: Iterable[Any] = [term for term, _ in question.choices]
    if fact.type == "flag":
        answers = (True, False)
    told = {
        json.dumps(_summary(check(with_answers(shipment, {question.path: a}), on=day, law=law)))
        for a in answers
    }
    _hold(not told or len(told) > 1, "questions are relevant", question.path)


def questions_wait_for_their_gates(
    law: Law, content: dict[str, Any], day: date, choose: Choose
) -> None:
    """Gates stand before what hangs on them; an answer that a gate does not name spares it."""
    name = "questions wait for their gates"
    shipment = shipment_of(content)
    questions = check(shipment, on=day, law=law).questions
    places = {question.path: place for place, question in enumerate(questions)}
    for question in questions:
        for gate in question.only_if:
            _hold(places[gate.path] < places[question.path], name, (gate.path, question.path))
            choices: list[Any] = [term for term, _ in questions[places[gate.path]].choices]
            if gate.answers and not choices:
                choices = [True, False]
            spared = [each for each in choices if str(each).lower() not in gate.answers]
            if spared and gate.answers:
                answers = {gate.path: choose(spared)}
                left = check(with_answers(shipment, answers), on=day, law=law).questions
                _hold(question.path not in {q.path for q in left}, name, (answers, question.path))


def packs_survive_being_written(law: Law) -> None:
    """A pack written and read again is the same."""
    for pack in law.packs:
        again = Pack.model_validate(pack.model_dump(by_alias=True, exclude_unset=True))
        _hold(again == pack, "packs survive being written", pack.pack)


PROPERTIES: Mapping[str, Property] = {
    function.__name__: function
    for function in (
        information_is_monotone,
        order_never_matters,
        lines_are_independent,
        units_change_nothing,
        answers_survive_being_written,
        nothing_open_is_cleared,
        requirements_are_served,
        worse_never_lessens,
        answers_hold_until_their_horizon,
        lapsed_suspensions_leave_no_trace,
        questions_are_sufficient,
        questions_are_relevant,
        questions_wait_for_their_gates,
    )
}
"""The properties of an answer, by name."""


def check_properties(
    law: Law, *, only: Iterable[str] | None = None, max_examples: int = 100
) -> None:
    """Try every property on generated shipments; call it in a test of your own packs.

    Args:
        law: The law.
        only: Names of properties; None tries all.
        max_examples: Shipments for each property.

    Raises:
        BrokenPropertyError: A property does not hold; Hypothesis shows the smallest shipment found.
    """
    from hypothesis import HealthCheck, given, settings

    from .strategies import drawn

    maker = maker_of(law)
    packs_survive_being_written(law)
    for name in PROPERTIES if only is None else only:

        def try_one(choose: Choose, holds: Property = PROPERTIES[name]) -> tuple[Any, date]:
            content, day = maker.shipment(choose), maker.day(choose)
            holds(law, content, day, choose)
            return content, day

        def tried(_: Any) -> None:
            """Holds when the example could be made."""

        run = given(drawn(try_one))(tried)
        slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
        settings(
            max_examples=max_examples,
            deadline=None,
            suppress_health_check=slow,
            report_multiple_bugs=False,
        )(run)()


# ---------------------------------------------------------------------- parts of the above


def _worst(lines: Iterable[LineDecision]) -> str:
    return max((line.outcome for line in lines), key=OUTCOMES.index)


def _summary(decision: Decision) -> Any:
    """What is decided, by line, without what names a party or line by its place."""
    return sorted(
        [
            line.line,
            line.outcome,
            line.worst,
            sorted([m.entry, m.result] for m in line.matches),
            sorted([r.kind, r.certainty, sorted(r.rules)] for r in line.requirements),
            sorted({f.rule for f in (*line.prohibitions, *line.reviews)}),
        ]
        for line in decision.lines
    )


def _shuffled(items: Iterable[Any], choose: Choose) -> list[Any]:
    left, order = list(items), []
    while left:
        order.append(left.pop(choose(range(len(left)))))
    return order
