"""Words for people in the two languages that a decision speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and Chinese.

    Attributes:
        en: English; our own wording unless the source is English.
        zh: Chinese; the official wording where there is one. Empty when none is known.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    en: str
    zh: str = ""

    def in_language(self, language: Language) -> str:
        """The words in a language; English where the Chinese is missing.

        >>> Text("magnet", "磁体").in_language("zh")
        '磁体'
        """
        return self.zh if language == "zh" and self.zh else self.en
