"""Spreads a case with variants into plain cases, each of which is run for itself."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from ..catalog.places import remove_at, write_at
from ..errors import Fault
from .cases import Case

if TYPE_CHECKING:
    from ..catalog.yaml_source import Path, YamlSource
    from .cases import Variant


def spread(case: Case, at: Path, source: YamlSource) -> list[tuple[Case | Fault, Path]]:
    """The case without its variants, and then each variant as a case.

    Args:
        case: As it was written.
        at: Where it stands in the file.
        source: The file, for the places of faults.

    Returns:
        Each plain case, or what is wrong with it, and where it stands.
    """
    plain: list[tuple[Case | Fault, Path]] = [(case.model_copy(update={"variants": ()}), at)]
    for index, variant in enumerate(case.variants):
        place = (*at, "variants", index)
        plain.extend((each, place) for each in _as_cases(case, variant, place, source))
    return plain


def _as_cases(case: Case, variant: Variant, at: Path, source: YamlSource) -> list[Case | Fault]:
    shipment = deepcopy(case.shipment)
    faults = []
    for path, value in variant.set.items():
        faults.append((write_at(shipment, path, deepcopy(value)), (*at, "set", path)))
    for index, path in enumerate(variant.without):
        faults.append((remove_at(shipment, path), (*at, "without", index)))
    found = [_placed(fault, path, source) for fault, path in faults if fault is not None]
    if variant.name is None and (variant.on is None or variant.set or variant.without):
        remedy = "say in `name` how it differs; only one that differs by the day alone needs none"
        found.append(_placed(Fault("a variant has no name", remedy=remedy), at, source))
    if found:
        return list(found)
    return [
        Case(
            name=f"{case.name}: {variant.name or f'on {variant.on}'}",
            on=variant.on or case.on,
            source=case.source,
            note=variant.note,
            shipment=shipment,
            by_number=variant.by_number,
            expect=variant.expect,
        )
    ]


def _placed(fault: Fault, at: Path, source: YamlSource) -> Fault:
    return Fault(
        fault.message,
        source.name,
        f"line {source.line_of(at)}",
        field=fault.field,
        seen=fault.seen,
        expected=fault.expected,
        remedy=fault.remedy,
        name="faulty-variant",
        column=source.column_of(at),
    )
