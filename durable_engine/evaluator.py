"""Asks durable-rules what follows, and believes it only where the engine says the same."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, cast

from ..engine.decision import OUTCOMES, Outcome
from ..engine.evaluator import OWN, ROLES, Evaluator, Inferred, Need, Settled
from ..errors import EvaluatorError
from .process import MAX_PROGRAMS, TIME_LIMIT, Child
from .program import fact, parts_of
from .rulesets import READINGS, programs_of, stated_when_false

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..engine.decision import Certainty
    from ..engine.evaluator import Premises
    from ..engine.infer import Conclusion
    from ..engine.lawbook import LawOnDay
    from .rulesets import Programs

NAME = "durable"
_TRUTHS: Mapping[bool | None, str] = {True: "true", None: "unknown", False: "false"}
_SAID = {word: truth for truth, word in _TRUTHS.items()}


@contextmanager
def durable_evaluator(
    *, time_limit: float = TIME_LIMIT, max_programs: int = MAX_PROGRAMS
) -> Iterator[Evaluator]:
    """An evaluator on durable-rules, whose process ends with the block.

    Args:
        time_limit: Seconds for one answer.
        max_programs: Programs that one process learns, two for each state of the law.

    Yields:
        The evaluator, for the argument of that name of `check`. What it answers is compared with
        the engine's own answer: a difference raises `EvaluatorError`, and so does the death of the
        process; the next question starts a new one.
    """
    child = Child(time_limit=time_limit, max_programs=max_programs)

    def infer(premises: Premises, law: LawOnDay) -> Inferred:
        answer = ask(child, premises, law)
        refuse_difference(answer, OWN.infer(premises, law))
        return answer

    try:
        yield Evaluator(NAME, infer)
    finally:
        child.close()


def refuse_difference(answer: Inferred, own: Inferred) -> None:
    """Refuse an answer that is not the engine's own.

    Raises:
        EvaluatorError: They differ; names the fields.
    """
    if answer == own:
        return
    fields = ", ".join(
        name
        for name in ("cautious", "lenient", "certainties", "needs")
        if getattr(answer, name) != getattr(own, name)
    )
    raise EvaluatorError(
        f"durable-rules and the engine disagree on: {fields}",
        remedy="nothing was decided: report the shipment, and ask the engine alone meanwhile",
    )


def ask(child: Child, premises: Premises, law: LawOnDay) -> Inferred:
    """What durable-rules says follows from premises.

    Args:
        child: Its process.
        premises: What the conditions of the rules came to.
        law: The law of the day.

    Raises:
        EvaluatorError: It failed.
    """
    programs: Programs = law.remember(("durable-rules",), lambda: programs_of(law))
    cautious = _read(child, premises.cautious, programs, law)
    lenient = cautious
    if premises.lenient is not premises.cautious:
        lenient = _read(child, premises.lenient, programs, law)
    facts = [
        fact("listed", domain, "certain" if is_certain else "open")
        for domain, is_certain in premises.listed.items()
    ]
    for name in sorted({*cautious.truths, *lenient.truths}):
        for kind, reading in zip(READINGS, (cautious, lenient), strict=True):
            facts.append(fact(kind, name, _TRUTHS[reading.truths.get(name, False)]))
    said = _Said(child.run(programs.line, facts))
    needs = tuple(_need(name, said) for name in said.of("need"))
    return Inferred(cautious, lenient, _certainties(said), needs)


class _Said:
    """What follows, by kind and of what."""

    def __init__(self, facts: Iterable[str]) -> None:
        self._values: dict[str, dict[str, set[str]]] = {}
        for text in facts:
            kind, of, value = parts_of(text)
            self._values.setdefault(kind, {}).setdefault(of, set()).add(value)

    def of(self, kind: str) -> list[str]:
        """Of what facts of a kind speak."""
        return sorted(self._values.get(kind, ()))

    def values(self, kind: str, of: str) -> list[str]:
        """What facts of a kind say, in order."""
        return sorted(self._values.get(kind, {}).get(of, ()))

    def the_value(self, kind: str, of: str) -> str:
        """What the one fact of a kind says."""
        values = self.values(kind, of)
        if len(values) != 1:
            raise EvaluatorError(f"durable-rules says {values} as to `{kind}` of `{of}`")
        return values[0]

    def names(self, kind: str, of: str) -> tuple[str, ...]:
        """The names that facts of a kind give in an order of their own, each once."""
        placed = sorted(value.split("/") for value in self.values(kind, of))
        return tuple(dict.fromkeys(parts[-1] for parts in placed))


def _read(
    child: Child, found: Mapping[str, Conclusion], programs: Programs, law: LawOnDay
) -> Settled:
    facts = [fact("condition", name, _condition(each)) for name, each in found.items()]
    absent = stated_when_false(law) - found.keys()
    facts += [fact("condition", name, "false") for name in sorted(absent)]
    facts += [fact("erred", name, "yes") for name, each in found.items() if each.error is not None]
    said = _Said(child.run(programs.reading, facts))
    certain = said.values("outcome", "certain")
    possible = [*certain, *said.values("outcome", "possible")]
    return Settled(
        {name: _SAID[said.the_value("rule", name)] for name in found},
        {name: frozenset(said.values("stands", name)) for name in said.of("stands")},
        _worst(certain),
        _worst(possible),
    )


def _condition(conclusion: Conclusion) -> str:
    return "stands" if conclusion.stands_on else _TRUTHS[conclusion.truth]


def _worst(outcomes: Iterable[str]) -> Outcome:
    return OUTCOMES[max((OUTCOMES.index(cast("Any", o)) for o in outcomes), default=0)]


def _certainties(said: _Said) -> dict[str, Certainty]:
    return {
        name: cast("Certainty", said.the_value("certainty", name)) for name in said.of("certainty")
    }


def _need(procedure: str, said: _Said) -> Need:
    certificates = said.values("certificate", procedure)
    presumes = said.values("presumes", procedure)
    presumption: Literal["denial", "case_by_case"] | None = None
    if presumes:
        # Denial is the heavier of the two.
        presumption = "denial" if "denial" in presumes else "case_by_case"
    barred = sorted(value.split("/")[::-1] for value in said.values("bars", procedure))
    return Need(
        procedure=procedure,
        is_certain="certain" in said.values("need", procedure),
        rules=tuple(said.values("basis", procedure)),
        domains=tuple(said.values("domain", procedure)),
        added_by=tuple(said.values("adds", procedure)),
        agencies={role: said.names(f"agency_{role}", procedure) for role in ROLES},
        end_use_certificate=said.the_value("certificate", procedure) if certificates else None,
        documents=said.names("document", procedure),
        declares=said.names("declares", procedure),
        bars={kind: rule for rule, kind in barred},
        presumption=presumption,
        lifts_time_limit=bool(said.values("time_limit", procedure)),
    )
