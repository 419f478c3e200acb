"""The words in which a hit is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalog.text import Text

if TYPE_CHECKING:
    from .name_forms import NameForm

_DONE = {
    "width": Text("full-width letters were read as plain ones", "全角字符按半角处理"),
    "characters": Text(
        "traditional or Japanese characters were read as simplified ones",
        "繁体或日文汉字按简体处理",
    ),
}
REORDERED = Text("the words stand in another order", "词序不同")


def done(form: NameForm) -> list[Text]:
    """What was done to a name before it was compared."""
    told = [_DONE[name] for name in form.done if name in _DONE]
    if "script" in form.done:
        read = " ".join(form.tokens)
        told.append(Text(f"written in Latin letters as `{read}`", f"转写为“{read}”"))
    if form.legal_forms:
        forms = ", ".join(dict.fromkeys(form.legal_forms))
        told.append(Text(f"legal form left out: {forms}", f"略去组织形式：{forms}"))
    return told


def word(ours: str, theirs: str, likely: float) -> Text:
    """How one word stands for another."""
    if theirs.startswith(ours):
        return Text(f"`{ours}` may stand for `{theirs}`", f"“{ours}”可能是“{theirs}”的缩写")
    share = int(100 * likely)
    return Text(f"`{ours}` is like `{theirs}` ({share} %)", f"“{ours}”近似“{theirs}”（{share}%）")


def left_over(ours: list[str], theirs: list[str]) -> list[Text]:
    """The words that only one of the two names has."""
    told = []
    if ours:
        words = " ".join(ours)
        told.append(Text(f"only in the name screened: {words}", f"仅见于被筛查名称：{words}"))
    if theirs:
        words = " ".join(theirs)
        told.append(Text(f"only in the listed name: {words}", f"仅见于列名名称：{words}"))
    return told


def letters(ours: str, theirs: str, ratio: float) -> Text:
    """How alike two names are without spaces."""
    share = int(ratio)
    return Text(
        f"without spaces `{ours}` is like `{theirs}` ({share} %)",
        f"去除空格后“{ours}”近似“{theirs}”（{share}%）",
    )


def pinyin(listed: str) -> Text:
    """The name is the pinyin of the listed one, or nearly."""
    return Text(f"the Chinese name in pinyin: `{listed}`", f"中文名称的拼音：“{listed}”")


def same_sound(sound: str) -> Text:
    """Other characters that sound the same."""
    return Text(f"other characters of the same sound: `{sound}`", f"同音异字：“{sound}”")


def other_country(own: str, listed: str, points: int) -> Text:
    """The two are in different countries."""
    return Text(
        f"the party is in {own}, the listed one in {listed}: {points} points less",
        f"当事方位于{own}，列名实体位于{listed}：减{points}分",
    )
