"""Finds listed parties whose names resemble a name, and says why. It only flags: a person decides.

A pure function of names and law. A score is a whole number from 0 to 100: how much of both names
agrees, word by word, where words of many company names count less. The steps of a hit say what was
done to the name and where the two differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..catalog.company_names import company_words
from ..catalog.text import Text
from . import screening_words as say
from .name_forms import NameForm, forms_of, letters_of, without_pinyin_legal_form
from .name_index import HanNames, LatinNames, ListedName, han_names, latin_names
from .name_sounds import VOWELS, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rules.law import Law
    from ..rules.listing_models import ListedParty, Listing

Strength = Literal["exact", "strong", "weak"]

HIT = 85
"""The lowest score that is told."""
STRONG = 92
"""The lowest score that counts for goods on no list, too."""

_REORDERED = 3
_OTHER_COUNTRY = 4
_PINYIN = 96
_SAME_SOUND = 94
_SEPARATELY = 99
_COMMON_WEIGHT = 0.35
_SHORT_WEIGHT = 0.7
_SHORT_WORD = 3
_TELLING = 1.3
_ABBREVIATED, _BEGUN = 0.96, 0.85
_SOUNDS, _SOUNDS_NEARLY = 0.92, 0.86
_TYPO = 0.8
_TYPO_FROM = 5
_NEAR_JOINED = 88
_NEAR_HAN = 60
_HAN_TYPO = 0.66
_WHOLE = 100
_NEAR_PINYIN = 93
_MIN_PINYIN = 8
_MIN_LETTERS = 8
_LOWER_SHARE = 0.55


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A listed party whose name resembles a name.

    Attributes:
        party: The listed party.
        listing: By which it is listed.
        score: From `HIT` to 100.
        strength: `exact` when the names are the same but for legal form and writing.
        written: The name that was screened.
        listed: The name of the listed party that it resembles.
        steps: What was done, and where the two differ.
    """

    party: ListedParty
    listing: Listing
    score: int
    strength: Strength
    written: str
    listed: str
    steps: tuple[Text, ...]


def screen(
    name: str, law: Law, *, country: str | None = None, other_names: Sequence[str] = ()
) -> tuple[NameMatch, ...]:
    """The listed parties whose names resemble a name, on any day, best first.

    Args:
        name: As it stands in the contract, in any script.
        law: The law; its names are made ready at the first call.
        country: ISO 3166 alpha-2 code of the party; None when it is not known.
        other_names: Further names of the same party.
    """
    best: dict[str, NameMatch] = {}
    for written in dict.fromkeys(text for text in (name, *other_names) if text.strip()):
        for match in _matches(written, country, law):
            before = best.get(match.party.id)
            if before is None or _rank(match) < _rank(before):
                best[match.party.id] = match
    return tuple(sorted(best.values(), key=lambda match: (-match.score, match.party.id)))


def same_party(name: str, law: Law) -> tuple[tuple[Listing, ListedParty], ...]:
    """Every listing of the party that has an id, in order: it may stand on several lists.

    Two listed parties are one when they share a name, but for legal form and writing.

    Args:
        name: Id of one of them.
        law: The law.
    """
    entries = [*latin_names(law).names, *han_names(law).names]
    own = {entry.form.joined for entry in entries if entry.party.id == name}
    countries = {entry.party.country for entry in entries if entry.party.id == name}
    found = {
        entry.party.id: (entry.listing, entry.party)
        for entry in entries
        if entry.form.joined in own
        and (entry.party.country in countries or None in {entry.party.country, *countries})
    }
    return tuple(found[key] for key in sorted(found))


def _rank(match: NameMatch) -> tuple[int, str, str]:
    return (-match.score, match.listed, match.written)


def _matches(written: str, country: str | None, law: Law) -> Iterable[NameMatch]:
    forms = forms_of(written)
    for form in forms.latin:
        for score, each, steps in _latin_matches(form, latin_names(law)):
            yield from _told(written, country, score, each, [*say.done(form), *steps])
    for form in forms.han:
        for score, each, steps in _han_matches(form, han_names(law)):
            yield from _told(written, country, score, each, [*say.done(form), *steps])
    for form in forms.han[:1]:
        sound = letters_of(form.joined)
        for position in han_names(law).by_letters.get(sound, ()):
            each = han_names(law).names[position]
            if each.form.joined != form.joined:
                steps = [*say.done(form), say.same_sound(sound)]
                yield from _told(written, country, _SAME_SOUND, each, steps)


def _told(
    written: str, country: str | None, score: float, each: ListedName, steps: list[Text]
) -> Iterable[NameMatch]:
    shown = [*steps]
    own = each.party.country
    is_elsewhere = country is not None and own is not None and country != own
    if is_elsewhere:
        score -= _OTHER_COUNTRY
        shown.append(say.other_country(country or "", own or "", _OTHER_COUNTRY))
    points = int(score)
    if points < HIT:
        return
    strength: Strength = "weak"
    if points == _WHOLE:
        strength = "exact"
    elif points >= STRONG and _tells(each.form):
        # A name of common words alone is the name of many, unless it is the very same.
        strength = "strong"
    yield NameMatch(each.party, each.listing, points, strength, written, each.name, tuple(shown))


def _latin_matches(
    form: NameForm, index: LatinNames
) -> Iterable[tuple[float, ListedName, list[Text]]]:
    from rapidfuzz import fuzz, process

    if not form.joined:
        return
    pairs = {word: _alike(word, form, index) for word in dict.fromkeys(form.tokens)}
    found = {place for alike in pairs.values() for near in alike for place in index.words[near]}
    near_joined = {
        place: score
        for _, score, place in process.extract(
            form.joined, index.joined, scorer=fuzz.ratio, score_cutoff=_NEAR_JOINED, limit=None
        )
    }
    for place in sorted(found | set(near_joined)):
        each = index.names[place]
        score, steps = _aligned(form, each.form, pairs)
        if place in near_joined:
            by_letters, told = _by_letters(form, each.form, near_joined[place])
            if by_letters > score:
                score, steps = by_letters, told
        if score >= HIT:
            yield score, each, steps
    if form.sounds is not None:
        yield from _sounding_whole(form, form.sounds, index)
    if form.sounds is None:
        for letters in dict.fromkeys((form.joined, form.letters)):
            yield from _pinyin_matches(without_pinyin_legal_form(letters), index)


def _pinyin_matches(
    letters: str, index: LatinNames
) -> Iterable[tuple[float, ListedName, list[Text]]]:
    from rapidfuzz import fuzz, process

    if len(letters) >= _MIN_PINYIN:
        for joined, score, place in process.extract(
            letters, index.pinyin_joined, scorer=fuzz.ratio, score_cutoff=_NEAR_PINYIN, limit=None
        ):
            yield score * _PINYIN / 100, index.pinyin[place], [say.pinyin(joined)]


def _sounding_whole(
    form: NameForm, sounds: str, index: LatinNames
) -> Iterable[tuple[float, ListedName, list[Text]]]:
    """Names that sound alike as a whole: other scripts part their words otherwise."""
    known = index.joined_skeletons.get(sounds)
    if known is None:
        known = [skeleton(joined, sounds) for joined in index.joined]
        index.joined_skeletons[sounds] = known
    own = skeleton(form.joined, sounds)
    if len(own) >= _TYPO_FROM:
        for place, other in enumerate(known):
            if other == own:
                each = index.names[place]
                yield 100 * _SOUNDS, each, [say.word(form.joined, each.form.joined, _SOUNDS)]


def _by_letters(form: NameForm, listed: NameForm, ratio: float) -> tuple[float, list[Text]]:
    """Both names without spaces: parted otherwise, or with letters that differ."""
    if form.sounds is not None:
        return ratio * _SOUNDS, [say.letters(form.joined, listed.joined, ratio)]
    if form.joined == listed.joined:
        return 100, []
    # In a short name one letter is much; and words of many names say nothing, however alike.
    if min(len(form.joined), len(listed.joined)) < _MIN_LETTERS or not _tells(listed):
        return 0, []
    return min(ratio, _SEPARATELY), [say.letters(form.joined, listed.joined, ratio)]


def _weight(word: str) -> float:
    if word in company_words().common or word.isdigit():
        return _COMMON_WEIGHT
    return 1.0 if len(word) > _SHORT_WORD else _SHORT_WEIGHT


def _alike(word: str, form: NameForm, index: LatinNames) -> dict[str, float]:
    """The words of listed names that a word may stand for, and how surely."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    found: dict[str, float] = {}
    if word in index.words:
        found[word] = 1.0
    if len(word) >= _TYPO_FROM:
        for near, score, _ in process.extract(
            word,
            index.words.keys(),
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_TYPO,
            limit=None,
        ):
            if len(near) >= _TYPO_FROM:
                found.setdefault(near, score)
    is_dotted = word in form.dotted
    if len(word) > _SHORT_WORD or is_dotted:
        for near in index.words:
            if near != word and near.startswith(word):
                likely = _ABBREVIATED if is_dotted else _BEGUN
                found[near] = max(found.get(near, 0), likely)
    if form.sounds is not None:
        for near, score in _sounding(word, form.sounds, index).items():
            found[near] = max(found.get(near, 0), score)
    return found


def _sounding(word: str, sounds: str, index: LatinNames) -> dict[str, float]:
    from rapidfuzz import fuzz

    known = index.skeletons.get(sounds)
    if known is None:
        known = {each: skeleton(each, sounds) for each in index.words}
        index.skeletons[sounds] = known
    own = skeleton(word, sounds)
    found: dict[str, float] = {}
    if len(own) < _SHORT_WORD:
        return found
    for near, other in known.items():
        if (near[0] in VOWELS) is not (word[0] in VOWELS):
            continue
        if other == own:
            found[near] = _SOUNDS
        elif (
            min(len(own), len(other)) > _SHORT_WORD
            and own[0] == other[0]
            and fuzz.ratio(own, other) >= 100 * _TYPO
        ):
            found[near] = _SOUNDS_NEARLY
    return found


def _aligned(
    form: NameForm, listed: NameForm, pairs: dict[str, dict[str, float]]
) -> tuple[float, list[Text]]:
    """Word by word: which of the one stands for which of the other."""
    own = sorted(
        (
            (-score, first, second)
            for first, word in enumerate(form.tokens)
            for second, near in enumerate(listed.tokens)
            if (score := pairs[word].get(near, 0.0)) > 0
        ),
    )
    met: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for negative, first, second in own:
        if first not in met and second not in taken:
            met[first] = (second, -negative)
            taken.add(second)
    ours = [_weight(word) for word in form.tokens]
    theirs = [_weight(word) for word in listed.tokens]
    agreed = sum(theirs[second] * score for second, score in met.values())
    covered = sum(ours[first] * score for first, (_, score) in met.items())
    if not any(theirs[second] >= _SHORT_WEIGHT for second, _ in met.values()) and (
        len(met) < len(listed.tokens) or len(met) < len(form.tokens)
    ):
        return 0, []
    shares = agreed / sum(theirs), covered / sum(ours)
    score = 100 * (_LOWER_SHARE * min(shares) + (1 - _LOWER_SHARE) * max(shares))
    steps = [
        say.word(form.tokens[first], listed.tokens[second], likely)
        for first, (second, likely) in sorted(met.items())
        if form.tokens[first] != listed.tokens[second]
    ]
    order = [second for _, (second, _) in sorted(met.items())]
    is_whole = len(met) == len(form.tokens) == len(listed.tokens)
    if order != sorted(order):
        score -= _REORDERED
        steps.append(say.REORDERED)
    steps += say.left_over(
        [word for first, word in enumerate(form.tokens) if first not in met],
        [word for second, word in enumerate(listed.tokens) if second not in taken],
    )
    if score >= _WHOLE and not is_whole:
        score = _SEPARATELY
    if shares[0] == 1 and len(taken) > 1 and sum(theirs) > _TELLING:
        # The whole listed name, and more: a branch or a subsidiary may be named so.
        score = max(score, HIT)
    return score, steps


def _han_matches(form: NameForm, index: HanNames) -> Iterable[tuple[float, ListedName, list[Text]]]:
    from rapidfuzz import fuzz, process

    if not form.joined:
        return
    for joined, ratio, place in process.extract(
        form.joined, index.joined, scorer=fuzz.ratio, score_cutoff=_NEAR_HAN, limit=None
    ):
        each = index.names[place]
        if joined == form.joined:
            yield 100, each, []
            continue
        pairs: dict[str, dict[str, float]] = {
            word: {near: score for near in each.form.tokens if (score := _han_alike(word, near))}
            for word in form.tokens
        }
        score, steps = _aligned(form, each.form, pairs)
        if score >= HIT:
            yield min(score, _SEPARATELY), each, steps
        elif ratio >= _NEAR_JOINED and _tells(each.form):
            yield ratio, each, [say.letters(form.joined, joined, ratio)]


def _tells(form: NameForm) -> bool:
    return any(_weight(token) > _COMMON_WEIGHT for token in form.tokens)


def _han_alike(word: str, near: str) -> float:
    from rapidfuzz import fuzz

    if word == near:
        return 1.0
    ratio = fuzz.ratio(word, near) / 100
    return ratio if min(len(word), len(near)) >= _SHORT_WORD and ratio >= _HAN_TYPO else 0.0
