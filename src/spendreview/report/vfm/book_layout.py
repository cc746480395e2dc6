"""Where the figures of a position workbook stand: its lines, and the addresses that formulas speak of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from spendreview.ledger.records import Figures, Position
from spendreview.report.vfm.book_words import COMPARISON, POSITION, SPLIT_HEADERS, Ref
from spendreview.tabular.book import Cell, Field, Look, Placed, Shown, plain_value

ADDED_UP = "Added up"
DIFFERENCE = "Difference"
"""What the rows at the foot of the sheet Position are called, beside the position itself."""


@dataclass(frozen=True)
class Layout:
    """What is shown: one position with its groups, or several side by side.

    side_by_side  whether each position is a line of its own; they may overlap, and are never added up
    """

    positions: tuple[Position, ...]
    side_by_side: bool

    @property
    def sheet(self) -> str:
        """The sheet that the lines stand on."""
        return COMPARISON if self.side_by_side else POSITION

    @property
    def key(self) -> str:
        """What the lines are of, as the header of their first column."""
        by = self.positions[0].by
        if self.side_by_side or by is None:
            return "Programme"
        return SPLIT_HEADERS[by]

    @cached_property
    def lines(self) -> tuple[Figures, ...]:
        """A line a group; without groups, or side by side, a line a position."""
        if self.side_by_side or not self.positions[0].groups:
            return tuple(position.figures for position in self.positions)
        return self.positions[0].groups

    @property
    def whole(self) -> Figures | None:
        """The position that the lines are the parts of."""
        return self.positions[0].figures if not self.side_by_side and self.positions[0].groups else None

    def row(self, number: int) -> int:
        """The row of a position (from 0) on the sheet of lines: in its foot where it stands below its groups."""
        return number if self.whole is None else len(self.lines) + 1

    @property
    def every(self) -> tuple[tuple[int, Figures], ...]:
        """Each line with its row, and the position below its groups."""
        whole = () if self.whole is None else ((self.row(0), self.whole),)
        return (*enumerate(self.lines), *whole)

    def name(self, position: Position) -> str:
        """A position in few words."""
        return position.programme or "all programmes"


Make = Callable[["Line"], Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of figures: what its cell is in a line.

    summed   what its foot says where no figure can be added up; empty: it is not added up
    """

    header: str
    make: Make
    shown: Shown = Shown.MONEY
    width: float | None = None
    summed: str = ""
    group: bool = False
    result: bool = True
    note: str = ""


class Line:
    """One row while its cells are made, from left to right: a formula can speak of those on its left."""

    def __init__(self, place: Placed, row: int, figures: Figures) -> None:
        self.place, self.row, self.figures = place, row, figures
        self.made: dict[str, Cell] = {}

    def ref(self, header: str) -> Ref:
        """A cell on the left."""
        value = plain_value(self.made[header])
        assert value is not None
        return Ref(self.place.cell(header, self.row, near=True), value)


def line_cells(columns: Sequence[Column], place: Placed, row: int, figures: Figures) -> dict[str, Cell]:
    """The cells of one line, by header."""
    line = Line(place, row, figures)
    for column in columns:
        line.made[column.header] = column.make(line)
    return line.made


def placed(sheet: str, columns: Sequence[Column], rows: int) -> Placed:
    """Where a table of columns stands."""
    return Placed(sheet, tuple(column.header for column in columns), rows)


def field_of(column: Column, cells: Sequence[Cell]) -> Field:
    """A column with its cells."""
    return Field(
        header=column.header,
        cells=cells,
        shown=column.shown,
        look=Look.RESULT if column.result and column.shown is not Shown.TEXT else Look.PLAIN,
        width=column.width,
        group=column.group,
        note=column.note,
    )
