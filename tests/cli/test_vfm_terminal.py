"""What the ledger's commands show on a terminal: tables that fit, whatever its width and whatever it can show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.vfm import book, filled, invoke, small_report, treasury
from tests.ledger.books import CLAIM, INITIATIVE, added
from tests.terminals import ESCAPES, in_pipe, on_terminal

pytest.importorskip("pty", reason="this platform has no pseudo-terminals")

POSITION = ("position", "--programme", "csr07", "--year", "2008-09", "--by", "department")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that is only asked."""
    return filled(tmp_path_factory.mktemp("ledger"))


def squeezed(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


@pytest.mark.parametrize("columns", [40, 60, 80, 140])
@pytest.mark.parametrize(
    "words", [POSITION, ("position",), ("compare",), ("history", "HO-PROC-01"), ("verify",)], ids=lambda own: own[0]
)
def test_no_line_is_wider_than_the_terminal(words: tuple[str, ...], columns: int, ledger: Path) -> None:
    shown = on_terminal("vfm", *words, "--store", ledger, columns=columns)
    assert shown.exit_code == 0
    if words[0] != "verify":
        assert shown.widest <= columns
        assert squeezed(shown.lines)[-1] == "The tool informs; ministers decide."
    assert "vfm verify --head" in " ".join(squeezed(shown.lines))


@pytest.mark.parametrize("columns", [60, 80])
def test_reported_counting_and_evidenced_stand_together_at_any_width(columns: int, ledger: Path) -> None:
    lines = squeezed(on_terminal("vfm", *POSITION, "--store", ledger, columns=columns).lines)
    whole = {label: next(line for line in lines if line.startswith(label)) for label in ("Reported", "Counting")}
    assert whole["Reported"].startswith("Reported (basis net) 13.5 67.5%")
    assert whole["Counting"].startswith("Counting 0.0 0.0%")
    assert any(line.startswith("Evidenced (74.1% audited) 4.0–8.0 20.0%–40.0%") for line in lines)
    group = next(line for line in lines if line.startswith("HO ") and "relocated" not in line)
    assert group.split()[:2] == ["HO", "13.5"]
    assert {"13.5", "4.0–8.0", "74.1%"} <= set(group.split())
    assert {"13.5", "4.0–8.0", "74.1%"} <= set(next(line for line in lines if line.startswith("All ")).split())


def test_a_wide_terminal_says_what_each_figure_is(ledger: Path) -> None:
    lines = squeezed(on_terminal("vfm", *POSITION, "--store", ledger, columns=140).lines)
    for said in (
        "Reported (basis net) 13.5 67.5% of target; what departments say",
        "Counting 0.0 0.0% of target; what passes the checks that bind",
        "amber at one half 6.0 30.0% of target; a weight of ours, not the auditors'",
        "Status red from counting over target; the borders are ours, not official",
        "VFM09 Quality not shown to be kept 2 13.5 0.0",
        "HO relocated 2009-03-31 3,140 3,500",
    ):
        assert said in lines, said


def test_not_testable_is_said_in_words_and_the_table_can_be_held_against_the_sources(ledger: Path) -> None:
    lines = squeezed(on_terminal("vfm", "compare", "gershon", "csr07", "--store", ledger).lines)
    assert "Counting not testable" in lines
    assert "Target 21,500 35.5" in lines
    assert "Reported less target +5,000" in lines
    assert "in per cent +23.3%" in lines


def test_programmes_that_do_not_fit_beside_each_other_stand_below(ledger: Path) -> None:
    narrow = squeezed(on_terminal("vfm", "compare", "--store", ledger, columns=40).lines)
    assert sum(line.startswith("Target") for line in narrow) == 3
    assert sum(line.startswith("Target") for line in on_terminal("vfm", "compare", "--store", ledger).lines) == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("words", [POSITION, ("compare",), ("history", "HO-PROC-01")], ids=lambda own: own[0])
def test_every_character_has_a_stand_in(words: tuple[str, ...], encoding: str, ledger: Path) -> None:
    shown = on_terminal("vfm", *words, "--store", ledger, columns=140, PYTHONIOENCODING=encoding, NO_COLOR="1")
    assert shown.exit_code == 0
    assert shown.widest <= 140
    assert not set("─■·…›") & set(shown.out)
    assert "?" not in shown.out
    piped = in_pipe("vfm", *words, "--store", ledger, PYTHONIOENCODING="cp1252")
    assert piped.returncode == 0
    assert "?" not in piped.stdout.decode("cp1252")


def test_of_many_groups_the_largest_are_shown(tmp_path: Path) -> None:
    codes = [f"HO-{number:03}" for number in range(60)]
    rows = added("Initiatives", *(INITIATIVE | {"initiative": code} for code in codes))
    rows["Claims"] += [CLAIM | {"initiative": code, "gross": 20 + number} for number, code in enumerate(codes)]
    store = tmp_path / "ledger.db"
    assert invoke("import", book(tmp_path, rows), "--store", store).exit_code == 0
    asked = ("position", "--programme", "csr07", "--year", "2008-09", "--by", "initiative", "--store", store)
    lines = squeezed(on_terminal("vfm", *asked).lines)
    assert "By initiative £m a year; the largest 40 of 62, each in the workbook (-o) and with --json" in " ".join(lines)
    shown = [line.split()[0] for line in lines if re.match(r"HO-\d", line)]
    assert shown == codes[:-41:-1]


def test_an_import_is_a_row_for_each_file(tmp_path: Path) -> None:
    files = [book(tmp_path), book(tmp_path, small_report(), "nao.xlsx"), book(tmp_path, treasury(), "treasury.xlsx")]
    for columns in (40, 60, 140):
        shown = on_terminal("vfm", "import", *files, "--store", tmp_path / f"{columns}.db", columns=columns)
        assert (shown.exit_code, shown.widest <= columns) == (0, True)
        lines = squeezed(shown.lines)
        assert any(line.startswith(("2009-Q4", "ho.xlsx 2009-Q4")) for line in lines)
        assert sum("taken in" in line for line in lines) == 3
        assert "ho.xlsx: VFM02 2, VFM08 2, VFM09 2, VFM25 2" in " ".join(lines)
    again = on_terminal("vfm", "import", *files, "--store", tmp_path / "140.db", columns=140)
    assert sum("in already" in line for line in again.lines) == 3


def test_a_long_import_shows_how_far_it_has_come_and_the_line_is_gone_at_the_end(tmp_path: Path) -> None:
    codes = [f"HO-{number:05}" for number in range(4000)]
    rows = added("Initiatives", *(INITIATIVE | {"initiative": code} for code in codes))
    rows["Claims"] += [CLAIM | {"initiative": code} for code in codes]
    source = book(tmp_path, rows)
    shown = on_terminal("vfm", "import", source, "--store", tmp_path / "ledger.db", progress=True)
    assert shown.exit_code == 0
    for step in ("reading ho.xlsx", "holding it against the ledger", "filing ho.xlsx"):
        assert step in shown.out, step
    assert re.search(r"filing ho\.xlsx [■·]+ [\d,]+ of [\d,]+", ESCAPES.sub("", shown.out))
    before, _, after = shown.out.partition("2009-Q4")
    assert "\x1b[?25h" in before
    assert "filing" not in after


def test_a_refusal_is_a_table_and_says_that_nothing_is_in(tmp_path: Path) -> None:
    bad = book(tmp_path, added("Claims", CLAIM | {"initiative": "HO-GONE"}))
    shown = on_terminal("vfm", "import", bad, "--store", tmp_path / "ledger.db", progress=True)
    assert shown.exit_code == 3
    text = ESCAPES.sub("", shown.out)
    assert "ho.xlsx › Claims  1 problem" in text
    assert re.search(r"A8 +LG804", text)
    assert "1 problem. Nothing was imported." in text


def test_a_store_that_is_not_there_is_one_clear_problem(tmp_path: Path) -> None:
    shown = on_terminal("vfm", "verify", "--store", tmp_path / "gone.db", progress=True)
    text = ESCAPES.sub("", shown.out)
    assert (shown.exit_code, "ST702" in text) == (3, True)
    assert "Nothing was" not in text


def test_files_complete_where_the_store_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = {"_SPENDREVIEW_COMPLETE": "bash_complete"}
    for before, typed, said in (
        (("vfm",), "pos", "plain,position"),
        (("vfm", "import"), "ret", "file,ret"),
        (("vfm", "position", "--store"), "led", "file,led"),
        (("vfm", "position", "--by"), "dep", "plain,department"),
    ):
        line = "\n".join(["spendreview", *before, typed])
        done = in_pipe(**settings, COMP_WORDS=line, COMP_CWORD=str(len(before) + 1))
        assert done.stdout.decode().splitlines() == [said]
