"""What should add up and does not is said, with its cell; what does add up is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from spendreview.review import load_review
from tests import making
from tests.making import Rows, added, changed, small_review

LINKED = {"Scenario": [{"key": "link_strength", "value": 1}]}


def warnings(rows: Rows, tmp_path: Path) -> list[tuple[str, str | None]]:
    review = load_review(making.write(tmp_path / "review.xlsx", rows | LINKED))
    return [(problem.code, problem.place.cell) for problem in review.warnings]


def move(name: str, department: str, amount: float, to: str | None, kind: str = "transfer") -> dict[str, Any]:
    own = {"adjustment": name, "department": department, "control": "RDEL", "kind": kind, "amount": amount}
    return own | {"to": to, "reason": "Police grant moves"}


def test_a_transfer_booked_from_both_sides_moves_twice(tmp_path: Path) -> None:
    rows = added("Adjustments", move("A1", "HO", -0.3, "DH"), move("A2", "DH", 0.3, "HO"))
    assert warnings(rows, tmp_path) == [("RW417", "E6")]


@pytest.mark.parametrize(
    "other", [move("A2", "DH", 0.4, "HO"), move("A2", "DH", 0.3, "HO", "mog"), move("A2", "HO", 0.5, "DH")]
)
def test_two_transfers_that_are_not_one(other: dict[str, Any], tmp_path: Path) -> None:
    assert warnings(added("Adjustments", move("A1", "HO", -0.3, "DH"), other), tmp_path) == []


def test_a_baseline_taken_below_zero_is_named_once_for_each_department(tmp_path: Path) -> None:
    rows = added("Adjustments", move("A1", "HO", -80, "DH"), move("A2", "HO", -21, "DH"))
    rows["Bids"][0] |= making.by_year("RDEL", -1, -1)
    rows["Bids"][1] |= making.by_year("RDEL", 301, 301)
    assert ("RW418", "E5") in warnings(rows, tmp_path)
    assert [code for code, _ in warnings(rows, tmp_path)].count("RW418") == 1


@pytest.mark.parametrize(
    ("health", "expected"),
    [
        (195.0, []),
        (195.004, [("RW419", "E5")]),
        (194.996, [("RW419", "E5")]),
        (195.06, [("RW408", "E5")]),
        (194.9, []),
    ],
)
def test_limits_that_add_up_on_screen_alone(health: float, expected: list[Any], tmp_path: Path) -> None:
    rows = small_review()
    own = {"limit": "DH-RDEL", "scope": "DH", "control": "RDEL", "sense": "max", "2008-09": health}
    rows["Bids"][1] |= making.by_year("RDEL", 190, 190)
    rows["Baselines"][2]["amount"] = 190
    assert warnings(added("Limits", own, base=rows), tmp_path) == expected


def test_a_department_without_a_limit_leaves_the_total_open(tmp_path: Path) -> None:
    assert warnings(changed("Limits", 1, **{"2008-09": 319.996}), tmp_path) == []


@pytest.mark.parametrize(
    ("fill", "drop", "remedy"),
    [
        ("no", True, "a baseline bid, or fill_baseline yes in Review"),
        ("yes", False, "nothing if meant; fill_baseline fills only departments without any baseline bid"),
        ("no", False, ""),
    ],
)
def test_baseline_bids_apart_from_the_baseline_say_what_fill_baseline_does(
    fill: str, drop: bool, remedy: str, tmp_path: Path
) -> None:
    rows = small_review() | {"Review": making.settings(fill_baseline=fill)} | LINKED
    if drop:
        rows["Bids"][0]["kind"] = "pressure"
    else:
        rows["Bids"][0] |= making.by_year("RDEL", 90, 90)
    review = load_review(making.write(tmp_path / "review.xlsx", rows))
    assert {problem.wanted for problem in review.warnings if problem.code == "RW402"} == {remedy}
