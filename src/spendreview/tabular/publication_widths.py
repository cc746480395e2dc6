"""How wide the columns of a publication are and how tall its rows, so that nothing is cut off or shown as ####."""

from __future__ import annotations

import re

from spendreview.tabular.book import Link
from spendreview.tabular.book_widths import text_width
from spendreview.tabular.publication import Column, Value

LINE_HEIGHT = 16.0
"""Points that one line of 12 points takes."""
COVER_WIDTH = 100.0
NARROWEST, WIDEST = 12.0, 50.0
TALLEST = 409.0
"""Points: no row can be taller."""
BOLD_THOUSANDTHS = {
    278: " Iijl.,/'|",
    333: "ft-()[]:;!",
    389: "r",
    500: "z",
    611: "FLTZbdghnopqu",
    667: "EPSVXY",
    722: "ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "m%",
    944: "W",
    1000: "—…",
}
"""Widths of the letters of Arial Bold in thousandths of its size; all others take 556, as digits do."""
BOLD_WIDTH = {letter: width for width, letters in BOLD_THOUSANDTHS.items() for letter in letters}
SLACK = (0.88, 0.92, 0.96, 1.0, 1.04, 1.08)
"""How far programs differ in the width of the same letters."""
ROOM = 1.5
"""Characters between a word and the next column."""
INDENT = 1.6
"""Characters by which figures stand clear of their right edge, and words of their left one."""
EDGES = 0.6
"""Characters that the edges of a cell take."""
WITHIN_BRACKETS = re.compile(r"[(\[][^)\]]*$")


def width_of(column: Column) -> float:
    """The width that a column needs, in characters of its own font: its longest word, figure or short text."""
    word = max(map(bold_width, column.header.split())) + ROOM
    if column.decimals is not None:
        figures = max(bold_width(shown(cell, column.decimals)) for cell in column.cells)
        return INDENT + _kept_whole(column.header, max(NARROWEST, word, figures + ROOM))
    # A link is neither wrapped nor shown beyond its cell by every program: it gets the room that it needs.
    links = [text_width(cell.text) + ROOM for cell in column.cells if isinstance(cell, Link)]
    texts = max(text_width(_words(cell)) for cell in column.cells) + ROOM
    most = column.width or WIDEST
    longest = max(map(_longest_word, column.cells))
    return INDENT + _kept_whole(column.header, max(NARROWEST, word, min(most, texts), longest, *links))


def _kept_whole(header: str, width: float) -> float:
    """The width, widened until no line of the header ends within brackets such as (£ million) or [note 1]."""
    while width < WIDEST and any(
        WITHIN_BRACKETS.search(line) for slack in SLACK for line in header_lines(header, width / slack)
    ):
        width += 0.25
    return width


def header_lines(header: str, width: float) -> list[str]:
    """The lines of a header at a width, in bold."""
    lines: list[str] = []
    for word in header.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and bold_width(longer) <= width - EDGES:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def bold_width(text: str) -> float:
    """The width of text in bold, in the units in which columns are measured."""
    return sum(BOLD_WIDTH.get(letter, 556) for letter in text) / 556 * 1.03


def _longest_word(cell: Value) -> float:
    """What an unbroken word needs, up to a limit: beyond it a program breaks the word itself."""
    return min(WIDEST, max(map(bold_width, _words(cell).split()), default=0.0) + ROOM)


def shown(cell: Value, decimals: int) -> str:
    """A figure as it is shown."""
    return f"{cell:,.{decimals}f}" if isinstance(cell, int | float) else _words(cell)


def height_of(text: str, width: float, *, bold: bool = False) -> float:
    """Points that a text takes when it is wrapped at a width."""
    return min(TALLEST, LINE_HEIGHT * lines_of(text, width, bold=bold))


def lines_of(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes at a width, broken between words, and within those that no line holds."""
    room, measure = width - EDGES, bold_width if bold else text_width
    space = measure(" ")
    lines, filled = 1, 0.0
    for word in text.split():
        needed = measure(word)
        if filled and filled + space + needed <= room:
            filled += space + needed
            continue
        lines += 1 if filled else 0
        lines += int(needed // room) if needed > room else 0
        filled = needed % room if needed > room else needed
    return lines


def _words(cell: Value) -> str:
    return cell.text if isinstance(cell, Link) else str(cell)
