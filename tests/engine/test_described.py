"""Formulas and names of materials in a description point to elements and substances."""

from __future__ import annotations

import pytest

from exportgate.engine.described import described_in


@pytest.mark.parametrize(
    ("words", "elements", "cas"),
    [
        ("LYSO crystals", {"Lu": "lyso", "Y": "lyso"}, {}),
        ("Dy2O3, 99.9 %", {"Dy": "Dy2O3", "O": "Dy2O3"}, {}),
        ("magnets, sintered, N42SH", {"Tb": "n42sh + magnet", "Dy": "n42sh + magnet"}, {}),
        ("N42SH encoder", {}, {}),
        ("PCl3 in drums", {"P": "PCl3", "Cl": "PCl3"}, {"7719-12-2": "pcl3"}),
        ("green tea", {}, {}),
        ("T-shirts", {}, {}),
        ("", {}, {}),
    ],
)
def test_what_words_say(words: str, elements: dict[str, str], cas: dict[str, str]) -> None:
    found = described_in(words)
    assert dict(found.elements) == elements
    assert dict(found.cas) == cas
