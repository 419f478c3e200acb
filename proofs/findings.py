"""What a proof finds: a stable name, words, a day and a shipment on which it can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ..catalog.text import Text

Kind = Literal[
    "gap_nothing_follows",
    "gap_licence_kind",
    "gap_certificate",
    "gap_agency",
    "suspension_outside",
    "suspender_not_in_force",
    "exclusion_swallows",
    "exclusion_apart",
    "never_applies",
    "overshadowed",
    "threshold_hole",
    "threshold_overlap",
    "yields_to_stranger",
    "freed_and_required",
    "all_kinds_barred",
    "lessened",
    "lessened_by_knowledge",
    "undecided",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with the law, or looks so.

    Attributes:
        kind: What kind of thing.
        about: Ids of the provisions that it is about; the first is where it is told.
        words: What was found.
        remedy: What to do.
        on: The day on which the witness shows it.
        witness: A shipment to replay with `exportgate check` on that day.
        beside: The shipment with which it is to be compared, where one alone shows nothing.
    """

    kind: Kind
    about: tuple[str, ...]
    words: Text
    remedy: Text
    on: date
    witness: Mapping[str, Any]
    beside: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """Stable as long as the ids are: what an exception refers to."""
        return ":".join((self.kind.replace("_", "-"), *self.about))
