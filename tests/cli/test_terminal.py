"""What a terminal shows: tables that fit, colour where it is wanted, a progress line that is gone at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from spendreview.cli import cli
from tests import making
from tests.terminals import ESCAPES, Shown, command, in_pipe, on_terminal, surroundings

pytest.importorskip("pty", reason="this platform has no pseudo-terminals")

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples"
CSR2007 = ROOT / "workbooks" / "csr2007.xlsx"
FIVE_YEARS = EXAMPLES / "full_12.xlsx"


def section(shown: Shown, heading: str) -> list[str]:
    """The lines of one section, its heading first."""
    first = next(number for number, line in enumerate(shown.lines) if line.startswith(heading))
    last = next((number for number in range(first, len(shown.lines)) if not shown.lines[number].strip()), None)
    return shown.lines[first:last]


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("source", [CSR2007, FIVE_YEARS], ids=["28 departments", "5 years"])
def test_no_line_is_wider_than_the_terminal(columns: int, source: Path) -> None:
    shown = on_terminal("run", source, columns=columns)
    assert shown.exit_code == 0
    assert shown.widest <= columns
    for heading in ("Departments", "Allocated", "Limits that bind", "Bids", "Priorities", "It rests on", "Warnings"):
        assert any(line.startswith(heading) for line in shown.lines), heading


def test_eighty_columns_show_every_department_its_years_and_its_growth() -> None:
    rows = section(on_terminal("run", CSR2007), "Departments")
    assert rows[1].split() == ["2007-08", "Real"]
    assert rows[2].split() == ["Dept", "Name", "baseline", "2008-09", "2009-10", "2010-11", "Change", "a", "year"]
    departments = rows[4:-2]
    assert len(departments) == 28
    assert all(row.split()[-1].endswith("%") for row in departments)
    assert rows[-1].startswith("All")
    assert "…" not in "".join(row[27:] for row in departments)


def test_narrow_terminals_keep_what_matters_most_and_wide_ones_show_more() -> None:
    lines = section(on_terminal("run", FIVE_YEARS, columns=40), "Departments")
    narrow = next(line.split() for line in lines if line.startswith("Dept "))
    assert narrow[-2:] == ["a", "year"]
    assert "Name" not in narrow
    wide = section(on_terminal("run", FIVE_YEARS, columns=200), "Departments")
    assert "RDEL" in wide[1]
    assert "funded whole" in wide[2]
    assert len([word for word in wide[2].split() if word.startswith("20")]) == 7


def test_the_figures_are_those_of_the_pipe() -> None:
    shown = on_terminal("run", CSR2007)
    piped = in_pipe("run", CSR2007).stdout.decode()
    assert "58 of 100, over 30 priorities" in piped
    assert "58 of 100, over 30 priorities" in "".join(shown.lines)
    assert "63 of 170 yearly figures" in piped
    assert "63 of 170 yearly figures" in "".join(shown.lines)
    assert section(shown, "Bids")[-1].split()[:4] == ["all", "208", "72", "79"]
    assert section(shown, "Allocated")[-1].split() == ["2010-11", "381,851", "46.7", "0.7"]


def test_a_pipe_gets_plain_lines_without_rich_in_it() -> None:
    assert "indicative settlement\nScenario    " in in_pipe("run", EXAMPLES / "worked_example.xlsx").stdout.decode()
    code = (
        "import sys\nfrom spendreview.cli import cli\n"
        f"cli(['run', {str(EXAMPLES / 'worked_example.xlsx')!r}], standalone_mode=False)\n"
        "assert 'rich' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("settings", "escapes", "tables"),
    [
        ({}, True, True),
        ({"NO_COLOR": ""}, True, True),
        ({"NO_COLOR": "0"}, False, True),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False, False),
    ],
)
def test_what_the_surroundings_say_is_done(settings: dict[str, str], escapes: bool, tables: bool) -> None:
    shown = on_terminal("run", EXAMPLES / "full_6.xlsx", **settings)
    assert ("\x1b" in shown.out) is escapes
    assert any(line.startswith("Departments") for line in shown.lines) is tables


def test_columns_in_the_surroundings_counts_more_than_the_terminal() -> None:
    assert on_terminal("run", EXAMPLES / "full_6.xlsx", columns=120, COLUMNS="60").widest <= 60


def test_force_color_shows_in_a_pipe_what_a_terminal_would() -> None:
    done = in_pipe("run", EXAMPLES / "full_6.xlsx", FORCE_COLOR="1", COLUMNS="80").stdout.decode()
    assert "\x1b[" in done
    assert "Departments" in done


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_lines_and_bars_become_ascii_where_nothing_else_can_be_shown(encoding: str) -> None:
    shown = on_terminal("run", EXAMPLES / "full_6.xlsx", PYTHONIOENCODING=encoding, NO_COLOR="1")
    assert shown.exit_code == 0
    assert shown.widest <= 80
    assert any(line.startswith("-----") for line in shown.lines)
    assert any("####" in line for line in shown.lines)
    assert not set("─■·…") & set(shown.out)
    assert "?" not in shown.out


@pytest.mark.parametrize("settings", [{}, {"FORCE_COLOR": "1"}], ids=["lines", "tables"])
def test_a_reader_who_leaves_early_is_no_failure(settings: dict[str, str]) -> None:
    process = subprocess.Popen(
        command("run", EXAMPLES / "full_6.xlsx"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(PYTHONUNBUFFERED="1", **settings),
    )
    assert process.stdout is not None
    process.stdout.close()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0
    assert said == b""


def faulty(path: Path) -> Path:
    rows = making.changed("Bids", 2, **{"RDEL 2008-09": "12,5", "department": "HOO"})
    rows["Limits"][1]["sense"] = "mx"
    return making.write(path, rows)


def test_faults_stand_below_their_sheet_with_cell_and_code(tmp_path: Path) -> None:
    shown = on_terminal("check", faulty(tmp_path / "review.xlsx"), columns=60, progress=True)
    assert shown.exit_code == 3
    text = ESCAPES.sub("", shown.out)
    assert "review.xlsx › Bids  2 problems" in text
    assert "H7    WB108  '12,5'" in text
    assert text.index("B7    WB112") < text.index("H7    WB108")
    assert "3 problems. Nothing was run." in text
    tables = text[text.index("review.xlsx › Limits") :]
    assert max(map(len, tables.splitlines())) <= 60


def test_faults_in_a_pipe_are_a_line_each(tmp_path: Path) -> None:
    said = in_pipe("check", faulty(tmp_path / "review.xlsx"), LC_ALL="C.UTF-8").stderr.decode().splitlines()
    assert len(said) == 4
    assert said[-1] == "3 problems in review.xlsx. Nothing was run."
    assert all("\x1b" not in line for line in said)


def test_many_faults_of_a_sheet_are_counted(tmp_path: Path) -> None:
    bids = [making.small_review()["Bids"][2] | {"bid": f"b{number}", "kind": "nwe"} for number in range(60)]
    making.write(tmp_path / "review.xlsx", making.added("Bids", *bids))
    text = ESCAPES.sub("", on_terminal("check", tmp_path / "review.xlsx", progress=True).out)
    assert text.count("WB104") == 40
    assert "and 20 more here: 2> faults.txt" in text


def test_a_conflict_is_one_table_in_its_order() -> None:
    text = ESCAPES.sub("", on_terminal("run", EXAMPLES / "full_4.xlsx", progress=True).out)
    table = text[text.index("No settlement") :]
    found = re.findall(r"^(\w+!\w+) +(AL\d+)", table, re.MULTILINE)
    assert found == [("Limits!G9", "AL601"), ("Rules!E7", "AL601"), ("Bids!I7", "AL602")]


def test_warnings_are_grouped_by_code_with_the_first_few_places() -> None:
    shown = on_terminal("run", EXAMPLES / "full_6.xlsx")
    lines = section(shown, "Warnings")
    assert lines[0] == "Warnings  30; each in the workbook (-o) and with --json"
    title = next(number for number, line in enumerate(lines) if line.startswith("RW402 Baseline bids differ"))
    assert lines[title + 1].startswith("  Baselines") or lines[title + 1].startswith("  Bids")


def test_the_progress_line_names_its_steps_and_is_gone_at_the_end(tmp_path: Path) -> None:
    out = tmp_path / "settlement.xlsx"
    shown = on_terminal("run", CSR2007, "-o", out, progress=True)
    assert shown.exit_code == 0
    for step in ("reading csr2007.xlsx", "solving: score", "writing settlement.xlsx"):
        assert step in shown.out, step
    before, _, after = shown.out.partition("Comprehensive Spending Review 2007: indicative")
    assert before.endswith("\x1b[2K") or "\x1b[2K" in before[-20:]
    assert "\x1b[?25h" in before
    assert "solving" not in after


def test_no_progress_reaches_a_pipe() -> None:
    assert on_terminal("run", EXAMPLES / "full_6.xlsx", FORCE_COLOR="1").err == ""


def test_the_library_tells_its_steps_to_whoever_asks() -> None:
    from spendreview.allocation import allocate
    from spendreview.review import load_review

    steps: list[str] = []
    told = allocate(load_review(EXAMPLES / "full_16.xlsx"), progress=steps.append)
    assert steps == [
        "building the model",
        "solving: score",
        "solving: Total DEL",
        "solving: draw-down and switching",
        "adding up the settlement",
    ]
    assert told.score == allocate(load_review(EXAMPLES / "full_16.xlsx")).score


@pytest.mark.parametrize("step", ["reading", "solving: score"])
def test_ctrl_c_ends_with_130_and_leaves_no_file(step: str, tmp_path: Path) -> None:
    out = tmp_path / "settlement.xlsx"
    source = ROOT / "scenarios" / "sr2025.yaml"
    shown = on_terminal("run", source, "-o", out, progress=True, interrupt=lambda said: step in said)
    assert shown.exit_code == 130
    assert "Interrupted. No file is half-written." in shown.out
    assert "Traceback" not in shown.out
    assert "\x1b[?25h" in shown.out
    assert os.listdir(tmp_path) == []


def test_ctrl_c_while_a_file_is_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "settlement.xlsx"
    out.write_bytes(b"the old one")
    monkeypatch.setattr("spendreview.tabular.book_render._render", interrupted)
    result = CliRunner().invoke(cli, ["run", str(EXAMPLES / "worked_example.xlsx"), "-o", str(out)])
    assert result.exit_code == 130
    assert "Interrupted" in result.stderr
    assert os.listdir(tmp_path) == ["settlement.xlsx"]
    assert out.read_bytes() == b"the old one"


def test_what_a_cell_holds_cannot_steer_the_terminal() -> None:
    import io

    from rich.console import Console

    from spendreview.cli.terminal.screen import Column, Screen

    said = io.StringIO()
    screen = Screen(Console(file=said, width=60, color_system=None))
    screen.table(
        [Column(header="Name", cells=["two\nlines \x1b[31m\x9b2J and a bell\a", "[bold]plain[/bold] :smile:"])]
    )
    screen.say("\x1b]0;a new title\x07")
    assert "two lines [31m2J and a bell" in said.getvalue()
    assert "[bold]plain[/bold]" in said.getvalue()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", said.getvalue())


def test_the_pictures_of_the_documentation_are_small_and_fetch_nothing() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").glob("terminal-*.svg"))
    shown = ("check", "narrow", "run", "vfm-checks", "vfm-compare", "vfm-position")
    assert [path.stem for path in pictures] == [f"terminal-{name}" for name in shown]
    for path in pictures:
        text = path.read_text(encoding="utf-8")
        assert len(text.encode()) <= 150_000
        assert "@font-face" not in text
        assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
