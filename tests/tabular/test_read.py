"""What spending teams really send: read with a warning that names the cell, or refused with what was wanted."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from spendreview.errors import Findings, WorkbookError
from spendreview.review import load_review
from spendreview.review.review import Review
from spendreview.tabular.amounts import Money, Number
from spendreview.tabular.raw import CellFault
from spendreview.terms import Control
from tests import making

NOTHING = lambda code, sentence: None  # noqa: E731


def loaded(path: Path) -> Review:
    return load_review(path)


def warned(review: Review) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.place.cell) for problem in review.warnings if problem.code.startswith("WW")]


@pytest.mark.parametrize(
    ("text", "thousands"),
    [("1,234", 1_234_000), ("(12)", -12_000), ("£34.5", 34_500), (" 7 ", 7_000), ("-1.5", -1_500), ("(£1,000.25)", -1_000_250)],
)  # fmt: skip
def test_numbers_as_text_are_read_with_a_warning(text: str, thousands: int, tmp_path: Path) -> None:
    rows = making.changed("Bids", 2, **{"RDEL 2008-09": text})
    review = loaded(making.write(tmp_path / "a.xlsx", rows))
    assert review.bids[2].costs_k[Control.RDEL][0] == thousands
    assert warned(review) == [("WW201", "H7")]


def test_a_dash_is_zero_where_a_blank_would_be(tmp_path: Path) -> None:
    rows = making.changed("Bids", 2, **{"RDEL 2008-09": "-"})
    review = loaded(making.write(tmp_path / "a.xlsx", rows))
    assert review.bids[2].costs_k[Control.RDEL][0] == 0
    assert warned(review) == [("WW203", "H7")]
    rows = making.changed("Baselines", 0, amount="-")
    with pytest.raises(WorkbookError, match="WB102"):
        loaded(making.write(tmp_path / "b.xlsx", rows))


def test_more_than_three_decimals_are_rounded_half_even_with_a_warning(tmp_path: Path) -> None:
    rows = making.changed("Bids", 2, **{"RDEL 2008-09": 15.0005, "RDEL 2009-10": 20.0015})
    review = loaded(making.write(tmp_path / "a.xlsx", rows))
    assert review.bids[2].costs_k[Control.RDEL] == (15_000, 20_002)
    assert warned(review) == [("WW202", "H7"), ("WW202", "I7")]


def test_a_sum_with_a_binary_crumb_is_no_rounding(tmp_path: Path) -> None:
    rows = making.changed("Bids", 2, **{"RDEL 2008-09": 0.1 + 0.2})
    review = loaded(making.write(tmp_path / "a.xlsx", rows))
    assert review.bids[2].costs_k[Control.RDEL][0] == 300
    assert warned(review) == []


def test_years_that_excel_made_dates_are_read_back(tmp_path: Path) -> None:
    path = making.write(tmp_path / "a.xlsx", making.small_review())
    book = openpyxl.load_workbook(path)
    book["Limits"]["E4"] = dt.datetime(2008, 9, 1)
    book["Limits"]["F4"] = dt.datetime(2009, 10, 1)
    book["Indicators"]["I4"] = "target_year"
    book["Indicators"]["I5"] = dt.datetime(2009, 10, 1)
    book.save(path)
    review = loaded(path)
    assert review.limits[0].amounts_k == (320_000, 330_000)
    assert str(review.indicators[0].target_year) == "2009-10"
    assert warned(review) == [("WW204", "E4"), ("WW204", "F4"), ("WW204", "I5")]


def test_rows_that_are_blank_or_examples_are_passed_over(tmp_path: Path) -> None:
    path = making.write(tmp_path / "a.xlsx", making.small_review())
    book = openpyxl.load_workbook(path)
    sheet = book["Bids"]
    sheet.insert_rows(5, 2)
    sheet["A5"], sheet["B5"], sheet["H5"] = "# EX-1", "nobody", "words"
    sheet["Z20"] = "a note outside the table"
    book.save(path)
    review = loaded(path)
    assert [bid.row for bid in review.bids] == [7, 8, 9, 10, 11]


def test_unknown_sheets_and_note_columns_do_no_harm(tmp_path: Path) -> None:
    rows = making.changed("Bids", 2, note="ask again", **{"# mine": 3})
    rows["Working"] = [{"a": 1}]
    review = loaded(making.write(tmp_path / "a.xlsx", rows))
    assert warned(review) == [("WW205", None)]


def test_a_filled_far_cell_does_no_harm(tmp_path: Path) -> None:
    path = making.write(tmp_path / "a.xlsx", making.small_review())
    book = openpyxl.load_workbook(path)
    book["Bids"]["XFD1048576"] = "far"
    book.save(path)
    review = loaded(path)
    assert len(review.bids) == 5
    assert warned(review) == [("WW206", None)]


def test_formulas_are_read_by_their_last_value(tmp_path: Path) -> None:
    rows = making.changed("Bids", 2, **{"RDEL 2008-09": ("=10+5", 15), "RDEL 2009-10": ('=""', "")})
    with pytest.raises(WorkbookError, match=r"Bids!I7  WB110"):
        loaded(making.write(tmp_path / "a.xlsx", rows))


def test_text_cells_that_look_like_errors_are_text(tmp_path: Path) -> None:
    rows = making.changed("Bids", 2, title="#N/A is what they said")
    assert loaded(making.write(tmp_path / "a.xlsx", rows)).bids[2].title == "#N/A is what they said"


def test_sheet_and_header_names_are_read_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    making.write(path, making.small_review())
    book = openpyxl.load_workbook(path)
    book["Bids"].title = "for now"  # openpyxl takes another case of one name for the same name
    book["for now"].title = "BIDS"
    book["Limits"]["A4"] = " Limit "
    book.save(path)
    assert len(loaded(path).limits) == 2


@pytest.mark.parametrize("text", ["n/a", "x", "[x]", "12,5", "1e400", "nan", "1.2.3", "--5", "5 million"])
def test_money_that_could_mean_anything_is_refused(text: str) -> None:
    with pytest.raises(CellFault):
        Money().parse(text, NOTHING)


@pytest.mark.parametrize("raw", [True, dt.datetime(2026, 4, 1), dt.timedelta(1), float("inf"), 1e9])
def test_money_that_is_no_number_is_refused(raw: object) -> None:
    with pytest.raises(CellFault):
        Money().parse(raw, NOTHING)


def test_bounds_are_said_in_words() -> None:
    assert Number(minimum=0, maximum=1).wanted == "a number from 0 to 1"
    assert Number(above=0).wanted == "a number above 0"
    assert Number(minimum=1, whole=True).wanted == "a whole number of 1 or more"


def test_a_share_in_per_cent_is_a_fraction(tmp_path: Path) -> None:
    rows = making.changed("Bids", 2, max_share="50%")
    assert loaded(making.write(tmp_path / "a.xlsx", rows)).bids[2].max_share == 0.5


def test_single_quotes_and_prefixes_in_the_xml_are_understood() -> None:
    from spendreview.tabular.guard import sheet_facts

    facts = sheet_facts(
        b"<x:row r='1'><x:c r='A1' t='e'><x:v>#REF!</x:v></x:c><x:c r='B1'><x:f>1+1</x:f></x:c></x:row>"
    )
    assert facts.errors == {"A1": "#REF!"}
    assert facts.uncalculated == {"B1"}


def test_a_workbook_without_its_parts_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "x")
    with pytest.raises(WorkbookError, match="WB004"):
        loaded(path)


def test_sixty_thousand_rows_keep_their_places(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Bids")
    for column, name in enumerate(("bid", "department", "programme", "title", "kind", "divisible", "RDEL 2008-09")):
        sheet.write(3, column, name)
    for row in range(60_000):
        for column, value in enumerate((f"B{row}", "HO", "P", "T", "new", "yes", 1.5 if row != 59_999 else "x")):
            sheet.write(row + 4, column, value)
    book.close()
    from spendreview.review.sheets import BIDS, Years
    from spendreview.tabular import open_workbook, read_sheet
    from spendreview.terms import Year

    findings = Findings()
    table = read_sheet(open_workbook(path), BIDS, Years(Year(2007), (Year(2008),)), findings)
    assert len(table.rows) == 60_000
    assert [str(problem) for problem in findings.faults] == [
        "long.xlsx › Bids!G60004  WB102  'x'; wanted a number in £ million"
    ]


@pytest.mark.parametrize(
    "cell",
    [
        b"<c r='B1'><f>1+1</f></c>",
        b'<c r="B1"><f>1+1</f><v></v></c>',
        b'<c r="B1"><f>1+1</f><v/></c>',
        b'<c r="B1"><f>1+1</f>\n  <v> \n</v>\n</c>',
        b'<c r="B1"><f>1+1</f><v xml:space="preserve"></v></c>',
        b'<c r="B1"><f t="shared" si="0"/>\n</c>',
        b'<x:c r = "B1"><x:f>1+1</x:f></x:c>',
    ],
)
def test_a_formula_without_a_value_is_found_however_it_is_written(cell: bytes) -> None:
    from spendreview.tabular.guard import sheet_facts

    assert sheet_facts(b"<row r='1'>" + cell + b"</row>").uncalculated == {"B1"}


@pytest.mark.parametrize("cell", [b'<c r="B1" t="e"><v>#N/A</v></c>', b"<c t = 'e' r='B1'><v>#N/A</v></c>"])
def test_an_error_value_is_found_however_it_is_written(cell: bytes) -> None:
    from spendreview.tabular.guard import sheet_facts

    assert sheet_facts(b"<row r='1'>" + cell + b"</row>").errors == {"B1": "#N/A"}


@pytest.mark.parametrize("cell", [b'<c r="B1" t="str"><f>A1</f><v></v></c>', b'<c r="B1"><f>A1</f><v>0</v></c>'])
def test_a_formula_with_a_value_is_left_alone(cell: bytes) -> None:
    from spendreview.tabular.guard import sheet_facts

    assert sheet_facts(b"<row r='1'>" + cell + b"</row>").has_all_values


def test_two_sheets_of_one_title_are_a_fault(tmp_path: Path) -> None:
    rows = making.small_review()
    rows["Limits "] = [dict(row) for row in rows["Limits"]]
    with pytest.raises(WorkbookError, match="WB018"):
        loaded(making.write(tmp_path / "a.xlsx", rows))


def test_formulas_that_were_never_calculated_by_excel_are_pointed_out(tmp_path: Path) -> None:
    rows = making.changed("Bids", 2, **{"RDEL 2008-09": ("=10+5", 15)})
    review = loaded(making.write(tmp_path / "a.xlsx", rows))
    assert review.bids[2].costs_k[Control.RDEL][0] == 15_000
    assert warned(review) == [("WW207", None)]


def test_thousands_of_unknown_codes_are_found_quickly_and_each_by_its_cell(tmp_path: Path) -> None:
    rows = making.small_review()
    rows["Effects"] = [{"bid": f"NOBODY-{n}", "indicator": "crime", "effect": 1} for n in range(3000)]
    with pytest.raises(WorkbookError) as caught:
        loaded(making.write(tmp_path / "a.xlsx", rows))
    assert len(caught.value.problems) == 3000


@pytest.mark.parametrize("cell", [b'<c r="XFD5"><v>1</v></c>', b'<c s="1" r="IW5"/>', b"<x:c  r = 'AAA5'/>"])
def test_a_far_column_is_seen_however_it_is_written(cell: bytes) -> None:
    from spendreview.tabular.guard import near_cells, sheet_facts

    xml = b'<sheetData><row r="5"><c r="A5"><v>2</v></c>' + cell + b"</row></sheetData>"
    assert sheet_facts(xml).far
    assert b"A5" in near_cells(xml)
    assert not sheet_facts(near_cells(xml)).far


def test_the_last_of_our_columns_is_not_far() -> None:
    from spendreview.tabular.guard import sheet_facts

    assert not sheet_facts(b'<sheetData><row r="5"><c r="IV5"><v>2</v></c></row></sheetData>').far
