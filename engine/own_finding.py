"""A finding of the tool itself, which rests on no rule of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .decision import Finding

if TYPE_CHECKING:
    from ..catalog.text import Text
    from ..rules.status import Status


def finding_of_ours(rule: str, title: Text, words: Text, status: Status) -> Finding:
    """A matter for a person that the limits of the tool bring up.

    Args:
        rule: A name that no pack uses.
        title: What it is about.
        words: What a person has to do, and why.
        status: `unverified` where the age of the law is why; else `in_force`.
    """
    return Finding(
        rule=rule,
        title=title,
        certainty="certain",
        words=words,
        status=status,
        confidence="high",
        is_practice=False,
        reason=None,
        cites=(),
    )
