"""Reads the catalogue's own data files, which travel inside the package."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .yaml_source import YamlSource


def read_text(name: str) -> str:
    """The text of a data file.

    Args:
        name: The file's name in `catalog/data`.
    """
    return (files("exportgate.catalog") / "data" / name).read_text(encoding="utf-8")


def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file, every value as the text that was written (leading zeros stay).

    Args:
        name: The file's name in `catalog/data`.
    """
    return tuple(csv.DictReader(io.StringIO(read_text(name), newline="")))


@lru_cache(maxsize=8)
def read_source(name: str) -> YamlSource:
    """A YAML file with the line of each value; values are text, True, False or None.

    Args:
        name: The file's name in `catalog/data`.

    Raises:
        PackError: The file is not readable YAML.
    """
    from .yaml_source import read_yaml

    return read_yaml(read_text(name), f"catalog/data/{name}")


def read_content(name: str) -> Any:
    """The content of a YAML file; see `read_source`."""
    return read_source(name).content


def day_or_none(text: str | None) -> date | None:
    """A day written as YYYY-MM-DD; empty or None means no bound."""
    return date.fromisoformat(text) if text else None
