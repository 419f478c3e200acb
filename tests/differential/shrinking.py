"""The smallest shipment on which the voices still disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exportgate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def smallest(content: Any, is_found: Callable[[Any], bool]) -> Any:
    """A shipment from which nothing can be left out.

    Args:
        content: In which something is found.
        is_found: Whether it is still found; what is no shipment holds nothing.
    """

    def still(smaller: Any) -> bool:
        try:
            return is_found(smaller)
        except InputError:
            return False

    while True:
        found = next((each for each in without_one(content) if still(each)), None)
        if found is None:
            return content
        content = found


def without_one(content: Any) -> Iterator[Any]:
    """A value without one of its parts, large parts first, or with one of them made smaller."""
    if isinstance(content, dict):
        for key in content:
            yield {other: value for other, value in content.items() if other != key}
        for key, value in content.items():
            yield from ({**content, key: smaller} for smaller in without_one(value))
    elif isinstance(content, list):
        for place in range(len(content)):
            yield [*content[:place], *content[place + 1 :]]
        for place, value in enumerate(content):
            yield from (
                [*content[:place], smaller, *content[place + 1 :]] for smaller in without_one(value)
            )
