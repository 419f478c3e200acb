"""Rules that decide differently with no word on which comes first."""

from __future__ import annotations

from exportgate.engine.checking import check
from exportgate.proofs.conflicts import find_conflicts
from exportgate.tests.proofs.planted import found_in
from exportgate.tests.small_law import small_law

# Who knows of a risk needs a licence even for relief goods: the small law says so on purpose.
KNOWN = {
    "freed-and-required:sm-relief:sm-alpha-licence:sm-catch-all",
    "freed-and-required:sm-return:sm-alpha-licence:sm-catch-all",
}


def test_an_exception_that_frees_from_one_of_two_rules_is_found() -> None:
    found = found_in(find_conflicts)
    assert set(found) == KNOWN
    for finding in found.values():
        assert check(finding.witness, on=finding.on, law=small_law()).outcome == "licence_required"


def test_a_rule_that_yields_as_well_is_no_conflict() -> None:
    yielding = (
        "then: {requires: dual_use_licence}\n    standing:",
        "then: {requires: dual_use_licence}\n    yields_to: [sm-relief]\n    standing:",
    )
    assert set(found_in(find_conflicts, yielding)) == {
        "freed-and-required:sm-return:sm-alpha-licence:sm-catch-all"
    }


def test_a_rule_that_yields_to_one_that_never_lives_with_it_is_found() -> None:
    early = (
        "zh: 复运至日本不免}\n    effective: {from: 2020-12-01}",
        (
            "zh: 复运至日本不免}\n    instrument: sm-old-custom\n"
            "    effective: {from: null, to: 2020-12-01}"
        ),
    )
    found = found_in(find_conflicts, early)
    assert set(found) - KNOWN == {"yields-to-stranger:sm-return:sm-return-revoked"}


def test_a_licence_of_which_every_kind_is_barred_is_found() -> None:
    barred = ("bars: [sm-general]", "bars: [sm-general, sm-single, sm-old-licence]")
    assert set(found_in(find_conflicts, barred)) - KNOWN == {
        "all-kinds-barred:sm-alpha-licence",
        "all-kinds-barred:sm-catch-all",
    }
