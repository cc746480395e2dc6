"""Read a declared sheet: every fault with its cell and code, all at once; what can be understood is, with a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spendreview.errors import Findings, Place
from spendreview.tabular.columns import ColumnReader
from spendreview.tabular.guard import column_letters
from spendreview.tabular.header import find_header
from spendreview.tabular.opened import Workbook, above_foot, open_workbook
from spendreview.tabular.raw import is_blank
from spendreview.tabular.remarks import note_cells, note_sheet
from spendreview.tabular.schema import Column, Sheet


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet as read: typed columns of equal length, and where each row, each column and the header stands.

    header   the worksheet row of the header; None where none was found
    headers  the cells of that row by address, declared or not
    """

    file: str
    sheet: str
    letters: Mapping[str, str]
    rows: tuple[int, ...]
    columns: Mapping[str, Sequence[Any]]
    header: int | None = None
    headers: Mapping[str, Any] = field(default_factory=dict)

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """The place of a worksheet row and a declared column; of the sheet where neither is given."""
        if row is None:
            return Place(file=self.file, sheet=self.sheet)
        return Place(file=self.file, sheet=self.sheet, cell=f"{self.letters.get(column or '', 'A')}{row}")

    def records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Each row: its worksheet row number, and its values by column name."""
        names = list(self.columns)
        for row, *values in zip(self.rows, *self.columns.values(), strict=True):
            yield row, dict(zip(names, values, strict=True))


def read_sheet(book: Workbook, sheet: Sheet, context: Any, findings: Findings) -> SheetTable:
    """A declared sheet as typed columns. Faults and warnings go to ``findings``; faulty cells read as their default."""
    columns = sheet.resolved(context)
    titles = book.titles(sheet.title)
    if len(titles) > 1:
        place = Place(file=book.file, sheet=titles[1])
        findings.fault("WB018", place, f"a second sheet called {sheet.title!r}", "one: rename the other")
    if not titles:
        if sheet.required:
            findings.fault("WB010", Place(file=book.file), f"no sheet {sheet.title!r}", f"a sheet called {sheet.title}")
        return _unread(book, sheet.title, columns)
    cells = above_foot(book.cells(titles[0]), sheet.foot)
    place = Place(file=book.file, sheet=cells.title)
    note_sheet(place, cells, findings, recalculates=book.recalculates and not sheet.ours)
    header = find_header(place, cells.grid, columns, findings, others=sheet.ours)
    if header is None:
        return _unread(book, cells.title, columns)
    reader = ColumnReader(place, cells, *header, findings, () if sheet.settings or sheet.ours else columns)
    note_cells(place, cells, reader.header_row, reader.positions, reader.rows, findings)
    rows, header_row = tuple(reader.rows), reader.header_row + 1
    headers = addresses(cells.grid, reader.header_row)
    return SheetTable(book.file, cells.title, reader.letters, rows, reader.read(columns), header_row, headers)


def addresses(grid: Sequence[Sequence[Any]], row: int) -> dict[str, Any]:
    """The cells of a row (from 0) by address."""
    return {f"{column_letters(column)}{row + 1}": cell for column, cell in enumerate(grid[row], start=1)}


def _unread(book: Workbook, title: str, columns: tuple[Column, ...]) -> SheetTable:
    return SheetTable(book.file, title, {}, (), {column.name: () for column in columns})


__all__ = ["SheetTable", "Workbook", "is_blank", "open_workbook", "read_sheet"]
