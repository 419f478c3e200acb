"""Puts a fault into functions that are already loaded: in one process, and nowhere on the disk."""

from __future__ import annotations

import importlib
from functools import cache, cached_property
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from exportgate.tests.mutants.engine_faults import faults_of_module, with_fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from exportgate.tests.mutants.engine_faults import EngineFault

ROOM = Path(__file__).resolve().parents[2] / "engine"
NOT_ASKED = frozenset(
    {
        "__init__",
        "version",
        "case_coverage",
        "case_spots",
        "node_spots",
        "law_diff",
        "answer_diff",
        "case_run",
    }
)
"""Modules that tell of the law and of cases, and take no part in an answer."""


def engine_faults() -> Iterator[EngineFault]:
    """Every fault of the modules that take part in an answer."""
    for file in sorted(ROOM.glob("*.py")):
        if file.stem not in NOT_ASKED:
            yield from faults_of_module(_source(file), file.stem)


@cache
def _source(file: Path) -> str:
    """The text of a module as it was when it was first read: what is loaded is of that text."""
    return file.read_text(encoding="utf-8")


def put_in(fault: EngineFault) -> None:
    """Give the loaded function the faulty code; whoever holds the function has the fault.

    Raises:
        LookupError: The function is not there, or its code cannot be exchanged.
    """
    module = importlib.import_module(f"exportgate.engine.{fault.module}")
    file = ROOM / f"{fault.module}.py"
    tree = with_fault(_source(file), fault)
    for code in _codes(compile(tree, str(file), "exec", dont_inherit=True)):
        if code.co_qualname == fault.function:
            function = _function(module, fault.function)
            if function.__code__.co_freevars != code.co_freevars:
                raise LookupError(fault.name)
            function.__code__ = code
            return
    raise LookupError(fault.name)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _function(module: ModuleType, name: str) -> FunctionType:
    found: Any = module
    for step in name.split("."):
        found = vars(found)[step]
        if isinstance(found, property):
            found = found.fget
        elif isinstance(found, cached_property):
            found = found.func
        elif isinstance(found, staticmethod | classmethod):
            found = found.__func__
        while hasattr(found, "__wrapped__"):
            if hasattr(found, "cache_clear"):
                found.cache_clear()
            found = found.__wrapped__
    if not isinstance(found, FunctionType):
        raise LookupError(name)  # noqa: TRY004 - to the caller it is not there
    return found
