"""The first draft of a pack and its cases: everything that a person has to read is FILL_IN."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..catalog.agencies import all_agencies
from ..rules.salvage import FILL_IN

if TYPE_CHECKING:
    from datetime import date

_NUMBERED = re.compile(r"^cn-(?P<issuers>[a-z][a-z-]*)-(?P<year>\d{4})-(?P<number>\d+)$")
_ISSUERS = {"gac": "GACC", "sc": "STATE-COUNCIL"}

_PACK = """\
# yaml-language-server: $schema={pack_schema}
# docs/authoring.md leads through every field. Nothing is decided while a {fill} is left.
pack: {id}
title: {title}
instrument: {id}
verified_up_to: {fill}  # the last day up to which you looked for changes
scope:
  en: {fill} what the pack covers and what it leaves out
  zh: {fill} 涵盖和未涵盖的内容
instruments:
  - id: {id}
    title: {title}
    issuers: [{issuers}]
    year: {year}
    number: "{number}"
    kind: announcement
    issued: {fill}
    effective: {{from: {start}, to: null}}
    href: {fill} the address of the text
entries:
  - id: {id}-1
    control_code: "{fill} as the list prints it"
    title: {{en: {fill} our words, zh: {fill} 公告原文}}
    domain: {fill}  # one of `domains` in catalog/vocabulary.yaml
    definition:
      all:
        - {{fact: {fill}, is: {fill}}}
        - {{fact: {fill}, at_least: "{fill} number and unit"}}
    evidence:
      numbers: [{{number: "{fill}", from: {start}}}]
      keywords: {{en: [{fill}], zh: [{fill}]}}
    effective: {{from: {start}, to: null}}
    cites: [{{instrument: {id}, provision: {{en: {fill} paragraph, zh: {fill} 条款}}}}]
    confidence: medium  # `high` once a second person compared it with the official text
"""

_CASES = """\
# yaml-language-server: $schema={cases_schema}
# For each entry: a hit, a miss, both sides of each threshold, a fact missing,
# the day before, the first and the last day.
pack: {id}
cases:
"""

_CASE = """\
  - name: {name}
    on: {day}
    source: [own]
    shipment:
      destination: DE
      end_use: civil
      customs_regime: general_trade
      knowledge_of_risk: none
      consignee: {{name: Buyer, country: DE, is_military: false, list_status: none}}
      end_users: [{{name: Buyer, country: DE, is_military: false, list_status: none}}]
      lines:
        - line: "1"
          description: {fill}
          properties: {{{fill}: {fill}}}
    expect: {expect}
"""


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Two files to begin with.

    Attributes:
        stem: The files' name without ending.
        pack: Text of `<stem>.yaml`.
        cases: Text of `<stem>.cases.yaml`.
    """

    stem: str
    pack: str
    cases: str


def scaffold(
    announcement: str,
    *,
    title_en: str | None,
    title_zh: str | None,
    start: date | None,
    pack_schema: str,
    cases_schema: str,
) -> Scaffold:
    """A pack and its cases, to be filled in.

    Args:
        announcement: Id of the instrument, `cn-` issuers, year and number.
        title_en: Its title in English; None leaves it to be filled in.
        title_zh: Its title in Chinese.
        start: The first day on which it is in force.
        pack_schema: Where the schema of packs stands, for editors.
        cases_schema: Where that of cases stands.
    """
    found = _NUMBERED.match(announcement)
    first = FILL_IN if start is None else start.isoformat()
    words = {
        "id": announcement,
        "fill": FILL_IN,
        "title": f"{{en: {_quoted(title_en)}, zh: {_quoted(title_zh)}}}",
        "issuers": _issuers(found["issuers"]) if found else FILL_IN,
        "year": found["year"] if found else FILL_IN,
        "number": found["number"] if found else FILL_IN,
        "start": first,
        "pack_schema": pack_schema,
        "cases_schema": cases_schema,
    }
    cases = [
        ("the item just above its thresholds", first, f'{{controlled: ["{FILL_IN}"]}}'),
        ("a neighbour just below", first, "{outcome: not_required}"),
        ("a decisive fact is missing", first, f"{{outcome: undetermined, asks: [{FILL_IN}]}}"),
        ("the day before", FILL_IN, f"{{outcome: {FILL_IN}}}"),
    ]
    told = [
        _CASE.format(name=name, day=day, expect=expect, fill=FILL_IN) for name, day, expect in cases
    ]
    return Scaffold(
        stem=f"announcement-{found['year']}-{found['number']}" if found else announcement,
        pack=_PACK.format(**words),
        cases=_CASES.format(**words) + "".join(told),
    )


def _quoted(title: str | None) -> str:
    return FILL_IN if title is None else json.dumps(title, ensure_ascii=False)


def _issuers(names: str) -> str:
    """The agencies of an id as `mofcom-gac`; what is not known of them is left to be filled in."""
    known = {agency.id for agency in all_agencies()}
    found = [_ISSUERS.get(name, name.upper()) for name in names.split("-")]
    return ", ".join(name if name in known else FILL_IN for name in found)
