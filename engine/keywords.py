"""Finds the keywords of entries in a description, English and Chinese, by look-up."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LATIN = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
# "magnets" is found by "magnet"; the same is done to keywords, so that no word is lost by it.
_PLURAL = re.compile(r"(?<=[a-z]{3}[^s])s$")
_HAN = re.compile(r"[\u3400-\u9fff\u3007]")
# Chinese names of chemicals have digits, letters and signs in them: "3-羟基-1-甲基哌啶".
_CHINESE = re.compile(r"[\u3400-\u9fff\u3007a-zα-ω0-9()\[\]{}'′·-]+")
_INNER_COMMA = re.compile(r"(?<=[a-zα-ω0-9'′]),(?=[a-zα-ω0-9])")
_JOINT = " + "
_SIGN = re.compile(r"[^\u3400-\u9fff\u3007a-zα-ω0-9]")


def normalise(text: str) -> str:
    """A description in one spelling: width, case and accents do not matter."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return unicodedata.normalize("NFKC", plain)


def _chinese_names(text: str) -> list[str]:
    """Runs of Chinese signs with the letters and digits between them, without other signs."""
    runs = _CHINESE.findall(_INNER_COMMA.sub("", text))
    return [_SIGN.sub("", run) for run in runs if _HAN.search(run)]


def _latin_words(text: str) -> list[str]:
    words = [word for token in _LATIN.findall(text) for word in re.split(r"[-.]", token)]
    return [_PLURAL.sub("", word) for word in words]


@dataclass
class KeywordIndex:
    """Phrases of words, and strings of Chinese signs, each found by look-up.

    The tables tell for each the entries that it points to, and whether it names other goods
    instead: then the keywords within it do not count. What a part of a joint keyword points to is
    the joint, told by a number below zero; `joints` tells the entry, the words and the parts of it.
    """

    phrases: dict[str, list[tuple[int, bool]]] = field(default_factory=lambda: defaultdict(list))
    longest_phrase: int = 0
    strings: dict[str, list[tuple[int, bool]]] = field(default_factory=lambda: defaultdict(list))
    longest_string: int = 0
    endings: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    joints: list[tuple[int, str, int]] = field(default_factory=list)

    def add(self, keyword: str, entry: int, *, is_other: bool = False) -> None:
        """Let a keyword point to an entry; see `rules.models.Keywords` for what it may say."""
        if _JOINT in keyword:
            parts = set(keyword.split(_JOINT))
            self.joints.append((entry, normalise(keyword), len(parts)))
            for part in parts:
                self.add(part, -len(self.joints))
            return
        plain = normalise(keyword)
        if _HAN.search(plain):
            name = _SIGN.sub("", plain)
            self.strings[name].append((entry, is_other))
            self.longest_string = max(self.longest_string, len(name))
            return
        words = _latin_words(plain)
        if keyword.startswith("*"):
            self.endings[words[-1]].append(entry)
            return
        self.phrases[" ".join(words)].append((entry, is_other))
        self.longest_phrase = max(self.longest_phrase, len(words))

    def find(self, description: str) -> Iterator[tuple[int, str]]:
        """The entries to which a description points, each with the words that do."""
        plain = normalise(description)
        words = _latin_words(plain)
        for word in words if self.endings else ():
            for start in range(len(word)):
                for entry in self.endings.get(word[start:], ()):
                    yield entry, word
        met: dict[int, set[str]] = defaultdict(set)
        for text, table, longest, glue in (
            (words, self.phrases, self.longest_phrase, " "),
            *((name, self.strings, self.longest_string, "") for name in _chinese_names(plain)),
        ):
            found = [
                (entry, start, start + length, part, is_other)
                for start in range(len(text))
                for length in range(1, min(longest, len(text) - start) + 1)
                if (part := glue.join(text[start : start + length])) in table
                for entry, is_other in table[part]
            ]
            others = [(entry, start, end) for entry, start, end, _, is_other in found if is_other]
            for entry, start, end, part, is_other in found:
                target = entry if entry >= 0 else self.joints[-1 - entry][0]
                if is_other or any(
                    of == target and first <= start and end <= last for of, first, last in others
                ):
                    continue
                if entry < 0:
                    met[entry].add(part)
                else:
                    yield entry, part
        for joint, parts in met.items():
            entry, keyword, needed = self.joints[-1 - joint]
            if len(parts) == needed:
                yield entry, keyword
