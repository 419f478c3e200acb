"""Rules: what applies, what yields, what stands on a condition, and the ladder of outcomes."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from exportgate.engine.decision import OUTCOMES, Outcome
from exportgate.engine.infer import combine
from exportgate.engine.lawbook import lawbook_of
from exportgate.errors import PackError
from exportgate.rules.law import Law
from exportgate.tests.engine.test_match import Broken
from exportgate.tests.small_law import MAGNET, ORDER, ask_line, law_with, paths

SHIRT = {"description": "cotton shirt", "customs_number": "6109100010"}
JAPAN_BAN = {
    "destination": "JP",
    "end_users": [{"is_military": True, "list_status": "none"}],
}
RETURN = {
    "customs_regime": "repair_and_return",
    "properties": {"returns_to_same_user_and_place": True},
}


def order(*without: str, **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in {**ORDER, **changes}.items() if name not in without}


@pytest.mark.parametrize(
    ("line", "header", "outcome", "worst"),
    [
        (MAGNET, order(), "licence_required", "licence_required"),
        (MAGNET, order(**JAPAN_BAN), "prohibited", "prohibited"),
        (MAGNET, order("end_users", destination="JP"), "licence_required", "prohibited"),
        ({"form": "magnet", "description": "NdFeB"}, order(), "undetermined", "licence_required"),
        ({"description": "enigma"}, order(), "review", "licence_required"),
        (SHIRT, order(), "not_required", "not_required"),
        ({**MAGNET, "form": "oxide"}, order(), "not_required", "not_required"),
        (MAGNET, order(movement="provision_in_china"), "not_required", "not_required"),
        ({"form": "compound", "composition": "Li 5, O bal"}, order(), "licence_required",
         "licence_required"),
    ],
)  # fmt: skip
def test_the_ladder(
    line: dict[str, Any], header: dict[str, Any], outcome: Outcome, worst: Outcome
) -> None:
    decided = ask_line(line, **header)
    assert (decided.outcome, decided.worst) == (outcome, worst)


TABLE: dict[tuple[Outcome, Outcome], Outcome] = {
    # What one reading finds and the other does not is for a person, unless facts are open.
    ("prohibited", "licence_required"): "licence_required",
    ("prohibited", "undetermined"): "undetermined",
    ("prohibited", "review"): "review",
    ("prohibited", "not_required"): "review",
    ("licence_required", "undetermined"): "undetermined",
    ("licence_required", "review"): "review",
    ("licence_required", "not_required"): "review",
    ("undetermined", "review"): "undetermined",
    ("undetermined", "not_required"): "undetermined",
    ("review", "not_required"): "review",
}


@pytest.mark.parametrize(("cautious", "lenient"), list(product(OUTCOMES, repeat=2)))
def test_two_readings_are_combined(cautious: Outcome, lenient: Outcome) -> None:
    both = combine(cautious, lenient)
    if cautious == lenient:
        assert both == cautious
    else:
        pair = (cautious, lenient)
        assert both == TABLE.get(pair, TABLE.get(pair[::-1]))
        assert both != "not_required"


# ---------------------------------------------------------------- exceptions


def test_an_exception_frees() -> None:
    decided = ask_line(MAGNET, **order(end_use="emergency_relief"))
    assert (decided.outcome, decided.worst) == ("not_required", "not_required")
    assert "No licence for relief" in [note.words.en for note in decided.notes]


def test_an_exception_that_may_apply_keeps_it_open_and_is_asked_for() -> None:
    decided = ask_line(MAGNET, **order("customs_regime"))
    assert decided.outcome == "undetermined"
    assert set(paths(decided)) == {
        "customs_regime",
        "properties.returns_to_same_user_and_place",
    }
    assert "sm-return" in decided.questions[0].decides


def test_one_exception_that_applies_is_enough() -> None:
    decided = ask_line(MAGNET, **order("customs_regime", end_use="emergency_relief"))
    assert decided.outcome == "not_required"


def test_an_exception_that_itself_yields_is_none() -> None:
    """The return is free of a licence, but not to JP."""
    assert ask_line(MAGNET, **order(**RETURN)).outcome == "not_required"
    decided = ask_line(MAGNET, **order(**RETURN, destination="JP"))
    assert decided.outcome == "licence_required"
    open_destination = ask_line(MAGNET, **order("destination", **RETURN))
    assert open_destination.outcome == "undetermined"
    assert "destination" in paths(open_destination)


# ---------------------------------------------------------------- standing conditions


def blanks(*names: str, **changes: Any) -> dict[str, Any]:
    return order("knowledge_of_risk", *names, **changes)


def test_a_blank_stands_on_a_condition_where_nothing_points_to_it() -> None:
    decided = ask_line(SHIRT, **blanks())
    assert decided.outcome == "not_required"
    assert paths(decided) == []
    (condition,) = [c for c in decided.conditions if c.rule == "sm-catch-all"]
    assert condition.words.en == "You know of no risk"
    assert condition.cites[0].provision.en == "6"


def test_nothing_stands_on_a_condition_that_is_answered() -> None:
    decided = ask_line(SHIRT, **order())
    assert [c.rule for c in decided.conditions] == ["premise-movement"]


@pytest.mark.parametrize(
    ("line", "header", "options"),
    [
        (SHIRT, {}, {"strict": True}),
        (SHIRT, {"consignee": {"list_status": "watch_list"}}, {}),
        (SHIRT, {"end_users": [{"name": "who?"}]}, {}),
        ({"form": "component", "composition": "Li 5"}, {}, {"strict": True}),
    ],
)
def test_a_blank_is_asked_for_where_something_points_to_it(
    line: dict[str, Any], header: dict[str, Any], options: dict[str, Any]
) -> None:
    decided = ask_line(line, **blanks(**header), **options)
    assert "knowledge_of_risk" in paths(decided)
    assert decided.outcome == "undetermined"
    assert "sm-catch-all" not in [c.rule for c in decided.conditions]


def test_a_listed_item_asks() -> None:
    decided = ask_line(MAGNET, **blanks())
    assert "knowledge_of_risk" in paths(decided)
    assert decided.outcome == "licence_required"


ISLAND = """
pack: sm-island
title: {en: Rule for one island, zh: 单一目的地规则}
instrument: sm-list-2025
verified_up_to: 2026-10-09
rules:
  - id: sm-island-ban
    title: {en: Shirts do not go to the island, zh: 衬衫禁止运往该岛}
    effective: {from: 2025-04-01}
    when: {all: [{fact: shipment.destination, is: IS}, {fact: line.form, is: crystal}]}
    then: {prohibits: true}
    standing:
      condition: {en: The goods do not go to the island, zh: 货物不运往该岛}
      while_open: [shipment.destination]
    cites: [{instrument: sm-list-2025, provision: i}]
"""


@pytest.mark.parametrize(
    ("destination", "form", "outcome", "stands"),
    [
        (None, None, "not_required", True),
        (None, "crystal", "not_required", True),
        (None, "oxide", "not_required", False),
        ("IS", None, "undetermined", False),
        ("IS", "crystal", "prohibited", False),
        ("NO", None, "not_required", False),
    ],
)
def test_a_condition_may_stand_for_one_fact_only(
    destination: str | None, form: str | None, outcome: str, *, stands: bool
) -> None:
    """That goods do not go there is no answer to what they are, once it is known that they do."""
    law = law_with(ISLAND)
    line = {**SHIRT, "form": form, "description": "shirt"}
    decided = ask_line(line, law=law, **order(destination=destination))
    assert decided.outcome == outcome
    assert ("sm-island-ban" in [c.rule for c in decided.conditions]) is stands
    assert ("lines[0].form" in paths(decided)) is (outcome == "undetermined")


UNLISTED = """
pack: sm-unlisted
title: {en: Ban of what no list names, zh: 清单以外物项}
instrument: sm-list-2025
verified_up_to: 2026-10-09
rules:
  - id: sm-unlisted-ban
    title: {en: What no list names does not go to soldiers, zh: 清单以外物项禁止用于军事目的}
    effective: {from: 2025-04-01}
    when: {all: [{not: {listed_in: [dual_use_rare_earth]}}, {fact: shipment.end_use, is: military}]}
    then: {prohibits: true}
    standing: {condition: {en: The goods are not for soldiers, zh: 货物非用于军事目的}}
    cites: [{instrument: sm-list-2025, provision: i}]
"""


@pytest.mark.parametrize(
    ("end_use", "worst", "stands"),
    [
        ("military", "prohibited", False),
        ("civil", "licence_required", False),
        (None, "licence_required", True),
    ],
)
def test_whether_goods_are_listed_is_no_fact_for_a_condition(
    end_use: str | None, worst: str, *, stands: bool
) -> None:
    law = law_with(UNLISTED)
    decided = ask_line(
        {"form": "magnet", "description": "NdFeB"}, law=law, **order(end_use=end_use)
    )
    assert (decided.outcome, decided.worst) == ("undetermined", worst)
    assert ("sm-unlisted-ban" in [c.rule for c in decided.conditions]) is stands


def test_a_condition_for_a_fact_that_is_not_declared_is_refused() -> None:
    with pytest.raises(PackError, match="harbour"):
        law_with(ISLAND.replace("[shipment.destination]", "[shipment.harbour]"))


def test_knowledge_needs_a_licence_for_anything() -> None:
    decided = ask_line(SHIRT, **order(knowledge_of_risk="notified"))
    assert decided.outcome == "licence_required"
    (requirement,) = decided.requirements
    assert requirement.rules == ("sm-catch-all",)
    assert requirement.control_codes == ()


def test_premises_stand_on_every_answer_that_does_not_say_otherwise() -> None:
    (premise,) = ask_line(SHIRT, **order()).conditions
    assert premise.words.en == "The goods or technology leave China"
    assert ask_line(SHIRT, **order(movement="export_from_china")).conditions == ()


# ---------------------------------------------------------------- errors


def law_with_broken_rule(name: str, field: str = "when") -> Law:
    law = law_with()
    book = lawbook_of(law)
    broken: dict[str, Any] = {field: Broken()}
    rules = tuple(
        replace(asked, **broken) if asked.rule.id == name else asked for asked in book.rules
    )
    law.memo.clear()
    law.memo["lawbook"] = replace(book, rules=rules)
    return law


@pytest.mark.parametrize(
    ("rule", "header"),
    [
        ("sm-alpha-licence", order()),
        ("sm-relief", order()),  # an exception that errs does not free
        ("sm-relief", order(end_use="emergency_relief")),
        ("sm-watch", order()),
        ("sm-remarks", order()),
        ("sm-military-ban", order(**JAPAN_BAN)),
    ],
)
def test_an_erring_rule_never_clears_and_is_told(rule: str, header: dict[str, Any]) -> None:
    decided = ask_line(MAGNET, law=law_with_broken_rule(rule), **header)
    assert decided.outcome in {"review", "undetermined", "licence_required"}
    assert decided.errors == (f"{rule}: ZeroDivisionError: ",)
    assert rule in [review.rule for review in decided.reviews]
    told = next(review for review in decided.reviews if review.rule == rule)
    assert "could not be evaluated" in told.words.en
    assert told.reason is None


def test_an_erring_prohibition_leaves_the_worst_open() -> None:
    decided = ask_line(MAGNET, law=law_with_broken_rule("sm-military-ban"), **order())
    assert (decided.outcome, decided.worst) == ("licence_required", "prohibited")


def test_an_erring_rule_about_anything_reaches_unlisted_goods() -> None:
    decided = ask_line(SHIRT, law=law_with_broken_rule("sm-catch-all"), **order())
    assert decided.outcome == "review"
    assert decided.errors


def test_an_erring_ask_when_asks_a_person() -> None:
    decided = ask_line(SHIRT, law=law_with_broken_rule("sm-catch-all", "ask_when"), **blanks())
    assert decided.outcome == "review"
    assert decided.errors


def test_an_erring_rule_without_effect_that_day_harms_nobody() -> None:
    """The rules of the day are all that is asked; one still to come must not break the answer."""
    law = law_with("", (("  - id: sm-denial\n    title: {en: Military end use, zh: 军事用途}\n"
                        "    effective: {from: 2020-12-01}"),
                        ("  - id: sm-denial\n    title: {en: Military end use, zh: 军事用途}\n"
                        "    effective: {from: 2026-01-01}")))  # fmt: skip
    book = lawbook_of(law)
    rules = tuple(
        replace(asked, when=Broken()) if asked.rule.id == "sm-denial" else asked
        for asked in book.rules
    )
    law.memo.clear()
    law.memo["lawbook"] = replace(book, rules=rules)
    assert ask_line(MAGNET, law=law, **order()).outcome == "licence_required"


# ---------------------------------------------------------------- reviews, notes, practice


def test_a_rule_may_ask_for_a_person() -> None:
    decided = ask_line(MAGNET, **order(destination="KP"))
    (review,) = decided.reviews
    assert (review.rule, review.certainty, review.is_practice) == ("sm-custom", "certain", True)
    assert review.words.zh == "请咨询"
    assert review.confidence == "medium"
    assert review.reason is not None
    assert not ask_line(MAGNET, **order()).reviews


def test_a_prohibition_has_its_reason_and_place() -> None:
    decided = ask_line(MAGNET, **order(**JAPAN_BAN))
    (ban,) = decided.prohibitions
    assert (ban.rule, ban.certainty, ban.cites[0].provision.en) == (
        "sm-military-ban",
        "certain",
        "7",
    )
    assert ban.reason is not None
    assert {part.kind for part in ban.reason.parts} >= {"listed", "fact"}
    (possible,) = ask_line(MAGNET, **order("end_users", destination="JP")).prohibitions
    assert possible.certainty == "possible"


@pytest.mark.parametrize(("destination", "noted"), [("DE", True), ("JP", False), (None, False)])
def test_a_note_that_hangs_on_open_facts_is_not_told(
    destination: str | None, *, noted: bool
) -> None:
    decided = ask_line(MAGNET, **order(destination=destination))
    assert ("sm-eu-note" in [note.rule for note in decided.notes]) is noted
