"""A planted fault is caught by the guard that is meant to; where nobody looks, it survives."""

from __future__ import annotations

import fnmatch
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from exportgate.catalog.yaml_source import read_yaml
from exportgate.tests.mutants.bench import Bench, written
from exportgate.tests.mutants.figures import wrong_days, wrong_figures, wrong_unit
from exportgate.tests.mutants.hunt import LOADER, SAME, SURVIVED, hunt, sample, try_one
from exportgate.tests.mutants.kinds import DECIDING, TOLD
from exportgate.tests.mutants.mutant import Mutant
from exportgate.tests.mutants.parts import other_agency
from exportgate.tests.mutants.survivors import (
    idle_rows,
    known_survivors,
    read_survivors,
    reason_for,
)

EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "example_law"
BENCH = Bench(EXAMPLE)
SHIPPED = Bench()
EDGE = "edge:ex-tungsten:definition.all.1.at_least:above -> at_least"


def named(name: str, bench: Bench = BENCH) -> Mutant:
    return next(mutant for mutant in bench.mutants() if mutant.name == name)


@pytest.mark.parametrize(
    ("name", "guard"),
    [
        (EDGE, "own cases"),
        ("deletion:ex-certificate::without documents", LOADER),
        ("effect:ex-licence:then.requires:dual_use_licence -> ordinary_export_licence", LOADER),
        ("deletion:ex-oxide::without entries", "own cases"),
        ("date:ex-procedure:effective.from:2024-12-01 -> 2025-12-01", LOADER),
        ("suspension:ex-tungsten:suspended.0:without this suspension", "lint"),
        ("exception:ex-tungsten:exclusions.0:without ex-scrap", "lint"),
    ],
)
def test_a_planted_fault_is_caught(name: str, guard: str) -> None:
    assert try_one(named(name), BENCH).by == guard


def test_a_fault_where_no_case_looks_survives_and_is_told(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "example_law")
    (folder / "no-7.cases.yaml").unlink()
    bench = Bench(folder)
    outcome = try_one(named(EDGE, bench), bench)
    assert (outcome.by, outcome.name, outcome.is_caught) == (SURVIVED, EDGE, False)


def test_the_cases_of_a_pack_may_stand_in_several_files(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "example_law")
    book = read_yaml((folder / "no-7.cases.yaml").read_text("utf-8"), "no-7.cases.yaml").content
    last = folder / "no-7-more.cases.yaml", folder / "no-7-zz.cases.yaml"
    for file, cases in zip(last, (book["cases"][1:], book["cases"][:1]), strict=True):
        file.write_text(written({"pack": book["pack"], "cases": cases}), encoding="utf-8")
    (folder / "no-7.cases.yaml").unlink()
    bench = Bench(folder)
    names = {case.name for case in bench.books[book["pack"]].cases}
    assert names == {case.name for case in BENCH.books[book["pack"]].cases}
    assert try_one(named(EDGE, bench), bench).by == "own cases"


def test_a_day_on_which_the_instrument_is_not_yet_in_force_is_the_same_law() -> None:
    outcome = try_one(named("date:ex-tungsten:effective.from:2025-04-01 -> 2025-03-31"), BENCH)
    assert outcome.by == SAME


def test_the_file_and_the_law_are_left_as_they_are() -> None:
    before = {name: source.content for name, source in BENCH.sources.items()}
    mutant = named(EDGE)
    assert "at_least" in written(BENCH.content_of(mutant))
    assert "at_least" not in written(before[mutant.file])
    assert BENCH.law.entries["ex-tungsten"] == Bench(EXAMPLE).law.entries["ex-tungsten"]


def test_faults_are_tried_in_processes() -> None:
    mutants = [named(EDGE), named(EDGE), named("deletion:ex-certificate::without documents")]
    found = sorted((outcome.name, outcome.by) for outcome in hunt(mutants, BENCH, 2))
    assert found == [(mutants[2].name, LOADER), (EDGE, "own cases")]


def test_a_pack_that_is_written_out_reads_as_before() -> None:
    for name, source in [*SHIPPED.sources.items()][::5]:
        assert read_yaml(written(source.content), name).content == source.content


def test_the_law_that_ships_gives_faults_of_every_kind() -> None:
    mutants = [*SHIPPED.mutants()]
    assert {mutant.kind for mutant in mutants} == {*DECIDING, *TOLD}
    assert len({mutant.name for mutant in mutants}) == len(mutants)


def test_a_sample_has_some_of_every_kind_and_follows_from_its_seed() -> None:
    mutants = [*SHIPPED.mutants()]
    some = sample(mutants, 100, "1")
    assert {mutant.kind for mutant in some} == {*DECIDING, *TOLD}
    assert len(some) < 250
    assert some == sample(mutants, 100, "1") != sample(mutants, 100, "2")
    assert len(sample(mutants, None, "1")) == len(mutants)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("17.5 g/cm3", ["175.0 g/cm3", "17.6 g/cm3"]),
        ("-60 degC", ["-600 degC", "-61 degC"]),
        ("0 %", ["1 %"]),
        ("9 mm", ["90 mm", "0 mm"]),
        ("many", []),
    ],
)
def test_wrong_figures(old: str, new: list[str]) -> None:
    assert [*wrong_figures(old)] == new


@pytest.mark.parametrize(
    ("old", "unit", "new"),
    [
        ("0.1 %", "1", "0.1 ppm"),
        ("17.5 g/cm3", "g/cm3", "17.5 kg/cm3"),
        ("1 mm", "um", "1 cm"),
        ("0 mm", "um", None),
        ("5 count", "count", None),
        ("2 1/s", "1/s", None),
    ],
)
def test_a_wrong_unit_is_of_the_same_dimension(old: str, unit: str, new: str | None) -> None:
    assert wrong_unit(old, unit) == new


def test_wrong_days() -> None:
    assert [*wrong_days("2024-12-31")] == ["2025-01-01", "2024-12-30", "2025-12-31"]


@pytest.mark.parametrize(
    ("name", "other"),
    [("MOFTEC", "PROVINCIAL-COMMERCE"), ("MOFCOM", "PROVINCIAL-COMMERCE"), ("COSTIND", "CAEA")],
)
def test_a_wrong_agency_is_not_of_the_same_line(name: str, other: str) -> None:
    assert other_agency(name) == other


def test_each_known_survivor_is_a_fault_that_can_be_made() -> None:
    names = [mutant.name for mutant in SHIPPED.mutants()]
    idle = [row.mutant for row in known_survivors() if not fnmatch.filter(names, row.mutant)]
    assert not idle


def test_a_row_of_which_all_are_caught_is_told() -> None:
    row = read_survivors("- {mutant: 'edge:*', since: 2026-11-22, why: for the test}")[0]
    caught = try_one(named(EDGE), BENCH)
    survivor = replace(caught, by=SURVIVED)
    assert reason_for(survivor, [row]) == row
    assert idle_rows([caught], [row]) == [row]
    assert idle_rows([caught, survivor], [row]) == idle_rows([], [row]) == []
