"""The kinds of faults, and which of them decide an answer."""

from __future__ import annotations

DECIDING = {
    "edge": "a threshold counts itself, or no longer does",
    "direction": "a comparison is turned round",
    "figure": "ten times a figure, or its last digit",
    "unit": "another unit of the same dimension, the figure kept",
    "limb": "a note or limb of `all` or `any` dropped",
    "junction": "`all` for `any`",
    "negation": "a `not` removed",
    "term": "a term left out, added or exchanged; a flag turned round",
    "element": "another element, or one left out",
    "impurity": "an allowance for impurities, or a restriction to bound elements",
    "role": "a party's role left out, added or exchanged",
    "domain": "a domain left out, added or exchanged",
    "flag": "another red flag, weight or clearing paper",
    "date": "a day wrong by one or by a year, an end forgotten",
    "suspension": "a suspension dropped",
    "exception": "an exclusion or `yields_to` dropped, or its review band",
    "standing": "what a rule stands on, or when it asks, dropped",
    "confidence": "low confidence taken for high",
    "code": "a control code misread",
    "agency": "an agency or role exchanged or dropped",
    "procedure": "a clock, certificate, paper or declaration of a procedure",
    "effect": "what follows from a rule exchanged or dropped",
    "licence kind": "a licence kind exchanged, its term, rank or papers",
    "party": "a listed party, one of its names or what is established of it",
    "deletion": "a provision deleted",
}
"""Faults that can make an answer wrong: outcome, requirement, agency, paper, question or day."""

TOLD = {
    "evidence": "a number, heading, keyword, element or CAS of the evidence",
    "words": "a duty, note, condition or other words for the reader",
}
"""Faults in what only finds a candidate, or is only told; reported apart."""
