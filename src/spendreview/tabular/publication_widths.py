"""How wide the columns of a publication are and how tall its rows, so that nothing is cut off or shown as ####."""

from __future__ import annotations

import re

from spendreview.tabular.book import Link
from spendreview.tabular.book_widths import text_width
from spendreview.tabular.publication import Column, Value

LINE_HEIGHT = 16.0
"""Points that one line of 12 points takes."""
COVER_WIDTH = 100.0
NARROWEST, WIDEST = 12.0, 46.0
TALLEST = 409.0
"""Points: no row can be taller."""
BOLD = 1.07
"""How much wider letters are in bold."""
ROOM = 1.5
"""Characters between a word and the next column."""
EDGES = 0.6
"""Characters that the edges of a cell take."""
WITHIN_BRACKETS = re.compile(r"[(\[][^)\]]*$")


def width_of(column: Column) -> float:
    """The width that a column needs, in characters of its own font: its longest word, figure or short text."""
    word = max(BOLD * text_width(word) for word in column.header.split()) + ROOM
    if column.decimals is not None:
        figures = max(text_width(shown(cell, column.decimals)) * BOLD for cell in column.cells)
        return _kept_whole(column.header, max(NARROWEST, word, figures + ROOM))
    # A link is neither wrapped nor shown beyond its cell by every program: it gets the room that it needs.
    links = [text_width(cell.text) + ROOM for cell in column.cells if isinstance(cell, Link)]
    texts = max(text_width(_words(cell)) for cell in column.cells) + ROOM
    most = column.width or WIDEST
    return _kept_whole(column.header, max(NARROWEST, word, min(most, texts), *links, *map(_longest_word, column.cells)))


def _kept_whole(header: str, width: float) -> float:
    """The width, widened until no line of the header ends within brackets such as (£ million) or [note 1]."""
    while width < WIDEST and any(WITHIN_BRACKETS.search(line) for line in header_lines(header, width)):
        width += 0.5
    return width


def header_lines(header: str, width: float) -> list[str]:
    """The lines of a header at a width, in bold."""
    lines: list[str] = []
    for word in header.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and BOLD * text_width(longer) <= width - EDGES:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _longest_word(cell: Value) -> float:
    """What an unbroken word needs, up to a limit: beyond it a program breaks the word itself."""
    return min(WIDEST, max((text_width(word) * BOLD for word in _words(cell).split()), default=0.0) + ROOM)


def shown(cell: Value, decimals: int) -> str:
    """A figure as it is shown."""
    return f"{cell:,.{decimals}f}" if isinstance(cell, int | float) else _words(cell)


def height_of(text: str, width: float, *, bold: bool = False) -> float:
    """Points that a text takes when it is wrapped at a width."""
    return min(TALLEST, LINE_HEIGHT * lines_of(text, width, bold=bold))


def lines_of(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes at a width, broken between words, and within those that no line holds."""
    room, factor = width - EDGES, BOLD if bold else 1.0
    lines, filled = 1, 0.0
    for word in text.split():
        needed = factor * text_width(word)
        if filled and filled + factor * 0.5 + needed <= room:
            filled += factor * 0.5 + needed
            continue
        lines += 1 if filled else 0
        lines += int(needed // room) if needed > room else 0
        filled = needed % room if needed > room else needed
    return lines


def _words(cell: Value) -> str:
    return cell.text if isinstance(cell, Link) else str(cell)
