"""Reads the words of our docstrings, so that schemas and pages say what the code says."""

from __future__ import annotations

import inspect
import re

_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {8,}.*)*)", re.MULTILINE)


def words_of(kind: type) -> tuple[str, dict[str, str]]:
    """The summary of a class, and the description of each of its fields, parents' fields included.

    Args:
        kind: A class whose docstring has an `Attributes:` section.
    """
    fields: dict[str, str] = {}
    summary = ""
    for each in reversed(kind.__mro__):
        text = inspect.cleandoc(each.__dict__.get("__doc__") or "")
        summary, _, attributes = text.partition("Attributes:")
        fields |= {
            field.rstrip("_"): " ".join(words.replace("`", "").split())
            for field, words in _ATTRIBUTE.findall(attributes)
        }
    return " ".join(summary.split()), fields
