"""The child process in which durable-rules runs: JSON lines in, JSON lines out.

It is single-threaded, has no timers, decides nothing and trusts nothing: every fact has to be seen
by the sink of its kind exactly once, an `exception` in a returned state is an error, and after an
error the process ends, so that no half-told session is used again.
"""

from __future__ import annotations

import json
import os
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

from .limits import MAX_FACTS, fact_id

EXAMINED = "2.0.28"
_ALWAYS = "always"
_SINK = "sink "


class Disobeyed(Exception):
    """durable-rules did not do what a ruleset says."""


class Ruleset:
    """One ruleset, of which at most one session is alive.

    Args:
        host: Of durable-rules.
        name: Of the ruleset.
        clauses: Its rules, each with `when` and `then`.
    """

    def __init__(self, host: Any, name: str, clauses: Sequence[Mapping[str, Any]]) -> None:
        self._host = host
        self._name = name
        self._then = {f"rule {number}": clause["then"] for number, clause in enumerate(clauses)}
        self._fired: list[str] = []
        self._told = 0
        self._sid: str | None = None
        self.listens = {text for clause in clauses for text in clause["when"]}
        kinds = {text.partition("|")[0] for text in self.listens}
        patterns = {
            _ALWAYS: [{"kind": _ALWAYS}],
            **{_SINK + kind: [{"kind": kind}] for kind in sorted(kinds)},
            **{
                f"rule {number}": [{"fact": text} for text in clause["when"]]
                for number, clause in enumerate(clauses)
            },
        }
        host.set_rulesets({name: {rule: self._rule(rule, all_) for rule, all_ in patterns.items()}})

    def _rule(self, name: str, patterns: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        joined = [{f"m{place}": pattern} for place, pattern in enumerate(patterns)]
        return {"all": joined, "run": _recorder(self._fired, name)}

    def tell(self, sid: str, text: str) -> list[str]:
        """State a fact in a session; what follows at once."""
        if self._sid is None:
            # A session in which no rule fired cannot be deleted: this rule always fires.
            self._sid, self._told = sid, 0
            if self._assert(_ALWAYS, _ALWAYS) != [_ALWAYS]:
                raise Disobeyed(f"`{self._name}`: the rule that always fires did not fire")
        kind = text.partition("|")[0]
        fired = self._assert(kind, text)
        if fired.count(_SINK + kind) != 1:
            raise Disobeyed(f"`{self._name}`: `{text}` was not seen once: {fired}")
        rules = [name for name in fired if name != _SINK + kind]
        if len(set(rules)) != len(rules) or not set(rules) <= self._then.keys():
            raise Disobeyed(f"`{self._name}`: `{text}` fired {rules}")
        return [new for name in rules for new in self._then[name]]

    def _assert(self, kind: str, text: str) -> list[str]:
        if self._told >= MAX_FACTS:
            raise Disobeyed(f"`{self._name}`: more than {MAX_FACTS} facts in a session")
        self._fired.clear()
        message = {"sid": self._sid, "id": fact_id(self._told), "kind": kind, "fact": text}
        self._told += 1
        state = self._host.assert_fact(self._name, message)
        if not isinstance(state, dict) or "exception" in state:
            raise Disobeyed(f"`{self._name}`: `{text}` came back as {state}")
        return list(self._fired)

    def forget(self) -> None:
        """Delete the session, if there is one."""
        if self._sid is not None:
            self._host.delete_state(self._name, self._sid)
            self._sid = None


def _recorder(fired: list[str], name: str) -> Callable[[Any], None]:
    """An action that records its rule and does nothing else; a second argument would change it."""

    def record(_: Any) -> None:
        fired.append(name)

    return record


class Rules:
    """A program that durable-rules knows.

    Args:
        host: Of durable-rules.
        told: The program as JSON.
    """

    def __init__(self, host: Any, told: Mapping[str, Any]) -> None:
        self._stages = [
            (
                [
                    Ruleset(host, f"{told['name']}-{stage['name']}-{number}", clauses)
                    for number, clauses in enumerate(stage["rulesets"])
                ],
                stage["closes"],
            )
            for stage in told["stages"]
        ]

    def run(self, sid: str, facts: Sequence[str]) -> list[str]:
        """Every fact that is stated or follows, once nothing new does."""
        known = dict.fromkeys(facts)
        for rulesets, closes in self._stages:
            open_facts = list(known)
            while open_facts:
                text = open_facts.pop()
                for ruleset in rulesets:
                    if text not in ruleset.listens:
                        continue
                    new = [each for each in ruleset.tell(sid, text) if each not in known]
                    known |= dict.fromkeys(new)
                    open_facts += dict.fromkeys(new)
            known |= dict.fromkeys(stated for concluded, stated in closes if concluded not in known)
        for rulesets, _ in self._stages:
            for ruleset in rulesets:
                ruleset.forget()
        return list(known)


def quiet_host() -> Any:
    """A host of durable-rules that starts no threads of its own.

    Raises:
        ImportError: durable-rules is not installed, or does not import on this Python.
    """
    from durable.engine import Host

    class Quiet(Host):  # type: ignore[misc]  # ships no types
        def _run(self) -> None:
            """Start no timers: they would run rules beside us."""

    return Quiet()


def answers(host: Any, lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    """One answer to each line; the last one is an error if something went wrong.

    Args:
        host: Of durable-rules.
        lines: Each `{"load": program}`, or `{"ask": number, "program": name, "facts": [...]}`.
    """
    programs: dict[str, Rules] = {}
    try:
        for line in lines:
            content = json.loads(line)
            if "load" in content:
                told = content["load"]
                programs[told["name"]] = Rules(host, told)
                yield {"loaded": told["name"]}
                continue
            number = content["ask"]
            facts = programs[content["program"]].run(f"s{number}", content["facts"])
            yield {"answer": number, "program": content["program"], "facts": facts}
    except Exception as error:  # noqa: BLE001 - told to the parent; this process ends
        yield {"error": f"{type(error).__name__}: {error}"}


def main() -> None:
    """Serve until standard input ends."""
    # Whatever else prints does not mix with the answers.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(content: Mapping[str, Any]) -> None:
        out.write(json.dumps(content) + "\n")
        out.flush()

    try:
        host = quiet_host()
    except ImportError as error:
        say({"missing": str(error)})
        return
    installed = version("durable-rules")
    if installed != EXAMINED:
        say({"missing": f"version {installed} is installed, version {EXAMINED} was examined"})
        return
    say({"ready": installed})
    for answer in answers(host, iter(sys.stdin.readline, "")):
        say(answer)


if __name__ == "__main__":
    main()
