"""Stages of rules over plain facts: what is told to durable-rules, and what it may conclude.

A fact is one line of text, `kind|of|value`: equality of such texts is all that the rulesets use. A
stage that concludes nothing more is closed: what it did not conclude is stated as a fact of its own
for the stages after it, since "is missing" cannot be asked of durable-rules.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

_BAR = "|"


def fact(kind: str, of: str, value: str) -> str:
    """A fact as text.

    >>> fact("rule", "cn-ecl-12-licence", "true")
    'rule|cn-ecl-12-licence|true'
    """
    text = _BAR.join((kind, of, value))
    if text.count(_BAR) != 2:  # noqa: PLR2004 - between three parts
        msg = f"a part of a fact holds `{_BAR}`: `{text}`"
        raise ValueError(msg)
    return text


def parts_of(text: str) -> tuple[str, str, str]:
    """Kind, of what, and value of a fact."""
    kind, of, value = text.split(_BAR)
    return kind, of, value


@dataclass(frozen=True, slots=True)
class Clause:
    """When all these facts are stated, those follow."""

    when: tuple[str, ...]
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """Rules that are applied until nothing new follows.

    Attributes:
        name: Of the stage.
        rulesets: Its rules, parted so that no ruleset comes near a limit of durable-rules.
        closes: Pairs of facts: where the first was not concluded the second is stated.
    """

    name: str
    rulesets: tuple[tuple[Clause, ...], ...]
    closes: tuple[tuple[str, str], ...] = ()

    def told(self) -> dict[str, Any]:
        """The stage as JSON."""
        rulesets = [[{"when": c.when, "then": c.then} for c in part] for part in self.rulesets]
        return {"name": self.name, "rulesets": rulesets, "closes": self.closes}


@dataclass(frozen=True, slots=True)
class Program:
    """Stages that run one after the other; its name is the digest of all they say."""

    name: str
    stages: tuple[Stage, ...]

    def told(self) -> dict[str, Any]:
        """The program as JSON."""
        return {"name": self.name, "stages": [stage.told() for stage in self.stages]}


def program_of(stages: tuple[Stage, ...]) -> Program:
    """A program under the digest of its stages."""
    text = json.dumps([stage.told() for stage in stages], sort_keys=True)
    return Program(hashlib.sha256(text.encode()).hexdigest()[:16], stages)
