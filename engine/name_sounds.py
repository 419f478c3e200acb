"""How a word sounds when another script has kept it: its consonants, roughly."""

from __future__ import annotations

import re

_SOUND_PAIRS = (
    ("sch", "s"), ("tch", "c"), ("dzh", "j"), ("dge", "j"), ("ch", "c"), ("sh", "s"), ("ph", "f"),
    ("ck", "k"), ("qu", "k"), ("ge", "je"), ("gi", "ji"), ("gy", "jy"), ("ce", "se"), ("ci", "si"),
    ("cy", "sy"), ("x", "ks"), ("c", "k"), ("q", "k"), ("w", "v"), ("z", "s"),
)  # fmt: skip
_SOUND_OF = {
    "kana": (("th", "s"), ("l", "r"), ("v", "b"), ("f", "h"), ("tsu", "t")),
    "letters": (("th", "t"),),
}
_SILENT_IN_KANA = re.compile(r"r(?![aeiouyrh])")
VOWELS = frozenset("aeiouy")


def skeleton(word: str, sounds: str) -> str:
    """The consonants of a word as another script would keep them.

    Args:
        word: In small Latin letters.
        sounds: `kana`, or `letters` for an alphabet.

    >>> skeleton("raytheon", "letters"), skeleton("reyteon", "letters")
    ('rtn', 'rtn')
    """
    if sounds == "kana":
        word = _SILENT_IN_KANA.sub("", word)
    for old, new in (*_SOUND_OF[sounds], *_SOUND_PAIRS):
        word = word.replace(old, new)
    kept: list[str] = []
    for sign in word:
        if sign not in "aeiouyh" and sign not in kept[-1:]:
            kept.append(sign)
    return "".join(kept)
