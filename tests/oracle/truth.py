"""Truth where not everything is known: `None` is neither true nor false. And what is worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Truth = bool | None
RANKS = ("not_required", "review", "undetermined", "licence_required", "prohibited")


def both(truths: Iterable[Truth]) -> Truth:
    found = set(truths)
    return False if False in found else None if None in found else True


def either(truths: Iterable[Truth]) -> Truth:
    found = set(truths)
    return True if True in found else None if None in found else False


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def worst(one: str, other: str) -> str:
    return max(one, other, key=RANKS.index)
