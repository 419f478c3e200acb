"""The page that explains every finding of `exportgate rules lint`, made from the registry."""

from __future__ import annotations

from ..rules.findings import finding_kinds

_HEAD = """\
# Findings

What `exportgate rules lint` finds, by name. An *error* is also told by every other command:
nothing is decided by such law. A *warning* is not; it should be mended, or let pass with a reason
in `lint.yaml` beside the packs; of those marked *misleads*, `exportgate check --law FOLDER`
refuses the law until then. `docs/authoring.md` says how law is written.

This page is generated from `rules/findings.yaml` by `python -m exportgate.formats.generate`.
"""


def findings_page() -> str:
    """The text of `docs/findings.md`."""
    parts = [_HEAD]
    for name, kind in finding_kinds().items():
        wrong = (
            f"Wrong:\n\n```yaml\n{kind.wrong.rstrip()}\n```" if kind.wrong else "Wrong: without it."
        )
        severity = f"{kind.severity}, misleads" if kind.misleads else kind.severity
        parts.append(
            f"## {name}\n\n*{severity}*: {kind.title.en} ({kind.title.zh}). {kind.why}\n\n"
            f"To do: {kind.remedy.en} ({kind.remedy.zh}).\n\n{wrong}\n\n"
            f"Right:\n\n```yaml\n{kind.right.rstrip()}\n```\n"
        )
    return "\n".join(parts)
