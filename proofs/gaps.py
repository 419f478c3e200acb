"""A controlled item on a day on which the law does not say what follows, or who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..catalog.agencies import agency_on
from ..catalog.text import Text
from ..engine.evaluator import ANY_DOMAIN
from ..errors import CatalogError
from .findings import Finding
from .nodes import both
from .showing import fill, guarded, witness_of_rule
from .witness import USUAL, USUAL_PARTY, shipment_for
from .worlds import solve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..engine.lawbook import AskedEntry
    from ..rules.procedure_models import Procedure
    from .survey import Survey

_NOTHING = Text(
    "`{entry}` is in force on {day}, and no rule leads anywhere for a usual export of it",
    "条目`{entry}`于{day}有效，但通常出口该物项时没有规则得出任何后果",
)
_WRITE_RULE = Text(
    "write the rule of that day, or end the entry with the regime it belongs to",
    "补写当日适用的规则，或使该条目随其所属制度一并终止",
)
_NO_KIND = Text(
    "`{rule}` asks for `{kind}` on {day}, and no kind of licence meets it",
    "规则`{rule}`于{day}要求`{kind}`，但没有任何许可种类可满足",
)
_WRITE_KIND = Text("add the licence kind of that day", "补写当日的许可种类")
_NO_CERTIFICATE = Text(
    "procedure `{procedure}` asks for no end-use certificate, from {day}",
    "程序`{procedure}`自{day}起未要求最终用户和最终用途证明",
)
_WRITE_CERTIFICATE = Text(
    "name the certificate, or write down why the law asks for none",
    "填写所需证明，或说明法律为何不要求",
)
_NO_AGENCY = Text(
    "procedure `{procedure}`: nobody is known on {day} who does the work of `{agency}`",
    "程序`{procedure}`：{day}无机关承担`{agency}`的职责",
)
_WRITE_AGENCY = Text(
    "end the procedure, name the agency of that day, or add its successor",
    "终止该程序、改填当日的机关，或补充其继任机关",
)


def find_gaps(survey: Survey) -> Iterator[Finding]:
    """Entries of which nothing follows; requirements without licence kind, certificate, agency.

    An entry is asked about with a usual export: general trade, a civil end user who is on no list,
    nothing known against it, in whatever movement.
    """
    for asked in survey.entries.values():
        name = asked.entry.id
        yield from guarded(survey, name, survey.days[-1], _nothing_follows(survey, asked))
    yield from _without_kind(survey)
    for procedure in survey.law.procedures.values():
        yield from _of_procedure(survey, procedure)


def usual_facts() -> dict[str, Any]:
    """The facts of a usual export, without its line."""
    facts: dict[str, Any] = {
        f"shipment.{name}": value for name, value in USUAL.items() if name != "movement"
    }
    for scope in ("consignee", "end_users[0]"):
        facts |= {f"{scope}.{name}": value for name, value in USUAL_PARTY.items()}
    return facts


def _nothing_follows(survey: Survey, asked: AskedEntry) -> Iterator[Finding]:
    entry = asked.entry
    stretches: dict[tuple[str, ...], date] = {}
    for day in survey.lives[entry.id]:
        leading = survey.leading.get(entry.domain, ())
        key = tuple(rule.rule.id for rule in leading if survey.is_live(rule.rule.id, day))
        stretches.setdefault(key, day)
    usual = usual_facts()
    if not any(_leads(survey, asked, key, usual, day) for key, day in stretches.items()):
        # A list for some destinations only, where it leads anywhere at all.
        del usual["shipment.destination"]
    for key, day in stretches.items():
        if not _leads(survey, asked, key, usual, day):
            hit = survey.hit(asked, day) or {}
            yield Finding(
                "gap_nothing_follows",
                (entry.id,),
                fill(_NOTHING, entry=entry.id, day=day),
                _WRITE_RULE,
                day,
                shipment_for(hit, survey.law.vocabulary, [entry]),
            )
            return


def _leads(
    survey: Survey, asked: AskedEntry, rules: tuple[str, ...], usual: dict[str, Any], day: date
) -> bool:
    covers = survey.covers(asked, day)
    given = usual | {f"#listed.{asked.entry.domain}": True}
    if asked.asked_when is not None:
        given.pop("shipment.destination", None)
    found = [survey.rules[name].rule for name in rules]
    found.sort(key=lambda rule: rule.then.requires is None)
    return any(solve(both(covers, survey.applies(r, day)), day, given) is not None for r in found)


def _without_kind(survey: Survey) -> Iterator[Finding]:
    for name, asked in survey.rules.items():
        kind = asked.rule.then.requires
        if kind is None:
            continue
        kinds = [k.id for k in survey.law.licence_kinds.values() if k.requirement == kind]
        for day in survey.lives[name]:
            if not any(survey.is_live(each, day) for each in kinds):
                yield Finding(
                    "gap_licence_kind",
                    (name,),
                    fill(_NO_KIND, rule=name, kind=kind, day=day),
                    _WRITE_KIND,
                    day,
                    witness_of_rule(survey, asked, day),
                )
                break


def _of_procedure(survey: Survey, procedure: Procedure) -> Iterator[Finding]:
    days = survey.lives[procedure.id]
    if not days:
        return
    if procedure.end_use_certificate is None:
        yield Finding(
            "gap_certificate",
            (procedure.id,),
            fill(_NO_CERTIFICATE, procedure=procedure.id, day=days[0]),
            _WRITE_CERTIFICATE,
            days[0],
            _witness_of_procedure(survey, procedure, days[0]),
        )
    for agency in procedure.agencies.licenses:
        for day in days:
            try:
                agency_on(agency, day)
            except CatalogError:
                yield Finding(
                    "gap_agency",
                    (procedure.id, agency.casefold()),
                    fill(_NO_AGENCY, procedure=procedure.id, agency=agency, day=day),
                    _WRITE_AGENCY,
                    day,
                    _witness_of_procedure(survey, procedure, day),
                )
                break


def _witness_of_procedure(survey: Survey, procedure: Procedure, day: date) -> dict[str, Any]:
    for asked in survey.rules.values():
        domains = asked.guard or frozenset({ANY_DOMAIN})
        is_served = ANY_DOMAIN in procedure.domains or domains & {*procedure.domains}
        if (
            asked.rule.then.requires == procedure.requirement
            and is_served
            and survey.is_live(asked.rule.id, day)
        ):
            return witness_of_rule(survey, asked, day)
    return shipment_for({}, survey.law.vocabulary)
