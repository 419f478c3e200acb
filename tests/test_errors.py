"""What people read of an error, and what callers read from its fields."""

from __future__ import annotations

import pytest

from exportgate.errors import (
    CatalogError,
    ExportgateError,
    Fault,
    FaultyError,
    InputError,
    PackError,
)


def test_a_fault_tells_place_then_cause_then_help() -> None:
    fault = Fault(
        "no such term",
        source="orders.csv",
        place="row 7",
        field="lines[0].form",
        seen="magent",
        expected="one of magnet, alloy",
        remedy="mend the word",
    )
    assert str(fault) == (
        "orders.csv: row 7: lines[0].form: no such term: seen `magent`, "
        "expected one of magnet, alloy\n  help: mend the word"
    )


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault("broken"), "broken"),
        (Fault("broken", field="on"), "on: broken"),
        (Fault("broken", source="a.yaml", place="line 3"), "a.yaml: line 3: broken"),
        (Fault("broken", seen="x"), "broken: seen `x`"),
        (Fault("broken", expected="y"), "broken, expected y"),
        (Fault("broken", remedy="do z"), "broken\n  help: do z"),
    ],
)
def test_what_is_not_known_leaves_no_trace_in_the_words(fault: Fault, text: str) -> None:
    assert str(fault) == text


def test_an_error_needs_a_fault() -> None:
    with pytest.raises(ValueError, match="at least one fault"):
        FaultyError(())


@pytest.mark.parametrize(
    ("kind", "subject"),
    [(InputError, "shipment"), (PackError, "rule pack"), (FaultyError, "input")],
)
def test_all_faults_at_once_and_one_base(kind: type[FaultyError], subject: str) -> None:
    faults = Fault("one", place="line 1"), Fault("two", place="line 2")
    error = kind(faults)
    assert error.faults == faults
    assert str(error).splitlines() == ["line 1: one", "line 2: two"]
    assert error.subject == subject
    assert isinstance(error, ExportgateError)


def test_a_catalogue_error_carries_its_data() -> None:
    error = CatalogError("no such unit", seen="5 foo", expected="5 kg", remedy="write kg")
    assert (error.message, error.seen, error.expected, error.remedy) == (
        "no such unit",
        "5 foo",
        "5 kg",
        "write kg",
    )
    assert str(error) == "no such unit"
    assert isinstance(error, ValueError)
    assert isinstance(error, ExportgateError)
