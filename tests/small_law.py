"""A small made-up law in which each awkward thing of real law stands once, and how to ask it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exportgate.engine.checking import check
from exportgate.rules.loader import read_law

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exportgate.engine.decision import Decision, LineDecision, Match
    from exportgate.rules.law import Law

FOLDER = Path(__file__).resolve().parent / "data" / "small_law"
DAY = date(2025, 6, 2)
"""All of the small law but the late list is in force, and nothing is unverified."""
VERIFIED = date(2026, 10, 9)


def small_texts() -> dict[str, bytes]:
    """The packs' texts by file name."""
    return {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.yaml"))}


@cache
def small_law() -> Law:
    """The small law, read once."""
    return read_law(small_texts())


def law_with(extra: str = "", *replaced: tuple[str, str]) -> Law:
    """The small law anew, with a further pack, or with words replaced; shares no memo."""
    texts = {name: content.decode() for name, content in small_texts().items()}
    for old, new in replaced:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    if extra:
        texts["extra.yaml"] = extra
    return read_law({name: text.encode() for name, text in texts.items()})


def ask(
    line: Mapping[str, Any] | None = None, *, on: date = DAY, law: Law | None = None, **options: Any
) -> Decision:
    """The decision on a shipment of one line; further options are fields or `strict` and so on."""
    switches = {name: options.pop(name) for name in ("strict", "exhaustive") if name in options}
    shipment = {"lines": [{"line": "1", **(line or {})}], **options}
    return check(shipment, on=on, law=law or small_law(), **switches)


def ask_line(line: Mapping[str, Any] | None = None, **options: Any) -> LineDecision:
    """The same, of which the line."""
    return ask(line, **options).lines[0]


def match_of(decided: LineDecision, entry: str) -> Match:
    """What came of asking one entry."""
    return next(match for match in decided.matches if match.entry == entry)


def paths(decided: LineDecision | Decision) -> list[str]:
    """The paths of the questions, in order."""
    return [question.path for question in decided.questions]


# Every fact that a licence for the magnet hangs on, so that a test may take one away.
MAGNET = {"form": "magnet", "composition": "Nd 30, Dy 2, B 1, Fe bal"}
ORDER = {
    "destination": "DE",
    "customs_regime": "general_trade",
    "end_use": "civil",
    "knowledge_of_risk": "none",
    "consignee": {"name": "A", "list_status": "none"},
    "end_users": [{"name": "B", "list_status": "none", "is_military": False}],
}
