"""A marked copy: a comment and a colour at every fault, whatever the workbook holds, and nothing else changed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from spendreview.errors import Place, Problem, SpendReviewError
from spendreview.review import load_review
from spendreview.tabular.annotate import MOST_CELLS, Marking, annotate
from spendreview.tabular.annotate.comments import AUTHOR, LINE
from spendreview.tabular.annotate.styles import FAULT_FILL, WARNING_FILL
from tests import making
from tests.report.office import needs_office
from tests.tabular.packages import (
    SHOWN,
    SPOTS,
    marked,
    marks,
    parts,
    problem,
    rich,
    shown_by_office,
    written,
)

CSR2007 = Path(__file__).parents[2] / "workbooks" / "csr2007.xlsx"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def spots(problems: Iterable[Problem], first: str = "") -> set[tuple[str, str]]:
    return {(own.place.sheet or first, own.place.cell or "A1") for own in problems}


def refusal(path: Path) -> SpendReviewError:
    with pytest.raises(SpendReviewError) as caught:
        load_review(path)
    return caught.value


def facts(problems: Iterable[Problem]) -> list[tuple[str, str | None, str | None, str, str]]:
    return [(own.code, own.place.sheet, own.place.cell, own.found, own.wanted) for own in problems]


def assert_same_again(book: Path, first: str) -> Path:
    """A faulty review, marked: every fault and warning shows, and the copy has the same ones in the same cells."""
    error = refusal(book)
    out, done = marked(book, error.problems, error.warnings)
    again = refusal(out)
    assert facts(again.problems) == facts(error.problems)
    assert facts(again.warnings) == facts(error.warnings)
    faulty = spots(error.problems, first)
    assert set(marks(out, FAULT_FILL)) == faulty
    assert set(marks(out, WARNING_FILL)) == spots(error.warnings, first) - faulty
    said = marks(out, FAULT_FILL, WARNING_FILL)
    for own in error.problems:
        place = own.place.sheet or first, own.place.cell or "A1"
        assert f"{own.code}  {own.found}; wanted {own.wanted}".removesuffix("; wanted ") in said[place]
    assert done == Marking(len(said), 0, 0)
    return out


def faulty_review() -> making.Rows:
    """Faults of many kinds, two of them in one cell, and warnings before them."""
    rows = making.small_review()
    rows["Limits"][0]["control"] = "XDEL"
    rows["Limits"][1]["2008-09"] = "12,5"
    rows["Bids"][2] |= {"RDEL 2008-09": "n/a", "title": None, "department": "HOO"}
    rows["Bids"][3] |= {"RDEL 2008-09": " 1,234 ", "bid": "HO-base"}
    rows["Indicators"][1]["target"] = 10
    rows["Effects"].append(rows["Effects"][0] | {"indicator": "crimes"})
    rows["Economy"][0]["2009-10"] = ("=1/0", "#DIV/0!")
    rows["Jottings"] = [{"mine": 1}]
    return rows


def test_faults_and_warnings_of_many_kinds(tmp_path: Path) -> None:
    out = assert_same_again(making.write(tmp_path / "review.xlsx", faulty_review()), "Review")
    found = marks(out, FAULT_FILL)
    assert len(found) >= 8
    assert found["Limits", "C5"].startswith("WB104  'XDEL'; wanted one of RDEL, CDEL")
    assert marks(out, WARNING_FILL)["Bids", "H8"].startswith("warning: WW201")
    assert {cell.comment.author for cell in commented(out)} == {AUTHOR}


def commented(path: Path) -> list[openpyxl.cell.Cell]:
    return [cell for cell in written(openpyxl.load_workbook(path)) if cell.comment]


def test_a_missing_sheet_is_told_on_the_first_one(tmp_path: Path) -> None:
    rows = {name: own for name, own in making.small_review().items() if name != "Bids"}
    out = assert_same_again(making.write(tmp_path / "review.xlsx", rows), "Review")
    assert "no sheet 'Bids'" in marks(out, FAULT_FILL)["Review", "A1"]


def test_a_sheet_of_which_only_the_header_is_there(tmp_path: Path) -> None:
    rows = making.small_review()
    path = making.write(tmp_path / "review.xlsx", rows | {"Priorities": [{"priority": None, "title": None}]})
    assert_same_again(path, "Review")


def test_the_shipped_workbook_with_faults_planted(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(CSR2007)
    planted = {"Limits!C6": "XDEL", "Bids!B9": "HOO", "Baselines!C20": "n/a", "Bids!C4": "program", "Rules!G9": "1;x"}
    for place, value in planted.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    book.save(tmp_path / "csr2007.xlsx")
    out = assert_same_again(tmp_path / "csr2007.xlsx", "Review")
    header = openpyxl.load_workbook(out)["Bids"]["C4"].comment
    assert header.text.startswith("Required.")  # what the template says of the column stays
    assert f"{LINE}\nWB011" in header.text


def test_a_blank_template(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from spendreview.cli import cli

    path = tmp_path / "mine.xlsx"
    assert CliRunner().invoke(cli, ["template", "review", str(path)]).exit_code == 0
    book = openpyxl.load_workbook(path)
    where = [(sheet.title, cell) for sheet in book.worksheets for cell in ("A4", "B4", "C40", "XFD9")]
    out, done = marked(path, [problem(path, *spot) for spot in where])
    assert done.cells == len(where) == len(marks(out, FAULT_FILL))


def test_the_shipped_workbook_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "csr2007.xlsx"
    path.write_bytes(CSR2007.read_bytes())
    where = [("Bids", "T300"), ("Bids", "A4"), ("Rules", "B7"), ("Rules", "ZZ3")]
    out, _ = marked(path, [problem(path, *spot) for spot in (*where, (None, None))])
    assert set(marks(out, FAULT_FILL)) == {*where, ("Review", "A1")}


@pytest.fixture
def rich_copy(tmp_path: Path) -> tuple[Path, Path]:
    path = rich(tmp_path / "rich.xlsx")
    out, done = marked(path, [problem(path, *spot) for spot in SPOTS], [problem(path, "Own", "B3", "WW201")])
    assert done == Marking(len(SPOTS) + 1, 0, 0)
    return path, out


def test_what_openpyxl_would_lose_stays(rich_copy: tuple[Path, Path]) -> None:
    path, out = rich_copy
    assert set(marks(out, FAULT_FILL)) == SHOWN
    assert set(marks(out, WARNING_FILL)) == {("Own", "B3")}
    sheet = openpyxl.load_workbook(out, data_only=True)["Own"]
    assert sheet["C5"].value == 10
    assert sheet["C3"].comment.text == f"Mine, do not touch: 1 < 2\n{LINE}\nWB104  'XDEL'; wanted one of RDEL"
    assert sheet["B12"].comment.text == "C13: WB104  'XDEL'; wanted one of RDEL"
    assert sheet["E5"].number_format == "d mmm"  # an empty cell in its column's style
    assert sheet["E21"].number_format == "#,##0.00"  # and in its row's, where that has one
    assert sheet["A1"].font.color.rgb == "FF000000"  # white would not be read on the mark
    assert sheet["B1"].font.color.rgb == "FFFFFFFF"
    assert b"x14:sparkline" in parts(out)["xl/worksheets/sheet1.xml"]
    assert parts(path)["xl/charts/chart1.xml"] == parts(out)["xl/charts/chart1.xml"]


def test_the_drawing_of_the_boxes_stands_where_the_standard_puts_it(rich_copy: tuple[Path, Path]) -> None:
    xml = parts(rich_copy[1])["xl/worksheets/sheet2.xml"].decode()
    tail = re.findall(r"<(\w+)", xml.partition("</sheetData>")[2])
    assert tail[-4:] == ["legacyDrawing", "legacyDrawingHF", "tableParts", "tablePart"]


def test_boxes_have_numbers_of_their_own(rich_copy: tuple[Path, Path]) -> None:
    drawings = {name: own.decode() for name, own in parts(rich_copy[1]).items() if name.endswith(".vml")}
    new = {name: text for name, text in drawings.items() if name not in parts(rich_copy[0])}
    numbers = {name: re.findall(r'id="_x0000_s(\d+)"', text) for name, text in drawings.items()}
    assert len(new) == 2  # the sheet with a comment and a button keeps its drawing
    assert all(len(own) == len(set(own)) for own in numbers.values())
    assert len(numbers["xl/drawings/vmlDrawing1.vml"]) > len(SPOTS) / 2
    blocks = {name: re.findall(r'data="([\d,]+)"', text)[0] for name, text in drawings.items()}
    assert all(list(blocks.values()).count(blocks[name]) == 1 for name in new)


def test_a_box_that_holds_more_text_is_longer(rich_copy: tuple[Path, Path]) -> None:
    def last_row(path: Path) -> int:
        text = parts(path)["xl/drawings/vmlDrawing1.vml"].decode()
        note = next(own for own in text.split("<v:shape ") if "<x:Row>2<" in own and "<x:Column>2<" in own)
        return int(re.findall(r"<x:Anchor>([^<]*)<", note)[0].split(",")[6])

    assert last_row(rich_copy[1]) > last_row(rich_copy[0])


def test_the_same_input_gives_the_same_bytes(rich_copy: tuple[Path, Path]) -> None:
    path, out = rich_copy
    before = out.read_bytes()
    marked(path, [problem(path, *spot) for spot in SPOTS], [problem(path, "Own", "B3", "WW201")])
    assert out.read_bytes() == before


def test_a_copy_marked_again_holds_each_remark_once(rich_copy: tuple[Path, Path], tmp_path: Path) -> None:
    _, out = rich_copy
    twice = tmp_path / "twice.xlsx"
    annotate(out, twice, [problem(out, *spot, found="'YDEL'") for spot in SPOTS], [])
    said = marks(twice, FAULT_FILL)
    assert set(said) == SHOWN
    assert all(text.count("YDEL") == 1 and "XDEL" not in text for spot, text in said.items())
    assert said["Own", "C3"].startswith("Mine, do not touch: 1 < 2\n")


def test_what_is_wrong_in_a_scenario_is_not_in_a_cell(tmp_path: Path) -> None:
    path = rich(tmp_path / "rich.xlsx")
    place = Place(file="scenario.yaml", line=3, column=1)
    faults = [Problem(code="SC012", place=place, found="2012-13", wanted=""), problem(path, "Own", "A2")]
    assert marked(path, faults)[1] == Marking(1, 0, 1)


def test_so_many_cells_are_marked_and_no_more_faults_first(tmp_path: Path) -> None:
    path = rich(tmp_path / "rich.xlsx")
    warnings = [problem(path, "Own", f"Q{row}", "WW201") for row in range(1, 41)]
    faults = [problem(path, "Empty", f"B{row}") for row in range(5, MOST_CELLS + 2)]
    out, done = marked(path, faults, warnings)
    assert done == Marking(MOST_CELLS, 37, 0)
    assert len(marks(out, FAULT_FILL)) == MOST_CELLS - 3
    ids = re.findall(rb'id="_x0000_s(\d+)"', parts(out)["xl/drawings/vmlDrawing4.vml"])
    assert len(ids) == len(set(ids)) == MOST_CELLS - 3


def test_many_problems_of_one_cell_are_one_comment(tmp_path: Path) -> None:
    path = rich(tmp_path / "rich.xlsx")
    out, done = marked(path, [problem(path, "Plain", "B2", found=f"\x00 {number} 🙂 <&>") for number in range(50)])
    assert done.cells == 1
    text = marks(out, FAULT_FILL)["Plain", "B2"]
    assert text.splitlines()[39:] == ["WB104  \ufffd 39 🙂 <&>; wanted one of RDEL", "and 10 more"]


@pytest.mark.parametrize("seed", range(20))
def test_any_cell_of_any_sheet(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = tmp_path / "sparse.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Own")
        for _ in range(chance.choice((0, 3, 40))):
            sheet.write(chance.randrange(30), chance.randrange(30), chance.random())
    where = {f"{chance.choice('ABCMZ')}{chance.randrange(1, 35)}" for _ in range(15)}
    out, _ = marked(path, [problem(path, "Own", cell) for cell in where])
    assert {cell for _, cell in marks(out, FAULT_FILL)} == where


def test_libreoffice_shows_every_comment(rich_copy: tuple[Path, Path], tmp_path: Path) -> None:
    needs_office()
    said = shown_by_office(rich_copy[1], tmp_path / "office")
    assert sum("XDEL" in own for own in said) == len(SPOTS) + 1
    assert sum("Mine, do not touch" in own for own in said) == 1


def test_libreoffice_shows_the_comments_of_a_shipped_workbook(tmp_path: Path) -> None:
    needs_office()
    path = tmp_path / "csr2007.xlsx"
    path.write_bytes(CSR2007.read_bytes())
    before = shown_by_office(path, tmp_path / "before")
    where = [("Bids", "T300"), ("Bids", "A4"), ("Rules", "B7"), ("Rules", "ZZ3")]
    out, _ = marked(path, [problem(path, *spot) for spot in where])
    said = shown_by_office(out, tmp_path / "after")
    assert sum("XDEL" in own for own in said) == 4
    assert len(said) == len(before) + 3
