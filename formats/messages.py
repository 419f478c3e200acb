"""The words of reports, in both languages; all of them stand in `messages.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..catalog.text import Language, Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Phrasebook:
    """The words of reports in one language.

    Attributes:
        language: The language.
        words: Every message in both languages, by its key.
    """

    language: Language
    words: Mapping[str, Text]

    def __call__(self, key: str, /, **values: object) -> str:
        """A message with its values.

        Args:
            key: As in `messages.yaml`, levels joined by dots: `outcome.prohibited`.
            values: What stands for the placeholders.

        >>> phrasebook("en")("lines.one", lines="3")
        'line 3'
        """
        return self.words[key].in_language(self.language).format(**values)

    def say(self, text: Text) -> str:
        """Words of a decision in this language."""
        return text.in_language(self.language)


@lru_cache(maxsize=1)
def all_messages() -> Mapping[str, Text]:
    """Every message by its key."""
    from ..catalog.yaml_source import read_yaml

    name = "messages.yaml"
    content = (files("exportgate.formats") / name).read_text(encoding="utf-8")
    return {
        f"{group}.{key}": Text(words["en"], words["zh"])
        for group, entries in read_yaml(content, f"formats/{name}").content.items()
        for key, words in entries.items()
    }


def phrasebook(language: Language) -> Phrasebook:
    """The words of reports in a language."""
    return Phrasebook(language, all_messages())
