"""Tells what the proofs found: as lines for people, and as data for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from .replay import check_options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..catalog.text import Text
    from ..proofs.findings import Finding
    from ..proofs.proving import Proof
    from .layout import Page
    from .messages import Phrasebook


def write_proof(
    page: Page,
    words: Phrasebook,
    proof: Proof,
    places: Mapping[str, tuple[str, int]],
    folder: Path | None = None,
) -> None:
    """Write what was found, then what is excepted.

    Args:
        page: Where to write.
        words: In which language.
        proof: The findings.
        places: File and line of each provision, by id.
        folder: The folder of the law; None for the packs that ship with exportgate.
    """
    counts = {
        "findings": len(proof.findings),
        "excepted": len(proof.excepted),
        "days": proof.days,
    }
    page.heading(words("proof.summary", **counts))
    for finding in proof.findings:
        page.gap()
        page.write((f"{_place(finding, places)} {finding.name}", "bold"))
        page.write(words.say(finding.words))
        page.write(words("proof.remedy", words=words.say(finding.remedy)))
        page.write((words("proof.witness", day=finding.on, law=check_options(folder)), "dim"))
        _write_shipment(page, finding.witness)
        if finding.beside is not None:
            page.write((words("proof.beside"), "dim"))
            _write_shipment(page, finding.beside)
    if proof.excepted:
        page.heading(words("proof.excepted"))
        for finding, excepted in proof.excepted:
            why = words.say(excepted.why)
            page.write(
                words("proof.stays", name=finding.name, since=excepted.since, why=why), mark="- "
            )
    if proof.idle:
        page.heading(words("proof.idle"))
        for each in proof.idle:
            page.write(each.finding, mark="- ")


def _write_shipment(page: Page, shipment: Mapping[str, Any]) -> None:
    text = yaml.safe_dump(dict(shipment), allow_unicode=True, sort_keys=False, width=1000)
    # Not wrapped: it is there to be saved as it stands.
    page.lines += [((f"  {line}", ""),) for line in text.splitlines()]


def proof_json(proof: Proof, places: Mapping[str, tuple[str, int]]) -> str:
    """What was found as JSON, with keys in order.

    Args:
        proof: The findings.
        places: File and line of each provision, by id.
    """
    content = {
        "holds": proof.holds,
        "days": proof.days,
        "findings": [_data(finding, places) for finding in proof.findings],
        "excepted": [
            {
                **_data(finding, places),
                "since": excepted.since.isoformat(),
                "why": _both(excepted.why),
            }
            for finding, excepted in proof.excepted
        ],
        "idle_exceptions": [each.finding for each in proof.idle],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _data(finding: Finding, places: Mapping[str, tuple[str, int]]) -> dict[str, Any]:
    file, line = places.get(finding.about[0], ("", 0))
    return {
        "name": finding.name,
        "kind": finding.kind,
        "about": list(finding.about),
        "file": file,
        "line": line,
        "words": _both(finding.words),
        "remedy": _both(finding.remedy),
        "on": finding.on.isoformat(),
        "witness": finding.witness,
        "beside": finding.beside,
    }


def _place(finding: Finding, places: Mapping[str, tuple[str, int]]) -> str:
    file, line = places.get(finding.about[0], ("", 0))
    return f"{file}:{line}:"


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}
