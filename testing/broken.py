"""The error with which a property tells that it does not hold."""

from __future__ import annotations


class BrokenPropertyError(AssertionError):
    """A property does not hold of a shipment on a day.

    Attributes:
        name: Of the property.
        detail: What was seen.
    """

    def __init__(self, name: str, detail: object) -> None:
        self.name, self.detail = name, detail
        super().__init__(f"{name}: {detail}")


def hold(truth: object, name: str, detail: object = "") -> None:
    """Raise unless something is so.

    Args:
        truth: What has to be so.
        name: Of the property.
        detail: What was seen.

    Raises:
        BrokenPropertyError: It is not.
    """
    if not truth:
        raise BrokenPropertyError(name, detail)
