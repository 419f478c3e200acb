"""Whether law of one's own may be decided by: lint and the cases beside it say so."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ..engine.case_run import run_case
from ..engine.version import __version__
from ..errors import Fault
from ..rules.findings import finding_kinds
from ..rules.lint import EXCEPTED, lint_folder
from ..rules.loader import case_texts, load_cases
from ..rules.store import is_marked, mark

if TYPE_CHECKING:
    from pathlib import Path

    from ..rules.law import Law

_REMEDY = "find out whether the pack or the case is wrong, and mend it (`exportgate rules test`)"


def law_faults(law: Law, folder: Path) -> tuple[Fault, ...]:
    """What lint and the cases beside it hold against a folder of law.

    Loading refuses what cannot be read. This tells what can be read and would mislead: every
    finding of lint of a kind that makes answers wrong (`docs/findings.md` marks them) and that
    `lint.yaml` beside the packs does not let pass, and every case that does not hold. Law without
    cases is not held against. What was found in order is remembered in the user's cache folder, for
    the same texts and the same version of exportgate, so that only the first question waits.

    Args:
        law: The law of the folder, as `load_law` gives it.
        folder: The folder.

    Raises:
        PackError: A file of cases cannot be read.
    """
    key = _key(law, folder)
    if is_marked(key):
        return ()
    kinds = finding_kinds()
    found = [f.fault for f in lint_folder(folder).findings if kinds[f.fault.name].misleads]
    found += [
        Fault(
            "a case beside the law does not hold",
            f"cases of {book.pack}",
            f"`{case.name}` on {case.on}",
            seen=difference,
            remedy=_REMEDY,
        )
        for book in load_cases(folder)
        for case in book.cases
        for difference in run_case(case, law)
    ]
    if not found:
        mark(key)
    return tuple(found)


def _key(law: Law, folder: Path) -> str:
    digest = hashlib.sha256(f"sound {__version__} {law.digest}\n".encode())
    excepted = folder / EXCEPTED
    beside = {EXCEPTED: excepted.read_bytes()} if excepted.is_file() else {}
    for name, content in sorted({**case_texts(folder), **beside}.items()):
        digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()
