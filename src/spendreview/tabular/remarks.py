"""What is worth a word about a sheet as a whole, though it is read."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.errors import Findings, Place
from spendreview.tabular.guard import MOST_COLUMNS, MOST_ROWS, column_letters
from spendreview.tabular.opened import SheetCells


def note_sheet(sheet: Place, cells: SheetCells, findings: Findings, *, recalculates: bool) -> None:
    """Values that may be old, and cells too far out to be read."""
    if recalculates and cells.facts.has_formulas:
        found = "its formulas are to be recalculated when opened: their values may be older than what they rest on"
        findings.warn("WW207", sheet, found, "open and save in Excel")
    if cells.lost:
        found = f"cells beyond row {MOST_ROWS:,} or column {column_letters(MOST_COLUMNS)} were not read"
        findings.warn("WW206", sheet, found)


def note_cells(
    sheet: Place,
    cells: SheetCells,
    header_row: int,
    positions: dict[str, int],
    rows: Sequence[int],
    findings: Findings,
) -> None:
    """To come."""
