"""The law as one frozen value: all packs, resolved and indexed by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..catalog.period import Period
from .status import Life, SuspendedFor, changes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from ..catalog.vocabulary import Vocabulary
    from .listing_models import Listing
    from .model_parts import Instrument, Suspension
    from .models import Entry, Exclusion, Pack, RedFlag, Rule
    from .procedure_models import DeclarationEntry, Document, LicenceKind, Procedure


POINTER_DOMAIN = "dual_use_catalogue"
"""Domain of entries that the licensing catalogue names and no pack has modelled."""

PROVISIONS = (
    "entries",
    "exclusions",
    "red_flags",
    "rules",
    "licence_kinds",
    "procedures",
    "documents",
    "declaration_entries",
    "listings",
)


@dataclass(frozen=True)
class Law:
    """Everything that a decision is taken by.

    Made by `load_law`; holds no cache and no clock, and is safe to share between threads.

    Attributes:
        packs: The packs, in order of their ids.
        vocabulary: The facts that the packs may read.
        digest: Digest of the packs and the catalogue as they were read; two laws with the same
            digest give the same answers.
        instruments: The register, by id.
        lives: The dated facts of each instrument and provision, by id.
        memo: Room for what evaluators derive from the law. It follows from the other fields alone,
            so it never changes an answer; writing the same key twice is harmless.
    """

    packs: tuple[Pack, ...]
    vocabulary: Vocabulary
    digest: str
    instruments: Mapping[str, Instrument] = field(repr=False)
    entries: Mapping[str, Entry] = field(repr=False)
    exclusions: Mapping[str, Exclusion] = field(repr=False)
    red_flags: Mapping[str, RedFlag] = field(repr=False)
    rules: Mapping[str, Rule] = field(repr=False)
    licence_kinds: Mapping[str, LicenceKind] = field(repr=False)
    procedures: Mapping[str, Procedure] = field(repr=False)
    documents: Mapping[str, Document] = field(repr=False)
    declaration_entries: Mapping[str, DeclarationEntry] = field(repr=False)
    listings: Mapping[str, Listing] = field(repr=False)
    lives: Mapping[str, Life] = field(repr=False)
    memo: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def changes(self) -> tuple[date, ...]:
        """Every day on which something in the law changes, in order."""
        return tuple(sorted({day for life in self.lives.values() for day, _ in changes_of(life)}))

    @property
    def verified_up_to(self) -> date:
        """The earliest of the packs' `verified_up_to`."""
        return min(pack.verified_up_to for pack in self.packs)


def _suspensions(found: Iterable[Suspension]) -> Iterator[SuspendedFor]:
    for suspension in found:
        yield SuspendedFor(Period(suspension.from_, suspension.to), suspension.by)


def _lives(packs: tuple[Pack, ...], instruments: Mapping[str, Instrument]) -> dict[str, Life]:
    lives: dict[str, Life] = {}
    verified = {i.id: pack.verified_up_to for pack in packs for i in pack.instruments}
    for instrument in instruments.values():
        lives[instrument.id] = Life(
            (instrument.effective.period,),
            tuple(_suspensions(instrument.suspended)),
            instrument.id,
            verified[instrument.id],
        )
    for pack in packs:
        for kind in PROVISIONS:
            for provision in getattr(pack, kind):
                name = provision.instrument or pack.instrument or provision.cites[0].instrument
                governing = instruments[name]
                lives[provision.id] = Life(
                    (provision.effective.period, governing.effective.period),
                    (*_suspensions(provision.suspended), *_suspensions(governing.suspended)),
                    governing.id,
                    pack.verified_up_to,
                )
    return lives


def assemble(packs: Iterable[Pack], vocabulary: Vocabulary, digest: str) -> Law:
    """Make a law of packs that were checked together.

    Args:
        packs: In any order.
        vocabulary: The facts that they may read.
        digest: Digest of what was read.
    """
    ordered = tuple(sorted(packs, key=lambda pack: pack.pack))
    by_kind = {
        kind: {item.id: item for pack in ordered for item in getattr(pack, kind)}
        for kind in ("instruments", *PROVISIONS)
    }
    return Law(
        packs=ordered,
        vocabulary=vocabulary,
        digest=digest,
        lives=_lives(ordered, by_kind["instruments"]),
        **by_kind,
    )
