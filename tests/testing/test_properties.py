"""The properties hold of the shipped law, and each of them can fail."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from exportgate import check, load_law
from exportgate.catalog.yaml_source import read_yaml
from exportgate.rules.law import assemble
from exportgate.testing import (
    PROPERTIES,
    BrokenPropertyError,
    asking,
    check_properties,
    over_time,
    properties,
    worse,
)
from exportgate.tests.small_law import law_with, small_law

if TYPE_CHECKING:
    from collections.abc import Callable

    from exportgate.engine.decision import Decision
    from exportgate.rules.law import Law

LAW = load_law(use_store=False)
EXAMPLES = {"information_is_monotone": 15}


@pytest.mark.parametrize("name", PROPERTIES)
def test_the_shipped_law_has_the_property(name: str) -> None:
    check_properties(LAW, only=[name], max_examples=EXAMPLES.get(name, 80))


def test_the_small_law_has_every_property() -> None:
    check_properties(small_law(), max_examples=20)


# ---------------------------------------------------------------- each can fail


def _all_lines(decision: Decision, **changes: Any) -> Decision:
    return replace(decision, lines=tuple(replace(line, **changes) for line in decision.lines))


def _flips(decision: Decision, content: Any) -> Decision:
    size = len(content["lines"][0]) if isinstance(content, dict) else 0
    result = "controlled" if size % 2 else "not_controlled"
    lines = tuple(
        replace(line, matches=tuple(replace(m, result=result) for m in line.matches))  # type: ignore[arg-type]
        for line in decision.lines
    )
    return replace(decision, lines=lines)


def _names_the_first(decision: Decision, content: Any) -> Decision:
    first = replace(decision.lines[0], worst="prohibited", outcome="prohibited")
    return replace(decision, lines=(first, *decision.lines[1:]))


def _counts_lines(decision: Decision, content: Any) -> Decision:
    many = len(decision.lines) > 1
    return _all_lines(decision, outcome="prohibited" if many else "review")


def _reads_units(decision: Decision, content: Any) -> Decision:
    is_fine = " mm" in json.dumps(content)
    return _all_lines(decision, outcome="prohibited" if is_fine else "review")


def _clears(decision: Decision, content: Any) -> Decision:
    return _all_lines(decision, outcome="not_required", worst="not_required")


def _cites_nothing(decision: Decision, content: Any) -> Decision:
    lines = tuple(
        replace(line, requirements=tuple(replace(r, cites=()) for r in line.requirements))
        for line in decision.lines
    )
    return replace(decision, lines=lines)


def _lessens(decision: Decision, content: Any) -> Decision:
    is_usual = content["end_use"] == "civil" and "_list" not in json.dumps(content["end_users"])
    return decision if is_usual else _all_lines(decision, outcome="not_required", worst="review")


def _lasts_for_ever(decision: Decision, content: Any) -> Decision:
    lasting = replace(decision.horizon, holds_until=None, because_of=None, title=None)
    return replace(decision, horizon=lasting)


def _changes_every_week(decision: Decision, content: Any) -> Decision:
    soon = replace(decision.horizon, holds_until=decision.on + timedelta(days=7))
    return replace(decision, horizon=soon)


def _asks_nothing(decision: Decision, content: Any) -> Decision:
    return replace(decision, questions=())


def _asks_backwards(decision: Decision, content: Any) -> Decision:
    return replace(decision, questions=decision.questions[::-1])


BROKEN: dict[str, Callable[[Decision, Any], Decision]] = {
    "information_is_monotone": _flips,
    "order_never_matters": _names_the_first,
    "lines_are_independent": _counts_lines,
    "units_change_nothing": _reads_units,
    "nothing_open_is_cleared": _clears,
    "requirements_are_served": _cites_nothing,
    "worse_never_lessens": _lessens,
    "answers_hold_until_their_horizon": _lasts_for_ever,
    "horizons_are_tight": _changes_every_week,
    "questions_are_sufficient": _asks_nothing,
    "questions_wait_for_their_gates": _asks_backwards,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_engine_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(content: Any, **options: Any) -> Decision:
        return BROKEN[name](check(content, **options), content)

    for module in (properties, asking, over_time, worse):
        monkeypatch.setattr(module, "check", broken)
    with pytest.raises(BrokenPropertyError, match=name.replace("_", " ")):
        check_properties(law_with(), only=[name], max_examples=300)


def test_a_suspension_that_leaves_a_trace_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def traced(law: Law) -> tuple[Law, Law]:
        bare = [pack.model_copy(update={"entries": ()}) for pack in law.packs]
        return assemble(bare, law.vocabulary, law.digest), law

    monkeypatch.setattr(over_time, "never_suspended", traced)
    with pytest.raises(BrokenPropertyError, match="lapsed suspensions"):
        check_properties(law_with(), only=["lapsed_suspensions_leave_no_trace"])


def test_a_question_that_changes_nothing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_told", lambda decision: "always the same")
    with pytest.raises(BrokenPropertyError, match="questions are relevant"):
        check_properties(law_with(), only=["questions_are_relevant"], max_examples=500)


def test_a_decision_that_is_lost_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(properties, "from_json", lambda text: None)
    with pytest.raises(BrokenPropertyError, match="survive being written"):
        check_properties(law_with(), only=["answers_survive_being_written"])


def test_a_pack_that_is_written_otherwise_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def shortened(text: str, name: str) -> Any:
        return read_yaml(text.replace("sm-alpha-licence", "sm-gamma-licence"), name)

    properties.packs_survive_being_written(small_law())
    monkeypatch.setattr(properties, "read_yaml", shortened)
    with pytest.raises(BrokenPropertyError, match="packs survive being written"):
        properties.packs_survive_being_written(small_law())


def test_an_order_that_matters_only_when_mixed_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that turning the packs round does not show: what stands between two others."""

    def broken(content: Any, *, law: Law, **options: Any) -> Decision:
        rules = [rule.id for pack in law.packs for rule in pack.rules]
        places = [rules.index(f"sm-{name}") for name in ("alpha-licence", "return", "catch-all")]
        decision = check(content, law=law, **options)
        if sorted(places)[1] == places[1]:
            return decision
        return _all_lines(decision, worst="prohibited", outcome="review")

    law = law_with()
    monkeypatch.setattr(properties, "check", broken)
    with pytest.raises(BrokenPropertyError, match="order never matters"):
        check_properties(law, only=["order_never_matters"], max_examples=100)


def test_every_property_was_broken() -> None:
    others = {
        "lapsed_suspensions_leave_no_trace",
        "questions_are_relevant",
        "answers_survive_being_written",
    }
    assert BROKEN.keys() | others == PROPERTIES.keys()
