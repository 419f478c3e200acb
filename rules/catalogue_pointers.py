"""Entries for those codes of the licensing catalogue that no pack has written: a person decides.

The catalogue prints a code, a name and customs numbers; what the entry covers stands in the control
list. So a line is found by the number, the code or the name, and a hit asks for classification.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..catalog.control_numbers import all_control_numbers
from ..catalog.text import Text
from .law import POINTER_DOMAIN
from .model_parts import Cite, Effective
from .models import Entry, Evidence, Keywords, NumberEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..catalog.control_numbers import ControlNumber

CATALOGUE = "cn-mofcom-gac-2025-91"
"""Id of the licensing catalogue whose numbers name entries that no pack has modelled."""

_TITLE = Text("Entry {code} of the licensing catalogue: {title}", "许可证管理目录{code}：{title}")
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_PARTS = re.compile(r"[、，,；;/]|及其|及|或")
# Shorter names are those of everyday goods as well: a lathe, a heat exchanger, a pressure sensor.
_SPECIFIC = re.compile(r"[\u3400-\u9fff]{6,}")


def pointer_entries(modelled: Iterable[str]) -> Iterator[Entry]:
    """An entry without definition for each code that has a customs number and no entry of a pack.

    Args:
        modelled: The control codes of the packs' entries.
    """
    standing = codes_standing_for(modelled)
    rows: dict[str, list[ControlNumber]] = {}
    for row in all_control_numbers():
        if row.number is not None and not standing[row.control_code]:
            rows.setdefault(row.control_code, []).append(row)
    for code, found in sorted(rows.items()):
        name = found[0].item_zh
        yield Entry(
            id=f"cn-catalogue-2026-{_slug(code)}",
            title=Text(
                _TITLE.en.format(code=code, title=name), _TITLE.zh.format(code=code, title=name)
            ),
            instrument=CATALOGUE,
            # The numbers are of 2026. The control behind most of them is older, and no pack says
            # since when: before 2026 they point all the same.
            effective=Effective(from_=None),
            cites=(Cite(instrument=CATALOGUE, provision=Text(code, code)),),
            confidence="medium",
            control_code=code,
            domain=POINTER_DOMAIN,
            evidence=Evidence(
                numbers=tuple(
                    NumberEvidence(number=number, coverage="ex")
                    for number in sorted({row.number for row in found if row.number})
                ),
                keywords=Keywords(
                    zh=tuple(sorted({word for row in found for word in _words(row.item_zh)}))
                ),
            ),
        )


def codes_standing_for(modelled: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each code that has a customs number, the modelled codes to which its numbers belong.

    An entry stands for its sub-items, and sub-items for what they are part of once every one that
    the catalogue prints is modelled. Empty where nothing stands for a code.

    Args:
        modelled: The control codes of the packs' entries.
    """
    known = set(modelled)
    codes = sorted({row.control_code for row in all_control_numbers() if row.number is not None})
    return {code: _standing_for(code, known, codes) for code in codes}


def _standing_for(code: str, modelled: set[str], printed: Iterable[str]) -> frozenset[str]:
    above = code
    while above not in modelled and "." in above:
        above = above.rpartition(".")[0]
    if above in modelled:
        return frozenset((above,))
    parts = [_standing_for(sub, modelled, printed) for sub in printed if sub.startswith(f"{code}.")]
    return frozenset().union(*parts) if all(parts) else frozenset()


def _slug(code: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", code.casefold()).strip("-")


def _words(name: str) -> Iterator[str]:
    """The names in a catalogue row that are long enough to mean one kind of goods."""
    for part in _PARTS.split(_REMARK.sub("", name)):
        if _SPECIFIC.fullmatch(part.strip()):
            yield part.strip()
