"""The part of a report on the parties: whom their names resemble, and what became of each hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..engine import words as say
from .report_parts import QUIET, WARNING_STYLE, beginning

if TYPE_CHECKING:
    from ..engine.decision import NameHit, Screening
    from .layout import Page
    from .messages import Phrasebook
    from .report_parts import Report


def write_parties(report: Report) -> None:
    """Write what came of comparing the parties with the lists."""
    screening = report.decision.screening
    if screening is None:
        return
    page, words = report.page, report.words
    page.heading(words("parties.heading"))
    page.write((screened_words(screening, words), QUIET))
    # The same company often stands in several roles.
    same: dict[tuple[str | None, tuple[NameHit, ...]], list[str]] = {}
    for party in screening.parties:
        same.setdefault((party.name, party.hits), []).append(party.path)
    for (name, hits), paths in same.items():
        place = beginning(
            words("mark.list").join(words.say(say.place_words(path)) for path in paths)
        )
        if name is None:
            page.write(words("parties.no_name", place=place), mark="- ")
        elif not hits:
            page.write(words("parties.no_hit", place=place, name=name), mark="- ")
        for hit in hits:
            key = "confirmed" if not hit.score else "hit"
            values = {"place": place, "name": name, "score": hit.score}
            named = hit_name(hit, words)
            line = words(f"parties.{key}", listed=named, list=list_words(hit, words), **values)
            style = WARNING_STYLE if hit.state in {"open", "confirmed"} else ""
            page.write((line, style), mark="- ")
            write_hit(page, words, hit, indent=2)
            report.write_cites(hit.cites, indent=2)
            page.write(words(f"party_state.{hit.state}"), indent=2)


def screened_words(screening: Screening, words: Phrasebook) -> str:
    """Against what the names were compared."""
    return words(
        "parties.screened",
        names=screening.names,
        notices=screening.notices,
        day=screening.verified_up_to,
    )


def hit_name(hit: NameHit, words: Phrasebook) -> str:
    """The listed party in words."""
    country = f", {hit.country}" if hit.country else ""
    return f"{words.say(hit.name)}{country}"


def list_words(hit: NameHit, words: Phrasebook) -> str:
    """The list in words, and how strong the hit is."""
    strength = words("mark.list") + words(f"strength.{hit.strength}") if hit.score else ""
    return words(f"list_kind.{hit.list_kind}") + strength


def write_hit(page: Page, words: Phrasebook, hit: NameHit, *, indent: int) -> None:
    """Write what explains a hit: the steps, the listing, its measures."""
    if hit.score:
        steps = words("mark.semicolon").join(words.say(step) for step in hit.steps)
        text = words(
            "parties.step",
            screened=hit.screened,
            matched=hit.matched,
            steps=steps or words("parties.same"),
        )
        page.write(text, indent=indent)
    status = words(f"status.{hit.status}")
    until = ""
    if hit.status_until is not None:
        until = words("why.status_until", day=hit.status_until)
    page.write(words("parties.status", status=f"{status}{until}"), indent=indent)
    page.write(
        words("parties.measures"),
        " ".join(words.say(measure) for measure in hit.measures),
        indent=indent,
    )
    if hit.name_basis != "official_annex":
        page.write((words("parties.transcription"), QUIET), indent=indent)
    if hit.why is not None:
        page.write((words.say(hit.why), WARNING_STYLE), indent=indent)
    page.write(
        (words("parties.id", id=hit.listed_party, digest=hit.names_digest), QUIET), indent=indent
    )
