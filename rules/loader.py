"""Reads rule packs: text to frozen models, all faults at once, each with file and line."""

from __future__ import annotations

import hashlib
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ..catalog.vocabulary import vocabulary, vocabulary_files
from ..catalog.yaml_source import YamlSource, read_yaml
from ..errors import Fault, PackError
from .case_files import read_cases
from .checks import check_packs
from .law import Law, assemble
from .models import Pack
from .procedure_checks import check_procedures
from .pydantic_faults import faults_of
from .salvage import salvage, to_fill_in
from .store import load_stored, store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from importlib.resources.abc import Traversable

    from .cases import CaseFile

# Raised when the models change their meaning, so that nothing stored by an older version is read.
_FORMAT = "1"


EXCEPTIONS = "proofs.yaml"
"""The file beside the packs that names findings of the proofs which stay, and why."""
# Files beside the packs: the account of coverage, what lint shall let pass, and what proofs shall.
_BESIDE = {"coverage.yaml", "lint.yaml", EXCEPTIONS}


def _is_pack(name: str) -> bool:
    return name.endswith(".yaml") and not name.endswith(".cases.yaml") and name not in _BESIDE


def _is_casebook(name: str) -> bool:
    return name.endswith(".cases.yaml")


def _texts(
    folder: Traversable, prefix: str, is_wanted: Callable[[str], bool]
) -> Iterable[tuple[str, bytes]]:
    for child in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{prefix}/{child.name}" if prefix else child.name
        if child.is_dir():
            yield from _texts(child, name, is_wanted)
        elif is_wanted(child.name):
            yield name, child.read_bytes()


def pack_texts(folder: Path | None = None) -> dict[str, bytes]:
    """The texts of all packs in a folder, by name, in order.

    Args:
        folder: A folder of packs, searched with its sub-folders; None for the packs that ship
            with exportgate. Files `*.cases.yaml`, `coverage.yaml`, `lint.yaml` and
            `proofs.yaml` are no packs.

    Raises:
        PackError: The folder does not exist or holds no pack.
    """
    if folder is None:
        return dict(_texts(files("exportgate.rules") / "cn", "rules/cn", _is_pack))
    if not folder.is_dir():
        raise PackError((_no_folder(folder),))
    texts = dict(_texts(folder, folder.name, _is_pack))
    if not texts:
        fault = Fault("the folder holds no rule pack", str(folder), expected="files `*.yaml`")
        raise PackError((fault,))
    return texts


def _no_folder(folder: Path) -> Fault:
    return Fault("no such folder of rule packs", str(folder), remedy="check the path")


def _not_utf8(name: str) -> Fault:
    return Fault("the file is not UTF-8 text", name, remedy="save it as UTF-8", name="not-utf8")


def case_texts(folder: Path | None = None) -> dict[str, bytes]:
    """The texts of the cases beside the packs of a folder, by name, in order.

    Args:
        folder: A folder of packs; None for the packs that ship with exportgate.
    """
    root: Traversable = files("exportgate.rules") / "cn" if folder is None else folder
    return dict(_texts(root, "rules/cn" if folder is None else folder.name, _is_casebook))


def load_cases(folder: Path | None = None) -> tuple[CaseFile, ...]:
    """The cases that stand beside the packs of a folder.

    Args:
        folder: A folder of packs; None for the packs that ship with exportgate.

    Raises:
        PackError: Every fault of every file.
    """
    if folder is not None and not folder.is_dir():
        raise PackError((_no_folder(folder),))
    found: list[CaseFile] = []
    faults: list[Fault] = []
    for name, content in case_texts(folder).items():
        try:
            found.append(read_cases(content.decode("utf-8"), name))
        except UnicodeDecodeError:
            faults.append(_not_utf8(name))
        except PackError as error:
            faults.extend(error.faults)
    if faults:
        raise PackError(tuple(faults))
    return tuple(found)


def read_pack(text: str, name: str) -> Pack:
    """Read one pack by itself; what it refers to in other packs is not checked.

    Raises:
        PackError: Every fault found, with its line.
    """
    return pack_of(read_yaml(text, name))


def pack_of(source: YamlSource) -> Pack:
    """Make a pack of YAML that was read before; else as `read_pack`."""
    if to_fill_in(source):
        raise PackError(salvage(source).faults)
    try:
        return Pack.model_validate(source.content)
    except ValidationError as error:
        place = partial(_line, source)
        content, column = source.content, source.column_of
        raise PackError(faults_of(error, source.name, content, place, column)) from None


def _line(source: YamlSource, path: tuple[str | int, ...]) -> str:
    return f"line {source.line_of(path)}"


def read_law(texts: Mapping[str, bytes]) -> Law:
    """Read and check packs together.

    Args:
        texts: The packs' texts in UTF-8, by the name that messages shall use.

    Raises:
        PackError: Every fault of every pack.
    """
    sources: list[YamlSource] = []
    packs: list[Pack] = []
    faults: list[Fault] = []
    for name, content in texts.items():
        try:
            source = read_yaml(content.decode("utf-8"), name)
            packs.append(pack_of(source))
            sources.append(source)
        except UnicodeDecodeError:
            faults.append(_not_utf8(name))
        except PackError as error:
            faults.extend(error.faults)
    loaded = list(zip(packs, sources, strict=True)) if not faults else []
    faults.extend(check_packs(loaded, vocabulary()))
    if faults:
        raise PackError(tuple(faults))
    law = assemble(packs, vocabulary(), digest_of(texts))
    faults.extend(check_procedures(law, loaded))
    if faults:
        raise PackError(tuple(faults))
    return law


def digest_of(texts: Mapping[str, bytes]) -> str:
    """The digest of packs and catalogue: what a decision rests on, without the engine."""
    digest = hashlib.sha256(f"exportgate law {_FORMAT}\n".encode())
    for name, content in sorted({**texts, **_catalogue_texts()}.items()):
        digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _catalogue_texts() -> dict[str, bytes]:
    folder = files("exportgate.catalog") / "data"
    data = {f"catalog/data/{f.name}": f for f in folder.iterdir() if f.is_file()}
    data |= vocabulary_files()
    return {name: file.read_bytes() for name, file in data.items()}


def load_law(folder: Path | str | None = None, *, use_store: bool = True) -> Law:
    """Load the law.

    Args:
        folder: A folder of rule packs; None for the packs that ship with exportgate.
        use_store: Read the checked packs from the user's cache folder when the digest of their
            text is there, and write them there when it is not. The store only saves time: without
            it, or when it is damaged, the same law is read from the packs.

    Returns:
        A frozen value; load it once and share it.

    Raises:
        PackError: The packs are faulty; every fault with file and line.
    """
    texts = pack_texts(None if folder is None else Path(folder))
    digest = digest_of(texts)
    if use_store:
        packs = load_stored(digest)
        if packs is not None:
            return assemble(packs, vocabulary(), digest)
    law = read_law(texts)
    if use_store:
        store(digest, law.packs)
    return law
