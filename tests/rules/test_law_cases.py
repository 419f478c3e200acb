"""Runs the cases that stand beside the packs: the law's own tests."""

from __future__ import annotations

from exportgate import load_law
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
