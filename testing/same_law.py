"""The same law in other words: in another order, or as if nothing had ever been suspended."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from ..rules.law import Law, assemble
from ..rules.models import Pack

if TYPE_CHECKING:
    from .made import Choose

_ORDERS = 6
_KINDS = ("entries", "exclusions", "red_flags", "rules", "procedures", "listings")
_VERIFIED = date(2999, 1, 1)


def in_other_order(law: Law, choose: Choose) -> Law:
    """The same law with its packs, and everything in them, in another order; one of a few."""

    def turned(pack: Pack) -> Pack:
        found = {name: list(getattr(pack, name)) for name in _KINDS}
        for items in found.values():
            items.reverse() if order == 0 else chance.shuffle(items)
        return pack.model_copy(update={name: tuple(items) for name, items in found.items()})

    order = choose(range(_ORDERS))
    chance = Random(order)  # noqa: S311 - an order, no secret
    found = law.memo.get(("in other order", order))
    if found is None:
        packs = list(law.packs)
        packs.reverse() if order == 0 else chance.shuffle(packs)
        made = assemble(map(turned, packs), law.vocabulary, law.digest)
        found = law.memo["in other order", order] = made
    return found


def never_suspended(law: Law) -> tuple[Law, Law]:
    """The law as if nothing had ever been suspended, and as it is; both verified for all days."""

    def freed(pack: Pack) -> Pack:
        update: dict[str, Any] = {"verified_up_to": _VERIFIED}
        for name in type(pack).model_fields:
            items = getattr(pack, name)
            if isinstance(items, tuple) and items and hasattr(items[0], "suspended"):
                update[name] = tuple(i.model_copy(update={"suspended": ()}) for i in items)
        return pack.model_copy(update=update)

    found = law.memo.get("never suspended")
    if found is None:
        verified = [p.model_copy(update={"verified_up_to": _VERIFIED}) for p in law.packs]
        found = law.memo["never suspended"] = (
            assemble(map(freed, law.packs), law.vocabulary, law.digest),
            assemble(verified, law.vocabulary, law.digest),
        )
    return found
