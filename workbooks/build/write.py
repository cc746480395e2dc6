"""Writes a workbook in the template's own layout, from the same declaration that the reader uses."""

from pathlib import Path

from spendreview.ledger import sheets as vfm
from spendreview.review.sheets import SHEETS, Years
from spendreview.tabular.template import write_workbook
from spendreview.terms import Year

Row = dict[str, object]


def write_review(path: Path, rows: dict[str, list[Row]]) -> None:
    """Write `rows` (sheet title -> rows of column: value); the same rows give the same file, byte for byte."""
    write_workbook(path, SHEETS, _years(rows["Review"]), rows)


def write_vfm(path: Path, rows: dict[str, list[Row]]) -> None:
    """Write a VfM workbook in the same way: sheets without rows are left out."""
    write_workbook(path, vfm.SHEETS, None, rows)


def _years(settings: list[Row]) -> Years:
    values = {row["setting"]: str(row["value"]) for row in settings}
    plan = tuple(Year.parse(year) for year in values["plan_years"].split(","))
    return Years(Year.parse(values["baseline_year"]), plan)
