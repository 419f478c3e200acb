"""Names of places and dated groups."""

from datetime import date

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportgate.catalog.countries import (
    all_countries,
    all_country_groups,
    country_of_code,
    find_country,
    groups_on,
    is_member,
)
from exportgate.catalog.faults import UnknownCountry

COUNTRIES = all_countries()


def test_every_iso_country_has_a_chinese_name() -> None:
    assert {country.code for country in COUNTRIES} == {c.alpha_2 for c in pycountry.countries}
    assert all(country.name.zh and country.name.en for country in COUNTRIES)


def test_chinese_names_are_names_of_one_place() -> None:
    names = [country.name.zh for country in COUNTRIES]
    assert len(names) == len(set(names)) == 249


@given(st.sampled_from(COUNTRIES), st.sampled_from(["en", "zh"]))
def test_names_round_trip(country: object, language: str) -> None:
    from exportgate.catalog.countries import Country

    assert isinstance(country, Country)
    name = country.name.en if language == "en" else country.name.zh
    assert find_country(name) == country
    assert find_country(f"  {name.upper()} ") == country


def test_every_iso_code_is_read() -> None:
    for entry in pycountry.countries:
        for code in (entry.alpha_2, entry.alpha_2.lower(), entry.alpha_3, entry.numeric):
            assert find_country(code).code == entry.alpha_2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Russia", "RU"), ("俄罗斯", "RU"), ("Turkey", "TR"), ("Türkiye", "TR"), ("TURKIYE", "TR"),
        ("Macau", "MO"), ("Macao", "MO"), ("澳门", "MO"), ("DPRK", "KP"), ("North Korea", "KP"),
        ("朝鲜", "KP"), ("South Korea", "KR"), ("ROK", "KR"), ("韩国", "KR"), ("USA", "US"),
        ("U.S.A.", "US"), ("美国", "US"), ("UK", "GB"), ("UAE", "AE"), ("Czechia", "CZ"),
        ("Czech Republic", "CZ"), ("Ivory Coast", "CI"), ("Cote d'Ivoire", "CI"),
        ("Vietnam", "VN"), ("Viet Nam", "VN"), ("Laos", "LA"), ("Burma", "MM"), ("中国台湾", "TW"),
        ("台湾", "TW"), ("Taiwan", "TW"), ("香港", "HK"), ("Hong Kong", "HK"), ("ＪＡＰＡＮ", "JP"),
        ("St. Lucia", "LC"), ("Trinidad & Tobago", "TT"), ("the Netherlands", "NL"),
        ("Korea, Republic of", "KR"), ("NO", "NO"), ("Congo (Kinshasa)", "CD"),
        ("刚果（金）", "CD"), ("刚果(布)", "CG"), ("PRC", "CN"),
    ],
)  # fmt: skip
def test_usual_words(text: str, code: str) -> None:
    assert find_country(text).code == code


@pytest.mark.parametrize(
    ("text", "near"),
    [("Germny", "DE"), ("Untied States", "US"), ("坦桑尼", "TZ"), ("Republic of Serbia and", "RS")],
)
def test_near_names_are_offered(text: str, near: str) -> None:
    with pytest.raises(UnknownCountry, match="near: ") as error:
        find_country(text)
    assert near in error.value.candidates
    assert error.value.seen == text
    assert error.value.remedy


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Korea", ("KP", "KR")), ("congo", ("CD", "CG")), ("刚果", ("CD", "CG"))],
)
def test_a_name_of_two_places_is_refused(text: str, codes: tuple[str, ...]) -> None:
    with pytest.raises(UnknownCountry, match="more than one place") as error:
        find_country(text)
    assert error.value.candidates == codes


@pytest.mark.parametrize("text", ["", "  ", "?", "xx", "Atlantis"])
def test_no_place(text: str) -> None:
    with pytest.raises(UnknownCountry, match="no country or territory"):
        find_country(text)


@given(st.text(max_size=20))
def test_any_text_is_a_place_or_a_clear_error(text: str) -> None:
    try:
        found = find_country(text)
    except UnknownCountry as error:
        assert error.seen == text  # noqa: PT017  # a generated text may be a name
        return
    assert country_of_code(found.code) == found


def test_code_lookup() -> None:
    assert country_of_code("jp") is None
    assert country_of_code("XX") is None


def test_the_union_grows_and_shrinks() -> None:
    def members(day: date) -> set[str]:
        return {c.code for c in COUNTRIES if is_member(c.code, "eu", day)}

    assert members(date(1957, 12, 31)) == set()
    assert members(date(1958, 1, 1)) == {"BE", "DE", "FR", "IT", "LU", "NL"}
    counts = {
        date(1973, 1, 1): 9, date(1981, 1, 1): 10, date(1986, 1, 1): 12, date(1995, 1, 1): 15,
        date(2004, 4, 30): 15, date(2004, 5, 1): 25, date(2007, 1, 1): 27, date(2013, 7, 1): 28,
        date(2020, 1, 31): 28, date(2020, 2, 1): 27, date(2026, 1, 1): 27,
    }  # fmt: skip
    assert {day: len(members(day)) for day in counts} == counts


def test_groups_on_a_day() -> None:
    assert groups_on("GB", date(2020, 1, 31)) == {"eu"}
    assert groups_on("GB", date(2020, 2, 1)) == frozenset()
    assert groups_on("HK", date(2026, 1, 1)) == {"cn-separate-customs-territories"}
    assert groups_on("TW", date(2026, 1, 1)) == {"cn-separate-customs-territories"}
    assert groups_on("KP", date(2026, 1, 1)) == {
        "cwc-not-party",
        "npt-not-party",
        "un-arms-embargo",
    }
    assert groups_on("CN", date(2026, 1, 1)) == frozenset()


def test_chemical_weapons_convention() -> None:
    group = "cwc-not-party"
    assert is_member("SY", group, date(2013, 10, 13)) is True
    assert is_member("SY", group, date(2013, 10, 14)) is False
    assert is_member("FR", group, date(2026, 1, 1)) is False
    assert is_member("SS", group, date(2011, 7, 9)) is True


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("IN", date(2026, 1, 1), True),
        ("IR", date(2026, 1, 1), False),
        ("KP", date(2003, 1, 9), False),
        ("KP", date(2003, 1, 10), True),
        ("PS", date(2015, 2, 9), True),
        ("PS", date(2015, 2, 10), False),
        ("SS", date(2011, 7, 9), True),
        ("TW", date(2026, 1, 1), None),
        ("CU", date(2002, 1, 1), None),
    ],
)
def test_non_proliferation_treaty(code: str, day: date, expected: bool | None) -> None:
    assert is_member(code, "npt-not-party", day) is expected


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("KP", date(2006, 10, 13), False),
        ("KP", date(2006, 10, 14), True),
        ("KR", date(2026, 1, 1), False),
        ("LY", date(2011, 2, 25), False),
        ("LY", date(2011, 2, 26), True),
        ("IR", date(2020, 10, 18), True),
        ("IR", date(2020, 10, 19), False),
        ("IR", date(2025, 9, 27), True),
        ("CI", date(2016, 4, 28), False),
        ("AO", date(2001, 1, 1), None),
    ],
)
def test_arms_embargoes(code: str, day: date, expected: bool | None) -> None:
    assert is_member(code, "un-arms-embargo", day) is expected


def test_what_the_table_cannot_say_is_unknown() -> None:
    """Many states joined before 2004 without a row here; Taiwan is treated in different ways."""
    assert is_member("NG", "cwc-not-party", date(1998, 1, 1)) is None
    assert is_member("TW", "cwc-not-party", date(2026, 1, 1)) is None
    assert groups_on("NG", date(1998, 1, 1)) == frozenset()


def test_every_membership_cites_a_source() -> None:
    from exportgate.catalog._data import read_content

    sources = read_content("countries.yaml")["sources"]
    for group in all_country_groups():
        assert group.name.en
        assert group.name.zh
        for member in group.members:
            assert country_of_code(member.code) is not None
            assert member.sources
            assert set(member.sources) <= set(sources)


@pytest.mark.parametrize(("code", "group"), [("FR", "nato"), ("ZZ", "eu"), ("fr", "eu")])
def test_unknown_group_or_code(code: str, group: str) -> None:
    with pytest.raises(UnknownCountry):
        is_member(code, group, date(2026, 1, 1))
