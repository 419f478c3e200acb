"""Codes of the catalogue that no pack has written are found by number, code and name."""

from __future__ import annotations

from datetime import date

import pytest

from exportgate.catalog.control_numbers import all_control_numbers
from exportgate.engine.checking import check
from exportgate.rules.catalogue_pointers import CATALOGUE, pointer_entries
from exportgate.rules.loader import load_law
from exportgate.tests.small_law import ask_line


def found(**line: str) -> set[str]:
    """Codes of the catalogue's entries that are asked about a line, by the small law."""
    matches = ask_line(line).matches
    return {m.control_code or "" for m in matches if m.entry.startswith("cn-catalogue-2026-")}


def test_each_code_with_a_number_has_an_entry_until_a_pack_has_one() -> None:
    codes = {row.control_code for row in all_control_numbers() if row.number is not None}
    entries = list(pointer_entries(()))
    assert {entry.control_code for entry in entries} == codes
    assert len({entry.id for entry in entries}) == len(entries)
    assert {entry.instrument for entry in entries} == {CATALOGUE}
    assert all(entry.definition is None for entry in entries)
    rest = {entry.control_code for entry in pointer_entries({"1C227", "2B104"})}
    assert codes - rest == {"1C227", "2B104"}


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ("电磁同位素分离器及备件", "1B226"),
        ("球形高氯酸铵 200 kg", "1C111.b.2"),
        ("抗辐射电视摄像机", "6A203.d"),
        ("实验用触发式火花隙", "3A228.b"),
    ],
)
def test_a_code_is_found_by_its_chinese_name(description: str, code: str) -> None:
    assert code in found(description=description)


@pytest.mark.parametrize(
    "description",
    [
        "厨房水泵", "压力传感器", "可编程控制器", "车床", "热交换器", "储罐", "玻璃纤维布",
        "铝合金门窗", "真空泵", "无人机玩具", "质谱仪", "不锈钢坩埚", "家用路由器", "净化设备",
        "搅拌器", "树脂镜片",
    ],
)  # fmt: skip
def test_everyday_goods_are_not_found_by_name(description: str) -> None:
    assert found(description=description) == set()


def test_a_code_is_found_by_its_number_and_by_the_code_itself() -> None:
    number = next(row.number for row in all_control_numbers() if row.control_code == "1B226")
    assert number is not None
    assert "1B226" in found(customs_number=number)
    assert found(control_code="1B226") == {"1B226"}


def test_every_number_of_the_catalogue_makes_a_line_a_candidate() -> None:
    """With the law that ships: by an entry of a pack, or by one that is made here."""
    numbers = sorted({row.number for row in all_control_numbers() if row.number is not None})
    lines = [{"line": number, "customs_number": number} for number in numbers]
    decided = check({"lines": lines}, on=date(2026, 3, 2), law=load_law())
    assert [line.line for line in decided.lines if not line.matches] == []
