"""What changed between two answers, and whether it became freer or stricter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from exportgate.engine.answer_diff import LineChange, answer_changes
from exportgate.tests.small_law import MAGNET, ORDER, ask, law_with

if TYPE_CHECKING:
    from exportgate.rules.law import Law

MILITARY: dict[str, Any] = {
    **ORDER,
    "destination": "JP",
    "end_users": [{"is_military": True, "list_status": "none"}],
}


def differ(*replaced: tuple[str, str], line: Any = None, **header: Any) -> tuple[LineChange, ...]:
    def answer(law: Law | None) -> Any:
        return ask(line or MAGNET, law=law, **(header or ORDER))

    return answer_changes([answer(None)], [answer(law_with("", *replaced))])


def told(change: LineChange) -> dict[str, tuple[tuple[str, ...], tuple[str, ...], str]]:
    return {each.aspect: (each.before, each.after, each.direction) for each in change.aspects}


def test_the_same_answer_is_no_change() -> None:
    assert differ(("Act, zh", "Statute, zh")) == ()


def test_an_outcome_that_falls_is_freer() -> None:
    ban = ("then: {prohibits: true}", "then: {notes: [{en: x, zh: x}]}")
    (line,) = differ(ban, **MILITARY)
    assert line.direction == "freer"
    found = told(line)
    assert found["outcome"] == (("prohibited",), ("licence_required",), "freer")
    assert found["prohibitions"] == (("sm-military-ban",), (), "freer")


def test_an_outcome_that_rises_is_stricter() -> None:
    custom = ("{fact: shipment.destination, is: JP}\n        - {party",
              "{fact: shipment.destination, in: [JP, DE]}\n        - {party")  # fmt: skip
    header = {**MILITARY, "destination": "DE"}
    (line,) = differ(custom, **header)
    assert line.direction == "stricter"
    assert told(line)["outcome"] == (("licence_required",), ("prohibited",), "stricter")


@pytest.mark.parametrize(
    ("replaced", "aspect", "before", "after", "direction"),
    [
        (("documents: [sm-contract, sm-old-form]", "documents: [sm-risk-report, sm-old-form]"),
         "papers", None, None, "stricter"),
        (("end_use_certificate: sm-end-use", "declares: []"), "papers", None, None, "freer"),
        (("examines: [MOFCOM]", "examines: [MIIT]"), "agencies",
         None, None, "other"),
        (("available_when: {fact: shipment.exporter_has_internal_compliance, is: true}",
          "available_when: {fact: shipment.destination, is: JP}"),
         "licence_kinds", ("sm-general?", "sm-single"), ("sm-single",), "other"),
        (("is: military}", "is: civil}"), "presumption",
         (), ("dual_use_licence: denial",), "other"),
    ],
)  # fmt: skip
def test_what_else_a_line_says(
    replaced: tuple[str, str], aspect: str, before: Any, after: Any, direction: str
) -> None:
    if "declares" in replaced[1]:
        replaced = ("    end_use_certificate: sm-end-use\n", "")
    (line,) = differ(replaced)
    found = told(line)
    old, new, which = found[aspect]
    assert which == direction
    assert "outcome" not in found
    if before is not None:
        assert (old, new) == (before, after)


def test_what_becomes_uncertain_is_lost() -> None:
    order: dict[str, Any] = ORDER
    traces = {"form": "magnet", "composition": "Nd 30, Dy 0.05, Fe bal"}
    looser = law_with("", ('at_most: "0.1 %"}\n', 'at_most: "0.01 %"}\n'))
    answers = [ask(traces, **order)], [ask(traces, law=looser, **order)]
    (line,) = answer_changes(*answers)
    assert line.direction == "stricter"
    assert told(line)["controlled"] == (("9X001.a?",), ("9X001.a",), "other")
    assert told(line)["requirements"][2] == "stricter"
    (back,) = answer_changes(*reversed(answers))
    assert back.direction == "freer"
    assert told(back)["requirements"][2] == "freer"


def test_days_are_compared() -> None:
    sooner = ("from: 2025-11-01, to: 2026-11-11", "from: 2025-10-01, to: 2026-11-11")
    (line,) = differ(sooner, line={"form": "oxide", "composition": "Ho 1 %"})
    assert line.direction == "other"
    assert told(line) == {"holds_until": (("2025-11-01",), ("2025-10-01",), "other")}


def test_freer_lines_come_first() -> None:
    order: dict[str, Any] = ORDER
    magnet, free = ask(MAGNET, **order), ask({"description": "shirt"}, **order)
    found = answer_changes([free, magnet, free], [magnet, free, free])
    assert [(line.position, line.direction) for line in found] == [(1, "freer"), (0, "stricter")]
