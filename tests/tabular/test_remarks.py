"""What is read with a word about it: hidden and merged cells, years out of order, dates, marks and crumbs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from spendreview.errors import Problem, WorkbookError
from spendreview.review import load_review
from spendreview.review.review import Review
from spendreview.terms import Control
from tests import making


def edited(folder: Path, edit: Callable[[Any], object], rows: making.Rows | None = None) -> Path:
    """The small review, changed as a team would change it in Excel."""
    path = making.write(folder / "a.xlsx", rows or making.small_review())
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def remarks(review: Review) -> list[Problem]:
    return [problem for problem in review.warnings if problem.code.startswith("WW")]


def the_remark(review: Review) -> tuple[str, str, str]:
    """The one warning of the reader: its code, its place without the file, and what was found."""
    (problem,) = remarks(review)
    return problem.code, str(problem.place).partition(" › ")[2], problem.found


def hide_rows(*numbers: int) -> Callable[[Any], object]:
    def edit(book: Any) -> None:
        for number in numbers:
            book["Bids"].row_dimensions[number].hidden = True

    return edit


def test_hidden_rows_are_read_and_named_once(tmp_path: Path) -> None:
    review = load_review(edited(tmp_path, hide_rows(2, 6, 7, 9)))
    assert len(review.bids) == 5
    assert the_remark(review) == ("WW209", "Bids!A6", "rows 6-7, 9 are hidden; they were read")


def test_rows_hidden_below_the_data_or_left_out_are_nobodys_business(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        hide_rows(9, 30)(book)
        book["Bids"]["A9"] = "# not now"

    rows = making.small_review()
    rows["Effects"] = [row for row in rows["Effects"] if row["bid"] != "DH-2"]
    assert [problem.code for problem in remarks(load_review(edited(tmp_path, edit, rows)))] == ["WW216"]


def test_hidden_columns_are_read_and_named_once(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        for letter in ("D", "H", "I", "Z"):
            book["Bids"].column_dimensions[letter].hidden = True

    review = load_review(edited(tmp_path, edit))
    assert review.bids[2].costs_k[Control.RDEL][0] == 15_000
    assert the_remark(review) == ("WW210", "Bids!D4", "columns D, H-I are hidden; they were read")


@pytest.mark.parametrize(("state", "words"), [("hidden", "the sheet is hidden"), ("veryHidden", "very hidden")])
def test_a_hidden_sheet_is_read_with_a_word(state: str, words: str, tmp_path: Path) -> None:
    review = load_review(edited(tmp_path, lambda book: setattr(book["Limits"], "sheet_state", state)))
    assert len(review.limits) == 2
    code, place, found = the_remark(review)
    assert (code, place, words in found) == ("WW208", "Limits", True)


def test_merged_titles_and_notes_do_no_harm(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["Bids"].merge_cells("A1:K2")
        book["Bids"].merge_cells("X5:X7")

    assert remarks(load_review(edited(tmp_path, edit))) == []


def test_merged_headers_are_pointed_out(tmp_path: Path) -> None:
    review = load_review(edited(tmp_path, lambda book: book["Bids"].merge_cells("K4:L4")))
    code, place, found = the_remark(review)
    assert (code, place, "K4:L4" in found) == ("WW211", "Bids!K4", True)


def test_a_blank_in_merged_cells_says_why_it_is_blank(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        load_review(edited(tmp_path, lambda book: book["Bids"].merge_cells("C5:C7")))
    assert [(str(problem.place), problem.code, problem.found) for problem in caught.value.problems] == [
        ("a.xlsx › Bids!C6", "WB101", "a blank cell, part of merged cells C5:C7"),
        ("a.xlsx › Bids!C7", "WB101", "a blank cell, part of merged cells C5:C7"),
    ]


def test_years_out_of_order_are_read_by_their_headers(tmp_path: Path) -> None:
    def swap(book: Any) -> None:
        for row in range(4, 7):
            first, second = book["Limits"].cell(row, 5), book["Limits"].cell(row, 6)
            first.value, second.value = second.value, first.value

    review = load_review(edited(tmp_path, swap))
    assert review.limits[0].amounts_k == (320_000, 330_000)
    assert the_remark(review) == (
        "WW212",
        "Limits!F4",
        "2009-10 stands before 2008-09; each year was read by its header",
    )


def test_controls_in_any_order_are_in_order(tmp_path: Path) -> None:
    rows = making.small_review()
    for bid in rows["Bids"]:
        costs = {name: bid.pop(name) for name in sorted(bid) if name[:4] in {"RDEL", "CDEL"}}
        bid |= {name: costs[name] for name in sorted(costs, reverse=True)}
    found = [remark.found for remark in remarks(load_review(making.write(tmp_path / "a.xlsx", rows)))]
    assert found == ["RDEL 2009-10 stands before RDEL 2008-09; each year was read by its header"]
    for bid in rows["Bids"]:
        costs = {name: bid.pop(name) for name in list(bid) if name[:4] in {"RDEL", "CDEL"}}
        bid |= {name: costs[name] for name in sorted(costs)}
    assert remarks(load_review(making.write(tmp_path / "b.xlsx", rows))) == []


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_years_that_became_dates_are_read_back_in_headers_and_settings(epoch: Any, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        if epoch is not None:
            book.epoch = epoch
        review = book["Review"]
        for row in range(5, 12):
            if review.cell(row, 1).value == "baseline_year":
                review.cell(row, 2).value = dt.datetime(2009, 10, 1)
            if review.cell(row, 1).value == "plan_years":
                review.cell(row, 2).value = "2010-11, 2011-12, 2012-13"
        # As Excel leaves them: the last has no month 13 to become.
        for column, header in ((5, dt.datetime(2010, 11, 1)), (6, dt.datetime(2011, 12, 1)), (7, "2012-13")):
            book["Limits"].cell(4, column).value = header
        book["Limits"]["G5"], book["Limits"]["G6"] = 340, 135

    rows = making.small_review()
    del rows["Economy"]
    for bid in rows["Bids"]:
        for name in [name for name in bid if name[:4] in {"RDEL", "CDEL"}]:
            bid[name.replace("2008-09", "2010-11").replace("2009-10", "2011-12")] = bid.pop(name)
    review = load_review(edited(tmp_path, edit, rows))
    assert [str(year) for year in (review.baseline_year, *review.years)] == ["2009-10", "2010-11", "2011-12", "2012-13"]
    assert review.limits[0].amounts_k == (320_000, 330_000, 340_000)
    places = [(remark.code, str(remark.place).partition(" › ")[2]) for remark in remarks(review)]
    assert places == [("WW204", "Review!B6"), ("WW204", "Limits!E4"), ("WW204", "Limits!F4")]


def test_one_plan_year_alone_may_have_become_a_date(tmp_path: Path) -> None:
    rows = making.small_review() | {"Review": making.settings(plan_years="YEARS")}
    del rows["Economy"]
    for sheet in ("Limits", "Bids"):
        for row in rows[sheet]:
            for name in [name for name in row if name.endswith("2009-10")]:
                del row[name]

    def edit(book: Any) -> None:
        book["Review"]["B7"] = dt.datetime(2008, 9, 1)

    review = load_review(edited(tmp_path, edit, rows))
    assert [str(year) for year in review.years] == ["2008-09"]
    assert the_remark(review)[:2] == ("WW204", "Review!B7")


def test_a_setting_as_text_is_read_as_the_number_it_is(tmp_path: Path) -> None:
    rows = making.small_review() | {"Review": making.settings(format="1")}
    assert the_remark(load_review(making.write(tmp_path / "a.xlsx", rows)))[:2] == ("WW201", "Review!B10")


def with_costs(*figures: object) -> making.Rows:
    rows = making.small_review()
    for bid, figure in zip(rows["Bids"][2:], figures, strict=False):
        bid["RDEL 2008-09"] = figure
    return rows


def test_rounded_cells_that_no_longer_add_up_are_pointed_out_at_the_header(tmp_path: Path) -> None:
    review = load_review(making.write(tmp_path / "a.xlsx", with_costs(10.0004, 10.0004, 10.0004)))
    *cells, column = remarks(review)
    assert [problem.code for problem in cells] == ["WW202"] * 3
    assert (column.code, column.place.cell) == ("WW213", "H4")
    assert column.found == ("its cells, each rounded to £ thousand, sum to 330.000; unrounded they sum to 330.001")


def test_rounded_cells_that_still_add_up_are_not(tmp_path: Path) -> None:
    review = load_review(making.write(tmp_path / "a.xlsx", with_costs(10.0004, 10.0006, "-")))
    assert sorted(problem.code for problem in remarks(review)) == ["WW202", "WW202", "WW203"]
    review = load_review(making.write(tmp_path / "b.xlsx", with_costs(0.1 + 0.2, 0.1 + 0.7, 1.1 + 2.2)))
    assert remarks(review) == []
