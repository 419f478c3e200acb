"""Asks for the names of findings in the small law, with faults planted in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exportgate.proofs.survey import Survey
from exportgate.tests.small_law import law_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exportgate.proofs.findings import Finding

HEAD = """
pack: sm-extra
title: {en: Extra, zh: 附加}
instrument: sm-list-2025
verified_up_to: 2026-10-09
"""


def found_in(
    finder: Callable[[Survey], Iterator[Finding]], *replaced: tuple[str, str], extra: str = ""
) -> dict[str, Finding]:
    """What a proof finds in the small law, by name.

    Args:
        finder: The proof.
        replaced: Words of the law and what stands there instead.
        extra: Sections of a further pack.
    """
    law = law_with(HEAD + extra if extra else "", *replaced)
    return {finding.name: finding for finding in finder(Survey(law))}
