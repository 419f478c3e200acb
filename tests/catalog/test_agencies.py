"""Authorities and their succession."""

from datetime import date

import pytest

from exportgate.catalog.agencies import agency_on, all_agencies, find_agency, host_on
from exportgate.catalog.faults import UnknownAgency


def test_names() -> None:
    assert find_agency("MOFCOM").name.zh == "商务部"
    assert find_agency("PROVINCIAL-COMMERCE").name.zh == "省级商务主管部门"
    assert find_agency("QUOTA-LICENCE-BUREAU").parent == "MOFCOM"


@pytest.mark.parametrize(
    ("agency", "day", "expected"),
    [
        ("COSTIND", date(2008, 3, 14), "COSTIND"),
        ("COSTIND", date(2008, 3, 15), "SASTIND"),
        ("COSTIND", date(2010, 1, 1), "SASTIND"),
        ("MOFCOM", date(2003, 2, 28), "MOFTEC"),
        ("MOFTEC", date(2026, 1, 1), "MOFCOM"),
        ("SASTIND", date(2000, 1, 1), "COSTIND"),
        ("MOH", date(2014, 1, 1), "NHFPC"),
        ("MOH", date(2020, 1, 1), "NHC"),
        ("NMPA", date(2006, 1, 1), "SFDA"),
        ("GAD", date(2016, 1, 1), "CMC-EDD"),
        ("SETC", date(2005, 1, 1), "NDRC"),
        ("MCI", date(2005, 1, 1), "NDRC"),
        ("SAWS", date(2018, 3, 1), "MEM"),
        ("STATE-COUNCIL", date(1990, 1, 1), "STATE-COUNCIL"),
    ],
)
def test_who_does_the_work(agency: str, day: date, expected: str) -> None:
    assert agency_on(agency, day).id == expected


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1981, 1, 1)])
def test_nobody_of_that_day(day: date) -> None:
    with pytest.raises(UnknownAgency, match="nobody is known"):
        agency_on("COSTIND", day)


def test_unknown_id_lists_the_known() -> None:
    with pytest.raises(UnknownAgency, match="no authority `MITI`") as error:
        find_agency("MITI")
    assert "`MOFCOM`" in error.value.expected


def test_months_are_marked() -> None:
    assert find_agency("COSTIND").day_is_known
    assert find_agency("COSTIND").period.start == date(1998, 3, 10)
    assert not find_agency("MOFCOM").day_is_known
    assert find_agency("MOFCOM").period.start == date(2003, 3, 1)
    assert find_agency("SETC").period.start == date(1993, 1, 1)


def test_every_link_leads_somewhere_and_back() -> None:
    for agency in all_agencies():
        assert agency.sources
        assert agency.confidence in {"high", "medium", "low"}
        assert agency.parent is None or find_agency(agency.parent).id == agency.parent
        for successor in agency.successors:
            assert find_agency(successor).period.start is not None
        if agency.successors:
            first = find_agency(agency.successors[0])
            assert agency.id in first.predecessors


def test_hosts() -> None:
    hosts = {1997: "MCI", 2000: "SETC", 2005: "NDRC", 2026: "MIIT"}
    for year, host in hosts.items():
        found = host_on("CWC-OFFICE", date(year, 6, 1))
        assert found is not None
        assert found.id == host
    assert host_on("CAEA", date(1990, 1, 1)) is None
    assert host_on("MOFCOM", date(2020, 1, 1)) is None
    with pytest.raises(UnknownAgency):
        host_on("MITI", date(2020, 1, 1))
