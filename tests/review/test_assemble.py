"""Workbook and scenario joined: restated baselines, filled baselines, and every kind of override."""

from __future__ import annotations

from pathlib import Path

import pytest

from spendreview.errors import WorkbookError
from spendreview.review import Review, load_review
from spendreview.review.responses import evaluation_year, goal, increments, trend_at
from spendreview.terms import BidKind, Control, DepartmentCode, Profile
from tests import making

HO, DH = DepartmentCode("HO"), DepartmentCode("DH")


def scenario(tmp_path: Path, text: str, rows: making.Rows | None = None) -> Review:
    making.write(tmp_path / "review.xlsx", rows or making.small_review())
    path = tmp_path / "scenario.yaml"
    path.write_text(f"schema: 1\nname: Test\nworkbook: review.xlsx\nlink_strength: 1\n{text}\n", encoding="utf-8")
    return load_review(path)


def test_a_transfer_nets_to_nil(tmp_path: Path) -> None:
    adjustment = {"adjustment": "m", "department": "HO", "control": "RDEL", "kind": "mog", "amount": -7.5, "to": "DH"}
    rows = making.added("Adjustments", adjustment | {"reason": "moved"})
    rows["Adjustments"].append(
        {"adjustment": "o", "department": "DH", "control": "CDEL", "kind": "one_off", "amount": -2, "reason": "once"}
    )
    review = load_review(making.write(tmp_path / "a.xlsx", rows))
    assert review.baseline_m(HO, Control.RDEL) == 92.5
    assert review.baseline_m(DH, Control.RDEL) == 207.5
    assert review.baseline_m(DH, Control.TDEL) == 225.5


def test_fill_baseline_commits_what_no_bid_does(tmp_path: Path) -> None:
    rows = making.small_review() | {"Review": making.settings(fill_baseline="yes")}
    rows["Bids"] = [bid for bid in rows["Bids"] if bid["bid"] != "HO-base"]
    review = load_review(making.write(tmp_path / "a.xlsx", rows))
    filled = review.bids[-1]
    assert (filled.bid, filled.kind, filled.row) == ("HO-baseline", BidKind.BASELINE, 0)
    assert filled.costs_k[Control.RDEL] == (100_000, 100_000)
    assert filled.costs_k[Control.CDEL] == (10_000, 10_000)
    assert (filled.min_share, filled.max_share) == (1.0, 1.0)
    assert sum(bid.kind is BidKind.BASELINE for bid in review.bids) == 2


def test_limits_are_set_scaled_and_added_to_in_that_order(tmp_path: Path) -> None:
    text = "limits:\n  total-RDEL:\n    add: 1.5\n    scale: {2009-10: 1.1}\n    set: {2009-10: 300}"
    assert scenario(tmp_path, text).limits[0].amounts_k == (321_500, 331_500)


def test_weights_bids_and_rules_are_overridden(tmp_path: Path) -> None:
    rows = making.added("Rules", {"rule": "r", "kind": "reserve", "scope": "total", "control": "RDEL", "value": 5})
    text = (
        "weights: {PSA23: 3}\nrules: {r: {years: [1, 2]}}\nbids:\n  HO-1: {force: in}\n  DH-1: {share: 0.25}\n"
        "  DH-2: {force: out, scale_cost: 1.5, scale_effect: 0.5}"
    )
    review = scenario(tmp_path, text, rows)
    shares = {bid.bid: (bid.min_share, bid.max_share) for bid in review.bids}
    assert (shares["HO-1"], shares["DH-1"], shares["DH-2"]) == ((1.0, 1.0), (0.25, 0.25), (0.0, 0.0))
    assert review.bids[4].costs_k[Control.CDEL] == (7_500, 7_500)
    assert [effect.effect for effect in review.effects] == [-15, 25, 4]
    assert review.priorities[0].weight == 3
    assert review.rules[0].years == (1_000.0, 2_000.0)


def test_a_committed_bid_can_be_capped(tmp_path: Path) -> None:
    review = scenario(tmp_path, "bids: {HO-base: {max_share: 0.9}}")
    assert (review.bids[0].min_share, review.bids[0].max_share) == (0.9, 0.9)


def test_the_scenario_sheet_serves_a_workbook_alone(tmp_path: Path) -> None:
    keys = {"link_strength": 1, "limits.total-RDEL.add.2008-09": 4, "solver.seed": 7, "bids.HO-1.force": "out"}
    rows = making.small_review() | {"Scenario": [{"key": key, "value": value} for key, value in keys.items()]}
    review = load_review(making.write(tmp_path / "a.xlsx", rows))
    assert review.limits[0].amounts_k == (324_000, 330_000)
    assert review.scenario.solver.seed == 7
    assert review.bids[2].max_share == 0
    assert review.warnings == ()


def test_a_yaml_scenario_takes_the_place_of_the_sheet(tmp_path: Path) -> None:
    rows = making.small_review() | {"Scenario": [{"key": "limits.total-RDEL.add", "value": 4}]}
    review = scenario(tmp_path, "", rows)
    assert review.limits[0].amounts_k[0] == 320_000
    assert [problem.code for problem in review.warnings] == ["RW410"]


def test_a_reference_to_an_absent_sheet_is_a_fault(tmp_path: Path) -> None:
    rows = making.small_review()
    del rows["Priorities"]
    with pytest.raises(WorkbookError, match="'PSA23' is not in Priorities"):
        load_review(making.write(tmp_path / "a.xlsx", rows))


def test_every_warning_of_the_model_is_given(tmp_path: Path) -> None:
    rows = making.small_review()
    rows["Bids"][0]["RDEL 2008-09"] = 103
    rows["Bids"][2] |= {"phasing": "annual", "ADMIN 2008-09": 16}
    rows["Effects"][0]["profile"] = "immediate"
    rows["Priorities"].append({"priority": "PSA0", "title": "Nothing measures it"})
    rows["Indicators"][0]["trend"] = 70
    rows["Effects"][1]["effect"] = 35
    rows["Limits"][1]["2008-09"] = 321
    rows["Bids"][3]["step"] = 0.5
    review = load_review(making.write(tmp_path / "a.xlsx", rows))
    assert [problem.code for problem in review.warnings] == [
        "RW401", "RW402", "RW403", "RW404", "RW405", "RW406", "RW407", "RW408", "RW409",
    ]  # fmt: skip


def test_goals_trends_and_profiles_are_as_written(tmp_path: Path) -> None:
    rows = making.small_review()
    rows["Indicators"][0] |= {"target_year": "2012-13", "baseline_year": "2006-07", "trend": 104}
    rows["Indicators"][1] |= {"target_year": 2008, "trend": 60}
    rows["Indicators"].append(
        {"indicator": "better", "priority": "PSA19", "title": "x", "unit": "x", "direction": "down", "baseline": 5,
         "min_movement": 2, "target_year": "2012-13"}
    )  # fmt: skip
    review = load_review(making.write(tmp_path / "a.xlsx", rows))
    beyond, early, improvement = review.indicators
    assert goal(beyond, review) == pytest.approx(100 - 20 * 3 / 6)
    assert (evaluation_year(beyond, review), trend_at(beyond, review)) == (2, 104)
    assert (goal(early, review), evaluation_year(early, review), trend_at(early, review)) == (90, 1, 55)
    assert (goal(improvement, review), evaluation_year(improvement, review)) == (3, 2)
    assert increments(Profile.LAGGED, 3) == pytest.approx((1 / 9, 3 / 9, 5 / 9))
    assert increments(Profile.MID, 4) == (0.25,) * 4
    assert increments(Profile.IMMEDIATE, 2) == (1.0, 0.0)
