"""The registry of findings: every way in which lint or the loader finds a pack wanting, by name.

The registry is `findings.yaml`; `docs/findings.md` is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from ..catalog.text import Text
from ..catalog.yaml_source import read_yaml

Severity = Literal["error", "warning"]


class FindingKind(BaseModel):
    """One kind of finding.

    Attributes:
        severity: `error`: nothing is decided by such a pack; `warning`: it is, and should be
            mended.
        misleads: A warning of law that would answer wrongly; `exportgate check --law` and
            `law_faults` refuse such law, where it is not let pass.
        title: What it says.
        why: Why it matters.
        remedy: What to do.
        right: An example that is right, of the example law of the tests.
        wrong: The same, wrong in this way.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Severity
    misleads: bool = False
    title: Text
    why: str
    remedy: Text
    right: str
    wrong: str


@lru_cache(maxsize=1)
def finding_kinds() -> Mapping[str, FindingKind]:
    """Every kind of finding by its name, in the order of the registry."""
    text = (files("exportgate.rules") / "findings.yaml").read_text(encoding="utf-8")
    content = read_yaml(text, "rules/findings.yaml").content
    return TypeAdapter(dict[str, FindingKind]).validate_python(content)
