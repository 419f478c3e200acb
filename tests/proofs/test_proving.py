"""All proofs together, their exceptions, and that each witness can be replayed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exportgate import check, load_law
from exportgate.catalog.text import Text
from exportgate.errors import PackError
from exportgate.proofs.exceptions import Excepted, load_exceptions, read_exceptions
from exportgate.proofs.proving import places_in, prove
from exportgate.tests.small_law import small_law, small_texts

ROW = "  - {finding: F, since: 2026-11-22, why: {en: so, zh: 如此}}\n"


def excepted(name: str) -> Excepted:
    return Excepted(finding=name, since=date(2026, 11, 22), why=Text("so", "如此"))


def test_the_shipped_law_holds_but_for_what_is_excepted() -> None:
    law = load_law()
    proof = prove(law, load_exceptions())
    assert [finding.name for finding in proof.findings] == []
    assert [each.finding for each in proof.idle] == []
    for finding, _ in proof.excepted:
        check(finding.witness, on=finding.on, law=law)


def test_an_exception_takes_a_finding_out_and_is_shown() -> None:
    named = [excepted("gap-nothing-follows:sm-orphan"), excepted("gap-agency:nobody")]
    proof = prove(small_law(), named)
    assert not proof.holds
    assert [(f.name, e.finding) for f, e in proof.excepted] == [
        ("gap-nothing-follows:sm-orphan",) * 2
    ]
    assert proof.idle == (named[1],)
    rest = prove(small_law(), [named[0], *(excepted(f.name) for f in proof.findings)])
    assert rest.holds


def test_one_pack_is_proved_alone_and_other_exceptions_are_not_compared() -> None:
    proof = prove(small_law(), [excepted("gap-agency:nobody")], pack="sm-list")
    assert [finding.name for finding in proof.findings] == ["gap-nothing-follows:sm-orphan"]
    assert proof.idle == ()


def test_a_finding_has_its_place() -> None:
    file, line = places_in(small_texts(), ["sm-orphan"])["sm-orphan"]
    assert "id: sm-orphan" in small_texts()[file].decode().splitlines()[line - 1]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (ROW + ROW, "the finding is excepted twice"),
        (ROW.replace("since", "until"), "until"),
        (ROW.replace("2026-11-22", "soon"), "since"),
    ],
)
def test_a_faulty_exception_is_told_with_its_line(rows: str, message: str) -> None:
    with pytest.raises(PackError) as caught:
        read_exceptions(f"exceptions:\n{rows}", "proofs.yaml")
    assert message in str(caught.value)
    assert "proofs.yaml" in str(caught.value)


def test_a_folder_without_exceptions_has_none(tmp_path: Path) -> None:
    assert load_exceptions(tmp_path) == ()
    (tmp_path / "proofs.yaml").write_text(f"exceptions:\n{ROW}", encoding="utf-8")
    assert [each.finding for each in load_exceptions(tmp_path)] == ["F"]
