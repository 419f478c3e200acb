"""What is known of company names in general."""

from __future__ import annotations

from exportgate.catalog._data import read_rows
from exportgate.catalog.company_names import company_words, fold_characters, legal_forms_han


def test_a_word_has_one_meaning() -> None:
    rows = [(row["word"], row["kind"]) for row in read_rows("company_words.csv")]
    plain = [word for word, kind in rows if kind != "short"]
    assert len(plain) == len(set(plain))
    assert {kind for _, kind in rows} == {"legal_form", "filler", "common", "short"}
    words = company_words()
    assert "gmbh" in words.legal_forms
    assert not words.legal_forms & words.common
    assert words.short["intl"] == "international"


def test_the_longest_legal_form_is_taken() -> None:
    assert legal_forms_han().findall("示例股份有限公司") == ["股份有限公司"]


def test_characters_fold_to_ones_that_stay() -> None:
    for row in read_rows("han_variants.csv"):
        assert fold_characters(row["variants"]) == row["character"] * len(row["variants"])
        assert fold_characters(row["character"]) == row["character"]
