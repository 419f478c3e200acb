"""On every day on which an authority begins or ends, procedures name those that exist."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exportgate import load_law
from exportgate.catalog.agencies import all_agencies, find_agency, host_on
from exportgate.engine.lawbook import law_on, lawbook_of

LAW = load_law(use_store=False)
BOOK = lawbook_of(LAW)
SUCCESSIONS = sorted(
    {
        day + timedelta(days=shift)
        for agency in all_agencies()
        for day in agency.period.boundaries
        for shift in (-1, 0)
    }
)


def test_there_are_days_of_succession() -> None:
    assert {date(2003, 3, 1), date(2008, 3, 15), date(2013, 3, 1), date(2016, 1, 1)} <= set(
        SUCCESSIONS
    )


@pytest.mark.parametrize("day", SUCCESSIONS, ids=str)
def test_every_procedure_in_force_names_agencies_of_the_day(day: date) -> None:
    gone = []
    today = law_on(BOOK, day)
    for procedure in today.procedures.values():
        for role in type(procedure.agencies).model_fields:
            for name in getattr(procedure.agencies, role):
                there = today.agency(name)
                if not find_agency(there.id).period.contains(day):
                    gone.append(f"{procedure.id}: {role} names {name}, which is {there.id}")
    assert not gone


@pytest.mark.parametrize(
    ("named", "day", "does_the_work"),
    [
        ("MOFCOM", date(2003, 2, 28), "MOFTEC"),
        ("MOFCOM", date(2003, 3, 1), "MOFCOM"),
        ("COSTIND", date(2007, 1, 5), "COSTIND"),
        ("COSTIND", date(2008, 3, 14), "COSTIND"),
        ("COSTIND", date(2008, 3, 15), "SASTIND"),
        ("SASTIND", date(2007, 1, 5), "COSTIND"),
        ("MIIT", date(2007, 1, 5), "NDRC"),
        ("MIIT", date(2002, 12, 1), "SETC"),
        ("MIIT", date(2008, 3, 15), "MIIT"),
        ("CMC-EDD", date(2007, 1, 5), "GAD"),
        ("CMC-EDD", date(2015, 12, 31), "GAD"),
        ("CMC-EDD", date(2016, 1, 1), "CMC-EDD"),
        ("MARA", date(2007, 1, 5), "MOA"),
        ("NHC", date(2007, 1, 5), "MOH"),
        ("NHC", date(2014, 6, 1), "NHFPC"),
        ("MEM", date(2007, 1, 5), "SAWS"),
        ("NMPA", date(2007, 1, 5), "SFDA"),
        ("NMPA", date(2014, 6, 1), "CFDA"),
    ],
)
def test_the_work_passes_from_one_authority_to_the_next(
    named: str, day: date, does_the_work: str
) -> None:
    from exportgate.catalog.agencies import agency_on

    assert agency_on(named, day).id == does_the_work


def test_offices_sit_where_they_sat_in_2007() -> None:
    hosts = {name: host_on(name, date(2007, 1, 5)) for name in ("CAEA", "CWC-OFFICE")}
    assert {name: host.id for name, host in hosts.items() if host is not None} == {
        "CAEA": "COSTIND",
        "CWC-OFFICE": "NDRC",
    }
