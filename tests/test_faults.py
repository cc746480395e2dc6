"""Faulty workbooks and scenarios as people send them: exit 3, a code and a place for each fault, no traceback."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from spendreview.cli import cli
from tests import making
from tests.making import Rows, added, changed, small_review


def check(path: Path) -> Result:
    return CliRunner().invoke(cli, ["check", str(path)])


def codes(result: Result) -> list[str]:
    """The codes of faults; those of warnings stand on lines of their own."""
    return re.findall(r"^(?!warning: ).*?  ([A-Z]{2}\d{3})  ", result.stderr, re.MULTILINE)


def places(result: Result) -> list[str]:
    return re.findall(r"› (\S+)  [A-Z]{2}\d{3}", result.stderr)


def without(sheet: str, column: str) -> Rows:
    rows = small_review()
    for record in rows[sheet]:
        record.pop(column, None)
    return rows


def bid(row: int, **values: Any) -> Rows:
    return changed("Bids", row, **values)


FAULTS: list[tuple[str, Callable[[], Rows], str, str]] = [
    ("words in a money cell", lambda: bid(2, **{"RDEL 2008-09": "n/a"}), "WB102", "Bids!H7"),
    ("a decimal comma", lambda: bid(2, **{"RDEL 2008-09": "12,5"}), "WB108", "Bids!H7"),
    ("a date in a money cell", lambda: bid(2, **{"RDEL 2008-09": "DATE"}), "WB107", "Bids!H7"),
    ("TRUE in a money cell", lambda: bid(2, **{"RDEL 2008-09": True}), "WB102", "Bids!H7"),
    ("an error value", lambda: bid(2, **{"RDEL 2008-09": ("=1/0", "#DIV/0!")}), "WB105", "Bids!H7"),
    ("a formula never calculated", lambda: bid(2, **{"RDEL 2008-09": ("=1+1", "")}), "WB110", "Bids!H7"),
    ("a blank required cell", lambda: bid(2, title=None), "WB101", "Bids!D7"),
    ("an unknown control", lambda: changed("Limits", 0, control="XDEL"), "WB104", "Limits!C5"),
    ("an unknown department", lambda: bid(2, department="HOO"), "WB112", "Bids!B7"),
    ("a code twice", lambda: bid(2, bid="DH-1"), "WB111", "Bids!A8"),
    ("an unknown column", lambda: bid(2, **{"RDEL 2008-9": 3}), "WB012", "Bids!L4"),
    ("a required column missing", lambda: without("Bids", "programme"), "WB011", "Bids!A4"),
    ("a year column missing", lambda: without("Limits", "2009-10"), "WB011", "Limits!A4"),
    ("plan years with a gap", lambda: small_review() | {"Review": making.settings(plan_years="2008-09, 2010-11")}, "WB017", "Review!B7"),
    ("a setting missing", lambda: small_review() | {"Review": making.settings()[:2] + making.settings()[3:]}, "WB015", "Review"),
    ("an unknown scope", lambda: changed("Limits", 1, scope="group:Sekurity"), "RV306", "Limits!B6"),
    ("two limits on one thing", lambda: added("Limits", small_review()["Limits"][0] | {"limit": "again"}), "RV307", "Limits!E7"),
    ("a share above its maximum", lambda: bid(2, min_share=0.9, max_share=0.5), "RV309", "Bids!L7"),
    ("half a whole bid", lambda: bid(4, max_share=0.5), "RV310", "Bids!L9"),
    ("a target on the wrong side", lambda: changed("Indicators", 0, target=120), "RV314", "Indicators!G5"),
    ("no target and no movement", lambda: changed("Indicators", 0, target=None), "RV313", "Indicators!A5"),
    ("an effect twice", lambda: added("Effects", small_review()["Effects"][0]), "RV316", "Effects"),
    ("a rule without its figure", lambda: added("Rules", {"rule": "a", "kind": "reserve", "scope": "total", "control": "RDEL"}), "RV323", "Rules!E5"),
    ("growth on a programme", lambda: added("Rules", {"rule": "a", "kind": "real_growth_floor", "scope": "programme:NHS", "control": "RDEL", "value": 0.1}), "RV321", "Rules!C5"),
    ("growth without a baseline", lambda: added("Rules", {"rule": "a", "kind": "real_growth_floor", "scope": "HO", "control": "ADMIN", "value": 0.1}), "RV330", "Rules!B5"),
    ("years that do not fit", lambda: added("Rules", {"rule": "a", "kind": "reserve", "scope": "total", "control": "RDEL", "years": "1;2;3"}), "RV324", "Rules!G5"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "make", "code", "place"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_named_by_code_and_cell(
    what: str, make: Callable[[], Rows], code: str, place: str, tmp_path: Path
) -> None:
    rows = make()
    path = making.write(tmp_path / "review.xlsx", rows)
    if rows["Bids"][2].get("RDEL 2008-09") == "DATE":
        path = with_a_date(path, "H7")
    result = check(path)
    assert result.exit_code == 3, result.output
    assert code in codes(result), result.stderr
    if place.count("!"):
        assert place in places(result), result.stderr
    assert "Traceback" not in result.stderr
    assert re.search(r"\d+ problems? in review.xlsx. Nothing was run.", result.stderr)


def with_a_date(path: Path, cell: str) -> Path:
    import openpyxl

    book = openpyxl.load_workbook(path)
    book["Bids"][cell] = dt.date(2026, 4, 1)
    book.save(path)
    return path


def test_two_planted_faults_give_two_problems(tmp_path: Path) -> None:
    rows = bid(2, **{"RDEL 2008-09": "x"})
    rows["Limits"][0]["control"] = "RDLE"
    result = check(making.write(tmp_path / "review.xlsx", rows))
    assert codes(result) == ["WB104", "WB102"]
    assert "did you mean 'RDEL'" in result.stderr
    assert "2 problems in review.xlsx" in result.stderr


def test_faults_of_sheets_and_between_sheets_come_in_one_go(tmp_path: Path) -> None:
    rows = bid(2, **{"RDEL 2008-09": "x"})
    rows["Indicators"][1]["target"] = 10
    result = check(making.write(tmp_path / "review.xlsx", rows))
    assert codes(result) == ["WB102", "RV314"]


def write_bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (450 * 1024 * 1024))
    return path


FILES: list[tuple[str, str, Callable[[Path], Path]]] = [
    ("no such file", "WB001", lambda folder: folder / "nowhere.xlsx"),
    ("an old format", "WB002", lambda folder: write_bytes(folder / "a.xls", b"x")),
    ("a CSV", "WB002", lambda folder: write_bytes(folder / "a.csv", b"bid,department")),
    ("a password", "WB003", lambda folder: write_bytes(folder / "a.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 600)),
    ("not a workbook", "WB004", lambda folder: write_bytes(folder / "a.xlsx", b"hello")),
    ("a zip bomb", "WB005", lambda folder: bomb(folder / "a.xlsx")),
    ("a sheet missing", "WB010", lambda folder: making.write(folder / "a.xlsx", {"Review": making.settings()})),
]


@pytest.mark.parametrize(("what", "code", "make"), FILES, ids=[file[0] for file in FILES])
def test_a_file_that_is_no_review_is_one_clear_error(
    what: str, code: str, make: Callable[[Path], Path], tmp_path: Path
) -> None:
    result = check(make(tmp_path))
    assert result.exit_code == 3, result.output
    assert code in codes(result), result.stderr
    assert "Traceback" not in result.stderr


SCENARIOS = [
    ("an unknown key", "objectve: weighted", "SC004", 4),
    ("a value out of range", "link_strength: 2", "SC006", 4),
    ("a key twice", "name: again", "SC003", 4),
    ("not YAML", "limits: [", "SC002", None),
    ("an unknown limit", "limits: {total-RDELL: {add: 5}}", "SC011", 4),
    ("an unknown bid", "bids:\n  HO-11: {force: in}", "SC011", 5),
    ("a year that is none", "limits: {total-RDEL: {add: {2008-10: 5}}}", "SC006", 4),
    ("a year outside the plan", "limits: {total-RDEL: {add: {2012-13: 5}}}", "SC012", 4),
    ("half a whole bid", "bids:\n  DH-2: {share: 0.5}", "SC015", 5),
    ("force and share", "bids:\n  DH-1: {share: 0.5, force: in}", "SC014", 5),
    ("another objective", "objective: npsv", "SC021", None),
    ("another link strength", "link_strength: 0.3", "SC022", None),
    ("no weight at all", "weights: {PSA19: 0, PSA23: 0}", "SC023", None),
]


@pytest.mark.parametrize(("what", "text", "code", "line"), SCENARIOS, ids=[scenario[0] for scenario in SCENARIOS])
def test_a_scenario_fault_is_named_by_line(what: str, text: str, code: str, line: int | None, tmp_path: Path) -> None:
    making.write(tmp_path / "review.xlsx", small_review())
    path = tmp_path / "scenario.yaml"
    path.write_text(f"schema: 1\nname: Test\nworkbook: review.xlsx\n{text}\n", encoding="utf-8")
    result = check(path)
    assert result.exit_code == 3, result.output
    assert codes(result) == [code], result.stderr
    if line is not None:
        assert f"scenario.yaml:{line}:" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_scenario_sheet_is_read_and_its_faults_are_named_by_cell(tmp_path: Path) -> None:
    rows = small_review() | {"Scenario": [{"key": "limits.total-RDEL.add.2008-09", "value": "lots"}]}
    result = check(making.write(tmp_path / "review.xlsx", rows))
    assert (result.exit_code, codes(result), places(result)) == (3, ["SC006"], ["Scenario!B5"])
