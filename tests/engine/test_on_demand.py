"""Items are made when they are first asked for, once each."""

from __future__ import annotations

import pytest

from exportgate.engine.on_demand import OnDemand


def test_an_item_is_made_when_it_is_asked_for_and_once() -> None:
    made: list[int] = []

    def make(position: int) -> str:
        made.append(position)
        return f"item {position}"

    items = OnDemand(3, make)
    assert (len(items), made) == (3, [])
    assert (items[1], items[1], made) == ("item 1", "item 1", [1])
    assert list(items) == ["item 0", "item 1", "item 2"]
    assert sorted(made) == [0, 1, 2]


def test_a_part_of_it() -> None:
    assert OnDemand(4, str)[1:3] == ["1", "2"]


@pytest.mark.parametrize("position", [-1, 2])
def test_there_is_nothing_beside_its_items(position: int) -> None:
    with pytest.raises(IndexError):
        OnDemand(2, str)[position]
