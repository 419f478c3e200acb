"""Names as they are compared."""

from __future__ import annotations

import pytest

from exportgate.engine.name_forms import forms_of, pinyin_form, pinyin_of


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("Lockheed Martin Corp.", "lockheedmartin"),
        ("Ｌｏｃｋｈｅｅｄ　Ｍａｒｔｉｎ", "lockheedmartin"),
        ("LAFERT S.p.A.", "lafert"),
        ("Müller & Söhne GmbH", "mullersohne"),
        ("U.S.A. Rare Earth", "usarareearth"),
        ("Sp. z o.o. Nowak", "nowak"),
        ("Group W", "groupw"),
        ("The Co.", "theco"),
        ("Локхид Мартин ООО", "lokkhidmartin"),
        ("Levi's", "levis"),
    ],
)
def test_latin_letters(name: str, joined: str) -> None:
    (form,) = forms_of(name).latin
    assert form.joined == joined
    assert forms_of(name).han == ()


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("漢翔航空工業股份有限公司", ("汉翔", "航空", "工业")),
        ("三菱造船株式會社", ("三菱", "造船")),
        ("洛克希德·马丁公司", ("洛克希德", "马丁")),
        ("三菱重工マリンマシナリ株式会社", ("三菱", "重工", "マリンマシナリ")),
        ("公司", ("公司",)),
    ],
)
def test_chinese_characters(name: str, tokens: tuple[str, ...]) -> None:
    assert forms_of(name).han[0].tokens == tokens
    assert forms_of(name).latin == ()


def test_a_mixed_name_is_read_whole_and_in_parts() -> None:
    forms = forms_of("洛克希德·马丁公司 (Lockheed Martin)")
    assert [form.joined for form in forms.han] == ["洛克希德马丁lockheedmartin", "洛克希德马丁"]
    assert [form.joined for form in forms.latin] == ["lockheedmartin"]


def test_kana_alone_is_read_in_latin_letters_too() -> None:
    forms = forms_of("スカイディオ")
    assert forms.latin[0].sounds == "kana"
    assert forms.han[0].joined == "スカイディオ"


def test_what_was_done_is_kept() -> None:
    assert forms_of("Ｓｋｙｄｉｏ Inc").latin[0].done == ("width", "legal_form")
    assert forms_of("通用動力公司").han[0].done == ("characters", "legal_form")
    assert forms_of("Скайдио").latin[0].done == ("script",)
    assert forms_of("Gen. Atomics").latin[0].dotted == {"gen"}


def test_pinyin_has_no_legal_form() -> None:
    assert pinyin_form("tong yong dong li gong si") == "tongyongdongli"
    assert pinyin_of("通用動力公司") == "tongyongdongli"
    assert pinyin_form("gong si") == "gongsi"


@pytest.mark.parametrize("name", ["", "  ", "!!", "・", "ー", "—", "3", "a.", "\u3000", "🚀"])
def test_nothing_breaks_it(name: str) -> None:
    forms_of(name)
