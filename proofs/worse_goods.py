"""Entries that worse goods escape: what is purer, stronger or finer, and is then not covered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..catalog.text import Text
from ..engine.nodes import Listed
from .findings import Finding
from .gaps import usual_facts
from .nodes import NEVER, Under, both, leaves, no, with_fact, with_flags
from .showing import fill, guarded
from .steps import SCOPES, Step, may_lessen
from .witness import shipment_for
from .worlds import solve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..engine.facts import Facts
    from ..engine.lawbook import AskedEntry
    from ..engine.nodes import Node
    from .survey import Survey

_ESCAPES = Text(
    "`{entry}` covers goods with `{fact}` at {better}; at {worse}, which is worse, no entry that "
    "is treated alike covers them",
    "条目`{entry}`涵盖`{fact}`为{better}的物项；该值为更严重的{worse}时，同等对待的条目均不涵盖",
)
_MEND = Text(
    "compare the limit with the text: a sign may be turned round; or write down why the law lets "
    "the worse goods go",
    "将该界限与原文核对：方向可能相反；或说明法律为何不涵盖更严重者",
)


def find_escaping_goods(survey: Survey) -> Iterator[Finding]:
    """Entries that do not cover what is worse than what they cover, while no other entry does.

    What is worse the vocabulary declares, fact by fact. Other entries count where every rule treats
    their list at least as strictly. An entry is read in both ways where it leaves something to a
    person: as if all of it were controlled, and as if only what is certain were.
    """
    goods = _Goods(survey)
    for asked in survey.entries.values():
        if asked.definition is not None:
            yield from guarded(survey, asked.entry.id, survey.days[-1], goods.of(asked))


class _Goods:
    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self._conditions: dict[tuple[str, frozenset[str], bool], Node] = {}
        self._uses = _uses(survey)

    def of(self, asked: AskedEntry) -> Iterator[Finding]:
        entry = asked.entry
        suspects: dict[tuple[frozenset[str], bool], tuple[Step, ...]] = {}
        proofs: dict[tuple[Step, frozenset[str], bool], list[frozenset[str]]] = defaultdict(list)
        told: set[str] = set()
        readings = (True, False) if asked.bands or asked.exclusions else (True,)
        for day in self.survey.lives[entry.id]:
            for is_cautious in readings:
                key = self._exclusions(asked, day), is_cautious
                node = self._covers(asked, day, is_cautious=is_cautious)
                if key not in suspects:
                    found = self.survey.steps.of(node, day)
                    suspects[key] = tuple(s for s in found if may_lessen(node, s, day))
                for step in suspects[key]:
                    if step.key not in told:
                        finding = self._escaping(
                            asked, step, day, is_cautious=is_cautious, proofs=proofs[step, *key]
                        )
                        if finding is not None:
                            told.add(step.key)
                            yield finding

    def _exclusions(self, asked: AskedEntry, day: date) -> frozenset[str]:
        return frozenset(i.id for i, _ in asked.exclusions if self.survey.is_live(i.id, day))

    def _covers(self, asked: AskedEntry, day: date, *, is_cautious: bool) -> Node:
        key = asked.entry.id, self._exclusions(asked, day), is_cautious
        if key not in self._conditions:
            parts = [self.survey.covers(asked, day)]
            if not is_cautious:
                parts += [no(node) for _, node in asked.bands]
                parts += [no(n) for i, n in asked.exclusions if self.survey.is_live(i.id, day)]
            self._conditions[key] = both(*parts)
        return self._conditions[key]

    def _escaping(
        self,
        asked: AskedEntry,
        step: Step,
        day: date,
        *,
        is_cautious: bool,
        proofs: list[frozenset[str]],
    ) -> Finding | None:
        survey = self.survey
        if any(all(survey.is_live(name, day) for name in proof) for proof in proofs):
            return None
        others = {
            other.entry.id: self._covers(other, day, is_cautious=is_cautious)
            for other in survey.entries.values()
            if other.definition is not None
            and survey.is_live(other.entry.id, day)
            and self._is_as_strict(other.entry.domain, asked.entry.domain)
        }
        parts: list[Node] = [Under(others[asked.entry.id], step.key, step.better)]
        used: set[str] = set()
        while (found := solve(both(*parts), day)) is not None:
            world = with_fact(found, step.key, step.worse)
            more = {n for n, c in others.items() if n not in used and c.truth(world) is True}
            more = more or {
                name
                for name in (asked.entry.id,)
                if name not in used and others[name].truth(world) is None
            }
            if not more:
                return self._tell(asked, step, day, parts, found)
            used |= more
            parts += [no(Under(others[name], step.key, step.worse)) for name in sorted(more)]
        proofs.append(frozenset(used))
        return None

    def _is_as_strict(self, other: str, domain: str) -> bool:
        """Whether every rule treats one list at least as strictly as another."""
        if other == domain:
            return True
        for_it, against_it = self._uses[domain]
        for_other, against_other = self._uses[other]
        return for_it <= for_other and against_other <= against_it

    def _tell(
        self, asked: AskedEntry, step: Step, day: date, parts: list[Node], found: Facts
    ) -> Finding | None:
        """The finding, with an export of which something follows for the better goods."""
        survey, domain = self.survey, asked.entry.domain
        leading = [r for r in survey.leading.get(domain, ()) if survey.is_live(r.rule.id, day)]
        if not leading:
            return None
        usual = usual_facts() | {f"#listed.{domain}": True}
        for given in (usual, {f"#listed.{domain}": True}):
            for rule in sorted(leading, key=lambda each: each.rule.then.requires is None):
                applies = Under(survey.applies(rule.rule, day), step.key, step.better)
                told = solve(both(*parts, applies), day, given)
                if told is not None:
                    return self._finding(asked, step, day, told)
        return self._finding(asked, step, day, found)

    def _finding(self, asked: AskedEntry, step: Step, day: date, facts: Facts) -> Finding:
        words = self.survey.law.vocabulary
        shown = [
            shipment_for(with_fact(facts, step.key, value), words, [asked.entry])
            for value in (step.better, step.worse)
        ]
        named = {
            name: f"`{float(value.low):g}`" if hasattr(value, "low") else f"`{value}`".lower()
            for name, value in (("better", step.better), ("worse", step.worse))
        }
        told = fill(_ESCAPES, entry=asked.entry.id, fact=step.key, **named)
        about = (asked.entry.id, step.key.replace("[0]", ""))
        return Finding("lessened", about, told, _MEND, day, shown[1], shown[0])


def _uses(survey: Survey) -> dict[str, tuple[set[str], set[str]]]:
    """For each domain the rules that apply the more where it is listed, and those the less."""
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for asked in survey.rules.values():
        node = with_flags(asked.when, lambda _: NEVER)
        domains = {d for _, f in leaves(node, SCOPES) if isinstance(f, Listed) for d in f.domains}
        for domain in domains:
            step = Step(f"#listed.{domain}", better=False, worse=True)
            is_against = may_lessen(node, step, survey.days[-1])
            found[domain][1 if is_against else 0].add(asked.rule.id)
    return found
