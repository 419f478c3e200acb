"""The language of conditions: each kind is told by its key, and nothing else is understood."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from exportgate.rules.conditions import (
    AllOf,
    AnyElementTest,
    AnyOf,
    Condition,
    ElementTest,
    FactTest,
    ListedTest,
    Not,
    PartyTest,
)

READ: TypeAdapter[Condition] = TypeAdapter(Condition)
LEAF = {"fact": "line.form", "is": "magnet"}


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ({"all": [LEAF]}, AllOf),
        ({"any": [LEAF, LEAF]}, AnyOf),
        ({"not": LEAF}, Not),
        (LEAF, FactTest),
        ({"element": "Dy", "above": "0 %"}, ElementTest),
        ({"any_element_of": "rare_earths", "above": "0 %"}, AnyElementTest),
        ({"party": ["end_user"], "where": LEAF}, PartyTest),
        ({"listed_in": ["alpha"]}, ListedTest),
    ],
)
def test_each_kind_is_told_by_its_key(written: dict[str, Any], kind: type) -> None:
    condition = READ.validate_python(written)
    assert type(condition) is kind
    # What is stored is read back as the same.
    again = READ.validate_json(READ.dump_json(condition, by_alias=True, exclude_defaults=True))
    assert again == condition


@pytest.mark.parametrize(
    ("written", "comparison"),
    [
        ({"is": "magnet"}, ("is", "magnet")),
        ({"is": True}, ("is", True)),
        ({"is": False}, ("is", False)),
        ({"in": ["a", "b"]}, ("in", ("a", "b"))),
        ({"begins_with": ["8505"]}, ("begins_with", ("8505",))),
        ({"member_of": "eu"}, ("member_of", "eu")),
        ({"above": "1 m"}, ("above", "1 m")),
        ({"at_least": "1 m"}, ("at_least", "1 m")),
        ({"below": "1 m"}, ("below", "1 m")),
        ({"at_most": "1 m"}, ("at_most", "1 m")),
        ({"before": "2025-04-04"}, ("before", date(2025, 4, 4))),
        ({"on_or_after": "2025-04-04"}, ("on_or_after", date(2025, 4, 4))),
    ],
)
def test_a_fact_has_one_comparison(written: dict[str, Any], comparison: tuple[str, Any]) -> None:
    condition = READ.validate_python({"fact": "line.form", **written})
    assert isinstance(condition, FactTest)
    assert condition.comparison == comparison


def test_one_element_is_written_like_several() -> None:
    one = READ.validate_python({"element": "Dy", "above": "0 %"})
    several = READ.validate_python({"element": ["Nd", "Pr"], "at_most": "3 %"})
    assert isinstance(one, ElementTest)
    assert isinstance(several, ElementTest)
    assert (one.element, several.element) == (("Dy",), ("Nd", "Pr"))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({}, "a condition has one of the keys"),
        ("form is magnet", "a condition has one of the keys"),
        ({"every": [LEAF]}, "a condition has one of the keys"),
        ({"all": []}, "at least 1"),
        ({"all": [LEAF], "any": [LEAF]}, "any"),
        ({"fact": "line.form"}, "exactly one comparison"),
        ({"fact": "line.form", "is": "a", "in": ["b"]}, "exactly one comparison"),
        ({"fact": "line.form", "equals": "a"}, "equals"),
        ({"fact": "line.form", "in": []}, "at least 1"),
        ({"fact": "x", "before": "soon"}, "date"),
        ({"element": "Dy"}, "exactly one comparison"),
        ({"element": "Dy", "above": "0 %", "at_most": "1 %"}, "exactly one comparison"),
        ({"element": "Dy", "at_least": "1 %"}, "at_least"),
        ({"element": [], "above": "0 %"}, "at least 1"),
        ({"element": "Dy", "above": "0 %", "bound_in": []}, "at least 1"),
        ({"element": "Dy", "above": "0 %", "bound_in": ["dust"]}, "oxide"),
        ({"any_element_of": "rare_earths"}, "above"),
        ({"party": ["friend"], "where": LEAF}, "exporter"),
        ({"party": [], "where": LEAF}, "at least 1"),
        ({"party": ["end_user"]}, "where"),
        ({"listed_in": []}, "at least 1"),
        ({"not": [LEAF]}, "a condition has one of the keys"),
    ],
)
def test_what_is_no_condition_is_refused(written: Any, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        READ.validate_python(written)
    assert message in str(caught.value)


def test_a_condition_that_was_never_checked_has_no_comparison() -> None:
    with pytest.raises(AssertionError):
        assert FactTest.model_construct(fact="line.form").comparison
