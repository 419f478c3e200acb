"""Law of one's own decides nothing while lint or its own cases hold something against it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exportgate import Fault, law_faults, load_law
from exportgate.errors import PackError

EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "example_law"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example law, and a cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(EXAMPLE, tmp_path / "law"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def found(folder: Path) -> tuple[Fault, ...]:
    return law_faults(load_law(folder, use_store=False), folder)


def test_sound_law_is_remembered_until_something_changes(folder: Path) -> None:
    assert found(folder) == ()
    (marked,) = (folder.parent / "cache").rglob("sound-*")
    assert found(folder) == ()
    change(folder, "no-7.cases.yaml", "18 g/cm3", "18.5 g/cm3")
    assert found(folder) == ()
    assert len(list(marked.parent.glob("sound-*"))) == 2


def test_a_case_that_fails_is_told(folder: Path) -> None:
    change(folder, "no-7.cases.yaml", "18 g/cm3", "17 g/cm3")
    (fault,) = found(folder)
    assert fault.source == "cases of ex-no-7"
    assert fault.place == "`a dense alloy needs a licence` on 2025-06-02"
    assert fault.seen == "controlled: expected ['1C117.d'], got []"
    assert "exportgate rules test" in fault.remedy
    assert found(folder) == (fault,)


def test_a_finding_that_misleads_is_told(folder: Path) -> None:
    change(folder, "no-7.yaml", "en: [tungsten alloy]", "en: [alloy]")
    assert [fault.name for fault in found(folder)] == ["keyword-everyday-word"]


def test_law_without_cases_is_not_held_against(folder: Path) -> None:
    (folder / "no-7.cases.yaml").unlink()
    assert found(folder) == ()


def test_a_damaged_mark_is_no_mark(folder: Path) -> None:
    assert found(folder) == ()
    (marked,) = (folder.parent / "cache").rglob("sound-*")
    marked.write_bytes(b"")
    change(folder, "no-7.cases.yaml", "18 g/cm3", "17 g/cm3")
    assert len(found(folder)) == 1


def test_cases_that_cannot_be_read(folder: Path) -> None:
    change(folder, "no-7.cases.yaml", "pack: ex-no-7", "pak: ex-no-7")
    with pytest.raises(PackError):
        found(folder)
