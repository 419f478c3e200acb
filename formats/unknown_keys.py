"""What to say of a key that a shipment, a party or a line does not have.

Most are a slip of the pen, or stand one level too high or too low: the remedy says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..catalog.vocabulary import Level, vocabulary
from ..engine.shipment import Line, Party, Shipment
from ..errors import CatalogError
from .words import near

MODELS: Mapping[Level, type[Shipment | Party | Line]] = {
    "shipment": Shipment,
    "party": Party,
    "line": Line,
}


def unknown_key(level: Level, key: str) -> CatalogError:
    """The fault of a key that is no field of the level."""
    if key in vocabulary().properties(level):
        remedy = "write it under `properties`"
    elif others := [other for other in MODELS if other != level and key in _fields(other)]:
        remedy = f"it belongs to a {others[0]}, not to a {level}"
    elif suggestion := near(key, _fields(level)):
        remedy = f"did you mean `{suggestion}`?"
    else:
        remedy = f"the keys of a {level} are {', '.join(_fields(level))}"
    return CatalogError("this key is not known here", seen=key, remedy=remedy)


def unknown_property(level: Level, key: str) -> CatalogError:
    """The fault of a key under `properties` that is no property of the level."""
    known = vocabulary().properties(level)
    suggestion = near(key, known)
    if key in _fields(level):
        remedy = f"it is a field of the {level} itself: write it outside `properties`"
    elif suggestion:
        remedy = f"did you mean `{suggestion}`?"
    else:
        remedy = "use one of the properties that docs/facts.md lists, or that a question names"
    return CatalogError("no such property", seen=key, remedy=remedy)


@lru_cache(maxsize=3)
def _fields(level: Level) -> tuple[str, ...]:
    return tuple(MODELS[level].model_fields)
