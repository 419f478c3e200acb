"""Three-valued conditions: what they come to, why, and what keeps them open."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from exportgate.catalog.composition_text import composition_from_formula, parse_composition
from exportgate.catalog.interval import Interval
from exportgate.catalog.vocabulary import read_vocabulary, vocabulary
from exportgate.engine.conditions import build
from exportgate.engine.element_nodes import OneOfGroup
from exportgate.engine.facts import Makeup
from exportgate.engine.nodes import Listed, Negation, Node, Several
from exportgate.engine.probes import OpenFact
from exportgate.rules.conditions import Condition

if TYPE_CHECKING:
    from exportgate.catalog.composition import Composition
    from exportgate.engine.decision import Reason

READ: TypeAdapter[Condition] = TypeAdapter(Condition)
ON = date(2025, 6, 2)
T, F, U = True, False, None


def node(written: dict[str, Any]) -> Node:
    return build(READ.validate_python(written), vocabulary())


def truth(written: dict[str, Any], **facts: Any) -> bool | None:
    """What a condition comes to; `line__form` stands for `line.form`."""
    known = {name.replace("__", "."): value for name, value in facts.items()}
    return node(written).truth({"#on": ON, "#listed": {}, **known})


# One leaf for each truth, over different facts so that each stays itself in a tree.
A: dict[bool | None, dict[str, Any]] = {
    T: {"fact": "line.form", "is": "magnet"},
    F: {"fact": "line.form", "is": "alloy"},
    U: {"fact": "line.magnet_family", "is": "ndfeb"},
}
FACTS: dict[str, Any] = {"#on": ON, "#listed": {}, "line.form": "magnet"}


@pytest.mark.parametrize(("left", "right"), list(product([T, F, U], repeat=2)))
def test_all_and_any_are_kleenes(left: bool | None, right: bool | None) -> None:
    rank: dict[bool | None, int] = {F: 0, U: 1, T: 2}
    both = node({"all": [A[left], A[right]]}).truth(FACTS)
    one = node({"any": [A[left], A[right]]}).truth(FACTS)
    assert both is min(left, right, key=rank.__getitem__)
    assert one is max(left, right, key=rank.__getitem__)


@pytest.mark.parametrize(("part", "whole"), [(T, F), (F, T), (U, U)])
def test_not_is_kleenes(part: bool | None, whole: bool | None) -> None:
    assert node({"not": A[part]}).truth(FACTS) is whole


@pytest.mark.parametrize(
    ("comparison", "value", "expected"),
    [
        ({"is": "magnet"}, "magnet", T),
        ({"is": "magnet"}, "alloy", F),
        ({"is": "magnet"}, None, U),
        ({"in": ["magnet", "alloy"]}, "alloy", T),
        ({"in": ["magnet", "alloy"]}, "oxide", F),
        ({"in": ["magnet", "alloy"]}, None, U),
    ],
)
def test_terms(comparison: dict[str, Any], value: str | None, expected: bool | None) -> None:
    known = {} if value is None else {"line__form": value}
    assert truth({"fact": "line.form", **comparison}, **known) is expected


@pytest.mark.parametrize(
    ("wanted", "value", "expected"),
    [(True, True, T), (True, False, F), (False, False, T), (False, True, F), (False, None, U)],
)
def test_flags(wanted: bool, value: bool | None, expected: bool | None) -> None:
    """A false flag is an answer; a blank one is none."""
    name = "line.technology_is_public"
    known = {} if value is None else {"line__technology_is_public": value}
    assert truth({"fact": name, "is": wanted}, **known) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("8505111000", T), ("85051110", T), ("8505", U), ("85", U), ("8506", F), ("7202", F)],
)
def test_a_shortened_number_may_still_go_on(value: str, expected: bool | None) -> None:
    written = {"fact": "line.customs_number", "begins_with": ["850511", "7203"]}
    assert truth(written, line__customs_number=value) is expected


@pytest.mark.parametrize(
    ("on", "code", "expected"),
    [
        (date(2020, 1, 31), "GB", T),
        (date(2020, 2, 1), "GB", F),
        (date(2025, 1, 1), "DE", T),
        (date(2025, 1, 1), "US", F),
    ],
)
def test_membership_is_of_the_day(on: date, code: str, expected: bool) -> None:
    written = {"fact": "shipment.destination", "member_of": "eu"}
    assert node(written).truth({"#on": on, "shipment.destination": code}) is expected


def metres(low: str | None, high: str | None, **ends: bool) -> Interval:
    return Interval(
        None if low is None else Fraction(low), None if high is None else Fraction(high), **ends
    )


@pytest.mark.parametrize(
    ("value", "at_least", "above", "at_most", "below"),
    [
        (metres("0.9", "0.9"), F, F, T, T),
        (metres("1", "1"), T, F, T, F),
        (metres("1.1", "1.1"), T, T, F, F),
        (metres("0.9", "1.1"), U, U, U, U),
        (metres("1", "1.1"), T, U, U, F),
        (metres("1", "1.1", low_open=True), T, T, F, F),
        (metres("0.9", "1", high_open=True), F, F, T, T),
        (metres("1", None), T, U, U, F),
        (None, U, U, U, U),
    ],
)
def test_a_threshold_inside_the_bounds_is_unknown(
    value: Interval | None,
    at_least: bool | None,
    above: bool | None,
    at_most: bool | None,
    below: bool | None,
) -> None:
    known = {} if value is None else {"line__kiln_diameter": value}
    found = [
        truth({"fact": "line.kiln_diameter", name: "100 cm"}, **known)
        for name in ("at_least", "above", "at_most", "below")
    ]
    assert found == [at_least, above, at_most, below]


# ---------------------------------------------------------------- elements


def makeup(stated: str | Composition) -> Makeup:
    composition = parse_composition(stated) if isinstance(stated, str) else stated
    return Makeup(composition, composition.named_elements)


ANY_DY = {"element": "Dy", "above": "0 %"}
NO_TRACE = {"element": "Dy", "above": "0 %", "impurity_up_to": "0.1 %"}


@pytest.mark.parametrize(
    ("stated", "any_dy", "no_trace"),
    [
        ("Nd 30, Dy 2, B 1, Fe bal", T, T),
        ("Nd 30, B 1, Fe bal", F, F),
        ("Nd 30 %, B 1 %", U, U),
        ("Nd 30.00 %, Fe 69.95 %", U, F),  # at most 0.05 % is left for it: an impurity
        ("Nd 30, Dy 0.05, Fe bal", T, T),  # named, however little
        ("Nd 30, Dy ND(<0.01 %), Fe bal", U, U),  # named and perhaps not there
        ("Nd 30, Dy 0, Fe bal", F, F),
        ("Nd 30, Dy, Fe bal", T, T),  # named without an amount: there
        ("Dy2O3 99.9 %", T, T),
    ],
)
def test_an_element_that_is_not_named(
    stated: str, any_dy: bool | None, no_trace: bool | None
) -> None:
    assert truth(ANY_DY, line__composition=makeup(stated)) is any_dy
    assert truth(NO_TRACE, line__composition=makeup(stated)) is no_trace


def test_without_a_composition_every_element_is_open() -> None:
    assert truth(ANY_DY) is U
    assert truth({"element": "Dy", "at_most": "100 %"}) is T


@pytest.mark.parametrize(
    ("amount", "above", "at_most"), [("1.9", F, T), ("2", F, T), ("2.1", T, F), ("1-3", U, U)]
)
def test_each_side_of_a_threshold(amount: str, above: bool | None, at_most: bool | None) -> None:
    stated = makeup(f"Nd 30 %, Dy {amount} %, Fe bal")
    assert truth({"element": "Dy", "above": "2 %"}, line__composition=stated) is above
    assert truth({"element": "Dy", "at_most": "2 %"}, line__composition=stated) is at_most


def test_several_elements_are_added_up() -> None:
    written = {"element": ["Nd", "Pr"], "above": "30 %"}
    assert truth(written, line__composition=makeup("Nd 20, Pr 10.1, Fe bal")) is T
    assert truth(written, line__composition=makeup("Nd 20, Pr 10, Fe bal")) is F
    assert truth(written, line__composition=makeup("Nd 20 %")) is U


def test_one_element_of_a_group_is_enough() -> None:
    written = {"any_element_of": "rare_earths", "above": "1 %"}
    assert truth(written, line__composition=makeup("La 2, Fe bal")) is T
    assert truth(written, line__composition=makeup("La 0.6, Ce 0.6, Fe bal")) is F
    assert truth(written, line__composition=makeup("La 0.6 %")) is U


@pytest.mark.parametrize(
    ("stated", "kinds", "expected"),
    [
        ("Dy2O3 50, Fe2O3 bal", ["oxide"], T),
        ("Dy2O3 50, Fe2O3 bal", ["element", "alloy"], F),
        ("Dy 5, Fe bal", ["element", "alloy"], T),
        ("Dy 5, Fe bal", ["oxide"], F),
        ("Dy 5 %, Fe 80 %", ["oxide"], U),
    ],
)
def test_only_what_is_bound_in_some_kinds(
    stated: str, kinds: list[str], expected: bool | None
) -> None:
    written = {"element": "Dy", "above": "0 %", "bound_in": kinds}
    assert truth(written, line__composition=makeup(stated)) is expected


def test_a_formula_of_an_alloy_leaves_the_rest_open() -> None:
    half = Interval(Fraction(1, 2), Fraction(1))
    magnet = makeup(composition_from_formula("Nd2Fe14B", purity=half))
    assert truth(ANY_DY, line__composition=magnet) is U
    assert truth({"element": "Nd", "above": "10 %"}, line__composition=magnet) is T


# ---------------------------------------------------------------- parties

MILITARY = {
    "party": ["consignee", "end_user"],
    "where": {"fact": "party.is_military", "is": True},
}


@pytest.mark.parametrize(
    ("consignee", "users", "expected"),
    [
        ("absent", "absent", U),
        (F, "absent", U),  # nobody is named as end user: unknown, never "nobody"
        (T, "absent", T),
        (F, [F], F),
        (F, [F, T], T),
        (F, [F, U], U),
        (U, [T], T),
    ],
)
def test_a_role_in_which_nobody_is_named_is_unknown(
    consignee: bool | str | None, users: list[bool | None] | str, expected: bool | None
) -> None:
    facts: dict[str, Any] = {"#on": ON}
    if consignee != "absent":
        facts["#consignee"] = ("consignee",)
        if consignee is not None:
            facts["consignee.is_military"] = consignee
    if isinstance(users, list):
        facts["#end_user"] = tuple(f"end_users[{i}]" for i in range(len(users)))
        known = {f"end_users[{i}].is_military": u for i, u in enumerate(users) if u is not None}
        facts |= known
    assert node(MILITARY).truth(facts) is expected


def test_all_conditions_hold_of_the_same_party() -> None:
    both = {
        "party": ["end_user"],
        "where": {
            "all": [
                {"fact": "party.is_military", "is": True},
                {"fact": "party.country", "is": "JP"},
            ]
        },
    }
    facts: dict[str, Any] = {
        "#on": ON,
        "#end_user": ("end_users[0]", "end_users[1]"),
        "end_users[0].is_military": True,
        "end_users[0].country": "DE",
        "end_users[1].is_military": False,
        "end_users[1].country": "JP",
    }
    assert node(both).truth(facts) is F
    assert node(both).truth({**facts, "end_users[1].is_military": True}) is T


def test_a_question_about_a_party_names_its_place() -> None:
    facts: dict[str, Any] = {"#on": ON, "#consignee": ("consignee",)}
    keys = [fact.key for fact in node(MILITARY).open_facts(facts) if fact.fact]
    assert keys == ["consignee.is_military", "end_users[0].is_military"]


def test_a_role_without_anybody_is_told() -> None:
    reason = node(MILITARY).why({"#on": ON, "#consignee": ("consignee",),
                                 "consignee.is_military": False})  # fmt: skip
    (part,) = reason.parts
    assert (reason.kind, reason.truth) == ("party", "unknown")
    assert (part.fact, part.truth, part.seen) == ("shipment.end_users", "unknown", None)
    assert part.words.en == "who is the end user"


# ---------------------------------------------------------------- listed


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ({}, F),
        ({"dual_use_rare_earth": T}, T),
        ({"dual_use_rare_earth": F}, F),
        ({"dual_use_rare_earth": U}, U),
        ({"technology_restricted": T}, F),
        ({"dual_use_rare_earth": U, "ordinary_export_licence": T}, T),
    ],
)
def test_listed(listed: dict[str, bool | None], expected: bool | None) -> None:
    found = node({"listed_in": ["dual_use_rare_earth", "ordinary_export_licence"]})
    assert found.truth({"#listed": listed}) is expected


def test_a_group_of_domains_stands_for_each() -> None:
    found = node({"listed_in": ["dual_use"]})
    assert isinstance(found, Listed)
    assert {"dual_use_rare_earth", "dual_use_rare_earth_equipment"} <= set(found.domains)
    assert found.truth({"#listed": {"dual_use_rare_earth_equipment": T}}) is T


def test_each_kind_becomes_its_node() -> None:
    every, some = node({"all": [A[T]]}), node({"any": [A[T]]})
    assert isinstance(every, Several)
    assert not every.decisive
    assert isinstance(some, Several)
    assert some.decisive
    assert isinstance(node({"not": A[T]}), Negation)
    many = node({"any_element_of": "rare_earths", "above": "0 %"})
    assert isinstance(many, OneOfGroup)
    assert len(many.leaves.parts) == 17


# ---------------------------------------------------------------- reasons


def leaves(reason: Reason) -> list[tuple[str | None, str]]:
    if reason.parts:
        return [leaf for part in reason.parts for leaf in leaves(part)]
    return [(reason.fact, reason.truth)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # A single false part decides: nothing else is told.
        ({"all": [A[T], A[F], A[U]]}, [("line.form", "false")]),
        ({"all": [A[T], A[U]]}, [("line.magnet_family", "unknown")]),
        ({"all": [A[T], A[T]]}, [("line.form", "true"), ("line.form", "true")]),
        # A single true part decides.
        ({"any": [A[F], A[T], A[U]]}, [("line.form", "true")]),
        ({"any": [A[F], A[U]]}, [("line.magnet_family", "unknown")]),
        ({"any": [A[F], A[F]]}, [("line.form", "false"), ("line.form", "false")]),
        ({"all": [A[T], {"any": [A[F], {"not": A[T]}]}]},
         [("line.form", "false"), ("line.form", "true")]),
    ],
)  # fmt: skip
def test_reasons_hold_deciding_parts_only(
    written: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = node(written)
    reason = found.why(FACTS)
    names: dict[bool | None, str] = {T: "true", F: "false", U: "unknown"}
    assert reason.truth == names[found.truth(FACTS)]
    assert leaves(reason) == expected


def test_a_reason_shows_what_was_seen_in_both_languages() -> None:
    reason = node(A[F]).why(FACTS)
    assert reason.words.en.startswith("form is alloy")
    assert reason.seen is not None
    assert reason.seen.zh.startswith("永磁体")
    assert node(A[U]).why(FACTS).seen is None


def test_an_amount_is_told_as_it_is_known() -> None:
    def seen(written: dict[str, Any], stated: str | None) -> str | None:
        facts = {} if stated is None else {"line.composition": makeup(stated)}
        found = node(written).why(facts).seen
        return None if found is None else found.en

    assert seen(ANY_DY, "Nd 30, Dy 2, Fe bal") == "2 %"
    assert seen(ANY_DY, "Nd 30, Fe bal") == "0 %"
    assert seen(ANY_DY, "Nd 30 %") == "<= 70 %"
    assert seen(ANY_DY, None) is None
    assert seen(ANY_DY, "Nd, Dy") is not None  # named, so above nothing
    # Two elements of which nothing is known are no more than the whole.
    assert seen({"element": ["Nd", "Pr"], "above": "1 %"}, None) is None
    assert seen({"element": ["Nd", "Pr"], "above": "1 %"}, "Nd 60 %, Fe 10 %") == "60 % to 90 %"


# ---------------------------------------------------------------- open facts


def opens(written: dict[str, Any], **facts: Any) -> list[OpenFact]:
    known = {name.replace("__", "."): value for name, value in facts.items()}
    return list(node(written).open_facts({"#on": ON, "#listed": {}, **known}))


def test_only_what_keeps_it_open_is_open() -> None:
    written = {"all": [A[T], A[U], {"any": [A[F], A[U]]}]}
    found = opens(written, line__form="magnet")
    assert {fact.fact for fact in found} == {"line.magnet_family"}


@pytest.mark.parametrize(
    ("written", "facts"),
    [
        (ANY_DY, {"line__composition": makeup("Nd 30, Dy <= 0.1 %, Fe bal")}),
        ({"element": "Dy", "above": "30 %"}, {"line__composition": makeup("Dy 20-40 %")}),
        ({"element": "Dy", "above": "30 %"}, {"line__composition": makeup("Dy < 31 %")}),
        ({"element": "Dy", "above": "0 %"}, {}),
        ({"element": "Dy", "at_most": "99.99 %"}, {"line__composition": makeup("Dy > 99 %")}),
        ({"fact": "line.kiln_diameter", "at_least": "1 m"}, {}),
        ({"fact": "line.kiln_diameter", "above": "1 m"},
         {"line__kiln_diameter": metres("0.9", "1.05")}),
        ({"fact": "line.kiln_diameter", "below": "1 m"},
         {"line__kiln_diameter": metres("0.95", "1.05", low_open=True, high_open=True)}),
        ({"fact": "line.form", "is": "magnet"}, {}),
        ({"fact": "line.form", "in": ["magnet", "alloy"]}, {}),
        ({"fact": "line.technology_is_public", "is": False}, {}),
        ({"fact": "shipment.destination", "member_of": "eu"}, {}),
        ({"fact": "shipment.destination", "in": ["JP"]}, {}),
        ({"fact": "line.customs_number", "begins_with": ["8505"]}, {}),
    ],
)  # fmt: skip
def test_probes_reach_both_sides_and_stay_possible(
    written: dict[str, Any], facts: dict[str, Any]
) -> None:
    """What is tried for an open fact makes the condition true and false, within what is known."""
    (fact,) = opens(written, **facts)
    known = {name.replace("__", "."): value for name, value in facts.items()}
    base = {"#on": ON, **known}
    truths = {node(written).truth({**base, fact.key: probe}) for probe in fact.probes}
    assert truths == {True, False}
    before = known.get(fact.key)
    if isinstance(before, Interval):
        for probe in fact.probes:
            assert before.is_above(probe.low) is not True
            assert before.is_below(probe.low) is not True


def test_probes_of_an_amount_stay_within_what_is_stated() -> None:
    stated = parse_composition("Nd 30, Dy <= 0.1 %, Fe bal")
    (fact,) = opens(ANY_DY, line__composition=makeup(stated))
    assert fact.elements == ("Dy",)
    assert {probe.low <= Fraction("0.001") for probe in fact.probes} == {True}


def test_a_group_of_elements_is_told_as_one_claim() -> None:
    """Seventeen times "not Sc, not Y, ..." would tell nobody anything."""
    group = node({"any_element_of": "rare_earths", "above": "1 %"})
    none = group.why({"line.composition": makeup("Fe 99, C 1")})
    assert (none.truth, none.parts) == ("false", ())
    assert "rare earths" in none.words.en
    one = group.why({"line.composition": makeup("La 2, Fe bal")})
    assert (one.truth, one.seen and one.seen.en) == ("true", "2 %")
    found = list(group.open_facts({"line.composition": makeup("La 0.5 %")}))
    assert ("La",) not in [fact.elements for fact in found]
    assert ("Ce",) in [fact.elements for fact in found]


DAYS = """
facts:
  - name: line.made_on
    label: {en: day of making, zh: 生产日期}
    type: date
    question: {en: When was it made?, zh: 何时生产？}
    found_in: {en: certificate, zh: 证书}
"""


@pytest.mark.parametrize(
    ("comparison", "day", "expected"),
    [
        ("before", date(2025, 4, 3), T),
        ("before", date(2025, 4, 4), F),
        ("on_or_after", date(2025, 4, 3), F),
        ("on_or_after", date(2025, 4, 4), T),
        ("before", None, U),
    ],
)
def test_days(comparison: str, day: date | None, expected: bool | None) -> None:
    written = READ.validate_python({"fact": "line.made_on", comparison: "2025-04-04"})
    found = build(written, read_vocabulary({"days.yaml": DAYS}))
    known = {} if day is None else {"line.made_on": day}
    assert found.truth(known) is expected
    (fact,) = found.open_facts({})
    assert {found.truth({"line.made_on": probe}) for probe in fact.probes} == {True, False}


def test_a_threshold_is_one_value() -> None:
    with pytest.raises(ValueError, match="a threshold is one value"):
        node({"fact": "line.kiln_diameter", "above": "1-2 m"})


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ({"all": [A[T], {"not": A[U]}]}, {"line.form", "line.magnet_family"}),
        ({"any": [A[T], ANY_DY]}, {"line.form", "line.composition"}),
        ({"any_element_of": "rare_earths", "above": "0 %"}, {"line.composition"}),
        ({"all": [A[T], MILITARY]}, {"line.form", None}),
        ({"listed_in": ["dual_use"]}, {None}),
    ],
)
def test_what_a_condition_reads(written: dict[str, Any], keys: set[str | None]) -> None:
    assert set(node(written).reads()) == keys
