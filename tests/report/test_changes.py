"""The sheet Scenario changes: every figure that moved stands there, and none that did not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spendreview.allocation import allocate
from spendreview.report import write_settlement
from spendreview.review import load_review
from tests import making
from tests.report.test_recalculated import table

STOCK: dict[str, Any] = {
    "rule": "stock", "kind": "eyf", "scope": "HO", "control": "RDEL", "value": 3, "years": "2;1"
}  # fmt: skip
FLOOR: dict[str, Any] = {
    "rule": "floor", "kind": "real_growth_floor", "scope": "HO", "control": "RDEL", "value": -0.2
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("{stock: {value: 4}}", [("stock", "value", 3, 4)]),
        ("{stock: {years: [1, 1]}}", [("stock", "2008-09", 2, 1), ("stock", "2009-10", 1, 1)]),
        ("{floor: {value: -0.1}}", [("floor", "value", -0.2, -0.1)]),
    ],
)
def test_a_rule_shows_the_figures_that_moved(change: str, expected: list[Any], tmp_path: Path) -> None:
    making.write(tmp_path / "review.xlsx", making.added("Rules", STOCK, FLOOR))
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(
        f"schema: 1\nname: Test\nworkbook: review.xlsx\nlink_strength: 1\nrules: {change}\n", encoding="utf-8"
    )
    write_settlement(allocate(load_review(scenario)), tmp_path / "out.xlsx")
    rows = table(openpyxl.load_workbook(tmp_path / "out.xlsx")["Scenario changes"])
    assert [(row["Code"], row["Figure"], row["In the workbook"], row["In this scenario"]) for row in rows] == expected
