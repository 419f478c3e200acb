"""One provision of the law as text: everything that the pack says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..formats.condition_words import condition_words
from ..rules.law import PROVISIONS
from ..rules.model_parts import Instrument
from ..rules.models import Entry, Exclusion, RedFlag, Rule
from ..rules.procedure_models import LicenceKind, Procedure
from ..rules.status import changes_of, status_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ..catalog.text import Text
    from ..formats.layout import Page
    from ..formats.messages import Phrasebook
    from ..rules.conditions import Condition
    from ..rules.law import Law
    from ..rules.listing_models import Listing
    from ..rules.model_parts import Cite
    from ..rules.procedure_models import DeclarationEntry, Document

    Provision = (
        Entry
        | Exclusion
        | RedFlag
        | Rule
        | LicenceKind
        | Procedure
        | Document
        | DeclarationEntry
        | Listing
    )

KINDS = (*PROVISIONS, "instruments")
_DIM = "dim"
_SHOWN_ALREADY = frozenset({
    "cites", "confidence", "definition", "effective", "evidence", "exclusions", "id",
    "instrument", "notes", "review_when", "suspended", "then", "title", "verify", "when",
    "standing", "asked_when", "available_when", "sources", "href",
})  # fmt: skip


def find_provision(law: Law, wanted: str, day: date) -> tuple[str, Provision | Instrument] | None:
    """A provision or instrument by its id, an entry also by its control code; with its kind.

    Of several entries that bore a code one after the other, the one in force on the day comes
    first.
    """
    for kind in KINDS:
        found = getattr(law, kind).get(wanted)
        if found is not None:
            return kind, found
    entries = [
        entry
        for entry in law.entries.values()
        if wanted in entry.replaces or wanted.casefold() == (entry.control_code or "").casefold()
    ]
    if not entries:
        return None
    first = min(entries, key=lambda entry: status_on(law.lives[entry.id], day).status != "in_force")
    return "entries", first


def status_words(law: Law, id_: str, day: date, words: Phrasebook) -> str:
    """The status of a provision on a day, with the next change."""
    now = status_on(law.lives[id_], day)
    by = words("why.status_by", by=now.by) if now.by and now.status != "in_force" else ""
    until = "" if now.next_change is None else words("why.status_until", day=now.next_change)
    return words("rules.status", day=day, status=words(f"status.{now.status}"), by=by, until=until)


def write_provision(
    page: Page, words: Phrasebook, law: Law, kind: str, item: Provision | Instrument, *, day: date
) -> None:
    """Write everything about a provision or instrument.

    Args:
        page: Where to write.
        words: In which language.
        law: The law that it belongs to.
        kind: `entries`, `rules`, ...
        item: The provision.
        day: The day of the status.
    """
    code = getattr(item, "control_code", None)
    page.write((f"{code} " if code else "", "bold"), (words.say(item.title), "bold"))
    other = item.title.zh if words.language == "en" else item.title.en
    if other:
        page.write(other)
    page.write((words("rules.id", id=item.id, kind=words(f"provision.{kind}")), _DIM))
    page.write(status_words(law, item.id, day, words))
    for title, condition in _conditions(item):
        _write_condition(page, words, law, title, condition)
    if isinstance(item, Entry):
        _write_entry(page, words, law, item, day)
    if isinstance(item, Rule):
        _write_effects(page, words, item)
    _write_fields(page, words, item)
    _write_history(page, words, law, item.id)
    page.heading(words("rules.trust"))
    page.write(words("why.confidence", confidence=words(f"confidence.{item.confidence}")))
    if item.verify is not None:
        page.write(words("why.verify", words=words.say(item.verify)))
    _write_texts(page, words, "rules.notes", item.notes)
    page.heading(words("rules.law"))
    if isinstance(item, Instrument):
        for source in dict.fromkeys(s for s in (item.href, *item.sources) if s):
            page.write(source, mark="- ")
    else:
        _write_cites(page, words, law, item.cites, indent=0)


def _conditions(item: Provision | Instrument) -> Iterator[tuple[str, Condition | None]]:
    if isinstance(item, Entry):
        if item.asked_when is not None:
            yield "rules.asked_when", item.asked_when
        yield "rules.definition", item.definition
    elif isinstance(item, Exclusion | RedFlag | Rule):
        yield "rules.when", item.when
    elif isinstance(item, LicenceKind) and item.available_when is not None:
        yield "rules.available_when", item.available_when


def _write_condition(
    page: Page, words: Phrasebook, law: Law, title: str, condition: Condition | None
) -> None:
    page.heading(words(title))
    if condition is None:
        page.write(words("rules.pointer_only"))
        return
    _write_claims(page, words, law, condition, indent=0)


def _write_claims(
    page: Page, words: Phrasebook, law: Law, condition: Condition, *, indent: int
) -> None:
    for depth, claim in condition_words(condition, law.vocabulary):
        page.write(words.say(claim), indent=indent + 2 * depth, mark="- ")


def _write_entry(page: Page, words: Phrasebook, law: Law, entry: Entry, day: date) -> None:
    from .search import numbers_of

    if entry.exclusions:
        page.heading(words("rules.exclusions"))
    for id_ in entry.exclusions:
        exclusion = law.exclusions[id_]
        page.write((words.say(exclusion.title), "bold"), f" ({id_})", mark="- ")
        page.write(status_words(law, id_, day, words), indent=2)
        _write_claims(page, words, law, exclusion.when, indent=2)
        _write_cites(page, words, law, exclusion.cites, indent=2)
    if entry.review_when:
        page.heading(words("rules.review_when"))
    for band in entry.review_when:
        page.write(words.say(band.why), mark="- ")
        _write_claims(page, words, law, band.when, indent=2)
        _write_cites(page, words, law, band.cites, indent=2)
    page.heading(words("rules.evidence"))
    evidence = entry.evidence
    facts = [f"{each.fact} = {each.is_}" for each in evidence.facts]
    keywords = (*evidence.keywords.en, *evidence.keywords.zh)
    for name, values in (
        ("numbers", numbers_of(entry)),
        ("headings", evidence.headings),
        ("keywords", keywords),
        ("other_goods", (*evidence.other_goods.en, *evidence.other_goods.zh)),
        ("elements", evidence.elements),
        ("cas", evidence.cas),
        ("facts", facts),
    ):
        if values:
            joined = words("mark.list").join(values)
            page.write(f"{words(f'field.{name}')}{words('mark.colon')}{joined}", mark="- ")


def _write_effects(page: Page, words: Phrasebook, rule: Rule) -> None:
    page.heading(words("rules.then"))
    _write_values(page, words, rule.then)
    if rule.standing is not None:
        page.heading(words("rules.standing"))
        page.write(words.say(rule.standing.condition))


def _write_fields(page: Page, words: Phrasebook, item: object) -> None:
    """Write what else this kind of provision says."""
    from pydantic import BaseModel

    assert isinstance(item, BaseModel)  # noqa: S101 - for the type checker
    if any(_is_said(item, name) for name in type(item).model_fields):
        page.heading(words("rules.more"))
        _write_values(page, words, item)


def _is_said(item: object, name: str) -> bool:
    return name not in _SHOWN_ALREADY and getattr(item, name) not in (None, (), False)


def _write_values(page: Page, words: Phrasebook, item: object) -> None:
    from pydantic import BaseModel

    assert isinstance(item, BaseModel)  # noqa: S101 - for the type checker
    for name in type(item).model_fields:
        value = getattr(item, name)
        if name in _SHOWN_ALREADY - {"notes"} or value in (None, (), {}, False):
            continue
        label = f"{words(f'field.{name}')}{words('mark.colon')}"
        if isinstance(value, BaseModel):
            page.write(label, mark="- ")
            for inner in type(value).model_fields:
                shown = _shown(words, getattr(value, inner))
                if shown:
                    inner_label = f"{words(f'field.{inner}')}{words('mark.colon')}"
                    page.write(f"{inner_label}{shown}", indent=2, mark="- ")
        else:
            page.write(f"{label}{_shown(words, value)}", mark="- ")


def _shown(words: Phrasebook, value: object) -> str:
    from ..catalog.text import Text
    from ..rules.listing_models import ListedParty
    from ..rules.model_parts import Cite

    if isinstance(value, tuple):
        return words("mark.semicolon").join(_shown(words, part) for part in value)
    if isinstance(value, Text | ListedParty):
        return words.say(value if isinstance(value, Text) else value.label)
    if isinstance(value, Cite):
        return f"{value.instrument}, {words.say(value.provision)}"
    if isinstance(value, dict):
        value = "; ".join(f"{name} = {said}".lower() for name, said in value.items())
    if isinstance(value, bool):
        return words("truth.true").strip("[] ［］")
    return "" if value is None else str(value)


def _write_history(page: Page, words: Phrasebook, law: Law, id_: str) -> None:
    life = law.lives[id_]
    page.heading(words("rules.history", day=life.verified_up_to))
    before = None
    for day, by in changes_of(life):
        now = status_on(life, day)
        if now.status != before:
            status = words(f"status.{now.status}")
            page.write(words("rules.change", day=day, status=status, by=by), mark="- ")
        before = now.status
    if before is None:
        page.write(words("rules.no_change"))


def _write_texts(page: Page, words: Phrasebook, title: str, texts: Iterable[Text]) -> None:
    shown = [words.say(text) for text in texts]
    if shown:
        page.write(words(title))
    for text in shown:
        page.write(text, mark="- ")


def _write_cites(
    page: Page, words: Phrasebook, law: Law, cites: Iterable[Cite], *, indent: int
) -> None:
    for cite in cites:
        instrument = law.instruments[cite.instrument]
        title = words.say(instrument.title)
        text = f"{title}{words('mark.list')}{words.say(cite.provision)} ({cite.instrument})"
        page.write(text, indent=indent, mark="- ")
        href = cite.href or instrument.href
        if href is not None:
            page.write((href, _DIM), indent=indent + 2)
