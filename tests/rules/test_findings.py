"""Every finding has a name, a page, an example that is right, and one that raises it."""

import ast
import re
from pathlib import Path

import pytest

from exportgate.engine.case_run import run_case
from exportgate.errors import PackError
from exportgate.rules.case_files import read_cases
from exportgate.rules.findings import finding_kinds
from exportgate.rules.lint import LintReport, lint
from exportgate.rules.loader import case_texts, load_cases, load_law, pack_texts, read_law

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "data" / "example_law"
KINDS = finding_kinds()
TEXTS = pack_texts(FOLDER)
CASES = case_texts(FOLDER)
PASSES = {"lint.yaml": (FOLDER / "lint.yaml").read_bytes()}


# What else is true then.
FOLLOWS = {
    "unreachable-rule": ["unused"],
    "dead-exception": ["never-in-force", "day-without-instrument"],
    "never-in-force": ["dead-exception", "day-without-instrument"],
    "suspension-outside-life": ["suspended-before-issued"],
    "control-code-not-in-catalogue": ["domain-of-other-codes", "entry-without-hit"],
    "cases-without-pack": ["pack-without-cases"],
}


def lint_with(old: str = "", new: str = "", *, shipped: bool = False) -> LintReport:
    """The example law with words replaced, which stand once in it."""
    if not old:
        return lint(TEXTS, CASES, PASSES, is_shipped=shipped)
    kinds = (TEXTS, CASES, PASSES)
    assert sum(text.decode().count(old) for kind in kinds for text in kind.values()) == 1, old
    texts, cases, passes = (
        {name: text.decode().replace(old, new).encode() for name, text in kind.items()}
        for kind in kinds
    )
    return lint(texts, cases, passes, is_shipped=shipped)


def names(report: LintReport) -> list[str]:
    return [finding.fault.name for finding in report.findings]


def test_the_example_law_is_right() -> None:
    assert names(lint_with()) == []
    law = load_law(FOLDER, use_store=False)
    cases = [case for book in load_cases(FOLDER) for case in book.cases]
    assert [(case.name, d) for case in cases for d in run_case(case, law)] == []


@pytest.mark.parametrize("name", KINDS)
def test_the_wrong_example_raises_the_finding(name: str) -> None:
    kind = KINDS[name]
    if name == "not-utf8":
        report = lint({**TEXTS, "latin.yaml": kind.wrong.encode("gbk", "ignore")}, CASES, PASSES)
    else:
        report = lint_with(kind.right, kind.wrong, shipped=name == "fact-unread")
    found = [f for f in report.findings if f.fault.name == name]
    assert found, names(report)
    for finding in found:
        fault = finding.fault
        assert fault.source.endswith(".yaml")
        assert fault.message
        assert fault.remedy
        assert finding.severity == kind.severity
        assert finding.page == f"docs/findings.md#{name}"
        assert (finding.line > 0 and fault.column > 0) or name == "not-utf8"


@pytest.mark.parametrize("name", [n for n, kind in KINDS.items() if kind.severity == "warning"])
def test_a_warning_stands_alone(name: str) -> None:
    kind = KINDS[name]
    report = lint_with(kind.right, kind.wrong)
    allowed = {name, *FOLLOWS.get(name, ())}
    assert set(names(report)) <= allowed


def read_all(texts: dict[str, str]) -> None:
    for file in CASES:
        read_cases(texts[file], file)
    read_law({file: texts[file].encode() for file in TEXTS})


@pytest.mark.parametrize("name", [n for n, kind in KINDS.items() if kind.severity == "error"])
def test_the_loader_refuses_an_error(name: str) -> None:
    kind = KINDS[name]
    if name == "not-utf8":
        return
    report = lint_with(kind.right, kind.wrong)
    assert {f.fault.name for f in report.findings if f.severity == "error"} == {name}
    texts = {n: t.decode().replace(kind.right, kind.wrong) for n, t in {**TEXTS, **CASES}.items()}
    with pytest.raises(PackError):
        read_all(texts)


@pytest.mark.parametrize("name", [n for n, kind in KINDS.items() if kind.severity == "warning"])
def test_the_loader_takes_what_is_only_warned_of(name: str) -> None:
    kind = KINDS[name]
    texts = {n: t.decode().replace(kind.right, kind.wrong) for n, t in TEXTS.items()}
    law = read_law({file: text.encode() for file, text in texts.items()})
    assert law.packs


def test_a_fact_that_is_read_is_not_told() -> None:
    unread = {f.fault.seen for f in lint_with(shipped=True).findings}
    assert "line.density" not in unread
    assert "line.flexural_strength" in unread


def test_every_name_in_code_is_on_the_page_and_raised_here() -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)$", page, re.MULTILINE) == list(KINDS)
    assert names_in_code() == set(KINDS)


def names_in_code() -> set[str]:
    """Every text in the loader and in lint that has the form of a name, as far as it is one."""
    files = ["catalog/yaml_source.py", *(f"rules/{p.name}" for p in (ROOT / "rules").glob("*.py"))]
    texts = {
        node.value
        for file in files
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    shape = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
    known_others = {"utf-8", "2000-01-01"}
    hyphened = {t for t in texts if shape.fullmatch(t) and "-" in t} - known_others
    return {t for t in hyphened | (texts & {"unused"}) if not t.startswith("cn-")}


def test_all_faults_of_a_broken_pack_are_told_at_once() -> None:
    text = TEXTS["example_law/no-7.yaml"].decode()
    text = text.replace("from: 2026-02-10, to: 2026-11-28", "from: 2026-11-28, to: 2026-02-10")
    text = text.replace("confidence: high", "confidence: low").replace("7440-33-7", "7440-33-1")
    text = text.replace("line.density", "line.densty").replace('"282590"', '"2825"')
    report = lint({**TEXTS, "example_law/no-7.yaml": text.encode()}, CASES, PASSES)
    assert set(names(report)) == {
        "cas-check-digit",
        "low-without-verify",
        "period-turned-round",
        "unknown-fact",
        "wide-heading",
    }
    places = {f.fault.name: (f.line, f.fault.column) for f in report.findings}
    lines = text.splitlines()
    line, column = places["unknown-fact"]
    assert lines[line - 1][column - 1 :].startswith("fact: line.densty") or (
        "line.densty" in lines[line - 1]
    )
    line, column = places["cas-check-digit"]
    assert lines[line - 1][column - 1 :].startswith('"7440-33-1"')


def test_a_pack_that_is_no_yaml_hides_nothing_of_the_others() -> None:
    texts = {**TEXTS, "example_law/general.yaml": TEXTS["example_law/general.yaml"] + b"\n}"}
    texts["example_law/no-7.yaml"] = TEXTS["example_law/no-7.yaml"].replace(b"W,", b"Wo,")
    report = lint(texts, CASES, PASSES)
    assert sorted(names(report)) == ["not-yaml", "unknown-element"]


def test_an_exception_lets_pass_what_it_names_and_no_error() -> None:
    rows = b"""
- {finding: wide-heading, seen: ["2825"], since: 2026-10-09, why: the list names it}
- {finding: unknown-fact, seen: [line.densty], since: 2026-10-09, why: no}
"""
    text = TEXTS["example_law/no-7.yaml"].replace(b'"282590"', b'"2825"')
    report = lint({**TEXTS, "example_law/no-7.yaml": text}, CASES, {"lint.yaml": rows})
    assert (names(report), report.let_pass) == (["idle-exception"], 1)
    text = text.replace(b"line.density", b"line.densty")
    report = lint({**TEXTS, "example_law/no-7.yaml": text}, CASES, {"lint.yaml": rows})
    assert (names(report), report.let_pass) == (["unknown-fact"], 1)
