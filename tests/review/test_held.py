"""Shares handed in again: what is held, by whose reason, and every fault by its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spendreview.allocation import allocate
from spendreview.errors import ScenarioError, SpendReviewError
from spendreview.report import write_settlement
from spendreview.review import Review, load_review
from spendreview.terms import Year
from tests import making
from tests.handing import SHARES, address, edited

FIRST, SECOND = "Share 2008-09", "Share 2009-10"
REASON, BY = "Reason to hold", "Held by"
WHY = "minister's commitment"
Y8, Y9 = Year(2008), Year(2009)


def rows() -> making.Rows:
    """The small review with an annual bid, and a committed baseline that the program fills in."""
    review = making.added("Bids", making.small_review()["Bids"][2] | {"bid": "HO-2", "phasing": "annual"})
    review["Review"] = making.settings(fill_baseline="yes")
    review["Bids"] = [bid for bid in review["Bids"] if bid["bid"] != "DH-base"]
    review["Effects"].append({"bid": "HO-2", "indicator": "crime", "effect": -4, "profile": "mid"})
    return review


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a review and the settlement workbook of its run."""
    folder = tmp_path_factory.mktemp("handed")
    write_settlement(allocate(load_review(making.write(folder / "review.xlsx", rows()))), folder / "run.xlsx")
    return folder


@pytest.fixture
def hand_in(handed: Path, tmp_path: Path) -> Callable[..., Review]:
    """Hands the settlement workbook in with cells changed, under a scenario's text or none."""

    def load(cells: dict[tuple[str, str], Any], text: str = "", author: str = "") -> Review:
        shares = edited(handed / "run.xlsx", tmp_path / "settlement.xlsx", cells, author=author)
        scenario = tmp_path / "scenario.yaml"
        head = f"schema: 1\nname: Test\nworkbook: {handed / 'review.xlsx'}\n"
        scenario.write_text(f"{head}{text}\n", encoding="utf-8")
        return load_review(scenario, shares)

    return load


def both(bid: str, share: object, reason: str | None = WHY) -> dict[tuple[str, str], object]:
    """The same share in both years, and a reason."""
    return {(bid, FIRST): share, (bid, SECOND): share, (bid, REASON): reason}


def test_an_unedited_workbook_holds_nothing(hand_in: Callable[..., Review]) -> None:
    review = hand_in({})
    assert review.scenario.bids == ()
    assert review.shares is not None
    assert review.shares.file == "settlement.xlsx"
    assert len(review.shares.sha256) == 64


def test_an_edited_share_is_held_with_its_reason_name_and_cell(handed: Path, hand_in: Callable[..., Review]) -> None:
    review = hand_in(both("HO-1", 0.7) | {("HO-1", BY): "A. Smith"}, author="B. Jones")
    (change,) = review.scenario.bids
    assert (change.bid, change.share, change.reason, change.by) == ("HO-1", 0.7, WHY, "A. Smith")
    assert (change.place.file, change.place.sheet) == ("settlement.xlsx", SHARES)
    assert change.place.cell == address(handed / "run.xlsx", "HO-1", FIRST)
    held = next(bid for bid in review.bids if bid.bid == "HO-1")
    assert (held.min_share, held.max_share, held.held) == (0.7, 0.7, (0.7, 0.7))


@pytest.mark.parametrize(("author", "by"), [("B. Jones", "B. Jones"), ("", "not said")])
def test_who_saved_the_workbook_holds_what_nobody_signed(hand_in: Callable[..., Review], author: str, by: str) -> None:
    (change,) = hand_in(both("HO-1", 0.7), author=author).scenario.bids
    assert change.by == by


def test_a_reason_alone_holds_the_share_that_is_shown(hand_in: Callable[..., Review]) -> None:
    review = hand_in({("DH-2", REASON): "Announced", ("DH-baseline", REASON): "Settled"})
    assert {change.bid: (change.share, change.reason) for change in review.scenario.bids} == {
        "DH-2": (1.0, "Announced"),
        "DH-baseline": (1.0, "Settled"),
    }


def test_a_filled_baseline_may_be_held(hand_in: Callable[..., Review]) -> None:
    review = hand_in(both("DH-baseline", 0.95))
    assert next(bid for bid in review.bids if bid.bid == "DH-baseline").bounds(0) == (0.95, 0.95)


def test_an_annual_bid_is_held_in_the_years_edited(hand_in: Callable[..., Review]) -> None:
    review = hand_in({("HO-2", SECOND): 0.25, ("HO-2", REASON): WHY})
    (change,) = review.scenario.bids
    assert change.share == {Y9: 0.25}
    bid = next(bid for bid in review.bids if bid.bid == "HO-2")
    assert (bid.bounds(0), bid.bounds(1)) == ((0.0, 1.0), (0.25, 0.25))


def test_the_scenario_holds_an_annual_bid_by_year(hand_in: Callable[..., Review]) -> None:
    text = "bids: {HO-2: {share: {2008-09: 0.5}, reason: Agreed, by: C. Brown}, HO-1: {share: {2009-10: 0.5}}}"
    review = hand_in({}, text)
    by_bid = {bid.bid: bid.held for bid in review.bids if bid.held}
    assert by_bid == {"HO-2": (0.5, None), "HO-1": (0.5, 0.5)}
    assert (review.holds["HO-2"].reason, review.holds["HO-2"].by) == ("Agreed", "C. Brown")  # type: ignore[index]


def test_the_scenario_sheet_holds_an_annual_bid_by_year(tmp_path: Path) -> None:
    keys = {"bids.HO-2.share.2009-10": 0.4, "bids.HO-2.by": "C. Brown", "bids.HO-1.share": 0.5}
    sheet = {"Scenario": [{"key": key, "value": value} for key, value in keys.items()]}
    review = load_review(making.write(tmp_path / "a.xlsx", rows() | sheet))
    assert {bid.bid: bid.held for bid in review.bids if bid.held} == {"HO-1": (0.5, 0.5), "HO-2": (None, 0.4)}


FAULTS: list[tuple[str, dict[tuple[str, str], Any], str, str, tuple[str, str], str]] = [
    ("no reason", both("HO-1", 0.7, None), "", "SC017", ("HO-1", REASON), "a held share needs a reason"),
    ("per cent as a whole number", both("HO-1", 70), "", "SC018", ("HO-1", FIRST), "from 0 to 1"),
    ("below nothing", both("HO-1", -0.1), "", "SC018", ("HO-1", FIRST), "from 0 to 1"),
    ("a blank share", {("HO-2", SECOND): None}, "", "SC018", ("HO-2", SECOND), "0 for nothing"),
    ("words", {("HO-2", SECOND): "all of it"}, "", "WB102", ("HO-2", SECOND), "a number"),
    ("half a whole bid", both("DH-2", 0.5), "", "SC015", ("DH-2", FIRST), "0 or 1"),
    ("two decisions", {("HO-1", SECOND): 0.3, ("HO-1", REASON): WHY}, "", "SC019", ("HO-1", SECOND), "one decision"),
    ("a name alone", {("HO-1", BY): "A. Smith"}, "", "SC017", ("HO-1", BY), "held by A. Smith, without a reason"),
    ("two holds", both("HO-1", 0.7), "bids: {HO-1: {force: in}}", "SC014", ("HO-1", FIRST), "scenario.yaml:4:8"),
    ("a hold and a cap", both("HO-1", 0.2), "bids: {HO-1: {max_share: 0.5}}", "SC014", ("HO-1", FIRST), "max_share"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "text", "code", "at", "said"), [row[1:] for row in FAULTS], ids=[r[0] for r in FAULTS]
)
def test_every_fault_is_told_by_its_cell(
    handed: Path, hand_in: Callable[..., Review], cells: Any, text: str, code: str, at: tuple[str, str], said: str
) -> None:
    with pytest.raises(SpendReviewError) as caught:
        hand_in(cells, text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.sheet) == (code, SHARES)
    assert problem.place.cell == address(handed / "run.xlsx", *at)
    assert said in f"{problem.found} {problem.wanted}"


def test_two_faults_are_two_problems(hand_in: Callable[..., Review]) -> None:
    with pytest.raises(ScenarioError) as caught:
        hand_in(both("HO-1", 7, None) | both("DH-2", 0.5))
    assert [problem.code for problem in caught.value.problems] == ["SC017", "SC018", "SC015"]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("bids: {HO-1: {share: {2008-09: 0.5, 2009-10: 0.6}}}", "SC019", "the same share in every year"),
        ("bids: {HO-2: {share: {2010-11: 0.5}}}", "SC012", "2010-11 is not a plan year"),
        ("bids: {HO-2: {share: {2009: 0.5}}}", "SC006", "such as 2008-09"),
        ("bids: {HO-2: {share: {}}}", "SC006", "at least 1 item"),
        ("bids: {HO-2: {share: -1}}", "SC006", "greater than or equal to 0"),
        ("shares: other.xlsx", "SC026", "settlement.xlsx with --shares"),
    ],
)
def test_faults_of_the_scenario_keep_their_line(
    hand_in: Callable[..., Review], text: str, code: str, said: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        hand_in({}, text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == (code, "scenario.yaml", 4)
    assert said in f"{problem.found} {problem.wanted}"


def test_a_scenario_that_says_the_same_is_no_second_hold(hand_in: Callable[..., Review]) -> None:
    review = hand_in(both("HO-1", 0.7), "bids: {HO-1: {share: 0.7, reason: Agreed}}")
    assert [(change.bid, change.reason) for change in review.scenario.bids] == [("HO-1", "Agreed")]


def test_factors_of_the_scenario_stay_on_a_held_bid(hand_in: Callable[..., Review]) -> None:
    review = hand_in(both("HO-1", 0.7), "bids: {HO-1: {scale_cost: 2}}")
    bid = next(bid for bid in review.bids if bid.bid == "HO-1")
    assert (bid.held, bid.costs_k["RDEL"]) == ((0.7, 0.7), (30_000, 40_000))  # type: ignore[index]


def other_review(handed: Path, tmp_path: Path, cells: dict[tuple[str, str], Any]) -> Review:
    """The workbook handed in to a review that has lost HO-1, and has a new bid."""
    changed = rows()
    changed["Bids"] = [bid for bid in changed["Bids"] if bid["bid"] != "HO-1"]
    changed["Bids"].append(rows()["Bids"][0] | {"bid": "HO-9", "kind": "new", "min_share": 0})
    changed["Effects"] = [effect for effect in changed["Effects"] if effect["bid"] != "HO-1"]
    review = making.write(tmp_path / "changed.xlsx", changed)
    return load_review(review, edited(handed / "run.xlsx", tmp_path / "settlement.xlsx", cells))


def test_bids_that_are_gone_are_left_out_with_one_warning_and_new_ones_are_free(handed: Path, tmp_path: Path) -> None:
    review = other_review(handed, tmp_path, both("DH-1", 0.5))
    assert [change.bid for change in review.scenario.bids] == ["DH-1"]
    assert next(bid for bid in review.bids if bid.bid == "HO-9").held == ()
    (warning,) = [problem for problem in review.warnings if problem.code == "RW420"]
    assert warning.found.endswith(": HO-1")
    assert str(warning.place) == f"settlement.xlsx › {SHARES}"


def test_a_held_bid_that_is_gone_is_a_fault(handed: Path, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="SC024") as caught:
        other_review(handed, tmp_path, both("HO-1", 0.7))
    assert caught.value.problems[0].place.cell == address(handed / "run.xlsx", "HO-1", "Bid")


@pytest.mark.parametrize(("title", "code"), [(SHARES, "WB010"), ("Bids as run", "WB010")])
def test_a_sheet_that_is_missing_is_named(handed: Path, tmp_path: Path, title: str, code: str) -> None:
    book = openpyxl.load_workbook(handed / "run.xlsx", data_only=True)
    del book[title]
    book.save(tmp_path / "settlement.xlsx")
    with pytest.raises(SpendReviewError) as caught:
        load_review(handed / "review.xlsx", tmp_path / "settlement.xlsx")
    assert [(problem.code, title in problem.found) for problem in caught.value.problems] == [(code, True)]


def test_a_bid_that_was_not_in_the_run_and_a_bid_twice_are_faults(handed: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(handed / "run.xlsx", data_only=True)
    sheet = book[SHARES]
    sheet["A5"], sheet["A7"] = "HO-3", sheet["A6"].value
    book.save(tmp_path / "settlement.xlsx")
    with pytest.raises(SpendReviewError) as caught:
        load_review(handed / "review.xlsx", tmp_path / "settlement.xlsx")
    assert [(problem.code, problem.place.cell) for problem in caught.value.problems] == [
        ("WB111", "A7"),
        ("SC025", "A5"),
    ]


def test_a_workbook_that_is_not_there_is_told_where_it_was_named(handed: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.yaml"
    text = f"schema: 1\nname: Test\nworkbook: {handed / 'review.xlsx'}\nshares: gone.xlsx\n"
    scenario.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"scenario.yaml:4:1  SC025  no such file as gone.xlsx"):
        load_review(scenario)
    with pytest.raises(ScenarioError, match=r"^gone.xlsx  SC025  no such file as gone.xlsx"):
        load_review(handed / "review.xlsx", tmp_path / "gone.xlsx")


def test_the_scenario_names_it_from_its_own_folder(handed: Path, tmp_path: Path) -> None:
    edited(handed / "run.xlsx", tmp_path / "settlement.xlsx", both("HO-1", 0.7))
    scenario = tmp_path / "scenario.yaml"
    text = f"schema: 1\nname: Test\nworkbook: {handed / 'review.xlsx'}\nshares: settlement.xlsx\n"
    scenario.write_text(text, encoding="utf-8")
    assert [change.share for change in load_review(scenario).scenario.bids] == [0.7]


def test_a_scenario_sheet_names_it_from_the_workbooks_folder(handed: Path, tmp_path: Path) -> None:
    edited(handed / "run.xlsx", tmp_path / "settlement.xlsx", both("HO-1", 0.7))
    sheet = {"Scenario": [{"key": "shares", "value": "settlement.xlsx"}]}
    review = load_review(making.write(tmp_path / "review.xlsx", rows() | sheet))
    assert [change.share for change in review.scenario.bids] == [0.7]


def test_notes_and_columns_of_ones_own_do_no_harm(handed: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(handed / "run.xlsx", data_only=True)
    book[SHARES].insert_cols(3)
    book[SHARES]["C4"], book[SHARES]["C5"] = "What we think", "No"
    book.save(tmp_path / "settlement.xlsx")
    assert load_review(handed / "review.xlsx", tmp_path / "settlement.xlsx").scenario.bids == ()


def test_properties_that_cannot_be_read_name_nobody(handed: Path, tmp_path: Path) -> None:
    source = edited(handed / "run.xlsx", tmp_path / "whole.xlsx", both("HO-1", 0.7), author="B. Jones")
    out = tmp_path / "settlement.xlsx"
    with zipfile.ZipFile(source) as parts, zipfile.ZipFile(out, "w") as bare:
        for name in parts.namelist():
            bare.writestr(name, b"<not xml" if name == "docProps/core.xml" else parts.read(name))
    (change,) = load_review(handed / "review.xlsx", out).scenario.bids
    assert change.by == "not said"
