"""Spreads a case with variants into plain cases, each of which is run for itself."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from ..catalog.places import remove_at, write_at
from ..errors import Fault
from .cases import Case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..catalog.yaml_source import Path, YamlSource
    from .cases import Variant

_FILL = "write the values that the place shall have in turn, or leave `each` out"


def spread(case: Case, at: Path, source: YamlSource) -> list[tuple[Case | Fault, Path]]:
    """The case without its variants, and then each variant as a case.

    Args:
        case: As it was written.
        at: Where it stands in the file.
        source: The file, for the places of faults.

    Returns:
        Each plain case, or what is wrong with it, and where it stands.
    """
    own = case.model_copy(update={"variants": (), "each": {}})
    found = [(each, at) for each in _with_each(own, case.each, at, source)]
    for index, variant in enumerate(case.variants):
        place = (*at, "variants", index)
        found += [(each, place) for each in _as_cases(own, variant, place, source)]
    return found


def _as_cases(case: Case, variant: Variant, at: Path, source: YamlSource) -> list[Case | Fault]:
    shipment = deepcopy(case.shipment)
    faults = []
    for path, value in variant.set.items():
        faults.append((write_at(shipment, path, deepcopy(value)), (*at, "set", path)))
    for index, path in enumerate(variant.without):
        faults.append((remove_at(shipment, path), (*at, "without", index)))
    found = [_placed(fault, path, source) for fault, path in faults if fault is not None]
    differs = bool(variant.set or variant.without or variant.each)
    if variant.name is None and (variant.on is None or differs):
        remedy = "say in `name` how it differs; only one that differs by the day alone needs none"
        found.append(_placed(Fault("a variant has no name", remedy=remedy), at, source))
    if found:
        return list(found)
    plain = Case(
        name=f"{case.name}: {variant.name or f'on {variant.on}'}",
        on=variant.on or case.on,
        source=case.source,
        note=variant.note,
        shipment=shipment,
        by_number=variant.by_number,
        expect=variant.expect,
    )
    return _with_each(plain, variant.each, at, source)


def _with_each(
    case: Case, each: Mapping[str, tuple[Any, ...]], at: Path, source: YamlSource
) -> list[Case | Fault]:
    """The case once with each value, in the order in which they are written; itself without any."""
    found: list[Case | Fault] = []
    for path, values in each.items():
        place = (*at, "each", path)
        if not values:
            found.append(
                _placed(
                    Fault("no values are given", field=path, seen="[]", remedy=_FILL), place, source
                )
            )
        for index, value in enumerate(values):
            shipment = deepcopy(case.shipment)
            fault = write_at(shipment, path, deepcopy(value))
            if fault is not None:
                found.append(_placed(fault, (*place, index), source))
                break
            update = {"name": f"{case.name}: {path} {value}", "shipment": shipment}
            found.append(case.model_copy(update=update))
    return found or [case]


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
