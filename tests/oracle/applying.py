"""Which rules apply to a line, and what follows from them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from exportgate.rules.conditions import FactTest
from exportgate.tests.oracle.truth import Truth, both, negated, worst

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exportgate.rules.law import Law
    from exportgate.rules.models import Rule
    from exportgate.tests.oracle.law_read import Today
    from exportgate.tests.oracle.parties import Screened
    from exportgate.tests.oracle.reading import Reading

REACHES = {"high": {"any", "medium", "high"}, "medium": {"any", "medium"}, "low": {"any"}}


def flags(reading: Reading, papers: Sequence[str], today: Today, *, is_cautious: bool) -> set[str]:
    """The red flags that are up, and the weights that they reach."""
    names: set[str] = set()
    for flag in today.law.red_flags.values():
        has_effect = today.has_effect(flag.id, is_cautious=is_cautious)
        is_cleared = flag.cleared_by and set(flag.cleared_by) <= set(papers)
        if has_effect and not is_cleared and reading.truth(flag.when) is True:
            names |= {flag.id, *REACHES[flag.weight]}
    return names


def concluded(
    reading: Reading, screened: Screened, today: Today, *, is_cautious: bool
) -> dict[str, Truth]:
    """Whether each rule applies, once all that comes before it has spoken."""
    own: dict[str, Truth] = {}
    for rule in today.law.rules.values():
        if today.has_effect(rule.id, is_cautious=is_cautious):
            truth = reading.truth(rule.when)
            is_answered = truth is None and stands(rule, reading, screened, today)
            own[rule.id] = False if is_answered else truth

    def settled(name: str) -> Truth:
        firsts = [first for first in today.law.rules[name].yields_to if first in own]
        return both([own[name], *(negated(settled(first)) for first in firsts)])

    return {name: settled(name) for name in own}


def stands(rule: Rule, reading: Reading, screened: Screened, today: Today) -> bool:
    """Whether an open rule is answered by its condition in words instead of by a question."""
    standing = rule.standing
    if standing is None:
        return False
    unknown = {key: test for test, key in reading.open_tests(rule.when)}
    facts = {test.fact for test in unknown.values() if isinstance(test, FactTest)}
    # Whether the goods are listed is no fact of which a condition could speak.
    if not facts & (set(standing.while_open) or facts):
        return False
    if standing.ask_when is not None and reading.truth(standing.ask_when) is not False:
        return False
    # A name speaks against the condition: strongly, or at all where the item is listed.
    is_general = today.read.guards[rule.id] is None
    against = screened.surely if is_general else screened.doubtful
    keys = sorted({key for key, _ in against if key in unknown})
    values = [[value for key, value in against if key == each] for each in keys]
    for said in product(*values) if keys else ():
        if reading.supposing(dict(zip(keys, said, strict=True))).truth(rule.when) is not False:
            return False
    return True


def leads_somewhere(rule: Rule) -> bool:
    return rule.then.prohibits or rule.then.requires is not None or rule.then.reviews is not None


def certainty(cautious: Mapping[str, Truth], lenient: Mapping[str, Truth]) -> dict[str, bool]:
    """The rules that apply or may: certainly where both readings say so."""
    truths = {name: (truth, lenient.get(name, False)) for name, truth in cautious.items()}
    return {name: pair == (True, True) for name, pair in truths.items() if pair != (False, False)}


def outcome_of(law: Law, concluded: Mapping[str, Truth]) -> str:
    """The worst that follows for certain; undetermined where worse than nothing may follow."""
    outcome = "not_required"
    for name, truth in concluded.items():
        then = law.rules[name].then
        leads_to = "prohibited" if then.prohibits else "licence_required"
        if not then.prohibits and then.requires is None:
            leads_to = "review"
        if truth is not False and leads_somewhere(law.rules[name]):
            outcome = worst(outcome, leads_to if truth else "undetermined")
    return outcome
