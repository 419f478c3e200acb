"""`exportgate rules prove`: what is found, what is excepted, and that a witness can be saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from exportgate.tests.small_law import FOLDER

Ask = Callable[..., Result]


def prove(run: Ask, *options: str, law: Path = FOLDER) -> Result:
    return run("rules", "prove", "--law", str(law), *options)


def test_findings_are_shown_with_place_remedy_and_witness(run: Ask, tmp_path: Path) -> None:
    result = prove(run)
    assert result.exit_code == 1
    assert ".yaml:" in result.output
    head, _, rest = result.output.partition("gap-nothing-follows:sm-orphan\n")
    assert "FINDINGS, 0 EXCEPTED" in head
    assert "To do: write the rule of that day" in rest
    assert f"exportgate check FILE --on 2025-04-01 --law {FOLDER} --draft-law" in " ".join(
        rest.split()
    )
    lines = rest.split("--draft-law`:\n")[1].split("\n\n")[0]
    saved = tmp_path / "witness.yaml"
    saved.write_text("\n".join(line[2:] for line in lines.splitlines()), encoding="utf-8")
    words = ("check", str(saved), "--on", "2025-04-01", "--law", str(FOLDER), "--draft-law")
    replayed = run(*words)
    assert replayed.exit_code == 12
    assert "sm-orphan" in replayed.output


def test_findings_are_data(run: Ask) -> None:
    result = prove(run, "--format", "json", "--pack", "sm-list")
    assert result.exit_code == 1
    found = json.loads(result.output)
    assert [each["name"] for each in found["findings"]] == ["gap-nothing-follows:sm-orphan"]
    assert found["findings"][0]["line"] > 1
    assert found["holds"] is False


def test_what_is_excepted_is_shown_and_ends_well(run: Ask, tmp_path: Path) -> None:
    for file in FOLDER.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    found = json.loads(prove(run, "--format", "json").output)["findings"]
    rows = "".join(
        f"  - {{finding: '{each['name']}', since: 2026-11-22, why: {{en: so, zh: 如此}}}}\n"
        for each in found
    )
    (tmp_path / "proofs.yaml").write_text(f"exceptions:\n{rows}", encoding="utf-8")
    result = prove(run, "--lang", "zh", law=tmp_path)
    assert result.exit_code == 0
    assert "发现0项" in result.output
    assert "自2026-11-22：如此" in result.output
    data = json.loads(prove(run, "--format", "json", law=tmp_path).output)
    assert len(data["excepted"]) == len(found)


def test_an_exception_of_nothing_is_a_finding(run: Ask, tmp_path: Path) -> None:
    for file in FOLDER.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    row = "exceptions: [{finding: gone, since: 2026-11-22, why: {en: so, zh: 如此}}]\n"
    (tmp_path / "proofs.yaml").write_text(row, encoding="utf-8")
    result = prove(run, law=tmp_path)
    assert result.exit_code == 1
    assert result.output.endswith("- gone\n")


def test_an_unknown_pack_is_wrong_use(run: Ask) -> None:
    assert prove(run, "--pack", "nothing").exit_code == 2
