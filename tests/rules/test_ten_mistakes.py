"""The announcement of docs/authoring.md, written with that page alone, and ten mistakes in it.

Each mistake is caught by the loader, by a finding of lint that misleads, or by a case: by such law
`exportgate check` decides nothing (`tests/proofs/test_soundness.py`). The message says what to do.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from exportgate import check
from exportgate.engine.case_run import run_case
from exportgate.rules.case_files import read_cases
from exportgate.rules.findings import finding_kinds
from exportgate.rules.law import Law
from exportgate.rules.lint import lint
from exportgate.rules.loader import pack_texts, read_law

PAGE = Path(__file__).resolve().parents[2] / "docs" / "authoring.md"
BLOCKS = dict(
    re.findall(r"<!-- example: (\S+) -->\n```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
)
PACK = BLOCKS["announcement-2026-900.yaml"]
CASES = BLOCKS["announcement-2026-900.cases.yaml"]
NAME = "rules/cn/announcement-2026-900.yaml"
BOOK = "rules/cn/announcement-2026-900.cases.yaml"


@cache
def shipped() -> dict[str, bytes]:
    return pack_texts()


@cache
def right_law() -> Law:
    return law_with(PACK)


def law_with(pack: str) -> Law:
    return read_law({**shipped(), NAME: pack.encode()})


def found_in(pack: str, cases: str = CASES) -> list[tuple[str, str, str]]:
    """The name, the severity and the words of each finding in the new files."""
    report = lint({**shipped(), NAME: pack.encode()}, {BOOK: cases.encode()}, {})
    return [
        (f.fault.name, f.severity, f"{f.fault.message}|{f.fault.remedy}")
        for f in report.findings
        if f.fault.source in {NAME, BOOK}
    ]


def failing(law: Law) -> list[str]:
    return [f"{c.name}: {d}" for c in read_cases(CASES, BOOK).cases for d in run_case(c, law)]


def test_the_announcement_of_the_page_is_right() -> None:
    assert found_in(PACK) == []
    assert failing(right_law()) == []


@pytest.mark.parametrize(
    ("day", "office"),
    [("2026-05-31", None), ("2026-03-02", "PROVINCIAL-COMMERCE"), ("2026-09-01", "MOFCOM")],
)
def test_the_agency_changes_on_its_day(day: str, office: str | None) -> None:
    case = read_cases(CASES, BOOK).cases[0]
    decision = check(case.shipment, on=date.fromisoformat(day), law=right_law())
    requirements = decision.lines[0].requirements
    told = [agency.id for r in requirements for agency in r.agencies.files_with]
    assert told == ([office] if office else [])


SCRAP = "zh: 锇合金废料}\n    effective: {from: "
CITED = (
    "    when: {fact: line.form, is: scrap}\n    cites: [{instrument: cn-mofcom-gac-2026-900, "
    "provision: {en: note to paragraph 1, zh: 第一条注}}]\n"
)
LOADER = [
    ("a unit of something else", 'at_least: "20 g/cm3"', 'at_least: "20 mm"', "wrong-unit",
     "give it in g/cm3"),
    ("a fact misspelt", "fact: line.density", "fact: line.densty", "unknown-fact",
     "declare it in a file of catalog/facts/"),
    ("a suspension turned round", "from: 2026-05-01, to: 2026-09-01",
     "from: 2026-09-01, to: 2026-05-01", "period-turned-round", "`from` is the first day"),
    ("a citation forgotten",
     CITED, "    when: {fact: line.form, is: scrap}\n", "missing-citation", "add `cites`"),
    ("an exception misspelt", "exclusions: [cn-2026-900-scrap]", "exclusions: [cn-2026-900-scraps]",
     "unknown-reference", "mend the id or add the thing"),
    ("two agencies on one day", "from: 2026-02-02, to: 2026-06-01",
     "from: 2026-02-02, to: 2026-06-02", "competing-procedures", "end one of the two"),
    ("something not yet read", "title: {en: Strong osmium alloys,",
     "title: {en: FILL_IN our words,", "fill-me-in", "write what the instrument says"),
]  # fmt: skip


@pytest.mark.parametrize(("mistake", "old", "new", "name", "help_"), LOADER)
def test_a_mistake_that_the_loader_refuses(
    mistake: str, old: str, new: str, name: str, help_: str
) -> None:
    assert PACK.count(old) == 1, mistake
    wrong = PACK.replace(old, new)
    errors = [(n, words) for n, severity, words in found_in(wrong) if severity == "error"]
    assert [n for n, _ in errors] == [name]
    assert help_ in errors[0][1]


WARNED = [
    ("an exception that ended before", f"{SCRAP}2026-02-02, to: null",
     f"{SCRAP}2025-02-02, to: 2026-01-31", "dead-exception", "compare the days of both"),
    ("an everyday word", "en: [osmium alloy]", "en: [alloy]", "keyword-everyday-word",
     "write the words that tell the controlled item"),
]  # fmt: skip


@pytest.mark.parametrize(("mistake", "old", "new", "name", "help_"), WARNED)
def test_a_mistake_of_which_lint_warns(
    mistake: str, old: str, new: str, name: str, help_: str
) -> None:
    assert PACK.count(old) == 1, mistake
    found = found_in(PACK.replace(old, new))
    assert finding_kinds()[name].misleads
    assert any(n == name and help_ in words for n, _, words in found), found


def test_a_mistake_that_a_case_finds() -> None:
    wrong = PACK.replace('at_least: "20 g/cm3"', 'above: "20 g/cm3"')
    assert found_in(wrong) == []
    failures = failing(law_with(wrong))
    assert (
        "on the density limit and just above the strength limit: outcome: expected "
        "licence_required, got not_required"
    ) in failures


def test_the_mistakes_are_ten() -> None:
    assert len(LOADER) + len(WARNED) + 1 == 10
