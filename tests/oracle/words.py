"""Words: whether a description says what a keyword says."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from exportgate.catalog.material_names import all_material_names, formulas_in

HAN = r"[\u3400-\u9fff\u3007]"


@lru_cache(maxsize=20_000)
def names_in(text: str) -> list[str]:
    """A text as its English words between spaces, and each Chinese name with digits and letters."""
    found = unicodedata.normalize("NFKD", text.casefold())
    found = "".join(sign for sign in found if not unicodedata.combining(sign))
    found = unicodedata.normalize("NFKC", found)
    words = re.findall("[a-z0-9]+", found)
    words = [w[:-1] if re.search("[a-z]{3}[^s]s$", w) else w for w in words]
    found = re.sub("(?<=[a-zα-ω0-9'′]),(?=[a-zα-ω0-9])", "", found)
    runs = re.split(r"[^\u3400-\u9fff\u3007a-zα-ω0-9()\[\]{}'′·-]+", found)
    names = [re.sub(r"[()\[\]{}'′·-]", "", run) for run in runs if re.search(HAN, run)]
    return [f" {' '.join(words)} ", *names]


def written(keyword: str) -> str:
    """A keyword as it has to stand in a text: its words, or all its signs but punctuation."""
    words, *names = names_in(keyword)
    own = "".join(names) or words
    return own.lstrip() if keyword.startswith("*") else own


def is_said(keyword: str, names: list[str], others: tuple[str, ...]) -> bool:
    """Whether a written keyword stands in a name outside the words for other goods."""
    for name in names:
        if keyword in name:
            held = [span for other in others for span in spans(other, name)]
            for start, end in spans(keyword, name):
                if not any(first <= start and end <= last for first, last in held):
                    return True
    return False


@lru_cache(maxsize=20_000)
def materials_in(text: str) -> frozenset[str]:
    """The elements and CAS numbers of which a description speaks by formula or by trade name."""
    names = names_in(text)
    found = {symbol for _, symbols in formulas_in(text) for symbol in symbols}
    for material in all_material_names():
        if all(is_said(written(part), names, ()) for part in material.name.split(" + ")):
            found.update((*material.elements, material.cas))
    return frozenset(found - {""})


def spans(part: str, name: str) -> list[tuple[int, int]]:
    return [(at, at + len(part)) for at in range(len(name)) if name.startswith(part, at)]
