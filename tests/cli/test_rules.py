"""`exportgate rules`: what is loaded, and everything about one piece of it."""

from collections.abc import Callable

import pytest
from click.testing import Result
from rich.cells import cell_len

from exportgate.rules.loader import load_law

Ask = Callable[..., Result]


def ids(result: Result) -> list[str]:
    rows = result.output.splitlines()[3:]
    return [row.split()[-1] for row in rows]


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        ([], ["cn-sample-pointer", "cn-sample-magnet", "cn-sample-holmium"]),
        (["--status", "suspended"], ["cn-sample-holmium"]),
        (["--status", "suspended", "--on", "2025-05-01"], []),
        (["--status", "unverified", "--on", "2026-11-10"], ["cn-sample-holmium"]),
        (["--kind", "exclusions"], ["cn-sample-deep"]),
        (["--kind", "instruments"], ["cn-sample-2025-1", "cn-sample-2025-2"]),
        (["--kind", "instruments", "--instrument", "cn-sample-2025-2"], ["cn-sample-2025-2"]),
        (["--kind", "procedures"], ["cn-sample-procedure"]),
        (["--instrument", "cn-sample-2025-2"], []),
        (["--instrument", "cn-sample-2025-1", "--status", "in_force"],
         ["cn-sample-pointer", "cn-sample-magnet"]),
    ],
)  # fmt: skip
def test_the_law_is_listed(ask: Ask, options: list[str], listed: list[str]) -> None:
    result = ask("rules", "list", *options)
    assert result.exit_code == (0 if listed else 1)
    if listed:
        assert ids(result) == listed
    else:
        assert "Nothing in the law loaded here meets that." in result.output
    assert max(cell_len(line) for line in result.output.splitlines()) <= 80


def test_plain_rules_lists_the_entries(
    run: Ask, law: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = load_law(str(law))
    monkeypatch.setattr("exportgate.rules.loader.load_law", lambda _: sample)
    result = run("rules")
    assert result.exit_code == 0
    assert result.output.startswith("3 control entries, status on 2026-06-30\n")


def test_an_unknown_instrument_is_wrong_use(ask: Ask) -> None:
    result = ask("rules", "list", "--instrument", "cn-sample-2025")
    assert result.exit_code == 2
    assert "did you mean `cn-sample-2025-1`, `cn-sample-2025-2`?" in result.output


@pytest.mark.parametrize("id_", ["cn-sample-magnet", "1c905.A.4", "cn-sample-old-magnet"])
def test_an_entry_is_shown(ask: Ask, id_: str) -> None:
    result = ask("rules", "show", id_)
    assert result.exit_code == 0
    for words in (
        "1C905.a.4 Magnets that contain dysprosium\n含镝的永磁材料\n",
        "- all of these hold\n  - form is one of: ",
        "  - this does not hold\n    - magnet family is ferrite",
        "    - mass fraction of Dy (dysprosium) is above 0 %",
        "    - mass fraction of one of: the rare earths is above 50 %",
        "  - consignee: this holds of one of them\n    - military user is no",
        "OUTSIDE THE ENTRY",
        "Deeply processed goods (cn-sample-deep)",
        "A PERSON JUDGES WHEN",
        "- keywords: NdFeB, 钕铁硼",
        "- facts: line.magnet_family = ndfeb",
        "- earlier ids: cn-sample-old-magnet",
        "- 2025-04-04: in force (cn-sample-2025-1)",
        "Confidence: high.",
        "Sample announcement No. 1 of 2025, paragraph 1 (cn-sample-2025-1)",
        "  https://example.org/a-very-long-address-that-must-stay-whole",
    ):
        assert words in result.output


def test_a_suspended_entry_shows_its_history(ask: Ask) -> None:
    output = ask("rules", "show", "cn-sample-holmium", "--on", "2026-03-02").output
    assert "Status on 2026-03-02: suspended (cn-sample-2025-2), next change 2026-11-10" in output
    assert "- 2025-04-04: in force (cn-sample-2025-1)\n- 2025-11-10: suspended" in output
    assert "- 2026-11-10: unverified (cn-sample-2025-2)" in output
    assert "Confidence: low." in output
    assert "To be checked: whether it is still suspended" in output
    assert "Notes:\n- a note" in output


def test_an_entry_without_definition_says_so(ask: Ask) -> None:
    output = ask("rules", "show", "cn-sample-pointer").output
    assert "a person has to classify the item" in output


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("cn-sample-licence", ["the line is a controlled item", "requires: dual_use_licence"]),
        ("cn-sample-ban", ["destination is ", "prohibits the export: yes"]),
        ("cn-sample-catch-all", ["You know of no risk", "duties: stop and report"]),
        ("cn-sample-deep", ["form is finished article"]),
        ("cn-sample-single", ["AVAILABLE WHEN", "covers: one export", "rank (lower is easier): 1"]),
        ("cn-sample-procedure", ["files with: MOFCOM", "working days: 45", "counted from: accept",
                                 "stands in: cn-sample-2025-1, paragraph 8"]),
        ("cn-sample-form", ["basis: law", "issued by: the exporter"]),
        ("cn-sample-2025-1", ["kind: announcement", "issuers: MOFCOM", "- https://example.org/1"]),
    ],
)  # fmt: skip
def test_every_kind_is_shown(ask: Ask, id_: str, words: list[str]) -> None:
    result = ask("rules", "show", id_)
    assert result.exit_code == 0
    for each in words:
        assert each in result.output
    for line in result.output.splitlines():
        assert cell_len(line) <= 80 or "://" in line
    assert ask("rules", "show", id_, "--lang", "zh").exit_code == 0


def test_an_unknown_id_offers_what_is_near(ask: Ask) -> None:
    result = ask("rules", "show", "1C905")
    assert result.exit_code == 2
    assert "did you mean `1C905.a.4`?" in result.output
    assert "did you mean" not in ask("rules", "show", "zzzzzz").output


def test_each_kind_can_be_listed(ask: Ask) -> None:
    from exportgate.cli.provision import KINDS
    from exportgate.cli.rules import _KINDS, _STATUSES

    assert sorted(KINDS) == sorted(_KINDS)
    for kind in KINDS:
        code = 1 if kind in {"declaration_entries", "red_flags"} else 0
        assert ask("rules", "list", "--kind", kind).exit_code == code
    for status in _STATUSES:
        assert ask("rules", "list", "--status", status).exit_code in {0, 1}


@pytest.mark.parametrize(
    ("day", "shown"), [("2023-10-01", "cn-2023-27-infrared"), ("2024-10-01", "cn-9a012-c-1")]
)
def test_of_a_code_the_entry_of_the_day_is_shown(run: Ask, day: str, shown: str) -> None:
    result = run("rules", "show", "9A012.c.1", "--on", day)
    assert f"{shown} (control entries)" in result.output
