"""`exportgate rules coverage`: what is modelled, pointer only or out of scope."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest
from click.testing import Result
from rich.cells import cell_len

Ask = Callable[..., Result]


def test_figures_come_first(ask: Ask) -> None:
    result = ask("rules", "coverage")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].startswith("LICENSING CATALOGUE: ")
    assert lines[2].startswith("- with a definition: ")
    for words in (
        "Articles and parts: 1 modelled, 1 pointer only, 1 out of scope.",
        "ALL INSTRUMENTS, status on 2026-06-30",
        "not today",
        "Sample announcement No. 1 of 2025\ncn-sample-2025-1, in force\n",
        "- paragraphs 4 to 8: modelled: by cn-sample-licence, cn-sample-ban\n",
        "- annex on software: out of scope: no text was found\n",
        "- paragraph 1: pointer only: by cn-sample-pointer; the dates are told\n",
        " 1C905.a.4  Magnets",
    ):
        assert words in result.output
    assert max(cell_len(line) for line in lines) <= 80


@pytest.mark.parametrize(
    ("options", "shown", "hidden"),
    [
        (["--status", "out_of_scope"], ["annex on software"], ["paragraphs 4", "1C905.a.4"]),
        (["--status", "pointer_only"], ["paragraph 1", "Odd things"], ["annex on software"]),
        (["--instrument", "cn-sample-2025-2"], ["paragraph 1:"], ["annex on software", "Odd"]),
        (["--lang", "zh"], ["许可证管理目录", "不在范围：未见文本"], ["out of scope"]),
    ],
)
def test_a_part_is_listed(
    ask: Ask, options: list[str], shown: list[str], hidden: list[str]
) -> None:
    result = ask("rules", "coverage", *options)
    assert result.exit_code == 0
    assert [words for words in shown if words not in result.output] == []
    assert [words for words in hidden if words in result.output] == []


def test_nothing_found_has_its_exit_code(ask: Ask) -> None:
    options = ["--instrument", "cn-sample-2025-2", "--status", "out_of_scope"]
    result = ask("rules", "coverage", *options)
    assert result.exit_code == 1
    assert "Nothing in the law loaded here meets that." in result.output
    data = json.loads(ask("rules", "coverage", *options, "--format", "json").output)
    assert data["instruments"] == []


def test_an_unknown_instrument_is_wrong_use(ask: Ask) -> None:
    result = ask("rules", "coverage", "--instrument", "cn-sample-2025")
    assert result.exit_code == 2
    assert "did you mean `cn-sample-2025-1`" in result.output


def test_the_account_as_json(ask: Ask) -> None:
    result = ask("rules", "coverage", "--format", "json")
    assert result.exit_code == 0
    data = json.loads(result.output)
    assert data["verified_up_to"] == "2026-06-30"
    assert data["provisions"] == {"modelled": 1, "pointer_only": 1, "out_of_scope": 1}
    share = data["catalogue"]["shares"]["numbers_found"]
    assert share == {"part": share["whole"], "whole": share["whole"], "percent": "100.0"}
    (first, second) = data["instruments"]
    assert (first["id"], first["status"]) == ("cn-sample-2025-1", "in_force")
    assert first["provisions"][1] == {
        "provision": {"en": "annex on software", "zh": "软件附件"},
        "status": "out_of_scope",
        "by": [],
        "why": {"en": "no text was found", "zh": "未见文本"},
    }
    assert first["provisions"][0]["why"] is None
    assert {entry["id"]: entry["status"] for entry in first["entries"]} == {
        "cn-sample-magnet": "modelled",
        "cn-sample-holmium": "modelled",
        "cn-sample-pointer": "pointer_only",
    }
    assert second["entries"] == []


def test_a_folder_without_an_account_is_a_bad_pack(run: Ask, law: Path, tmp_path: Path) -> None:
    copy(law / "sample.yaml", tmp_path)
    result = run("rules", "coverage", "--law", tmp_path)
    assert result.exit_code == 65
    assert "the account of coverage is missing" in result.output
