"""What is worse never gets a milder answer."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..engine.checking import check
from ..engine.decision import OUTCOMES
from .broken import hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..rules.law import Law
    from .made import Choose

_SHARES = (("10 %", "50 %"), ("10 %", "60 %"))


def worse_never_lessens(law: Law, content: dict[str, Any], day: date, choose: Choose) -> None:
    """A worse value of a fact of the shipment or of a party never makes an answer milder.

    Which is worse the vocabulary declares. While it is open what an answer comes to, the worst that
    it may come to counts.
    """
    good = {"country": "DE", "is_military": False, "list_status": "none"}
    usual = {"end_use": "civil", "knowledge_of_risk": "none", "papers": []}
    base = {**content, **usual, "consignee": good, "end_users": [good]}
    base.pop("intermediaries", None)
    name, better, worse = choose(sorted(_steps(law), key=str))
    field, fact = name.partition(".")[2], law.vocabulary.facts[name]
    if fact.level == "party":
        role = choose(["consignee", "end_users", "intermediaries"])
        parties = [_with(good, field, value, fact.is_property) for value in (better, worse)]
        held = parties if role == "consignee" else [[party] for party in parties]
        shipments = [{**base, role: party} for party in held]
    else:
        shipments = [_with(base, field, value, fact.is_property) for value in (better, worse)]
    one, two = (check(shipment, on=day, law=law) for shipment in shipments)
    for before, after in zip(one.lines, two.lines, strict=True):
        seen = (before.outcome, after.outcome, before.worst, after.worst, name, better, worse)
        hold(_rank(before.worst) <= _rank(after.worst), "worse never lessens", seen)
        is_open = before.outcome == "undetermined"
        hold(is_open or _rank(before.outcome) <= _rank(after.outcome), "worse never lessens", seen)


def _steps(law: Law) -> Iterator[tuple[str, Any, Any]]:
    for name, fact in law.vocabulary.facts.items():
        if fact.level != "line" and fact.worse:
            if not isinstance(fact.worse, str):
                for chain in fact.worse:
                    yield from ((name, *pair) for pair in combinations(chain, 2))
            elif fact.unit == "%":
                yield from ((name, *pair) for pair in _SHARES)


def _with(content: dict[str, Any], field: str, value: Any, is_property: bool) -> dict[str, Any]:  # noqa: FBT001 - as declared
    if not is_property:
        return {**content, field: value}
    return {**content, "properties": {**content.get("properties", {}), field: value}}


def _rank(outcome: Any) -> int:
    return OUTCOMES.index(outcome)
