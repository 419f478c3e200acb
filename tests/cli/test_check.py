"""`exportgate check`: every option and every exit code of a decision."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import click
import jsonschema
import pytest
from click.testing import Result

from exportgate.cli import exits
from exportgate.cli.check import exit_code
from exportgate.cli.options import Day
from exportgate.cli.output import write_whole
from exportgate.engine.decision import OUTCOMES
from exportgate.formats.decision_json import from_json, to_json
from exportgate.formats.schema import decision_schema
from exportgate.tests.cli.conftest import BANNED, MAGNET, ODDITY, OPEN, SHIRT, UNDATED
from exportgate.tests.formats import sample_decisions as samples

Ask = Callable[..., Result]
Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "code", "banner"),
    [
        (SHIRT, 0, "NO LICENCE REQUIRED"),
        (MAGNET, 10, "LICENCE REQUIRED"),
        (OPEN, 11, "UNDETERMINED - FACTS ARE MISSING"),
        (ODDITY, 12, "A PERSON HAS TO JUDGE"),
        (BANNED, 13, "EXPORT PROHIBITED"),
    ],
)
def test_each_outcome_has_its_code(
    ask: Ask, file: Write, text: str, code: int, banner: str
) -> None:
    result = ask("check", file(text))
    assert (result.exit_code, result.output.splitlines()[0]) == (code, banner)
    assert result.stderr == ""


def test_standard_input_is_yaml(ask: Ask) -> None:
    result = ask("check", "-", stdin=MAGNET)
    assert result.exit_code == 10
    result = ask("check", "-", stdin=b"\xff\xfe\x00")
    assert result.exit_code == 64
    assert "<stdin>: the text is not UTF-8" in result.stderr
    result = ask("check", "-", stdin="lines: []")
    assert result.exit_code == 64
    assert "<stdin>" in result.stderr


def test_the_worst_of_several_counts(ask: Ask, file: Write) -> None:
    result = ask("check", file(SHIRT, "a.yaml"), file(BANNED, "b.yaml"), file(MAGNET, "c.yaml"))
    assert result.exit_code == 13
    lines = result.output.splitlines()
    assert lines[0].split()[:2] == ["Shipment", "Day"]
    assert sum(set(line) == {"="} for line in lines) == 3
    for banner in ("NO LICENCE REQUIRED", "EXPORT PROHIBITED", "LICENCE REQUIRED"):
        assert banner in lines


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_a_code(outcome: str) -> None:
    decision = samples.decision(samples.line("1", outcome))  # type: ignore[arg-type]
    assert exit_code([samples.clear(), decision]) == exits.CODE_OF_OUTCOME[outcome]


def test_an_answer_for_which_a_rule_failed_is_never_clear() -> None:
    assert exit_code([samples.clear()]) == 0
    assert exit_code([samples.decision(samples.line("1", errors=("failed",)))]) == 12


def test_json_is_one_object_or_an_array(ask: Ask, file: Write) -> None:
    first, second = file(MAGNET, "a.yaml"), file(SHIRT, "b.yaml")
    result = ask("check", first, "--format", "json")
    assert result.exit_code == 10
    text = result.stdout_bytes.decode("utf-8")
    assert text == to_json(from_json(text)) + "\n"
    jsonschema.validate(json.loads(text), decision_schema())
    result = ask("check", first, second, "--format", "json")
    assert [each["reference"] for each in json.loads(result.stdout)] == ["M-1", "M-3"]


def test_the_language_is_chosen(ask: Ask, file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask("check", file(MAGNET), "--lang", "zh").output.startswith("需要许可\n")
    monkeypatch.setenv("EXPORTGATE_LANG", "zh")
    assert ask("check", file(MAGNET)).output.startswith("需要许可\n")
    assert ask("check", file(MAGNET), "--lang", "fr").exit_code == 2


def test_the_day_asked_about(ask: Ask, file: Write) -> None:
    assert "on 2026-03-02" in ask("check", file(MAGNET)).output
    assert ask("check", file(MAGNET), "--on", "2025-04-03").exit_code == 0
    result = ask("check", file(UNDATED))
    assert result.exit_code == 2
    assert "which day? the shipment (`M-3`) has no `export_date`" in result.stderr
    assert "--on today" in result.stderr
    nameless = UNDATED.replace("reference: M-3\n", "")
    assert "which day? the shipment has no" in ask("check", file(nameless)).stderr
    assert ask("check", file(UNDATED), "--on", "2026-03-02").exit_code == 0
    for wrong in ("2026-3-2", "20260302", "tomorrow", "2026-02-30"):
        result = ask("check", file(MAGNET), "--on", wrong)
        assert result.exit_code == 2
        assert f"`{wrong}` is not a day" in result.stderr


def test_today_is_a_word_that_is_asked_for() -> None:
    now = datetime.now(timezone(timedelta(hours=8))).date()
    assert Day().convert("today", None, None) in {now, now + timedelta(days=1)}
    assert Day().convert(date(2026, 3, 2), None, None) == date(2026, 3, 2)
    with pytest.raises(click.BadParameter):
        Day().convert("yesterday", None, None)


def test_a_day_after_verification_is_told(ask: Ask, file: Write) -> None:
    result = ask("check", file(SHIRT), "--on", "2026-07-10")
    assert "WARNING: the day asked about lies 10 days after" in result.output


def test_strict_exhaustive_and_verbose(ask: Ask, file: Write) -> None:
    shirt = file(SHIRT)
    assert "You know of no risk" in ask("check", shirt).output
    strict = ask("check", shirt, "--strict")
    assert strict.exit_code == 11
    assert "WHAT TO FETCH" in strict.output
    data = json.loads(ask("check", shirt, "--exhaustive", "--format", "json").stdout)
    assert len(data["lines"][0]["matches"]) > 1
    assert "Receipt: input" in ask("check", shirt, "--verbose").output
    assert len(ask("check", shirt, "--verbose").output) > len(ask("check", shirt).output)


def test_bad_input_tells_every_fault(ask: Ask, file: Write) -> None:
    bad = MAGNET.replace("DE\n", "Nowhere\n").replace("form: magnet,", "form: banana,")
    other = file("nonsense: [", "other.yaml")
    result = ask("check", file(bad), other)
    assert result.exit_code == 64
    assert result.stdout == ""
    assert result.stderr.count("error: ") >= 3
    for part in ("shipment.yaml", "other.yaml", "`banana`", "  help: "):
        assert part in result.stderr
    assert "nothing was decided; faults in the input: " in result.stderr
    result = ask("check", file(bad), "--lang", "zh")
    assert result.exit_code == 64
    for part in ("错误：", "实际为`banana`", "未作任何判断"):
        assert part in result.stderr


def test_a_missing_file_is_wrong_use(ask: Ask, tmp_path: Path) -> None:
    assert ask("check", tmp_path / "none.yaml").exit_code == 2
    assert ask("check").exit_code == 2
    assert ask("check", tmp_path).exit_code == 2


def test_no_shipment_at_all_is_bad_input(
    ask: Ask, file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = SimpleNamespace(shipments=(), warnings=())
    monkeypatch.setattr("exportgate.formats.read.read_shipments", lambda _: empty)
    result = ask("check", file(MAGNET))
    assert result.exit_code == 64
    assert "holds no shipment" in result.stderr


def test_warnings_of_reading_go_to_standard_error(
    ask: Ask, file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exportgate.errors import Fault
    from exportgate.formats.read import read_shipments

    def warned(path: Path) -> SimpleNamespace:
        fault = Fault("read as 0701", "a.xlsx", "row 7", "customs_number", seen="701")
        return SimpleNamespace(shipments=real(path).shipments, warnings=(fault, "plain words"))

    real = read_shipments
    monkeypatch.setattr("exportgate.formats.read.read_shipments", warned)
    result = ask("check", file(SHIRT))
    assert result.exit_code == 0
    assert result.stderr == (
        "warning: a.xlsx: row 7: customs_number: read as 0701: seen `701`\nwarning: plain words\n"
    )
    assert "warning" not in result.stdout


def test_a_bad_rule_pack_has_its_own_code(run: Ask, file: Write, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "x.yaml").write_text("pack: X\n", encoding="utf-8")
    result = run("check", file(MAGNET), "--law", folder)
    assert result.exit_code == 65
    assert "packs/x.yaml" in result.stderr
    assert "nothing was decided; faults in the rule packs: " in result.stderr
    assert run("check", file(MAGNET), "--law", tmp_path / "none").exit_code == 2


def test_output_is_written_whole(ask: Ask, file: Write, tmp_path: Path) -> None:
    target = tmp_path / "answer.txt"
    result = ask("check", file(MAGNET), "--output", target)
    assert (result.exit_code, result.stdout) == (10, "")
    assert target.read_text(encoding="utf-8").startswith("LICENCE REQUIRED\n")
    assert ask("check", file(SHIRT), "--output", target, "--format", "json").exit_code == 0
    assert from_json(target.read_bytes()).reference == "M-3"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_output_that_cannot_be_written_is_told(ask: Ask, file: Write, tmp_path: Path) -> None:
    result = ask("check", file(SHIRT), "--output", tmp_path / "none" / "answer.txt")
    assert result.exit_code == 2
    assert "no such file or directory" in result.stderr
    assert ask("check", file(SHIRT), "--output", tmp_path).exit_code == 2


def test_a_failed_write_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "answer.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk")))
    with pytest.raises(OSError, match="disk"):
        write_whole(target, b"new")
    monkeypatch.undo()
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["answer.txt"]
    write_whole(target, b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    fresh = tmp_path / "fresh.txt"
    write_whole(fresh, b"new")
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o666 & ~_mask()


def test_links_and_devices_are_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "answer.txt", tmp_path / "link"
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    write_whole(Path(os.devnull), b"new")
    assert not Path(os.devnull).is_file()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_draft_law_needs_a_law_of_ones_own(run: Ask, file: Write) -> None:
    result = run("check", file(SHIRT), "--draft-law")
    assert result.exit_code == 2
    assert "--draft-law speaks of the law of --law FOLDER" in result.stderr


def test_law_that_fails_its_own_cases_decides_nothing(run: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "law"
    example = Path(__file__).resolve().parents[1] / "data" / "example_law"
    shutil.copytree(example, folder)
    pack = folder / "no-7.yaml"
    text = pack.read_text(encoding="utf-8")
    assert text.count('above: "17.5') == 1
    pack.write_text(text.replace('above: "17.5', 'below: "17.5'), encoding="utf-8")
    shipment = tmp_path / "s.yaml"
    shipment.write_text('{destination: DE, lines: [{line: "1", description: bench}]}', "utf-8")
    words = ("check", shipment, "--on", "2025-06-02", "--law", folder)
    refused = run(*words)
    assert refused.exit_code == 65
    assert "a case beside the law does not hold" in refused.stderr
    assert "a dense alloy needs a licence" in refused.stderr
    decided = run(*words, "--draft-law")
    assert decided.exit_code == 11
    assert "a dense alloy needs a licence" in decided.stderr
