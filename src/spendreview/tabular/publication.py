"""A workbook for publication declared as data: a cover, then one table a sheet, values only. Nothing of the domain.

The layout is that of the Government Analysis Function's guidance "Releasing statistics in spreadsheets", so that a
screen reader finds its way: the title in A1, what the sheet holds below it line by line, and right below it the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from spendreview.tabular.book import FIXED_DATE, Link

Value = float | int | str | Link

_SHEET_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a published table: no cell is blank, shorthand such as [x] stands where there is no figure.

    header    unique within the table; a column of figures says its unit, in brackets
    decimals  how many a figure is shown with; None for a column of words
    width     the most that words may take before they are wrapped, in characters; None: as wide as most columns
    """

    header: str
    cells: Sequence[Value]
    decimals: int | None = None
    width: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSheet:
    """One sheet with one table.

    name        of the sheet, and ``table`` of the table: letters, digits and underscores
    title       in A1
    lines       from A2 on, one statement each; a link leads to another sheet of the book
    totals      how many rows at the end are totals, which are set in bold and say so in their first cell
    """

    name: str
    title: str
    lines: tuple[str | Link, ...]
    table: str
    columns: tuple[Column, ...]
    totals: int = 0

    def __post_init__(self) -> None:
        if not _SHEET_NAME.fullmatch(self.name) or not _SHEET_NAME.match(self.table):
            raise ValueError(f"{self.name!r} and {self.table!r}: letters, digits and underscores")
        if len({column.header.casefold() for column in self.columns}) < len(self.columns):
            raise ValueError(f"{self.name}: two columns with the same header")
        if len({len(column.cells) for column in self.columns}) != 1 or not self.rows:
            raise ValueError(f"{self.name}: columns of unequal length, or without a row")

    @property
    def rows(self) -> int:
        """How many rows the table has below its header."""
        return len(self.columns[0].cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSheet:
    """The first sheet: a title, and paragraphs under headings, all in column A."""

    name: str
    title: str
    lines: tuple[str | Link, ...]
    parts: tuple[tuple[str, tuple[str | Link, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A workbook for publication; language as an IETF tag such as en-GB. Who its author is, its owner says."""

    title: str
    cover: CoverSheet
    sheets: tuple[PublishedSheet, ...]
    subject: str = ""
    language: str = "en-GB"
    created: datetime = FIXED_DATE
