"""What the lists do to an answer: hits ask, confirmed parties follow the law, cleared ones rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from exportgate.catalog.text import Text
from exportgate.engine.checking import check
from exportgate.engine.cleared import ClearedHit
from exportgate.engine.parties import screening_of
from exportgate.errors import InputError
from exportgate.rules.loader import load_law

from ..small_law import paths

if TYPE_CHECKING:
    from exportgate.engine.decision import Decision

LAW = load_law()
DAY = date(2026, 3, 2)
TEE = {"line": "1", "description": "cotton T-shirts", "customs_number": "6109100021"}
MAGNET = {
    "line": "2",
    "customs_number": "8505111000",
    "form": "magnet",
    "magnet_family": "ndfeb",
    "composition": "Nd 29.5 %, Dy 1.2 %, B 1 %, Fe balance",
}
TEXT = Text("")
RAYTHEON = "cn-mofcom-2025-1-raytheon-missile-systems"
UNRELIABLE = "cn-uel-2025-1-raytheon-missile-systems"


def order(party: dict[str, Any], *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    named = {"country": "US", "is_military": False, **party}
    return {
        "destination": "US",
        "end_use": "civil",
        "customs_regime": "general_trade",
        "knowledge_of_risk": "none",
        "consignee": named,
        "end_users": [named],
        "lines": list(lines),
        **fields,
    }


def ask(party: dict[str, Any], *lines: dict[str, Any], on: date = DAY, **options: Any) -> Decision:
    return check(order(party, *lines), on=on, law=LAW, **options)


def hits(decision: Decision) -> list[tuple[str, str]]:
    assert decision.screening is not None
    return [(hit.listed_party, hit.state) for hit in decision.screening.parties[0].hits]


def cleared_rows(decision: Decision) -> list[ClearedHit]:
    assert decision.screening is not None
    return [
        ClearedHit(party.name or "", party.country, hit.listed_party, hit.names_digest)
        for party in decision.screening.parties
        for hit in party.hits
    ]


def test_no_hit_tells_against_what_it_was_screened() -> None:
    decision = ask({"name": "Müller Metallbau GmbH"}, TEE)
    assert decision.outcome == "not_required"
    assert decision.screening is not None
    assert decision.screening.names == 275
    assert decision.screening.notices == 26
    assert [party.hits for party in decision.screening.parties] == [(), ()]


def test_a_name_that_resembles_none_is_not_asked_about_though_the_goods_are_listed() -> None:
    decision = ask({"name": "Sunrise Textiles Ltd"}, MAGNET)
    assert (decision.outcome, decision.worst) == ("licence_required", "licence_required")
    assert not [path for path in paths(decision) if "list_status" in path]
    stood = {condition.rule for line in decision.lines for condition in line.conditions}
    assert {"cn-ecl-18-control-list", "cn-792-26-watch-list"} <= stood


@pytest.mark.parametrize("strict", [True, False])
def test_a_party_without_a_name_is_asked_about_when_the_goods_are_listed(*, strict: bool) -> None:
    decision = ask({"name": "Sunrise Textiles Ltd"} if strict else {}, MAGNET, strict=strict)
    assert (decision.outcome, decision.worst) == ("licence_required", "prohibited")
    assert "consignee.list_status" in paths(decision)


def test_a_role_in_which_nobody_is_named_is_asked_about_when_the_goods_are_listed() -> None:
    order_ = order({"name": "Sunrise Textiles Ltd"}, MAGNET)
    del order_["end_users"]
    decision = check(order_, on=DAY, law=LAW)
    assert decision.worst == "prohibited"


def test_nobody_named_is_not_screened() -> None:
    assert check({"lines": [TEE]}, on=DAY, law=LAW).screening is None
    decision = ask({"name": None}, TEE)
    assert decision.screening is not None
    assert decision.screening.parties[0].name is None


def test_a_strong_hit_asks_on_every_line_who_it_is() -> None:
    decision = ask({"name": "Raytheon Missile Systems Co"}, TEE, MAGNET)
    tee, magnet = decision.lines
    assert (tee.outcome, tee.worst) == ("undetermined", "prohibited")
    assert paths(tee) == ["consignee.listed_as", "end_users[0].listed_as"]
    assert (magnet.outcome, magnet.worst) == ("licence_required", "prohibited")
    (question, *_) = tee.questions
    assert [choice for choice, _ in question.choices] == [RAYTHEON, UNRELIABLE, "none"]
    assert hits(decision) == [(RAYTHEON, "open"), (UNRELIABLE, "open")]


def test_a_weak_hit_asks_for_listed_goods_alone() -> None:
    decision = ask({"name": "General Dynamics European Land Systems"}, TEE, MAGNET)
    tee, magnet = decision.lines
    assert (tee.outcome, tee.questions) == ("not_required", ())
    assert "consignee.listed_as" in paths(magnet)


def test_what_is_stated_stays_unless_the_name_is_the_same() -> None:
    weak = {"name": "General Dynamics European Land Systems", "list_status": "none"}
    assert "consignee.listed_as" not in paths(ask(weak, MAGNET))
    exact = {"name": "General Dynamics", "list_status": "none"}
    decision = ask(exact, TEE, MAGNET)
    assert [line.outcome for line in decision.lines] == ["review", "licence_required"]
    assert decision.worst == "prohibited"
    assert decision.lines[0].reviews[-1].rule == "cn-mofcom-2025-1-control-list"
    worse = ask({**exact, "list_status": "control_list"}, MAGNET)
    assert worse.outcome == "prohibited"


def test_none_is_believed_but_for_the_very_same_name() -> None:
    denied = ask({"name": "Martin Lockheed Corp", "listed_as": "none"}, TEE)
    assert denied.outcome == "not_required"
    assert {state for _, state in hits(denied)} == {"denied"}
    same = ask({"name": "Lockheed Martin", "listed_as": "none"}, TEE)
    assert same.outcome == "undetermined"
    assert same.screening is not None
    assert "not enough" in (same.screening.parties[0].hits[0].why or TEXT).en


def test_a_confirmed_party_follows_the_law_of_the_day() -> None:
    party = {"name": "Our customer", "listed_as": RAYTHEON}
    assert ask(party, TEE).outcome == "prohibited"
    assert hits(ask(party, TEE)) == [(RAYTHEON, "confirmed"), (UNRELIABLE, "confirmed")]
    before = ask(party, TEE, on=date(2025, 1, 1))
    assert before.outcome == "not_required"
    assert before.horizon.holds_until == date(2025, 1, 2)
    assert hits(before) == []


def test_a_confirmed_party_that_is_said_to_be_on_no_list() -> None:
    party = {"name": "X", "listed_as": "cn-mofcom-2025-1-general-dynamics", "list_status": "none"}
    decision = ask(party, MAGNET)
    assert decision.outcome == "prohibited"
    assert "on no such list" in decision.lines[0].reviews[-1].words.en


def test_a_suspended_listing_says_so_and_ends() -> None:
    decision = ask({"name": "X", "listed_as": "cn-mofcom-2025-21-cubic"}, MAGNET)
    assert (decision.outcome, decision.worst) == ("licence_required", "licence_required")
    assert decision.horizon.holds_until == date(2026, 11, 10)
    assert any("suspended" in note.words.en for note in decision.lines[0].notes)
    later = ask(
        {"name": "X", "listed_as": "cn-mofcom-2025-21-cubic"}, MAGNET, on=date(2026, 11, 10)
    )
    assert (later.outcome, later.worst) == ("licence_required", "prohibited")
    assert "not verified" in later.lines[0].reviews[-1].words.en


def test_an_id_that_is_not_on_file_is_bad_input() -> None:
    with pytest.raises(InputError) as caught:
        ask({"name": "X", "listed_as": "cn-nobody"}, TEE)
    assert [fault.field for fault in caught.value.faults] == [
        "consignee.listed_as",
        "end_users[0].listed_as",
    ]


def test_a_cleared_hit_rests_until_either_side_changes() -> None:
    party = {"name": "Raytheon Missile Systems"}
    rows = cleared_rows(ask(party, TEE))
    decision = ask(party, TEE, cleared=rows)
    assert decision.outcome == "not_required"
    assert {state for _, state in hits(decision)} == {"cleared"}
    assert decision.receipt.options[-1].startswith("cleared=")
    assert ask(party, TEE, cleared=reversed(rows)) == decision

    abroad = ask({**party, "country": "FR"}, TEE, cleared=rows)
    assert abroad.outcome == "undetermined"
    assert abroad.screening is not None
    assert "another country" in (abroad.screening.parties[0].hits[0].why or TEXT).en

    other = ask({"name": "Raytheon Missile Systems 2"}, TEE, cleared=rows)
    assert {state for _, state in hits(other)} == {"open"}

    stale = [replace(row, names_digest="0" * 16) for row in rows]
    changed = ask(party, TEE, cleared=stale)
    assert changed.outcome == "undetermined"
    assert changed.screening is not None
    assert "changed" in (changed.screening.parties[0].hits[0].why or TEXT).en


def test_a_cleared_hit_frees_a_stated_status_too() -> None:
    party = {"name": "General Dynamics", "list_status": "none"}
    rows = cleared_rows(ask(party, TEE))
    assert ask(party, TEE, cleared=rows).outcome == "not_required"


def test_the_order_of_parties_changes_nothing() -> None:
    names = [
        {"name": "Skydio"},
        {"name": "Lockheed Martin", "listed_as": "none"},
        {"name": "Müller"},
    ]
    answers = []
    for users in (names, names[::-1]):
        decision = check({"end_users": users, "lines": [TEE, MAGNET]}, on=DAY, law=LAW)
        assert decision.screening is not None
        told = {party.name: party.hits for party in decision.screening.parties}
        answers.append((decision.outcome, decision.worst, decision.horizon, told))
    assert answers[0] == answers[1]


def test_screening_a_name_by_itself_tells_of_the_past_too() -> None:
    found = screening_of("Sourcemap", LAW, on=DAY)
    (hit,) = found.parties[0].hits
    assert (hit.status, hit.state) == ("repealed", "without_effect")
    assert screening_of("Müller", LAW, on=DAY).parties[0].hits == ()


def test_no_question_waits_for_one_that_became_whether_it_is_the_listed_party() -> None:
    decision = ask({"name": "Raytheon Missile Systems"}, MAGNET, strict=True)
    assert "consignee.listed_as" in paths(decision)
    before: set[str] = set()
    for question in decision.questions:
        assert {gate.path for gate in question.only_if} <= before
        before.add(question.path)
