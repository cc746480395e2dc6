"""A settlement workbook edited by hand, as a user would: a few cells of the shares, found by bid and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

SHARES = "Allocation by bid"
HEADER = 4


def edited(source: Path, out: Path, cells: dict[tuple[str, str], Any], *, author: str = "", live: bool = False) -> Path:
    """A copy with cells of Allocation by bid changed: {(bid, header): value}; later years follow the first.

    live  whether formulas are kept, without their values, for a program that works them out; else values alone are
    """
    book = openpyxl.load_workbook(source, data_only=not live)
    for (bid, header), value in cells.items():
        book[SHARES][address(source, bid, header)].value = value
    book.properties.lastModifiedBy = author
    book.save(out)
    return out


def address(path: Path, bid: str, header: str, title: str = SHARES) -> str:
    """The address of a bid's cell in a column."""
    sheet = openpyxl.load_workbook(path)[title]
    column = next(cell.column_letter for cell in sheet[HEADER] if cell.value == header)
    row = next(row for row in range(HEADER + 1, sheet.max_row + 1) if sheet.cell(row, 1).value == bid)
    return f"{column}{row}"
