"""A published workbook opened in every way that the checker's rules need, and the list of these rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries

FRONT = ("Cover", "Contents", "Notes")
"""The sheets that come first, in this order."""


@dataclass
class Opened:
    """One workbook, read in every way that the rules need."""

    path: Path
    marking: str
    book: Any
    parts: dict[str, str]
    names: list[str]
    found: list[str] = field(default_factory=list)

    @property
    def sheets(self) -> list[Any]:
        return list(self.book.worksheets)

    @property
    def tabled(self) -> list[Any]:
        """Every sheet that is to have a table."""
        return [sheet for sheet in self.sheets if sheet.title != FRONT[0]]

    def say(self, rule: str, place: str, wrong: str) -> None:
        self.found.append(f"{rule}: {place}: {wrong}")


Rule = Callable[[Opened], None]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    """A rule of the checker."""
    RULES.append(check)
    return check


def bounds(sheet: Any) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the only table of a sheet."""
    return range_boundaries(next(iter(sheet.tables.values())).ref)  # type: ignore[return-value]


def tables(opened: Opened) -> Iterator[tuple[Any, list[Cell], list[list[Cell]]]]:
    """Every sheet with one table: the sheet, the header's cells, the rows."""
    for sheet in opened.tabled:
        if len(sheet.tables) == 1:
            left, top, right, bottom = bounds(sheet)
            rows = [list(row) for row in sheet.iter_rows(top, bottom, left, right)]
            yield sheet, rows[0], rows[1:]
