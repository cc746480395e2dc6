"""Find a sheet's header row and the position of each declared column in it, wherever the team has put them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from spendreview.errors import Findings, Place, did_you_mean
from spendreview.tabular.cells import BLANK, shown, year_from_date
from spendreview.tabular.guard import column_letters
from spendreview.tabular.schema import Column

HEADER_WITHIN = 12
"""The header is the first of this many rows that holds every required column."""


def find_header(
    sheet: Place, grid: list[list[Any]], columns: tuple[Column, ...], findings: Findings, *, others: bool = False
) -> tuple[int, dict[str, int]] | None:
    """The header's row (from 0) and the position of each declared column in it; None, with a fault, where it lacks.

    others  whether columns that are not declared are left alone
    """
    required = {column.name.casefold() for column in columns if column.required or column.header}
    best: tuple[int, int] = (0, -1)
    for number, row in enumerate(grid[:HEADER_WITHIN]):
        have = {_folded(cell) for cell in row}
        found = len(required & have)
        if found == len(required) and found:
            return number, _positions(sheet, number, row, columns, findings, others)
        if found > best[0]:
            best = (found, number)
    row_words = f"row {best[1] + 1} lacks " if best[1] >= 0 else "no header row; it needs "
    missing = required - ({_folded(cell) for cell in grid[best[1]]} if best[1] >= 0 else set())
    place = replace(sheet, cell=f"A{best[1] + 1}" if best[1] >= 0 else None)
    names = ", ".join(column.name for column in columns if column.name.casefold() in missing)
    findings.fault("WB011", place, row_words + names, f"a header row with these columns in rows 1 to {HEADER_WITHIN}")
    return None


def _folded(cell: object) -> str:
    return year_from_date(cell) or (cell.replace(" ", " ").strip().casefold() if isinstance(cell, str) else "")


def _positions(
    sheet: Place, number: int, row: list[Any], columns: tuple[Column, ...], findings: Findings, others: bool
) -> dict[str, int]:
    known = {column.name.casefold(): column.name for column in columns}
    positions: dict[str, int] = {}
    for position, cell in enumerate(row):
        folded = _folded(cell)
        place = replace(sheet, cell=f"{column_letters(position + 1)}{number + 1}")
        if not folded:
            if cell != BLANK and not others:
                findings.fault("WB012", place, f"the column header {shown(cell)}", "text")
            continue
        if isinstance(cell, dt.date):
            findings.warn("WW204", place, f"{shown(cell)} was read back as {folded}; format the cell as text")
        name = known.get(folded)
        if name is None:
            if not others and not folded.startswith(("#", "note")):
                wanted = did_you_mean(folded, known.values(), "a column of this sheet, or a header that starts with #")
                findings.fault("WB012", place, f"unknown column {shown(cell)}", wanted)
        elif name in positions:
            findings.fault("WB013", place, f"column {name!r} stands twice", "one column of each name")
        else:
            positions[name] = position
    return positions
