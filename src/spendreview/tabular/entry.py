"""How the cells of a written sheet look, what they hold, and what Excel lets a user type into them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from spendreview.tabular.amounts import Money, Number
from spendreview.tabular.cells import Choice, Day, ListOf, Raw, YesNo, options_of
from spendreview.tabular.describe import refusal
from spendreview.tabular.raw import Kind
from spendreview.tabular.schema import Column

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

GREY = "#505A5F"
_GRID = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
REQUIRED = {**_GRID, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864", "text_wrap": True}
OPTIONAL = {**_GRID, "font_color": "#1F3864", "bg_color": "#D9E1F2", "text_wrap": True}
INPUT = {**_GRID, "bg_color": "#FFF8DC"}
EXAMPLE = {**_GRID, "italic": True, "font_color": GREY, "bg_color": "#F2F2F2"}
NAME = _GRID
REQUIRED_NAME = {**_GRID, "bold": True}

SETTING = {**INPUT, "align": "left"}

WRAPPED = 40
"""Columns at least this wide hold sentences: their cells wrap. No column grows beyond it for a long value."""

LINE = 15.0
"""Points of one line."""

LETTERS = 1.1
"""Letters of running text in the width of one figure, at least."""

MOST_LINES = 6
"""Lines that a row shows at most: longer text is cut off in the sheet, not in the file."""

EXCEL_TEXT = 255
"""The longest list, and the longest message, that a drop-down can hold."""


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def cell(self, look: dict[str, Any], kind: Kind, column: Column) -> Format:
        """The format of a column's cells: a look, the kind's number format, and wrapped where it holds sentences."""
        aside = {"align": "right", "indent": 1} if isinstance(kind, Money | Number) else {}
        return self(**{**aside, **look}, num_format=number_format(kind), text_wrap=wraps(column))


def width(column: Column, values: Iterable[object] = ()) -> float:
    """Characters across: enough for the kind, the values, and the header's longest word beside its filter button."""
    longest = max((len(str(value)) for value in values if value is not None), default=0) + 2
    header = max(map(len, column.name.split())) + 4
    return float(max(column.kind.width, header, min(longest, WRAPPED)))


def wraps(column: Column) -> bool:
    """Whether a column holds sentences, which wrap within its cells."""
    return column.kind.width >= WRAPPED


def height(column: Column, value: object) -> float:
    """Points that a cell needs: Excel counts the lines of wrapped text itself, other programs do not."""
    if value is None or not wraps(column):
        return LINE
    return LINE * min(ceil(len(str(value)) / (LETTERS * column.kind.width)), MOST_LINES)


def number_format(kind: Kind) -> str:
    """Money to the thousand; years, codes and words as text, so that Excel does not make a date of 2008-09."""
    if isinstance(kind, Money):
        return "#,##0.0##"
    if isinstance(kind, Day):
        return "yyyy-mm-dd"
    if isinstance(kind, Number | Raw):
        return "0" if isinstance(kind, Number) and kind.whole else "General"
    return "@"


def cell_value(value: object, kind: Kind) -> str | float | dt.date | None:
    """A value as its cell holds it: yes or no, lists joined, everything that is no number or date as text.

    >>> cell_value(True, YesNo()), cell_value(("a", "b"), ListOf(Raw())), cell_value(12, Money())
    ('yes', 'a; b', 12.0)
    """
    if value is None or isinstance(value, dt.date):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return float(value)
    if isinstance(value, list | tuple):
        separator = kind.separator if isinstance(kind, ListOf) else ";"
        return f"{separator} ".join(map(str, value))
    return str(value)


def write_cell(sheet: Worksheet, row: int, column: int, value: str | float | dt.date | None, style: Format) -> None:
    """Write one cell by the type of its value; text is never a formula.

    raises  ValueError for what Excel cannot hold, such as text of more than 32,767 characters
    """
    if value is None:
        failed = sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        failed = sheet.write_string(row, column, value, style)
    elif isinstance(value, dt.date):
        failed = sheet.write_datetime(row, column, value, style)
    else:
        failed = sheet.write_number(row, column, value, style)
    if failed:
        raise ValueError(f"Excel cannot hold what row {row + 1}, column {column + 1} has: {str(value)[:40]!r}")


def validation(kind: Kind, codes: str | None = None) -> dict[str, Any] | None:
    """The drop-down or the bounds of a cell, as XlsxWriter takes them; None where anything may be typed.

    codes   the formula of the cells that hold the codes the cell may name: others are asked about, not refused
    """
    message = {"error_title": "Not taken", "error_message": refusal(kind)[:EXCEL_TEXT]}
    if codes is not None:
        return _codes(kind, codes)
    options = list(options_of(kind))
    if isinstance(kind, Choice | YesNo) and len(",".join(options)) <= EXCEL_TEXT:
        return {"validate": "list", "source": options, **message}
    bounds = _bounds(kind)
    return {**bounds, **message} if bounds else None


def _codes(kind: Kind, codes: str) -> dict[str, Any]:
    rule = {"validate": "list", "source": codes}
    if isinstance(kind, ListOf):
        # Several codes in one cell are none of the codes: the drop-down helps with the first, and refuses nothing.
        return {**rule, "show_error": False}
    message = {"error_title": "Not there yet", "error_message": "No row of that sheet has this code. Keep it?"}
    return {**rule, "error_type": "warning", **message}


def _bounds(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, Money):
        most = Money.LARGEST_M
        return {"validate": "decimal", "criteria": "between", "minimum": -most if kind.negative else 0, "maximum": most}
    if not isinstance(kind, Number):
        return {}
    validate = "integer" if kind.whole else "decimal"
    if kind.above is not None:
        return {"validate": validate, "criteria": ">", "value": kind.above}
    if kind.minimum is not None and kind.maximum is not None:
        return {"validate": validate, "criteria": "between", "minimum": kind.minimum, "maximum": kind.maximum}
    return {"validate": validate, "criteria": ">=", "value": kind.minimum} if kind.minimum is not None else {}
