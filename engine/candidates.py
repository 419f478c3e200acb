"""Finds the entries that have to be asked about a line: by look-up, never by a scan.

What makes a line a candidate is evidence. It decides nothing, and no evidence is no "no".
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ..catalog.text import Text
from ..catalog.vocabulary import vocabulary
from . import words as say
from .described import described_in
from .facts import stated_elements
from .keywords import KeywordIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..rules.models import Entry
    from .facts import Facts
    from .shipment import Line

    Note = Callable[[Iterable[int], Text, Text | str], None]

_BY_NUMBER = Text("customs number {value}", "海关商品编号{value}")
_BY_STEM = Text(
    "customs number under the same six digits, {value}", "同一六位子目{value}下的海关商品编号"
)
_BY_HEADING = Text("heading {value}, in which it may be classified", "可能归入的品目{value}")
_BY_ELEMENT = Text("contains {value}", "含有{value}")
_BY_CAS = Text("CAS number {value}", "CAS号{value}")
_BY_WORD = Text("description says `{value}`", "品名含“{value}”")
_BY_CODE = Text("declared control code {value}", "申报的管制编码{value}")
_BY_TERM = Text("stated as {value}", "申报为{value}")
EXHAUSTIVE = Text("every entry was asked", "逐项核对")

_STEM = 6


class CandidateIndex:
    """Look-up tables from evidence to entries.

    Args:
        entries: With the customs numbers that the licensing catalogue prints for each beside it.
            Entries are told by their position.
    """

    def __init__(self, entries: Iterable[tuple[Entry, tuple[str, ...]]]) -> None:
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._beginnings: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)
        self._headings: dict[str, list[int]] = defaultdict(list)
        self._elements: dict[str, list[int]] = defaultdict(list)
        self._cas: dict[str, list[int]] = defaultdict(list)
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._whole_codes: dict[str, list[int]] = defaultdict(list)
        self._terms: dict[str, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._keywords = KeywordIndex()
        self.size = 0
        for position, (entry, printed) in enumerate(entries):
            self._add(position, entry, printed)
            self.size += 1

    def _add(self, position: int, entry: Entry, printed: tuple[str, ...]) -> None:
        evidence = entry.evidence
        stated = {item.number for item in evidence.numbers}
        for number in sorted(stated | set(printed)):
            self._numbers[number].append(position)
            for length in range(4, len(number), 2):
                self._beginnings[number[:length]].append(position)
            # Neighbours of what the catalogue prints are left out: half of what it prints stands
            # in residual subheadings (3824.99, 8479.89), where every glue would be asked. A pack
            # names the numbers and headings near which its items are misdeclared. An entry without
            # a definition could not tell its neighbours apart.
            is_told_apart = number in stated and entry.definition is not None
            if is_told_apart and len(number) >= _STEM:
                self._stems[number[:_STEM]].append(position)
        for heading in evidence.headings:
            self._headings[heading].append(position)
        for symbol in evidence.elements:
            self._elements[symbol].append(position)
        for cas in evidence.cas:
            self._cas[cas].append(position)
        for term in evidence.facts:
            self._terms[term.fact][term.is_].append(position)
        for keyword in (*evidence.keywords.en, *evidence.keywords.zh):
            self._keywords.add(keyword, position)
        for keyword in (*evidence.other_goods.en, *evidence.other_goods.zh):
            self._keywords.add(keyword, position, is_other=True)
        if entry.control_code:
            self._whole_codes[entry.control_code.casefold()].append(position)
            parts = entry.control_code.casefold().split(".")
            for length in range(1, len(parts) + 1):
                self._codes[".".join(parts[:length])].append(position)

    def find(self, line: Line, facts: Facts) -> dict[int, list[Text]]:
        """The candidates of a line: position of each entry, with the evidence in words."""
        found: dict[int, list[Text]] = {}

        def note(positions: Iterable[int], template: Text, value: Text | str) -> None:
            words = None
            for position in positions:
                if words is None:
                    words = say.fill(template, value=value)
                noted = found.setdefault(position, [])
                if words not in noted:
                    noted.append(words)

        self._find_number(line.customs_number or "", note)
        for symbol in stated_elements(facts):
            note(self._elements.get(symbol, ()), _BY_ELEMENT, symbol)
        note(self._cas.get(line.cas or "", ()), _BY_CAS, line.cas or "")
        code = (line.control_code or "").strip().casefold()
        note(self._codes.get(code, ()), _BY_CODE, line.control_code or "")
        while "." in code:
            code = code.rpartition(".")[0]
            note(self._whole_codes.get(code, ()), _BY_CODE, line.control_code or "")
        for name, terms in self._terms.items():
            term = facts.get(name)
            if term in terms:
                fact = vocabulary().facts[name]
                said = fact.label if term is True else say.in_short(say.value_words(fact, term))
                note(terms[term], _BY_TERM, said)
        for position, part in self._keywords.find(line.description or ""):
            note((position,), _BY_WORD, part)
        described = described_in(line.description or "")
        for symbol, part in described.elements:
            note(self._elements.get(symbol, ()), _BY_WORD, part)
        for cas, part in described.cas:
            note(self._cas.get(cas, ()), _BY_WORD, part)
        return dict(sorted(found.items()))

    def pointed(self, fact: str) -> Mapping[Any, Sequence[int]]:
        """The entries to which a fact points when it is stated, by its value; by position."""
        return self._terms.get(fact, {})

    def named(self, line: Line) -> set[int]:
        """The entries whose own control code or CAS number the line states; by position.

        A customs number names none: a number is shared with goods that no entry lists.
        """
        code = (line.control_code or "").strip().casefold()
        return {*self._whole_codes.get(code, ()), *self._cas.get(line.cas or "", ())}

    def knows_code(self, code: str) -> bool:
        """Whether an entry has the control code, a part of it, or stands under it."""
        plain = code.strip().casefold()
        parts = plain.split(".")
        wholes = (".".join(parts[:length]) for length in range(1, len(parts)))
        return plain in self._codes or any(whole in self._whole_codes for whole in wholes)

    def _find_number(self, number: str, note: Note) -> None:
        exact = list(self._beginnings.get(number, ()))
        for length in range(4, len(number) + 1, 2):
            exact += self._numbers.get(number[:length], ())
        note(exact, _BY_NUMBER, number)
        seen = set(exact)
        stem = number[:_STEM]
        neighbours = [p for p in self._stems.get(stem, ()) if p not in seen]
        note(neighbours, _BY_STEM, stem)
        seen.update(neighbours)
        for length in (4, 6):
            heading = number[:length]
            near = [p for p in self._headings.get(heading, ()) if p not in seen]
            note(near, _BY_HEADING, heading)
