"""The words in which conditions are told, in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..catalog.countries import all_country_groups, find_country
from ..catalog.elements import find_element
from ..catalog.interval import Interval
from ..catalog.text import Text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from fractions import Fraction

    from ..catalog.vocabulary import Fact

_COMPARISONS = {
    "is": Text("{fact} is {value}", "{fact}为{value}"),
    "in": Text("{fact} is one of: {value}", "{fact}为下列之一：{value}"),
    "begins_with": Text("{fact} begins with {value}", "{fact}以{value}开头"),
    "member_of": Text("{fact} belongs to: {value}", "{fact}属于：{value}"),
    "above": Text("{fact} is above {value}", "{fact}高于{value}"),
    "at_least": Text("{fact} is at least {value}", "{fact}不低于{value}"),
    "below": Text("{fact} is below {value}", "{fact}低于{value}"),
    "at_most": Text("{fact} is at most {value}", "{fact}不高于{value}"),
    "before": Text("{fact} lies before {value}", "{fact}早于{value}"),
    "on_or_after": Text("{fact} is {value} or later", "{fact}为{value}或之后"),
}
_IS_NOT = Text("{fact} is not {value}", "{fact}不为{value}")
_IS_NONE_OF = Text("{fact} is none of: {value}", "{fact}不属于：{value}")
_MORE = Text("{count} more", "另外{count}项")
_MOST_TERMS = 3
_AND, _OR = Text(" and ", "且"), Text(" or ", "或者")
_BOUNDS = {
    "at_least": Text("at least {value}", "不低于{value}"),
    "above": Text("above {value}", "高于{value}"),
    "below": Text("below {value}", "低于{value}"),
    "at_most": Text("at most {value}", "不高于{value}"),
}
_WITHIN = Text("{fact} is {bounds}", "{fact}{bounds}")
_CONTENT = Text("mass fraction of {elements}", "{elements}的质量分数")
_ONE_OF_GROUP = Text("mass fraction of one of: {group}", "{group}中任一元素的质量分数")
_BOUND = Text(" bound as {kinds}", "（以{kinds}形态）")
_KINDS = {
    "element": Text("element", "单质"),
    "alloy": Text("alloy", "合金"),
    "oxide": Text("oxide", "氧化物"),
    "compound": Text("compound", "化合物"),
}
_ROLES = {
    "exporter": Text("exporter", "出口经营者"),
    "consignee": Text("consignee", "收货人"),
    "intermediary": Text("intermediary", "中间商"),
    "end_user": Text("end user", "最终用户"),
}
_EXPLAINED = re.compile("(.+?)(?:（[^（）]*）)+(?:$|[；，。])")
_HELD_BY = {"consignee": "consignee", "intermediaries": "intermediary", "end_users": "end_user"}
ALL_OF = Text("all of these hold", "以下全部成立")
ANY_OF = Text("one of these holds", "以下至少一项成立")
NOT = Text("this does not hold", "以下不成立")
_PARTY = Text("{roles}: this holds of one of them", "{roles}：其中之一符合")
_LISTED = Text("the line is a controlled item ({domains})", "该行属于管制物项（{domains}）")
_DIFFERS = Text("{fact} is another than: {other}", "{fact}与{other}不同")
_RED_FLAGS = {
    "any": Text("a red flag is up", "存在警示信号"),
    "medium": Text("a red flag of at least medium weight is up", "存在中等以上警示信号"),
    "high": Text("a red flag of high weight is up", "存在严重警示信号"),
}
_RED_FLAG = Text("the red flag {flag} is up", "存在警示信号{flag}")
PRESUMES = {
    "denial": Text(
        "The authority refuses such applications in principle.",
        "主管部门对此类申请原则上不予许可。",
    ),
    "case_by_case": Text(
        "The authority decides such applications case by case.", "主管部门对此类申请逐案审批。"
    ),
}
YES, NO = Text("yes", "是"), Text("no", "否")
NOBODY_NAMED = Text("who is the {roles}", "{roles}是谁")


def fill(template: Text, **values: Text | str) -> Text:
    """A template with its values, in both languages."""
    english = {k: v.en if isinstance(v, Text) else v for k, v in values.items()}
    chinese = {k: v.in_language("zh") if isinstance(v, Text) else v for k, v in values.items()}
    return Text(template.en.format(**english), template.zh.format(**chinese))


def join(texts: Iterable[Text], between: Text = Text(", ", "、")) -> Text:  # noqa: B008 - frozen
    """Several texts as one."""
    texts = list(texts)
    return Text(
        between.en.join(text.en for text in texts),
        between.zh.join(text.in_language("zh") for text in texts),
    )


def fact_words(fact: Fact) -> Text:
    """A fact's short name; from its field, since people read it beside the question."""
    return fact.label


def value_words(fact: Fact, value: Any) -> Text:
    """A value of a fact as people read it."""
    if isinstance(value, bool):
        return YES if value else NO
    if fact.terms is not None and value in fact.terms:
        return fact.terms[value]
    if fact.type == "country":
        return find_country(value).name
    if isinstance(value, Interval):
        return _interval(value, fact.unit)
    return Text(str(value), str(value))


def comparison_words(fact: Fact, comparison: str, value: Any) -> Text:
    """A comparison of one fact as people read it."""
    values = value if isinstance(value, tuple) else (value,)
    if comparison == "member_of":
        groups = {group.id: group.name for group in all_country_groups()}
        names = [groups[item] for item in values]
    else:
        names = [in_short(value_words(fact, item)) for item in values]
    between = Text("; ", "；")
    return fill(_COMPARISONS[comparison], fact=fact_words(fact), value=join(names, between))


def terms_words(fact: Fact, terms: Sequence[str], *, first: Container[str]) -> Text:
    """The claim that a fact is one of some terms; by the others where these are few.

    Args:
        fact: Of terms.
        terms: Those that it may be.
        first: Which of them to name, where there are too many to name all.
    """
    others = [term for term in fact.terms or () if term not in terms]
    if len(others) < min(len(terms), _MOST_TERMS + 1):
        template, named = _IS_NOT if len(others) == 1 else _IS_NONE_OF, others
    else:
        template = _COMPARISONS["is" if len(terms) == 1 else "in"]
        named = sorted(terms, key=lambda term: term not in first)
    names = [in_short(value_words(fact, term)) for term in named]
    if len(names) > _MOST_TERMS:
        names[_MOST_TERMS:] = [fill(_MORE, count=str(len(names) - _MOST_TERMS))]
    return fill(template, fact=fact_words(fact), value=join(names, Text("; ", "；")))


def ranges_words(fact: Fact, ranges: Iterable[Sequence[tuple[str, Fraction]]]) -> Text:
    """The claim that a quantity lies in one of some ranges, each told by its bounds."""
    told = [
        join((fill(_BOUNDS[name], value=_number(v, fact.unit)) for name, v in bounds), _AND)
        for bounds in ranges
    ]
    return fill(_WITHIN, fact=fact_words(fact), bounds=join(told, _OR))


def in_short(words: Text) -> Text:
    """A term without what explains it, for lists of terms.

    >>> in_short(Text("reactor: for acids", "反应（锅）器（耐酸）（2B1.a）；其他除外")).zh
    '反应（锅）器'
    """
    en, zh = words.en.partition(":")[0], words.in_language("zh")
    explained = _EXPLAINED.match(zh)
    return Text(en, zh if explained is None else explained[1])


def differs_words(fact: Fact, other: Fact) -> Text:
    """The claim that two facts differ."""
    return fill(_DIFFERS, fact=fact_words(fact), other=fact_words(other))


def red_flag_words(name: str) -> Text:
    """The claim that a red flag of a weight is up, or the one with an id."""
    return _RED_FLAGS.get(name) or fill(_RED_FLAG, flag=name)


def element_words(symbols: tuple[str, ...], bound_in: tuple[str, ...] | None) -> Text:
    """The mass fraction of elements as people read it."""
    names = join((_element(symbol) for symbol in symbols), Text(" + ", " + "))
    content = fill(_CONTENT, elements=names)
    if bound_in is None:
        return content
    bound = fill(_BOUND, kinds=join(_KINDS[kind] for kind in bound_in))
    return Text(content.en + bound.en, content.zh + bound.zh)


def _element(symbol: str) -> Text:
    element = find_element(symbol)
    if element is None:
        return Text(symbol, symbol)
    return Text(f"{symbol} ({element.name.en})", f"{symbol}（{element.name.in_language('zh')}）")


def group_words(group: Text, threshold: str) -> Text:
    """The claim that one element of a group is there."""
    return fill(_COMPARISONS["above"], fact=fill(_ONE_OF_GROUP, group=group), value=threshold)


def element_comparison_words(content: Text, comparison: str, threshold: str) -> Text:
    """A comparison of a mass fraction as people read it."""
    return fill(_COMPARISONS[comparison], fact=content, value=threshold)


def party_words(roles: tuple[str, ...]) -> Text:
    """The head of a condition on parties."""
    return fill(_PARTY, roles=join(_ROLES[role] for role in roles))


def role_words(role: str) -> Text:
    """A role as people read it."""
    return _ROLES[role]


def place_words(path: str) -> Text:
    """The place of a party in a shipment as people read it.

    >>> place_words("end_users[1]").en, place_words("consignee").in_language("zh")
    ('end user 2', '收货人')
    """
    holder, _, index = path.rstrip("]").partition("[")
    role = _ROLES[_HELD_BY[holder]]
    number = str(int(index) + 1) if index else ""
    return Text(f"{role.en} {number}".strip(), f"{role.in_language('zh')}{number}")


def listed_words(titles: Iterable[Text]) -> Text:
    """The claim that a line is a controlled item."""
    return fill(_LISTED, domains=join(titles))


def interval_text(value: Interval) -> Text:
    """A mass fraction as people read it."""
    return _interval(value, "1")


def _interval(value: Interval, unit: str) -> Text:
    en = interval_words(value, unit)
    return Text(en, en.replace(" to ", "至"))


def _number(value: Fraction, unit: str) -> str:
    if unit == "1":
        value, unit = value * 100, "%"
    text = f"{float(value):.6g}"
    return f"{text} {unit}".strip()


def interval_words(value: Interval, unit: str) -> str:
    """An interval as people read it; mass fractions in per cent.

    >>> interval_words(Interval.exactly("0.018"), "1")
    '1.8 %'
    """
    if value.is_exact and value.low is not None:
        return _number(value.low, unit)
    if value.low is None or (value.low == 0 and not value.low_open and value.high is not None):
        if value.high is None:
            return ""
        return f"{'<' if value.high_open else '<='} {_number(value.high, unit)}"
    if value.high is None:
        return f"{'>' if value.low_open else '>='} {_number(value.low, unit)}"
    low, high = _number(value.low, unit), _number(value.high, unit)
    return f"{'> ' if value.low_open else ''}{low} to {'< ' if value.high_open else ''}{high}"
