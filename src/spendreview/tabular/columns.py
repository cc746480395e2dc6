"""The columns of one sheet as typed values: at once where all cells are plain, cell by cell where one is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from spendreview.errors import Findings, Place
from spendreview.tabular.bulk import UNREAD, columns_of, read_at_once
from spendreview.tabular.guard import column_letters, column_number
from spendreview.tabular.opened import SheetCells
from spendreview.tabular.raw import BLANK, CellFault, Note, is_blank, shown
from spendreview.tabular.remarks import MergedCells, note_rounding, note_set_aside
from spendreview.tabular.schema import Column


class ColumnReader:
    """Reads the columns of one sheet, noting each fault by its address.

    columns  of which a row set aside by a # is worth a word where it fills all that are required
    """

    def __init__(
        self,
        place: Place,
        cells: SheetCells,
        header_row: int,
        positions: dict[str, int],
        findings: Findings,
        columns: tuple[Column, ...] = (),
    ) -> None:
        self.sheet, self.findings = place, findings
        self.facts = cells.facts
        self.merged: MergedCells | None = None
        self.header_row, self.positions = header_row, positions
        self.letters = {name: column_letters(position + 1) for name, position in positions.items()}
        used = sorted(set(positions.values()))
        below = cells.grid[header_row + 1 :]
        self.cells = columns_of(below, sorted({0, *used}) if below else used)
        self.rows: Sequence[int] = range(header_row + 2, header_row + 2 + len(below))
        self.set_aside: list[int] = []
        if not self._all_rows_count(used[0]):
            self._leave_out(used, columns)

    def _all_rows_count(self, lead: int) -> bool:
        """Whether every row has text in our first column, and none can be an example."""
        if not self.rows:
            return True
        try:
            return all(map(str.strip, self.cells[lead])) and "#" not in "|".join(self.cells[0])
        except TypeError:  # not all are text
            return False

    def _note_whole_rows_set_aside(self, columns: tuple[Column, ...]) -> None:
        """Rows that start with # and yet hold all that a row needs; below the header stands the template's example."""
        needed = [
            self.cells[self.positions[own.name]] for own in columns if own.required and own.name in self.positions
        ]
        also = [self.cells[self.positions[own.name]] for own in columns if own.header and own.name in self.positions]
        whole = [
            self.rows[at]
            for at in self.set_aside
            if at
            and not any(is_blank(cells[at]) for cells in needed)
            # A single word is a remark, not a row.
            and sum(not is_blank(cells[at]) for cells in (*needed, *also)) > 1
        ]
        if whole:
            note_set_aside(self.sheet, whole, self.findings)

    def _leave_out(self, used: list[int], columns: tuple[Column, ...]) -> None:
        """Leave out examples and rows set aside, and rows in which every cell of ours is blank."""
        troubled = self._rows_without_values()
        kept = []
        for at, (first, lead) in enumerate(zip(self.cells[0], self.cells[used[0]], strict=True)):
            if isinstance(first, str) and first.lstrip().startswith("#"):
                self.set_aside.append(at)
                continue
            if not is_blank(lead) or self.rows[at] in troubled or any(not is_blank(self.cells[p][at]) for p in used):
                kept.append(at)
        self._note_whole_rows_set_aside(columns)
        self.cells = {position: [cells[at] for at in kept] for position, cells in self.cells.items()}
        self.rows = [self.rows[at] for at in kept]

    def _rows_without_values(self) -> set[int]:
        """Rows in which a cell of ours looks blank but is an error, or a formula never calculated."""
        ours = set(self.letters.values())
        cells = [re.fullmatch(r"([A-Z]+)(\d+)", cell) for cell in (*self.facts.errors, *self.facts.uncalculated)]
        return {int(cell[2]) for cell in cells if cell is not None and cell[1] in ours}

    def read(self, columns: tuple[Column, ...]) -> dict[str, Sequence[Any]]:
        """All declared columns; one that is absent holds its default throughout."""
        read: dict[str, Sequence[Any]] = {}
        for column in columns:
            position = self.positions.get(column.name)
            if position is None:
                read[column.name] = (column.default,) * len(self.rows)
            else:
                read[column.name] = self._column(column, self.cells.pop(position))
        return read

    def _column(self, column: Column, raws: list[Any]) -> list[Any]:
        """One column's values."""
        remarks: list[str] = []

        def quietly(raw: Any) -> Any:
            with suppress(CellFault):
                value = self._value(column, raw, "", lambda code, _: remarks.append(code))
                if not remarks:
                    return value
            remarks.clear()
            return UNREAD

        values = read_at_once(column, raws, quietly, blank_is_blank=self.facts.has_all_values)
        if values is None:
            faults, warnings = len(self.findings.faults), len(self.findings.warnings)
            values = self._one_by_one(column, raws)
            rounded = any(problem.code == "WW202" for problem in self.findings.warnings[warnings:])
            if rounded and len(self.findings.faults) == faults:
                header = self._place(self.letters[column.name], self.header_row + 1)
                note_rounding(header, raws, values, self.findings)
        return self._unique(values, column) if column.key else values

    def _one_by_one(self, column: Column, raws: list[Any]) -> list[Any]:
        """What can be read without a word is read once for all cells that hold it; the rest one by one."""
        plain = self._plain(column, raws)
        values = [plain.get(raw, UNREAD) for raw in raws] if plain else [UNREAD] * len(raws)
        if UNREAD in values:
            letter = self.letters[column.name]
            for number, value in enumerate(values):
                if value is UNREAD:
                    values[number] = self._cell(column, raws[number], letter, self.rows[number])
        return values

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
        if set(map(type, values)) == {str} and len(set(map(str.casefold, values))) == len(values):
            return values
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
            raise CellFault(
                "WB110", "a formula that was never calculated", "a calculated value: open and save in Excel"
            )
        if column.required:
            raise CellFault("WB101", self._blank_in_words(cell), column.kind.wanted)
        return column.default

    def _blank_in_words(self, cell: str) -> str:
        """A blank, and whether merged cells are why."""
        if not self.facts.merged or not cell:
            return "a blank cell"
        if self.merged is None:
            self.merged = MergedCells(self.facts.merged)
        letters = cell.rstrip("0123456789")
        merge = self.merged.around(column_number(letters), int(cell[len(letters) :]))
        return f"a blank cell, part of merged cells {merge}" if merge else "a blank cell"

    def _place(self, letter: str, row: int) -> Place:
        return replace(self.sheet, cell=f"{letter}{row}")
