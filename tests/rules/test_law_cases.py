"""Runs the cases that stand beside the packs: the law's own tests."""

from __future__ import annotations

from collections import Counter

import pytest

from exportgate import check, load_law
from exportgate.engine.case_run import run_case
from exportgate.rules.loader import load_cases

LAW = load_law(use_store=False)


def test_every_case_of_the_law_holds() -> None:
    failures = [
        f"{book.pack}: {case.name} (on {case.on}): {difference}"
        for book in load_cases()
        for case in book.cases
        for difference in run_case(case, LAW)
    ]
    assert not failures, "\n".join(failures)


def test_every_pack_with_entries_or_rules_has_cases() -> None:
    told = {book.pack for book in load_cases()}
    silent = [p.pack for p in LAW.packs if (p.entries or p.rules) and p.pack not in told]
    assert not silent


def test_an_instrument_stands_once_in_the_register() -> None:
    keys = [(i.issuers[:1], i.year, i.number, i.kind) for i in LAW.instruments.values() if i.number]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


@pytest.mark.parametrize("number", [None, "6109100010", "8471300000"], ids=["none", "T", "PC"])
def test_a_wrong_customs_number_never_clears_what_is_controlled(number: str | None) -> None:
    cleared, asked = [], 0
    for book in load_cases():
        for case in book.cases:
            if case.by_number or not case.expect.controlled:
                continue
            lines = [{**line, "customs_number": number} for line in case.shipment["lines"]]
            decision = check({**case.shipment, "lines": lines}, on=case.on, law=LAW)
            # What the case itself lets go (a bonded move, say) goes with any number.
            wanted = {case.expect.outcome, *case.expect.verdicts.values()}
            asked += 1
            if decision.outcome == "not_required" and wanted - {None, "not_required"}:
                cleared.append(f"{book.pack}: {case.name}")
    assert asked > 50
    assert not cleared, "\n".join(cleared)
