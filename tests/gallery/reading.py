"""What was read, held against rows written plainly: cell by cell, without the reader's help."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from spendreview.review.review import Review
from tests.making import HEADERS, Rows


def misread(review: Review, rows: Rows) -> list[str]:
    """Every cell that was read as something else than the rows say, and every row or column too many or too few."""
    wrong: list[str] = []
    for sheet, records in rows.items():
        if sheet == "Review":
            wrong += _misread_settings(review, records)
        if sheet in {"Review", "Scenario"}:
            continue
        table = review.workbook.tables[sheet]
        if len(table.rows) != len(records):
            wrong.append(f"{sheet}: {len(table.rows)} rows, not {len(records)}")
            continue
        named = {name for record in records for name in record} | set(HEADERS.get(sheet, ()))
        if records and set(table.letters) != named:
            wrong.append(f"{sheet}: the columns {set(table.letters) ^ named}")
        for number, record in enumerate(records):
            for name, cell in record.items():
                found = table.columns[name][number]
                if cell is not None and not _same(sheet, name, cell, found):
                    wrong.append(f"{sheet} {name} of row {number + 1}: {found!r}, not {cell!r}")
    return wrong


def _misread_settings(review: Review, records: list[dict[str, Any]]) -> list[str]:
    pairs = [(row["setting"], row["value"], review.workbook.settings[row["setting"]]) for row in records]
    return [
        f"{name}: {found!r}, not {cell!r}"
        for name, cell, found in pairs
        if not _same("Review", name, cell, found) and cell is not None
    ]


def _same(sheet: str, name: str, cell: Any, found: Any) -> bool:
    is_money = name == "amount" or (sheet in {"Limits", "Bids"} and re.search(r"\d{4}-\d{2}$", name))
    if is_money:
        return bool(found == round(cell * 1000))
    if isinstance(found, bool):
        return found is (cell == "yes")
    if isinstance(found, tuple):
        return [str(part) for part in found] == re.split(r"[;,] ?", str(cell))
    if isinstance(found, dt.date):
        return found.isoformat() == str(cell)
    if isinstance(found, int | float):
        return bool(found == cell)
    return str(found) == str(cell)
