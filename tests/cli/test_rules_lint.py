"""`exportgate rules lint` and `exportgate rules new`."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from exportgate.cli.rules_draft import _schema

Run = Callable[..., Result]
EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "example_law"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example law."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "law"))


def mend(folder: Path, old: str, new: str) -> None:
    path = folder / "no-7.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_found(run: Run, folder: Path) -> None:
    result = run("rules", "lint", "--law", folder)
    assert (result.exit_code, result.output) == (0, "errors: 0, warnings: 0, let pass: 0\n")


def test_warnings_alone_end_with_1(run: Run, folder: Path) -> None:
    mend(folder, '"7440-33-7"', '"7440-33-1"')
    result = run("rules", "lint", "--law", folder)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        (
            "law/no-7.yaml:20:13: warning: cas-check-digit: the check digit of this CAS number is "
            "wrong: seen `7440-33-1`"
        ),
        "  help: compare with the instrument or a safety data sheet",
        "  see docs/findings.md#cas-check-digit",
        "errors: 0, warnings: 1, let pass: 0",
    ]


def test_errors_end_with_65_and_hide_no_warning(run: Run, folder: Path) -> None:
    mend(folder, '"7440-33-7"', '"7440-33-1"')
    mend(folder, "confidence: high", "confidence: sure")
    result = run("rules", "lint", "--law", folder, "--format", "json")
    assert result.exit_code == 65
    content = json.loads(result.output)
    assert [(f["name"], f["severity"]) for f in content["findings"]] == [
        ("cas-check-digit", "warning"),
        ("unknown-value", "error"),
    ]
    assert (content["errors"], content["warnings"], content["let_pass"]) == (1, 1, 0)
    assert content["findings"][1]["expected"] == "'high', 'medium' or 'low'"


def test_it_speaks_chinese(run: Run, folder: Path) -> None:
    mend(folder, "confidence: high", "confidence: sure")
    result = run("rules", "lint", "--law", folder, "--lang", "zh")
    assert "错误：unknown-value：取值不在允许范围内" in result.output
    assert "处理办法：使用提示中列出的取值" in result.output


def test_age_is_told_of_the_day_that_is_asked_about(run: Run, folder: Path) -> None:
    result = run("rules", "lint", "--law", folder, "--on", "2027-06-01")
    assert result.output.count("verified-up-to-old: 235 days before 2027-06-01") == 2


def test_a_folder_without_packs(run: Run, tmp_path: Path) -> None:
    assert run("rules", "lint", "--law", tmp_path).exit_code == 65


def test_the_shipped_law_is_clean(run: Run) -> None:
    result = run("rules", "lint")
    assert result.exit_code == 0, result.output


def test_a_new_pack_lints_with_what_is_to_be_filled_in_alone(run: Run, folder: Path) -> None:
    result = run("rules", "new", "cn-mofcom-gac-2026-90", "--into", folder)
    assert result.exit_code == 0
    assert "announcement-2026-90.cases.yaml" in result.output
    found = json.loads(run("rules", "lint", "--law", folder, "--format", "json").output)
    assert {f["name"] for f in found["findings"]} == {"fill-me-in"}
    files = {f["file"] for f in found["findings"]}
    assert files == {"law/announcement-2026-90.yaml", "law/announcement-2026-90.cases.yaml"}


def test_what_is_known_is_filled_in(run: Run, folder: Path) -> None:
    words = ("--title-en", "Tungsten: No. 90", "--title-zh", "2026年第90号公告")
    run("rules", "new", "cn-mofcom-gac-2026-90", *words, "--from", "2026-12-15", "--into", folder)
    text = (folder / "announcement-2026-90.yaml").read_text(encoding="utf-8")
    assert 'title: {en: "Tungsten: No. 90", zh: "2026年第90号公告"}' in text
    assert "issuers: [MOFCOM, GACC]" in text
    assert "effective: {from: 2026-12-15, to: null}" in text
    assert text.startswith("# yaml-language-server: $schema=")


def test_nothing_is_decided_by_a_new_pack(run: Run, folder: Path, tmp_path: Path) -> None:
    run("rules", "new", "cn-mofcom-gac-2026-90", "--into", folder)
    shipment = tmp_path / "s.yaml"
    shipment.write_text('destination: DE\nlines: [{line: "1", description: T-shirts}]\n', "utf-8")
    result = run("check", shipment, "--law", folder, "--on", "2026-03-02")
    assert result.exit_code == 65
    assert "this is still to be filled in" in result.stderr


def test_nothing_is_overwritten(run: Run, folder: Path) -> None:
    cases = folder / "announcement-2026-90.cases.yaml"
    cases.write_text("mine", encoding="utf-8")
    result = run("rules", "new", "cn-mofcom-gac-2026-90", "--into", folder)
    assert result.exit_code == 2
    assert cases.read_text(encoding="utf-8") == "mine"
    assert not (folder / "announcement-2026-90.yaml").exists()


@pytest.mark.parametrize("name", ["CN-2026-90", "no 90", "../90", "cn_90"])
def test_what_is_no_id(run: Run, folder: Path, name: str) -> None:
    before = sorted(folder.iterdir())
    assert run("rules", "new", name, "--into", folder).exit_code == 2
    assert sorted(folder.iterdir()) == before


def test_an_id_of_another_form_is_left_to_be_filled_in(run: Run, folder: Path) -> None:
    assert run("rules", "new", "cn-precursors", "--into", folder).exit_code == 0
    text = (folder / "cn-precursors.yaml").read_text(encoding="utf-8")
    assert "issuers: [FILL_IN]" in text
    assert "year: FILL_IN" in text


def test_an_unknown_issuer_is_left_to_be_filled_in(run: Run, folder: Path) -> None:
    run("rules", "new", "cn-mofcom-xyz-2026-90", "--into", folder)
    text = (folder / "announcement-2026-90.yaml").read_text(encoding="utf-8")
    assert "issuers: [MOFCOM, FILL_IN]" in text


def test_editors_find_the_schemas(tmp_path: Path) -> None:
    assert (tmp_path / _schema("pack.schema.json", tmp_path)).resolve().is_file()
    assert (tmp_path / _schema("cases.schema.json", tmp_path)).resolve().is_file()
