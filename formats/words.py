"""Words that mean something in any field: nothing said, not known, yes, no.

A field that is blank, or says that it is not known, is unknown: never "no", never zero.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

_EMPTY = re.compile(r"[\s\-\u2010-\u2015\u2212\uff0d_/\\]*")
_UNKNOWN = frozenset({
    "?", "??", "???", "n/a", "n.a.", "n.a", "none", "nil", "null", "unknown", "not known",
    "not stated", "not available", "not applicable", "tbd", "tba", "tbc", "to be confirmed",
    "无", "未知", "不详", "不明", "不清楚", "待定", "待确认", "暂无", "未提供", "未填", "不适用",
})  # fmt: skip
_NONE = frozenset({"none", "nil", "无", "没有"})
_YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "✔", "√", "是", "是的", "对", "有"})
_NO = frozenset({"no", "n", "false", "f", "0", "✗", "✘", "×", "否", "不是", "不", "没有"})
_NOT_KEY = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """A text without width, case and outer spaces, for comparison."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def key_of(text: str) -> str:
    """A name without width, case, spaces and punctuation.

    >>> key_of("ＨＳ-Code (10 digits)"), key_of("是否 军事用户？")
    ('hscode10digits', '是否军事用户')
    """
    return _NOT_KEY.sub("", unicodedata.normalize("NFKC", text).casefold())


def is_empty(text: str) -> bool:
    """Whether a text says nothing: blank, or only strokes."""
    return _EMPTY.fullmatch(text) is not None


def is_unknown(text: str) -> bool:
    """Whether a text says that the value is not known, in English or Chinese."""
    return fold(text) in _UNKNOWN


def is_none(text: str) -> bool:
    """Whether a text says that there is none; only some fields have such an answer."""
    return fold(text) in _NONE


def as_flag(text: str) -> bool | None:
    """True or False for a word of yes or no; None for any other text.

    >>> as_flag("Yes"), as_flag("否"), as_flag("maybe")
    (True, False, None)
    """
    folded = fold(text)
    if folded in _YES:
        return True
    return False if folded in _NO else None


def near(word: str, known: Iterable[str]) -> str:
    """The known word that is most like another; empty when none is."""
    found = difflib.get_close_matches(word.casefold(), list(known), n=1, cutoff=0.7)
    return found[0] if found else ""


def shown(value: object) -> str:
    """A value in a message: at most 80 signs, on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else text[:77] + "..."  # noqa: PLR2004  # see the docstring


def sort_of(value: object) -> str:
    """What a value is, in words, when it is no single value; else the value itself.

    >>> sort_of(["a"]), sort_of("a")
    ('a list', 'a')
    """
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list | tuple) else shown(value)
