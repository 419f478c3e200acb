"""Keeps checked packs in the user's cache folder, so that the next start need not check them again.

INVARIANT: the store can be deleted, cut short or written by several processes at any time; what
is read back is either exactly what was checked, or nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from .models import Pack

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUM_LENGTH = 64


def _file(digest: str) -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("exportgate", appauthor=False) / f"law-{digest}.json"


def load_stored(digest: str) -> tuple[Pack, ...] | None:
    """The packs stored for a digest; None when there are none, or they are not whole."""
    try:
        content = _file(digest).read_bytes()
    except OSError:
        return None
    checksum, body = content[:_SUM_LENGTH], content[_SUM_LENGTH:]
    if hashlib.sha256(digest.encode() + body).hexdigest().encode() != checksum:
        return None
    try:
        return TypeAdapter(tuple[Pack, ...]).validate_json(body)
    except ValidationError:
        return None


def store(digest: str, packs: Sequence[Pack]) -> None:
    """Store packs; does nothing when the folder cannot be written."""
    body = TypeAdapter(tuple[Pack, ...]).dump_json(
        tuple(packs), by_alias=True, exclude_defaults=True
    )
    checksum = hashlib.sha256(digest.encode() + body).hexdigest().encode()
    _write(_file(digest), checksum + body)


def mark(key: str) -> None:
    """Remember that law was found sound; does nothing when the folder cannot be written."""
    _write(_mark(key), key.encode())


def is_marked(key: str) -> bool:
    """Whether it is remembered for the key: the digest of all that was looked at."""
    try:
        return _mark(key).read_bytes() == key.encode()
    except OSError:
        return False


def _mark(key: str) -> Path:
    return _file(key).with_name(f"sound-{key}")


def _write(target: Path, content: bytes) -> None:
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".law-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as part:
                part.write(content)
            # A rename within a folder is atomic: a reader sees the old file, or the whole new one.
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
