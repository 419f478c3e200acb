"""Shipments for property-based tests: rare-earth goods with any of their facts left blank."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from exportgate.catalog.vocabulary import vocabulary

ELEMENTS = ("Nd", "Pr", "Dy", "Tb", "Sm", "Gd", "Y", "La", "Ho", "Er", "Eu", "Fe", "B", "Co", "O")
FORMULAS = ("Dy2O3", "La2O3", "TbCl3", "Y2O3", "Nd2Fe14B", "SmCo5", "(Y0.9Gd0.1)2O3", "Ho2O3")
NUMBERS = (
    "8505111000",
    "8505190090",
    "2846901500",
    "2846902300",
    "2846901940",
    "2805301910",
    "2805301100",
    "8486909110",
    "7202999191",
    "85051110",
    "284690",
    "6109100010",
)
DESCRIPTIONS = (
    "sintered NdFeB magnet",
    "钕铁硼磁体",
    "dysprosium oxide",
    "cotton T-shirt",
    "samarium cobalt magnets",
    "servo motor",
    "know-how for magnet making",
)
DAYS = (
    date(2025, 4, 3),
    date(2025, 4, 4),
    date(2025, 10, 20),
    date(2025, 11, 7),
    date(2025, 12, 15),
    date(2026, 3, 2),
    date(2026, 11, 10),
    date(2026, 11, 15),
)


def _terms(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(vocabulary().facts[name].terms or {}))


@st.composite
def compositions(draw: st.DrawFn) -> dict[str, Any]:
    """Mass fractions that never exceed the whole; closed about half of the time."""
    symbols = draw(st.lists(st.sampled_from(ELEMENTS), min_size=1, max_size=5, unique=True))
    amounts = draw(
        st.lists(
            st.sampled_from(["0.01", "0.05", "0.1", "0.11", "1.9", "12", "<=0.1", "0-2"]),
            min_size=len(symbols),
            max_size=len(symbols),
        )
    )
    content: dict[str, Any] = {s: f"{a} %" for s, a in zip(symbols, amounts, strict=True)}
    if draw(st.booleans()):
        content["Fe" if "Fe" not in content else "Co"] = "balance"
    return content


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    """One line with any of its fields."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "description": st.sampled_from(DESCRIPTIONS),
        "customs_number": st.sampled_from(NUMBERS),
        "form": _terms("line.form"),
        "magnet_family": _terms("line.magnet_family"),
        "item_kind": _terms("line.item_kind"),
        "technology_field": _terms("line.technology_field"),
        "technology_activity": _terms("line.technology_activity"),
        "composition": compositions(),
        "origin": st.sampled_from(["CN", "JP"]),
    }
    content = draw(st.fixed_dictionaries({}, optional=fields))
    if "composition" not in content and draw(st.booleans()):
        content["formula"] = draw(st.sampled_from(FORMULAS))
    return content


@st.composite
def parties(draw: st.DrawFn) -> dict[str, Any]:
    """One party with any of its fields."""
    return draw(
        st.fixed_dictionaries(
            {},
            optional={
                "country": st.sampled_from(["DE", "US", "JP", "KP", "IN"]),
                "is_military": st.booleans(),
                "list_status": _terms("party.list_status"),
            },
        )
    )


@st.composite
def shipments(draw: st.DrawFn, *, max_lines: int = 2) -> dict[str, Any]:
    """A shipment as a mapping, any of its facts left blank."""
    content = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "destination": st.sampled_from(["DE", "US", "JP", "KP", "IN", "HK"]),
                "movement": _terms("shipment.movement"),
                "customs_regime": _terms("shipment.customs_regime"),
                "end_use": _terms("shipment.end_use"),
                "knowledge_of_risk": _terms("shipment.knowledge_of_risk"),
                "consignee": parties(),
                "end_users": st.lists(parties(), min_size=1, max_size=2),
            },
        )
    )
    goods = draw(st.lists(lines(), min_size=1, max_size=max_lines))
    content["lines"] = [{"line": str(i + 1), **line} for i, line in enumerate(goods)]
    return content


def days() -> st.SearchStrategy[date]:
    """Days around which the law changes, and days between them."""
    nearby = st.dates(min_value=date(2023, 1, 1), max_value=date(2027, 6, 30))
    return st.one_of(st.sampled_from(DAYS), nearby)


def later(day: date, until: date | None, data: st.DataObject) -> date:
    """A day from `day` to the day before `until`; within two years when it is open."""
    last = day + timedelta(days=730) if until is None else until - timedelta(days=1)
    return data.draw(st.dates(min_value=day, max_value=last))
