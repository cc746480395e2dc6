"""The settlement workbook as a file: what it says, that it opens, and that equal runs make equal bytes."""

import os
import subprocess
import sys
import xml.dom.minidom
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from spendreview.allocation import allocate
from spendreview.errors import OutputError
from spendreview.report import provenance, write_settlement
from spendreview.report.book import settlement_book
from spendreview.report.layout import Layout
from spendreview.report.sheets.cover import status_sentence
from spendreview.review import load_review
from tests.report.conftest import ROOT
from tests.report.office import convert, needs_office, recalculated
from tests.report.test_recalculated import table

EXAMPLE = "tests/examples/full_6.xlsx"
WORKED = ROOT / "tests/examples/worked_example.xlsx"
COMMAND = "=cmd|'/C calc'!A0"
ORDER = [
    "Cover", "Charts", "Settlement board", "Settlements", "Settlements in real terms", "Bridge", "Total DEL",
    "Allocation by bid", "Bids as run", "Savings and block grants", "Limits", "Priorities", "Indicators", "Economy",
    "Scenario changes", "Assumptions", "Warnings", "Run record", "Chart data movers", "Chart data limits",
    "Chart data priorities", "Names", "Notes",
]  # fmt: skip


def edited(tmp_path, changes):
    """The worked example with cells set as text: {(sheet, address): text}."""
    book = openpyxl.load_workbook(WORKED)
    for (sheet, address), text in changes.items():
        cell = book[sheet][address]
        cell.value = text
        cell.data_type = "s"
    path = tmp_path / "review.xlsx"
    book.save(path)
    return path


def cells_that_hold(sheet, text):
    """Addresses of the cells with exactly this text."""
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value == text]


@pytest.mark.parametrize("source", [EXAMPLE, "tests/examples/worked_example.xlsx", "scenarios/sr2025.yaml"])
def test_sheets_stand_in_their_order(settled, written, source):
    """The cover, then the board; what a review does not have is left out."""
    names = openpyxl.load_workbook(written(settled(source)), read_only=True).sheetnames
    assert names == [name for name in ORDER if name in names]
    assert names[:3] == ["Cover", "Charts", "Settlement board"]
    assert ("Scenario changes" in names) == source.endswith("yaml")


@pytest.mark.parametrize("source", [EXAMPLE, "scenarios/sr2025.yaml"])
def test_every_sheet_says_what_it_holds(settled, source):
    """A title, two lines, and a marking where there is one; never the words that the tool must not use."""
    settlement = settled(source)
    book = settlement_book(settlement)
    for page in book.pages:
        assert page.heading
        assert all(page.lines)
    said = " ".join(
        str(cell) for page in book.pages for field in page.table.fields for cell in (field.header, *field.cells)
    )
    assert "optimal budget" not in said.casefold()
    assert "ministers decide" in book.pages[0].lines[0]
    assert book.marking == (settlement.review.marking or "")


def test_the_cover_says_where_figures_come_from(settled, written):
    """Hashes, versions, and how many limit figures are published or illustrative."""
    settlement = settled("scenarios/sr2025.yaml")
    rows = {row["What"]: row["Answer"] for row in table(openpyxl.load_workbook(written(settlement))["Cover"])}
    made = provenance(settlement)
    assert made["workbook_sha256"] in rows["Workbook"]
    assert made["scenario_sha256"] in rows["Scenario"]
    assert made["highs"] in rows["Versions"]
    assert rows["Limit figures"] == "illustrative 144, published 12; the scenario set 141 of them"


def test_the_file_opens_without_repair(settled, written):
    """Every part is well-formed, and within the limits beyond which Excel repairs or refuses a file."""
    path = written(settled("scenarios/csr2007.yaml"))
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            xml.dom.minidom.parseString(parts.read(name))
    for sheet in openpyxl.load_workbook(path):
        assert 0 < len(sheet.title) <= 31
        assert not set(sheet.title) & set("[]:*?/\\")
        assert all(len(part.text or "") <= 255 for part in (sheet.oddHeader.center, sheet.oddFooter.left))
        formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert all(len(text) <= 8192 for text in formulas)
        header = [cell.value for cell in sheet[4]]
        assert len(set(header)) == len(header)


def test_the_file_prints(settled, written, tmp_path):
    """LibreOffice makes pages of it, one page wide each."""
    needs_office()
    pages = convert(written(settled(EXAMPLE)), tmp_path, "pdf").read_bytes()
    assert pages.startswith(b"%PDF")


def test_equal_runs_make_equal_bytes(settled, written):
    """The seconds that a run took are not in the file, nor is the time of day."""
    settlement = settled(EXAMPLE)
    slower = replace(settlement, solver=replace(settlement.solver, seconds=settlement.solver.seconds + 1))
    assert written(settlement).read_bytes() == written(slower, "again.xlsx").read_bytes()


def test_bytes_do_not_depend_on_the_order_of_sets(tmp_path):
    """Two processes that order their sets otherwise write the same file."""
    code = (
        "import sys; from pathlib import Path; from spendreview.review import load_review\n"
        "from spendreview.allocation import allocate; from spendreview.report import write_settlement\n"
        "write_settlement(allocate(load_review(sys.argv[1])), Path(sys.argv[2]))"
    )
    files = []
    for seed in ("1", "2"):
        files.append(tmp_path / f"{seed}.xlsx")
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(ROOT / EXAMPLE), str(files[-1])], env=environment, check=True)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_text_that_starts_with_an_equals_sign_stays_text(tmp_path, written):
    """A bid's title that would start a program is words in every cell that shows it."""
    header = [cell.value for cell in openpyxl.load_workbook(WORKED)["Bids"][4]]
    column = openpyxl.utils.get_column_letter(header.index("title") + 1)
    settlement = allocate(load_review(edited(tmp_path, {("Bids", f"{column}5"): COMMAND})))
    path = written(settlement)
    book = openpyxl.load_workbook(path)
    found = [book[sheet.title][address] for sheet in book for address in cells_that_hold(sheet, COMMAND)]
    assert found
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>cmd" in text or "<f>=cmd" in text for text in sheets)
    assert sum("=cmd|" in text for text in sheets) == 1


def test_codes_that_sumifs_cannot_tell_apart_are_told_apart(tmp_path, written):
    """Departments 1 and 01 are two departments, in the workbook's formulas too."""
    needs_office()
    names = {"A": "1", "B": "01"}
    book = openpyxl.load_workbook(WORKED)
    changes = {
        (sheet.title, cell.coordinate): names[cell.value]
        for sheet in book
        for row in sheet.iter_rows(min_row=5)
        for cell in row
        if cell.value in names
    }
    settlement = allocate(load_review(edited(tmp_path, changes)))
    path = written(settlement)
    anew = recalculated(path, tmp_path)
    rows = {(row["Department"], row["Control"]): row for row in table(anew["Settlements"])}
    assert rows["1", "RDEL"]["2008-09"] == pytest.approx(40)
    assert rows["01", "RDEL"]["2008-09"] == pytest.approx(60)
    assert rows["All", "Total DEL"]["2008-09"] == pytest.approx(100)


def test_a_file_that_is_open_elsewhere_is_an_output_error(settled, tmp_path, monkeypatch):
    """Excel holds a lock on what it shows; the old file stays whole, and nothing is left beside it."""

    def locked(*_):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "settlement.xlsx"
    path.write_bytes(b"what was there before")
    monkeypatch.setattr("os.replace", locked)
    with pytest.raises(OutputError, match="close it in Excel, then run again") as caught:
        write_settlement(settled(EXAMPLE), path)
    assert caught.value.problems[0].code == "OUT01"
    assert path.read_bytes() == b"what was there before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_output_error(settled, tmp_path):
    """Said in one line, not as a traceback."""
    with pytest.raises(OutputError, match="OUT02"):
        write_settlement(settled(EXAMPLE), tmp_path / "no such folder" / "settlement.xlsx")


def test_a_fault_on_the_way_leaves_the_old_file(settled, tmp_path, monkeypatch):
    """Never half-written: a fault of the program itself does not touch what was there."""
    path = tmp_path / "settlement.xlsx"
    path.write_bytes(b"what was there before")
    monkeypatch.setattr("xlsxwriter.Workbook.close", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_settlement(settled(EXAMPLE), path)
    assert path.read_bytes() == b"what was there before"
    assert list(tmp_path.iterdir()) == [path]


def test_the_limits_sheet_says_which_figures_the_scenario_set(settled, written):
    """What a scenario sets is illustrative there too, and said to be its own."""
    rows = list(table(openpyxl.load_workbook(written(settled("scenarios/sr2025.yaml")))["Limits"]))
    by_setter = {row["Set by"]: {row["Status"]} for row in rows}
    for row in rows:
        by_setter[row["Set by"]].add(row["Status"])
    assert by_setter["scenario"] == {"illustrative"}
    assert "published" in by_setter["workbook"]
    assert sum(row["Set by"] == "scenario" for row in rows) == 141


def test_the_cover_and_the_run_record_hold_the_runs_own_figures(settled, written):
    """Counts and the worst violation are those of the settlement, not words that happen to stand there."""
    settlement = settled("scenarios/csr2007.yaml")
    book = openpyxl.load_workbook(written(settlement), data_only=True)
    cover = {row["What"]: row["Answer"] for row in table(book["Cover"])}
    binding = sum(use.binding for use in settlement.limit_uses)
    assert cover["Binding limits"].startswith(f"{binding} of {len(settlement.limit_uses)} ")
    assert binding > 10
    found = {cell.value for row in book["Run record"].iter_rows() for cell in row}
    assert f"{settlement.solver.worst_violation:.0e}" in found
    assert settlement.solver.worst_violation > 0


def test_an_open_gap_is_said_on_the_cover(settled):
    """Only a proven optimum may say that nothing scores higher."""
    settlement = settled("scenarios/csr2007.yaml")
    loose = replace(settlement, solver=replace(settlement.solver, gap=0.0009))
    assert "no other allocation of the same bids scores higher" in status_sentence(Layout(settlement))
    assert "scores more than 0.09% higher" in status_sentence(Layout(loose))
    early = replace(loose, status="provisional")
    assert "up to 0.09% higher" in status_sentence(Layout(early))


def test_a_goal_on_the_way_is_not_called_the_target(settled, written):
    """The target stands in a column of its own; the goal in the plan is computed."""
    settlement = settled("scenarios/csr2007.yaml")
    rows = {row["Indicator"]: row for row in table(openpyxl.load_workbook(written(settlement))["Indicators"])}
    last = settlement.review.years[-1]
    later = [own for own in settlement.review.indicators if own.target is not None and (own.target_year or last) > last]
    assert later
    for own in later:
        row = rows[own.indicator]
        assert row["Goal is"] == f"on the way to {own.target_year}"
        assert row["Target"] == own.target
        assert row["Goal"] != own.target


def test_every_sheet_of_results_says_that_it_rests_on_illustrative_rows(settled):
    """Wherever such a result is shown."""
    book = settlement_book(settled("scenarios/sr2025.yaml"))
    results = ("Settlement board", "Settlements", "Bridge", "Allocation by bid", "Limits", "Priorities", "Indicators")
    said = {page.name: " ".join(page.lines) for page in book.pages}
    assert all("illustrative rows" in said[name] for name in results)
