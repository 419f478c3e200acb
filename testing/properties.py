"""What holds of every answer, whatever the law: each as a function, and all of them as one call.

A property takes a law, a shipment, a day and a function that chooses one of several; it returns
when it holds, and raises `BrokenPropertyError` when it does not.
"""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import yaml

from ..catalog.units import parse_quantity
from ..catalog.yaml_source import read_yaml
from ..engine.checking import check
from ..engine.decision import OUTCOMES
from ..formats.decision_json import from_json, to_json
from ..rules.law import Law
from ..rules.models import Pack
from ..rules.status import status_on
from .asking import (
    questions_are_relevant,
    questions_are_sufficient,
    questions_wait_for_their_gates,
)
from .broken import hold
from .compared import is_used_alone, matches_of, shuffled, summary
from .made import Choose, decimal_text, maker_of
from .over_time import (
    answers_hold_until_their_horizon,
    horizons_are_tight,
    lapsed_suspensions_leave_no_trace,
)
from .same_law import in_other_order
from .worse import worse_never_lessens

if TYPE_CHECKING:
    from ..catalog.interval import Interval
    from ..engine.decision import Decision, LineDecision

Property = Callable[[Law, dict[str, Any], date, Choose], None]

_DEFINITE = {"controlled", "not_controlled"}
_PERCENT = re.compile(r"^([<>]=?)?\s*([\d.]+) %$")
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
        hold(results != _DEFINITE, "information is monotone", (key, fewer))


def order_never_matters(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """The order of lines, of parties, of keys and of what stands in the packs changes nothing."""
    other = {key: content[key] for key in reversed(list(content))}
    other["lines"] = [dict(reversed(list(line.items()))) for line in content["lines"]]
    for name in ("lines", "end_users", "intermediaries"):
        if name in content:
            other[name] = shuffled(other[name], choose)
    one, two = check(content, on=day, law=law), check(other, on=day, law=law)
    three = check(content, on=day, law=in_other_order(law, choose))
    for again in (two, three):
        hold(summary(one) == summary(again), "order never matters", other)
    hold(one == three, "order never matters", "packs")


def lines_are_independent(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """What is said of a line does not depend on the lines beside it, nor on being split."""
    whole = check(content, on=day, law=law)
    for line, decided in zip(content["lines"], whole.lines, strict=True):
        twice = [line, {**line, "line": f"{line['line']}-2"}]
        for alone in check({**content, "lines": twice}, on=day, law=law).lines:
            same = replace(alone, line=decided.line, questions=decided.questions)
            hold(same == decided, "lines are independent", line)
    hold(whole.outcome == _worst(whole.lines), "lines are independent", whole.outcome)


def units_change_nothing(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """A quantity, range or share written in another unit is the same."""
    other = copy.deepcopy(content)
    parties = [other.get("consignee", {}), *other.get("end_users", ())]
    holders = [("line", line) for line in other["lines"]]
    holders += [("party", party) for party in parties] + [("shipment", other)]
    for level, holder in holders:
        properties = holder.get("properties", {})
        for name, value in properties.items():
            fact = law.vocabulary.facts[f"{level}.{name}"]
            if fact.type == "quantity" and fact.unit in _FINER:
                properties[name] = _finer(parse_quantity(str(value), fact.unit), _FINER[fact.unit])
    for line in other["lines"]:
        parts = line.get("composition")
        if isinstance(parts, dict):
            line["composition"] = {name: _in_ppm(share) for name, share in parts.items()}
    one, two = check(content, on=day, law=law), check(other, on=day, law=law)
    hold(_told(one) == _told(two), "units change nothing", other)


def _finer(seen: Interval, unit: str) -> str:
    low, high = (
        None if end is None else f"{decimal_text(end * 1000)}" for end in (seen.low, seen.high)
    )
    if low is not None and high is not None:
        return f"{low} {unit}" if low == high else f"{low}-{high} {unit}"
    sign = "<" if low is None else ">"
    is_open = seen.high_open if low is None else seen.low_open
    return f"{sign}{'' if is_open else '='} {low or high} {unit}"


def _in_ppm(share: Any) -> Any:
    match = _PERCENT.match(str(share))
    if match is None:
        return share
    return f"{match[1] or ''}{decimal_text(Fraction(match[2]) * 10_000)} ppm"


def _told(decision: Decision) -> Any:
    """All that is said of the lines but the words for what was seen."""
    return summary(decision), decision.questions, decision.horizon


def answers_survive_being_written(
    law: Law, content: dict[str, Any], day: date, choose: Choose
) -> None:
    """A decision written and read again is the same; so is one on a shipment read from JSON."""
    decision = check(content, on=day, law=law)
    hold(from_json(to_json(decision)) == decision, "answers survive being written")
    again = json.loads(json.dumps(content))
    hold(check(again, on=day, law=law) == decision, "answers survive being written")


# ---------------------------------------------------------------------- clearance and duty


def nothing_open_is_cleared(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """No line is cleared while an entry in force may cover it, or something went wrong."""
    # What does not leave China is outside most rules, whatever it is.
    content = {k: v for k, v in content.items() if k not in {"movement", "customs_regime"}}
    content = {**content, "properties": {}}
    name = "nothing open is cleared"
    used = {"in_force", "unverified"}
    for line in check(content, on=day, law=law).lines:
        hold(OUTCOMES.index(line.worst) >= OUTCOMES.index(line.outcome), name, line.worst)
        if line.outcome == "not_required":
            hold(not line.errors, name, line.errors)
            hold(line.matches or line.not_candidate is not None, name)
            certain = [r.kind for r in line.requirements if r.certainty == "certain"]
            hold(not certain, name, certain)
            live = [
                m.entry for m in line.matches if m.status in used and m.result != "not_controlled"
            ]
            hold(not [e for e in live if is_used_alone(law, e)], name, live)


def requirements_are_served(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """Every requirement has one procedure, with an agency, and cites law in force on the day."""
    served = Counter(
        (procedure.requirement, domain)
        for procedure in law.procedures.values()
        if status_on(law.lives[procedure.id], day).status in {"in_force", "unverified"}
        for domain in procedure.domains
    )
    hold(not served or max(served.values()) == 1, "requirements are served", served)
    for line in check(content, on=day, law=law).lines:
        for requirement in line.requirements:
            name = "requirements are served"
            agencies = [agency.id for agency in requirement.agencies.licenses]
            hold(agencies, name, requirement.kind)
            statuses = {cite.status for cite in requirement.cites if cite.kind != "guidance"}
            hold(statuses & {"in_force", "unverified"}, name, requirement.cites)


def packs_survive_being_written(law: Law) -> None:
    """A pack written and read again is the same."""
    for pack in law.packs:
        said = pack.model_dump(mode="json", by_alias=True, exclude_unset=True)
        text = yaml.dump(said, Dumper=yaml.CSafeDumper, allow_unicode=True)
        again = Pack.model_validate(read_yaml(text, pack.pack).content)
        hold(again == pack, "packs survive being written", pack.pack)


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
        horizons_are_tight,
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
