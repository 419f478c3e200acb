"""The errors of the catalogue: what was seen, what was expected, what to do.

CatalogError
├── BadCustomsNumber     a text is no HS code and no Chinese customs number
├── UnknownCountry       a name stands for no place, or for several; carries the near ones
├── UnknownAgency        an id is not in the table of authorities, or its body did not exist that
day ├── BadFormula           a chemical formula cannot be read; carries the position
├── BadComposition       a composition cannot be read; carries every fault
└── BadQuantity          a number with a unit cannot be read in the unit that is asked for
"""

from __future__ import annotations

from ..errors import CatalogError


class BadCustomsNumber(CatalogError):
    """A text is no HS code and no Chinese customs number.

    Args:
        message: What is wrong.
        seen: The text as given.
        digits: The digits found in it.
        expected: What would have been accepted.
        remedy: What to do.
    """

    def __init__(self, message: str, *, seen: str, digits: str, expected: str, remedy: str) -> None:
        super().__init__(message, seen=seen, expected=expected, remedy=remedy)
        self.digits = digits


class UnknownCountry(CatalogError):
    """A name stands for no place in the table, or for more than one.

    Args:
        message: What is wrong.
        seen: The name as given.
        candidates: ISO alpha-2 codes of the places that may be meant, the nearest first.
        expected: What would have been accepted.
        remedy: What to do.
    """

    def __init__(
        self, message: str, *, seen: str, candidates: tuple[str, ...], expected: str, remedy: str
    ) -> None:
        super().__init__(message, seen=seen, expected=expected, remedy=remedy)
        self.candidates = candidates


class UnknownAgency(CatalogError):
    """An id is not in the table of authorities, or nothing is known to have stood in its place.

    Args:
        message: What is wrong.
        seen: The id as given.
        expected: What would have been accepted.
        remedy: What to do.
    """


class BadFormula(CatalogError):
    """A chemical formula cannot be read.

    Args:
        message: What is wrong, with the place.
        seen: The formula as given.
        position: Where in it, counted from 1.
        expected: What would have been accepted there.
        remedy: What to do.
    """

    def __init__(
        self, message: str, *, seen: str, position: int, expected: str, remedy: str
    ) -> None:
        super().__init__(message, seen=seen, expected=expected, remedy=remedy)
        self.position = position


class BadComposition(CatalogError):
    """A composition cannot be read.

    Args:
        faults: Every fault found, one text each, in the order of the input.
        seen: The composition as given.
        expected: What would have been accepted.
        remedy: What to do.
    """

    def __init__(self, faults: tuple[str, ...], *, seen: str, expected: str, remedy: str) -> None:
        super().__init__("; ".join(faults), seen=seen, expected=expected, remedy=remedy)
        self.faults = faults


class BadQuantity(CatalogError):
    """A number with a unit cannot be read in the unit that is asked for.

    Args:
        message: What is wrong.
        seen: The quantity as given.
        unit: The unit that is asked for.
        expected: What would have been accepted.
        remedy: What to do.
    """

    def __init__(self, message: str, *, seen: str, unit: str, expected: str, remedy: str) -> None:
        super().__init__(message, seen=seen, expected=expected, remedy=remedy)
        self.unit = unit
