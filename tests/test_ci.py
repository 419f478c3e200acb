"""One command runs what CI runs."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
TARGETS = {
    found[1]: found[2].split("##")[0].split()
    for found in re.finditer(r"^([a-z][a-z-]*):(?!=)(.*)$", MAKEFILE, re.MULTILINE)
}


def called_targets(script: str) -> list[str]:
    code = re.sub(r"^\s*(#|printf).*$", "", script, flags=re.MULTILINE)
    return re.findall(r"\bmake ([a-z][a-z-]*)", code)


def test_ci_runs_the_steps_of_make_check() -> None:
    assert sorted(called_targets(CI)) == sorted(["env", *TARGETS["check"]])


def test_each_step_is_a_target() -> None:
    assert [name for name in called_targets(CI) if name not in TARGETS] == []


def test_each_target_is_phony_and_explained() -> None:
    phony = set(re.findall(r"^\.PHONY: ([a-z-]+)$", MAKEFILE, re.MULTILINE))
    explained = set(re.findall(r"^([a-z-]+):.*## \S", MAKEFILE, re.MULTILINE))
    assert set(TARGETS) == phony == explained


def test_the_script_can_be_started() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_calls_are_recognised() -> None:
    script = "# make one\nprintf 'make two'\nstep make three-four\nf() {\n  make five | tee x\n}\n"
    assert called_targets(script) == ["three-four", "five"]
