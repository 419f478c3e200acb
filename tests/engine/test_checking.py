"""The whole answer: a pure function of shipment, law and day, with all that fixes it."""

from __future__ import annotations

import copy
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from exportgate.engine.checking import check, digest_of, shipment_of
from exportgate.engine.version import __version__
from exportgate.errors import InputError
from exportgate.tests.small_law import (
    DAY,
    MAGNET,
    ORDER,
    VERIFIED,
    ask,
    law_with,
    small_law,
    small_texts,
)

SHIPMENT = {"reference": "A-1", "lines": [{"line": "1", **MAGNET}], **ORDER}
SHIRT = {"line": "2", "description": "shirt", "customs_number": "6109100010"}
POINTER = {"line": "3", "description": "enigma"}


def test_the_day_asked_about() -> None:
    assert check(SHIPMENT, on=DAY, law=small_law()).on == DAY
    dated = {**SHIPMENT, "export_date": "2025-07-01"}
    assert check(dated, law=small_law()).on == date(2025, 7, 1)
    assert check(dated, on=DAY, law=small_law()).on == DAY


def test_without_a_day_there_is_no_answer() -> None:
    with pytest.raises(InputError, match="the day asked about is not known"):
        check(SHIPMENT, law=small_law())


def test_a_shipment_or_a_mapping_is_the_same_question() -> None:
    one = check(SHIPMENT, on=DAY, law=small_law())
    assert check(shipment_of(SHIPMENT), on=DAY, law=small_law()) == one
    assert one.reference == "A-1"


def test_the_question_is_left_as_it_was() -> None:
    before = copy.deepcopy(SHIPMENT)
    check(SHIPMENT, on=DAY, law=small_law())
    assert before == SHIPMENT


def test_without_a_law_the_shipped_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exportgate.engine.checking.load_law", small_law)
    assert check(SHIPMENT, on=DAY).receipt.law == small_law().digest


def test_a_shipment_is_as_bad_as_its_worst_line() -> None:
    lines = [{"line": "1", **MAGNET}, SHIRT, POINTER]
    decision = check({**SHIPMENT, "lines": lines}, on=DAY, law=small_law())
    assert [line.line for line in decision.lines] == ["1", "2", "3"]
    assert [line.outcome for line in decision.lines] == [
        "licence_required",
        "not_required",
        "review",
    ]
    assert (decision.outcome, decision.worst) == ("licence_required", "licence_required")
    two = check({**SHIPMENT, "lines": [SHIRT, POINTER]}, on=DAY, law=small_law())
    assert (two.outcome, two.worst) == ("review", "licence_required")


def test_the_order_of_lines_and_keys_changes_nothing() -> None:
    lines = [{"line": "1", **MAGNET}, SHIRT, POINTER]
    one = check({**SHIPMENT, "lines": lines}, on=DAY, law=small_law())
    turned = dict(reversed(SHIPMENT.items())) | {"lines": lines[::-1]}
    other = check(turned, on=DAY, law=small_law())
    assert {line.line: line.outcome for line in one.lines} == {
        line.line: line.outcome for line in other.lines
    }
    assert (one.outcome, one.horizon) == (other.outcome, other.horizon)


def test_an_unrelated_entry_changes_nothing() -> None:
    extra = """
pack: unrelated
title: {en: Unrelated, zh: 无关}
verified_up_to: 2026-10-09
entries:
  - id: unrelated-gold
    title: {en: Gold, zh: 金}
    domain: technology_prohibited
    effective: {from: 2025-04-01}
    definition: {element: Au, above: "0 %"}
    evidence: {elements: [Au]}
    cites: [{instrument: sm-act-2020, provision: "99"}]
"""
    assert (
        check(SHIPMENT, on=DAY, law=law_with(extra)).lines
        == check(SHIPMENT, on=DAY, law=small_law()).lines
    )


def test_threads_share_a_law() -> None:
    law = law_with()
    expected = check(SHIPMENT, on=DAY, law=small_law())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: check(SHIPMENT, on=DAY, law=law), range(32)))
    assert all(decision == expected for decision in found)


def test_an_answer_after_others_is_the_answer_alone() -> None:
    """What is kept between calls never leaks from one question, or one day, to another."""
    law = law_with()
    days = [DAY, VERIFIED, date(2026, 12, 1), date(2019, 1, 1), DAY]
    lines = [MAGNET, {"form": "oxide", "formula": "Ho2O3"}, {"description": "bismuth"}, MAGNET]
    for day in days:
        for line in lines:
            assert ask(line, on=day, law=law, **ORDER) == ask(line, on=day, law=law_with(), **ORDER)


# ---------------------------------------------------------------- receipt


def test_the_receipt_fixes_the_answer() -> None:
    receipt = check(SHIPMENT, on=DAY, law=small_law()).receipt
    assert receipt.on == DAY
    assert receipt.law == small_law().digest
    assert receipt.engine == __version__
    assert receipt.input == digest_of(shipment_of(SHIPMENT))


@pytest.mark.parametrize(
    "change",
    [
        {"destination": "JP"},
        {"reference": "A-2"},
        {"papers": ["sm-contract"]},
        {"lines": [{"line": "1", **MAGNET, "description": "x"}]},
        {"lines": [{"line": "1", **MAGNET}, SHIRT]},
        {"end_users": [{"name": "B", "list_status": "none"}]},
    ],
)
def test_whatever_is_said_changes_the_digest(change: dict[str, Any]) -> None:
    other = digest_of(shipment_of({**SHIPMENT, **change}))
    assert other != digest_of(shipment_of(SHIPMENT))


@pytest.mark.parametrize(
    "same",
    [
        {"destination": "Germany"},
        {"customs_regime": "General Trade"},
        {"contract_date": "", "transit_countries": [], "papers": []},
        {"lines": [{**MAGNET, "line": " 1 ", "customs_number": " ", "properties": {}}]},
    ],
)
def test_equal_shipments_have_one_digest(same: dict[str, Any]) -> None:
    other = digest_of(shipment_of({**SHIPMENT, **same}))
    assert other == digest_of(shipment_of(SHIPMENT))


def test_a_digest_does_not_hang_on_the_order_of_keys() -> None:
    one = {"lines": [{"line": "1", "composition": {"Dy": "2 %", "Fe": "balance"}}]}
    other = {"lines": [{"composition": {"Fe": "balance", "Dy": "2 %"}, "line": "1"}]}
    assert digest_of(shipment_of(one)) == digest_of(shipment_of(other))


def test_another_law_has_another_receipt_and_the_same_answer() -> None:
    texts = small_texts()
    assert texts
    other = law_with("", ("# A made-up law", "# One made-up law"))
    one, two = check(SHIPMENT, on=DAY, law=small_law()), check(SHIPMENT, on=DAY, law=other)
    assert one.receipt.law != two.receipt.law
    assert one.lines == two.lines


# ---------------------------------------------------------------- age and scope


def test_how_old_the_law_is() -> None:
    on_it = check(SHIPMENT, on=VERIFIED, law=small_law())
    assert (on_it.verified_up_to, on_it.is_after_verification) == (VERIFIED, False)
    assert on_it.rules_verified_up_to == VERIFIED
    after = check(SHIPMENT, on=VERIFIED + timedelta(days=1), law=small_law())
    assert after.is_after_verification


def test_the_scope_of_the_packs_that_bear_on_the_answer_is_told() -> None:
    told = check(SHIPMENT, on=DAY, law=small_law()).scope
    assert "A made-up law." in str(told)
    assert "虚构的法律。" in str(told)


def test_a_pack_that_says_nothing_of_the_goods_is_not_told() -> None:
    pack = """
pack: extra-apples
title: {en: Apples, zh: 苹果}
instrument: sm-act-2020
verified_up_to: 2026-10-09
scope: {en: Apples alone., zh: 仅苹果。}
entries:
  - id: extra-apple
    title: {en: Apples, zh: 苹果}
    domain: dual_use_rare_earth
    effective: {from: 2020-12-01}
    evidence: {keywords: {en: [apple]}}
    cites: [{instrument: sm-act-2020, provision: "1"}]
"""
    law = law_with(pack)
    assert "Apples alone." not in str(check(SHIPMENT, on=DAY, law=law).scope)
    apples = {"lines": [{"line": "1", "description": "apples"}]}
    assert "Apples alone." in str(check(apples, on=DAY, law=law).scope)
