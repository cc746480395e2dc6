"""Workbooks that we write: read back as they were meant, the same bytes every time, with help where it is needed."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from spendreview.cli import cli
from spendreview.errors import Findings, OutputError
from spendreview.review import load_review
from spendreview.review.sheets import SHEETS, Years
from spendreview.review.workbook import read_review_sheets
from spendreview.tabular import Column, Sheet, open_workbook, read_settings, read_sheet
from spendreview.tabular.amounts import Money
from spendreview.tabular.cells import Code, Day, ListOf, Text, YesNo
from spendreview.tabular.files import atomic_path
from spendreview.tabular.schema import Setting
from spendreview.tabular.template import write_workbook
from spendreview.terms import RuleKind, Year
from tests.making import small_review

YEARS = Years(Year(2007), (Year(2008), Year(2009)))
SMALL = Sheet(
    title="Things",
    guidance="Things, £ million.",
    columns=(
        Column("thing", Code(), required=True, key=True, example="T1"),
        Column("words", Text()),
        Column("amount", Money(), default=0),
        Column("sure", YesNo(), default=False),
        Column("others", ListOf(Code()), default=(), refers_to="Things"),
        Column("day", Day()),
    ),
)
OWN = Sheet(
    title="Own",
    guidance="Settings.",
    required=True,
    columns=(Column("setting", Code(), required=True), Column("value", Text(), header=True)),
    settings=(Setting("name", Text(), required=True, example="A name"), Setting("owner", Text(), help="Who answers.")),
)


def template(folder: Path, *options: str) -> tuple[Path, Result]:
    path = folder / "template.xlsx"
    return path, CliRunner().invoke(cli, ["template", "review", str(path), *options])


def rules_of(sheet: Any) -> dict[str, Any]:
    """Data validations by the first column that they cover."""
    return {str(rule.sqref).rstrip("0123456789").split(":")[0].rstrip("0123456789"): rule for rule in rules(sheet)}


def rules(sheet: Any) -> list[Any]:
    return list(sheet.data_validations.dataValidation)


def column_of(sheet: Any, name: str) -> str:
    return next(str(cell.column_letter) for cell in sheet[4] if cell.value == name)


@pytest.mark.parametrize("years", [1, 3, 5])
def test_blank_template_reads_back_without_a_fault(tmp_path: Path, years: int) -> None:
    path, result = template(tmp_path, "--baseline-year", "2025-26", "--years", str(years))
    assert result.exit_code == 0, result.output
    findings = Findings()
    review = read_review_sheets(path, findings)
    assert review is not None
    assert findings.faults == []
    assert findings.warnings == []
    assert review.years.baseline == Year(2025)
    assert len(review.years.plan) == years
    assert review.settings["fill_baseline"] is True
    assert not review.departments
    assert not review.bids
    assert not review.scenario_keys


def test_blank_template_says_what_it_lacks_when_run(tmp_path: Path) -> None:
    path, _ = template(tmp_path)
    result = CliRunner().invoke(cli, ["check", str(path)])
    assert result.exit_code == 3
    assert "RV318" in result.stderr
    assert "1 problem in" in result.stderr


def test_template_never_overwrites_unasked(tmp_path: Path) -> None:
    path, _ = template(tmp_path)
    before = path.read_bytes()
    again = template(tmp_path, "--years", "2")[1]
    assert again.exit_code == 2
    assert "--force" in again.stderr
    assert path.read_bytes() == before
    assert template(tmp_path, "--years", "2", "--force")[1].exit_code == 0
    assert path.read_bytes() != before


@pytest.mark.parametrize("options", [["--years", "6"], ["--years", "0"], ["--baseline-year", "2025"]])
def test_template_refuses_years_that_no_plan_has(tmp_path: Path, options: list[str]) -> None:
    path, result = template(tmp_path, *options)
    assert result.exit_code == 2
    assert not path.exists()


def test_every_sheet_says_what_it_is_and_is_set_up(tmp_path: Path) -> None:
    path, _ = template(tmp_path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [sheet.title for sheet in SHEETS]
    for declared in SHEETS:
        sheet = book[declared.title]
        assert sheet["A1"].value == declared.title
        assert sheet["A2"].value == declared.guidance
        assert "required" in sheet["A3"].value
        assert sheet.freeze_panes == "B5"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$4:$4"
        for cell in sheet[4]:
            assert cell.comment is not None or cell.value.startswith("#"), (declared.title, cell.value)
        if not declared.settings:
            assert sheet["A5"].value.startswith("# ")
            assert sheet.auto_filter.ref.startswith("A4:")


def test_drop_downs_and_bounds(tmp_path: Path) -> None:
    path, _ = template(tmp_path)
    book = openpyxl.load_workbook(path)
    bids, rule_sheet = book["Bids"], book["Rules"]
    by_column = rules_of(bids)
    assert by_column[column_of(bids, "divisible")].formula1 == '"yes,no"'
    department = by_column[column_of(bids, "department")]
    assert "'Departments'!$A$6" in department.formula1
    assert department.errorStyle == "warning"
    assert by_column[column_of(bids, "requires")].showErrorMessage is False
    assert by_column[column_of(bids, "step")].type == "decimal"
    assert by_column[column_of(bids, "RDEL 2026-27")].type == "decimal"
    kinds = rules_of(rule_sheet)[column_of(rule_sheet, "kind")]
    assert kinds.formula1 == '"' + ",".join(RuleKind) + '"'
    for sheet in book:
        for rule in rules(sheet):
            assert len(str(rule.formula1 or "")) <= 257
            assert len(rule.error or "") <= 255


def test_years_and_codes_are_text_and_money_is_not(tmp_path: Path) -> None:
    path, _ = template(tmp_path)
    book = openpyxl.load_workbook(path)
    indicators, bids = book["Indicators"], book["Bids"]
    for row in (5, 6, 20):
        assert indicators[f"{column_of(indicators, 'target_year')}{row}"].number_format == "@"
        assert bids[f"A{row}"].number_format == "@"
        assert bids[f"{column_of(bids, 'RDEL 2026-27')}{row}"].number_format == "#,##0.0##"
    assert book["Review"]["B7"].value == "2025-26"
    assert book["Review"]["B7"].number_format == "@"


def test_notes_say_what_a_column_takes(tmp_path: Path) -> None:
    path, _ = template(tmp_path)
    sheet = openpyxl.load_workbook(path)["Bids"]
    notes = {cell.value: cell.comment.text for cell in sheet[4]}
    assert notes["bid"].startswith("Required.")
    assert "a code of the sheet Departments" in notes["department"]
    assert "Blank: profile." in notes["phasing"]
    assert "Unit: £ million, cash." in notes["RDEL 2026-27"]


def test_given_rows_come_back(tmp_path: Path) -> None:
    path = tmp_path / "things.xlsx"
    rows: list[dict[str, Any]] = [
        {"thing": "A", "words": "=1+1", "amount": 12.345, "sure": True, "others": ("B", "C")},
        {"thing": "B", "words": "=cmd|'/C calc'!A0", "amount": -3, "sure": False, "day": dt.date(2008, 4, 1)},
        {"thing": "C", "words": "@x, £, http://example.org", "amount": None, "note of mine": "kept"},
    ]
    write_workbook(path, [SMALL], None, {"Things": rows})
    findings = Findings()
    table = read_sheet(open_workbook(path), SMALL, None, findings)
    assert findings.faults == findings.warnings == []
    records = [record for _, record in table.records()]
    assert [record["words"] for record in records] == [row["words"] for row in rows]
    assert [record["amount"] for record in records] == [12345, -3000, 0]
    assert [record["sure"] for record in records] == [True, False, False]
    assert records[0]["others"] == ("B", "C")
    assert records[1]["day"] == dt.date(2008, 4, 1)
    assert table.rows == (5, 6, 7)
    formulas = [c for row in openpyxl.load_workbook(path)["Things"].iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []


def test_a_whole_review_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "small.xlsx"
    write_workbook(path, SHEETS, YEARS, small_review())
    review = load_review(path)
    assert {warning.code for warning in review.warnings} == {"RW401"}
    assert [row.department for row in review.departments] == ["HO", "DH"]
    assert review.limits[0].amounts_k == (320_000, 330_000)
    assert {str(control) for bid in review.bids for control in bid.costs_k} <= {"RDEL", "CDEL"}
    assert openpyxl.load_workbook(path).sheetnames == [s.title for s in SHEETS if s.title in small_review()]


def test_settings_stand_with_their_meaning(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    write_workbook(path, [OWN], None)
    sheet = openpyxl.load_workbook(path)["Own"]
    assert [cell.value for cell in sheet[6]] == ["owner", None, "Who answers. Takes text."]
    findings = Findings()
    values, _ = read_settings(open_workbook(path), OWN, findings)
    assert findings.faults == findings.warnings == []
    assert values == {"name": "A name", "owner": None}


@pytest.mark.parametrize("rows", [None, small_review()], ids=["blank", "filled"])
def test_same_input_same_bytes(tmp_path: Path, rows: Any) -> None:
    first, second = tmp_path / "1" / "a.xlsx", tmp_path / "2" / "a.xlsx"
    for path in (first, second):
        path.parent.mkdir()
        write_workbook(path, SHEETS, YEARS, rows)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"Thigns": []}, "Thigns"),
        ({"Things": [{"thing": "A", "amuont": 1}]}, "amuont"),
        ({"Things": [{"thing": "# A"}]}, "not be read"),
        ({"Things": [{"thing": "A", "words": "x" * 40_000}]}, "cannot hold"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(tmp_path: Path, rows: Any, words: str) -> None:
    path = tmp_path / "things.xlsx"
    with pytest.raises(ValueError, match=words):
        write_workbook(path, [SMALL], None, rows)
    assert list(tmp_path.iterdir()) == []


def test_an_open_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "open.xlsx"
    path.write_text("before")
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError) as caught:
        write_workbook(path, [SMALL], None)
    assert caught.value.problems[0].code == "OUT01"
    assert "close it in Excel" in caught.value.problems[0].wanted
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_workbook(tmp_path / "nowhere" / "a.xlsx", [SMALL], None)
    assert caught.value.problems[0].code == "OUT02"


def test_a_path_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(OutputError):
        write_workbook(tmp_path / "a.xlsx", [SMALL], None)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_nothing_is_left_where_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "result.txt"

    def half() -> None:
        with atomic_path(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        half()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links take a right of their own there")
@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_written_through(tmp_path: Path, there: bool) -> None:
    """The link stays, and what it leads to is replaced, or made; nothing is left beside either."""
    (tmp_path / "shared").mkdir()
    target, link = tmp_path / "shared" / "result.txt", tmp_path / "link.txt"
    if there:
        target.write_text("old")
    link.symlink_to(target)
    with atomic_path(link) as temporary:
        assert temporary.parent == target.parent
        temporary.write_text("new")
        assert not there or target.read_text() == "old"
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["link.txt", "result.txt", "shared"]
