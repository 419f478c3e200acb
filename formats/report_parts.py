"""What all parts of a report share: the page, the words, the names of lines and the law cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from ..catalog.text import Text
    from ..engine.decision import Citation, Decision, LineDecision, Outcome
    from .layout import Page, Span
    from .messages import Phrasebook

OUTCOME_STYLES: dict[Outcome, str] = {
    "not_required": "bold green",
    "review": "bold cyan",
    "undetermined": "bold magenta",
    "licence_required": "bold yellow",
    "prohibited": "bold red",
}
WARNING_STYLE = "bold red"
QUIET = "dim"
_OF_ANOTHER_DAY = {"not_yet", "repealed"}
_LINE_INDEX = re.compile(r"^lines\[(\d+)\]\.?")


def without_line(path: str) -> str:
    """A path of a fact without the line that it is in.

    >>> without_line("lines[3].form"), without_line("end_users[0].country")
    ('form', 'end_users[0].country')
    """
    return _LINE_INDEX.sub("", path)


def line_index(path: str) -> int | None:
    """The place of the line in which a fact stands; None for header and parties."""
    found = _LINE_INDEX.match(path)
    return None if found is None else int(found.group(1))


def ranges(names: Iterable[str], between: str = ", ") -> str:
    """Names of lines, whole numbers that follow each other as a range.

    >>> ranges(["1", "2", "3", "5", "A"])
    '1-3, 5, A'
    """
    parts: list[list[str]] = []
    for name in names:
        is_next = parts and name.isdecimal() and parts[-1][-1].isdecimal()
        if is_next and int(name) == int(parts[-1][-1]) + 1:
            parts[-1].append(name)
        else:
            parts.append([name])
    return between.join(
        f"{part[0]}-{part[-1]}" if len(part) > 2 else between.join(part)  # noqa: PLR2004
        for part in parts
    )


def beginning(words: str) -> str:
    """Words as they stand at the beginning of a sentence.

    >>> beginning("line 3")
    'Line 3'
    """
    return words[:1].upper() + words[1:]


@dataclass
class Report:
    """A report as it is written.

    Attributes:
        page: Where it is written.
        words: In which language.
        decision: What it tells.
        is_verbose: Tell also what does not matter for the answer.
        instruments: The instruments cited so far; their numbers are their places.
        told: What was told in full so far, and of what; from then on it is told in short.
    """

    page: Page
    words: Phrasebook
    decision: Decision
    is_verbose: bool
    instruments: dict[str, Citation] = field(default_factory=dict)
    told: dict[Hashable, str] = field(default_factory=dict)

    def outcome(self, outcome: Outcome) -> Span:
        """An outcome in words."""
        return self.words(f"outcome.{outcome}"), OUTCOME_STYLES[outcome]

    def lines(self, lines: Sequence[LineDecision]) -> str:
        """Lines by their names."""
        return self.named([line.line for line in lines])

    def named(self, names: Sequence[str]) -> str:
        """Names of lines, as "lines 1-3"."""
        if len(names) == 1:
            return self.words("lines.one", lines=names[0])
        key = "lines.all" if len(names) == len(self.decision.lines) else "lines.many"
        return self.words(key, lines=ranges(names, self.words("mark.list")))

    def in_brackets(self, lines: Sequence[LineDecision]) -> Span:
        """Lines in brackets after what concerns them; nothing when the shipment has one line."""
        if len(self.decision.lines) == 1:
            return "", ""
        return self.words("mark.brackets", words=self.lines(lines)), QUIET

    def cite(self, cites: Iterable[Citation]) -> Span:
        """Short citations: the number of the instrument in the list of law, and the provision."""
        text = self.words("mark.semicolon").join(map(self._short, self._to_tell(cites)))
        return (f" {text}" if text else "", QUIET)

    def reference(self, cite: Citation) -> str:
        """The number of an instrument in the list of law, with its status where it matters."""
        number = f" [{self._number(cite)}]"
        if cite.status == "in_force":
            return number
        return self.words(
            "why.cite_status", cite=number, status=self.words(f"status.{cite.status}")
        )

    def write_cites(self, cites: Iterable[Citation], *, indent: int) -> None:
        """Write citations: each instrument in full once, with its status, and then in short."""
        short = []
        for cite in self._to_tell(cites):
            key = "law", cite.instrument, cite.status
            if key in self.told and not self.is_verbose:
                short.append(cite)
                continue
            self.told[key] = cite.instrument
            words = self.words(
                "why.cite",
                title=self.words.say(cite.title),
                provision=self.words.say(cite.provision),
                status=self.words(f"status.{cite.status}"),
                number=self._number(cite),
            )
            self.page.write((words, QUIET), indent=indent)
        if short:
            self.page.write((self.words("needs.law"), QUIET), self.cite(short), indent=indent)

    def write_list(self, title: str, items: Iterable[Text | str], *, indent: int) -> None:
        """Write a title, and under it one paragraph for each item; nothing when there is none."""
        texts = [item if isinstance(item, str) else self.words.say(item) for item in items]
        if not texts:
            return
        self.page.write(title, indent=indent)
        for text in texts:
            self.page.write(text, indent=indent + 2, mark="- ")

    def _to_tell(self, cites: Iterable[Citation]) -> list[Citation]:
        """Each once; law that is not yet or no longer in force only where nothing else is cited."""
        each = list(dict.fromkeys(cites))
        of_the_day = [cite for cite in each if cite.status not in _OF_ANOTHER_DAY]
        return each if self.is_verbose or not of_the_day else of_the_day

    def _number(self, cite: Citation) -> int:
        self.instruments.setdefault(cite.instrument, cite)
        return list(self.instruments).index(cite.instrument) + 1

    def _short(self, cite: Citation) -> str:
        text = f"[{self._number(cite)}] {self.words.say(cite.provision)}"
        if cite.status == "in_force":
            return text
        return self.words("why.cite_status", cite=text, status=self.words(f"status.{cite.status}"))
