"""Packs are read word for word; whatever is wrong is told, all at once, with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exportgate.errors import Fault, PackError
from exportgate.rules.loader import (
    digest_of,
    load_cases,
    load_law,
    pack_texts,
    read_law,
    read_pack,
)
from exportgate.tests.small_law import FOLDER, small_law, small_texts


def faults_with(file: str, old: str, new: str) -> list[Fault]:
    """The faults of the small law in which some words of a file were replaced."""
    texts = small_texts()
    text = texts[file].decode()
    assert old in text, old
    texts[file] = text.replace(old, new, 1).encode()
    with pytest.raises(PackError) as caught:
        read_law(texts)
    return list(caught.value.faults)


def line_of(file: str, words: str) -> str:
    lines = small_texts()[file].decode().splitlines()
    return f"line {next(i for i, line in enumerate(lines, 1) if words in line)}"


LIST, RULES, REGISTER = "list.yaml", "rules.yaml", "register.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (LIST, "line.kiln_diameter", "line.kiln_daimeter", "the fact is not in the vocabulary"),
        (LIST, "at_least: 1 m", "at_least: 1 kg", "`at_least`: `1 kg`"),
        (LIST, "at_least: 1 m", "at_least: '1'", "`at_least`: `1` has no unit"),
        (LIST, "at_least: 1 m", "at_least: 1-2 m", "`at_least`: a threshold is one value"),
        (LIST, "at_least: 1 m", "is: 1 m", "`is` does not compare a quantity"),
        (LIST, 'above: "0 %", impurity', 'above: "> 0 %", impurity', "a threshold is one value"),
        (LIST, 'impurity_up_to: "0.1 %"', "impurity_up_to: trace", "`impurity_up_to`: "),
        (LIST, "[magnet, magnet_blank", "[magnet, magent_blank", "`line.form` has no such term"),
        (LIST, "{element: Dy, above", "{element: dy, above", "no such chemical symbol"),
        (LIST, "{element: Ho", "{any_element_of: lanthanoids", "no such group of elements"),
        (LIST, "elements: [Ho]", "elements: [holmium]", "no such chemical symbol"),
        (LIST, "fact: line.equipment_kind", "fact: line.equipment", "not in the vocabulary, or"),
        (LIST, "is: roasting_kiln", "is: kiln", "`line.equipment_kind` has no such term"),
        (LIST, "equipment_kind, is: roasting_kiln", "is_single_crystal, is: y", "true or false"),
        (LIST, "exclusions: [sm-component,", "exclusions: [sm-compnent,", "no exclusions with"),
        (LIST, "instrument: sm-late-2025\n", "instrument: sm-never\n", "not in the register"),
        (LIST, 'sm-act-2020, provision: "9"', 'sm-act-1920, provision: "9"', "not in the register"),
        (LIST, "title: {en: Kiln, zh: 窑}", "title: {en: Kiln}", "the Chinese words are missing"),
        (RULES, "{fact: party.is_military, is: true}", "{fact: party.is_military, is: maybe}",
         "`party.is_military` is true or false"),
        (RULES, "{listed_in: [ordinary_export_licence]}", "{listed_in: [ordinary_licence]}",
         "no such domain or group"),
        (RULES, "requires: ordinary_export_licence}", "requires: ordinary_licence}",
         "no such kind of requirement"),
        (RULES, "requires: ordinary_export_licence}", "requires: technology_export_licence}",
         "no procedure says how this requirement is met"),
        (LIST, "domain: ordinary_export_licence", "domain: ordinary_licence", "no such domain"),
        (RULES, "bars: [sm-general]", "bars: [sm-genral]", "no licence kinds with this id"),
        (RULES, "documents: [sm-risk-report]", "documents: [sm-risk]", "no documents with this id"),
        (RULES, "declares: [sm-remark]", "declares: [sm-rmark]", "no declaration entries with"),
        (RULES, "end_use_certificate: sm-end-use", "end_use_certificate: sm-euc", "no documents"),
        (RULES, "yields_to: [sm-relief, sm-return]", "yields_to: [sm-releif]", "no rules with"),
        (RULES, "licenses: [MIIT]", "licenses: [MITI]", "no such agency"),
        (RULES, "member_of: eu", "member_of: nato", "no such group of countries"),
        (RULES, "shipment.destination, is: KP", "shipment.destination, is: Korea",
         "no such country code"),
        (REGISTER, "issuers: [STATE-COUNCIL]", "issuers: [COUNCIL]", "no such agency"),
        (REGISTER, "by: sm-pause-2025", "by: sm-pause-2024", "the instrument is not in the"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together(file: str, old: str, new: str, message: str) -> None:
    (fault,) = faults_with(file, old, new)
    assert message in fault.message
    assert (fault.source, fault.place) == (file, line_of(file, old.splitlines()[0]))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (LIST, "    domain: ordinary_export_licence\n",
         "    domain: ordinary_export_licence\n    domian: x\n", "key `domian`"),
        (LIST, "verified_up_to: 2026-10-09", "verified_up_to: soon", "`verified_up_to` is not a"),
        (LIST, "verified_up_to: 2026-10-09", "verified: 2026-10-09", "`verified_up_to` is missing"),
        (LIST, "domain: ordinary_export_licence", "domain: Ordinary", "pattern"),
        (LIST, "id: sm-lithium", "id: sm_lithium", "pattern"),
        (LIST, 'numbers: [{number: "94051200"}]', 'numbers: [{number: "940512"}, {number: "94"}]',
         "pattern"),
        (LIST, "confidence: medium", "confidence: middling", "has a value that is not known"),
        (LIST, "    verify: {en: ask the ministry, zh: 咨询商务部}\n", "", "needs `verify`"),
        (RULES, "effective: {from: 2020-12-01, to: 2025-01-01}",
         "effective: {from: 2020-12-01, to: 2020-12-01}", "`to` is not after `from`"),
        (RULES, "effective: {from: 2020-12-01, to: 2025-01-01}", "effective: {to: 2025-01-01}",
         "`from` is missing"),
        (REGISTER, "from: 2025-11-01, to: 2026-11-11", "from: 2026-11-11, to: 2025-11-01",
         "`to` is not after `from`"),
        (RULES, "when: {listed_in: [ordinary_export_licence]}", "when: listed in beta",
         "a condition has one of"),
        (RULES, 'cites: [{instrument: sm-act-2020, provision: "2"}]', "cites: []", "at least 1"),
        (RULES, '    cites: [{instrument: sm-act-2020, provision: "2"}]\n', "",
         "`cites` is missing"),
        (RULES, "agencies: {licenses: [MIIT]}", "agencies: {licenses: []}", "at least 1"),
        (RULES, "rank: 1", "rank: first", "integer"),
    ],
)  # fmt: skip
def test_what_is_no_pack(file: str, old: str, new: str, message: str) -> None:
    (fault, *others) = faults_with(file, old, new)
    assert message in fault.message or any(message in other.message for other in others)
    assert fault.source == file
    assert fault.place.startswith("line ")


def test_a_faulty_value_has_its_own_line() -> None:
    (fault,) = faults_with(RULES, "rank: 1", "rank: first")
    assert fault.place == line_of(RULES, "rank: 1")
    assert (fault.seen, fault.field) == ("first", "licence_kinds[0].rank")


def test_an_id_is_used_once_over_all_files() -> None:
    first, second = faults_with(RULES, "id: sm-watch", "id: sm-magnet")
    assert "id `sm-magnet` is used 2 times: list.yaml:" in first.message
    assert {first.source, second.source} == {LIST, RULES}


@pytest.mark.parametrize(
    "circle", ["yields_to: [sm-alpha-licence]", "yields_to: [sm-return]", "yields_to: [sm-relief]"]
)
def test_rules_do_not_yield_in_a_circle(circle: str) -> None:
    title = "  - id: sm-relief\n"
    if circle == "yields_to: [sm-return]":
        title = "  - id: sm-return-revoked\n"
    found = faults_with(RULES, title, f"{title}    {circle}\n")
    assert all("yields to itself" in fault.message for fault in found)


def test_a_requirement_has_a_procedure_on_every_day() -> None:
    (fault,) = faults_with(
        RULES,
        "domains: [any]\n    effective: {from: 2020-12-01}\n    agencies: {licenses: [MIIT]}",
        "domains: [any]\n    effective: {from: 2021-06-01}\n    agencies: {licenses: [MIIT]}",
    )
    assert fault.message.startswith("rule `sm-beta-permit`: from 2020-12-01 no procedure")
    assert fault.place == line_of(RULES, "then: {requires: ordinary_export_licence}")


def test_a_catch_all_needs_a_procedure_for_any_domain() -> None:
    (fault,) = faults_with(RULES, "domains: [any]", "domains: [ordinary_export_licence]")
    assert fault.message.startswith("rule `sm-catch-all`: ")


def test_yaml_faults_come_through() -> None:
    (fault,) = faults_with(RULES, "rules:\n", "rules:\n\t- x\n")
    assert fault.message.startswith("not valid YAML")
    (fault,) = faults_with(RULES, "  - id: sm-relief\n", "  - id: sm-relief\n    id: twice\n")
    assert "`id` is repeated" in fault.message


@pytest.mark.parametrize("content", [b"", b"just words", b"- a\n- b\n", b"# nothing\n"])
def test_a_text_that_is_no_mapping(content: bytes) -> None:
    with pytest.raises(PackError) as caught:
        read_law({**small_texts(), "odd.yaml": content})
    assert {fault.source for fault in caught.value.faults} == {"odd.yaml"}


def test_a_text_that_is_not_utf8() -> None:
    with pytest.raises(PackError) as caught:
        read_law({**small_texts(), "odd.yaml": "pack: 磁体".encode("gbk")})
    (fault,) = caught.value.faults
    assert (fault.source, fault.message) == ("odd.yaml", "the file is not UTF-8 text")


def test_nine_faults_are_told_at_once() -> None:
    texts = {name: content.decode() for name, content in small_texts().items()}
    for file, old, new in [
        (LIST, "line.kiln_diameter", "line.kiln"),
        (LIST, "[magnet, magnet_blank", "[magnet, blank"),
        (LIST, "exclusions: [sm-component,", "exclusions: [sm-x,"),
        (LIST, "elements: [Ho]", "elements: [Hx]"),
        (RULES, "licenses: [MIIT]", "licenses: [X]"),
        (RULES, "bars: [sm-general]", "bars: [sm-x]"),
        (RULES, "declares: [sm-remark]", "declares: [sm-x]"),
        (RULES, "member_of: eu", "member_of: x"),
        (REGISTER, "issuers: [STATE-COUNCIL]", "issuers: [X]"),
    ]:
        assert old in texts[file]
        texts[file] = texts[file].replace(old, new, 1)
    with pytest.raises(PackError) as caught:
        read_law({name: text.encode() for name, text in texts.items()})
    assert len(caught.value.faults) == 9
    assert len({str(fault) for fault in caught.value.faults}) == 9


def test_faults_of_several_files_are_told_at_once() -> None:
    texts = {"a.yaml": b"a: [", "b.yaml": b"\xff", "c.yaml": b"pack: X\n"}
    with pytest.raises(PackError) as caught:
        read_law(texts)
    assert {fault.source for fault in caught.value.faults} == set(texts)


def test_a_pack_is_read_by_itself() -> None:
    pack = read_pack(small_texts()[RULES].decode(), RULES)
    assert pack.pack == "sm-rules"
    assert pack.rules[0].id == "sm-alpha-licence"


def test_any_byte_of_any_pack_changes_the_digest() -> None:
    texts = small_texts()
    digests = {digest_of(texts)}
    for name, content in texts.items():
        for position in (0, len(content) // 2, len(content) - 1):
            changed = bytearray(content)
            changed[position] ^= 1
            digests.add(digest_of({**texts, name: bytes(changed)}))
        digests.add(digest_of({**texts, name: content + b"\n"}))
        digests.add(digest_of({n: c for n, c in texts.items() if n != name}))
    digests.add(digest_of({f"x/{name}": content for name, content in texts.items()}))
    assert len(digests) == 2 + 5 * len(texts)


def test_the_order_of_files_changes_nothing() -> None:
    texts = small_texts()
    turned = dict(reversed(texts.items()))
    assert digest_of(turned) == digest_of(texts)
    assert read_law(turned) == small_law()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "law"))


def test_a_folder_is_searched_with_its_sub_folders(folder: Path) -> None:
    (folder / "deeper").mkdir()
    (folder / LIST).rename(folder / "deeper" / LIST)
    (folder / "x.cases.yaml").write_text("no pack", encoding="utf-8")
    (folder / "coverage.yaml").write_text("no pack", encoding="utf-8")
    (folder / "notes.txt").write_text("no pack", encoding="utf-8")
    assert list(pack_texts(folder)) == [
        "law/deeper/list.yaml",
        "law/register.yaml",
        "law/rules.yaml",
    ]
    assert load_law(str(folder), use_store=False).entries == small_law().entries


def test_a_folder_without_packs(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="the folder holds no rule pack"):
        load_law(tmp_path)
    with pytest.raises(PackError, match="no such folder of rule packs"):
        load_law(tmp_path / "nowhere")
    with pytest.raises(PackError, match="no such folder of rule packs"):
        load_cases(tmp_path / "nowhere")


def test_cases_that_cannot_be_read_are_told_together(folder: Path) -> None:
    (folder / "a.cases.yaml").write_bytes(b"\xff")
    (folder / "b.cases.yaml").write_bytes(b"pack: b\ncases: []\n")
    with pytest.raises(PackError) as caught:
        load_cases(folder)
    assert [fault.source for fault in caught.value.faults] == [
        "law/a.cases.yaml",
        "law/b.cases.yaml",
    ]


def test_cases_beside_a_pack(folder: Path) -> None:
    assert load_cases(folder) == ()
    (folder / "a.cases.yaml").write_text(
        "pack: sm-list\ncases:\n"
        "  - {name: one, on: 2025-06-02, source: [own], shipment: {lines: []}, expect: {}}\n",
        encoding="utf-8",
    )
    (book,) = load_cases(folder)
    assert (book.pack, book.cases[0].name) == ("sm-list", "one")


def test_two_procedures_for_one_thing_compete() -> None:
    again = """procedures:
  - id: sm-alpha-again
    title: {en: Alpha licence again, zh: 甲类许可之二}
    requirement: dual_use_licence
    domains: [dual_use_rare_earth]
    effective: {from: 2023-05-01}
    agencies: {licenses: [MOFCOM]}
    cites: [{instrument: sm-act-2020, provision: "2"}]
"""
    (fault,) = faults_with(RULES, "procedures:\n", again)
    assert fault.message == (
        "procedure `sm-alpha-procedure`: from 2023-05-01 procedure `sm-alpha-again` serves the "
        "same requirement `dual_use_licence` of domain `dual_use_rare_earth`"
    )
