"""What only the XML of a sheet tells, and what the fast reader must not be given.

calamine reads fast, but returns an empty text both for ``#DIV/0!`` and for a formula never calculated, says nothing of
hidden rows, and asks for all memory where one value stands in a far corner. One pass over the bytes finds these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_ROWS = 100_100
MOST_COLUMNS = 256
"""What lies further out is not read: the fast reader lays out every cell up to the last one. A hundred thousand rows,
and room for a title and headers above them."""

MOST_CELLS = 6_000_000
"""Cells of the rectangle from A1 to the last value that are laid out: a hundred columns of sixty thousand rows."""

ALWAYS_WITHIN = 9_999, MOST_CELLS // MOST_ROWS
"""A row and a column up to which no rectangle is too large, whatever the other: 256 x 9,999 and 100,100 x 59 cells."""

Span = tuple[int, int]
"""The first and the last of a run of rows or columns, from 1."""

# Possessive quantifiers would say the same, but the first releases of Python 3.11 match them wrongly.
CELL = re.compile(rb"<(?:\w+:)?c(?:\s([^>]*?))?(/>|>([^<]*(?:<(?!/?(?:\w+:)?c[\s>/])[^<]*)*)</(?:\w+:)?c>)")
_REF = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_ANY_REF = re.compile(rb"""\br\s*=""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?(?<!/)>(.*?)</", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_HOLDS = re.compile(rb"<(?:\w+:)?(?:v|f|is)[\s>]")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d+)["'][^>]*>""")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^>]*>|" + CELL.pattern)
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
DATA_END = re.compile(rb"</(?:\w+:)?sheetData>")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_NUMBER = {name: re.compile(rb"""\b%s\s*=\s*["'](\d+)["']""" % name) for name in (b"min", b"max")}


@dataclass(frozen=True, slots=True)
class Merge:
    """A range of merged cells: only its first one holds a value."""

    columns: Span
    rows: Span

    def __str__(self) -> str:
        first, last = (f"{column_letters(c)}{r}" for c, r in zip(self.columns, self.rows, strict=True))
        return f"{first}:{last}"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the XML of one sheet says.

    errors        error cells with what they show; ``uncalculated`` formulas without a value
    far           whether a cell lies beyond what a review can hold, be it only painted
    sprawls       whether cells lie so far down, and cells so far right, that what they span may be too much
    hidden_rows   rows that are hidden, in order; ``hidden_columns`` runs of them
    """

    errors: dict[str, str]
    uncalculated: frozenset[str]
    far: bool
    has_formulas: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[Span, ...] = ()
    merged: tuple[Merge, ...] = ()
    sprawls: bool = False

    @property
    def has_all_values(self) -> bool:
        """Whether a cell that reads as empty is empty."""
        return not self.errors and not self.uncalculated


def sheet_facts(xml: bytes) -> SheetFacts:
    """The facts of one sheet from its XML, however it is written: with prefixes, single quotes, attributes anyhow."""
    errors: dict[str, str] = {}
    uncalculated: set[str] = set()
    far = tall = wide = False
    for cell, row, column in placed(xml):
        look_at(cell[1] or b"", cell[3] or b"", errors, uncalculated, (row, column))
        far = far or _is_far(cell, row, column, (MOST_ROWS, MOST_COLUMNS))
        tall, wide = tall or row > ALWAYS_WITHIN[0], wide or column > ALWAYS_WITHIN[1]
    return SheetFacts(
        errors,
        frozenset(uncalculated),
        far,
        _FORMULA.search(xml) is not None,
        tuple(hidden_rows(xml)),
        hidden_columns(xml),
        merged_cells(xml),
        tall and wide,
    )


def placed(xml: bytes) -> Iterator[tuple[re.Match[bytes], int, int]]:
    """Every cell with its row and column; one that gives none stands beside the one before it, as the format says."""
    row = column = 0
    for match in _ROW_OR_CELL.finditer(xml):
        if match[2] is None:
            given = _ROW.match(match[0])
            row, column = int(given[1]) if given else row + 1, 0
            continue
        place = _REF.search(match[1] or b"")
        row, column = (int(place[2]), column_number(place[1].decode())) if place else (row, column + 1)
        yield match, row, column


def look_at(
    attributes: bytes, body: bytes, errors: dict[str, str], uncalculated: set[str], at: tuple[int, int] | None = None
) -> None:
    """Note a cell that is an error, or a formula without a value; by its own address where no row and column are."""
    is_error = _IS_ERROR.search(attributes)
    if not is_error and not _FORMULA.search(body):
        return
    place, value = _REF.search(attributes), _VALUE.search(body)
    own = (place[1] + place[2]).decode() if place else ""
    cell = own if at is None else f"{column_letters(at[1])}{at[0]}"
    if not cell:
        return
    if is_error:
        shown = _CDATA.sub(rb"\1", value[1]) if value else b""
        errors[cell] = shown.decode(errors="replace").strip() or "an error"
    elif not _has_value(attributes, value):
        uncalculated.add(cell)


def _has_value(attributes: bytes, value: re.Match[bytes] | None) -> bool:
    """An empty text is a value; no value at all means that Excel never calculated the formula."""
    return value is not None and (bool(value[1].strip()) or _IS_TEXT.search(attributes) is not None)


def hidden_rows(xml: bytes) -> Iterator[int]:
    """The numbers of the rows that are hidden, by hand or by a filter."""
    if b"hidden" in xml:
        for row in _ROW.finditer(xml):
            if _HIDDEN.search(row[0]):
                yield int(row[1])


def hidden_columns(xml: bytes) -> tuple[Span, ...]:
    """Runs of columns that are hidden; the XML is of the sheet, or of what stands before its cells."""
    found = (column[0] for column in _COLUMNS.finditer(xml) if _HIDDEN.search(column[0]))
    ends = ((_NUMBER[b"min"].search(column), _NUMBER[b"max"].search(column)) for column in found)
    return tuple(sorted((int(first[1]), int(last[1])) for first, last in ends if first and last))


def merged_cells(xml: bytes) -> tuple[Merge, ...]:
    """Every range of merged cells; the XML is of the sheet, or of what stands after its cells."""
    found = ([part.decode() for part in match.groups()] for match in _MERGED.finditer(xml))
    return tuple(
        Merge((column_number(left), column_number(right)), (int(top), int(bottom)))
        for left, top, right, bottom in found
    )


def near_cells(xml: bytes) -> bytes:
    """The XML of a sheet without the rows and the cells beyond the caps."""
    near, beyond = cut_rows(xml)
    end = DATA_END.search(beyond)
    return cut_cells(near + (beyond[end.start() :] if end else b""))[0]


def holds(xml: bytes) -> bool:
    """Whether there is a value or a formula among these cells, and not only paint."""
    return _HOLDS.search(xml) is not None


def cut_rows(xml: bytes) -> tuple[bytes, bytes]:
    """The XML of a sheet up to the first row beyond the cap, and what follows."""
    for row in _ROW.finditer(xml):
        if int(row[1]) > MOST_ROWS:
            return xml[: row.start()], xml[row.start() :]
    return xml, b""


def cut_cells(xml: bytes, most: tuple[int, int] = (MOST_ROWS, MOST_COLUMNS)) -> tuple[bytes, bool]:
    """The XML without the cells beyond the most rows and columns, and whether one of them held anything."""
    parts, done, lost = [], 0, False
    for cell, row, column in placed(xml):
        if _is_far(cell, row, column, most):
            parts.append(xml[done : cell.start()])
            done, lost = cell.end(), lost or holds(cell[3] or b"")
    return b"".join([*parts, xml[done:]]), lost


def _is_far(cell: re.Match[bytes], row: int, column: int, most: tuple[int, int]) -> bool:
    """Whether a cell is beyond the caps, or claims a place that no sheet has, for which calamine asks all memory."""
    if row > most[0] or column > most[1]:
        return True
    attributes = cell[1] or b""
    return _REF.search(attributes) is None and _ANY_REF.search(attributes) is not None


def column_number(letters: str) -> int:
    """The number of a column from its letters: A is 1.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column from its number: 1 is A.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
