"""A decision as canonical JSON and back: the same decision gives the same bytes everywhere.

Canonical means: UTF-8, keys in order, no space that means nothing, days as ISO, every field present
(also those that are empty), Text as {"en", "zh"}. The published form is `decision.schema.json`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from ..engine.decision import Decision, Screening


@lru_cache(maxsize=1)
def decision_adapter() -> TypeAdapter[Decision]:
    """What turns a decision into plain data and back, and knows its schema."""
    from pydantic import TypeAdapter

    from ..engine.decision import Decision

    return TypeAdapter(Decision)


def to_data(decision: Decision) -> dict[str, Any]:
    """A decision as mappings, lists, text, numbers, True, False and None only."""
    data: dict[str, Any] = decision_adapter().dump_python(decision, mode="json")
    return data


def to_json(decision: Decision, *, is_pretty: bool = False) -> str:
    """A decision as JSON text.

    Args:
        decision: The decision.
        is_pretty: Indent it for people; the default is the canonical form, whose bytes are fixed.

    Returns:
        One line without a line end; encode it as UTF-8.
    """
    if is_pretty:
        return json.dumps(to_data(decision), ensure_ascii=False, sort_keys=True, indent=2)
    return json.dumps(to_data(decision), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def screening_json(screening: Screening) -> str:
    """A screening by itself as JSON text, in the canonical form of `to_json`."""
    from pydantic import TypeAdapter

    from ..engine.decision import Screening

    data = TypeAdapter(Screening).dump_python(screening, mode="json")
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str | bytes) -> Decision:
    """The decision that a JSON text holds; `from_json(to_json(d)) == d`.

    Args:
        text: In the form of `to_json`, canonical or pretty.

    Raises:
        InputError: It is no decision; every fault with its path.
    """
    from pydantic import ValidationError

    from ..errors import Fault, InputError

    try:
        return decision_adapter().validate_json(text)
    except ValidationError as error:
        faults = tuple(
            Fault(
                f"not a decision: {found['msg'][:1].lower()}{found['msg'][1:]}",
                "decision",
                field=".".join(str(step) for step in found["loc"]),
                remedy="give the JSON that `to_json` or `exportgate check --format json` writes",
            )
            for found in error.errors(include_url=False, include_context=False, include_input=False)
        )
        raise InputError(faults) from None
