"""For tests of your own packs: shipments made out of a law, and properties that hold of answers."""

from .broken import BrokenPropertyError
from .made import Maker, maker_of
from .meeting import Stated, ways_to_meet
from .properties import PROPERTIES, check_properties
from .strategies import days, lines, parties, questions, shipments
from .thresholds import check_thresholds

__all__ = [
    "PROPERTIES",
    "BrokenPropertyError",
    "Maker",
    "Stated",
    "check_properties",
    "check_thresholds",
    "days",
    "lines",
    "maker_of",
    "parties",
    "questions",
    "shipments",
    "ways_to_meet",
]
