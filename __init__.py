"""Export-licence eligibility under China's export controls, decided from law written as YAML.

The nameplate: the public names, each loaded from its home when it is first used, so that
`exportgate --help` need not wait for what only a decision needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exportgate.catalog.interval import Interval
    from exportgate.catalog.text import Text
    from exportgate.engine.answers import with_answers
    from exportgate.engine.checking import check, shipment_of
    from exportgate.engine.decision import Decision, LineDecision, Question, Requirement
    from exportgate.engine.shipment import Line, Party, Shipment
    from exportgate.engine.version import __version__
    from exportgate.errors import (
        CatalogError,
        ExportgateError,
        Fault,
        InputError,
        PackError,
    )
    from exportgate.formats.decision_json import from_json, to_json
    from exportgate.formats.read import ReadResult, read_shipments
    from exportgate.proofs.soundness import law_faults
    from exportgate.rules.law import Law
    from exportgate.rules.loader import load_law

_HOMES = {
    "CatalogError": "exportgate.errors",
    "ClearedHit": "exportgate.engine.cleared",
    "Decision": "exportgate.engine.decision",
    "ExportgateError": "exportgate.errors",
    "Fault": "exportgate.errors",
    "InputError": "exportgate.errors",
    "Interval": "exportgate.catalog.interval",
    "Law": "exportgate.rules.law",
    "Line": "exportgate.engine.shipment",
    "LineDecision": "exportgate.engine.decision",
    "PackError": "exportgate.errors",
    "Party": "exportgate.engine.shipment",
    "Question": "exportgate.engine.decision",
    "ReadResult": "exportgate.formats.read",
    "Requirement": "exportgate.engine.decision",
    "Shipment": "exportgate.engine.shipment",
    "Text": "exportgate.catalog.text",
    "__version__": "exportgate.engine.version",
    "check": "exportgate.engine.checking",
    "from_json": "exportgate.formats.decision_json",
    "law_faults": "exportgate.proofs.soundness",
    "load_law": "exportgate.rules.loader",
    "read_cleared": "exportgate.formats.cleared",
    "read_shipments": "exportgate.formats.read",
    "screening_of": "exportgate.engine.parties",
    "shipment_of": "exportgate.engine.checking",
    "to_json": "exportgate.formats.decision_json",
    "with_answers": "exportgate.engine.answers",
}

__all__ = [
    "CatalogError",
    "ClearedHit",
    "Decision",
    "ExportgateError",
    "Fault",
    "InputError",
    "Interval",
    "Law",
    "Line",
    "LineDecision",
    "PackError",
    "Party",
    "Question",
    "ReadResult",
    "Requirement",
    "Shipment",
    "Text",
    "__version__",
    "check",
    "from_json",
    "law_faults",
    "load_law",
    "read_cleared",
    "read_shipments",
    "screening_of",
    "shipment_of",
    "to_json",
    "with_answers",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    msg = f"module `exportgate` has no attribute `{name}`"
    raise AttributeError(msg)
