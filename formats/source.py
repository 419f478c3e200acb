"""What every reader passes on: a shipment as a source states it, and what is wrong there.

Each value and each fault knows its place in the source, so that messages follow its order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ..errors import Fault, InputError

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a source.

    Attributes:
        order: Sorts places as they follow each other.
        text: For messages: `line 14`, `row 7`, `sheet lines, cell C7`.
    """

    order: tuple[int, ...]
    text: str


def _nowhere(_path: Path) -> Spot:
    return Spot((), "")


@dataclass(frozen=True, slots=True)
class Submission:
    """One shipment as a source states it, before it is checked.

    Attributes:
        content: A mapping in the shape of the model; values as read.
        source: Name of the file; empty for data given in memory.
        spot: Gives the place of a path inside the content.
        prefix: Path of the content inside its source.
    """

    content: Any
    source: str = ""
    spot: Callable[[Path], Spot] = _nowhere
    prefix: Path = ()


@dataclass(slots=True)
class Findings:
    """The faults and warnings met so far, each with its place for sorting."""

    faults: list[tuple[Spot, Fault]] = field(default_factory=list)
    warnings: list[tuple[Spot, Fault]] = field(default_factory=list)

    def raise_if_faulty(self) -> None:
        """Raise every fault at once, in the order of the source.

        Raises:
            InputError: There is at least one.
        """
        if self.faults:
            raise InputError(in_order(self.faults))


def in_order(found: Iterable[tuple[Spot, Fault]]) -> tuple[Fault, ...]:
    """Faults sorted by place; those of one place stay as they came."""
    return tuple(fault for _, fault in sorted(found, key=lambda pair: pair[0].order))
