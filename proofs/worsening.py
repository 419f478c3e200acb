"""Answers that a worse party, end use, destination or knowledge, or a listed item, would lessen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..catalog.text import Text
from ..engine.infer import Conclusion, rank_of
from ..engine.nodes import Leaf, Listed
from ..rules.law import POINTER_DOMAIN
from .findings import Finding
from .firing import reach
from .nodes import NEVER, Under, both, either, leaves, no, with_fact, with_flags, with_lists
from .showing import fill, guarded
from .steps import SCOPES, Step, may_lessen
from .witness import shipment_for
from .worlds import solve, values_for

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from datetime import date

    from ..engine.facts import Facts
    from ..engine.lawbook import AskedRule
    from ..engine.nodes import Node
    from ..rules.models import Entry
    from .survey import Survey

_LESSENED = Text(
    "`{rule}` applies where {fact} is {better}, and nothing as grave where it is {worse}",
    "{fact}为{better}时适用`{rule}`，为{worse}时反而没有同等后果",
)
_UNLISTED = Text(
    "`{rule}` applies to what is not listed under `{domain}`, and nothing as grave to what is",
    "`{rule}`适用于未列入`{domain}`的物项，而列入者反而没有同等后果",
)
_MEND = Text(
    "look at what the rule, or one to which it yields, says of the worse value; or write down why "
    "the law has it so",
    "检查该规则或其所让位的规则对较劣值的规定，或说明法律为何如此",
)
_LIST = "#listed."


def find_lessened_answers(survey: Survey) -> Iterator[Finding]:
    """Rules that lead somewhere for a better value, while for a worse one nothing as grave does.

    What is worse the vocabulary declares, fact by fact; to be a listed item is worse than not to
    be. A condition whose tests of the fact all point one way cannot be lessened by it; for the rest
    a shipment is searched for.
    """
    search = _Search(survey)
    for asked in survey.rules.values():
        if rank(asked) > 0:
            yield from guarded(survey, asked.rule.id, survey.days[-1], search.of(asked))


def innocent_facts(survey: Survey) -> dict[str, Any]:
    """Of every fact that rules read a value of which as few of their tests as possible are true."""
    day = survey.days[-1]
    found: dict[str, list[Node]] = {}
    for asked in survey.rules.values():
        if rank(asked) > 0:
            when = with_flags(asked.when, lambda name: survey.raised(name, day))
            for key, leaf in leaves(when, SCOPES):
                found.setdefault(key, []).append(leaf)
    innocent: dict[str, Any] = {}
    for key, tests in found.items():
        known = [test for test in tests if isinstance(test, Leaf)]
        if known and not key.startswith(_LIST):
            scope = key.rpartition(".")[0]

            def guilt(value: Any, key: str = key, scope: str = scope, of: Any = known) -> int:
                return sum(test.truth({"#on": day, key: value}, scope) is True for test in of)

            innocent[key] = min(values_for(key, tests, day), key=guilt)
    return innocent


def rank(asked: AskedRule) -> int:
    """How grave it is when a rule applies; 0 when only words follow."""
    return rank_of(Conclusion(asked, truth=True))


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether a rule that applies at the better value is missed at the worse one, on a day."""

    name: str
    step: Step
    day: date

    @property
    def domain(self) -> str:
        """The list of which the step speaks; empty when it speaks of another fact."""
        return self.step.key.removeprefix(_LIST) if self.step.key.startswith(_LIST) else ""


class _Search:
    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.ranks = {name: rank(asked) for name, asked in survey.rules.items()}
        self._firsts = sorted({n for asked in survey.rules.values() for n in asked.rule.yields_to})
        self._deciding = sorted({n for n, rank in self.ranks.items() if rank} | {*self._firsts})
        self._nodes: dict[Hashable, Node] = {}
        self._behind: dict[str, frozenset[str]] = {}
        self._reads_groups: dict[str, bool] = {}
        self._alike: dict[Hashable, dict[str, str]] = {}
        self._innocent = innocent_facts(survey)

    # ------------------------------------------------------------------ what a rule comes to

    def form(self, name: str, day: date) -> Hashable:
        """All on which the condition of a rule hangs by the day, its exceptions included."""
        if name not in self._behind:
            self._behind[name] = frozenset(self._names_behind(name))
            nodes = [self.survey.rules[n].when for n in self._behind[name] if n in self.ranks]
            self._reads_groups[name] = any(_reads_group(node) for node in nodes)
        live = frozenset(n for n in self._behind[name] if self.survey.is_live(n, day))
        return name, live, day if self._reads_groups[name] else None

    def _names_behind(self, name: str) -> Iterator[str]:
        yield name
        when = self.survey.rules[name].when
        if with_flags(when, lambda _: NEVER) != when:
            yield from self.survey.law.red_flags
        for first in self.survey.law.rules[name].yields_to:
            yield from self._names_behind(first)

    def applies(self, name: str, day: date) -> Node:
        """When a rule applies, with the rules to which it yields."""
        form = self.form(name, day)
        if form not in self._nodes:
            self._nodes[form] = self.survey.applies(self.survey.law.rules[name], day)
        return self._nodes[form]

    def _freed(self, name: str, first: str, day: date) -> Node:
        """When a rule would apply, were it not for one to which it yields."""
        rule = self.survey.law.rules[name]
        return both(self.survey.applies(rule, day, with_exceptions=False), self.applies(first, day))

    def alike(self, day: date) -> dict[str, str]:
        """For each domain the first of those that every rule of the day treats like it."""
        live = tuple(name for name in self._deciding if self.survey.is_live(name, day))
        if live not in self._alike:
            named: dict[str, set[tuple[str, ...]]] = {}
            for name in live:
                for _, leaf in leaves(self.survey.rules[name].when, SCOPES):
                    if isinstance(leaf, Listed):
                        for domain in leaf.domains:
                            named.setdefault(domain, set()).add(leaf.domains)
            first: dict[frozenset[tuple[str, ...]], str] = {}
            self._alike[live] = {
                domain: first.setdefault(frozenset(named[domain]), domain)
                for domain in sorted(named)
            }
        return self._alike[live]

    # ------------------------------------------------------------------ one rule

    def of(self, asked: AskedRule) -> Iterator[Finding]:
        name = asked.rule.id
        suspects: dict[Hashable, tuple[Step, ...]] = {}
        shown: dict[Hashable, list[frozenset[Hashable]]] = {}
        told: set[tuple[str, ...]] = set()
        for day in self.survey.lives[name]:
            form = self.form(name, day)
            if form not in suspects:
                node = self.applies(name, day)
                suspects[form] = tuple(
                    s for s in self._steps(node, day) if may_lessen(node, s, day)
                )
            if not suspects[form]:
                continue
            graver = [n for n in self.ranks if self.ranks[n] >= self.ranks[name]]
            forms = {self.form(n, day): n for n in graver if self.survey.is_live(n, day)}
            kin = self.alike(day)
            for step in suspects[form]:
                if kin.get(step.key.removeprefix(_LIST), step.key) not in step.key:
                    continue  # Another list stands for this one.
                proofs = shown.setdefault((form, step), [])
                if not any(proof <= forms.keys() for proof in proofs):
                    question = _Question(name, step, day)
                    yield from self._lessened(question, forms, proofs, told)

    def _steps(self, node: Node, day: date) -> Iterator[Step]:
        yield from self.survey.steps.of(node, day)
        for key in sorted({key for key, leaf in leaves(node, SCOPES) if isinstance(leaf, Listed)}):
            if key.partition(".")[2] != POINTER_DOMAIN:
                yield Step(key, better=False, worse=True)

    def _lessened(
        self,
        question: _Question,
        graver: dict[Hashable, str],
        proofs: list[frozenset[Hashable]],
        told: set[tuple[str, ...]],
    ) -> Iterator[Finding]:
        """The ways in which nothing as grave applies at the worse value; each told once.

        Only those rules that stand in the way of a shipment found are asked to fail, one after the
        other. What was found to free the worse one is then asked not to, and the search goes on.
        """
        name, step, day = question.name, question.step, question.day
        kin = self.alike(day)

        def under(node: Node, value: Any) -> Node:
            return Under(with_lists(node, kin), step.key, value)

        def at(other: str, value: Any) -> Node:
            return under(self.applies(other, day), value)

        freeing: dict[str, Node] = {
            first: either(
                self._freed(other, first, day)
                for other in graver.values()
                if first in self.survey.rules[other].rule.yields_to
            )
            for first in self._firsts
            if self.survey.is_live(first, day)
        }
        parts = [at(name, step.better)]
        used: dict[Hashable, str] = {}
        barred: list[Node] = []
        is_shown = True
        while (found := solve(both(*parts), day)) is not None:
            world = with_fact({**self._innocent, **found}, step.key, step.worse)
            more = {
                form: other
                for form, other in graver.items()
                if form not in used
                and with_lists(self.applies(other, day), kin).truth(world) is not False
            }
            if more:
                # Groups of countries differ by day: what holds without them holds on other days.
                lasting = {f: n for f, n in more.items() if not self._reads_groups[n]}
                more = lasting or more
                used |= more
                parts += [no(at(other, step.worse)) for other in more.values()]
                continue
            free = [
                first
                for first, node in freeing.items()
                if with_lists(node, kin).truth(world) is True
            ]
            about = (name, *_slug(step, free))
            if about not in told:
                fails = [*(self.applies(other, day) for other in used.values()), *barred]
                finding = self._tell(question, about, found, fails)
                if finding is None:
                    # No entry of the day lists such a line; one of another day may.
                    is_shown = False
                else:
                    told.add(about)
                    yield finding
            if not free:
                return
            more_barred = [freeing.pop(first) for first in free]
            barred += more_barred
            parts += [no(under(node, step.worse)) for node in more_barred]
        if is_shown:
            proofs.append(frozenset(used))

    def _tell(
        self,
        question: _Question,
        about: tuple[str, ...],
        short: Facts,
        fails: Iterable[Node],
    ) -> Finding | None:
        """The finding with two shipments; None where no entry lists a line as they need it.

        Args:
            question: What was asked.
            about: What it is about.
            short: What was found, with one list standing for all that are treated alike.
            fails: What has to fail at the worse value.
        """
        name, step, day = question.name, question.step, question.day
        words, kin, listed = self.survey.law.vocabulary, self.alike(day), question.domain
        true = {domain for domain, truth in short["#listed"].items() if truth}
        others = tuple(domain for domain, first in kin.items() if first not in {*true, listed})
        for domain in [d for d, first in kin.items() if first == listed] if listed else [""]:
            key = f"{_LIST}{domain}" if listed else step.key
            parts: list[Node] = [Under(self.applies(name, day), key, step.better)]
            parts += [no(Under(node, key, step.worse)) for node in fails]
            if listed:
                parts.append(Listed((domain,), _LESSENED))
            # First with those lists only that the search named, which is quick.
            found = reach(self.survey, both(*parts, no(Listed(others, _LESSENED))), day)
            found = found or reach(self.survey, both(*parts), day)
            if found is None:
                continue
            facts, entries = found
            header = {k: v for k, v in self._innocent.items() if not k.startswith("line.")}
            facts = {**header, **facts}
            worse = _described(shipment_for(with_fact(facts, key, step.worse), words, entries))
            if listed:
                told = fill(_UNLISTED, rule=name, domain=domain)
                left = [entry for entry in entries if entry.domain != domain]
                better = shipment_for(self._unlisted(name, facts, left, day), words, left)
                better = _described(better)
            else:
                told = lessened(name, step)
                better = shipment_for(with_fact(facts, key, step.better), words, entries)
                better = _described(better)
            return Finding("lessened", about, told, _MEND, day, worse, better)
        return None

    def _unlisted(
        self, name: str, facts: Facts, entries: Iterable[Entry], day: date
    ) -> dict[str, Any]:
        """The facts without what only the entries that are left out read of the line."""
        nodes = [self.applies(name, day)]
        nodes += [self.survey.covers(self.survey.entries[e.id], day) for e in entries]
        read = {key for node in nodes for key, _ in leaves(node, SCOPES)}
        return {k: v for k, v in facts.items() if not k.startswith("line.") or k in read}


def _described(shipment: dict[str, Any]) -> dict[str, Any]:
    """A shipment whose line says what it is, so that nothing is asked but what a rule asks."""
    usual = {"description": "glass beads", "customs_number": "7018100000", "item_kind": "goods"}
    (line,) = shipment["lines"]
    stated = line if len(line) > 1 and "customs_number" not in line else {**usual, **line}
    return {**shipment, "lines": [stated]}


def lessened(name: str, step: Step) -> Text:
    """What was found, in words."""
    values = {"better": _said(step.better), "worse": _said(step.worse)}
    return fill(_LESSENED, rule=name, fact=f"`{step.key}`", **values)


def _said(value: Any) -> str:
    if hasattr(value, "low"):
        return f"`{float(value.low):g}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _slug(step: Step, free: Iterable[str]) -> tuple[str, ...]:
    key = step.key.replace("[0]", "").removeprefix("#")
    if key.startswith("listed.") and free:
        return ("listed", *free)
    if hasattr(step.worse, "low") or key.startswith("listed."):
        return (key, *free)
    return (key, str(step.worse).lower(), *free)


def _reads_group(node: Node) -> bool:
    return any(
        isinstance(leaf, Leaf)
        and leaf.fact.type == "country"
        and any(str(probe).startswith("\0") for probe in leaf.probes[:1])
        for _, leaf in leaves(node, SCOPES)
    )
