"""Find a sheet's header row and the position of each declared column in it, wherever the team has put them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from spendreview.errors import Findings, Place, did_you_mean, nearest
from spendreview.tabular.guard import column_letters
from spendreview.tabular.raw import BLANK, shown, year_from_date
from spendreview.tabular.schema import Column
from spendreview.tabular.typed import without_unseen

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
    _lacking(sheet, grid, best[1], required, columns, findings, guesses=not others)
    return None


def _lacking(
    sheet: Place,
    grid: list[list[Any]],
    number: int,
    required: set[str],
    columns: tuple[Column, ...],
    findings: Findings,
    *,
    guesses: bool,
) -> None:
    """The fault of a sheet without a header row: what the nearest row lacks, and what in it may be meant for that.

    number   the nearest row, from 0; below 0 where none holds any column
    guesses  whether a header that is not declared may be one of those misspelt
    """
    row = grid[number] if number >= 0 else []
    have = {_folded(cell) for cell in row}
    missing = [column.name for column in columns if column.name.casefold() in required - have]
    wanted = f"a header row with these columns in rows 1 to {HEADER_WITHIN}"
    if number < 0:
        findings.fault("WB011", sheet, f"no header row; it needs {', '.join(missing)}", wanted)
        return
    known, meant = {column.name.casefold() for column in columns}, {}
    for position, cell in enumerate(row):
        folded = _folded(cell)
        near = nearest(folded, missing) if guesses and folded and folded not in known else None
        if near is not None:
            meant[f"{column_letters(position + 1)}{number + 1}"] = f"{shown(cell)}: did you mean {near!r}?"
    found = "; ".join(
        [f"row {number + 1} lacks {', '.join(missing)}", *(f"{cell} {ask}" for cell, ask in meant.items())]
    )
    at = next(iter(meant)) if len(missing) == 1 and meant else f"A{number + 1}"
    findings.fault("WB011", replace(sheet, cell=at), found, wanted)


def _folded(cell: object) -> str:
    return year_from_date(cell) or (without_unseen(cell).casefold() if isinstance(cell, str) else "")


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
