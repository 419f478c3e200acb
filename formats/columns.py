"""Which field a column's name stands for: aliases in English and Chinese, units, elements.

The aliases stand in `columns.yaml`; every name of the vocabulary counts without being listed there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ..catalog.elements import find_element
from ..catalog.formula import parse_formula
from ..catalog.vocabulary import Level, vocabulary
from ..catalog.yaml_source import read_yaml
from ..engine.shipment import Line, Party, Shipment
from ..errors import CatalogError, Fault, PackError
from .words import key_of, near, shown

Target = tuple[str | int, ...]

MOST_PARTIES = 9
_NAME = "formats/columns.yaml"
_NOT_COLUMNS = {"lines", "properties", "exporter", "consignee", "intermediaries", "end_users"}
_LISTS = ("intermediaries", "end_users")
_BRACKETS = re.compile(r"(.+?)\s*[(\[【]\s*([^()\[\]【】]+?)\s*[)\]】]")
_INDEXED = re.compile(r"(intermediaries|end_users)\[(\d)\](?:\.(\w+(?:\.\w+)?))?")
_EDGE = re.compile(
    r"(?<=[\u3400-\u9fff])(?=[^\u3400-\u9fff])|(?<=[^\u3400-\u9fff])(?=[\u3400-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column's name stands for.

    Attributes:
        name: As written.
        target: `("line", field)` or `("shipment", field, ...)`; parts of a composition end in the
            ingredient, properties in their name.
        unit: The unit that the name states for bare numbers; empty when none.
    """

    name: str
    target: Target
    unit: str = ""

    @property
    def is_of_line(self) -> bool:
        """Whether it is about one line; otherwise it is about the shipment."""
        return self.target[0] == "line"

    @property
    def is_part(self) -> bool:
        """Whether it holds one ingredient of the composition."""
        return self.target[:2] == ("line", "composition") and len(self.target) > 2  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class _Table:
    targets: Mapping[str, Target]
    share_units: tuple[tuple[str, str], ...]
    share_words: tuple[str, ...]
    sheets: Mapping[str, frozenset[str]]
    totals: frozenset[str]
    suggestions: Mapping[str, str] = field(default_factory=dict)


def _fields(level: Level, model: type[Shipment | Party | Line]) -> Iterator[tuple[str, Target]]:
    for name in model.model_fields:
        if name not in _NOT_COLUMNS:
            yield name, (name,)
    for name in vocabulary().properties(level):
        yield name, ("properties", name)


def _aliases(content: Mapping[str, Any]) -> Iterator[tuple[str, Target]]:
    for name, words in content.items():
        if name == "properties":
            for inner, more in words.items():
                yield from ((word, ("properties", inner)) for word in (inner, *more))
        else:
            yield from ((word, (name,)) for word in (name, *words))


def _party_columns(
    parties: Mapping[str, Any], own: tuple[tuple[str, Target], ...]
) -> Iterator[tuple[str, Target]]:
    for party, words in parties.items():
        for word in (party, *words):
            for index in range(MOST_PARTIES) if party in _LISTS else (None,):
                base: Target = ("shipment", party) if index is None else ("shipment", party, index)
                starts = [word] if not index else []
                if index is not None:
                    starts.append(f"{word} {index + 1}")
                for start in starts:
                    yield start, (*base, "name")
                    yield from ((f"{start} {suffix}", (*base, *target)) for suffix, target in own)


def _targets(content: Mapping[str, Any]) -> dict[str, Target]:
    pairs: list[tuple[str, Target]] = []
    for level, model in (("line", Line), ("shipment", Shipment)):
        own = (*_fields(level, model), *_aliases(content[level]))  # type: ignore[arg-type]
        pairs += [(name, (level, *target)) for name, target in own]
    party = (*_fields("party", Party), *_aliases(content["party"]))
    pairs += _party_columns(content["parties"], party)
    targets: dict[str, Target] = {}
    faults = []
    for name, target in pairs:
        if targets.setdefault(key_of(name), target) != target:
            faults.append(Fault(f"`{name}` stands for two fields", _NAME))
    if faults:
        raise PackError(tuple(faults))
    return targets


@lru_cache(maxsize=1)
def _table() -> _Table:
    path = files("exportgate.formats") / "columns.yaml"
    content = read_yaml(path.read_text(encoding="utf-8"), _NAME).content
    targets = _targets(content)
    units = [
        (_plain(word), unit) for unit, words in content["share_units"].items() for word in words
    ]
    return _Table(
        targets,
        tuple(sorted(units, key=lambda pair: -len(pair[0]))),
        tuple(sorted(map(_plain, content["share_words"]), key=lambda word: -len(word))),
        {name: frozenset(map(key_of, words)) for name, words in content["sheets"].items()},
        frozenset(map(key_of, content["totals"])),
    )


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def find_column(name: str) -> Column | None:
    """What a column's name stands for; None when it is not known.

    Args:
        name: As it stands in the header row.

    >>> find_column("海关商品编号").target, find_column("End-User Country").target
    (('line', 'customs_number'), ('shipment', 'end_users', 0, 'country'))
    >>> find_column("Dy (wt%)")
    Column(name='Dy (wt%)', target=('line', 'composition', 'Dy'), unit='wt%')
    """
    return _find_column(name)


@lru_cache(maxsize=4096)
def _find_column(name: str) -> Column | None:
    text = " ".join(unicodedata.normalize("NFKC", name).split())
    if match := _INDEXED.fullmatch(text.casefold()):
        party, index, inner = match.groups()
        target = _table().targets.get(key_of(f"{party} {int(index) + 1} {inner or 'name'}"))
        return None if target is None else Column(name, target)
    target = _target(text)
    if target is not None:
        return Column(name, target, "%" if text.rstrip(" )]").endswith("%") else "")
    return _with_unit(name, text) or _part(name, text)


def _target(text: str) -> Target | None:
    targets = _table().targets
    found = targets.get(key_of(text))
    if found is not None:
        return found
    # `商品编号 HS code`: each half names the same field.
    for pieces in (re.split(r"\s*[/|]\s*", text), _EDGE.split(text)):
        halves = {targets.get(key_of(piece)) for piece in pieces if key_of(piece)}
        if len(pieces) > 1 and len(halves) == 1:
            return halves.pop()
    return None


def _with_unit(name: str, text: str) -> Column | None:
    """`kiln diameter (m)`, `金额（美元）`: a field and the unit of its bare numbers."""
    match = _BRACKETS.fullmatch(text)
    if match is None:
        return None
    base, unit = match.groups()
    target = _target(base)
    if target is None:
        return None
    takes_unit = target[1] in {"quantity", "value", "purity"} or "properties" in target
    # Other fields have no unit: `contract date (yyyy-mm-dd)` is a remark.
    return Column(name, target, unit if takes_unit else "")


def _part(name: str, text: str) -> Column | None:
    """`Dy %`, `Dy2O3 (wt%)`, `镝含量`: an ingredient of the composition."""
    plain, unit = _without_unit(text)
    has_word = False
    for word in _table().share_words:
        if plain.casefold().endswith(word) and len(plain) > len(word):
            plain, has_word = plain[: -len(word)].rstrip(" ("), True
            break
    if not unit:
        plain, unit = _without_unit(plain)
    is_marked = bool(unit) or has_word
    ingredient = _ingredient(plain.strip(" ()[]:"), is_marked=is_marked)
    return None if ingredient is None else Column(name, ("line", "composition", ingredient), unit)


def _without_unit(text: str) -> tuple[str, str]:
    """A name without the unit of a share at its end, and that unit in one spelling."""
    bare = text.rstrip(" )]】")
    for word, unit in _table().share_units:
        if bare.casefold().endswith(word) and len(bare) > len(word):
            rest = bare[: -len(word)]
            # `Dyppm` is a name; a unit in letters stands apart, one in signs need not.
            if not word[0].isalpha() or not rest[-1].isalpha():
                return rest.rstrip(" ([【,:_-"), unit
    return text, ""


def _ingredient(plain: str, *, is_marked: bool) -> str | None:
    element = find_element(plain)
    if element is not None:
        return element.symbol
    if not is_marked or not plain:
        return None
    try:
        return parse_formula(plain).text
    except CatalogError:
        pass
    # `DY %`: only one reading is left when the capitals are no formula.
    titled = find_element(plain.capitalize())
    return None if titled is None else titled.symbol


def like_column(name: str) -> str:
    """A known column's name that is most like an unknown one; empty when none is."""
    known = _table().targets
    suggestion = near(key_of(name), known)
    return "" if not suggestion else ".".join(map(str, known[suggestion][1:]))


def sheet_kind(title: str) -> str:
    """`shipment` or `lines` for a sheet that is named so; empty for any other.

    >>> sheet_kind("表头"), sheet_kind("Lines"), sheet_kind("Sheet1")
    ('shipment', 'lines', '')
    """
    key = key_of(title)
    return next((kind for kind, names in _table().sheets.items() if key in names), "")


def is_total(text: str) -> bool:
    """Whether a text marks a row that adds up others."""
    return key_of(text) in _table().totals


def column_shown(name: str) -> str:
    """A column's name for messages."""
    return f"`{shown(name)}`"
