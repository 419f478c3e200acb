"""Builds small workbooks for tests, also those that openpyxl itself would not write."""

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

Rows = Iterable[Iterable[Any]]


def workbook(path: Path, change: Callable[[Any], None] | None = None, /, **sheets: Rows) -> Path:
    """Write a workbook of the named sheets; `change` may edit it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if change is not None:
        change(book)
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Add a part to a workbook's archive."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, content)
    return path


def with_stored_formulas(path: Path, values: Mapping[str, str]) -> Path:
    """Give formula cells the values that a spreadsheet program would have stored."""
    source = BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                text = content.decode()
                for cell, value in values.items():
                    text = re.sub(
                        rf'(<c r="{cell}"[^>]*>\s*<f>[^<]*</f>)\s*<v\s*/?>(?:</v>)?',
                        rf"\g<1><v>{value}</v>",
                        text,
                    )
                content = text.encode()
            new.writestr(entry, content)
    return path


def edit(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Replace bytes in one part of a workbook's archive."""
    source = BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(path, "w") as changed:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename == part:
                content = content.replace(old, new)
            changed.writestr(entry, content)
