"""Lists of parties, as their notices print them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..catalog.text import Text
from .model_parts import CountryCode, Identifier, Model, Provision


class ListedParty(Model):
    """One name on a list, as its notice prints it.

    Attributes:
        id: Names the party in shipments and cleared hits.
        en: The Latin name of the notice.
        zh: The Chinese name of the notice; None where it prints none.
        pinyin: The Chinese name in pinyin, syllables parted by spaces.
        aliases: Other names under which the same party is known, in any script: they help to find
            it, and the notice does not print them.
        country: ISO 3166 alpha-2 code; None where the notice does not say.
    """

    id: Identifier
    en: str
    zh: str | None = None
    pinyin: str | None = None
    aliases: tuple[str, ...] = ()
    country: CountryCode | None = None

    @property
    def name(self) -> Text:
        """Its name in both languages."""
        return Text(self.en, self.zh or self.en)

    @property
    def label(self) -> Text:
        """Its name and its id."""
        return Text(f"{self.en} ({self.id})", f"{self.zh or self.en}（{self.id}）")

    @property
    def names(self) -> tuple[str, ...]:
        """All its names as they are written."""
        return (self.en, *((self.zh,) if self.zh else ()), *self.aliases)


class Listing(Provision):
    """The parties that one notice puts on a list, and what holds of them while it is in force.

    The life of a listing is the life of its notice: suspended and ended with it.

    Attributes:
        kind: Which list.
        measures: What the notice orders, in words.
        establishes: Facts of a party that hold while the listing is in force, by name. Facts with
            terms are `none` and flags false when no listing of the party is.
        name_basis: Whether the names were read in the official annex, or in a transcription of it.
        parties: Whom it names.
    """

    kind: Literal["control_list", "watch_list", "unreliable_entity_list"]
    measures: tuple[Text, ...]
    establishes: dict[str, str | bool] = Field(default_factory=dict)
    name_basis: Literal["official_annex", "transcription_of_annex"]
    parties: tuple[ListedParty, ...] = Field(min_length=1)
