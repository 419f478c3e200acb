"""What each exit code says; `docs/cli.md` and every command's help tell the same."""

from __future__ import annotations

CLEAR = 0
NOTHING_FOUND = 1
DIFFERENT = 1
FINDINGS = 1
USAGE = 2
LICENCE_REQUIRED = 10
UNDETERMINED = 11
REVIEW = 12
PROHIBITED = 13
BAD_INPUT = 64
BAD_PACK = 65
BUG = 70
INTERRUPTED = 130
BROKEN_PIPE = 141

CODE_OF_OUTCOME = {
    "not_required": CLEAR,
    "review": REVIEW,
    "undetermined": UNDETERMINED,
    "licence_required": LICENCE_REQUIRED,
    "prohibited": PROHIBITED,
}

_CHECK_CODES = """\
Exit codes: 0 no licence required, 10 licence required, 11 undetermined,
12 review, 13 prohibited; of several shipments the worst counts.
No decision: 2 wrong use, 64 bad input, 65 bad rule pack, 70 our bug,
130 interrupted, 141 the reader of the output went away."""

_QUERY_CODES = """\
Exit codes: {found}, 2 wrong use, {inputs}65 bad rule pack,
70 our bug, 130 interrupted, 141 the reader of the output went away."""


def epilog(
    *examples: str,
    is_decision: bool = False,
    found: str = "0 found, 1 nothing found",
    reads_input: bool = False,
    codes: str = "",
) -> str:
    """What stands below the options of a command: examples that run, and the exit codes.

    Args:
        examples: Whole command lines.
        is_decision: The command ends with the code of a decision.
        found: What 0 and 1 say of any other command.
        reads_input: Such a command reads files of the user.
        codes: What the exit codes of this command say, where it is neither.
    """
    inputs = "64 bad input, " if reads_input else ""
    usual = _CHECK_CODES if is_decision else _QUERY_CODES.format(found=found, inputs=inputs)
    codes = codes or usual
    lines = "\n".join(f"  {example}" for example in examples)
    # Click keeps the lines of a paragraph that begins with this sign.
    return f"\b\nExamples:\n{lines}\n\n\b\n{codes}"
