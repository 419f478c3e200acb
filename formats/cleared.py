"""The file of cleared hits: read whole with all its faults at once, and the row to add to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..catalog.countries import country_of_code
from ..catalog.yaml_source import read_yaml
from ..engine.cleared import ClearedHit
from ..errors import Fault, InputError, PackError
from .words import shown, sort_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalog.yaml_source import YamlSource

_NEEDED = ("name", "listed_party", "names_digest")
_KEYS = (*_NEEDED, "country", "note")
_DIGEST = re.compile(r"[0-9a-f]{16}")
_SHAPE = "`cleared:` and below it a list of rows, as `exportgate screen --rows` writes them"


def read_cleared(path: Path | str) -> tuple[ClearedHit, ...]:
    """The hits that a person cleared.

    Args:
        path: A YAML file: `cleared:` with a list of rows, each with `name`, `country`,
            `listed_party`, `names_digest`, and a `note` on who cleared it, when and why.

    Raises:
        InputError: Every fault of the file, each with its line.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        fault = Fault(f"cannot be read: {error.strerror}", str(path), remedy="check the path")
        raise InputError((fault,)) from None
    except UnicodeDecodeError:
        fault = Fault("the file is not UTF-8 text", str(path), remedy="save it as UTF-8")
        raise InputError((fault,)) from None
    return read_cleared_text(text, str(path))


def read_cleared_text(text: str, name: str) -> tuple[ClearedHit, ...]:
    """The hits that a text clears; see `read_cleared`.

    Args:
        text: YAML.
        name: What messages call it.

    Raises:
        InputError: Every fault, each with its line.
    """
    try:
        source = read_yaml(text, name)
    except PackError as error:
        raise InputError(error.faults) from None
    content = source.content
    rows = content.get("cleared") if isinstance(content, Mapping) else None
    if not isinstance(content, Mapping) or set(content) != {"cleared"} or not _is_list(rows):
        fault = Fault("no cleared hits are found", name, "line 1", expected=_SHAPE)
        raise InputError((fault,))
    faults: list[Fault] = []
    found: list[ClearedHit] = []
    for index, row in enumerate(rows or ()):
        wrong = tuple(_faults(row, index, source))
        faults += wrong
        if not wrong:
            values = {key: row.get(key) for key in _KEYS}
            found.append(ClearedHit(**values))
    if faults:
        raise InputError(tuple(faults))
    return tuple(found)


def _is_list(rows: Any) -> bool:
    return rows is None or isinstance(rows, list)


def _faults(row: Any, index: int, source: YamlSource) -> Iterator[Fault]:
    place = f"line {source.line_of(('cleared', index))}"
    if not isinstance(row, Mapping):
        yield Fault("a row is a mapping", source.name, place, seen=sort_of(row), expected=_SHAPE)
        return
    for key in row:
        if key not in _KEYS:
            remedy = f"the keys of a row are {', '.join(_KEYS)}"
            yield Fault(
                "this key is not known here", source.name, place, seen=shown(key), remedy=remedy
            )
    for key in _KEYS:
        value = row.get(key)
        here = f"line {source.line_of(('cleared', index, key))}" if key in row else place
        field = f"cleared[{index}].{key}"
        if value is None:
            if key in _NEEDED:
                yield Fault(f"`{key}` is missing", source.name, here, field)
        elif not isinstance(value, str) or not value.strip():
            remedy = "put it in quotes"
            yield Fault(f"`{key}` is a text", source.name, here, field, shown(value), "", remedy)
        elif key == "country" and country_of_code(value) is None:
            remedy = 'write the ISO 3166 code in quotes, as "DE"'
            yield Fault("no such country code", source.name, here, field, shown(value), "", remedy)
        elif key == "names_digest" and not _DIGEST.fullmatch(value):
            remedy = "copy it from the hit that was cleared"
            yield Fault(
                "no digest of listed names", source.name, here, field, shown(value), "", remedy
            )


def cleared_row(row: ClearedHit) -> str:
    """A row as it stands in the file.

    Args:
        row: The hit to be cleared.
    """
    import json

    country = "null" if row.country is None else json.dumps(row.country)
    lines = [
        f"  - name: {json.dumps(row.name, ensure_ascii=False)}",
        f"    country: {country}",
        f"    listed_party: {row.listed_party}",
        f'    names_digest: "{row.names_digest}"',
    ]
    if row.note is not None:
        lines.append(f"    note: {json.dumps(row.note, ensure_ascii=False)}")
    return "\n".join(lines)
