"""`exportgate rules prove`: shows what is wrong with the law itself, with a shipment for each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import exits
from .options import format_option, language_option, law_option

if TYPE_CHECKING:
    from ..catalog.text import Language


@click.command(
    "prove",
    epilog=exits.epilog(
        "exportgate rules prove",
        "exportgate rules prove --pack cn-mofcom-gac-2025-18 --format json",
        found="0 nothing to do, 1 findings",
    ),
)
@click.option("--pack", metavar="ID", help="Only what is found of provisions of this pack.")
@format_option()
@language_option
@law_option
@click.pass_context
def prove_command(
    ctx: click.Context, *, pack: str | None, form: str, language: Language, folder: Path | None
) -> None:
    """Look for gaps, dead rules and contradictions in the law, over all days and shipments.

    Each finding comes with a shipment that `exportgate check FILE --on DAY` answers. Findings that
    stay are named, with day and reason, in `proofs.yaml` beside the packs.
    """
    from ..formats.layout import Page
    from ..formats.messages import phrasebook
    from ..formats.proof_report import proof_json, write_proof
    from ..proofs.exceptions import load_exceptions
    from ..proofs.proving import places_in, prove
    from ..rules.loader import load_law, pack_texts
    from .output import show, width

    law = load_law(folder)
    if pack is not None and pack not in {each.pack for each in law.packs}:
        raise click.UsageError(f"no pack `{pack}` in the law that is loaded")
    proof = prove(law, load_exceptions(folder), pack=pack)
    told = [*proof.findings, *(finding for finding, _ in proof.excepted)]
    places = places_in(pack_texts(folder), {finding.about[0] for finding in told})
    if form == "json":
        click.echo(proof_json(proof, places), nl=False)
    else:
        page = Page(width())
        write_proof(page, phrasebook(language), proof, places, folder)
        show(page.lines)
    if not proof.holds:
        ctx.exit(exits.FINDINGS)
