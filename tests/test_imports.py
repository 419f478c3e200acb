"""Imports run one way, in no circle, and a decision reads neither clock nor chance nor machine."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "exportgate"
# Each room may import those before it.
ROOMS = ["catalog", "rules", "engine", "durable_engine", "proofs", "formats", "cli", "testing"]
# Rooms in which everything follows from the arguments.
PURE_ROOMS = {"rules", "engine", "proofs"}
# Rooms that neither read nor write.
SILENT_ROOMS = {"engine"}

CLOCK_CHANCE_MACHINE = (
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "locale",
    "os.environ",
    "os.getenv",
    "os.urandom",
    "platform",
    "random",
    "secrets",
    "time",
    "uuid",
)
FILES_AND_PRINTING = ("input", "open", "os", "pathlib", "print", "shutil", "tempfile")


@dataclass(frozen=True)
class Arrow:
    """One import: the module that imports, the line, and the module that is imported."""

    source: str
    line: int
    target: str
    is_relative: bool

    def __str__(self) -> str:
        return f"{self.source}:{self.line}: imports {self.target}"


def own_modules() -> dict[str, tuple[ast.Module, bool]]:
    """Each module's syntax tree, and whether it is a package, by its full name."""
    files = [*ROOT.glob("*.py"), *(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))]
    return {
        module_name(file): (ast.parse(file.read_text(encoding="utf-8")), file.stem == "__init__")
        for file in files
    }


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join([PACKAGE, *(part for part in parts if part != "__init__")])


def is_within(name: str, outer: str) -> bool:
    return name == outer or name.startswith(f"{outer}.")


def room_of(module: str) -> str:
    """The room of a module; the root's own modules are rooms of their own."""
    return module.split(".")[1] if "." in module else ""


def arrows(
    name: str, tree: ast.Module, *, is_package: bool, modules: Mapping[str, object]
) -> Iterator[Arrow]:
    """The imports of our own modules, also those inside functions and for type checkers only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if is_within(alias.name, PACKAGE):
                    yield Arrow(name, node.lineno, alias.name, is_relative=False)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                path = name.split(".") if is_package else name.split(".")[:-1]
                outer = ".".join(path[: len(path) - node.level + 1])
                base = f"{outer}.{base}" if base else outer
            if is_within(base, PACKAGE):
                for alias in node.names:
                    inner = f"{base}.{alias.name}"
                    target = inner if inner in modules else base
                    yield Arrow(name, node.lineno, target, is_relative=node.level > 0)


def is_back_arrow(arrow: Arrow) -> bool:
    """Whether an import runs against the order of the rooms."""
    source, target = room_of(arrow.source), room_of(arrow.target)
    if source in {"", "__main__"}:  # the nameplate and `python -m` stand above all rooms
        return False
    if source == "errors":
        return True
    if target in {"errors", source}:
        return False
    known = source in ROOMS and target in ROOMS
    return not known or ROOMS.index(target) > ROOMS.index(source)


def is_wrongly_spelt(arrow: Arrow) -> bool:
    """Whether an import is relative in the root's modules, or absolute in a room."""
    return arrow.is_relative == (room_of(arrow.source) in {"", "__main__"})


def find_cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """A circle of modules, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def uses_of(tree: ast.Module, banned: tuple[str, ...]) -> list[str]:
    """Each use of a banned name, whatever it was imported as."""
    known: dict[str, str] = {}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known.update({a.asname: a.name for a in node.names if a.asname is not None})
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            full = {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
            known.update(full)
            names = list(full.values())
        else:
            continue
        found += [(node.lineno, name) for name in names if any(is_within(name, b) for b in banned)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load):
            dotted = ast.unparse(node)
            head, dot, rest = dotted.partition(".")
            name = f"{known.get(head, head)}{dot}{rest}"
            # A local variable may be called `time`: an undotted name counts only as a builtin.
            if name in banned and (dot or head in known or name in {"input", "open", "print"}):
                found.append((node.lineno, name))
    return [f"line {line}: {name}" for line, name in sorted(set(found))]


MODULES = own_modules()
ARROWS = [
    arrow
    for name, (tree, is_package) in MODULES.items()
    for arrow in arrows(name, tree, is_package=is_package, modules=MODULES)
]


def test_the_rooms_are_read() -> None:
    assert {f"{PACKAGE}.{room}" for room in ROOMS} <= MODULES.keys()
    assert {"catalog", "rules", "engine"} <= {room_of(arrow.target) for arrow in ARROWS}


def test_imports_run_one_way() -> None:
    assert [str(arrow) for arrow in ARROWS if is_back_arrow(arrow)] == []


def test_imports_are_relative_in_rooms_and_absolute_in_the_root() -> None:
    assert [str(arrow) for arrow in ARROWS if is_wrongly_spelt(arrow)] == []


def test_imports_run_in_no_circle() -> None:
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for arrow in ARROWS:
        graph[arrow.source].add(arrow.target)
    assert find_cycle(graph) == []


@pytest.mark.parametrize("name", [name for name in MODULES if room_of(name) in PURE_ROOMS])
def test_no_clock_no_chance_no_machine(name: str) -> None:
    assert uses_of(MODULES[name][0], CLOCK_CHANCE_MACHINE) == []


@pytest.mark.parametrize("name", [name for name in MODULES if room_of(name) in SILENT_ROOMS])
def test_no_files_no_printing(name: str) -> None:
    assert uses_of(MODULES[name][0], FILES_AND_PRINTING) == []


@pytest.mark.parametrize(
    ("source", "target", "back"),
    [
        ("exportgate.engine.match", "exportgate.rules.models", False),
        ("exportgate.engine.match", "exportgate.engine.facts", False),
        ("exportgate.engine.match", "exportgate.errors", False),
        ("exportgate.cli.main", "exportgate.catalog", False),
        ("exportgate", "exportgate.cli.main", False),
        ("exportgate.rules.loader", "exportgate.engine", True),
        ("exportgate.catalog.hs", "exportgate.rules", True),
        ("exportgate.engine.match", "exportgate", True),
        ("exportgate.errors", "exportgate.catalog", True),
        ("exportgate.somewhere.a", "exportgate.catalog", True),
    ],
)
def test_a_back_arrow_is_recognised(source: str, target: str, back: bool) -> None:
    assert is_back_arrow(Arrow(source, 1, target, is_relative=True)) is back


@pytest.mark.parametrize(
    ("source", "name", "is_package", "targets"),
    [
        ("from ..catalog import hs", "exportgate.rules.loader", False, ["exportgate.catalog.hs"]),
        ("from ..catalog import HS", "exportgate.rules.loader", False, ["exportgate.catalog"]),
        ("from .loader import load", "exportgate.rules", True, ["exportgate.rules.loader"]),
        ("from . import loader", "exportgate.rules.models", False, ["exportgate.rules.loader"]),
        ("from .. import errors", "exportgate.rules.models", False, ["exportgate.errors"]),
        ("import exportgate.cli", "exportgate.rules.models", False, ["exportgate.cli"]),
        ("def f():\n from ..cli import g", "exportgate.rules.a", False, ["exportgate.cli"]),
        ("import json\nfrom yaml import load", "exportgate.rules.models", False, []),
    ],
)
def test_imports_are_recognised(
    source: str, name: str, is_package: bool, targets: list[str]
) -> None:
    modules = dict.fromkeys(
        ["exportgate.catalog.hs", "exportgate.rules.loader", "exportgate.errors"]
    )
    found = arrows(name, ast.parse(source), is_package=is_package, modules=modules)
    assert [arrow.target for arrow in found] == targets


@pytest.mark.parametrize(
    ("name", "is_relative", "wrong"),
    [
        ("exportgate", True, True),
        ("exportgate", False, False),
        ("exportgate.rules.models", False, True),
        ("exportgate.rules.models", True, False),
    ],
)
def test_a_wrong_spelling_is_recognised(name: str, is_relative: bool, wrong: bool) -> None:
    arrow = Arrow(name, 1, "exportgate.catalog", is_relative=is_relative)
    assert is_wrongly_spelt(arrow) is wrong


def test_a_circle_is_recognised() -> None:
    assert set(find_cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}
    assert find_cycle({"a": {"b"}, "b": {"c"}, "d": {"a"}}) == []


@pytest.mark.parametrize(
    "source",
    [
        "import datetime\nx = datetime.date.today()",
        "from datetime import date\nx = date.today()",
        "from datetime import date as day\nx = day.today()",
        "import datetime as dt\nx = dt.datetime.now(dt.UTC)",
        "from datetime import date\ndef f(clock=date.today): ...",
        "import time",
        "from time import monotonic",
        "from random import choice",
        "import uuid as u",
        "import os\nx = os.environ['TZ']",
        "from os import environ",
        "def f():\n    import locale",
    ],
)
def test_a_clock_is_recognised(source: str) -> None:
    assert uses_of(ast.parse(source), CLOCK_CHANCE_MACHINE) != []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date, time\nx = date(2026, 3, 2)",
        "time = 3\nx = time + 1",
        "from . import time",
        "def f(line):\n    return line.random",
        "x = 'date.today()'",
    ],
)
def test_what_is_no_clock_passes(source: str) -> None:
    assert uses_of(ast.parse(source), CLOCK_CHANCE_MACHINE) == []


@pytest.mark.parametrize("source", ["print(1)", "open('a')", "from pathlib import Path"])
def test_a_file_is_recognised(source: str) -> None:
    assert uses_of(ast.parse(source), FILES_AND_PRINTING) != []
