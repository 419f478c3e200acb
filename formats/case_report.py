"""Tells what came of the cases of the law, and what of it no case touches: lines, and data."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..engine.case_spots import SPOT_KINDS
from .coverage_report import percent
from .replay import check_options, law_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from ..engine.case_coverage import CaseCoverage
    from ..engine.case_spots import Spot
    from ..rules.law import Law
    from .layout import Page
    from .messages import Phrasebook


@dataclass(frozen=True, slots=True)
class FailedCase:
    """A case that does not hold.

    Attributes:
        pack: Beside which it stands.
        name: Its name.
        on: The day asked about.
        differences: Each with what was expected and what was got.
    """

    pack: str
    name: str
    on: date
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRun:
    """What came of running cases.

    Attributes:
        law: The law.
        folder: Where its packs stand; None for those that ship with exportgate.
        run: How many cases were run.
        failed: Those that do not hold.
        coverage: What of the law they touch; None when that was not asked.
    """

    law: Law
    folder: Path | None
    run: int
    failed: tuple[FailedCase, ...]
    coverage: CaseCoverage | None


def replay_of(failed: FailedCase, folder: Path | None) -> str:
    """The command line that shows the whole decision on the shipment of a case."""
    chosen = f"--pack {shlex.quote(failed.pack)} --case {shlex.quote(failed.name)}"
    return (
        f"exportgate rules test{law_option(folder)} {chosen} --shipment | "
        f"exportgate check -{check_options(folder)} --on {failed.on}"
    )


def write_cases(page: Page, words: Phrasebook, run: CaseRun) -> None:
    """Write how many cases hold, those that fail, and what no case touches, figures first."""
    page.heading(words("cases.run", run=run.run, failed=len(run.failed)))
    for failed in run.failed:
        told = words("cases.failed", pack=failed.pack, name=failed.name, day=failed.on)
        page.write((told, "bold red"), mark="- ")
        for difference in failed.differences:
            page.write(difference, indent=2)
        page.write((words("cases.replay"), "dim"), replay_of(failed, run.folder), indent=2)
    if run.coverage is not None:
        _write_coverage(page, words, run.coverage)


def _write_coverage(page: Page, words: Phrasebook, coverage: CaseCoverage) -> None:
    part, whole = coverage.share()
    page.heading(words("cases.coverage", percent=percent(part, whole), part=part, whole=whole))
    for kind, (touched, there) in coverage.shares.items():
        if not there:
            continue
        share = words(
            "account.share",
            words=words(f"cases.{kind}"),
            percent=percent(touched, there),
            part=touched,
            whole=there,
        )
        page.write(share, mark="- ")
    if not coverage.missing:
        page.write(words("cases.all_touched"))
    for pack, spots in groupby(coverage.missing, key=lambda spot: spot.pack):
        found = list(spots)
        page.heading(words("cases.missing", pack=pack, count=len(found)))
        for kind in SPOT_KINDS:
            own = [spot for spot in found if spot.kind == kind]
            if own:
                page.write((words(f"cases.{kind}") + words("mark.colon"), "dim"))
            for owner, places in groupby(own, key=lambda spot: spot.owner):
                told = words("mark.semicolon").join(spot_words(spot, words) for spot in places)
                page.write((owner, "bold"), words("mark.colon") + told, mark="- ")


def spot_words(spot: Spot, words: Phrasebook) -> str:
    """What no case does, in words."""
    claim = "" if spot.words is None else words.say(spot.words)
    which, _, status = spot.aspect.partition("_")
    if which in {"from", "until"}:
        now = words(f"status.{status}")
        return words(f"cases.aspect_{which}", words=claim, status=now)
    return words(f"cases.aspect_{spot.aspect}", words=claim, place=spot.place)


def cases_json(run: CaseRun) -> str:
    """The same as JSON, with keys in order."""
    content: dict[str, Any] = {
        "law_digest": run.law.digest,
        "cases": {"run": run.run, "failed": len(run.failed)},
        "failures": [
            {
                "pack": failed.pack,
                "name": failed.name,
                "on": failed.on.isoformat(),
                "differences": list(failed.differences),
                "replay": replay_of(failed, run.folder),
            }
            for failed in run.failed
        ],
        "coverage": None if run.coverage is None else _coverage_data(run.coverage),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _coverage_data(coverage: CaseCoverage) -> dict[str, Any]:
    return {
        "all": _share(*coverage.share()),
        "shares": {kind: _share(*share) for kind, share in coverage.shares.items()},
        "missing": _missing_data(coverage.missing),
    }


def _share(part: int, whole: int) -> dict[str, Any]:
    return {"part": part, "whole": whole, "percent": percent(part, whole)}


def _missing_data(spots: Sequence[Spot]) -> list[dict[str, Any]]:
    return [
        {
            "pack": spot.pack,
            "kind": spot.kind,
            "owner": spot.owner,
            "place": spot.place,
            "aspect": spot.aspect,
            "words": None if spot.words is None else {"en": spot.words.en, "zh": spot.words.zh},
        }
        for spot in spots
    ]
