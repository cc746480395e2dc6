"""What the checks found, as a user asks it: by cell, for a reader, a machine, and a department that acts on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spendreview.cli.vfm.checks import LEVELS
from spendreview.codes.checks import CHECKS
from spendreview.ledger.words import Force
from tests.cli.vfm import book, document, filled, invoke
from tests.ledger.books import BINDING, CLAIM, INITIATIVE, added, settings
from tests.terminals import in_pipe, on_terminal

CLEAN = {
    "baseline_year": "2007-08", "owner": "Head of fleet", "started": "2008-04-01", "indicator": "PSA-23",
    "quality_measure": "Vehicles off the road, %", "quality_baseline": 3, "quality_latest": 3,
    "quality_direction": "down", "strand": "fleet", "contract": "C-1",
}  # fmt: skip
"""What an initiative of the small return lacks to pass every check."""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that is only asked."""
    return filled(tmp_path_factory.mktemp("ledger"))


def passing(folder: Path, **facts: Any) -> Path:
    """A ledger with one claim that every check is content with, but for what is changed."""
    rows = added("Posts")
    rows["Initiatives"] = [INITIATIVE | CLEAN | facts]
    rows["Claims"] = [CLAIM | {"cash_share": 1, "signed_off_by": "Finance director"}]
    for sheet in ("Targets", "Prenetted", "Budgets", "Outturn"):
        del rows[sheet]
    store = folder / "ledger.db"
    result = invoke("import", book(folder, rows), "--store", store)
    assert result.exit_code == 0, result.stderr
    return store


def test_lines_name_the_cell_what_stands_there_and_what_is_wanted(ledger: Path) -> None:
    result = invoke("checks", "--programme", "csr07", "--department", "HO", "--store", ledger)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    for words in (
        "Checks: csr07, HO As at 2010-07-20, from all that is in the ledger",
        "2 claims looked at: 2 kept from counting (£13.5m in 2008-09); 16 findings.",
        "VFM02 Baseline of another year or department E 2 2 13.5",
        "VFM16 Part of a year as a whole one W 2 2 VFM25",
        "VFM26 No contingency W 1 VFM28",
        "HO, HO-PROC-01: Fleet contract (csr07, procurement) VFM02 E ho.xlsx › Initiatives!A5; found a baseline of no "
        "year; wanted 2007-08, which csr07 is measured against; £10.5m in 2008-09",
        "VFM16 W ho.xlsx › Claims!H6; found 12 months of 2008-09, begun on 1 June 2008; wanted 10 at most",
    ):
        assert words in said, words
    assert said.endswith("(vfm verify --head checks it) The tool informs; ministers decide.")
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("level", ["E", "e", "W", "w"])
def test_a_level_is_asked_for_in_either_case(level: str, ledger: Path) -> None:
    found = document("checks", "--level", level, "--store", ledger)
    assert found["level"] == level.upper()
    assert {own["level"] for own in found["findings"]} == {level.upper()}
    said = invoke("checks", "--level", level, "--store", ledger).stdout
    assert said.startswith(f"Checks: level {level.upper()}, which ")
    assert ("kept from counting" in said) == (level.upper() == "E")


def test_levels_are_those_of_the_ledger_that_say_something() -> None:
    assert set(LEVELS) == {own.value for own in Force} - {"off"}


def test_json_has_every_finding_and_the_matrix(ledger: Path) -> None:
    found = document("checks", "--store", ledger)
    assert set(found) == {
        "schema", "programme", "department", "level", "as_at", "known_at", "claims", "held", "warned", "by_check",
        "findings", "matrix", "chain_head",
    }  # fmt: skip
    assert (found["claims"], found["held"], found["warned"], len(found["findings"])) == (3, 2, 0, 17)
    own = next(each for each in found["findings"] if each["check"] == "VFM11")
    assert own == {
        "check": "VFM11", "title": "Claimed twice", "level": "W", "programme": "csr07", "department": "HO",
        "strand": "procurement", "initiative": "HO-PROC-01", "what": "Fleet contract", "total": False,
        "years": ["2008-09"], "amount_m": 10.5, "found": "£50m in procurement of HO, as HO-IT-01",
        "wanted": "a look whether it is the same saving: a contract of its own, or `vfm resolve`",
        "file": "ho.xlsx", "cell": "Initiatives!G5", "entry": 14, "claims": [16], "other": "HO-IT-01",
    }  # fmt: skip
    assert sum(each["findings"] for each in found["by_check"]) == 17
    assert [(own["programme"], own["check"]) for own in found["matrix"]] == [
        (programme, check) for programme in ("csr07", "gershon", "oep") for check in CHECKS
    ]
    bound = next(own for own in found["matrix"] if (own["programme"], own["check"]) == ("oep", "VFM08"))
    assert (bound["level"], bound["said_of"], bound["since"]) == ("E", "csr07", "2007-10-09")
    assert (bound["reason"], bound["entry"]) == ("All savings release cash", None)
    assert document("checks", "--store", ledger) == found


def test_a_level_that_the_treasury_set_names_the_return_that_says_so(tmp_path: Path) -> None:
    store = filled(tmp_path)
    rows = {"Return": settings(return_id="levels", department="ALL", as_at="2010-01-31"), "Binding": [BINDING]}
    assert invoke("import", book(tmp_path, rows, "levels.xlsx"), "--store", store).exit_code == 0
    found = document("checks", "--programme", "csr07", "--store", store)
    bound = next(own for own in found["matrix"] if (own["programme"], own["check"]) == ("csr07", "VFM08"))
    assert (bound["level"], bound["since"], bound["reason"]) == ("W", "2010-01-31", BINDING["why"])
    assert bound["source"] == "sheet Binding, ALL/levels"
    assert {own["level"] for own in found["findings"] if own["check"] == "VFM08"} == {"W"}


def test_nothing_found_is_said_with_how_many_were_looked_at(tmp_path: Path, ledger: Path) -> None:
    store = passing(tmp_path)
    result = invoke("checks", "--store", store)
    assert "\n\nNothing found: 1 claim looked at.\n\nLedger" in result.stdout
    assert document("checks", "--store", store)["findings"] == []
    said = invoke("checks", "--programme", "gershon", "--level", "E", "--store", ledger).stdout
    assert "Nothing found that keeps a claim from counting: 1 claim looked at." in said
    said = invoke("checks", "--programme", "gershon", "--level", "W", "--store", ledger).stdout
    assert "Nothing found that is warned about: 1 claim looked at." in said


def test_a_warning_alone_keeps_nothing_from_counting(tmp_path: Path) -> None:
    store = passing(tmp_path, indicator=None)
    found = document("checks", "--store", store)
    assert (found["held"], found["warned"], [own["check"] for own in found["findings"]]) == (0, 1, ["VFM28"])
    said = invoke("checks", "--store", store).stdout
    assert "1 claim looked at: none kept from counting, 1 more with a warning; 1 finding." in said
    assert document("position", "--programme", "csr07", "--year", "2008-09", "--store", store)["counting_m"] == 10.5


def test_claims_of_several_years_have_no_sum(tmp_path: Path) -> None:
    rows = added("Claims", CLAIM | {"year": "2009-10"})
    store = tmp_path / "ledger.db"
    invoke("import", book(tmp_path, rows), "--store", store)
    said = invoke("checks", "--store", store).stdout
    assert "3 kept from counting; " in said
    assert "£m" not in said.split("HO, csr07")[0]
    assert "2008-09, 2009-10, £10.5m in 2009-10" in " ".join(said.split())


def test_of_very_many_the_first_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    codes = [f"HO-{number:03}" for number in range(30)]
    rows = added("Initiatives", *(INITIATIVE | {"initiative": code} for code in codes))
    rows["Claims"] += [CLAIM | {"initiative": code} for code in codes]
    store = tmp_path / "ledger.db"
    invoke("import", book(tmp_path, rows), "--store", store)
    every = document("checks", "--store", store)["findings"]
    said = invoke("checks", "--store", store).stdout
    assert sum(line.startswith("  VFM") for line in said.splitlines()) == 50
    assert f"\nAnd {len(every) - 50} more: -o OUT.xlsx or --json gives all {len(every)} findings.\n" in said
    assert len(every) > 200


def test_as_at_and_known_at_bring_back_what_was_found(ledger: Path) -> None:
    before = document("checks", "--department", "HO", "--as-at", "2008-03-31", "--store", ledger)
    assert (before["as_at"], before["claims"], before["findings"]) == ("2008-03-31", 0, [])
    said = invoke("checks", "--department", "HO", "--as-at", "2008-03-31", "--store", ledger).stdout
    assert "As at 2008-03-31, from all that is in the ledger" in said
    assert "Nothing found: 0 claims looked at." in said
    assert document("checks", "--known-at", "9999-12-31", "--store", ledger)["known_at"] == "9999-12-31"


@pytest.mark.parametrize(
    ("asked", "code"), [(("--programme", "csr7"), "LG818"), (("--department", "HMO"), "LG824")], ids=lambda own: own[-1]
)
def test_what_the_ledger_has_not_is_a_refusal(asked: tuple[str, str], code: str, ledger: Path) -> None:
    result = invoke("checks", *asked, "--store", ledger, "--json")
    assert result.exit_code == 3
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == [code]


@pytest.mark.parametrize("wrong", [["--level", "off"], ["--as-at", "yesterday"], ["-o", "checks.pdf"]], ids=" ".join)
def test_what_is_not_understood_is_a_usage_error(wrong: list[str], ledger: Path) -> None:
    assert invoke("checks", "--store", ledger, *wrong).exit_code == 2


def test_the_workbook_has_a_line_for_each_finding(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "checks.xlsx"
    result = invoke("checks", "-o", out, "--store", ledger)
    assert result.exit_code == 0
    assert f"Workbook: {out}" in result.stderr
    sheet = openpyxl.load_workbook(out)["Findings"]
    assert sheet.max_row == 4 + len(document("checks", "--store", ledger)["findings"])


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 140])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(columns: int, ledger: Path) -> None:
    pytest.importorskip("pty", reason="this platform has no pseudo-terminals")
    shown = on_terminal("vfm", "checks", "--store", ledger, columns=columns)
    assert (shown.exit_code, shown.widest <= columns) == (0, True)
    said = " ".join(" ".join(shown.lines).split())
    assert "2 kept from counting (£13.5m in 2008-09); 17 findings." in said
    assert said.endswith("The tool informs; ministers decide.")
    if columns >= 60:
        for words in ("VFM25 E Initiatives!A5", "treasury.xlsx", "VFM09 Quality not shown to be"):
            assert words in said, words


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_every_character_has_a_stand_in(encoding: str, ledger: Path) -> None:
    pytest.importorskip("pty", reason="this platform has no pseudo-terminals")
    shown = on_terminal("vfm", "checks", "--store", ledger, columns=140, PYTHONIOENCODING=encoding, NO_COLOR="1")
    assert shown.exit_code == 0
    assert not set("─■·…›?") & set(shown.out)
    piped = in_pipe("vfm", "checks", "--store", ledger, PYTHONIOENCODING="cp1252")
    assert (piped.returncode, b"?" in piped.stdout) == (0, False)
