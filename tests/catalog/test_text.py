"""The two languages of a decision."""

from exportgate.catalog.text import Text


def test_each_language_has_its_words() -> None:
    text = Text("magnet", "磁体")
    assert text.in_language("en") == "magnet"
    assert text.in_language("zh") == "磁体"


def test_english_stands_where_the_chinese_is_missing() -> None:
    assert Text("magnet").in_language("zh") == "magnet"
