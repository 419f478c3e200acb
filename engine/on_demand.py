"""A sequence whose items are made when they are first asked for, and kept.

A shipment asks a handful of the law's entries: to make them all ready would cost every start half a
second.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class OnDemand(Sequence[T_co], Generic[T_co]):
    """Items by position; each is made once.

    Args:
        size: How many there are.
        make: Makes the item at a position; the same position always gives an equal item.
    """

    def __init__(self, size: int, make: Callable[[int], T_co]) -> None:
        self._size = size
        self._make = make
        self._made: dict[int, T_co] = {}

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, position: int) -> T_co: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[T_co]: ...
    def __getitem__(self, position: int | slice) -> T_co | Sequence[T_co]:
        if isinstance(position, slice):
            return [self[each] for each in range(*position.indices(self._size))]
        if not 0 <= position < self._size:
            raise IndexError(position)
        if position not in self._made:
            self._made[position] = self._make(position)
        return self._made[position]
