"""The same law in other words: turned round, or as if nothing had ever been suspended."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..rules.law import Law, assemble
from ..rules.models import Pack

_VERIFIED = date(2999, 1, 1)


def turned_round(law: Law) -> Law:
    """The same law with everything in its packs in the opposite order."""

    def turned(pack: Pack) -> Pack:
        names = ("entries", "exclusions", "red_flags", "rules", "procedures", "listings")
        return pack.model_copy(update={name: getattr(pack, name)[::-1] for name in names})

    found = law.memo.get("turned")
    if found is None:
        packs = [turned(pack) for pack in reversed(law.packs)]
        found = law.memo["turned"] = assemble(packs, law.vocabulary, law.digest)
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
