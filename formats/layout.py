"""Lays words out in lines of a terminal: wrapping, cutting and tables that know wide characters.

Chinese is written without spaces and each sign takes two cells, so that the usual wrapping at
spaces would leave ragged lines; here a line may break between two signs, but not before a closing
mark.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Span = tuple[str, str]
"""Words and the style in which they are shown; an empty style is plain."""
Line = tuple[Span, ...]

_NEVER_FIRST = frozenset("，。、；：？！）》」』】〉］…·%％,.;:?!)]}")
_NEVER_LAST = frozenset("（《「『【〈［([{")
_ELLIPSIS = "…"
_WIDE = 2
_KEPT = 12
_NARROWEST_COLUMN = 4


def clean(text: str) -> str:
    r"""Words on one line, without signs that could steer a terminal.

    >>> clean("a\x1b[31m  b\n")
    'a [31m b'
    """
    kept = (
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp", "Cs"} else sign
        for sign in text
        if unicodedata.category(sign) != "Cf"
    )
    return " ".join("".join(kept).split())


def cut(text: str, width: int) -> str:
    """Words cut to a width in cells, with a mark where something is missing.

    >>> cut("钕铁硼永磁体", 7)
    '钕铁硼…'
    """
    text = clean(text)
    if cell_len(text) <= width:
        return text
    kept, used = "", 0
    for sign in text:
        used += cell_len(sign)
        if used > width - 1:
            break
        kept += sign
    return kept.rstrip() + _ELLIPSIS


def plain(lines: Iterable[Line]) -> str:
    """Lines as text without styles."""
    return "".join("".join(words for words, _ in line).rstrip() + "\n" for line in lines)


def wrap(spans: Iterable[Span], width: int, *, first: str = "", rest: str = "") -> list[Line]:
    """Words in lines of at most a width.

    Args:
        spans: Words with styles; they follow each other without a space.
        width: In cells; only an address of the web that is longer goes beyond.
        first: What stands before the first line.
        rest: What stands before the others.
    """
    lines: list[Line] = []
    current: list[Span] = []
    used = cell_len(first)
    prefix, room = first, width - cell_len(first)
    for piece in _pieces(spans):
        size = sum(cell_len(sign) for sign, _ in piece)
        words = "".join(sign for sign, _ in piece)
        solid = size - (len(words) - len(words.rstrip(" ")))
        if current and used + solid > width:
            lines.append(_joined(prefix, current))
            prefix, current, used = rest, [], cell_len(rest)
            room = width - used
        if solid <= room or _is_address(words):
            current += piece
            used += size
            continue
        for sign, style in piece:
            if used + cell_len(sign) > width and current:
                lines.append(_joined(prefix, current))
                prefix, current, used = rest, [], cell_len(rest)
                room = width - used
            current.append((sign, style))
            used += cell_len(sign)
    lines.append(_joined(prefix, current))
    return lines


def _pieces(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Signs that stay together, each piece with the spaces that follow it."""
    piece: list[Span] = []
    for words, style in spans:
        for sign in words:
            if piece and _may_break(piece[-1][0], sign):
                yield piece
                piece = []
            piece.append((sign, style))
    if piece:
        yield piece


def _is_address(words: str) -> bool:
    """Whether signs are an address of the web, which stays whole so that it can be copied."""
    return "://" in words


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NEVER_FIRST:
        return False
    if before == " ":
        return True
    is_wide = cell_len(before) == _WIDE or cell_len(after) == _WIDE
    return is_wide and before not in _NEVER_LAST


def _joined(prefix: str, signs: Sequence[Span]) -> Line:
    spans: list[Span] = [(prefix, "")] if prefix else []
    for sign, style in signs:
        if spans and spans[-1][1] == style:
            spans[-1] = (spans[-1][0] + sign, style)
        else:
            spans.append((sign, style))
    if spans:
        spans[-1] = (spans[-1][0].rstrip(), spans[-1][1])
    return tuple(spans)


@dataclass
class Page:
    """Lines as they are written, one after the other.

    Attributes:
        width: In cells.
        lines: What was written.
    """

    width: int
    lines: list[Line] = field(default_factory=list)

    def write(self, *spans: Span | str, indent: int = 0, mark: str = "") -> None:
        """Write a paragraph; what follows its first line hangs under its words, not its mark."""
        first = " " * indent + mark
        rest = " " * cell_len(first)
        cleaned = [
            (span, "") if isinstance(span, str) else span for span in spans if span not in {"", ()}
        ]
        self.lines += wrap(
            [(_kept_spaces(words), style) for words, style in cleaned],
            self.width,
            first=first,
            rest=rest,
        )

    def gap(self) -> None:
        """Leave a line empty, unless one is."""
        if self.lines and self.lines[-1] != ():
            self.lines.append(())

    def heading(self, words: str) -> None:
        """Begin a section."""
        self.gap()
        self.write((words, "bold"))
        self.lines.append((("-" * min(cell_len(words), self.width), "dim"),))

    def table(self, head: Sequence[str], rows: Sequence[Sequence[Span]], flexible: int) -> None:
        """Write a table; one column gives way so that it fits the width.

        Args:
            head: Titles of the columns.
            rows: Cells with styles.
            flexible: The column that is cut first.
        """
        widths = [
            max(cell_len(title), *(cell_len(row[i][0]) for row in rows), 1)
            for i, title in enumerate(head)
        ]
        room = self.width - 2 * (len(head) - 1) - 1
        while sum(widths) > room and max(widths) > _NARROWEST_COLUMN:
            gives = flexible if widths[flexible] > _KEPT else widths.index(max(widths))
            widths[gives] -= 1
        titles = [(title, "dim") for title in head]
        for row in [titles, *rows]:
            spans: list[Span] = [(" ", "")]
            for i, (words, style) in enumerate(row):
                cell = cut(words, widths[i])
                spans += [(cell, style), (" " * (widths[i] - cell_len(cell) + 2), "")]
            self.lines.append(tuple(spans[:-1]))


def _kept_spaces(words: str) -> str:
    """Cleaned words that keep a space at either end: spans follow each other without one."""
    cleaned = clean(words)
    before = " " if words[:1] == " " else ""
    after = " " if words[-1:] == " " and cleaned else ""
    return before + cleaned + after
