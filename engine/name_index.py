"""The listed names of a law, ready to be compared; made once and kept in the law's own memo.

Names with Chinese characters are made ready apart, when a name with such characters is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .name_forms import NameForm, forms_of, has_characters, letters_of, pinyin_form, pinyin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rules.law import Law
    from ..rules.listing_models import ListedParty, Listing


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of one party as it is compared.

    Attributes:
        listing: By which it is listed.
        party: Whose name it is.
        name: As it is written.
        form: As it is compared.
    """

    listing: Listing
    party: ListedParty
    name: str
    form: NameForm


@dataclass(slots=True)
class LatinNames:
    """The names in Latin letters.

    Attributes:
        names: All of them.
        words: Where each of their words stands in `names`.
        joined: The names without spaces.
        pinyin: Chinese names, with the party, the listing and the name.
        pinyin_joined: The same in pinyin, without spaces.
        skeletons: How each word sounds, by script; made when it is first asked.
        joined_skeletons: The same for `joined`.
    """

    names: list[ListedName] = field(default_factory=list)
    words: dict[str, list[int]] = field(default_factory=dict)
    joined: list[str] = field(default_factory=list)
    pinyin: list[ListedName] = field(default_factory=list)
    pinyin_joined: list[str] = field(default_factory=list)
    skeletons: dict[str, dict[str, str]] = field(default_factory=dict)
    joined_skeletons: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class HanNames:
    """The names with Chinese characters or kana.

    Attributes:
        names: All of them.
        joined: The same without spaces and legal forms.
        by_letters: Where the names stand that sound the same, character by character.
    """

    names: list[ListedName] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    by_letters: dict[str, list[int]] = field(default_factory=dict)


def latin_names(law: Law) -> LatinNames:
    """The listed names in Latin letters; made at the first call for a law."""
    found = law.memo.get("latin_names")
    if found is None:
        found = law.memo.setdefault("latin_names", _latin_names(law))
    return found  # type: ignore[no-any-return]


def han_names(law: Law) -> HanNames:
    """The listed names with Chinese characters or kana; made at the first call for a law."""
    found = law.memo.get("han_names")
    if found is None:
        found = law.memo.setdefault("han_names", _han_names(law))
    return found  # type: ignore[no-any-return]


def _names(law: Law) -> Iterator[tuple[Listing, ListedParty, str]]:
    for listing_id in sorted(law.listings):
        listing = law.listings[listing_id]
        for party in listing.parties:
            for name in party.names:
                yield listing, party, name


def _latin_names(law: Law) -> LatinNames:
    made = LatinNames()
    for listing, party, name in _names(law):
        if not has_characters(name):
            made.names += [ListedName(listing, party, name, form) for form in forms_of(name).latin]
        elif name == party.zh:
            pinyin = pinyin_of(name) if party.pinyin is None else pinyin_form(party.pinyin)
            form = NameForm((pinyin,), pinyin, pinyin, None, frozenset(), (), ())
            made.pinyin.append(ListedName(listing, party, name, form))
    for position, each in enumerate(made.names):
        for word in dict.fromkeys(each.form.tokens):
            made.words.setdefault(word, []).append(position)
    made.joined = [each.form.joined for each in made.names]
    made.pinyin_joined = [each.form.joined for each in made.pinyin]
    return made


def _han_names(law: Law) -> HanNames:
    made = HanNames()
    for listing, party, name in _names(law):
        if has_characters(name):
            made.names.append(ListedName(listing, party, name, forms_of(name).han[0]))
    made.joined = [each.form.joined for each in made.names]
    for position, joined in enumerate(made.joined):
        made.by_letters.setdefault(letters_of(joined), []).append(position)
    return made
