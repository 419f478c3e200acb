"""Reads the files of cases that stand beside the packs, as strictly as law."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ..catalog.yaml_source import read_yaml
from ..errors import Fault, PackError
from .case_variants import spread
from .cases import Case, CaseFile
from .pydantic_faults import faults_of
from .salvage import to_fill_in

if TYPE_CHECKING:
    from ..catalog.yaml_source import YamlSource


def read_cases(text: str, name: str) -> CaseFile:
    """Read a file of cases.

    Args:
        text: YAML.
        name: The file's name, for messages.

    Raises:
        PackError: Every fault found, with its line.
    """
    return cases_in(read_yaml(text, name))


def cases_in(source: YamlSource) -> CaseFile:
    """The cases of a file that was read as YAML.

    Raises:
        PackError: Every fault found, with its line.
    """
    name = source.name
    unwritten = to_fill_in(source)
    if unwritten:
        raise PackError(unwritten)
    try:
        found = CaseFile.model_validate(source.content)
    except ValidationError as error:
        faults = faults_of(
            error,
            name,
            source.content,
            lambda path: f"line {source.line_of(path)}",
            source.column_of,
        )
        raise PackError(faults) from None
    plain = [
        each
        for index, case in enumerate(found.cases)
        for each in spread(case, ("cases", index), source)
    ]
    cases = [(case, at) for case, at in plain if isinstance(case, Case)]
    faulty = [fault for fault, _ in plain if isinstance(fault, Fault)]
    counts = Counter(case.name for case, _ in cases)
    faulty += [
        Fault(
            "two cases have this name",
            name,
            f"line {source.line_of(at)}",
            seen=case.name,
            remedy="give each case a name of its own: it is how a failure is told",
            name="repeated-case",
            column=source.column_of(at),
        )
        for case, at in cases
        if counts[case.name] > 1
    ]
    if faulty:
        raise PackError(tuple(faulty))
    return found.model_copy(update={"cases": tuple(case for case, _ in cases)})
