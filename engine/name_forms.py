"""A name as it is compared: without signs, legal form and letter case, in one script.

A pure function of the name. What was done to it is kept, so that a person can follow a hit.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from ..catalog.company_names import (
    common_han,
    company_words,
    fold_characters,
    legal_forms_han,
)

Done = Literal["width", "characters", "script", "legal_form"]

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA = "\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_RUN = re.compile(rf"[{_HAN}]+|[{_KANA}]+|[^\W_{_HAN}{_KANA}]+")
_HAS_HAN = re.compile(f"[{_HAN}]")
_HAS_CJK = re.compile(f"[{_HAN}{_KANA}]")
_JOINERS = re.compile(r"['\u2019`\u00b4\u2018]")
_INITIALS = re.compile(r"\b(?:[a-z]\.\s?){2,}(?:[a-z]\b)?")
_LEGAL_WITH_SIGNS = re.compile(
    r"\b(?:s\.?\s?p\.?\s?a|s\.?\s?r\.?\s?l|a\.?/?s|b\.?\s?v|n\.?\s?v|sp\.?\s?z\.?\s?o\.?\s?o"
    r"|spol\.?\s?s\.?\s?r\.?\s?o|s\.\s?r\.\s?o|l\.\s?l\.\s?c|d\.\s?o\.\s?o)\b\.?"
)
_SHORTEST = 4
_SHORTEST_NAME = 2
_LATIN_COMPANY_IN_PINYIN = re.compile(
    "(?:zhushihuishe|gufenyouxiangongsi|youxianzerengongsi|youxiangongsi|jituangongsi|gongsi)$"
)


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way to read a name.

    Attributes:
        tokens: Its words without legal forms and fillers, short forms written out.
        joined: The same without spaces.
        letters: All its letters, with legal forms and fillers.
        sounds: The words came from another script by their sound; None else.
        dotted: Words that were written with a full stop, as `gen.`.
        legal_forms: What was left out.
        done: What else was done to the name.
    """

    tokens: tuple[str, ...]
    joined: str
    letters: str
    sounds: Literal["kana", "letters"] | None
    dotted: frozenset[str]
    legal_forms: tuple[str, ...]
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class NameForms:
    """All ways to read a name.

    Attributes:
        latin: In Latin letters.
        han: With its Chinese characters and kana: the whole, and where the name is mixed, these
            alone.
    """

    latin: tuple[NameForm, ...]
    han: tuple[NameForm, ...]


def forms_of(name: str) -> NameForms:
    """All ways to read a name.

    Args:
        name: As a contract or a notice writes it, in any script.
    """
    wide = unicodedata.normalize("NFKC", name)
    done: list[Done] = []
    if wide != name and any(unicodedata.east_asian_width(sign) == "F" for sign in name):
        done.append("width")
    text = _JOINERS.sub("", wide.casefold())
    if _HAS_CJK.search(text):
        return _with_characters(text, tuple(done))
    return NameForms((_latin(text, tuple(done)),), ())


def has_characters(name: str) -> bool:
    """Whether a name has Chinese characters or kana."""
    return _HAS_CJK.search(name) is not None


def pinyin_form(pinyin: str) -> str:
    """A Chinese name in pinyin, without spaces and without its legal form."""
    return without_pinyin_legal_form("".join(_RUN.findall(pinyin.casefold())))


def without_pinyin_legal_form(joined: str) -> str:
    """Latin letters without a legal form of Chinese companies at their end."""
    return _LATIN_COMPANY_IN_PINYIN.sub("", joined) or joined


def pinyin_of(name: str) -> str:
    """A Chinese name in pinyin, each character in its usual reading, in the form of `pinyin_form`.

    A pack writes the pinyin of its names itself where a character has several readings.
    """
    return pinyin_form(letters_of(fold_characters(name)))


def letters_of(text: str) -> str:
    """A text in small Latin letters, character by character."""
    # Loaded late: most names are plain letters.
    from anyascii import anyascii

    return anyascii(text).casefold()


def _latin(text: str, done: tuple[Done, ...]) -> NameForm:
    """A text without Chinese characters; other alphabets are written in Latin letters."""
    sounds: Literal["kana", "letters"] | None = None
    if not text.isascii():
        plain, sounds = _transliterated(text)
        if sounds is not None:
            done = (*done, "script")
        text = plain
    text, legal = _without_signed_forms(text)
    text = _INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", text)
    dotted = frozenset(re.findall(r"(\w{2,})\.", text))
    words = [word for word in re.findall(r"[a-z0-9]+", text) if word]
    known = company_words()
    kept = [word for word in words if word not in known.legal_forms and word not in known.fillers]
    legal += [word for word in words if word in known.legal_forms]
    if len("".join(kept)) < _SHORTEST_NAME:
        kept, legal = words, []
    if legal:
        done = (*done, "legal_form")
    tokens = tuple(known.short.get(word, word) for word in kept)
    return NameForm(tokens, "".join(kept), "".join(words), sounds, dotted, tuple(legal), done)


def _without_signed_forms(text: str) -> tuple[str, list[str]]:
    found = [match for match in _LEGAL_WITH_SIGNS.findall(text) if match]
    # The name itself may look like one: something has to stay.
    rest = _LEGAL_WITH_SIGNS.sub(" ", text)
    return (rest, found) if re.search(r"\w", rest) else (text, [])


def _transliterated(text: str) -> tuple[str, Literal["kana", "letters"] | None]:
    if re.search(f"[{_KANA}]", text):
        return letters_of(re.sub("[\u30fc\u30c3\u3063]", "", text)), "kana"
    is_latin = all(
        sign.isascii() or not sign.isalpha() or "LATIN" in unicodedata.name(sign, "")
        for sign in text
    )
    if is_latin:
        return letters_of(text), None
    text = text.replace("дж", "j").replace("кс", "x").replace("й", "y")
    return letters_of(text), "letters"


def _with_characters(text: str, done: tuple[Done, ...]) -> NameForms:
    folded = fold_characters(text)
    if folded != text:
        done = (*done, "characters")
    known = company_words()
    legal: list[str] = []
    tokens: list[str] = []
    for run in _RUN.findall(folded):
        if _HAS_CJK.search(run):
            legal += legal_forms_han().findall(run)
            for part in legal_forms_han().sub(" ", run).split():
                tokens += _words_in(part)
        elif run in known.legal_forms:
            legal.append(run)
        else:
            tokens.append(run)
    if len("".join(tokens)) < _SHORTEST_NAME:
        tokens, legal = _RUN.findall(folded), []
    own: tuple[Done, ...] = (*done, "legal_form") if legal else done
    han = [_joined(tokens, legal, own)]
    characters = [token for token in tokens if _HAS_CJK.search(token)]
    if 0 < len(characters) < len(tokens):
        han.append(_joined(characters, legal, own))
    # What stands in Latin letters or in kana alone can be compared with Latin names as well.
    if not _HAS_HAN.search("".join(tokens)):
        return NameForms((_latin(legal_forms_han().sub(" ", folded), done),), tuple(han))
    latin = [token for token in tokens if not _HAS_CJK.search(token)]
    if len("".join(latin)) < _SHORTEST:
        return NameForms((), tuple(han))
    return NameForms((_latin(" ".join(latin), done),), tuple(han))


def _joined(tokens: list[str], legal: list[str], done: tuple[Done, ...]) -> NameForm:
    return NameForm(
        tuple(tokens), "".join(tokens), "".join(tokens), None, frozenset(), tuple(legal), done
    )


def _words_in(part: str) -> list[str]:
    """A run of characters, parted at common words."""
    found, start = [], 0
    for match in common_han().finditer(part):
        if match.start() > start:
            found.append(part[start : match.start()])
        found.append(match[0])
        start = match.end()
    if start < len(part):
        found.append(part[start:])
    return found
