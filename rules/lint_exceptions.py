"""What lint shall let pass: `lint.yaml` beside the packs, each row dated and with its reason."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from ..catalog.yaml_source import read_yaml
from ..errors import Fault, PackError
from .pydantic_faults import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..catalog.yaml_source import YamlSource
    from .lint_parts import Together


class Exempted(BaseModel):
    """Findings that are known and stay for now.

    Attributes:
        finding: Name of the kind.
        seen: What the findings have seen, word for word: ids, numbers, keywords.
        since: The day on which a person looked at them.
        why: Why they stay.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: str
    seen: tuple[str, ...] = Field(min_length=1)
    since: date
    why: str = Field(min_length=1)


def _line(source: YamlSource, path: tuple[str | int, ...]) -> str:
    return f"line {source.line_of(path)}"


class _File(RootModel[tuple[Exempted, ...]]):
    model_config = ConfigDict(frozen=True)


def let_pass(
    faults: Iterable[Fault], law: Together, texts: Mapping[str, bytes]
) -> tuple[int, list[Fault]]:
    """How many findings the exceptions let pass, and those that they do not.

    An exception that lets nothing pass is a finding itself, so that the list only shrinks. Errors
    are never let pass.

    Args:
        faults: What was found.
        law: What it was found in: exceptions are idle for certain only where all of it was read.
        texts: The file of exceptions, by name; empty where there is none.
    """
    from .findings import finding_kinds

    faults = list(faults)
    kinds = finding_kinds()
    for name, content in texts.items():
        try:
            source = read_yaml(content.decode("utf-8"), name)
        except PackError as error:
            return 0, [*faults, *error.faults]
        try:
            rows = _File.model_validate(source.content or []).root
        except ValidationError as error:
            place = partial(_line, source)
            told = faults_of(error, name, source.content, place, source.column_of)
            return 0, [*faults, *told]
        known = {(row.finding, seen) for row in rows for seen in row.seen}
        passing = {
            (f.name, f.seen)
            for f in faults
            if (f.name, f.seen) in known and kinds[f.name].severity == "warning"
        }
        kept = [fault for fault in faults if (fault.name, fault.seen) not in passing]
        passed = len(faults) - len(kept)
        for index, row in enumerate(rows):
            for at, seen in enumerate(row.seen):
                if law.is_whole and (row.finding, seen) not in passing:
                    path = (index, "seen", at)
                    kept.append(
                        Fault(
                            f"nothing is found that is called `{row.finding}` and has seen this",
                            name,
                            f"line {source.line_of(path)}",
                            seen=seen,
                            remedy=kinds["idle-exception"].remedy.en,
                            name="idle-exception",
                            column=source.column_of(path),
                        )
                    )
        return passed, kept
    return 0, faults
