"""Whatever happens to the store, the same law comes back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exportgate.rules import loader
from exportgate.rules.loader import digest_of, load_law
from exportgate.rules.store import load_stored, store
from exportgate.tests.small_law import FOLDER, small_law, small_texts

if TYPE_CHECKING:
    from collections.abc import Callable

DIGEST = digest_of(small_texts())


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the store, in a home of its own."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(
        "platformdirs.user_cache_path", lambda *args, **kwargs: folder / "exportgate"
    )
    return folder / "exportgate"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "law"))


def stored_file(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def test_what_is_stored_comes_back_as_it_was(cache: Path) -> None:
    assert load_stored(DIGEST) is None
    store(DIGEST, small_law().packs)
    assert load_stored(DIGEST) == small_law().packs


def test_the_shipped_law_comes_back_as_it_was(cache: Path) -> None:
    law = load_law(use_store=False)
    store(law.digest, law.packs)
    assert load_stored(law.digest) == law.packs


def test_the_second_start_reads_no_pack(
    cache: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_law(packs)

    def fail(*args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(loader, "read_law", fail)
    assert load_law(packs) == first
    with pytest.raises(AssertionError):
        load_law(packs, use_store=False)


def test_without_the_store_nothing_is_written(cache: Path, packs: Path) -> None:
    load_law(packs, use_store=False)
    assert not cache.exists()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))


def _words(file: Path) -> None:
    file.write_text("nonsense", encoding="utf-8")


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _old_format(file: Path) -> None:
    import hashlib

    body = b'[{"pack": "old"}]'
    file.write_bytes(hashlib.sha256(file.stem[4:].encode() + body).hexdigest().encode() + body)


@pytest.mark.parametrize("damage", [_cut, _empty, _flip, _words, _folder, _old_format, Path.unlink])
def test_a_damaged_store_changes_nothing(
    cache: Path, packs: Path, damage: Callable[[Path], None]
) -> None:
    law = load_law(packs)
    damage(stored_file(cache))
    assert load_stored(law.digest) is None
    assert load_law(packs) == law


def test_what_was_stored_for_another_digest_is_not_read(cache: Path, packs: Path) -> None:
    law = load_law(packs)
    other = "0" * 64
    stored_file(cache).rename(cache / f"law-{other}.json")
    assert load_stored(other) is None
    assert load_stored(law.digest) is None


def test_a_changed_pack_is_read_anew(cache: Path, packs: Path) -> None:
    before = load_law(packs)
    file = packs / "list.yaml"
    file.write_bytes(file.read_bytes().replace(b"at_least: 1 m", b"at_least: 2 m"))
    after = load_law(packs)
    assert after.digest != before.digest
    assert after.entries["sm-kiln"] != before.entries["sm-kiln"]
    assert len(list(cache.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *args, **kwargs: blocked / "x")
    assert load_law(packs).packs == small_law().packs
    assert load_law(packs).packs == small_law().packs


def test_a_full_disk_leaves_nothing_half_written(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    store(DIGEST, small_law().packs)
    assert list(cache.iterdir()) == []
    assert load_stored(DIGEST) is None


_STORE_OFTEN = """
from exportgate.rules.loader import digest_of
from exportgate.rules.store import load_stored, store
from exportgate.rules.loader import pack_texts, read_law
from pathlib import Path
import sys

texts = pack_texts(Path(sys.argv[1]))
law, digest = read_law(texts), digest_of(texts)
for _ in range(20):
    store(digest, law.packs)
    assert load_stored(digest) == law.packs
"""


def test_two_processes_that_write_at_once(tmp_path: Path) -> None:
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    writers = [
        subprocess.Popen([sys.executable, "-P", "-c", _STORE_OFTEN, str(FOLDER)], env=home)
        for _ in range(2)
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    left = [file.suffix for file in tmp_path.rglob("*") if file.is_file()]
    assert left == [".json"]
