"""`exportgate lookup`: codes, numbers, elements and words lead to entries and tariff lines."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rich.cells import cell_len

from exportgate.cli.search import digits_of, elements_of, search_law
from exportgate.rules.loader import load_law

Ask = Callable[..., Result]


@pytest.mark.parametrize(
    ("term", "entries"),
    [
        ("1C905.a.4", ["cn-sample-magnet"]),
        ("1c9", ["cn-sample-magnet", "cn-sample-holmium"]),
        ("cn-sample-old-magnet", ["cn-sample-magnet"]),
        ("8505111000", ["cn-sample-magnet"]),
        ("8505.11", ["cn-sample-magnet"]),
        ("85", ["cn-sample-magnet"]),
        ("85059099", ["cn-sample-magnet"]),
        ("Dy", ["cn-sample-magnet"]),
        ("dysprosium", ["cn-sample-magnet"]),
        ("镝", ["cn-sample-magnet"]),
        ("Holmium", ["cn-sample-magnet", "cn-sample-holmium"]),
        ("magnets contain", ["cn-sample-magnet", "cn-sample-holmium"]),
        ("钕铁硼", ["cn-sample-magnet"]),
        ("ndfeb", ["cn-sample-magnet"]),
        ("oddity", ["cn-sample-pointer"]),
        ("２８０５", []),
    ],
)
def test_a_term_leads_to_entries(law: Path, term: str, entries: list[str]) -> None:
    found = search_law(load_law(law), term)
    assert [each.entry.id for each in found.entries] == entries


def test_what_is_found_is_told(ask: Ask) -> None:
    result = ask("lookup", "8505.11", "--on", "2026-03-02")
    assert result.exit_code == 0
    for words in (
        "1C905.a.4 Magnets that contain dysprosium",
        "    含镝的永磁材料",
        "Status on 2026-03-02: in force",
        "Customs numbers (evidence only): 8505111000",
        "found by customs number, heading; cn-sample-magnet",
        "8505111000 Permanent magnets of rare-earth metals 稀土永磁铁及稀土永磁体",
        "850511 Magnets; permanent magnets",
        "`exportgate check` decides",
    ):
        assert words in result.output
    assert max(cell_len(line) for line in result.output.splitlines()) <= 80


def test_an_element_is_named(ask: Ask) -> None:
    assert ask("lookup", "镝").output.startswith("Element Dy: dysprosium, 镝\n")
    result = ask("lookup", "Au")
    assert result.output.startswith("Element Au: gold, 金\n")
    assert result.exit_code == 1


def test_a_suspended_entry_is_told(ask: Ask) -> None:
    result = ask("lookup", "1C909", "--on", "2026-03-02")
    words = "Status on 2026-03-02: suspended (cn-sample-2025-2), next change"
    assert words in result.output
    assert "status on 2026-06-30" in ask("lookup", "1C909").output.lower()


def test_codes_of_the_catalogue_without_an_entry_are_told(ask: Ask) -> None:
    result = ask("lookup", "1C902")
    assert result.exit_code == 0
    assert "NO ENTRY OF THE LAW LOADED HERE" in result.output
    assert "1C902.a.4" in result.output


def test_document_codes_are_told(ask: Ask) -> None:
    result = ask("lookup", "2846902100")
    assert "Document codes at export (34Bxy): " in result.output
    assert "Document codes: not known." in ask("lookup", "8505").output
    assert "Document codes: none printed." in ask("lookup", "8505").output
    assert " and " in ask("lookup", "28").output


def test_derived_document_codes_are_marked(ask: Ask) -> None:
    assert "Derived from the licensing catalogue" in ask("lookup", "1211500011").output


def test_words_may_stand_apart(ask: Ask) -> None:
    assert ask("lookup", "contain", "dysprosium").exit_code == 0


def test_nothing_found_offers_what_is_near(ask: Ask) -> None:
    result = ask("lookup", "dysprosum")
    assert result.exit_code == 1
    assert "That is no proof that it is not controlled." in result.output
    assert "Perhaps: dysprosium" in result.output
    result = ask("lookup", "qqqqqqqq")
    assert result.exit_code == 1
    assert "Perhaps" not in result.output


def test_the_answer_is_chinese_when_asked_for(ask: Ask) -> None:
    result = ask("lookup", "1C905.a.4", "--lang", "zh")
    assert "管制条目" in result.output
    assert "2026-06-30状态：有效" in result.output


@pytest.mark.parametrize(
    ("term", "digits"),
    [("8505.11", "850511"), ("85", "85"), ("8", ""), ("85051110001", ""), ("1C905", "")],
)
def test_digits_are_read_as_a_customs_number(term: str, digits: str) -> None:
    assert digits_of(term) == digits


def test_the_elements_of_a_definition_are_found(law: Path) -> None:
    loaded = load_law(law)
    symbols = set(elements_of(loaded.entries["cn-sample-magnet"].definition, loaded))
    assert {"Dy", "Nd", "Ho"} <= symbols
    assert list(elements_of(None, loaded)) == []


def test_too_many_entries_are_cut(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exportgate.cli.lookup._MOST", 1)
    output = ask("lookup", "1C9").output
    assert "and 1 more" in output
    assert "and 2 more" in output
