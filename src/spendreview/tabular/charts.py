"""A native chart declared as data: which columns of which sheet it draws, and what it says in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How the figures are drawn."""

    STACKED_COLUMNS = "columns, one series on the other, above and below zero apart"
    COLUMNS = "columns side by side; a series may be a line over them"
    BARS = "bars, the first row at the top"
    STACKED_BARS = "bars, one series on the other, the first row at the top"


class Scale(StrEnum):
    """How the figures of the value axis are shown."""

    MONEY = "#,##0"
    PERCENT = "0%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One column of figures.

    header   of the column that holds them, on the chart's data sheet
    colour   as #RRGGBB; None: takes room and is not seen
    hatched  whether it is drawn in stripes: what colours say must be seen in black and white too
    hollow   whether only its outline is drawn
    line     whether it is a line with a mark at each figure, over the columns of the others
    listed   its name in the legend; empty: not there
    labels   the number format of the figure beside each bar; empty: no figures
    """

    header: str
    colour: str | None
    hatched: bool = False
    hollow: bool = False
    line: bool = False
    listed: str = ""
    labels: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart that lies over empty rows of a page, as wide as its table.

    says        what it shows, in words, for those who cannot see it
    sheet       the page that holds its figures, a column a series
    names       header of the column with the words along the other axis
    ceiling     where the value axis ends; None: where the figures do
    row, rows   the first row of the page's table (from 0) that it covers, and how many: set where it is laid
    drawn       the first row of its data (from 0) and how many; None: all. Blank cells are gaps
    """

    kind: ChartKind
    title: str
    says: str
    sheet: str
    names: str
    series: tuple[Series, ...]
    names_axis: str
    value_axis: str
    scale: Scale
    ceiling: float | None = None
    row: int = 0
    rows: int = 0
    drawn: tuple[int, int] | None = None
