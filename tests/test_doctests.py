"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import exportgate

MODULES = [
    "exportgate",
    *(
        found.name
        for found in pkgutil.walk_packages(exportgate.__path__, "exportgate.")
        if not found.name.endswith(".__main__")
    ),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.testmod(importlib.import_module(name), optionflags=flags).failed == 0


def test_the_rooms_are_walked() -> None:
    assert {"exportgate.errors", "exportgate.catalog", "exportgate.cli"} <= set(MODULES)
