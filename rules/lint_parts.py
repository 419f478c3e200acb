"""What lint reads: packs and cases with the places of their words, and the lives of provisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..catalog.period import Period
from .law import PROVISIONS
from .status import Life, SuspendedFor, changes_of, status_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..catalog.vocabulary import Vocabulary
    from ..catalog.yaml_source import Path, YamlSource
    from .cases import CaseFile
    from .models import Pack


@dataclass(frozen=True)
class Part:
    """A pack, as far as it could be read.

    Attributes:
        pack: The pack.
        source: Where its values stand.
        blanks: Paths that stand for something else than what was written.
    """

    pack: Pack
    source: YamlSource
    blanks: frozenset[Path] = frozenset()

    def items(self) -> Iterator[tuple[str, Path, Any]]:
        """Every instrument and provision: its kind, path and model."""
        for kind in ("instruments", *PROVISIONS):
            for index, item in enumerate(getattr(self.pack, kind)):
                yield kind, (kind, index), item


@dataclass(frozen=True)
class Beside:
    """A file of cases that stands beside a pack."""

    book: CaseFile
    source: YamlSource
    blanks: frozenset[Path] = frozenset()


@dataclass(frozen=True)
class Elsewhere:
    """A file that holds no law."""

    source: YamlSource
    blanks: frozenset[Path] = frozenset()


@dataclass(frozen=True)
class Found:
    """Something found, by its path.

    Attributes:
        part: The file.
        path: The value in it.
        name: The kind of finding.
        message: What is wrong.
        seen: What was found.
        remedy: What to do, where it is more exact than what the registry says.
    """

    part: Part | Beside | Elsewhere
    path: Path
    name: str
    message: str
    seen: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Together:
    """All that lint reads.

    Attributes:
        parts: The packs.
        books: The files of cases.
        vocabulary: The facts that may be read.
        on: The day against which ages are held; None means the newest of the packs.
        unread_books: Ids of packs of which the cases could not be read.
        is_whole: Everything could be read and refers to what there is.
        is_shipped: It is the law for which the vocabulary is made.
    """

    parts: tuple[Part, ...]
    books: tuple[Beside, ...]
    vocabulary: Vocabulary
    on: date | None = None
    unread_books: frozenset[str] = field(default=frozenset(), kw_only=True)
    is_whole: bool = field(default=True, kw_only=True)
    is_shipped: bool = field(default=False, kw_only=True)

    def of_kind(self, *kinds: str) -> Iterator[tuple[Part, Path, Any]]:
        """Every item of some kinds with its place."""
        for part in self.parts:
            for kind, path, item in part.items():
                if kind in kinds:
                    yield part, path, item

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Part, Path, Any]]:
        """Every item by its id."""
        return {
            item.id: (part, path, item) for part in self.parts for _, path, item in part.items()
        }

    @cached_property
    def instruments(self) -> Mapping[str, Any]:
        """The register."""
        return {item.id: item for _, _, item in self.of_kind("instruments")}

    @cached_property
    def lives(self) -> Mapping[str, Life]:
        """The dated facts of each instrument and provision, also where not all could be read."""
        return {
            item.id: self._life(part, kind, item)
            for part in self.parts
            for kind, _, item in part.items()
        }

    def governs(self, part: Part, item: Any) -> str:
        """Id of the instrument that governs a provision."""
        return str(item.instrument or part.pack.instrument or item.cites[0].instrument)

    def _life(self, part: Part, kind: str, item: Any) -> Life:
        governing = None
        if kind != "instruments":
            governing = self.instruments.get(self.governs(part, item))
        both = [item] if governing is None else [item, governing]
        return Life(
            tuple(each.effective.period for each in both),
            tuple(
                SuspendedFor(Period(s.from_, s.to), s.by) for each in both for s in each.suspended
            ),
            item.id if governing is None else governing.id,
            part.pack.verified_up_to,
        )

    def days(self, *names: str) -> Iterator[date]:
        """One day of each stretch in which none of the named things changes."""
        yield date.min
        yield from sorted({day for name in names for day, _ in changes_of(self.lives[name])})

    def lives_on(self, name: str, day: date) -> bool:
        """Whether something has effect on a day, or may have."""
        return status_on(self.lives[name], day).status in {"in_force", "unverified"}

    def ever_lives(self, name: str) -> bool:
        """Whether there is any day on which something has effect."""
        return any(self.lives_on(name, day) for day in self.days(name))

    def live_together(self, name: str, other: str) -> bool:
        """Whether there is a day on which both have effect."""
        days = self.days(name, other)
        return any(self.lives_on(name, day) and self.lives_on(other, day) for day in days)
