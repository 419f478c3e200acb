"""For tests of your own packs: shipments made out of a law, and properties that hold of answers."""

from .made import Maker, maker_of
from .meeting import Stated, ways_to_meet
from .properties import PROPERTIES, BrokenPropertyError, check_properties
from .strategies import days, lines, parties, questions, shipments

__all__ = [
    "PROPERTIES",
    "BrokenPropertyError",
    "Maker",
    "Stated",
    "check_properties",
    "days",
    "lines",
    "maker_of",
    "parties",
    "questions",
    "shipments",
    "ways_to_meet",
]
