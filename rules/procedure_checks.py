"""That one procedure serves each requirement on every day; else a fault with its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..errors import Fault
from .conditions import AllOf, ListedTest
from .status import status_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..catalog.yaml_source import Path, YamlSource
    from .conditions import Condition
    from .law import Law
    from .models import Pack

    Loaded = tuple[Pack, YamlSource]

_ANY_DOMAIN = "any"


def check_procedures(law: Law, loaded: Iterable[Loaded]) -> list[Fault]:
    """A fault for every requirement that no procedure serves on a day, or that two serve.

    Args:
        law: The packs as one law.
        loaded: The same packs, with their sources.
    """
    days = (date.min, *law.changes)
    served: dict[tuple[str, str, date], list[str]] = {}
    for procedure in law.procedures.values():
        for day in days:
            if _has_effect(law, procedure.id, day):
                for domain in procedure.domains:
                    key = (procedure.requirement, domain, day)
                    served.setdefault(key, []).append(procedure.id)
    faults = [*_served_twice(served, loaded)]
    for pack, source in loaded:
        for index, rule in enumerate(pack.rules):
            kind = rule.then.requires
            if kind is None:
                continue
            domains = _domains(rule.when, law) or {_ANY_DOMAIN}
            gaps = [
                day
                for day in days
                if (kind, _ANY_DOMAIN, day) not in served
                and any((kind, domain, day) not in served for domain in domains)
                and _has_effect(law, rule.id, day)
            ]
            if gaps:
                faults.append(
                    Fault(
                        f"rule `{rule.id}`: from {gaps[0]} no procedure says how the requirement "
                        "is met",
                        source.name,
                        f"line {source.line_of(('rules', index, 'then', 'requires'))}",
                        seen=kind,
                        remedy="add a procedure for its domains, or for `any`, in force that day",
                        name="no-procedure-that-day",
                        column=source.column_of(("rules", index, "then", "requires")),
                    )
                )
    return faults


def _served_twice(
    served: dict[tuple[str, str, date], list[str]], loaded: Iterable[Loaded]
) -> Iterator[Fault]:
    """A fault for the first day on which a procedure competes with an earlier one."""
    told: set[str] = set()
    lines: dict[str, tuple[YamlSource, Path]] = {
        procedure.id: (source, ("procedures", index))
        for pack, source in loaded
        for index, procedure in enumerate(pack.procedures)
    }
    for (kind, domain, day), ids in sorted(served.items()):
        for name in ids[1:]:
            if name not in told:
                told.add(name)
                source, path = lines[name]
                yield Fault(
                    f"procedure `{name}`: from {day} procedure `{ids[0]}` serves the same "
                    f"requirement `{kind}` of domain `{domain}`",
                    source.name,
                    f"line {source.line_of(path)}",
                    remedy="end one of the two, or part their domains",
                    name="competing-procedures",
                    column=source.column_of(path),
                )


def _has_effect(law: Law, name: str, day: date) -> bool:
    return status_on(law.lives[name], day).status in {"in_force", "unverified"}


def _domains(condition: Condition, law: Law) -> set[str] | None:
    """The domains in one of which a line has to be listed; None when it need not be."""
    if isinstance(condition, ListedTest):
        listed = (law.vocabulary.domains[name] for name in condition.listed_in)
        return {member for domain in listed for member in domain.members}
    if isinstance(condition, AllOf):
        found = (_domains(part, law) for part in condition.all)
        return next((domains for domains in found if domains is not None), None)
    return None
