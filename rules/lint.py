"""Reads a folder of law as its author would: everything that is wrong, or should be looked at.

The loader's own faults come first, in all files at once; what could not be read hides none of the
others. Nothing here is asked when a shipment is decided.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..catalog.vocabulary import vocabulary
from ..catalog.yaml_source import read_yaml
from ..errors import Fault, PackError
from .case_files import cases_in
from .checks import check_packs
from .findings import finding_kinds
from .law import assemble
from .lint_cases import lint_cases
from .lint_days import lint_days
from .lint_evidence import lint_evidence
from .lint_exceptions import let_pass
from .lint_parts import Beside, Part, Together
from .lint_time import lint_time
from .lint_use import lint_use
from .loader import case_texts, pack_texts
from .procedure_checks import check_procedures
from .salvage import FILL_IN, UNREAD, salvage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from .findings import Severity
    from .lint_parts import Found

PAGE = "docs/findings.md"
_ID = re.compile(r"^\s*-?\s*\{?\s*id:\s*[\"']?([a-z0-9-]+)", re.MULTILINE)
_PACK = re.compile(r"^pack:\s*[\"']?([a-z0-9-]+)", re.MULTILINE)
EXCEPTED = "lint.yaml"
"""The file beside the packs that names what lint shall let pass, and why."""
_CHECKS = (lint_evidence, lint_time, lint_days, lint_use, lint_cases)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes:
        fault: What is wrong, where, and what to do.
        severity: `error`: the loader refuses the law; `warning`: it does not.
    """

    fault: Fault
    severity: Severity

    @property
    def line(self) -> int:
        """Its line, from 1; 0 where it has none."""
        number = self.fault.place.removeprefix("line ")
        return int(number) if number.isdigit() else 0

    @property
    def page(self) -> str:
        """The place that explains it."""
        return f"{PAGE}#{self.fault.name}"


@dataclass(frozen=True, slots=True)
class LintReport:
    """What lint found.

    Attributes:
        findings: In order of file, line and column.
        let_pass: How many more the list of exceptions lets pass.
    """

    findings: tuple[Finding, ...]
    let_pass: int

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.severity == "error" for finding in self.findings)


def lint_folder(folder: Path | None = None, *, on: date | None = None) -> LintReport:
    """Everything that lint finds in a folder of law.

    Args:
        folder: A folder of packs; None for the packs that ship with exportgate.
        on: The day against which `verified_up_to` is held; None means the newest of the packs.

    Raises:
        PackError: There is no such folder, or it holds no pack.
    """
    root = files("exportgate.rules") / "cn" if folder is None else folder
    prefix = "rules/cn" if folder is None else folder.name
    exceptions = root / EXCEPTED
    beside = {f"{prefix}/{EXCEPTED}": exceptions.read_bytes()} if exceptions.is_file() else {}
    return lint(pack_texts(folder), case_texts(folder), beside, on=on, is_shipped=folder is None)


def lint(
    texts: Mapping[str, bytes],
    cases: Mapping[str, bytes],
    exceptions: Mapping[str, bytes],
    *,
    on: date | None = None,
    is_shipped: bool = False,
) -> LintReport:
    """Everything that lint finds in packs and what stands beside them.

    Args:
        texts: The packs by name of the file.
        cases: The files of cases by name.
        exceptions: The list of exceptions, by name; empty where there is none.
        on: The day against which `verified_up_to` is held; None means the newest of the packs.
        is_shipped: It is the law for which the vocabulary of facts is made, so that a fact that
            no rule reads is worth a word.
    """
    parts: list[Part] = []
    faults: list[Fault] = []
    for name, content in texts.items():
        part, found = _read(content, name)
        parts += [part] if part else []
        faults += found
    unread = {name for content in texts.values() for name in _ID.findall(_decoded(content))}
    read = {item.id for part in parts for _, _, item in part.items()}
    unread = (unread - read if faults else set()) | {UNREAD}
    loaded = [(part.pack, part.source) for part in parts]
    together = _visible(check_packs(loaded, vocabulary(), unread), parts)
    is_whole = not faults and not together
    faults += together
    if is_whole:
        packs = [part.pack for part in parts]
        faults += check_procedures(assemble(packs, vocabulary(), ""), loaded)
    books: list[Beside] = []
    unread_books: set[str] = set()
    for name, content in cases.items():
        book, found = _read_book(content, name)
        if book is None:
            unread_books.update(_PACK.findall(_decoded(content)))
        books += [book] if book else []
        faults += found
    law = Together(
        tuple(parts),
        tuple(books),
        vocabulary(),
        on,
        unread_books=frozenset(unread_books),
        is_whole=is_whole,
        is_shipped=is_shipped,
    )
    for check in _CHECKS:
        faults += [_fault(found) for found in check(law) if not _is_blank(found)]
    passed, kept = let_pass(faults, law, exceptions)
    findings = {_finding(fault) for fault in kept}
    return LintReport(tuple(sorted(findings, key=_order)), passed)


def _finding(fault: Fault) -> Finding:
    kind = finding_kinds()[fault.name]
    return Finding(replace(fault, remedy=fault.remedy or kind.remedy.en), kind.severity)


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    fault = finding.fault
    return fault.source, finding.line, fault.column, fault.name, fault.seen


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")


@lru_cache(maxsize=256)
def _read(content: bytes, name: str) -> tuple[Part | None, tuple[Fault, ...]]:
    try:
        source = read_yaml(content.decode("utf-8"), name)
    except UnicodeDecodeError:
        return None, (_not_utf8(name),)
    except PackError as error:
        return None, error.faults
    found = salvage(source)
    part = None if found.pack is None else Part(found.pack, found.source, found.blanks)
    return part, found.faults


@lru_cache(maxsize=256)
def _read_book(content: bytes, name: str) -> tuple[Beside | None, tuple[Fault, ...]]:
    try:
        source = read_yaml(content.decode("utf-8"), name)
        return Beside(cases_in(source), source), ()
    except UnicodeDecodeError:
        return None, (_not_utf8(name),)
    except PackError as error:
        return None, error.faults


def _not_utf8(name: str) -> Fault:
    remedy = "save it as UTF-8"
    return Fault("the file is not UTF-8 text", name, remedy=remedy, name="not-utf8")


def _visible(faults: Iterable[Fault], parts: Iterable[Part]) -> list[Fault]:
    """Without what only tells that something is still to be filled in, or was made up here."""
    blank = {
        (part.source.name, part.source.line_of(path), part.source.column_of(path))
        for part in parts
        for path in part.blanks
    }
    return [
        fault
        for fault in faults
        if FILL_IN not in fault.seen
        and fault.seen != UNREAD
        and (fault.source, int(fault.place.removeprefix("line ")), fault.column) not in blank
    ]


def _is_blank(found: Found) -> bool:
    part, path = found.part, found.path
    return FILL_IN in found.seen or any(
        path[:length] in part.blanks for length in range(1, len(path) + 1)
    )


def _fault(found: Found) -> Fault:
    source = found.part.source
    return Fault(
        found.message,
        source.name,
        f"line {source.line_of(found.path)}",
        "",
        found.seen,
        "",
        found.remedy or finding_kinds()[found.name].remedy.en,
        found.name,
        source.column_of(found.path),
    )
