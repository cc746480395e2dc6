"""How wide the columns of a book are, and how many lines its cells take: measured in the letters of its own font."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from functools import lru_cache

from spendreview.tabular.book import Cell, Field, Page, Shown, plain_value
from spendreview.tabular.book_styles import WORDS

WIDEST, NARROWEST = 48.0, 7.0
LINE_HEIGHT = 13.5
"""Points that one line of text takes."""
THOUSANDTHS = {
    222: "ijl'|",
    278: " tfI.,:;/![]",
    333: "r()-",
    500: "cksvxyzJ",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1000: "—…",
}
"""Widths of the letters of Arial in thousandths of its size; all others take 556, as digits do."""
LETTER_WIDTH = {letter: width for width, letters in THOUSANDTHS.items() for letter in letters}
YEAR = re.compile(r"\d-\d")
BOLD = 1.08
"""How much wider letters are in bold."""
TITLE_SIZE = 1.4 * BOLD
"""How much wider letters are in a title than in the body."""
ON_PAPER, UPRIGHT = 125.0, 88.0
"""Characters that A4 takes across, lying and upright, before print is made smaller."""
UNUSED = 9.1
"""The width of a column to the right of a table."""
DECIMALS = {
    Shown.MONEY: ",.1f",
    Shown.LEVEL: ",.3f",
    Shown.PERCENT: ".1%",
    Shown.SHARE: ".0%",
}


def column_width(field: Field, foot: Iterable[Cell] = ()) -> float:
    """The width that a column needs, in characters: its longest word in the header, its cells and its foot."""
    word = max((BOLD * text_width(word) for word in field.header.split()), default=0.0) + (2.5 if field.group else 1.0)
    if field.width is not None:
        return _year_kept_whole(field.header, max(field.width, word))
    if field.shown in WORDS:
        in_foot = max((BOLD * text_width(words(cell)) for cell in foot), default=0.0)
        needed = max((text_width(words(cell)) for cell in field.cells), default=0.0)
        room = max(needed, in_foot) + (3.0 if field.group else 2.0)
        return _year_kept_whole(field.header, min(WIDEST, max(NARROWEST, word, room)))
    figures = [value for cell in (*field.cells, *foot) if isinstance(value := plain_value(cell), int | float)]
    needed = max((_figure_width(value, field.shown) for value in _ends(figures)), default=0.0)
    return _year_kept_whole(field.header, max(NARROWEST, word, needed))


def _ends(figures: list[float]) -> tuple[float, ...]:
    return (min(figures), max(figures)) if figures else ()


def _figure_width(figure: float, shown: Shown) -> float:
    """The width of a figure as it is shown in bold: a comma or point takes half of what a digit takes."""
    text = format(figure, DECIMALS.get(shown, ",.0f" if shown is Shown.COUNT else ",.2f"))
    return sum(0.55 if sign in ",.-" else 1.08 for sign in text) + 2.0


def header_lines(header: str, width: float) -> int:
    """How many lines a header takes in bold."""
    return len(_bold_lines(header, width)[0])


def row_lines(fields: tuple[Field, ...], widths: list[float], row: int) -> int:
    """How many lines the wrapped cells of a row take: a program that opens the book does not work this out."""
    most = 1
    for field, width in zip(fields, widths, strict=True):
        if field.shown is not Shown.WRAPPED or not (text := words(field.cells[row])):
            continue
        room = width - (1.5 if field.group else 0.2)
        most = max(most, sum(wrapped_lines(line, room) for line in text.split("\n")))
    return most


@lru_cache(maxsize=16_384)  # long lists say the same again and again
def wrapped_lines(text: str, room: float) -> int:
    """How many lines a text takes in so many characters' room."""
    needed = text_width(text)
    return 1 if needed <= room else len(textwrap.wrap(text, max(1, int(room * len(text) / needed))))


def text_width(text: str) -> float:
    """The width of running text in the body, in the units in which columns are measured."""
    return sum(LETTER_WIDTH.get(letter, 556) for letter in text) / 556 * 1.03


def room_above(page: Page, widths: list[float]) -> tuple[float, int]:
    """The room for what stands above a table, in characters, and the last column (from 0) of it.

    It is as wide as the table's printed columns, or as the paper where that is wider.
    """
    room, last = sum(widths[: page.printed]), len(widths[: page.printed]) - 1
    more = 0 if len(widths) > last + 1 else max(0, int(((UPRIGHT if page.upright else ON_PAPER) - room) / UNUSED))
    return room + more * UNUSED - 1, last + more


def cut_to(text: str, room: float) -> str:
    """A text cut at a word, if there is one, to so many characters' room."""
    if text_width(text) <= room:
        return text
    text = text[: int(3 * room)]  # no letter is narrower than a third of a digit
    while text and text_width(f"{text} …") > room:
        text = text[:-1]
    words, _, rest = text.rpartition(" ")
    return f"{words if words and len(rest) < 20 else text.rstrip()} …"


def _year_kept_whole(header: str, width: float) -> float:
    """The width, widened until no line of the header ends within a year such as 2008-09."""
    while _bold_lines(header, width)[1]:
        width += 0.3
    return width


def _bold_lines(header: str, width: float) -> tuple[list[str], bool]:
    """A header's lines in bold, and whether a program may break one at a hyphen."""
    lines, broken = [""], False
    for word in header.split():
        longer = f"{lines[-1]} {word}".strip()
        needed, head = BOLD * text_width(longer), BOLD * text_width(longer[: longer.rfind("-") + 1])
        if YEAR.search(word) and head < width + 1.5 and needed > width - 0.8:
            broken = True
        if needed <= width - 0.5:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""], broken


def words(cell: Cell) -> str:
    """A cell as text."""
    value = plain_value(cell)
    return "" if value is None else str(value)
