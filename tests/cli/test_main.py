"""The command as a whole: help, version, what goes wrong, pipes and terminals."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from exportgate.cli import exits, main, output, trouble
from exportgate.cli.main import cli
from exportgate.engine.version import __version__
from exportgate.formats import layout
from exportgate.tests.cli.conftest import MAGNET, SHIRT

Ask = Callable[..., Result]
Write = Callable[..., Path]
COMMAND = [sys.executable, "-m", "exportgate"]
PATHS = [["check"], ["lookup"], ["rules"], ["rules", "list"], ["rules", "show"]]
CODES = {value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)}


def command(path: list[str]) -> click.Command:
    found: click.Command = cli
    for name in path:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    return found


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def start(*args: str | Path, **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [*COMMAND, *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment(),
        **options,
    )


def test_the_version_is_told(run: Ask) -> None:
    assert run("--version").output == f"exportgate {__version__}\n"


@pytest.mark.parametrize("path", [[], *PATHS])
def test_help_has_an_example_and_the_exit_codes(run: Ask, path: list[str]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert "Examples:\n    exportgate" in result.output
    assert "Exit codes: 0" in result.output
    assert max(map(len, result.output.splitlines())) <= 80
    assert run(*path, "-h").output == result.output


def test_the_examples_of_the_help_can_be_parsed() -> None:
    for path in PATHS:
        text = command(path).epilog or ""
        for example in re.findall(r"^  exportgate (.*)$", text, re.MULTILINE):
            words = example.partition(" < ")[0].split()
            found: click.Command = cli
            rest = words
            while rest and isinstance(found, click.Group) and rest[0] in found.commands:
                found, rest = found.commands[rest[0]], rest[1:]
            names = {name for parameter in found.params for name in parameter.opts}
            assert {word for word in rest if word.startswith("--")} <= names


def test_the_documentation_tells_every_option_and_code(root: Path) -> None:
    text = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    for path in PATHS:
        assert f"exportgate {' '.join(path)}" in text
        for parameter in command(path).params:
            if isinstance(parameter, click.Option):
                assert f"`{parameter.opts[0]}" in text, parameter.opts
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert told == CODES


def test_wrong_use_is_2(run: Ask) -> None:
    assert run("nonsense").exit_code == 2
    assert run("check", "--nonsense").exit_code == 2
    assert run().exit_code == 2


def failing(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


def test_our_bug_is_70_and_short(
    ask: Ask, run: Ask, law: Path, file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exportgate.engine.checking.check", failing(KeyError("oops")))
    path = file(MAGNET)
    result = ask("check", path)
    assert (result.exit_code, result.stdout) == (70, "")
    assert "the mistake is ours (KeyError: 'oops'); nothing was decided" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in run("--debug", "check", path, "--law", law).stderr
    monkeypatch.setenv("EXPORTGATE_DEBUG", "1")
    assert "Traceback" in ask("check", path).stderr
    assert "属于程序自身问题" in ask("check", path, "--lang", "zh").stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 141),
        (PermissionError(13, "Permission denied", "x.yaml"), 2),
        (OSError("nameless"), 70),
        (RecursionError(), 70),
    ],
)
def test_whatever_fails_never_ends_with_0(
    ask: Ask, file: Write, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    monkeypatch.setattr("exportgate.engine.checking.check", failing(error))
    result = ask("check", file(SHIRT))
    assert result.exit_code == code
    if code == 2:
        assert result.stderr == "error: x.yaml: permission denied\n"


def test_the_command_and_the_module_are_the_same(file: Write, law: Path) -> None:
    path = file(SHIRT)
    result = start("check", path, "--law", law)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("NO LICENCE REQUIRED\n")
    assert start("check", file(MAGNET), "--law", law).returncode == 10
    assert start("nonsense").returncode == 2


def test_a_reader_that_goes_away_is_no_noise(file: Write, law: Path) -> None:
    for form in ("text", "json"):
        with subprocess.Popen(
            [*COMMAND, "check", str(file(SHIRT)), "--law", str(law), "--format", form],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            errors = process.stderr.read()
            assert process.wait() == 141
            assert errors == b""


_INTERRUPTED = """
import os, signal, sys, threading

# A background job may have been started with interrupts ignored: then Python never sees them.
signal.signal(signal.SIGINT, signal.default_int_handler)
threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGINT)).start()
sys.argv = ["exportgate", "check", "-", "--law", sys.argv[1]]
from exportgate.cli.main import main
main()
"""


def test_an_interrupt_is_130(law: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-P", "-c", _INTERRUPTED, str(law)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stderr is not None
        assert process.wait(timeout=30) == 130
        assert b"Traceback" not in process.stderr.read()


def test_an_interrupt_outside_a_command_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr(main, "cli", failing(KeyboardInterrupt()))
    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(SystemExit) as caught:
        main.main()
    assert caught.value.code == 130


def test_a_terminal_without_chinese_shows_escapes(file: Write, law: Path) -> None:
    command = [*COMMAND, "check", str(file(SHIRT)), "--law", str(law), "--lang", "zh"]
    narrow = environment() | {"PYTHONIOENCODING": "latin-1"}
    result = subprocess.run(command, capture_output=True, check=False, env=narrow)
    assert result.returncode == 0
    assert rb"\u65e0\u9700" in result.stdout
    result = subprocess.run(
        [*command, "--format", "json"], capture_output=True, check=False, env=narrow
    )
    assert "仅限磁体" in result.stdout.decode("utf-8")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    output.show([(("words", "bold red"),)])
    return terminal.getvalue()


def test_colours_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[1;31m" in shown(monkeypatch)
    assert output.is_terminal()


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "31m" not in shown(monkeypatch, NO_COLOR="1")


@pytest.mark.parametrize(("columns", "width"), [("30", 60), ("100", 100), ("300", 120)])
def test_the_width_is_the_terminals_within_reason(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert output.width() == 80
    monkeypatch.setattr(sys, "stdout", _Terminal())
    assert output.width() == width


def test_pipes_get_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    page = layout.Page(80)
    page.write(("words", "bold red"))
    output.show(page.lines)
    assert capsys.readouterr().out == "words\n"


def test_what_is_no_fault_is_told_as_it_is() -> None:
    assert trouble.fault_words("plain", "en") == "plain"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from exportgate.cli.main import cli\n"
        "cli(['--help'], standalone_mode=False)\n"
        "heavy = {'pydantic', 'rich', 'yaml', 'openpyxl', 'pint', 'pycountry', 'numpy'}\n"
        "sys.exit(f'loads {heavy & set(sys.modules)}' if heavy & set(sys.modules) else 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_the_runner_and_the_program_have_one_name() -> None:
    assert CliRunner().invoke(cli, ["--help"]).output.startswith("Usage: exportgate ")
