"""Read a declared sheet: every fault with its cell and code, all at once; what can be understood is, with a warning."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
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
    near_archive,
    recalculates,
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
    recalculates: bool

    @property
    def file(self) -> str:
        """The file's name, as it stands in places."""
        return self.path.name

    def titles(self, wanted: str) -> list[str]:
        """The workbook's own spellings of a sheet title, whatever their case and surrounding space."""
        folded = wanted.casefold()
        return [title for title in self.grids if title.strip().casefold() == folded]


def open_workbook(path: Path) -> Workbook:
    """All cell values of a workbook, checked as a file first.

    raises  WorkbookError (WB001 to WB005) where the file as a whole cannot be read
    """
    with checked_archive(path) as archive:
        parts = {title: part for title, part in sheet_parts(archive, path).items() if part in archive.NameToInfo}
        facts = {title: sheet_facts(archive.read(part)) for title, part in parts.items()}
        far = {parts[title] for title, own in facts.items() if own.far}
        source = near_archive(archive, far) if far else path
        stale = recalculates(archive)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Workbook(path, digest, _grids(path, source, list(facts)), facts, stale)


def _grids(path: Path, source: Path | io.BytesIO, titles: list[str]) -> dict[str, list[list[Any]]]:
    from python_calamine import CalamineError, load_workbook

    try:
        with load_workbook(source) as book:
            return {title: book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in titles}
    except (CalamineError, OSError) as error:
        place = Place(file=path.name)
        raise WorkbookError(
            Problem(code="WB004", place=place, found=f"damaged: {error}", wanted="a workbook that Excel opens")
        ) from None


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
        return SheetTable(book.file, sheet.title, {}, (), {column.name: () for column in columns})
    title = titles[0]
    if book.recalculates and book.facts[title].has_formulas:
        found = "its formulas are to be recalculated when opened: their values may be older than what they rest on"
        findings.warn("WW207", Place(file=book.file, sheet=title), found, "open and save in Excel")
    if book.facts[title].far:
        found = f"cells beyond row {MOST_ROWS:,} or column {column_letters(MOST_COLUMNS)} were not read"
        findings.warn("WW206", Place(file=book.file, sheet=title), found)
    grid = book.grids[title]
    header = find_header(Place(file=book.file, sheet=title), grid, columns, findings, others=sheet.others)
    if header is None:
        return SheetTable(book.file, title, {}, (), {column.name: () for column in columns})
    header_row, positions = header
    return _SheetReader(book, title, grid, header_row, positions, findings).table(columns)


UNREAD = object()


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
        self.lines: list[list[Any]] = []
        self.rows: list[int] = []
        used = sorted(positions.values())
        troubled = self._rows_without_values()
        for number, line in enumerate(grid[header_row + 1 :], start=header_row + 2):
            first = line[0] if line else BLANK
            if isinstance(first, str) and first.lstrip().startswith("#"):
                continue
            # Most rows have text in their first column of ours: look at the others only where it has none.
            lead = line[used[0]]
            whole = lead.__class__ is str and lead and not lead.isspace()
            if whole or number in troubled or any(not is_blank(line[position]) for position in used):
                self.lines.append(line)
                self.rows.append(number)

    def _rows_without_values(self) -> set[int]:
        """Rows in which a cell of ours looks blank but is an error, or a formula never calculated."""
        ours = set(self.letters.values())
        cells = [re.fullmatch(r"([A-Z]+)(\d+)", cell) for cell in (*self.facts.errors, *self.facts.uncalculated)]
        return {int(cell[2]) for cell in cells if cell is not None and cell[1] in ours}

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
        """One column's values. What can be read without a word is read once for all cells; the rest one by one."""
        raws = [line[position] for line in self.lines]
        plain = self._plain(column, raws)
        values = [plain.get(raw, UNREAD) for raw in raws] if plain else [UNREAD] * len(raws)
        if UNREAD in values:
            letter = self.letters[column.name]
            for number, value in enumerate(values):
                if value is UNREAD:
                    values[number] = self._cell(column, raws[number], letter, self.rows[number])
        return self._unique(values, column) if column.key else values

    def _plain(self, column: Column, raws: list[Any]) -> dict[Any, Any]:
        """What each distinct cell value reads as, for those that are read without a fault or a warning.

        Long sheets say few things often. Only text and numbers: to a dictionary TRUE and 1 are the same.
        """
        if not {str, float}.issuperset(map(type, raws)):
            return {}
        known: dict[Any, Any] = {}
        remarks: list[str] = []
        for raw in set(raws):
            if raw == BLANK and not self.facts.has_all_values:
                continue
            with suppress(CellFault):
                value = self._value(column, raw, "", lambda code, _: remarks.append(code))
                if not remarks:
                    known[raw] = value
            remarks.clear()
        return known

    def _cell(self, column: Column, raw: Any, letter: str, row: int) -> Any:
        """One cell's value, with what is wrong or remarkable about it noted by its address."""
        try:
            return self._value(
                column,
                raw,
                f"{letter}{row}",
                lambda code, sentence: self.findings.warn(code, self._place(letter, row), sentence),
            )
        except CellFault as fault:
            self.findings.fault(fault.code, self._place(letter, row), fault.found, fault.wanted)
            return column.default

    def _unique(self, values: list[Any], column: Column) -> list[Any]:
        """A column of codes with every one that stood before noted, and read as absent."""
        seen: dict[str, int] = {}
        for number, (row, value) in enumerate(zip(self.rows, values, strict=True)):
            earlier = seen.setdefault(str(value).casefold(), row) if value is not None else row
            if earlier != row:
                place = self._place(self.letters[column.name], row)
                found = f"{value!r} again (first in row {earlier})"
                self.findings.fault("WB111", place, found, "a code that no other row has")
                values[number] = None
        return values

    def _value(self, column: Column, raw: Any, cell: str, note: Note) -> Any:
        if raw.__class__ is float:
            return column.kind.parse(raw, note)
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
