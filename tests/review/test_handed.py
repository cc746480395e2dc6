"""Whether a settlement workbook handed in is of this review, and what happens where its rows are gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spendreview.allocation import allocate
from spendreview.errors import Problem, ScenarioError, SpendReviewError
from spendreview.report import write_settlement
from spendreview.review import Review, load_review
from tests import making
from tests.handing import HEADER, SHARES, address, edited
from tests.review.test_held import BY, FIRST, REASON, SECOND, WHY, both, rows

AS_RUN = "Bids as run"


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a review, the settlement workbook of its run, and that of a run that held two bids."""
    folder = tmp_path_factory.mktemp("handed")
    review = making.write(folder / "review.xlsx", rows())
    write_settlement(allocate(load_review(review)), folder / "run.xlsx")
    cells = both("DH-1", 0.4) | {("HO-2", SECOND): 0.25, ("HO-2", REASON): WHY}
    held = load_review(review, edited(folder / "run.xlsx", folder / "edited.xlsx", cells))
    write_settlement(allocate(held), folder / "held.xlsx")
    return folder


def with_years(folder: Path, years: str) -> Path:
    """The review with other plan years, each with the figures of the last."""
    changed = rows() | {"Review": making.settings(plan_years=years)}
    kept = years.split(", ")
    for sheet, heads in (("Economy", ("",)), ("Limits", ("",)), ("Bids", ("RDEL ", "CDEL "))):
        changed[sheet] = [_in_years(row, heads, kept) for row in changed[sheet]]
    return making.write(folder / "other.xlsx", changed)


def _in_years(row: dict[str, Any], heads: tuple[str, ...], kept: list[str]) -> dict[str, Any]:
    gone = {head + year for head in heads for year in making.YEARS if year not in kept}
    own = {name: value for name, value in row.items() if name not in gone}
    return own | {head + year: row.get(head + year, row.get(head + SECOND[6:], 0)) for head in heads for year in kept}


def fault(*arguments: Path) -> Problem:
    """The one fault of a review with a settlement workbook handed in."""
    with pytest.raises(SpendReviewError) as caught:
        load_review(*arguments)
    (problem,) = caught.value.problems
    return problem


def test_a_share_edited_in_a_year_that_the_review_has_no_more_is_not_passed_over(handed: Path, tmp_path: Path) -> None:
    """It would be taken for unedited, and its reason hold the share of the years that are left."""
    cells = {("HO-2", SECOND): 0.25, ("HO-2", REASON): WHY}
    problem = fault(with_years(tmp_path, "2008-09"), edited(handed / "run.xlsx", tmp_path / "settlement.xlsx", cells))
    assert (problem.code, problem.place.sheet) == ("SC027", SHARES)
    assert problem.place.cell == address(handed / "run.xlsx", "HO-2", SECOND).rstrip("0123456789") + str(HEADER)
    assert problem.found == "a settlement of the plan years 2008-09, 2009-10"
    assert problem.wanted.startswith("one of the review's own: 2008-09;")


def test_a_settlement_of_fewer_years_is_one_fault(handed: Path, tmp_path: Path) -> None:
    problem = fault(with_years(tmp_path, "2008-09, 2009-10, 2010-11"), handed / "run.xlsx")
    assert (problem.code, problem.found) == ("SC027", "a settlement of the plan years 2008-09, 2009-10")
    assert problem.place.cell == address(handed / "run.xlsx", "HO-1", FIRST).rstrip("0123456789") + str(HEADER)


def test_a_share_column_that_was_taken_out_is_said_to_be_missing(handed: Path, tmp_path: Path) -> None:
    """The run had it, as Bids as run shows: it is no settlement of other years."""
    book = openpyxl.load_workbook(handed / "run.xlsx", data_only=True)
    column = next(cell.column for cell in book[SHARES][HEADER] if cell.value == SECOND)
    book[SHARES].delete_cols(column)
    book.save(tmp_path / "settlement.xlsx")
    problem = fault(handed / "review.xlsx", tmp_path / "settlement.xlsx")
    assert (problem.code, problem.found) == ("WB011", f"row {HEADER} lacks {SECOND}")


def changed_review(path: Path) -> Path:
    """The review with another limit."""
    changed = rows()
    changed["Limits"][0]["2008-09"] = 321
    return making.write(path, changed)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("review.xlsx", "it was made from an earlier review.xlsx: the review has changed since"),
        ("January.xlsx", "it was made from review.xlsx, not from January.xlsx as it is now"),
    ],
)
def test_a_settlement_of_another_workbook_is_one_warning(handed: Path, tmp_path: Path, name: str, said: str) -> None:
    settlement = edited(handed / "run.xlsx", tmp_path / "settlement.xlsx", both("HO-1", 0.7))
    review = load_review(changed_review(tmp_path / name), settlement)
    assert [change.bid for change in review.scenario.bids] == ["HO-1"]
    told = [problem for problem in review.warnings if problem.place.file == "settlement.xlsx"]
    assert [(problem.code, problem.found) for problem in told] == [("RW424", said)]


def test_the_same_workbook_under_another_name_is_none(handed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes((handed / "review.xlsx").read_bytes())
    assert "RW424" not in {problem.code for problem in load_review(copy, handed / "run.xlsx").warnings}


def test_without_its_record_a_settlement_is_taken_as_it_is(handed: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(handed / "run.xlsx", data_only=True)
    del book["Run record"]
    book.save(tmp_path / "settlement.xlsx")
    review = load_review(changed_review(tmp_path / "review.xlsx"), tmp_path / "settlement.xlsx")
    assert "RW424" not in {problem.code for problem in review.warnings}


def test_a_settlement_of_another_review_is_refused_once(handed: Path, tmp_path: Path) -> None:
    """Though both have a filled baseline of one name, and a bid is held that this review does not have."""
    other = rows()
    for sheet, column in (("Bids", "bid"), ("Effects", "bid")):
        other[sheet] = [row | {column: f"X-{row[column]}"} for row in other[sheet]]
    settlement = edited(handed / "run.xlsx", tmp_path / "settlement.xlsx", both("HO-1", 0.7))
    problem = fault(making.write(tmp_path / "other.xlsx", other), settlement)
    assert (problem.code, problem.place.sheet) == ("SC028", SHARES)
    assert problem.found == "not one of its 6 bids is in the review"
    assert problem.wanted == "a settlement of this review: this one was made from review.xlsx"


def without_rows(source: Path, out: Path, *bids: str) -> Path:
    """A settlement workbook with rows of Allocation by bid deleted."""
    book = openpyxl.load_workbook(source, data_only=True)
    sheet = book[SHARES]
    for row in range(sheet.max_row, HEADER, -1):
        if sheet.cell(row, 1).value in bids:
            sheet.delete_rows(row)
    book.save(out)
    return out


def test_a_held_bid_whose_row_is_gone_is_a_fault(handed: Path, tmp_path: Path) -> None:
    settlement = without_rows(handed / "held.xlsx", tmp_path / "settlement.xlsx", "DH-1")
    problem = fault(handed / "review.xlsx", settlement)
    assert (problem.code, problem.place.sheet) == ("SC029", AS_RUN)
    assert problem.place.cell == address(handed / "held.xlsx", "DH-1", "Bid", AS_RUN)
    assert "'DH-1' was held by that run, and its row is gone" in problem.found
    book = openpyxl.load_workbook(settlement)
    column = next(cell.column for cell in book[AS_RUN][HEADER] if cell.value == "Held as run")
    book[AS_RUN].cell(int(problem.place.cell[1:]), column).value = None
    book.save(settlement)
    freed = load_review(handed / "review.xlsx", settlement)
    assert [change.bid for change in freed.scenario.bids] == ["HO-2"]


def test_a_hold_that_the_scenario_has_too_is_not_lost_with_its_row(handed: Path, tmp_path: Path) -> None:
    settlement = without_rows(handed / "held.xlsx", tmp_path / "settlement.xlsx", "DH-1")
    scenario = tmp_path / "scenario.yaml"
    text = f"schema: 1\nname: Test\nworkbook: {handed / 'review.xlsx'}\nbids: {{DH-1: {{share: 0.4}}}}\n"
    scenario.write_text(text, encoding="utf-8")
    review: Review = load_review(scenario, settlement)
    assert sorted(change.bid for change in review.scenario.bids) == ["DH-1", "HO-2"]


def test_rows_of_free_bids_that_are_gone_are_one_warning(handed: Path, tmp_path: Path) -> None:
    settlement = without_rows(handed / "run.xlsx", tmp_path / "settlement.xlsx", "HO-1", "DH-2")
    review = load_review(handed / "review.xlsx", settlement)
    (warning,) = [problem for problem in review.warnings if problem.place.file == "settlement.xlsx"]
    assert (warning.code, warning.found) == ("RW425", "rows are gone, 2 in all, and their bids are free: HO-1, DH-2")
    assert review.scenario.bids == ()


def test_a_name_beside_a_hold_of_the_scenario_is_no_fault(handed: Path, tmp_path: Path) -> None:
    """A hold that the scenario signs, and gives no reason for, is written and read again."""
    scenario = tmp_path / "scenario.yaml"
    text = f"schema: 1\nname: Test\nworkbook: {handed / 'review.xlsx'}\nbids: {{DH-1: {{share: 0.4, by: C. Brown}}}}\n"
    scenario.write_text(text, encoding="utf-8")
    write_settlement(allocate(load_review(scenario)), tmp_path / "settlement.xlsx")
    assert len(load_review(scenario, tmp_path / "settlement.xlsx").scenario.bids) == 1
    with pytest.raises(ScenarioError, match="SC017") as caught:
        load_review(handed / "review.xlsx", tmp_path / "settlement.xlsx")
    assert caught.value.problems[0].place.cell == address(tmp_path / "settlement.xlsx", "DH-1", BY)
