"""What might catch a fault in the law, cheapest first; each says what it saw, or nothing."""

from __future__ import annotations

import importlib
import os
import sys
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from exportgate.engine.case_run import run_case
from exportgate.errors import CatalogError, PackError
from exportgate.proofs.exceptions import load_exceptions
from exportgate.proofs.proving import prove
from exportgate.rules import loader
from exportgate.rules.coverage import load_coverage
from exportgate.rules.lint import lint
from exportgate.testing import ways_to_meet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from exportgate.rules.cases import Case
    from exportgate.rules.law import Law
    from exportgate.tests.mutants.bench import Bench
    from exportgate.tests.mutants.mutant import Mutant

ROOT = Path(__file__).resolve().parents[2]
LAW_TESTS = (
    "rules/test_un_measures.py",
    "rules/test_listings.py",
    "rules/test_agencies_of_procedures.py",
    "engine/test_parties.py",
    "engine/test_screening.py",
)
"""Tests that ask the law that ships; none of them compares it with a copy of itself."""
_WAYS = 20
_FEW = 300


def own_cases(law: Law, mutant: Mutant, bench: Bench) -> str:
    """The cases beside the pack."""
    return _first_failing(bench.own_cases(mutant), law)


def other_cases(law: Law, mutant: Mutant, bench: Bench) -> str:
    """The cases of all other packs."""
    return _first_failing(bench.other_cases(mutant), law)


def few_other_cases(law: Law, mutant: Mutant, bench: Bench) -> str:
    """The cases of other packs, where only some can see the fault."""
    others = bench.other_cases(mutant)
    return _first_failing(others, law) if len(others) <= _FEW else ""


def _first_failing(cases: Iterable[Case], law: Law) -> str:
    for case in cases:
        try:
            for difference in run_case(case, law):
                return f"{case.name}: {difference}"
        except CatalogError as error:  # a body, say, that nobody stood for on the day
            return f"{case.name}: {error}"
    return ""


def account(law: Law, mutant: Mutant, bench: Bench) -> str:
    """The account of coverage, which names provisions by id."""
    if not bench.beside("coverage.yaml"):
        return ""
    return next((each for each in _account(bench, law) if each not in _account_before(bench)), "")


def _account(bench: Bench, law: Law) -> list[str]:
    try:
        load_coverage(law, bench.folder)
    except PackError as error:
        return [str(fault) for fault in error.faults]
    return []


@cache
def _account_before(bench: Bench) -> frozenset[str]:
    return frozenset(_account(bench, bench.law))


def linted(law: Law, mutant: Mutant, bench: Bench) -> str:
    """Lint: a finding that the unchanged law has not."""
    told = _lint(bench, bench.texts_with(mutant))
    return next((words for key, words in told.items() if key not in _lint_before(bench)), "")


def _lint(bench: Bench, texts: Mapping[str, bytes]) -> dict[tuple[str, str, str], str]:
    report = lint(texts, bench.case_texts, bench.beside("lint.yaml"), is_shipped=bench.is_shipped)
    faults = [finding.fault for finding in report.findings]
    return {(each.name, each.source, each.seen): str(each) for each in faults}


@cache
def _lint_before(bench: Bench) -> frozenset[tuple[str, str, str]]:
    return frozenset(_lint(bench, bench.texts))


def proved(law: Law, mutant: Mutant, bench: Bench) -> str:
    """The proofs: a finding that the unchanged law has not, or an exception without one."""
    return next((name for name in _proof(bench, law) if name not in _proof_before(bench)), "")


def _proof(bench: Bench, law: Law) -> list[str]:
    proof = prove(law, load_exceptions(bench.folder))
    idle = [f"idle: {each.finding}" for each in proof.idle]
    return [*(finding.name for finding in proof.findings), *idle]


@cache
def _proof_before(bench: Bench) -> frozenset[str]:
    return frozenset(_proof(bench, bench.law))


def never_cleared(law: Law, mutant: Mutant, bench: Bench) -> str:
    """Goods made to meet the entry are held whatever their customs number, found by their name."""
    entry = law.entries.get(mutant.owner)
    if not bench.is_shipped or entry is None or entry.definition is None:
        return ""
    asked = importlib.import_module("exportgate.tests.rules.test_no_false_clearance")
    before, asked.LAW = asked.LAW, law  # type: ignore[attr-defined]  # a global of the test
    try:
        day = asked.day_in_force(entry)
        if day is None or "line.customs_number" in entry.definition.model_dump_json():
            return ""
        for stated in islice(ways_to_meet(entry.definition), _WAYS):
            words = {"description": entry.title.en, "control_code": entry.control_code}
            if asked.is_held(entry, stated, day, **words):
                for description in (entry.title.en, entry.title.zh):
                    for number in asked.WRONG_NUMBERS:
                        stray = {"description": description, "customs_number": number}
                        if not asked.is_held(entry, stated, day, **stray):
                            return f"cleared: {stray}"
    finally:
        asked.LAW = before  # type: ignore[attr-defined]
    return ""


def everyday_goods(law: Law, mutant: Mutant, bench: Bench) -> str:
    """Clothes, toys and phones are asked nothing, in both languages."""
    if not bench.is_shipped:
        return ""
    asked = importlib.import_module("exportgate.tests.rules.test_everyday_goods")
    before, asked.LAW = asked.LAW, law  # type: ignore[attr-defined]  # a global of the test
    try:
        for language in ("en", "zh"):
            asked.test_everyday_goods_are_asked_nothing("US", language)
    except AssertionError as error:
        return f"{error}\n".splitlines()[0] or "asked"
    finally:
        asked.LAW = before  # type: ignore[attr-defined]
    return ""


def law_tests(law: Law, mutant: Mutant, bench: Bench) -> str:
    """Tests that ask the law that ships, in a child process that loads the faulty one.

    They ask about rules, papers, agencies and parties; of entries they know nothing.
    """
    if not bench.is_shipped or mutant.owner in {**bench.law.entries, **bench.law.exclusions}:
        return ""
    child = os.fork()
    if child == 0:
        code = 9
        try:
            code = _run_tests(law, bench.texts_with(mutant))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return "" if code == 0 else f"pytest ended with {code}"


def _run_tests(law: Law, texts: dict[str, bytes]) -> int:
    import pytest

    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    loader.load_law = lambda *_, **__: law
    loader.pack_texts = lambda *_: texts
    sys.modules.pop("exportgate.tests.conftest", None)
    files = [str(ROOT / "tests" / name) for name in LAW_TESTS]
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *files]))


def warm(bench: Bench) -> None:
    """Have ready what every fault is asked with, before the processes part."""
    _account_before(bench)
    _lint_before(bench)
    _proof_before(bench)
    for name in ("test_no_false_clearance", "test_everyday_goods"):
        importlib.import_module(f"exportgate.tests.rules.{name}")


GUARDS: dict[str, Callable[[Law, Mutant, Bench], str]] = {
    "own cases": own_cases,
    "account": account,
    "few other cases": few_other_cases,
    "other cases": other_cases,
    "lint": linted,
    "proofs": proved,
    "no false clearance": never_cleared,
    "everyday goods": everyday_goods,
    "law tests": law_tests,
}
"""In the order in which they are asked; the loader comes before them all."""

QUICK = ("own cases", "account", "few other cases")
"""Those that an author asks while writing cases."""

ALL = tuple(name for name in GUARDS if name != "few other cases")
"""Those that tell how much is caught."""
