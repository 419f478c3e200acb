"""How much a reader takes before it says stop; the messages name these numbers."""

from __future__ import annotations

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
MAX_LINES = 100_000
MAX_COLUMNS = 200
MAX_CELL_CHARACTERS = 32_767
MAX_DEPTH = 20
HEADER_SEARCH_ROWS = 20


def in_megabytes(size: int) -> str:
    """A size for people.

    >>> in_megabytes(MAX_FILE_BYTES)
    '50 MB'
    """
    return f"{size / 1024 / 1024:.0f} MB"
