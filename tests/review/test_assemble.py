"""Workbook and scenario joined: restated baselines, filled baselines, and every kind of override."""

from __future__ import annotations

from pathlib import Path

import pytest

from spendreview.errors import ScenarioError, WorkbookError
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
    rows["Bids"][2] |= {"phasing": "annual", "ADMIN 2008-09": 16, "ADMIN 2009-10": 0}
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


DEVOLVED = (
    {"rule": "res", "kind": "reserve", "scope": "total", "control": "RDEL", "value": 5},
    {"rule": "pop", "kind": "population_share", "scope": "SCO", "value": 0.1},
    {"rule": "bar", "kind": "barnett", "scope": "SCO", "control": "RDEL", "to": "DH", "value": 0.5},
    {"rule": "free", "kind": "barnett", "scope": "WAL", "control": "RDEL", "to": "DH", "value": 0},
    {"rule": "grow", "kind": "real_growth_floor", "scope": "HO", "control": "RDEL", "value": -0.1},
    {"rule": "eyf", "kind": "eyf", "scope": "HO", "control": "RDEL", "value": 4, "years": "3;2"},
)


def with_rules() -> making.Rows:
    rows = making.added("Rules", *DEVOLVED)
    rows["Departments"] += [{"department": code, "name": code, "devolved": "yes"} for code in ("SCO", "WAL")]
    rows["Baselines"] += [{"department": code, "control": "RDEL", "amount": 30} for code in ("SCO", "WAL")]
    rows["Limits"].append({"limit": "HO-2", "scope": "HO", "control": "RDEL", "sense": "max"})
    return rows


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rules: {free: {value: 0.5}}", "RV329"),
        ("rules: {res: {value: -500}}", "RV325"),
        ("rules: {pop: {value: -7}}", "RV325"),
        ("rules: {pop: {value: 10.08}}", "RV325"),
        ("rules: {bar: {value: 7}}", "RV325"),
        ("rules: {grow: {value: -3}}", "RV325"),
        ("rules: {grow: {years: [0.1, 0.2]}}", "RV323"),
        ("limits: {HO-2: {set: 999}}", "RV307"),
    ],
)
def test_what_a_scenario_changes_is_checked_as_the_workbook_is(text: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario(tmp_path, text, with_rules())
    assert {problem.code for problem in caught.value.problems} == {code}
    assert caught.value.problems[0].place.file == "scenario.yaml"
    assert caught.value.problems[0].place.line == 5


def test_a_new_stock_keeps_its_phasing(tmp_path: Path) -> None:
    review = scenario(tmp_path, "rules: {eyf: {value: 6}}", with_rules())
    assert (review.rules[-1].value, review.rules[-1].years) == (6_000.0, (3_000.0, 2_000.0))


@pytest.mark.parametrize("keys", [("add.2008-09", "add"), ("add", "add.2008-09")])
def test_a_key_of_the_sheet_cannot_be_set_whole_and_in_parts(keys: tuple[str, str], tmp_path: Path) -> None:
    rows = making.small_review() | {"Scenario": [{"key": f"limits.HO-RDEL.{key}", "value": 5} for key in keys]}
    with pytest.raises(ScenarioError, match="SC003"):
        load_review(making.write(tmp_path / "review.xlsx", rows))


def test_the_sheet_takes_numbers_as_text_and_refuses_another_workbook(tmp_path: Path) -> None:
    rows = making.small_review() | {"Scenario": [{"key": "limits.HO-RDEL.add", "value": "1,000"}]}
    assert load_review(making.write(tmp_path / "a.xlsx", rows)).limits[1].amounts_k == (1_125_000, 1_130_000)
    rows["Scenario"] = [{"key": "workbook", "value": "other.xlsx"}]
    with pytest.raises(ScenarioError, match="SC004"):
        load_review(making.write(tmp_path / "b.xlsx", rows))


def test_rules_without_effect_and_figures_that_look_like_per_cent_are_warned_about(tmp_path: Path) -> None:
    rows = making.added(
        "Rules",
        {"rule": "res", "kind": "reserve", "scope": "total", "control": "CDEL", "value": 5},
        {"rule": "eyf", "kind": "eyf", "scope": "DH", "control": "CDEL", "value": 4},
        {"rule": "grow", "kind": "real_growth_ceiling", "scope": "HO", "control": "RDEL", "value": 2.5},
    )
    rows["Bids"][2]["max_share"] = 5
    rows["Review"] = making.settings(price_base_year="1999-00")
    review = load_review(making.write(tmp_path / "a.xlsx", rows))
    assert [problem.code for problem in review.warnings[1:]] == ["RW412", "RW413", "RW414", "RW414", "RW416"]
    rows = making.small_review()
    rows["Economy"][0]["2009-10"] = None
    review = load_review(making.write(tmp_path / "b.xlsx", rows))
    assert [problem.code for problem in review.warnings[1:]] == ["RW415"]


def test_a_blank_control_does_not_hide_a_second_rule(tmp_path: Path) -> None:
    rows = making.added(
        "Rules",
        {"rule": "a", "kind": "switch_to_capital", "scope": "HO", "value": 0.5},
        {"rule": "b", "kind": "switch_to_capital", "scope": "HO", "control": "RDEL", "value": 0},
    )
    with pytest.raises(WorkbookError, match="RV326"):
        load_review(making.write(tmp_path / "a.xlsx", rows))


@pytest.mark.parametrize("kind", ["barnett", "devolved_addition"])
def test_a_block_grant_needs_a_baseline(kind: str, tmp_path: Path) -> None:
    rule = {"rule": "a", "kind": kind, "scope": "SCO", "control": "RDEL", "value": 1}
    rows = making.added("Rules", rule | ({"to": "DH"} if kind == "barnett" else {}))
    rows["Rules"].append({"rule": "p", "kind": "population_share", "scope": "SCO", "value": 0.1})
    rows["Departments"].append({"department": "SCO", "name": "Scotland", "devolved": "yes"})
    with pytest.raises(WorkbookError, match="RV330  no RDEL baseline of SCO"):
        load_review(making.write(tmp_path / "a.xlsx", rows))


def test_a_switch_without_a_limit_to_switch_from_is_warned_about(tmp_path: Path) -> None:
    rows = making.added("Rules", {"rule": "a", "kind": "switch_to_resource", "scope": "DH", "value": 0.1})
    review = load_review(making.write(tmp_path / "a.xlsx", rows))
    assert [problem.code for problem in review.warnings[1:]] == ["RW414"]
