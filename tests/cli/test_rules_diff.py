"""`exportgate rules diff`: what a change does to the law, and to the answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import Result

from exportgate.tests.cli.conftest import BANNED, MAGNET, SHIRT, UNDATED

Run = Callable[..., Result]
Change = Callable[..., Path]


@pytest.fixture
def change(law: Path, tmp_path: Path) -> Change:
    """The sample law with words replaced, in a folder of its own."""

    def make(*replaced: tuple[str, str]) -> Path:
        folder = tmp_path / "new"
        copytree(law, folder)
        text = (folder / "sample.yaml").read_text(encoding="utf-8")
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        (folder / "sample.yaml").write_text(text, encoding="utf-8")
        return folder

    return make


BAN = ("then: {prohibits: true}", "then: {notes: [{en: no ban, zh: 不禁止}]}")
NUMBER = (
    '[{number: "8505111000"}]',
    '[{number: "8505111000", coverage: whole}, {number: "8505119000"}]',
)
TRACES = ('at_most: "0.1 %"}', 'at_most: "0.2 %"}')


def test_the_same_law(run: Run, law: Path, change: Change) -> None:
    result = run("rules", "diff", law, law)
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "LAW: nothing changed"
    assert "layout" not in result.output
    comment = run("rules", "diff", law, change(("# A small law", "# A law")))
    assert comment.exit_code == 0
    assert "Only comments or layout differ." in comment.output


def test_what_changed_in_the_law(run: Run, law: Path, change: Change) -> None:
    old_note = ("      - {en: a note, zh: 备注一则}", "      - {en: a note, zh: 一则备注}")
    result = run("rules", "diff", law, change(BAN, TRACES, NUMBER, old_note))
    assert result.exit_code == 1
    told = " ".join(result.output.split())
    for words in (
        "LAW: 0 added, 0 removed, 3 changed",
        "- changed: cn-sample-ban (No export to Atlantis), pack cn-sample",
        "then.prohibits: no longer True",
        "then.notes: now also no ban",
        "evidence.numbers[8505119000]: now also number: 8505119000",
        "review_when[0].when: was [mass fraction of Dy (dysprosium) + Tb (terbium) is at most 0.1",
        "%]; is [mass fraction of Dy (dysprosium) + Tb (terbium) is at most 0.2 %]",
    ):
        assert words in told
    assert "一则备注" in told


def test_what_was_added_and_removed(run: Run, law: Path, change: Change) -> None:
    new = change(("cn-sample-catch-all", "cn-sample-catch-it"))
    result = run("rules", "diff", law, new, "--lang", "zh")
    assert "规则：新增1项，删除1项，修改0项" in result.output
    assert "删除：cn-sample-catch-all（用于武器）" in result.output
    data = json.loads(run("rules", "diff", law, new, "--format", "json").output)
    assert [each["id"] for each in data["law"]["rules"]["added"]] == ["cn-sample-catch-it"]
    assert data["law"]["rules"]["changed"] == []
    assert data["answers"] is None
    assert data["is_same"] is False


def test_answers_that_become_freer_come_first(
    run: Run, law: Path, change: Change, file: Callable[..., Path]
) -> None:
    files = [file(text, f"{i}.yaml") for i, text in enumerate((SHIRT, MAGNET, BANNED))]
    options = [word for path in files for word in ("--shipments", path)]
    papers = ("    end_use_certificate: cn-sample-form\n", "")
    new = change(BAN, papers, ("[cn-sample-form]\n", "[]\n"))
    result = run("rules", "diff", law, new, *options)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "ANSWERS: 2 of 3 lines changed, 2 freer, 0 stricter"
    assert lines[2] == "- FREER: M-3, line 1 (T-shirts)"
    assert "answer: was prohibited" in lines[3]
    assert "- FREER: M-1, line 1\n" in result.output
    assert "papers: was cn-sample-form; is nothing" in result.output
    assert result.output.index("ANSWERS") < result.output.index("LAW: ")
    again = run("rules", "diff", new, law, *options, "--format", "json")
    (first, second) = json.loads(again.output)["answers"]["changed"]
    assert first["direction"] == second["direction"] == "stricter"
    assert first["aspects"]["outcome"]["after"] == ["prohibited"]


def test_no_answer_changes(run: Run, law: Path, file: Callable[..., Path]) -> None:
    result = run("rules", "diff", law, law, "--shipments", file(UNDATED), "--on", "2026-03-02")
    assert result.exit_code == 0
    assert "ANSWERS: 0 of 1 lines changed" in result.output


def test_a_day_is_needed(run: Run, law: Path, file: Callable[..., Path]) -> None:
    result = run("rules", "diff", law, law, "--shipments", file(UNDATED))
    assert result.exit_code == 2
    assert "which day?" in result.output


def test_the_law_that_ships_has_a_name(run: Run) -> None:
    result = run("rules", "diff", "shipped", "shipped")
    assert result.exit_code == 0


def test_a_folder_that_is_not_there_is_a_bad_pack(run: Run, law: Path, tmp_path: Path) -> None:
    result = run("rules", "diff", law, tmp_path / "none")
    assert result.exit_code == 65
    assert "no such folder of rule packs" in result.output
