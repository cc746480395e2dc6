"""One screen: a rich console that is never wider than the terminal, with tables that drop columns rather than break."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TextIO

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from spendreview.cli.terminal.streams import can_show

STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Characters that a terminal takes for orders."""

GAP = 2
"""Blank places between two columns."""

RULED, RULED_PLAIN = (
    Box(f"    \n    \n {line * 2} \n    \n {line * 2} \n    \n    \n    \n", ascii=line == "-") for line in "─-"
)
"""A line below the header, and one above the last row where that is a total; of hyphens where nothing else is shown."""

WRAPPED = 12
"""How many places a column needs whose cells run over several lines."""

BAR = 12
"""How many places a bar takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table, its cells in the order of the rows.

    rank     0 always stays; the others go while there is room, the lowest first
    least    a column of text that may be cut short needs this many places; 0: it is never cut
    wraps    its cells may run over several lines
    style    the style of a cell from its text
    """

    header: str
    cells: Sequence[str]
    rank: int = 0
    least: int = 0
    wraps: bool = False
    right: bool = False
    style: Callable[[str], str] | None = None

    @property
    def natural(self) -> int:
        """How many places the longest cell takes."""
        return max(map(cell_len, (*self.header.split("\n"), *self.cells)))

    @property
    def needed(self) -> int:
        """How many places it cannot do without."""
        return min(self.natural, self.least or (WRAPPED if self.wraps else self.natural))


def fitted(columns: Sequence[Column], width: int) -> list[Column]:
    """The columns that fit side by side, in their order: those of rank 0, then the lowest ranks first."""
    kept = {number for number, column in enumerate(columns) if column.rank == 0}
    room = width - sum(columns[number].needed + GAP for number in kept) + GAP
    for number in sorted(range(len(columns)), key=lambda number: columns[number].rank):
        cost = columns[number].needed + GAP
        if number not in kept and cost <= room:
            kept.add(number)
            room -= cost
    return [column for number, column in enumerate(columns) if number in kept]


def widths(columns: Sequence[Column], width: int) -> list[int | None]:
    """How wide each column is: what it needs, and of what is left an equal share where it could do with more.

    None for a column that is as wide as its longest cell.
    """
    spare = width - sum(column.needed + GAP for column in columns) + GAP
    found: list[int | None] = [None] * len(columns)
    wanting = [number for number, column in enumerate(columns) if column.needed < column.natural]
    wanting.sort(key=lambda number: columns[number].natural - columns[number].needed)
    for place, number in enumerate(wanting):
        column = columns[number]
        more = min(column.natural - column.needed, max(spare, 0) // (len(wanting) - place))
        found[number] = column.needed + more
        spare -= more
    return found


class Unhurt(Console):
    """A console whose reader may leave: that is no failure of ours."""

    def on_broken_pipe(self) -> None:
        """Let the commands end as they do without rich, which would exit with 1."""
        raise BrokenPipeError


class Screen:
    """A terminal to print on."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.draws = console.encoding.casefold().startswith("utf")

    @classmethod
    def on(cls, stream: TextIO) -> Screen:
        """The screen behind a stream; NO_COLOR, when it says anything, takes every escape away."""
        quiet = bool(os.environ.get("NO_COLOR"))
        return cls(
            Unhurt(
                file=stream,
                force_terminal=True,
                color_system=None if quiet else "auto",
                no_color=quiet,
                markup=False,
                highlight=False,
                emoji=False,
            )
        )

    @property
    def width(self) -> int:
        """How many places a line has."""
        return self.console.width

    def words(self, text: str) -> str:
        """The text as this terminal can show it, without what would steer it: titles come from other people's cells."""
        return can_show(STEERING.sub("", text), self.console.encoding)

    def say(self, text: str = "", style: str = "") -> None:
        """A paragraph, wrapped between words."""
        self.console.print(Text(self.words(text), style=style))

    def heading(self, text: str, note: str = "") -> None:
        """A blank line, then a heading and what should be known about it."""
        self.console.print()
        self.console.print(Text.assemble((self.words(text), "bold"), (self.words(f"  {note}" if note else ""), "dim")))

    def labelled(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Labels with what is said of each beside them."""
        grid = Table.grid(padding=(0, GAP, 0, 0))
        grid.add_column(style="cyan", no_wrap=True)
        grid.add_column(overflow="fold")
        for label, text in pairs:
            grid.add_row(Text(self.words(label)), Text(self.words(text)))
        self.console.print(grid)

    def hanging(self, lead: str, text: str) -> None:
        """A line of a list, indented, its further lines below its own first."""
        grid = Table.grid(padding=0)
        grid.add_column(width=GAP)
        grid.add_column(overflow="fold")
        grid.add_row("", Text.assemble((self.words(lead), "bold"), self.words(text)))
        self.console.print(grid)

    def table(self, columns: Sequence[Column], *, foot: bool = False) -> None:
        """The columns that fit; ``foot`` sets the last row apart."""
        shown = fitted([self._shown(column) for column in columns], self.width)
        table = Table(
            box=RULED if self.draws else RULED_PLAIN,
            pad_edge=False,
            padding=(0, GAP - 1, 0, 0),
            show_edge=False,
            safe_box=False,
        )
        for column, width in zip(shown, widths(shown, self.width), strict=True):
            self._add_column(table, column, width)
        count = len(columns[0].cells)
        for row in range(count):
            cells = [_cell(column, row) for column in shown]
            last = foot and row == count - 1
            table.add_row(*cells, end_section=foot and row == count - 2, style="bold" if last else "")
        self.console.print(table)

    def _shown(self, column: Column) -> Column:
        cells = [self.words(" ".join(cell.split())) for cell in column.cells]
        return replace(column, header=self.words(column.header), cells=cells)

    def _add_column(self, table: Table, column: Column, width: int | None) -> None:
        table.add_column(
            Text(column.header),
            justify="right" if column.right else "left",
            no_wrap=not column.wraps,
            overflow="fold" if column.wraps or not self.draws else "ellipsis",
            header_style="cyan",
            width=width,
            min_width=column.needed if column.wraps else None,
        )

    def bar(self, share: float | None) -> str:
        """A small bar, full at 1; empty where there is nothing to show, or less."""
        full, empty = ("■", "·") if self.draws else ("#", ".")
        filled = round(BAR * min(max(share or 0.0, 0.0), 1.0))
        return full * filled + empty * (BAR - filled)


def _cell(column: Column, row: int) -> Text:
    text = column.cells[row]
    return Text(text, style=column.style(text) if column.style else "")


def signed(text: str) -> str:
    """The style of a change: what falls is red."""
    return "red" if text.startswith(("-", "−")) else ""


def digits_for(largest_m: float) -> int:
    """How many decimals a table of £ million has: whole ones where its largest figure is £10 billion or more."""
    return 0 if abs(largest_m) >= 10_000 else 1


def figure(amount_m: float, digits: int, *, sign: bool = False) -> str:
    """£ million to so many decimals, nought being without a sign.

    >>> figure(-0.04, 1), figure(358_900.4, 0), figure(7736.6, 0, sign=True), figure(0.01, 1, sign=True)
    ('0.0', '358,900', '+7,737', '0.0')
    """
    rounded = round(amount_m, digits) + 0.0
    return f"{rounded:{'+' if sign and rounded else ''},.{digits}f}"
