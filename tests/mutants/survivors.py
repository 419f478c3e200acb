"""Survivors that are known, each with the day on which a person looked at it, and why."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from exportgate.catalog.yaml_source import read_yaml
from exportgate.tests.mutants.hunt import SAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exportgate.tests.mutants.hunt import Outcome

FILE = Path(__file__).with_name("survivors.yaml")


class Known(BaseModel):
    """Survivors that are known.

    Attributes:
        mutant: Name of the mutant; `*` stands for any text, so that a row may name a family.
        since: The day on which a person looked at it.
        why: Why it survives, and what it would need.
        is_equivalent: It is the same law in other words: no shipment could tell the two apart.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mutant: str = Field(min_length=1)
    since: date
    why: str = Field(min_length=1)
    is_equivalent: bool = False

    def names(self, outcome: Outcome) -> bool:
        """Whether the row means a mutant."""
        return fnmatchcase(outcome.name, self.mutant.replace("[", "[[]"))


def read_survivors(text: str) -> tuple[Known, ...]:
    """Read the list.

    Raises:
        PackError: It is no YAML.
        ValidationError: A row is faulty.
    """
    return TypeAdapter(tuple[Known, ...]).validate_python(read_yaml(text, FILE.name).content or [])


def known_survivors() -> tuple[Known, ...]:
    """The list that stands beside."""
    return read_survivors(FILE.read_text(encoding="utf-8")) if FILE.is_file() else ()


def reason_for(outcome: Outcome, known: Iterable[Known]) -> Known | None:
    """The row that explains a survivor; None where none does."""
    return next((row for row in known if row.names(outcome)), None)


def idle_rows(outcomes: Iterable[Outcome], known: Iterable[Known]) -> list[Known]:
    """Rows of which every mutant that was asked is caught by now: they are to be taken out."""
    met = [(row, [o for o in outcomes if o.by != SAME and row.names(o)]) for row in known]
    return [row for row, found in met if found and all(o.is_caught for o in found)]
