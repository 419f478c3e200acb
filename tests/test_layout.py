"""The folders, the lists in pyproject.toml and what is re-exported say the same."""

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import exportgate

ROOT = Path(__file__).resolve().parent.parent
CONFIG: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS: dict[str, Any] = CONFIG["tool"]["setuptools"]
PACKAGES: list[str] = SETUPTOOLS["packages"]
SKIPPED_FOLDERS = {"build", "dist", "htmlcov", "__pycache__"}
VAGUE = re.compile(r"(^|[_\-. ])(utils?|helpers?|misc|copy|old|new|tmp|stuff)[0-9]*$")


def folder_of(package: str) -> Path:
    return ROOT.joinpath(*package.split(".")[1:])


def own_files() -> Iterator[Path]:
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = sorted(
            name
            for name in subfolders
            if name not in SKIPPED_FOLDERS
            and not name.endswith(".egg-info")
            and (name == ".ci" or not name.startswith("."))
        )
        yield from (Path(folder, name) for name in names)


def uncovered_files(folder: Path, patterns: list[str]) -> list[str]:
    """The data files in a room that no pattern puts into the wheel."""
    covered = {file for pattern in patterns for file in folder.glob(pattern)}
    return sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file()
        and file.suffix not in {".py", ".pyc"}
        and not file.name.startswith(".")
        and file not in covered
    )


def is_vague(name: str) -> bool:
    return VAGUE.search(name.removesuffix(Path(name).suffix).lower()) is not None


def bound_names(source: str) -> set[str]:
    """The public names that a module's top level binds."""
    names: set[str] = set()
    for node in ast.parse(source).body:
        match node:
            case ast.ImportFrom() | ast.Import():
                names.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case ast.Assign():
                names.update(target.id for target in node.targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case _:
                pass
    return names


def test_the_package_under_test_is_this_checkout() -> None:
    assert [Path(folder).resolve() for folder in exportgate.__path__] == [ROOT]


def test_every_folder_with_an_init_is_packaged() -> None:
    found = {
        ".".join(["exportgate", *file.parent.relative_to(ROOT).parts])
        for file in own_files()
        if file.name == "__init__.py"
    }
    assert sorted(PACKAGES) == sorted(found)


@pytest.mark.parametrize("package", PACKAGES[1:])
def test_every_data_file_is_packaged(package: str) -> None:
    patterns = SETUPTOOLS["package-data"].get(package, [])
    assert uncovered_files(folder_of(package), patterns) == []


def test_types_are_marked_as_shipped() -> None:
    assert SETUPTOOLS["package-data"]["exportgate"] == ["py.typed"]
    assert (ROOT / "py.typed").is_file()


def test_the_nameplate_offers_what_it_lists_and_nothing_else() -> None:
    nameplate = __import__("exportgate")
    assert sorted(nameplate.__all__) == sorted(vars(nameplate)["_HOMES"])
    assert [name for name in nameplate.__all__ if not hasattr(nameplate, name)] == []
    with pytest.raises(AttributeError, match="no attribute `licence`"):
        _ = nameplate.licence


def test_the_version_is_one() -> None:
    assert __import__("exportgate").__version__ == CONFIG["project"]["version"]


@pytest.mark.parametrize("package", PACKAGES[1:])
def test_all_equals_what_is_re_exported(package: str) -> None:
    module = __import__(package, fromlist=["__all__"])
    bound = bound_names((folder_of(package) / "__init__.py").read_text(encoding="utf-8"))
    listed = list(getattr(module, "__all__", []))
    assert len(listed) == len(set(listed)), "a name is listed twice"
    public = {name for name in bound if not name.startswith("_")}
    dunder = {name for name in listed if name.startswith("__") and name in bound}
    assert set(listed) == public | dunder
    assert [name for name in listed if not hasattr(module, name)] == []


def test_the_files_named_for_the_archive_exist() -> None:
    named = [CONFIG["project"]["readme"], *CONFIG["project"]["license-files"]]
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [str(file.relative_to(ROOT)) for file in own_files() if is_vague(file.name)] == []


def test_a_type_checker_finds_the_package_by_its_name() -> None:
    link = ROOT / ".typing" / "exportgate"
    assert link.is_symlink()
    assert link.resolve() == ROOT


@pytest.mark.parametrize(
    ("name", "vague"),
    [
        ("utils.py", True),
        ("utils2.py", True),
        ("date_helpers.py", True),
        ("periods copy.py", True),
        ("regime-old.yaml", True),
        ("renewal.py", False),
        ("newcastle.yaml", False),
        ("threshold.py", False),
    ],
)
def test_vague_names_are_recognised(name: str, vague: bool) -> None:
    assert is_vague(name) is vague


def test_a_data_file_without_a_pattern_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "cn").mkdir()
    for name in ["cn/a.yaml", "cn/b.csv", "top.yaml", "code.py"]:
        (tmp_path / name).touch()
    assert uncovered_files(tmp_path, ["**/*.yaml"]) == ["cn/b.csv"]
    assert uncovered_files(tmp_path, ["*.yaml"]) == ["cn/a.yaml", "cn/b.csv"]


def test_bound_names_are_recognised() -> None:
    source = "from .a import b as c, d\nimport e.f\nG = 1\nh: int = 2\ndef i(): ...\nclass J: ...\n"
    assert bound_names(source) == {"c", "d", "e", "G", "h", "i", "J"}


def test_no_module_of_the_engine_is_named_like_its_function() -> None:
    hidden = []
    for file in own_files():
        if file.suffix == ".py" and file.parent.name == "engine":
            tree = ast.parse(file.read_text(encoding="utf-8"))
            names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
            hidden += [str(file.relative_to(ROOT)) for name in names if name == file.stem]
    assert hidden == []
