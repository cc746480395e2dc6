"""The Tab key: what shells are told, and bash itself."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from spendreview.cli import cli
from spendreview.cli.completion import SHELLS
from tests.terminals import ESCAPES, in_pipe, surroundings


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as people have it, and the place where the program is run."""
    for name in ("review.xlsx", "what if.yaml", "OLD.XLSM", "notes.txt", "~$review.xlsx", ".hidden.yaml", "é £.yml"):
        (tmp_path / name).touch()
    (tmp_path / "My Folder").mkdir()
    (tmp_path / "My Folder" / "inside.yaml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words(shell: str, *before: str, typed: str = "") -> list[str]:
    """The answer to a shell that has these words before the cursor: lines as the shell gets them."""
    quoted = [f"'{word}'" if " " in word else word for word in ("spendreview", *before, typed)]
    line, place = "\n".join(quoted), quoted[-1] if shell == "fish" else str(len(before) + 1)
    settings = {"_SPENDREVIEW_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": place}
    done = in_pipe(**settings)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


def powershell(*before: str, typed: str = "") -> list[dict[str, str]]:
    settings = {
        "_SPENDREVIEW_COMPLETE": "powershell_complete",
        "COMP_WORDS": json.dumps(list(before)),
        "COMP_CWORD": typed,
    }
    done = in_pipe(**settings)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.decode("ascii"))
    assert done.stdout.count(b"\n") <= 1
    assert all(set(item) == {"value", "shown", "kind", "tip"} and item["tip"] for item in found)
    return list(found)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_source_is_a_scenario_or_a_workbook_or_lies_in_a_folder(shell: str, desk: Path) -> None:
    for command in ("run", "check"):
        said = "\n".join(words(shell, command))
        for name in ("review.xlsx", "what if.yaml", "OLD.XLSM", "é £.yml"):
            assert name in said
        for name in ("notes.txt", "~$review", ".hidden"):
            assert name not in said
        assert "dir" in said
    assert "My Folder/inside.yaml" in "\n".join(words(shell, "run", typed="My Folder/in"))


def test_options_commands_names_and_families_complete(desk: Path) -> None:
    assert words("bash", typed="ru") == ["plain,run"]
    assert "plain,--json" in words("bash", "run", typed="--")
    assert words("bash", "example", typed="s") == ["plain,sr2025"]
    assert words("bash", "model", typed="to_c") == ["plain,to_capital_cap"]
    assert words("bash", "completion", typed="p") == ["plain,powershell"]
    assert words("bash", "run", "review.xlsx", "-o", typed="se") == ["file,se"]


def test_zsh_is_given_three_lines_for_each_and_none_is_empty(desk: Path) -> None:
    lines = words("zsh", "run")
    assert len(lines) % 3 == 0
    assert all(lines)
    assert lines[:3] == ["dir", ".", "_"]


def test_powershell_gets_json_with_what_must_be_quoted_quoted(desk: Path) -> None:
    found = {item["shown"]: (item["value"], item["kind"]) for item in powershell("run")}
    assert found == {
        "My Folder": ("'My Folder'", "ProviderContainer"),
        "OLD.XLSM": ("OLD.XLSM", "ProviderItem"),
        "review.xlsx": ("review.xlsx", "ProviderItem"),
        "what if.yaml": ("'what if.yaml'", "ProviderItem"),
        "é £.yml": ("'é £.yml'", "ProviderItem"),
    }
    inside = os.path.join("My Folder", "inside.yaml")
    assert [item["value"] for item in powershell("run", typed=f"'{os.path.join('My Folder', 'in')}")] == [f"'{inside}'"]
    assert [item["value"] for item in powershell(typed="ch")] == ["check"]
    assert [item["value"] for item in powershell("example", typed="c")] == ["csr2007"]
    (option,) = powershell("run", typed="--j")
    assert (option["value"], option["kind"]) == ("--json", "ParameterValue")
    assert option["tip"].startswith("Print")
    assert {item["shown"] for item in powershell("run", "review.xlsx", "-o", typed="")} >= {"notes.txt", "My Folder"}
    assert powershell("run", typed="nothing like it") == []


@pytest.mark.parametrize("name", ["it's.yaml", "it’s.yaml"])
def test_powershell_is_not_ended_by_a_quotation_mark_in_a_name(name: str, desk: Path) -> None:
    (desk / name).touch()
    (found,) = powershell("run", typed="it")
    assert found["value"] == "'" + name.replace("'", "''").replace("’", "’’") + "'"


@pytest.mark.parametrize("shell", SHELLS)
def test_every_script_asks_for_completions_the_way_they_are_answered(shell: str) -> None:
    result = CliRunner().invoke(cli, ["completion", shell])
    assert result.exit_code == 0
    assert result.stdout.isascii()
    assert f"{shell}_complete" in result.stdout
    assert "_SPENDREVIEW_COMPLETE" in result.stdout
    assert "%(" not in result.stdout
    assert f"spendreview completion {shell}" in CliRunner().invoke(cli, ["completion", "--help"]).stdout


def test_no_other_shell_is_known() -> None:
    assert CliRunner().invoke(cli, ["completion", "cmd"]).exit_code == 2


def test_the_powershell_script_puts_the_surroundings_back_and_balances() -> None:
    script = CliRunner().invoke(cli, ["completion", "powershell"]).stdout
    assert "Register-ArgumentCompleter -Native -CommandName spendreview, spendreview.exe" in script
    for opening, closing in ("{}", "()", "[]"):
        assert script.count(opening) == script.count(closing)
    names = "$env:_SPENDREVIEW_COMPLETE, $env:COMP_WORDS, $env:COMP_CWORD"
    assert f"$saved = {names}" in script
    assert f"finally {{ {names} = $saved }}" in script


BASH = shutil.which("bash")


@pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="needs bash on a pseudo-terminal")
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("spendreview ru\t", "spendreview run "),
        ("spendreview run rev\t", "spendreview run review.xlsx "),
        ("spendreview run wh\t", "spendreview run what\\ if.yaml "),
        ("spendreview run My\t", "spendreview run My\\ Folder/"),
        ("spendreview run My\\ Folder/\t", "spendreview run My\\ Folder/inside.yaml "),
        ("spendreview example w\t", "spendreview example worked_example "),
    ],
)
def test_bash_completes_the_line(typed: str, shown: str, desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    programs = tmp_path_factory.mktemp("bin")
    program = programs / "spendreview"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m spendreview "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    settings = surroundings(PATH=f"{programs}{os.pathsep}{os.environ['PATH']}", PS1="ready> ")
    assert after_tab(settings, typed, shown).endswith(shown)


def after_tab(settings: dict[str, str], typed: str, shown: str) -> str:
    """The line that bash shows once it has had time to answer the Tab key."""
    import pty
    import select

    child, terminal = pty.fork()
    if child == 0:
        os.execve(str(BASH), ["bash", "--norc", "--noprofile", "-i"], settings)
    said = ""

    def wait_for(text: str) -> None:
        nonlocal said
        while text not in said and select.select([terminal], [], [], 30)[0]:
            said = ESCAPES.sub("", said + os.read(terminal, 65_536).decode())

    try:
        # Two words that the echo of the command does not hold.
        os.write(terminal, b'eval "$(spendreview completion bash)"; echo "rea""dy"; PS1="> "\n')
        wait_for("ready\r\n> ")
        said = ""
        os.write(terminal, typed.encode())
        wait_for(shown)
    finally:
        os.kill(child, 9)
        os.close(terminal)
        os.waitpid(child, 0)
    return said
