"""The child trusts nothing that durable-rules says; a host that misbehaves stands in for it."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import pytest

from exportgate.durable_engine import child, limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RULES = [{"when": ["a|1|x"], "then": ["b|1|y"]}, {"when": ["b|1|y"], "then": ["c|1|z"]}]
PROGRAM = {
    "name": "p",
    "stages": [
        {"name": "one", "rulesets": [RULES], "closes": [["c|1|z", "c|1|not_z"]]},
        {
            "name": "two",
            "rulesets": [[{"when": ["c|1|not_z"], "then": ["d|1|w"]}]],
            "closes": [],
        },
    ],
}


class Host:
    """Does what a ruleset of single conditions says, but for what a test spoils."""

    def __init__(self, spoil: Callable[[list[str]], Iterable[str]] | None = None) -> None:
        self.rulesets: dict[str, Any] = {}
        self.deleted: list[tuple[str, str]] = []
        self.seen: list[dict[str, str]] = []
        self.spoil = spoil or (lambda fired: fired)
        self.state: Any = {}

    def set_rulesets(self, rulesets: dict[str, Any]) -> None:
        self.rulesets |= rulesets

    def assert_fact(self, name: str, message: dict[str, str]) -> Any:
        self.seen.append(message)
        rules = self.rulesets[name]
        fired = [
            rule
            for rule, content in rules.items()
            for joined in content["all"]
            for pattern in joined.values()
            if pattern.items() <= message.items()
        ]
        for rule in self.spoil(fired):
            rules[rule]["run"](None)
        return self.state

    def delete_state(self, name: str, sid: str) -> None:
        self.deleted.append((name, sid))


def answered(host: Host, *contents: Any) -> list[dict[str, Any]]:
    return list(child.answers(host, iter([json.dumps(content) for content in contents])))


def question(*facts: str, number: int = 1) -> dict[str, Any]:
    return {"ask": number, "program": "p", "facts": list(facts)}


def error_of(host: Host) -> str:
    first, last = answered(host, {"load": PROGRAM}, question("a|1|x"))
    assert first == {"loaded": "p"}
    return str(last["error"])


def test_what_follows_is_stated_anew_until_nothing_follows() -> None:
    host = Host()
    answers = answered(host, {"load": PROGRAM}, question("a|1|x", "q|not|heard"))
    facts = ["a|1|x", "q|not|heard", "b|1|y", "c|1|z"]
    assert answers == [{"loaded": "p"}, {"answer": 1, "program": "p", "facts": facts}]
    assert {message["sid"] for message in host.seen} == {"s1"}
    assert len({message["id"] for message in host.seen}) == len(host.seen)
    assert all(message["fact"] != "q|not|heard" for message in host.seen)


def test_what_a_stage_did_not_conclude_is_stated_for_the_next() -> None:
    facts = answered(Host(), {"load": PROGRAM}, question())[-1]["facts"]
    assert facts == ["c|1|not_z", "d|1|w"]


def test_every_session_is_opened_by_a_rule_that_fires_and_is_deleted() -> None:
    host = Host()
    answered(host, {"load": PROGRAM}, question("a|1|x"), question("a|1|x", number=2))
    assert host.deleted == [("p-one-0", "s1"), ("p-one-0", "s2")]
    assert [message["kind"] for message in host.seen].count("always") == 2


def test_a_session_without_a_fact_is_never_opened_and_never_deleted() -> None:
    host = Host()
    answered(host, {"load": {**PROGRAM, "stages": PROGRAM["stages"][1:]}}, question("z|1|q"))
    assert (host.seen, host.deleted) == ([], [])


def test_every_kind_has_a_sink_and_every_action_one_argument() -> None:
    host = Host()
    answered(host, {"load": PROGRAM})
    rules = host.rulesets["p-one-0"]
    assert {"always", "sink a", "sink b"} <= rules.keys()
    for rule in rules.values():
        assert len(inspect.signature(rule["run"]).parameters) == 1


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda fired: [], "did not fire"),
        (lambda fired: [f for f in fired if not f.startswith("sink")], "not seen once"),
        (lambda fired: [*fired, *(f for f in fired if f != "always")], "not seen once"),
        (lambda fired: [*fired, *(f for f in fired if f.startswith("rule"))], "fired"),
        (lambda fired: [*fired, *(["sink b"] if "sink a" in fired else [])], "fired"),
    ],
)
def test_a_dropped_or_doubled_fact_is_an_error(
    spoil: Callable[[list[str]], list[str]], words: str
) -> None:
    assert words in error_of(Host(spoil))


@pytest.mark.parametrize("state", [None, {"exception": "swallowed"}])
def test_an_exception_in_the_state_is_an_error(state: Any) -> None:
    host = Host()
    host.state = state
    assert "came back as" in error_of(host)


def test_after_an_error_nothing_more_is_answered() -> None:
    host = Host(lambda fired: [])
    assert len(answered(host, {"load": PROGRAM}, question("a|1|x"), question("a|1|x"))) == 2


def test_an_unknown_program_and_a_broken_line_are_errors() -> None:
    assert "KeyError" in answered(Host(), question())[0]["error"]
    assert "error" in next(child.answers(Host(), iter(["{"])))


def test_a_session_holds_no_more_facts_than_have_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MAX_FACTS", 2)
    assert "more than 2 facts" in error_of(Host())
    assert limits.fact_id(7) == "f7"
