"""One sheet's XML: the style of some cells changed, cells and rows that are missing put in, nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from spendreview.tabular.annotate.markup import (
    Edit,
    Element,
    attribute,
    edited,
    element,
    element_at,
    elements,
    open_tag,
    opening,
    place_for,
    root_of,
    visible,
    with_attribute,
)
from spendreview.tabular.annotate.package import STRICT, TRANSITIONAL
from spendreview.tabular.guard import column_letters, column_number

Cell = tuple[int, int]
"""A worksheet row and column, both from 1."""

AFTER_LEGACY_DRAWING = (b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems",
                        b"tableParts", b"extLst")  # fmt: skip
_ROW, _CELL = opening(b"row"), opening(b"c")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def cell_of(address: str) -> Cell | None:
    """Row and column of an address such as ``C4``; None where it is not that of one cell.

    >>> cell_of("C4")
    (4, 3)
    """
    match = _ADDRESS.fullmatch(address)
    return (int(match[2]), column_number(match[1])) if match is not None and int(match[2]) else None


def address_of(cell: Cell) -> str:
    """The address of a row and column.

    >>> address_of((4, 3))
    'C4'
    """
    return f"{column_letters(cell[1])}{cell[0]}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet as it stands in the XML."""

    start: int
    tag: bytes


class SheetXml:
    """The XML of one worksheet.

    raises  ValueError where it is none: a sheet that is a chart has no cells
    """

    def __init__(self, xml: bytes) -> None:
        self._xml, self._seen = xml, visible(xml)
        match = opening(b"sheetData").search(self._seen)
        if match is None:
            raise ValueError("no cells")
        self._root = root_of(xml)
        self._data = element_at(self._seen, match)
        self._edits: list[Edit] = []

    @property
    def strict(self) -> bool:
        """Whether the workbook is written in the strict form of the standard, which has names of its own."""
        return b"http://purl.oclc.org/ooxml/" in self._root.tag

    def part_before_cells(self) -> bytes:
        """What stands before the rows: widths of columns among it."""
        return self._seen[: self._data.start]

    def merged(self) -> list[tuple[Cell, Cell]]:
        """Ranges of merged cells: their first and last cell."""
        found = []
        for own in elements(self._seen, b"mergeCell", self._data.end):
            first, _, last = (own.attribute("ref") or "").partition(":")
            corners = cell_of(first), cell_of(last)
            if corners[0] is not None and corners[1] is not None:
                found.append((corners[0], corners[1]))
        return found

    def rows(self, wanted: Collection[int]) -> tuple[dict[int, Row], dict[int, int]]:
        """Rows by number, those wanted that are there; and for the others the place where they belong."""
        found, places, number = {}, {}, 0
        missing = sorted(set(wanted), reverse=True)
        for match in _ROW.finditer(self._seen, self._data.inner, self._data.close):
            given = attribute(match[0], "r")
            number = int(given) if given else number + 1
            while missing and missing[-1] < number:
                places[missing.pop()] = match.start()
            if number in wanted:
                found[number] = Row(match.start(), match[0])
        return found, {row: places.get(row, self._data.close) for row in wanted if row not in found}

    def restyle(self, cells: Collection[Cell], rows: Mapping[int, Row], places: Mapping[int, int],
                style: Callable[[Cell, int], int]) -> None:  # fmt: skip
        """Give each cell the style that ``style`` makes of the one it has: its own, or its row's or column's."""
        by_row: dict[int, list[int]] = {}
        for row, column in sorted(cells):
            by_row.setdefault(row, []).append(column)
        self._widen(cells)
        new_rows = b""
        for number, columns in by_row.items():
            if number in rows:
                self._restyle_row(number, columns, rows[number], style)
                continue
            cells_xml = b"".join(self._new_cell((number, column), style, None) for column in columns)
            name = self._data.prefix + b"row"
            new = b'<%b r="%d">%b</%b>' % (name, number, cells_xml, name)
            if self._data.inner == self._data.end:
                new_rows += new
            else:
                self._edits.append((places[number], places[number], new))
        if new_rows:
            tag = open_tag(self._data.tag)
            closing = b"</" + self._data.prefix + b"sheetData>"
            self._edits.append((self._data.start, self._data.end, tag + new_rows + closing))

    def _restyle_row(self, number: int, columns: list[int], row: Row, style: Callable[[Cell, int], int]) -> None:
        match = _ROW.match(self._seen, row.start)
        assert match is not None
        own = element_at(self._seen, match)
        new, missing = [], list(reversed(columns))
        column = 0
        for cell in _CELL.finditer(self._seen, own.inner, own.close):
            place = cell_of(attribute(cell[0], "r") or "")
            column = place[1] if place is not None else column + 1
            while missing and missing[-1] < column:
                new.append((cell.start(), cell.start(), self._new_cell((number, missing.pop()), style, row)))
            if missing and missing[-1] == column:
                missing.pop()
                had = int(attribute(cell[0], "s") or 0)
                tag = with_attribute(cell[0], "s", str(style((number, column), had)))
                new.append((cell.start(), cell.end(), tag))
        last = b"".join(self._new_cell((number, column), style, row) for column in reversed(missing))
        tag = _with_span(row.tag, columns)
        if own.inner == own.end:
            new.append((own.start, own.end, open_tag(tag) + last + b"</" + own.prefix + b"row>"))
        else:
            new.append((own.start, own.inner, tag))
            new.append((own.close, own.close, last))
        self._edits += new

    def _new_cell(self, cell: Cell, style: Callable[[Cell, int], int], row: Row | None) -> bytes:
        """An empty cell, in the style that Excel would show there."""
        had = None
        if row is not None and attribute(row.tag, "customFormat") in {"1", "true"}:
            had = attribute(row.tag, "s")
        number = style(cell, int(had) if had else self._column_style(cell[1]))
        return b'<%bc r="%b" s="%d"/>' % (self._data.prefix, address_of(cell).encode(), number)

    def _column_style(self, column: int) -> int:
        for own in elements(self._seen, b"col", 0, self._data.start):
            if int(own.attribute("min") or 0) <= column <= int(own.attribute("max") or 0):
                return int(own.attribute("style") or 0)
        return 0

    def _widen(self, cells: Collection[Cell]) -> None:
        """Let the sheet's stated dimension hold every cell that is put in."""
        own = element(self._seen, b"dimension", 0, self._data.start)
        if own is None:
            return
        first, _, last = (own.attribute("ref") or "").partition(":")
        start, end = cell_of(first), cell_of(last or first)
        if start is None or end is None:
            return
        rows, columns = zip(start, end, *cells, strict=True)
        ref = f"{address_of((min(rows), min(columns)))}:{address_of((max(rows), max(columns)))}"
        if (min(rows), min(columns)) != start or (max(rows), max(columns)) != end:
            self._edits.append((own.start, own.inner, with_attribute(own.tag, "ref", ref)))

    def legacy_drawing(self) -> str | None:
        """The relation of the drawing that holds the boxes of the comments, where there is one."""
        own = element(self._seen, b"legacyDrawing", self._data.end)
        return own.attribute("id") if own is not None else None

    def add_legacy_drawing(self, relation: str) -> None:
        """Name the drawing that holds the boxes of the comments, in the place that the standard gives it."""
        tail = replace(self._root, inner=self._data.end)
        place = place_for(self._seen, tail, AFTER_LEGACY_DRAWING)
        self._edits.append((place, place, self._drawing_tag(tail, relation)))

    def _drawing_tag(self, root: Element, relation: str) -> bytes:
        space = STRICT if self.strict else TRANSITIONAL
        known = re.search(rb"""\sxmlns:([\w.\-]+)\s*=\s*["']""" + re.escape(space.encode()) + rb"""["']""", root.tag)
        if known is not None:
            return b'<%blegacyDrawing %b:id="%b"/>' % (root.prefix, known[1], relation.encode())
        return b'<%blegacyDrawing xmlns:r="%b" r:id="%b"/>' % (root.prefix, space.encode(), relation.encode())

    def xml(self) -> bytes:
        """The sheet with everything that was changed."""
        return edited(self._xml, self._edits)


def _with_span(tag: bytes, columns: list[int]) -> bytes:
    """A row's start tag whose stated span holds the columns; one without a span stays without."""
    first, _, last = (attribute(tag, "spans") or "").partition(":")
    if not (first.isdecimal() and last.isdecimal()):
        return tag
    span = min(int(first), *columns), max(int(last), *columns)
    return tag if span == (int(first), int(last)) else with_attribute(tag, "spans", f"{span[0]}:{span[1]}")
