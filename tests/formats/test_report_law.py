"""What a report cites: the law of the day, and of each list the notice that names the party."""

from dataclasses import replace
from datetime import date

from exportgate import check, load_law
from exportgate.engine.decision import Citation, Decision
from exportgate.formats.report import report
from exportgate.tests.formats import sample_decisions as samples
from exportgate.tests.formats.test_report import section

LATER = replace(samples.REGULATIONS, instrument="cn-later", status="not_yet")
GONE = replace(samples.REGULATIONS, instrument="cn-gone", status="repealed")


def noted(*cites: Citation) -> Decision:
    return samples.decision(samples.line("1", notes=(replace(samples.PRACTICE, cites=cites),)))


def words(decision: Decision, *, is_verbose: bool = False) -> str:
    return " ".join(report(decision, is_verbose=is_verbose).split())


def test_law_of_another_day_is_left_out_beside_that_of_the_day() -> None:
    decision = noted(samples.REGULATIONS, LATER, GONE)
    assert "not yet in force" not in words(decision)
    assert "repealed" not in words(decision)
    assert "[1] article 16; [2] article 16 (not yet in force); [3] article 16 (repealed)" in words(
        decision, is_verbose=True
    )


def test_law_of_another_day_is_told_where_it_stands_alone() -> None:
    told = words(noted(LATER, GONE))
    assert "article 16 (not yet in force)" in told
    assert "article 16 (repealed)" in told


def test_suspended_law_stays() -> None:
    assert "[1] article 16; [2] paragraph 1 (suspended)" in words(
        noted(samples.REGULATIONS, samples.SUSPENDED)
    )


def test_what_hangs_on_the_law_alone_cites_it() -> None:
    ban = replace(samples.BAN, certainty="possible", status="unverified")
    line = samples.line("1", worst="prohibited", prohibitions=(ban,))
    told = section(report(samples.decision(line)), "STILL OPEN OR FOR A PERSON TO JUDGE")
    assert "Hangs on" not in told
    assert "Law: Regulations on the Export Control of Dual-Use Items, article 16" in told


def listed(**party: str) -> str:
    buyer = {"name": "Vigo Photonics S.A.", "country": "PL", **party}
    shipment = {
        "consignee": buyer,
        "end_users": [buyer],
        "destination": "PL",
        "lines": [{"line": "1"}],
    }
    return report(check(shipment, on=date(2026, 8, 3), law=load_law()))


def test_a_hit_cites_the_notice_and_is_told_once_for_all_roles() -> None:
    told = " ".join(section(listed(), "PARTIES AND LISTS").split())
    assert "- Consignee, end user 1 `Vigo Photonics S.A.`: resembles Vigo Photonics S.A." in told
    assert told.count("resembles") == 1
    assert "Law: Announcement 30 of 2026" in told


def test_parties_that_resemble_nobody_are_told_together() -> None:
    told = listed(name="Optyka Warszawa")
    assert "- Consignee, end user 1 `Optyka Warszawa`: resembles no listed party" in told


def test_what_is_open_about_an_entry_of_another_day_is_not_told() -> None:
    line = {"line": "1", "description": "graphite electrodes", "customs_number": "8545110000"}
    shipment = {"destination": "IN", "end_use": "civil", "lines": [line]}
    decision = check(shipment, on=date(2007, 1, 5), law=load_law())
    why = section(report(decision), "WHY")
    assert "Graphite products under the temporary control of 2006" in " ".join(why.split())
    assert "1C108" not in why
    assert "1C108" in section(report(decision, is_verbose=True), "WHY")
