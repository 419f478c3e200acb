"""A fault deep inside a condition has its own line, not that of something around it."""

from __future__ import annotations

import textwrap

import pytest

from exportgate.errors import Fault, PackError
from exportgate.rules.loader import read_pack
from exportgate.rules.pydantic_faults import field_name, path_of

HEAD = """
pack: deep
title: {en: Deep, zh: 深}
verified_up_to: 2026-10-09
rules:
  - id: deep-rule
    title: {en: Rule, zh: 规则}
    effective: {from: 2025-01-01}
    cites: [{instrument: act, provision: "1"}]
    then: {prohibits: true}
    when:
"""
FIRST = HEAD.count("\n") + 1  # the line of the first line of a condition


def faults(condition: str) -> list[Fault]:
    text = HEAD + textwrap.indent(textwrap.dedent(condition).strip("\n"), "      ") + "\n"
    with pytest.raises(PackError) as caught:
        read_pack(text, "deep.yaml")
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("condition", "line", "field", "message"),
    [
        (
            """
            all:
              - fact: line.form
                is: magnet
              - any:
                  - fact: line.form
                    in:
                      - magnet
                    colour: red
            """,
            FIRST + 7,
            "rules[0].when.all[1].any[0].colour",
            "key `colour` is not known here",
        ),
        (
            """
            not:
              not:
                fact: shipment.export_date
                before: yesterday
            """,
            FIRST + 3,
            "rules[0].when.not.not.before",
            "`before` is not a day",
        ),
        (
            """
            party: [end_user]
            where:
              all:
                - fact: party.is_military
                  is: true
                - element:
                    - Dy
                  above: 0 %
                  bound_in: [dust]
            """,
            FIRST + 8,
            "rules[0].when.where.all[1].bound_in[0]",
            "`0` has a value that is not known",
        ),
        (
            """
            any:
              - listed_in: [alpha]
              - party: [friend]
                where: {fact: party.is_military, is: true}
            """,
            FIRST + 2,
            "rules[0].when.any[1].party[0]",
            "`0` has a value that is not known",
        ),
        (
            """
            any:
              - listed_in: [alpha]
              - party:
                  - end_user
            """,
            FIRST + 2,
            "rules[0].when.any[1].where",
            "`where` is missing",
        ),
        (
            """
            all:
              - listed_in: [alpha]
              - fact: line.form
            """,
            FIRST + 2,
            "rules[0].when.all[1]",
            (
                "exactly one comparison is expected of is, in, begins_with, member_of, above, "
                "at_least, below, at_most, before, on_or_after, differs_from"
            ),
        ),
        (
            """
            all:
              - every: [x]
            """,
            FIRST + 1,
            "rules[0].when.all[0]",
            (
                "a condition has one of the keys all, any, not, fact, element, any_element_of, "
                "party, listed_in, red_flag"
            ),
        ),
    ],
)
def test_faults_in_conditions(condition: str, line: int, field: str, message: str) -> None:
    (fault,) = faults(condition)
    assert (fault.place, fault.field, fault.message) == (f"line {line}", field, message)
    assert fault.source == "deep.yaml"


def test_a_list_with_a_faulty_item_is_not_called_empty_as_well() -> None:
    (fault,) = faults("all:\n  - {fact: line.form, in: [magnet], colour: red}\n")
    assert fault.field.endswith("colour")


def test_an_empty_list_is_told() -> None:
    (fault,) = faults("all: []\n")
    assert fault.field == "rules[0].when.all"
    assert "at least 1 item" in fault.message


def test_a_key_that_is_called_like_a_kind_of_condition_keeps_its_place() -> None:
    """Evidence has a `fact` that is no condition."""
    text = """\
pack: deep
title: {en: Deep, zh: 深}
verified_up_to: 2026-10-09
entries:
  - id: deep-entry
    title: {en: Entry, zh: 条目}
    effective: {from: 2025-01-01}
    domain: alpha
    cites: [{instrument: act, provision: "1"}]
    evidence:
      facts:
        - is: kiln
          fact: [line.form]
"""
    with pytest.raises(PackError) as caught:
        read_pack(text, "deep.yaml")
    (fault,) = caught.value.faults
    assert (fault.place, fault.field) == ("line 13", "entries[0].evidence.facts[0].fact")


def test_what_was_seen_is_cut_to_a_line() -> None:
    (fault,) = faults(f"fact: x\nbefore: {'y' * 500}\n")
    assert len(fault.seen) == 80
    assert fault.seen.endswith("...")


def test_nothing_seen_is_said_so() -> None:
    (fault,) = faults("party: [end_user]\nwhere: {fact: null, is: true}\n")
    assert fault.seen == "nothing"


def test_path_of_follows_the_document_only() -> None:
    content = {"rules": [{"when": {"all": [{"not": {"fact": "x", "is": ["y"]}}]}}]}
    location = ("rules", 0, "when", "all", "all", 0, "not", "not", "fact", "is", "str")
    assert path_of(location, content) == ("rules", 0, "when", "all", 0, "not", "is")


def test_field_name() -> None:
    assert field_name(("lines", 2, "composition")) == "lines[2].composition"
    assert field_name(()) == ""
