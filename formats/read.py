"""Reads shipments from files: YAML, JSON, CSV, TSV and Excel; nothing is read by halves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..engine.shipment import Shipment
from ..errors import Fault, InputError
from .decoding import decode
from .delimited import read_delimited
from .documents import read_json_document, read_yaml_document
from .limits import MAX_FILE_BYTES, in_megabytes
from .source import Findings, Submission, in_order
from .submission import check
from .tables import read_tables
from .workbook import read_workbook

TextKind = Literal["yaml", "json", "csv", "tsv"]

_TEXT_KINDS: dict[str, TextKind] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
}
_EXPECTED = "a file .yaml, .yml, .json, .csv, .tsv or .xlsx"


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a file states.

    Attributes:
        shipments: At least one, in the order of the file.
        warnings: What was mended, assumed or not read, in the order of the file.
    """

    shipments: tuple[Shipment, ...]
    warnings: tuple[Fault, ...] = ()


def read_shipments(path: Path | str) -> ReadResult:
    """The shipments of a file; its suffix says how it is read.

    Args:
        path: A file .yaml, .yml, .json, .csv, .tsv, .xlsx, or .xlsm without macros.

    Raises:
        InputError: Every fault found, each with its place; then nothing was read.
    """
    file = Path(path)
    if file.is_dir():
        raise _refused(str(file), "this is a folder, not a file", f"give {_EXPECTED}")
    suffix = file.suffix.casefold()
    if suffix not in {*_TEXT_KINDS, ".xlsx", ".xlsm"}:
        raise _refused(file.name, *_about_suffix(suffix))
    content = _bytes_of(file)
    if suffix in {".xlsx", ".xlsm"}:
        findings = Findings()
        sheets = read_workbook(content, file.name)
        return _result(read_tables(sheets, file.name, findings), findings)
    text, warnings = decode(content, file.name)
    result = read_shipments_text(text, _TEXT_KINDS[suffix], file.name)
    return ReadResult(result.shipments, (*warnings, *result.warnings))


def read_shipments_text(text: str, kind: TextKind, name: str) -> ReadResult:
    """The shipments of a text.

    Args:
        text: The whole text.
        kind: How it is read.
        name: For messages.

    Raises:
        InputError: Every fault found, each with its place.
    """
    findings = Findings()
    plain = text.removeprefix("\ufeff")
    if kind in {"csv", "tsv"}:
        sheet = read_delimited(plain, name, is_tsv=kind == "tsv")
        submissions = read_tables((sheet,) if sheet.rows else (), name, findings)
    else:
        read = read_yaml_document if kind == "yaml" else read_json_document
        submissions = read(plain, name)
    return _result(submissions, findings)


def _result(submissions: Iterable[Submission], findings: Findings) -> ReadResult:
    shipments = [check(submission, findings) for submission in submissions]
    findings.raise_if_faulty()
    _warn_of_repeated(shipments, submissions, findings)
    whole = tuple(shipment for shipment in shipments if shipment is not None)
    return ReadResult(whole, in_order(findings.warnings))


def _warn_of_repeated(
    shipments: Iterable[Shipment | None], submissions: Iterable[Submission], findings: Findings
) -> None:
    seen: set[str] = set()
    for shipment, submission in zip(shipments, submissions, strict=True):
        reference = "" if shipment is None else shipment.reference or ""
        if reference and reference in seen:
            spot = submission.spot(("reference",))
            text = "another shipment of the file has the same reference"
            fault = Fault(text, submission.source, spot.text, "reference", reference)
            findings.warnings.append((spot, fault))
        seen.add(reference)


def _about_suffix(suffix: str) -> tuple[str, str]:
    if suffix == ".xls":
        return "files .xls are not read", "open it in Excel and save it as .xlsx"
    if suffix == ".xlsb":
        return "files .xlsb are not read", "open it in Excel and save it as .xlsx"
    if suffix in {".ods", ".numbers", ".et"}:
        return f"files {suffix} are not read", "save it as .xlsx or .csv"
    what = f"files {suffix} are not read" if suffix else "the file has no suffix"
    return what, f"give {_EXPECTED}"


def _refused(name: str, message: str, remedy: str) -> InputError:
    return InputError((Fault(message, name, remedy=remedy),))


def _bytes_of(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size <= MAX_FILE_BYTES:
            return file.read_bytes()
    except FileNotFoundError:
        raise _refused(str(file), "no such file", "check the path") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _refused(str(file), f"the file cannot be opened: {reason}", "check it") from None
    raise _refused(
        file.name,
        f"the file has {in_megabytes(size)}; at most {in_megabytes(MAX_FILE_BYTES)} are read",
        "split it",
    )
