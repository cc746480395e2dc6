"""Where an entry came from: its file, and the cell of one of its columns."""

from __future__ import annotations

import json
from typing import NamedTuple

from spendreview.entries import Filed
from spendreview.store import Reader


class Source(NamedTuple):
    """A workbook and a cell of it, ``Claims!F12``; both empty for a correction, which came from none."""

    file: str
    cell: str


class Sources:
    """Files of imports, and the letters of their columns, looked up once each."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[int, tuple[str, dict[str, dict[str, str]]]] = {}

    def of(self, filed: Filed, batch: int, sheet_row: int, column: str) -> Source:
        """The cell of a column, or the row's first one where the workbook had no such column."""
        file, letters = self._batch(batch)
        if not sheet_row:
            return Source(file, "")
        own = letters.get(filed.sheet.title, {})
        return Source(file, f"{filed.sheet.title}!{own.get(column) or own.get(filed.key[0], 'A')}{sheet_row}")

    def _batch(self, number: int) -> tuple[str, dict[str, dict[str, str]]]:
        if number not in self._known:
            file, details = self._reader.rows("SELECT file, details FROM batches WHERE entry = :entry", entry=number)[0]
            self._known[number] = (file, json.loads(details).get("columns", {}))
        return self._known[number]
