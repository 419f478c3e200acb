"""How much of the law is modelled: what a person says of it, joined with what the packs show.

`coverage.yaml` accounts for articles and parts of instruments. Entries account for themselves: with
a definition they are modelled, without one they only point. No answer depends on this file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, RootModel, ValidationError

from ..catalog.control_numbers import all_control_numbers
from ..catalog.text import Text
from ..catalog.yaml_source import read_yaml
from ..errors import Fault, PackError
from .catalogue_pointers import CATALOGUE, codes_standing_for, pointer_entries
from .law import PROVISIONS
from .model_parts import Identifier, same_in_both
from .pydantic_faults import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.yaml_source import YamlSource
    from .law import Law
    from .models import Entry

CoverageStatus = Literal["modelled", "pointer_only", "out_of_scope"]
STATUSES: tuple[CoverageStatus, ...] = ("modelled", "pointer_only", "out_of_scope")

FILE = "coverage.yaml"

# They explain and bind nobody: what is used of them cites them.
_NO_LAW = {"guidance", "practice"}


class CoverageRow(BaseModel):
    """What a person says of an article or a part of an instrument.

    Attributes:
        instrument: Id in the register of instruments.
        provision: Article, paragraph, annex or part of a list; several that share an account may
            stand in one row.
        status: `modelled`: rules or definitions decide by it; `pointer_only`: it is told or found,
            and a person decides; `out_of_scope`: nothing of it is here.
        by: Ids of the provisions that stand for it, or of whole packs.
        why: Why it is not modelled, or what of it is left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    instrument: Identifier
    provision: Annotated[Text, BeforeValidator(same_in_both)]
    status: CoverageStatus
    by: tuple[Identifier, ...] = ()
    why: Text | None = None


class _CoverageFile(RootModel[tuple[CoverageRow, ...]]):
    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class CoveredEntry:
    """An entry of a control list, and how far it is modelled.

    Attributes:
        entry: Of a pack, or made from the licensing catalogue.
        instrument: The instrument that governs it.
        is_generated: No pack has it: only the catalogue's number, code and name point to it.
    """

    entry: Entry
    instrument: str
    is_generated: bool

    @property
    def status(self) -> CoverageStatus:
        """`modelled` with a definition, `pointer_only` without."""
        return "pointer_only" if self.entry.definition is None else "modelled"


@dataclass(frozen=True, slots=True)
class CatalogueFigures:
    """How much of the licensing catalogue is covered. Each control code is counted once.

    Attributes:
        codes: Control codes for which a text prints an item; lists without codes (nuclear items,
            precursors) count as one each.
        with_definition: Codes of which the packs' entries have a definition: their own, or those
            that stand for them (of the item above, or of all sub-items).
        pointer_only: Codes of which such an entry has no definition.
        generated: Codes for which no entry of a pack stands.
        codes_with_numbers: Codes for which a customs number is known.
        numbers: Customs numbers, each of which makes a line a candidate.
        numbers_with_definition: Of these, the numbers of a code that has a definition.
    """

    codes: int
    with_definition: int
    pointer_only: int
    generated: int
    codes_with_numbers: int
    numbers: int
    numbers_with_definition: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The account of a law.

    Attributes:
        law: The law that it accounts for.
        rows: What a person says of articles and parts, in the order of the file.
        entries: All entries, by instrument and control code; those made from the catalogue last.
        figures: How much of the licensing catalogue is covered.
    """

    law: Law
    rows: tuple[CoverageRow, ...]
    entries: tuple[CoveredEntry, ...]
    figures: CatalogueFigures


def load_coverage(law: Law, folder: Path | None = None) -> Coverage:
    """Read the account that stands beside the packs of a law.

    Args:
        law: The law, as loaded from the same folder.
        folder: A folder of rule packs; None for the packs that ship with exportgate.

    Raises:
        PackError: There is no account, or it is faulty; every fault with file and line.
    """
    root = files("exportgate.rules") / "cn" if folder is None else folder
    name = f"rules/cn/{FILE}" if folder is None else f"{folder.name}/{FILE}"
    file = root / FILE
    if not file.is_file():
        remedy = "say there for each instrument what is modelled, pointer only or out of scope"
        raise PackError((Fault("the account of coverage is missing", name, remedy=remedy),))
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        fault = Fault("the file is not UTF-8 text", name, remedy="save it as UTF-8")
        raise PackError((fault,)) from None
    return read_coverage(text, name, law)


def read_coverage(text: str, name: str, law: Law) -> Coverage:
    """Read an account and hold it against the law.

    Args:
        text: YAML: a list of rows.
        name: The file's name, for messages.
        law: The law that it accounts for.

    Raises:
        PackError: Every fault found, with its line.
    """
    source = read_yaml(text, name)
    try:
        rows = _CoverageFile.model_validate(source.content or []).root
    except ValidationError as error:
        faults = faults_of(error, name, source.content, lambda path: f"line {source.line_of(path)}")
        raise PackError(faults) from None
    faults = (*_row_faults(rows, source, law), *_missing(rows, source, law))
    if faults:
        raise PackError(faults)
    return Coverage(law, rows, tuple(_entries(law)), _figures(law))


def _row_faults(rows: tuple[CoverageRow, ...], source: YamlSource, law: Law) -> Iterator[Fault]:
    known = {name: item for kind in PROVISIONS for name, item in getattr(law, kind).items()}
    packs = {pack.pack: pack for pack in law.packs}
    counts = Counter((row.instrument, row.provision.en) for row in rows)
    for index, row in enumerate(rows):

        def fault(
            message: str, *path: str | int, seen: str = "", remedy: str = "", at: int = index
        ) -> Fault:
            place = f"line {source.line_of((at, *path))}"
            return Fault(message, source.name, place, seen=seen, remedy=remedy)

        if row.instrument not in law.instruments:
            remedy = "add it to the register in rules/cn/instruments.yaml, or mend the id"
            message = "the instrument is not in the register"
            yield fault(message, "instrument", seen=row.instrument, remedy=remedy)
        if counts[row.instrument, row.provision.en] > 1:
            remedy = "keep one row, or name the parts"
            seen = row.provision.en
            yield fault("two rows account for this", "provision", seen=seen, remedy=remedy)
        for field in ("provision", "why"):
            words = getattr(row, field)
            if words is not None and not words.zh:
                yield fault(
                    "the Chinese words are missing",
                    field,
                    seen=words.en,
                    remedy="write `zh` beside `en`",
                )
        missing = [(i, by) for i, by in enumerate(row.by) if by not in known and by not in packs]
        for i, by in missing:
            remedy = "name an entry, rule or other provision, or a pack"
            yield fault("nothing in the law has this id", "by", i, seen=by, remedy=remedy)
        if row.status != "modelled" and row.why is None:
            remedy = "say what is missing, or why it is out"
            yield fault(f"`{row.status}` needs `why`", "status", remedy=remedy)
        if row.status == "out_of_scope" and row.by:
            remedy = "leave `by` out, or change the status"
            yield fault("what is out of scope is modelled by nothing", "by", remedy=remedy)
        if row.status == "modelled" and not missing:
            items = [*(known[by] for by in row.by if by in known)]
            items += [item for by in row.by if by in packs for item in _items(packs[by])]
            if not any(_decides(item) for item in items):
                remedy = "name the rules or definitions that decide by it, or write `pointer_only`"
                message = "`modelled` by nothing that decides: `by` is empty or only points"
                yield fault(message, "by" if row.by else "status", remedy=remedy)


def _items(pack: object) -> Iterator[object]:
    for kind in PROVISIONS:
        yield from getattr(pack, kind)


def _decides(item: object) -> bool:
    """Whether a provision is more than an entry that a person has to classify."""
    return not hasattr(item, "control_code") or getattr(item, "definition", None) is not None


def _missing(rows: tuple[CoverageRow, ...], source: YamlSource, law: Law) -> Iterator[Fault]:
    told = {row.instrument for row in rows}
    told |= {name for entry in law.entries.values() for name in _instruments_of(entry, law)}
    for name, instrument in sorted(law.instruments.items()):
        if name not in told and instrument.kind not in _NO_LAW:
            yield Fault(
                "the instrument is in the register and nothing accounts for it",
                source.name,
                seen=name,
                remedy="add a row: what of it is modelled, pointer only, or out of scope and why",
            )


def _instruments_of(entry: Entry, law: Law) -> set[str]:
    return {law.lives[entry.id].instrument, *(cite.instrument for cite in entry.cites)}


def _entries(law: Law) -> Iterator[CoveredEntry]:
    def order(entry: Entry) -> tuple[str, str, str]:
        return law.lives[entry.id].instrument, entry.control_code or "", entry.id

    for entry in sorted(law.entries.values(), key=order):
        yield CoveredEntry(entry, law.lives[entry.id].instrument, is_generated=False)
    for entry in pointer_entries(_codes(law)):
        yield CoveredEntry(entry, CATALOGUE, is_generated=True)


def _codes(law: Law) -> set[str]:
    return {e.control_code for e in law.entries.values() if e.control_code is not None}


def _figures(law: Law) -> CatalogueFigures:
    numbers: dict[str, set[str]] = {}
    for row in all_control_numbers():
        numbers.setdefault(row.control_code, set()).update({row.number} if row.number else ())
    own = _codes(law)
    definitions = {e.control_code for e in law.entries.values() if e.definition is not None}
    # What stands for a code that has no number is an entry of its own alone.
    standing = {code: frozenset({code} & own) for code in numbers} | codes_standing_for(own)
    defined = {code for code, found in standing.items() if found and found <= definitions}
    pointed = {code for code, found in standing.items() if found} - defined
    return CatalogueFigures(
        codes=len(numbers),
        with_definition=len(defined),
        pointer_only=len(pointed),
        generated=len(numbers) - len(defined) - len(pointed),
        codes_with_numbers=sum(bool(found) for found in numbers.values()),
        numbers=len({number for found in numbers.values() for number in found}),
        numbers_with_definition=len(
            {n for code, found in numbers.items() if code in defined for n in found}
        ),
    )
