"""YAML as law needs it: every value knows its line, a repeated key is an error, nothing is guessed.

Codes and numbers stay as the text that was written (`0701`, `1E902`, `NO`), so that no loader reads
them as octal, float or false; the model that receives them says what they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from ..errors import Fault, PackError

if TYPE_CHECKING:
    from collections.abc import Mapping

_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_ODD = {f"tag:yaml.org,2002:{name}" for name in ("set", "omap", "pairs", "binary")}
_NOT_YAML = "not-yaml"
_BOOLEANS = {"true": True, "false": False}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlSource:
    """The content of one YAML text and where each value stands.

    Attributes:
        name: The file's name, for messages.
        content: Mappings, lists, text, True, False and None only. Numbers and dates are text.
        lines: The line (from 1) of each value, by its path.
        columns: The column (from 1) of each value, or of its key.
    """

    name: str
    content: Any
    lines: Mapping[Path, int]
    columns: Mapping[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it when the value is missing."""
        for length in range(len(path), -1, -1):
            line = self.lines.get(path[:length])
            if line is not None:
                return line
        return 1

    def column_of(self, path: Path) -> int:
        """The column of a value, or of the nearest thing around it; 0 where it is not known."""
        for length in range(len(path), -1, -1):
            column = self.columns.get(path[:length])
            if column is not None:
                return column
        return 0


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path, int] = {}
        self.columns: dict[Path, int] = {}
        self.faults: list[Fault] = []
        self._seen: set[int] = set()

    def fault(
        self, node: yaml.Node, kind: str, message: str, *, seen: str = "", remedy: str = ""
    ) -> None:
        mark = node.start_mark
        place, column = f"line {mark.line + 1}", mark.column + 1
        fault = Fault(message, self.name, place, "", seen, "", remedy, kind, column)
        self.faults.append(fault)

    def read(self, node: yaml.Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        self.columns.setdefault(path, node.start_mark.column + 1)
        if id(node) in self._seen:
            # An alias is the same node again: a few lines of them can stand for gigabytes.
            self.fault(
                node,
                "anchor-or-tag",
                "anchors and aliases are not used here",
                remedy="write the value out",
            )
            return None
        self._seen.add(id(node))
        if node.tag.startswith("!") or node.tag in _ODD:
            self.fault(
                node,
                "anchor-or-tag",
                "tags are not used here",
                seen=node.tag,
                remedy="write a plain value",
            )
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == _MERGE:
                self.fault(
                    key_node,
                    "anchor-or-tag",
                    "a key must be plain text",
                    remedy="write the keys out; no merge keys",
                )
                continue
            key = str(key_node.value)
            if key in content:
                first = self.lines[(*path, key)]
                self.fault(
                    key_node,
                    "repeated-key",
                    f"key `{key}` is repeated; it stands already on line {first}",
                    seen=key,
                    remedy="keep one of the two: a repeated key would silently replace the first",
                )
                continue
            self.lines[(*path, key)] = line
            self.columns[(*path, key)] = key_node.start_mark.column + 1
            content[key] = self.read(value_node, (*path, key))
        return content

    def _scalar(self, node: yaml.Node) -> Any:
        value = str(node.value)
        if getattr(node, "style", None) in {"'", '"', "|", ">"}:
            return value
        if node.tag == _NULL:
            return None
        if node.tag == _BOOL and value.lower() in _BOOLEANS:
            return _BOOLEANS[value.lower()]
        return value


def read_yaml(text: str, name: str) -> YamlSource:
    """Read one YAML document.

    Args:
        text: The document. Only `true`, `false` and empty or `null` have a meaning of their own;
            everything else stays text as written.
        name: The file's name, for messages.

    Raises:
        PackError: The text is not YAML, repeats a key, or uses tags, merge keys or several
            documents; all faults at once.
    """
    try:
        nodes = list(yaml.compose_all(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}" if mark else ""
        problem = (error.problem or "not readable").rstrip(".")
        remedy = "check indentation, quotes and brackets near that line"
        raise PackError(
            (
                Fault(
                    f"not valid YAML: {problem}",
                    name,
                    place,
                    remedy=remedy,
                    name=_NOT_YAML,
                    column=mark.column + 1 if mark else 0,
                ),
            )
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        problem = str(error).splitlines()[0] if str(error) else "nested too deeply"
        raise PackError((Fault(f"not valid YAML: {problem}", name, name=_NOT_YAML),)) from None
    if len(nodes) > 1:
        message, remedy = "one document is expected in a file", "remove `---`"
        raise PackError((Fault(message, name, remedy=remedy, name=_NOT_YAML),))
    reader = _Reader(name)
    try:
        content = reader.read(nodes[0], ()) if nodes and nodes[0] is not None else None
    except RecursionError:
        fault = Fault("not valid YAML: nested too deeply", name, name=_NOT_YAML)
        raise PackError((fault,)) from None
    if reader.faults:
        raise PackError(tuple(reader.faults))
    return YamlSource(name, content, reader.lines, reader.columns)
