"""What only the XML of a sheet tells, and what the fast reader must not be given.

calamine reads fast, but returns an empty text both for ``#DIV/0!`` and for a formula never calculated, says nothing of
hidden rows, and asks for all memory where one value stands in a far corner. One pass over the bytes finds these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_ROWS = 100_000
MOST_COLUMNS = 256
"""What lies further out is not read: the fast reader lays out every cell up to the last one."""

Span = tuple[int, int]
"""The first and the last of a run of rows or columns, from 1."""

CELL = re.compile(rb"<(?:\w+:)?c(?:\s([^>]*?))?(/>|>((?:[^<]++|<(?!/?(?:\w+:)?c[\s>/]))*+)</(?:\w+:)?c>)")
_REF = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_ANY_REF = re.compile(rb"""\br\s*=""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?(?<!/)>(.*?)</", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HOLDS = re.compile(rb"<(?:\w+:)?(?:v|f|is)[\s>]")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d+)["'][^>]*>""")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^>]*>|" + CELL.pattern)
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_DATA_END = re.compile(rb"</(?:\w+:)?sheetData>")
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
    hidden_rows   rows that are hidden, in order; ``hidden_columns`` runs of them
    """

    errors: dict[str, str]
    uncalculated: frozenset[str]
    far: bool
    has_formulas: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[Span, ...] = ()
    merged: tuple[Merge, ...] = ()

    @property
    def has_all_values(self) -> bool:
        """Whether a cell that reads as empty is empty."""
        return not self.errors and not self.uncalculated


def sheet_facts(xml: bytes) -> SheetFacts:
    """The facts of one sheet from its XML, however it is written: with prefixes, single quotes, attributes anyhow."""
    errors: dict[str, str] = {}
    uncalculated: set[str] = set()
    far = False
    for cell, address in _addressed(xml):
        look_at(cell[1] or b"", cell[3] or b"", errors, uncalculated, address)
        far = far or _is_far(cell)
    return SheetFacts(
        errors,
        frozenset(uncalculated),
        far,
        _FORMULA.search(xml) is not None,
        tuple(hidden_rows(xml)),
        hidden_columns(xml),
        merged_cells(xml),
    )


def _addressed(xml: bytes) -> Iterator[tuple[re.Match[bytes], str]]:
    """Every cell with its address; one that does not give it stands beside the one before it, as the format says."""
    row = column = 0
    for match in _ROW_OR_CELL.finditer(xml):
        if match[2] is None:
            given = _ROW.match(match[0])
            row, column = int(given[1]) if given else row + 1, 0
            continue
        place = _REF.search(match[1] or b"")
        row, column = (int(place[2]), column_number(place[1].decode())) if place else (row, column + 1)
        yield match, f"{column_letters(column)}{row}"


def look_at(
    attributes: bytes, body: bytes, errors: dict[str, str], uncalculated: set[str], address: str | None = None
) -> None:
    """Note a cell that is an error, or a formula without a value; by its own address where none is given."""
    is_error = _IS_ERROR.search(attributes)
    if not is_error and not _FORMULA.search(body):
        return
    place, value = _REF.search(attributes), _VALUE.search(body)
    cell = address or ((place[1] + place[2]).decode() if place else "")
    if not cell:
        return
    if is_error:
        errors[cell] = (value[1].decode(errors="replace").strip() if value else "") or "an error"
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
    end = _DATA_END.search(beyond)
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


def cut_cells(xml: bytes) -> tuple[bytes, bool]:
    """The XML without the cells beyond the caps, and whether one of them held anything."""
    lost = False

    def near(match: re.Match[bytes]) -> bytes:
        nonlocal lost
        if not _is_far(match):
            return match[0]
        lost = lost or holds(match[3] or b"")
        return b""

    return CELL.sub(near, xml), lost


def _is_far(cell: re.Match[bytes]) -> bool:
    """Whether a cell is beyond the caps, or claims a place that no sheet has, for which calamine asks all memory."""
    attributes = cell[1] or b""
    place = _REF.search(attributes)
    if place is None:
        return _ANY_REF.search(attributes) is not None
    return int(place[2]) > MOST_ROWS or (len(place[1]) > 1 and column_number(place[1].decode()) > MOST_COLUMNS)


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
