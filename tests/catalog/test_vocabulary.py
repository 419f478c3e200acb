"""Facts are declared once, with the question that asks for them."""

from __future__ import annotations

import pytest

from exportgate.catalog.elements import find_element
from exportgate.catalog.units import parse_quantity
from exportgate.catalog.vocabulary import read_vocabulary, vocabulary
from exportgate.errors import Fault, PackError

GOOD = """
element_groups: {pair: {title: {en: the pair, zh: 一对}, symbols: [Nd, Pr]}}
requirements: {licence: {en: Licence, zh: 许可}}
domains: {alpha: {en: alpha items, zh: 甲类}, beta: {en: beta items, zh: 乙类}}
domain_groups: {both: {title: {en: both, zh: 两类}, domains: [alpha, beta]}}
facts:
  - name: line.form
    label: {en: form, zh: 形态}
    type: term
    terms: {magnet: {en: magnet, zh: 磁体}}
    question: {en: What form?, zh: 何种形态？}
    found_in: {en: drawing, zh: 图纸}
  - name: line.weight
    label: {en: weight, zh: 重量}
    type: quantity
    unit: kg
    property: true
    question: {en: How heavy?, zh: 多重？}
    found_in: {en: scales, zh: 秤}
"""


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(PackError) as caught:
        read_vocabulary({"v.yaml": text})
    return caught.value.faults


def test_what_is_declared_is_read() -> None:
    words = read_vocabulary({"v.yaml": GOOD})
    form, weight = words.facts["line.form"], words.facts["line.weight"]
    assert (form.level, form.field, form.is_property, form.unit) == ("line", "form", False, "")
    assert form.terms is not None
    assert form.terms["magnet"].zh == "磁体"
    assert (weight.type, weight.unit, weight.terms) == ("quantity", "kg", None)
    assert words.properties("line") == {"weight": weight}
    assert words.properties("party") == {}
    assert words.element_groups["pair"].symbols == ("Nd", "Pr")
    assert words.requirements["licence"].zh == "许可"


@pytest.mark.parametrize(
    ("kind", "worse", "expected"),
    [
        ("type: quantity\n    unit: kg", "higher", "higher"),
        ("type: flag", "true", ((False, True),)),
        ("type: flag", "false", ((True, False),)),
        ("type: country", "named", "named"),
        (
            "type: term\n    terms: {a: {en: a, zh: 甲}, b: {en: b, zh: 乙}}",
            "[[a, b]]",
            (("a", "b"),),
        ),
    ],
)
def test_what_is_worse_is_read(kind: str, worse: str, expected: object) -> None:
    text = GOOD.replace("type: quantity\n    unit: kg", f"{kind}\n    worse: {worse}")
    assert read_vocabulary({"v.yaml": text}).facts["line.weight"].worse == expected


@pytest.mark.parametrize("worse", ["named", "true", "[[a, b]]", "more"])
def test_what_is_worse_has_to_fit_the_kind_of_fact(worse: str) -> None:
    (fault,) = faults(GOOD.replace("unit: kg", f"unit: kg\n    worse: {worse}"))
    assert "says nothing of a quantity" in fault.message


def test_a_group_of_domains_has_members_and_a_domain_itself() -> None:
    domains = read_vocabulary({"v.yaml": GOOD}).domains
    assert domains["alpha"].members == ("alpha",)
    assert domains["both"].members == ("alpha", "beta")
    assert domains["both"].title.en == "both"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("symbols: [Nd, Pr]", "elements: [Nd, Pr]"),
        ("{en: Licence, zh: 许可}", "{en: Licence}"),
        ("{en: alpha items, zh: 甲类}", "alpha items"),
        ("{en: alpha items, zh: 甲类}", "{en: alpha, items, zh: 甲类}"),
        ("domains: [alpha, beta]}", "members: [alpha, beta]}"),
    ],
)
def test_a_faulty_list_is_told(old: str, new: str) -> None:
    assert old in GOOD
    (fault,) = faults(GOOD.replace(old, new, 1))
    assert fault.source == "v.yaml"
    assert "cannot be read" in fault.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("type: term", "type: word", "type `word` is none of"),
        ("name: line.form", "name: goods.form", "`goods.form` must be"),
        ("name: line.form", "name: line", "`line` must be"),
        ("    terms: {magnet: {en: magnet, zh: 磁体}}\n", "", "a term has `terms`"),
        (
            "    terms: {magnet: {en: magnet, zh: 磁体}}\n",
            "    terms: {magnet: {en: magnet, zh: 磁体}}\n    also: {magnets: [Magnete]}\n",
            "`also` gives other names of its terms",
        ),
        ("    unit: kg\n", "", "a quantity has a `unit`"),
        ("type: term", "type: term\n    unit: kg", "a quantity has a `unit`"),
        ("    label: {en: form, zh: 形态}", "    lable: {en: form, zh: 形态}", "`lable`"),
        ("{en: form, zh: 形态}", "{en: form}", "'zh'"),
        ("{en: What form?, zh", "{en: What form, and why?, zh", "unknown key `and why?`"),
        ("  - name: line.form\n    label", "  - label", "'name'"),
    ],
)
def test_a_faulty_fact_is_told_with_its_line(old: str, new: str, message: str) -> None:
    assert old in GOOD
    (fault,) = faults(GOOD.replace(old, new, 1))
    assert message in fault.message
    line = 7 if old not in GOOD.split("  - name: line.weight")[1] else 13
    assert (fault.source, fault.place) == ("v.yaml", f"line {line}")


def test_a_fact_is_declared_once() -> None:
    (fault,) = faults(GOOD.replace("line.weight", "line.form").replace("property: true", ""))
    assert fault.message == "fact `line.form` is declared twice"
    assert fault.place == "line 13"


def test_every_faulty_fact_is_told() -> None:
    text = GOOD.replace("type: term", "type: word").replace("type: quantity", "type: number")
    assert [fault.place for fault in faults(text)] == ["line 7", "line 13"]


@pytest.mark.parametrize("text", ["", "facts:\n", "facts: {a: b}\n", "- a\n", "fact: []\n"])
def test_a_text_that_is_no_vocabulary(text: str) -> None:
    (fault,) = faults(text)
    assert fault.message == (
        "a file of the vocabulary holds domain_codes, domain_groups, domains, element_groups, "
        "facts, requirements"
    )
    assert (fault.source, fault.place) == ("v.yaml", "line 1")


def test_a_vocabulary_may_stand_in_several_files() -> None:
    lists, _, facts = GOOD.partition("facts:\n")
    assert read_vocabulary({"a.yaml": lists, "b.yaml": "facts:\n" + facts}) == read_vocabulary(
        {"v.yaml": GOOD}
    )


def test_what_two_files_declare_is_told() -> None:
    with pytest.raises(PackError) as caught:
        read_vocabulary({"a.yaml": GOOD, "b.yaml": GOOD})
    told = [(fault.source, fault.message) for fault in caught.value.faults]
    assert told == [
        ("b.yaml", "fact `line.form` is declared twice"),
        ("b.yaml", "fact `line.weight` is declared twice"),
        ("b.yaml", "`pair` of `element_groups` is declared twice"),
        ("b.yaml", "`licence` of `requirements` is declared twice"),
        ("b.yaml", "`alpha` of `domains` is declared twice"),
        ("b.yaml", "`beta` of `domains` is declared twice"),
        ("b.yaml", "`both` of `domain_groups` is declared twice"),
    ]


def test_the_shipped_vocabulary_can_be_used() -> None:
    words = vocabulary()
    for fact in words.facts.values():
        assert all(t.en and t.zh for t in (fact.label, fact.question, fact.found_in)), fact.name
        assert all(t.en and t.zh for t in (fact.terms or {}).values()), fact.name
        if fact.unit:
            assert parse_quantity(f"1 {fact.unit}", fact.unit).is_exact, fact.name
        if fact.default is not None:
            assert fact.premise is not None, fact.name
            assert fact.default in (fact.terms or {}), fact.name
    for group in words.element_groups.values():
        assert all(find_element(symbol) is not None for symbol in group.symbols)
