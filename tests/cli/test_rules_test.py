"""`exportgate rules test`: the cases beside the law, those that fail, and what they leave out."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest
from click.testing import Result

Run = Callable[..., Result]

CASES = """\
pack: cn-sample
cases:
  - name: the magnet's licence
    on: 2026-03-02
    source: [own]
    shipment:
      destination: DE
      consignee: {name: A, is_military: false}
      lines:
        - {line: "1", form: magnet, magnet_family: ndfeb, composition: "Dy 1.2, Fe bal"}
    expect: {outcome: licence_required, controlled: ["1C905.a.4"]}
  - name: no export
    on: 2026-03-02
    source: [own]
    shipment: {destination: KP, lines: [{line: "1", customs_number: "6109100000"}]}
    expect: {outcome: prohibited}
"""


@pytest.fixture
def packs(law: Path, tmp_path: Path) -> Path:
    """A folder with the sample law and two cases that hold."""
    copy(law / "sample.yaml", tmp_path)
    (tmp_path / "sample.cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def failing(packs: Path) -> Path:
    """The same, with one expectation that is wrong."""
    text = CASES.replace("outcome: licence_required", "outcome: review")
    (packs / "sample.cases.yaml").write_text(text, encoding="utf-8")
    return packs


def test_cases_that_hold(run: Run, packs: Path) -> None:
    result = run("rules", "test", "--law", packs)
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "CASES: 2 run, 0 failed"
    assert "TOUCH" not in result.output
    assert "案例：运行2个，失败0个" in run("rules", "test", "--law", packs, "--lang", "zh").output


def test_a_case_that_fails_is_told_with_what_replays_it(run: Run, failing: Path) -> None:
    result = run("rules", "test", "--law", failing)
    assert result.exit_code == 1
    told = " ".join(result.output.split())
    assert "CASES: 2 run, 1 failed" in told
    assert "- cn-sample: the magnet's licence (on 2026-03-02)" in told
    assert "outcome: expected review, got licence_required" in told
    assert "--shipment | exportgate check -" in told


def test_the_command_that_is_told_replays_the_case(run: Run, failing: Path) -> None:
    (failure,) = json.loads(run("rules", "test", "--law", failing, "--format", "json").output)[
        "failures"
    ]
    first, second = (shlex.split(part)[1:] for part in failure["replay"].split(" | "))
    shipment = run(*first).output
    result = run(*second, stdin=shipment)
    assert result.exit_code == 10
    assert "LICENCE REQUIRED" in result.output.upper()


def test_what_no_case_touches(run: Run, packs: Path) -> None:
    result = run("rules", "test", "--coverage", "--law", packs)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[3].startswith("WHAT THE CASES TOUCH: ")
    told = " ".join(result.output.split())
    for words in (
        "- entries (a hit, a miss, a fact missing): 14.2 % (1 of 7)",
        "- cn-sample-holmium: no hit; no miss; no fact missing",
        "- cn-sample-magnet: not excluded: Deeply processed goods (cn-sample-deep)",
        "- cn-sample-catch-all: never applies; ",
        "not on 2025-04-03, the last day: not yet in force",
    ):
        assert words in told
    assert "red flags (up" not in told
    assert "cn-sample-ban: never applies" not in told


def test_coverage_as_json(run: Run, packs: Path) -> None:
    result = run("rules", "test", "--coverage", "--format", "json", "--law", packs)
    coverage = json.loads(result.output)["coverage"]
    assert coverage["shares"]["entries"] == {"part": 1, "whole": 7, "percent": "14.2"}
    assert {
        "pack": "cn-sample",
        "kind": "exceptions",
        "owner": "cn-sample-magnet",
        "place": "cn-sample-deep",
        "aspect": "excluded",
        "words": {"en": "Deeply processed goods", "zh": "深加工产品"},
    } in coverage["missing"]
    assert coverage["all"]["whole"] - coverage["all"]["part"] == len(coverage["missing"])
    without = json.loads(run("rules", "test", "--format", "json", "--law", packs).output)
    assert without["coverage"] is None
    assert without["cases"] == {"run": 2, "failed": 0}


def test_a_law_that_is_touched_wholly(run: Run, tmp_path: Path) -> None:
    text = """\
pack: cn-one
title: {en: One, zh: 一}
instrument: cn-one-1
verified_up_to: 2026-06-30
instruments:
  - id: cn-one-1
    title: {en: One, zh: 一}
    issuers: [MOFCOM]
    year: 2025
    kind: law
    effective: {from: null}
entries:
  - id: cn-one-pointer
    title: {en: Odd, zh: 杂项}
    domain: dual_use_rare_earth
    evidence: {keywords: {en: [oddity]}}
    effective: {from: null}
    cites: [{instrument: cn-one-1, provision: "1"}]
"""
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "one.cases.yaml").write_text(
        "pack: cn-one\ncases:\n  - {name: x, on: 2026-03-02, source: [own], expect: {}, "
        'shipment: {lines: [{line: "1", description: oddity}]}}\n',
        encoding="utf-8",
    )
    result = run("rules", "test", "--coverage", "--law", tmp_path)
    assert result.exit_code == 0
    assert "WHAT THE CASES TOUCH: 100.0 % (1 of 1)" in result.output
    assert "The cases touch all of it." in result.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--pack", "cn-sampel"], "did you mean `cn-sample`"),
        (["--case", "no exports"], "did you mean `no export`"),
        (["--shipment"], "2 cases are chosen"),
    ],
)
def test_wrong_use(run: Run, packs: Path, options: list[str], words: str) -> None:
    result = run("rules", "test", "--law", packs, *options)
    assert result.exit_code == 2
    assert words in result.output


def test_one_case_is_chosen(run: Run, failing: Path) -> None:
    options = ["--law", failing, "--pack", "cn-sample", "--case", "no export"]
    result = run("rules", "test", *options)
    assert result.exit_code == 0
    assert "CASES: 1 run, 0 failed" in result.output
    assert json.loads(run("rules", "test", *options, "--shipment").output)["destination"] == "KP"


def test_the_law_that_ships_is_the_default(run: Run) -> None:
    result = run("rules", "test", "--pack", "cn-mofcom-gac-2023-39", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.output)["cases"]["run"] > 10
