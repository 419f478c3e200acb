"""Checks that a built wheel holds exactly the package, and works in an empty environment.

Usage: python .ci/check_wheel.py DIST, where DIST holds one wheel and one source archive.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "exportgate"


def main(dist: Path) -> int:
    """Check the wheel in a folder, print each fault, and return the exit code."""
    wheels = sorted(dist.glob("*.whl"))
    archives = sorted(dist.glob("*.tar.gz"))
    if len(wheels) != 1 or len(archives) != 1:
        print(f"{dist}: expected one wheel and one source archive: run `make wheel` first")
        return 1
    faults = _listing_faults(wheels[0]) or _use_faults(wheels[0])
    for fault in faults:
        print(f"{wheels[0].name}: {fault}")
    return 1 if faults else 0


def _listing_faults(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if not name.endswith("/")}
    notes = {name for name in names if name.split("/")[0].endswith(".dist-info")}
    expected = _expected_files()
    faults = [f"lacks `{name}`" for name in sorted(expected - names)]
    faults += [f"should not hold `{name}`" for name in sorted(names - notes - expected)]
    if not any(name.endswith("/licenses/LICENSE") for name in notes):
        faults.append("lacks the licence text")
    print(f"{wheel.name}: {len(names)} files, {wheel.stat().st_size // 1024} KiB")
    return faults


def _expected_files() -> set[str]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    files = {*ROOT.glob("*.py"), ROOT / "py.typed"}
    for package in config["tool"]["setuptools"]["packages"]:
        if package != NAME:
            files.update((ROOT / package.removeprefix(f"{NAME}.").replace(".", "/")).rglob("*"))
    kept = (file.relative_to(ROOT) for file in files if file.is_file())
    return {f"{NAME}/{file.as_posix()}" for file in kept if "__pycache__" not in file.parts}


def _use_faults(wheel: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        scripts = Path(folder, "Scripts" if os.name == "nt" else "bin")
        python = str(scripts / "python")
        code, said = _run(python, "-m", "pip", "install", "--quiet", str(wheel.resolve()))
        if code != 0:
            return [f"cannot be installed\n{said}"]
        rooms = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
        trials = [
            ([python, "-m", "pip", "check"], True),
            ([python, "-W", "error", "-c", f"import {NAME}"], True),
            *(([python, "-c", f"import {NAME}.{room}"], True) for room in rooms),
            *(([python, "-c", f"import {room}"], False) for room in rooms),
            ([str(scripts / NAME), "--help"], True),
        ]
        faults = []
        for command, works in trials:
            code, said = _run(*command)
            if (code == 0) != works:
                words = " ".join([Path(command[0]).name, *command[1:]])
                wanted = "work" if works else "fail"
                faults.append(f"`{words}` should {wanted} in an empty environment\n{said}")
        return faults


def _run(*command: str) -> tuple[int, str]:
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=Path(ROOT.anchor),
        env=clean,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
