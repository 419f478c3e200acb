"""All proofs of a law, and which of their findings are excepted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .conflicts import find_conflicts
from .exclusions import find_swallowing_exclusions
from .firing import find_dead_provisions
from .gaps import find_gaps
from .informing import find_lessened_by_knowledge
from .survey import Survey
from .suspensions import find_stray_suspensions
from .thresholds import find_threshold_faults
from .worse_goods import find_escaping_goods
from .worsening import find_lessened_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..rules.law import Law
    from .exceptions import Excepted
    from .findings import Finding

FINDERS: tuple[Callable[[Survey], Iterator[Finding]], ...] = (
    find_gaps,
    find_stray_suspensions,
    find_swallowing_exclusions,
    find_dead_provisions,
    find_threshold_faults,
    find_conflicts,
    find_lessened_answers,
    find_escaping_goods,
    find_lessened_by_knowledge,
)
"""Every proof; each takes the law as surveyed and gives what it finds."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proofs of a law come to.

    Attributes:
        findings: Those that are not excepted, in order of their names.
        excepted: Those that are, each with its exception.
        idle: Exceptions that except nothing any more.
        days: For how many days the law was asked: one for each stretch between two changes.
    """

    findings: tuple[Finding, ...]
    excepted: tuple[tuple[Finding, Excepted], ...]
    idle: tuple[Excepted, ...]
    days: int

    @property
    def holds(self) -> bool:
        """Whether nothing is left to do."""
        return not self.findings and not self.idle


def prove(law: Law, exceptions: Iterable[Excepted] = (), *, pack: str | None = None) -> Proof:
    """Prove what can be proved of a law, over all its days and all shipments.

    Args:
        law: The law.
        exceptions: Findings that stay.
        pack: Only what is found of provisions of this pack; exceptions of others are then not
            compared.
    """
    survey = Survey(law)
    found = {finding.name: finding for finder in FINDERS for finding in finder(survey)}
    exceptions = tuple(exceptions)
    if pack is not None:
        homes = pack_of(law)
        found = {name: f for name, f in found.items() if homes.get(f.about[0]) == pack}
    named = {each.finding: each for each in exceptions}
    return Proof(
        findings=tuple(found[name] for name in sorted(found) if name not in named),
        excepted=tuple((found[name], named[name]) for name in sorted(found) if name in named),
        idle=tuple(each for each in exceptions if pack is None and each.finding not in found),
        days=len(survey.days),
    )


def pack_of(law: Law) -> dict[str, str]:
    """The pack in which each provision and instrument stands."""
    return {
        item.id: pack.pack
        for pack in law.packs
        for kind in type(pack).model_fields
        for item in (getattr(pack, kind) if isinstance(getattr(pack, kind), tuple) else ())
    }


def places_in(texts: Mapping[str, bytes], names: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Where provisions are written: file and line, by id.

    Args:
        texts: The packs' texts, by name.
        names: The ids.
    """
    wanted = set(names)
    found: dict[str, tuple[str, int]] = {}
    for name, content in texts.items():
        for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
            match = _ID.match(line)
            if match is not None and match[1] in wanted:
                found.setdefault(match[1], (name, number))
    return found


_ID = re.compile(r"^\s*-\s*\{?\s*\"?id\"?:\s*[\"']?([a-z0-9-]+)")
