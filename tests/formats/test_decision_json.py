"""A decision as JSON: the same bytes for the same decision, and nothing lost on the way."""

import json
from pathlib import Path

import jsonschema
import pytest

from exportgate.engine.decision import Decision
from exportgate.errors import InputError
from exportgate.formats.decision_json import from_json, to_data, to_json
from exportgate.formats.generate import GENERATED, main
from exportgate.formats.schema import decision_schema
from exportgate.tests.formats import sample_decisions as samples

DECISIONS = [samples.clear(), samples.twelve(), samples.banned()]


@pytest.mark.parametrize("decision", DECISIONS)
def test_nothing_is_lost(decision: Decision) -> None:
    assert from_json(to_json(decision)) == decision
    assert from_json(to_json(decision, is_pretty=True).encode()) == decision
    assert to_json(from_json(to_json(decision))) == to_json(decision)


def test_the_canonical_form_is_fixed() -> None:
    text = to_json(samples.clear())
    again = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text == again
    assert text.startswith('{"confidence":"high","horizon":{"because_of":"cn-mofcom-2025-70",')
    assert '"on":"2026-03-02"' in text
    assert '{"en":"Dual-use items export licence","zh":"两用物项和技术出口许可证"}' in text
    assert "\n" not in text


def test_data_is_plain() -> None:
    data = to_data(samples.twelve())
    assert json.loads(to_json(samples.twelve())) == data
    assert data["lines"][0]["matches"][0]["control_code"] == "1C905.a.4"


@pytest.mark.parametrize("decision", DECISIONS)
def test_decisions_meet_the_schema(decision: Decision) -> None:
    schema = decision_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(to_data(decision), schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("change", [{"outcome": "fine"}, {"lines": None}, {"on": 3}])
def test_the_schema_refuses_what_is_no_decision(change: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(to_data(samples.clear()) | change, decision_schema())


def test_the_schema_describes_every_field() -> None:
    schema = decision_schema()
    assert schema["description"] == "The answer for a shipment on a day."
    for name, body in [("Decision", schema), *schema["$defs"].items()]:
        assert body["description"], name
        assert body["required"] == sorted(body["properties"]), name
    # Their classes say in one sentence what every field is.
    plain = {"AgencyRoles", "NamedAgency", "DeclaredEntry"}
    described = [
        f"{name}.{field}"
        for name, body in [("Decision", schema), *schema["$defs"].items()]
        for field, content in body["properties"].items()
        if "description" not in content and name not in plain
    ]
    assert described == []


@pytest.mark.parametrize("path", GENERATED, ids=str)
def test_a_generated_file_is_fresh(root: Path, path: Path) -> None:
    assert (root / path).read_text(encoding="utf-8") == GENERATED[path]()


def test_generated_files_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in GENERATED:
        (tmp_path / path).parent.mkdir(exist_ok=True)
    monkeypatch.setattr("exportgate.formats.generate._ROOT", tmp_path)
    main()
    for path, make in GENERATED.items():
        assert (tmp_path / path).read_bytes() == make().encode()


def test_what_is_no_decision_is_refused_with_its_place() -> None:
    broken = to_data(samples.clear()) | {"outcome": "fine"}
    with pytest.raises(InputError) as caught:
        from_json(json.dumps(broken))
    assert [fault.field for fault in caught.value.faults] == ["outcome"]
    with pytest.raises(InputError, match="not a decision"):
        from_json("{")
