"""How large a comment's box must be for its text, and where it ends: widths and heights of the cells around it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Mapping

from spendreview.tabular.annotate.markup import attribute, element, elements
from spendreview.tabular.annotate.shapes import Anchor
from spendreview.tabular.annotate.sheet import Cell, Row

WIDTH = 330
"""Pixels, for about fifty characters a line."""

CHARACTERS = 48
LINE_HEIGHT = 15
MARGIN = 18
MOST_HEIGHT = 540
ROW_HEIGHT = 20
COLUMN_WIDTH = 64
ROWS_BELOW = 60
"""How many rows a box may run over: where more than these are hidden, it is drawn as if they were not."""

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576


def lines_of(text: str) -> int:
    """How many lines the text takes in a box."""
    return sum(len(textwrap.wrap(line, CHARACTERS)) or 1 for line in text.split("\n"))


def height_of(text: str) -> int:
    """Height of a box for the text, pixels."""
    return min(lines_of(text) * LINE_HEIGHT + MARGIN, MOST_HEIGHT)


class Grid:
    """Widths of columns and heights of rows, pixels."""

    def __init__(self, before_cells: bytes, rows: Mapping[int, Row]) -> None:
        self._rows = rows
        form = element(before_cells, b"sheetFormatPr")
        width = form.attribute("defaultColWidth") if form is not None else None
        height = form.attribute("defaultRowHeight") if form is not None else None
        self._width = _column_pixels(width) if width else COLUMN_WIDTH
        self._height = _row_pixels(height) if height else ROW_HEIGHT
        self._columns = [
            (int(own.attribute("min") or 0), int(own.attribute("max") or 0), _width_of(own.tag, self._width))
            for own in elements(before_cells, b"col")
        ]

    def anchor(self, cell: Cell, height: int) -> Anchor:
        """Where the box of a cell begins and ends: to its right, from just above it."""
        row, column = max(cell[0] - 2, 0), min(cell[1], LAST_COLUMN - 8)
        top = 2 if cell[0] == 1 else 10
        last_column, right = self._walk(column, 15 + WIDTH, self._column, LAST_COLUMN)
        last_row, bottom = self._walk(row, top + height, self._row, LAST_ROW)
        return column, 15, row, top, last_column, right, last_row, bottom

    def _walk(self, at: int, pixels: int, size_of: Callable[[int], int], last: int) -> tuple[int, int]:
        """The column or row (from 0) in which so many pixels end, and how many of them lie in it."""
        for _ in range(ROWS_BELOW):
            size = size_of(at + 1)
            if pixels <= size or at >= last - 1:
                return at, max(min(pixels, size), 0)
            pixels, at = pixels - size, at + 1
        return min(at + math.ceil(pixels / self._height), last - 1), 0

    def _column(self, number: int) -> int:
        return next((width for low, high, width in self._columns if low <= number <= high), self._width)

    def _row(self, number: int) -> int:
        row = self._rows.get(number)
        if row is None:
            return self._height
        if attribute(row.tag, "hidden") in {"1", "true"}:
            return 0
        height = attribute(row.tag, "ht")
        return _row_pixels(height) if height else self._height


def _width_of(tag: bytes, default: int) -> int:
    if attribute(tag, "hidden") in {"1", "true"}:
        return 0
    width = attribute(tag, "width")
    return _column_pixels(width) if width else default


def _column_pixels(width: str) -> int:
    """Pixels of a column's width, which Excel counts in digits of 7 pixels."""
    return int(float(width) * 7 + 0.5)


def _row_pixels(height: str) -> int:
    """Pixels of a row's height in points."""
    return int(float(height) * 4 / 3)
