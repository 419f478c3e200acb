"""Places in plain data are written and emptied where a question would name them."""

from __future__ import annotations

from typing import Any

import pytest

from exportgate.catalog.places import remove_at, write_at


def data() -> dict[str, Any]:
    return {"end_use": "civil", "lines": [{"form": "alloy", "properties": {"density": "7 g/cm3"}}]}


def test_what_is_taken_out_is_gone() -> None:
    content = data()
    assert remove_at(content, "lines[0].properties.density") is None
    assert remove_at(content, "end_use") is None
    assert content == {"lines": [{"form": "alloy", "properties": {}}]}
    assert remove_at(content, "lines[0]") is None
    assert content == {"lines": []}


@pytest.mark.parametrize(
    "path", ["lines[1]", "lines[1].form", "lines[0].colour", "end_uses[0]", "end_use.x", "LINES"]
)
def test_nothing_is_taken_out_where_nothing_is(path: str) -> None:
    content = data()
    fault = remove_at(content, path)
    assert fault is not None
    assert fault.field == path


def test_a_list_other_than_lines_grows_by_one() -> None:
    content = data()
    assert write_at(content, "end_users[0].name", "A") is None
    assert write_at(content, "end_users[1]", {"name": "B"}) is None
    assert content["end_users"] == [{"name": "A"}, {"name": "B"}]


@pytest.mark.parametrize("path", ["lines[1]", "lines[1].form", "end_users[1]", "end_use.x", "a-b"])
def test_nothing_is_written_where_nothing_can_stand(path: str) -> None:
    fault = write_at(data(), path, "x")
    assert fault is not None
    assert fault.field == path
