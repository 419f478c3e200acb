"""Nothing is guessed, every value knows its line, and what may deceive a reader is refused."""

from __future__ import annotations

import pytest

from exportgate.catalog.yaml_source import read_yaml
from exportgate.errors import Fault, PackError


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(PackError) as caught:
        read_yaml(text, "x.yaml")
    return caught.value.faults


@pytest.mark.parametrize(
    "written",
    ["0701", "8542.10", "NO", "yes", "off", "1E902", "0x1F", "1_000", "2025-04-04", "12:30", ".5"],
)
def test_codes_and_numbers_stay_as_they_were_written(written: str) -> None:
    assert read_yaml(f"code: {written}", "x.yaml").content == {"code": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("True", True),
        ("false", False),
        ("'true'", "true"),
        ('"false"', "false"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'null'", "null"),
        ("''", ""),
        ("|\n  null\n", "null\n"),
    ],
)
def test_only_true_false_and_nothing_have_a_meaning(written: str, value: object) -> None:
    content = read_yaml(f"key: {written}", "x.yaml").content
    assert content == {"key": value}
    assert type(content["key"]) is type(value)


def test_every_value_knows_its_line() -> None:
    source = read_yaml("a: 1\nb:\n  - c: 2\n    d:\n      - x\n      - y\n", "x.yaml")
    assert source.line_of(("a",)) == 1
    assert source.line_of(("b",)) == 2
    assert source.line_of(("b", 0)) == 3
    assert source.line_of(("b", 0, "d")) == 4
    assert source.line_of(("b", 0, "d", 1)) == 6


def test_what_is_missing_has_the_line_of_what_is_around_it() -> None:
    source = read_yaml("a: 1\nb:\n  - c: 2\n", "x.yaml")
    assert source.line_of(("b", 0, "title", "zh")) == 3
    assert source.line_of(("nowhere",)) == 1
    assert read_yaml("", "x.yaml").line_of(("a",)) == 1


def test_an_empty_text_has_no_content() -> None:
    assert read_yaml("# only a comment\n", "x.yaml").content is None


def test_a_repeated_key_names_both_lines() -> None:
    (fault,) = faults("a: 1\nb:\n  id: x\n  title: y\n  id: z\n")
    assert fault.message == "key `id` is repeated; it stands already on line 3"
    assert (fault.source, fault.place, fault.seen) == ("x.yaml", "line 5", "id")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a: &x [1]\nb: *x\n", "anchors and aliases are not used here", "line 1"),
        ("a: 1\nb: &x\n  c: *x\n", "anchors and aliases are not used here", "line 2"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "a key must be plain text", "line 3"),
        ("a: 1\n? [b, c]\n: d\n", "a key must be plain text", "line 2"),
        ("a: !foo b\n", "tags are not used here", "line 1"),
        ("a: 1\nb: !foo 'quoted'\n", "tags are not used here", "line 2"),
        ("a: !not {fact: x}\n", "tags are not used here", "line 1"),
        ("a: !all [x]\n", "tags are not used here", "line 1"),
        ("a: !!set {x, y}\n", "tags are not used here", "line 1"),
        ("a: !!binary aGk=\n", "tags are not used here", "line 1"),
    ],
)
def test_what_hides_meaning_is_refused(text: str, message: str, line: str) -> None:
    assert (message, line) in [(fault.message, fault.place) for fault in faults(text)]


def test_all_faults_of_a_text_at_once() -> None:
    found = faults("a: !x 1\na: 2\n? [b]\n: 3\n")
    assert [fault.place for fault in found] == ["line 1", "line 2", "line 3"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: [1, 2\nb: 3\n", "line 2"),
        ("a:\n\t- b\n", "line 2"),
        ("a: 'open\n", "line 2"),
        ("a: b: c\n", "line 1"),
        ("a: *nobody\n", "line 1"),
        ("a: \0\n", ""),
    ],
)
def test_what_is_no_yaml_has_a_place(text: str, place: str) -> None:
    (fault,) = faults(text)
    assert fault.message.startswith("not valid YAML: ")
    assert fault.place == place


def test_several_documents() -> None:
    (fault,) = faults("a: 1\n---\nb: 2\n")
    assert fault.message == "one document is expected in a file"


def test_what_is_nested_too_deeply_is_a_fault_and_no_crash() -> None:
    (fault,) = faults("[" * 3_000 + "]" * 3_000)
    assert fault.message == "not valid YAML: nested too deeply"


def test_a_few_lines_of_aliases_do_not_grow_to_gigabytes() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert all("aliases" in fault.message for fault in faults("\n".join(lines)))
