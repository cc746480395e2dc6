"""Read a declared sheet: every fault with its cell and code, all at once; what can be understood is, with a warning."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spendreview.errors import Findings, Place, Problem, WorkbookError
from spendreview.tabular.cells import BLANK, CellFault, Note, shown
from spendreview.tabular.guard import (
    MOST_COLUMNS,
    MOST_ROWS,
    SheetFacts,
    checked_archive,
    column_letters,
    sheet_facts,
    sheet_parts,
)
from spendreview.tabular.header import find_header
from spendreview.tabular.schema import Column, Sheet


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet as read: typed columns of equal length, and where each row and column stands."""

    file: str
    sheet: str
    letters: Mapping[str, str]
    rows: tuple[int, ...]
    columns: Mapping[str, Sequence[Any]]

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


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open workbook: cell values by sheet, and what the XML says beside them."""

    path: Path
    sha256: str
    grids: Mapping[str, list[list[Any]]]
    facts: Mapping[str, SheetFacts]

    @property
    def file(self) -> str:
        """The file's name, as it stands in places."""
        return self.path.name

    def title(self, wanted: str) -> str | None:
        """The workbook's own spelling of a sheet title, whatever its case; None where there is no such sheet."""
        folded = wanted.casefold()
        return next((title for title in self.grids if title.strip().casefold() == folded), None)


def open_workbook(path: Path) -> Workbook:
    """All cell values of a workbook, checked as a file first.

    raises  WorkbookError (WB001 to WB005) where the file as a whole cannot be read
    """
    with checked_archive(path) as archive:
        parts = sheet_parts(archive, path)
        facts, far = {}, []
        for title, part in parts.items():
            if part not in archive.NameToInfo:
                continue
            facts[title] = sheet_facts(archive.read(part))
            if facts[title].far:
                far.append(title)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    near = [title for title in facts if title not in far]
    grids = _fast_grids(path, near) | (_capped_grids(path, far) if far else {})
    return Workbook(path, digest, {title: grids[title] for title in facts}, facts)


def _fast_grids(path: Path, titles: list[str]) -> dict[str, list[list[Any]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return {title: book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in titles}
    except (CalamineError, OSError) as error:
        place = Place(file=path.name)
        raise WorkbookError(
            Problem(code="WB004", place=place, found=f"damaged: {error}", wanted="a workbook that Excel opens")
        ) from None


def _capped_grids(path: Path, titles: list[str]) -> dict[str, list[list[Any]]]:
    """Sheets with a cell in a far corner, read by the slow reader up to the cap: what lies beyond is not ours."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    grids = {}
    for title in titles:
        rows = [
            [BLANK if value is None or _is_error(value) else value for value in row]
            for row in book[title].iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        ]
        while rows and not any(value != BLANK for value in rows[-1]):
            rows.pop()
        grids[title] = rows
    book.close()
    return grids


def _is_error(value: object) -> bool:
    return isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "/A"))


def read_sheet(book: Workbook, sheet: Sheet, context: Any, findings: Findings) -> SheetTable:
    """A declared sheet as typed columns. Faults and warnings go to ``findings``; faulty cells read as their default."""
    columns = sheet.resolved(context)
    title = book.title(sheet.title)
    if title is None:
        if sheet.required:
            findings.fault("WB010", Place(file=book.file), f"no sheet {sheet.title!r}", f"a sheet called {sheet.title}")
        return SheetTable(book.file, sheet.title, {}, (), {column.name: () for column in columns})
    grid = book.grids[title]
    header = find_header(Place(file=book.file, sheet=title), grid, columns, findings)
    if header is None:
        return SheetTable(book.file, title, {}, (), {column.name: () for column in columns})
    header_row, positions = header
    return _SheetReader(book, title, grid, header_row, positions, findings).table(columns)


class _SheetReader:
    """Reads the columns of one sheet, cell by cell, noting each fault by its address."""

    def __init__(
        self,
        book: Workbook,
        title: str,
        grid: list[list[Any]],
        header_row: int,
        positions: dict[str, int],
        findings: Findings,
    ) -> None:
        self.file, self.title, self.findings = book.file, title, findings
        self.facts = book.facts[title]
        self.positions = positions
        self.letters = {name: column_letters(position + 1) for name, position in positions.items()}
        used = sorted(positions.values())
        self.lines: list[list[Any]] = []
        self.rows: list[int] = []
        troubled = {int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in self.facts.errors}
        troubled |= {int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in self.facts.uncalculated}
        for number, line in enumerate(grid[header_row + 1 :], start=header_row + 2):
            first = line[0] if line else BLANK
            if isinstance(first, str) and first.lstrip().startswith("#"):
                continue
            if number in troubled or any(not is_blank(line[position]) for position in used):
                self.lines.append(line)
                self.rows.append(number)

    def table(self, columns: tuple[Column, ...]) -> SheetTable:
        """All declared columns; one that is absent holds its default throughout."""
        read: dict[str, Sequence[Any]] = {}
        for column in columns:
            position = self.positions.get(column.name)
            if position is None:
                read[column.name] = (column.default,) * len(self.rows)
            else:
                read[column.name] = self._column(column, position)
        return SheetTable(self.file, self.title, self.letters, tuple(self.rows), read)

    def _column(self, column: Column, position: int) -> list[Any]:
        values: list[Any] = []
        seen: dict[str, int] = {}
        letter = self.letters[column.name]
        here = [0]

        def note(code: str, sentence: str) -> None:
            self.findings.warn(code, self._place(letter, here[0]), sentence)

        for row, line in zip(self.rows, self.lines, strict=True):
            here[0] = row
            try:
                value = self._value(column, line[position], f"{letter}{row}", note)
                if column.key:
                    _check_key(str(value), row, seen)
            except CellFault as fault:
                self.findings.fault(fault.code, self._place(letter, row), fault.found, fault.wanted)
                value = column.default
            values.append(value)
        return values

    def _value(self, column: Column, raw: Any, cell: str, note: Note) -> Any:
        if is_blank(raw):
            return self._blank(column, cell)
        if column.blank_zero and isinstance(raw, str) and raw.strip() in {"-", "–", "—"}:
            note("WW203", f"{shown(raw)} was read as zero")
            return column.default
        return column.kind.parse(raw, note)

    def _blank(self, column: Column, cell: str) -> Any:
        """What a cell that calamine calls empty really is: an error, a formula never calculated, or blank."""
        if cell in self.facts.errors:
            raise CellFault("WB105", self.facts.errors[cell], column.kind.wanted)
        if cell in self.facts.uncalculated:
            raise CellFault("WB110", "a formula that was never calculated", "open and save in Excel")
        if column.required:
            raise CellFault("WB101", "a blank cell", column.kind.wanted)
        return column.default

    def _place(self, letter: str, row: int) -> Place:
        return Place(file=self.file, sheet=self.title, cell=f"{letter}{row}")


def is_blank(raw: Any) -> bool:
    """Whether a cell holds nothing, or nothing but space."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _check_key(value: str, row: int, seen: dict[str, int]) -> None:
    earlier = seen.setdefault(value.casefold(), row)
    if earlier != row:
        raise CellFault("WB111", f"{value!r} again (first in row {earlier})", "a code that no other row has")
