"""What changed between two laws: added, removed and changed provisions, and the fields of these."""

from __future__ import annotations

from typing import Any

import pytest

from exportgate.engine.law_diff import FieldChange, field_changes, law_changes
from exportgate.tests.small_law import law_with, small_law

EXTRA = """\
pack: sm-extra
title: {en: Extra, zh: 附加}
instrument: sm-act-2020
verified_up_to: 2026-10-09
rules:
  - id: sm-extra-note
    title: {en: Extra note, zh: 附注}
    effective: {from: 2020-12-01}
    when: {fact: shipment.destination, is: DE}
    then: {notes: [{en: x, zh: x}]}
    cites: [{instrument: sm-act-2020, provision: "60"}]
"""


def changes(*replaced: tuple[str, str]) -> dict[str, list[FieldChange]]:
    found = law_changes(small_law(), law_with("", *replaced))
    assert {change.change for change in found} <= {"changed"}
    return {change.id: list(change.fields) for change in found}


def test_the_same_law_has_no_changes() -> None:
    assert law_changes(small_law(), law_with("", ("# Another domain", "# A further domain"))) == ()


def test_a_pack_is_added_or_removed_with_what_it_holds() -> None:
    more = law_with(EXTRA)
    added = law_changes(small_law(), more)
    assert [(c.kind, c.id, c.change, c.pack) for c in added] == [
        ("packs", "sm-extra", "added", "sm-extra"),
        ("rules", "sm-extra-note", "added", "sm-extra"),
    ]
    removed = law_changes(more, small_law())
    assert [(c.id, c.change) for c in removed] == [
        ("sm-extra", "removed"),
        ("sm-extra-note", "removed"),
    ]


def test_a_threshold_is_told_with_its_fact() -> None:
    before = {"fact": "line.kiln_diameter", "at_least": "1 m"}
    assert changes(("at_least: 1 m", "at_least: 2 m")) == {
        "sm-kiln": [FieldChange("definition.all[0]", before, before | {"at_least": "2 m"})]
    }


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("to: 2026-11-11", "to: 2026-11-12", {"sm-late-2025": ["suspended[0].to"]}),
        ('[{number: "9405110010"}]', '[{number: "9405110020"}]',
         {"sm-magnet": ["evidence.numbers[9405110010]", "evidence.numbers[9405110020]"]}),
        ("[NdFeB, rare-earth magnet]", "[rare-earth magnet, samarium magnet]",
         {"sm-magnet": ["evidence.keywords.en", "evidence.keywords.en"]}),
        ("[NdFeB, rare-earth magnet]", "[rare-earth magnet, NdFeB]", {}),
        ("exclusions: [sm-component, sm-assembly]", "exclusions: [sm-assembly]",
         {"sm-magnet": ["exclusions"]}),
        ("en: Glass Trading}", "en: Glass Works}", {"sm-listing": ["parties[sm-glass].en"]}),
        ("working_days: 45", "working_days: 30", {"sm-alpha-procedure": ["clock.working_days"]}),
        ("yields_to: [sm-relief, sm-return]", "yields_to: [sm-return]",
         {"sm-alpha-licence": ["yields_to"]}),
        ("pack: sm-rules\ntitle: {en: Rules", "pack: sm-rules\ntitle: {en: Laws",
         {"sm-rules": ["title"]}),
    ],
)  # fmt: skip
def test_the_fields_that_differ(old: str, new: str, fields: dict[str, list[str]]) -> None:
    found = changes((old, new))
    assert {name: [each.field for each in told] for name, told in found.items()} == fields


def test_a_branch_more_is_one_change() -> None:
    was = "{all: [{fact: line.form, is: crystal}, "
    found = changes(
        (was, "{all: [{not: {fact: line.form, is: oxide}}, {fact: line.form, is: crystal}, ")
    )
    (field,) = found["sm-orphan"]
    assert (field.field, field.before) == ("definition.all[0]", None)
    assert field.after == {"not": {"fact": "line.form", "is": "oxide"}}


def test_an_entry_that_replaces_another_is_compared_with_it() -> None:
    law = law_with("", ("  - id: sm-orphan\n", "  - id: sm-cobalt\n    replaces: [sm-orphan]\n"))
    (change,) = law_changes(small_law(), law)
    assert (change.id, change.change) == ("sm-cobalt", "changed")
    assert {field.field: (field.before, field.after) for field in change.fields} == {
        "id": ("sm-orphan", "sm-cobalt"),
        "replaces": (None, ["sm-orphan"]),
    }


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ({"a": 1}, {"a": 1}, []),
        (None, {"a": 1}, [("x", None, {"a": 1})]),
        ([{"a": 1}, {"a": 2}], [{"a": 1}], [("x[1]", {"a": 2}, None)]),
        ([{"a": 1}], [{"a": 2}, {"a": 1}], [("x[0]", None, {"a": 2})]),
        ([1, "y"], ["y", 2], [("x", 1, None), ("x", None, 2)]),
        ({"en": "a", "zh": "b"}, {"en": "a", "zh": "c"},
         [("x", {"en": "a", "zh": "b"}, {"en": "a", "zh": "c"})]),
    ],
)  # fmt: skip
def test_plain_data(before: Any, after: Any, wanted: list[tuple[str, Any, Any]]) -> None:
    found = field_changes(before, after, "x")
    assert [(each.field, each.before, each.after) for each in found] == wanted
