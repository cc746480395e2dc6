"""What Windows asks of a program, tested anywhere: encodings, line ends, locked files, names and paths, spawning."""

from __future__ import annotations

import ast
import json
import multiprocessing
import os
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from click.testing import CliRunner, Result

from spendreview.cli import cli
from spendreview.cli.paths import forbidden_in
from spendreview.review import load_review
from tests import making, spawned
from tests.terminals import in_pipe

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
EXAMPLES = ROOT / "tests" / "examples"
WORKED = EXAMPLES / "worked_example.xlsx"
SCENARIO = "schema: 1\nname: Café – £5m › more\nworkbook: review.xlsx\nlimits:\n  total-RDEL: {scale: 1.01}\n"

CODE_PAGES = {
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "cp850": {"PYTHONIOENCODING": "cp850"},
    "ASCII": {"PYTHONIOENCODING": "ascii"},
    "C": {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
}


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A workbook with a scenario beside it."""
    making.write(tmp_path / "review.xlsx", making.small_review())
    path = tmp_path / "scenario.yaml"
    path.write_text(SCENARIO, encoding="utf-8", newline="\n")
    return path


def test_every_output_survives_every_code_page(review: Path, tmp_path: Path) -> None:
    faulty = making.write(tmp_path / "faulty.xlsx", making.changed("Bids", 2, kind="£ – ›"))
    for settings in CODE_PAGES.values():
        for arguments, code in ((("run", review), 0), (("check", review), 0), (("check", faulty), 3), (("model",), 0)):
            done = in_pipe(*arguments, **settings)
            assert done.returncode == code, done.stderr
            assert b"Error" not in done.stderr
            assert done.stdout if code == 0 else b"WB104" in done.stderr


def test_a_code_page_that_has_the_characters_shows_them(review: Path) -> None:
    said = in_pipe("run", review, PYTHONIOENCODING="cp1252").stdout.decode("cp1252")
    assert "Café – £5m › more" in said


def test_what_a_code_page_lacks_gets_a_stand_in(review: Path) -> None:
    said = in_pipe("run", review, PYTHONIOENCODING="cp850").stdout.decode("cp850")
    assert "Café - £5m > more" in said


@pytest.mark.parametrize("settings", CODE_PAGES.values(), ids=CODE_PAGES)
def test_json_is_ascii(settings: dict[str, str], review: Path) -> None:
    done = in_pipe("run", review, "--json", **settings)
    assert json.loads(done.stdout.decode("ascii"))["status"] == "optimal"


WRITTEN = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "UTF-8 BOM, as Notepad writes it": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "old Mac line ends": lambda text: text.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_line_ends_and_byte_order_marks_change_nothing(written: object, review: Path) -> None:
    before = load_review(review)
    review.write_bytes(written(SCENARIO))  # type: ignore[operator]
    after = load_review(review)
    assert replace(after.scenario, sha256="") == replace(before.scenario, sha256="")
    assert after.scenario.name == "Café – £5m › more"
    assert after.limits == before.limits


@pytest.mark.parametrize("name", ["template.xlsx", "settlement.xlsx"])
def test_a_workbook_that_excel_has_open_is_said_and_nothing_is_left(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(source: object, target: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    out = tmp_path / name
    out.write_bytes(b"what Excel shows")
    monkeypatch.setattr(os, "replace", locked)
    if name == "template.xlsx":
        result = invoke("template", "review", out, "--force")
    else:
        result = invoke("run", WORKED, "-o", out)
    assert result.exit_code == 3
    assert re.search(rf"{name}  OUT01  it cannot be replaced; wanted close it in Excel", result.stderr)
    assert os.listdir(tmp_path) == [name]
    assert out.read_bytes() == b"what Excel shows"


def refuse_to_open(monkeypatch: pytest.MonkeyPatch, locked: Path) -> None:
    """As Windows does for a file that another program holds."""
    usual = Path.open

    def opened(path: Path, mode: str = "r", *arguments: object, **named: object) -> object:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return usual(path, mode, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)


def test_an_output_that_is_open_is_said_before_anything_is_solved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "settlement.xlsx"
    out.write_bytes(b"what Excel shows")
    refuse_to_open(monkeypatch, out)
    monkeypatch.setattr("spendreview.review.load_review", None)
    result = invoke("run", WORKED, "-o", out)
    assert result.exit_code == 3
    assert "OUT01" in result.stderr


def test_a_workbook_that_cannot_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = making.write(tmp_path / "review.xlsx", making.small_review())
    refuse_to_open(monkeypatch, workbook)
    result = invoke("check", workbook)
    assert result.exit_code == 3
    assert "review.xlsx  WB001  it cannot be opened; wanted close it in Excel" in result.stderr


def test_a_folder_that_takes_no_file_is_said_before_anything_is_solved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    monkeypatch.setattr("spendreview.review.load_review", None)
    result = invoke("run", WORKED, "-o", tmp_path / "settlement.xlsx")
    assert result.exit_code == 3
    assert "settlement.xlsx  OUT02  it cannot be written: Permission denied" in result.stderr


def test_a_folder_without_room_for_the_file_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("spendreview.tabular.book_render._render", full)
    result = invoke("run", WORKED, "-o", tmp_path / "settlement.xlsx")
    assert result.exit_code == 3
    assert "OUT02" in result.stderr
    assert os.listdir(tmp_path) == []


def test_an_example_that_cannot_be_finished_is_not_left_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(source: Path, target: Path) -> None:
        Path(target).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", half)
    assert invoke("example", "csr2007", tmp_path).exit_code == 3
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


FOLDERS = [
    "two words",
    "été £100m",
    "50% of #1 [draft] (v2)",
    "a'b & c;d",
    "長い名前",
    "deep/" + "/".join(["l" * 60] * 4),
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_paths_as_people_have_them(folder: str, tmp_path: Path) -> None:
    home = tmp_path / folder
    home.mkdir(parents=True)
    making.write(home / "review £.xlsx", making.small_review())
    scenario = home / "what if #1.yaml"
    scenario.write_text('schema: 1\nname: Test\nworkbook: "review £.xlsx"\n', encoding="utf-8")
    out = home / "settlement 50% [é].xlsx"
    result = invoke("run", scenario, "-o", out)
    assert result.exit_code == 0, result.stderr
    assert sorted(os.listdir(home)) == ["review £.xlsx", "settlement 50% [é].xlsx", "what if #1.yaml"]
    assert invoke("template", "review", home / "template.xlsx").exit_code == 0
    assert invoke("example", "worked_example", home / "an example").exit_code == 0


def test_a_name_as_long_as_a_folder_takes_is_written(tmp_path: Path) -> None:
    out = tmp_path / ("l" * 250 + ".xlsx")
    assert invoke("run", WORKED, "-o", out).exit_code == 0
    assert os.listdir(tmp_path) == [out.name]


FORBIDDEN = [
    "CON.xlsx", "con.xlsx", "Nul.xlsx", "AUX .xlsx", "COM1.xlsx", "com9.v2.xlsx", "LPT¹.xlsx", "CONOUT$.xlsx",
    "a:b.xlsx", "a?.xlsx", "a*.xlsx", 'a"b.xlsx', "<a>.xlsx", "a|b.xlsx", "a\tb.xlsx", "a\\b.xlsx",
    "settlement.xlsx.", "settlement.xlsx ", "NUL", "prn", "s" * 251 + ".xlsx", "é" * 130 + ".xlsx",
]  # fmt: skip


@pytest.mark.parametrize("name", FORBIDDEN)
def test_names_that_windows_forbids_are_refused_everywhere_before_anything_is_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spendreview.review.load_review", None)
    monkeypatch.chdir(tmp_path)
    for command in (("run", WORKED, "-o", name), ("template", "review", name), ("example", "csr2007", name)):
        result = invoke(*command)
        assert result.exit_code == 2, command
        assert "choose another name" in " ".join(result.stderr.split())
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "name", ["console.xlsx", "com.xlsx", "COM10.xlsx", "nullify.xlsx", ".xlsx.xlsx", "é £ #%.xlsx"]
)
def test_names_that_only_look_forbidden_are_taken(name: str) -> None:
    assert forbidden_in(PurePosixPath(name)) is None
    assert forbidden_in(PureWindowsPath(name)) is None


@pytest.mark.parametrize(
    "path",
    [r"C:settlement.xlsx", r"\\server\share\settlement.xlsx", r"\\?\C:\very\long\settlement.xlsx", r"C:\a\..\b.xlsx"],
)
def test_drive_relative_and_unc_paths_are_taken_on_windows(path: str) -> None:
    assert forbidden_in(PureWindowsPath(path)) is None


@pytest.mark.parametrize(
    "path", [r"C:con.xlsx", r"\\server\share\nul.xlsx", "settlement.xlsx:stream", r"D:\a\b .xlsx "]
)
def test_forbidden_names_are_seen_behind_drives_and_shares(path: str) -> None:
    assert forbidden_in(PureWindowsPath(path)) is not None


def test_the_folders_of_an_example_are_checked_too(tmp_path: Path) -> None:
    assert invoke("example", "csr2007", tmp_path / "a?b" / "inside").exit_code == 2
    assert os.listdir(tmp_path) == []


def test_a_spawned_process_comes_to_the_same_settlement(tmp_path: Path) -> None:
    tasks = [(str(EXAMPLES / "full_6.xlsx"), str(tmp_path / f"spawned {number}.xlsx")) for number in range(2)]
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        there = pool.starmap(spawned.settled, tasks, chunksize=1)
        pool.close()
        pool.join()
    here = tmp_path / "here.xlsx"
    assert set(there) == {spawned.settled(tasks[0][0], str(here))}
    assert len({Path(out).read_bytes() for _, out in (*tasks, ("", str(here)))}) == 1


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def opens_text_in_the_desk_s_own_encoding(call: ast.Call) -> bool:
    """Whether a call reads or writes text in whatever encoding the desk has."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in ("open", "read_text", "write_text", "fdopen", "NamedTemporaryFile"):
        return False
    if any(keyword.arg == "encoding" for keyword in call.keywords):
        return False
    if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith((".zip", "archive")):
        return False  # what a zip archive opens is bytes
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return not any(isinstance(own, ast.Constant) and "b" in str(own.value) for own in given)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_no_text_is_opened_in_the_encoding_of_the_desk(source: Path) -> None:
    assert [call.lineno for call in calls(source) if opens_text_in_the_desk_s_own_encoding(call)] == []


@pytest.mark.parametrize("bad", ["open('x')", "path.read_text()", "path.open('w')", "path.write_text('x', newline='')"])
def test_the_look_at_encodings_sees_what_it_should(bad: str) -> None:
    (call,) = [node for node in ast.walk(ast.parse(bad)) if isinstance(node, ast.Call)]
    assert opens_text_in_the_desk_s_own_encoding(call)


def joined_with_a_slash(tree: ast.AST) -> list[int]:
    """Lines where text with a slash at an end is put together into what may be a path."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            sides = [side.value for side in (node.left, node.right) if isinstance(side, ast.Constant)]
            found += [node.lineno for side in sides if isinstance(side, str) and side in ("/", "\\")]
        if isinstance(node, ast.Attribute) and node.attr in ("sep", "altsep"):
            found.append(node.lineno)
    return found


def test_no_path_is_put_together_as_text() -> None:
    assert joined_with_a_slash(ast.parse("folder + '/' + name"))
    assert joined_with_a_slash(ast.parse("os.sep.join(parts)"))
    for source in SOURCES:
        assert joined_with_a_slash(ast.parse(source.read_text(encoding="utf-8"))) == [], source


def test_temporary_files_stand_beside_what_they_become(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moves: list[tuple[Path, Path]] = []
    usual = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (moves.append((Path(a), Path(b))), usual(a, b)))
    assert invoke("run", WORKED, "-o", tmp_path / "settlement.xlsx").exit_code == 0
    assert invoke("template", "review", tmp_path / "template.xlsx").exit_code == 0
    assert invoke("example", "worked_example", tmp_path / "example").exit_code == 0
    assert len(moves) >= 3
    assert all(before.parent == after.parent for before, after in moves)


def test_sheet_names_are_legal_and_short(tmp_path: Path) -> None:
    import openpyxl

    out, template = tmp_path / "settlement.xlsx", tmp_path / "template.xlsx"
    assert invoke("run", EXAMPLES / "full_6.xlsx", "-o", out).exit_code == 0
    assert invoke("template", "review", template).exit_code == 0
    for path in (out, template):
        names = openpyxl.load_workbook(path, read_only=True).sheetnames
        assert len({name.casefold() for name in names}) == len(names)
        for name in names:
            assert 0 < len(name) <= 31
            assert not re.search(r"[\[\]:*?/\\]", name)
            assert not name.startswith("'")
            assert not name.endswith("'")
            assert name.casefold() != "history"
