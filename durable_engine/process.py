"""The child process of durable-rules as its parent sees it: fed by a pipe, watched by a clock."""

from __future__ import annotations

import json
import subprocess
import sys
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

from ..errors import EvaluatorError, EvaluatorMissing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .program import Program

TIME_LIMIT = 30.0
"""Seconds for one answer, loading its rules included; a usual one takes a few milliseconds."""
MAX_PROGRAMS = 32
"""Programs that one process learns, since durable-rules forgets none; then a new one is started.

Each takes about 10 MB.
"""

_MAX_ANSWERS = 10_000
"""Answers that are kept: the same facts lead to the same by the same program."""

_COMMAND = (sys.executable, "-P", "-m", "exportgate.durable_engine.child")
_AGAIN = "ask again: a new process is started; or leave out the option, the engine needs none"


class Child:
    """The process, started when it is first asked, and again after it died.

    It may be asked by several threads: each waits for its turn.

    Args:
        command: What to start instead.
        time_limit: Seconds for one answer.
        max_programs: Programs that one process learns.
    """

    def __init__(
        self,
        command: Sequence[str] = _COMMAND,
        *,
        time_limit: float = TIME_LIMIT,
        max_programs: int = MAX_PROGRAMS,
    ) -> None:
        self._command = command
        self._time_limit = time_limit
        self._max_programs = max_programs
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._known: set[str] = set()
        self._asked = 0
        self._answers: dict[tuple[str, frozenset[str]], tuple[str, ...]] = {}

    def run(self, program: Program, facts: Sequence[str]) -> tuple[str, ...]:
        """Every fact that is stated, or follows by a program.

        Raises:
            EvaluatorMissing: durable-rules cannot be used here.
            EvaluatorError: The process died, was too slow, or answered something else.
        """
        key = program.name, frozenset(facts)
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                return found
            try:
                found = self._run(program, facts)
            except BaseException:
                self._stop()
                raise
            if len(self._answers) >= _MAX_ANSWERS:
                self._answers.clear()
            self._answers[key] = found
            return found

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._stop()

    def _run(self, program: Program, facts: Sequence[str]) -> tuple[str, ...]:
        is_full = program.name not in self._known and len(self._known) >= self._max_programs
        if is_full or (self._process is not None and self._process.poll() is not None):
            self._stop()
        if self._process is None:
            self._start()
        if program.name not in self._known:
            self._expect({"load": program.told()}, {"loaded": program.name})
            self._known.add(program.name)
        self._asked += 1
        expected = {"answer": self._asked, "program": program.name}
        question = {"ask": self._asked, "program": program.name, "facts": list(facts)}
        found = self._expect(question, expected)["facts"]
        if not set(facts) <= set(found):
            raise EvaluatorError("durable-rules lost a fact", remedy=_AGAIN)
        return tuple(found)

    def _start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._known = set()
        greeting = self._exchange(None)
        if "missing" in greeting:
            raise _missing(str(greeting["missing"]))
        if "ready" not in greeting:
            raise EvaluatorError(f"durable-rules did not start: {greeting}", remedy=_AGAIN)

    def _expect(self, content: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, Any]:
        answer = self._exchange(content)
        if "error" in answer:
            raise EvaluatorError(f"durable-rules failed: {answer['error']}", remedy=_AGAIN)
        if any(answer.get(key) != value for key, value in expected.items()):
            raise EvaluatorError("durable-rules answered another question", remedy=_AGAIN)
        return answer

    def _exchange(self, content: Mapping[str, Any] | None) -> dict[str, Any]:
        """Write one line, if any, and read one, within the time limit."""
        process = self._process
        assert process is not None  # noqa: S101 - started before
        assert process.stdin is not None  # noqa: S101 - a pipe, see above
        assert process.stdout is not None  # noqa: S101 - likewise
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            process.kill()

        timer = Timer(self._time_limit, stop)
        timer.daemon = True
        timer.start()
        try:
            if content is not None:
                process.stdin.write(json.dumps(content) + "\n")
                process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        if late:
            msg = f"durable-rules gave no answer within {self._time_limit:g} seconds"
            raise EvaluatorError(msg, remedy=_AGAIN)
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            code = _code_of(process)
            msg = f"the process of durable-rules died without an answer (exit code {code})"
            raise EvaluatorError(msg, remedy=_AGAIN)
        return answer

    def _stop(self) -> None:
        process, self._process, self._known = self._process, None, set()
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        process.wait()


def _code_of(process: subprocess.Popen[str]) -> int | None:
    try:
        return process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return None


def _missing(cause: str) -> EvaluatorMissing:
    if sys.version_info >= (3, 13):
        return EvaluatorMissing(
            f"durable-rules cannot be used on Python {sys.version_info[0]}.{sys.version_info[1]}",
            remedy="it does not import on 3.13 and later: use Python 3.11 or 3.12",
        )
    return EvaluatorMissing(
        f"durable-rules cannot be used here: {cause}",
        remedy="pip install 'exportgate[durable]'; it is compiled, which needs a C compiler",
    )
