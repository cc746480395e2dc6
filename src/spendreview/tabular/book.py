"""A workbook of results declared as data: a table a sheet, formulas beside their values. Nothing of the domain.

Every sheet is laid out alike, so that an address can be worked out before anything is written: the title in A1, two
lines that say what the table holds, one header row, the rows, and a foot for totals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from spendreview.tabular.charts import Chart
from spendreview.tabular.guard import column_letters

HEADER_ROW = 4
"""The header's row, from 1: the title and two lines of description stand above it."""

NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
"""Shorthand in place of a blank cell."""

FIXED_DATE = datetime(2000, 1, 1)
"""The date of creation where none is given: equal input makes equal bytes."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]")


class Shown(StrEnum):
    """How the cells of a column are shown."""

    TEXT = "text"
    WRAPPED = "wrapped text"
    MONEY = "£ million, one decimal"
    PERCENT = "per cent, one decimal"
    SHARE = "per cent, whole"
    NUMBER = "as it is"
    LEVEL = "grouped, one to three decimals"
    COUNT = "whole number"


class Look(StrEnum):
    """Where the figures of a column come from: each has a cell style of its own."""

    PLAIN = "words, and formulas"
    INPUT = "handed in"
    RESULT = "found by the run"
    HEADING = "a heading among the rows"
    OPEN = "open to edits where the book is protected"


class Formula(NamedTuple):
    """A live formula, with the value that is stored beside it for readers that do not calculate.

    text  begins with =, in English, with commas; only functions that Excel 2007 has
    """

    text: str
    value: float | str


class Link(NamedTuple):
    """Words that lead to a cell of another sheet of the same book."""

    text: str
    sheet: str
    cell: str = "A1"


class Styled(NamedTuple):
    """A value shown otherwise than the rest of its column; ``left`` where it stands among words."""

    value: float | str | Formula
    shown: Shown
    look: Look = Look.PLAIN
    left: bool = False


Cell = float | int | str | Formula | Link | Styled | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column: its header, its cells, and how they look. Headers are unique within a table.

    width     in characters; None: from the header and the cells
    group     whether a group of columns begins here, marked by a line on its left
    note      a comment on the header
    editable  whether its cells, blank ones too, are open to edits where the book is protected: they are input yellow.
              Those of the foot, and Styled ones, stay locked
    """

    header: str
    cells: Sequence[Cell]
    shown: Shown = Shown.TEXT
    look: Look = Look.PLAIN
    width: float | None = None
    group: bool = False
    note: str = ""
    editable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns of equal length, and foot rows that lie right below them, a cell a column."""

    fields: tuple[Field, ...]
    foot: tuple[tuple[Cell, ...], ...] = ()

    def __post_init__(self) -> None:
        if len({field.header for field in self.fields}) < len(self.fields):
            raise ValueError("two columns with the same header")
        if len({len(field.cells) for field in self.fields}) > 1:
            raise ValueError("columns of unequal length")
        if any(len(row) != len(self.fields) for row in self.foot):
            raise ValueError("a foot row without a cell for every column")

    @property
    def rows(self) -> int:
        """How many rows stand between the header and the foot."""
        return len(self.fields[0].cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet.

    name         of the sheet: at most 31 characters, legal in Excel on Windows
    lines        what the table holds and its unit (A2), and how to read it (A3)
    freeze       how many columns stay in view on the left
    filtered     whether the header offers filters
    charts       charts that lie over empty rows of the table
    breaks       rows (from 0) that begin a new sheet of paper; the page is then printed as large as it is
    upright      whether it is printed on upright paper: long lists of few columns
    printed      how many columns are printed; None: all of them
    """

    name: str
    heading: str
    lines: tuple[str, str]
    table: Table
    freeze: int = 1
    filtered: bool = True
    charts: tuple[Chart, ...] = ()
    breaks: tuple[int, ...] = ()
    upright: bool = False
    printed: int | None = None

    def __post_init__(self) -> None:
        check_sheet_name(self.name)


class Name(NamedTuple):
    """A name for a cell or a range, known in the whole book: a formula can say it in place of the address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook: its pages, and the marking that every printed page carries.

    subject, keywords, comments  properties of the file
    names                        for cells and ranges; legal (``legal_name``) and unlike each other
    home                         the page that every other page has a link back to; empty: no such links
    protected                    whether every sheet is protected, without a password
    """

    title: str
    pages: tuple[Page, ...]
    marking: str = ""
    created: datetime = FIXED_DATE
    subject: str = ""
    keywords: str = ""
    comments: str = ""
    names: tuple[Name, ...] = ()
    home: str = ""
    protected: bool = False

    def __post_init__(self) -> None:
        """raises  ValueError where a chart has no figures, or two names are alike to Excel."""
        tables = {page.name: {field.header for field in page.table.fields} for page in self.pages}
        for chart in (chart for page in self.pages for chart in page.charts):
            wanted = {chart.names, *(series.header for series in chart.series)}
            if not wanted <= tables.get(chart.sheet, set()):
                raise ValueError(f"the chart {chart.title!r} is drawn from columns that are not there")
        if len({own.name.casefold() for own in self.names}) < len(self.names):
            raise ValueError("two names that are alike")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands: addresses for formulas, by header and row (from 0)."""

    sheet: str
    headers: tuple[str, ...]
    rows: int

    def column(self, header: str) -> str:
        """The letters of a column."""
        return column_letters(self.headers.index(header) + 1)

    def cell(self, header: str, row: int, *, near: bool = False, fixed: bool = False) -> str:
        """The address of a cell; ``near`` leaves out the sheet, ``fixed`` adds the dollar signs.

        >>> Placed("Total DEL", ("Line", "2008-09"), 3).cell("2008-09", 0)
        "'Total DEL'!B5"
        """
        letters, number = self.column(header), HEADER_ROW + 1 + row
        address = f"${letters}${number}" if fixed else f"{letters}{number}"
        return address if near else self._sheet + address

    def range(self, header: str, *, near: bool = False, to: str | None = None) -> str:
        """The address of a whole column above its foot, or of the columns up to another."""
        first, last = HEADER_ROW + 1, HEADER_ROW + max(self.rows, 1)
        address = f"${self.column(header)}${first}:${self.column(to or header)}${last}"
        return address if near else self._sheet + address

    def whole(self) -> str:
        """The address of the header and all rows above the foot.

        >>> Placed("Limits", ("Limit", "Scope"), 3).whole()
        'Limits!$A$4:$B$7'
        """
        last = column_letters(len(self.headers))
        return f"{self._sheet}$A${HEADER_ROW}:${last}${HEADER_ROW + max(self.rows, 1)}"

    @property
    def _sheet(self) -> str:
        quoted = self.sheet.replace("'", "''")
        return f"{self.sheet}!" if self.sheet.isalpha() and self.sheet.isascii() else f"'{quoted}'!"


def check_sheet_name(name: str) -> None:
    """raises  ValueError for a name that Excel would not take, or would call a sheet in need of repair."""
    if not 0 < len(name) <= 31 or _FORBIDDEN.search(name) or name[0] == "'" or name[-1] == "'" or name == "History":
        raise ValueError(f"{name!r} cannot be the name of a sheet")


def legal_name(text: str) -> str:
    """Text made into a name that Excel takes for a cell or range: what is no letter, digit or _ becomes _.

    >>> legal_name("Total DEL 2008-09"), legal_name("1st"), legal_name("AB12"), legal_name("R1C1")
    ('Total_DEL_2008_09', '_1st', '_AB12', '_R1C1')
    """
    name = re.sub(r"[^A-Za-z0-9_]", "_", text)
    return f"_{name}" if not name or name[0].isdigit() or _LIKE_A_CELL.fullmatch(name) else name


def plain_value(cell: Cell) -> float | int | str | None:
    """What a cell shows: the words of a link, the value stored beside a formula."""
    if isinstance(cell, Styled):
        return plain_value(cell.value)
    if isinstance(cell, Formula):
        return cell.value
    return cell.text if isinstance(cell, Link) else cell
