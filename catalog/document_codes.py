"""Customs document codes: which papers a tariff line asks for at import or export.

Source: code table of the General Administration of Customs. Case matters: x is not X.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import CatalogError
from ._data import read_rows
from .text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class DocumentCode:
    """One code of the table.

    Attributes:
        code: One sign; upper and lower case are different codes.
        name: The Chinese name is official, the English our own.
        applies_import: The paper is asked for at import.
        applies_export: The paper is asked for at export.
    """

    code: str
    name: Text
    applies_import: bool
    applies_export: bool


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, DocumentCode]:
    return {
        row["code"]: DocumentCode(
            row["code"],
            Text(row["name_en"], row["name_zh"]),
            row["applies_import"] == "1",
            row["applies_export"] == "1",
        )
        for row in read_rows("document_codes.csv")
    }


def all_document_codes() -> tuple[DocumentCode, ...]:
    """Every code of the table, in its order."""
    return tuple(_codes().values())


def find_document_code(code: str) -> DocumentCode | None:
    """The code's row; None when the table has none. Case matters.

    >>> find_document_code("x").name.zh
    '出口许可证(加工贸易)'
    """
    return _codes().get(code)


def split_document_codes(codes: str) -> tuple[DocumentCode, ...]:
    """The codes printed together on a tariff line, in the order printed.

    Args:
        codes: For example `34Bxy`; empty means that none is printed.

    Raises:
        CatalogError: A sign is not in the table.

    >>> [code.code for code in split_document_codes("34Bxy")]
    ['3', '4', 'B', 'x', 'y']
    """
    table = _codes()
    unknown = sorted({code for code in codes if code not in table})
    if unknown:
        listed = ", ".join(f"`{code}`" for code in unknown)
        raise CatalogError(
            f"no customs document code {listed}",
            seen=codes,
            expected="signs of the customs table such as `3`, `4`, `B`, `x`",
            remedy="copy the column of supervision conditions as printed; case matters",
        )
    return tuple(table[code] for code in codes)
