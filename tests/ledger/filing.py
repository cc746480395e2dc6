"""Hand a ledger that was drawn to a store: as typed rows, or as real workbooks, and then as the program takes them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from spendreview.entries import Filed
from spendreview.errors import Findings, LedgerError
from spendreview.ledger.checks.judged import Judge
from spendreview.ledger.correct import correct
from spendreview.ledger.handed import Handed
from spendreview.ledger.imports import Reading, check_all, file_all, import_returns
from spendreview.ledger.tables import FILED
from spendreview.store import Head, Store
from spendreview.tabular import SheetTable
from spendreview.tabular.cells import Choice, Day, FinancialYear, YesNo
from spendreview.terms import Year

from .holding import holding
from .journal import Batch, Place, Row
from .making import cells, workbook

TABLES: dict[str, Filed] = {filed.sheet.title: filed for filed in FILED}
BY = "The tests"


class Filing:
    """A store being filled, and where each row that was drawn went.

    folder   where workbooks are written; without one rows are handed in typed, as the reader of workbooks would
    heads    the head after each batch; times when each was in
    entries  the entry that stands in each row's place: the row's own, or its last correction; every all of them
    """

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        self.store, self.folder = store, folder
        self.heads: list[Head] = []
        self.times: list[dt.datetime] = []
        self.entries: dict[Place, int] = {}
        self.every: dict[Place, list[int]] = {}

    def file_all(self, batches: Iterable[Batch]) -> Filing:
        """Hand in every batch, in this order."""
        for batch in batches:
            self.file(batch)
        return self

    def file_again(self, batches: Iterable[Batch]) -> Filing:
        """Hand in every batch, and those that are refused once more after the others, until all are in."""
        left = list(batches)
        while left:
            refused = [batch for batch in left if not self._is_taken(batch)]
            assert len(refused) < len(left), f"refused for good: {[batch['name'] for batch in refused]}"
            left = refused
        return self

    def _is_taken(self, batch: Batch) -> bool:
        try:
            self.file(batch)
        except LedgerError:
            return False
        return True

    def hand_in(self, batch: Batch) -> None:
        """Hand in a return or an auditor's report, and no more."""
        if self.folder is not None:
            name = hashlib.sha256(batch["name"].encode()).hexdigest()[:12]
            import_returns(self.store, [workbook(batch, self.folder / f"{name}.xlsx")], BY)
        else:
            read = [Reading(handed(batch), Findings())]
            check_all(self.store, read)
            file_all(self.store, read, BY)

    def file(self, batch: Batch) -> None:
        """Hand in one batch, and remember where its rows went."""
        if batch["kind"] == "correction":
            self._correct(batch)
        else:
            self.hand_in(batch)
        with self.store.reading() as reader:
            self.heads.append(reader.head)
            (time,) = reader.rows("SELECT max(imported_at) FROM batches")[0]
        self.times.append(dt.datetime.strptime(time, "%Y-%m-%dT%H:%M:%S.%f%z"))
        self._number(batch)

    def _number(self, batch: Batch) -> None:
        """Remember the entries of a batch's rows, which are numbered in the order in which they stand."""
        with self.store.reading() as reader:
            last = reader.rows("SELECT max(entry) FROM batches")[0][0]
            for title, rows in batch.get("rows", {}).items():
                sql = f"SELECT entry FROM {TABLES[title].name} WHERE batch = :batch ORDER BY entry"
                found = [entry for (entry,) in reader.rows(sql, batch=last)]
                assert len(found) == len(rows), f"{title}: {len(rows)} rows were handed in, {len(found)} are there"
                self.entries |= {(batch["name"], title, n): entry for n, entry in enumerate(found)}
                self.every |= {(batch["name"], title, n): [entry] for n, entry in enumerate(found)}

    def _correct(self, batch: Batch) -> None:
        """Take the place of what stands in a row's place."""
        place: Place = batch["of"]
        sheet = place[1]
        changes = cells(sheet, batch["changes"] or {})
        texts = {
            name: value.isoformat() if isinstance(value, dt.date) else str(value) for name, value in changes.items()
        }
        texts |= {name: "" for name, value in (batch["changes"] or {}).items() if value is None}
        self.entries[place] = correct(self.store, self.entries[place], "It was wrong.", texts, BY).entry
        self.every[place].append(self.entries[place])

    def judge(self, held: Mapping[Place, int]) -> Judge:
        """A judge that keeps some rows from counting, for what their bits say; their corrections as well."""
        return holding({entry: bits for place, bits in held.items() for entry in self.every[place]})


def handed(batch: Batch) -> Handed:
    """A batch as the reader of workbooks would hand it over."""
    sheets = TABLES if batch["kind"] == "return" else {"Audits": TABLES["Audits"]}
    tables = {title: table_of(filed, batch["rows"].get(title, [])) for title, filed in sheets.items()}
    file, sha256 = f"{batch['name'].replace('/', '-')}.xlsx", hashlib.sha256(json.dumps(batch).encode()).hexdigest()
    if batch["kind"] == "audit":
        return Handed("audit", file, sha256, {}, None, tables)
    settings = {name: batch[name] for name in ("return_id", "department")}
    settings |= {"format": 1, "control_total": batch.get("control_total")}
    settings |= {"as_at": dt.date.fromisoformat(batch["as_at"]), "reported_by": "Finance director"}
    settings |= {"period": None, "source": None}
    stated = SheetTable(file, "Return", {}, (), {"setting": (), "value": ()})
    return Handed("return", file, sha256, settings, stated, tables)


def table_of(filed: Filed, rows: list[Row]) -> SheetTable:
    """Typed columns of some rows; what a row leaves out is at the column's default."""
    columns = {
        column.name: [
            column.default if row.get(column.name) is None else typed(column.kind, row[column.name]) for row in rows
        ]
        for column in filed.columns
    }
    letters = {column.name: get_column_letter(n) for n, column in enumerate(filed.columns, start=1)}
    numbers = tuple(range(5, 5 + len(rows)))
    return SheetTable("drawn", filed.sheet.title, letters, numbers, columns)


def typed(kind: object, value: Any) -> Any:
    """A value that was drawn as the reader types it; money is whole £ thousand in both."""
    if isinstance(kind, FinancialYear):
        return Year(value)
    if isinstance(kind, Choice):
        return kind.options(value)
    if isinstance(kind, Day):
        return dt.date.fromisoformat(value)
    if isinstance(kind, YesNo) or not isinstance(value, str):
        return value
    return float(value) if type(kind).__name__ == "Number" else value


# ---- handing in typed returns, with what is said of them


def reading(batch: Batch, **settings: Any) -> Reading:
    """A return as read, with more in its settings."""
    own: Handed = handed(batch)
    return Reading(replace(own, settings={**own.settings, **settings}), Findings())


def checked(store: Store, *batches: Batch, **settings: Any) -> list[Reading]:
    """Returns as read, and checked together against the ledger."""
    read = [reading(batch, **settings) for batch in batches]
    check_all(store, read)
    return read


def filed(store: Store, *batches: Batch, **settings: Any) -> Sequence[Iterable[Any]]:
    """Hand in returns together; the remarks on each."""
    return [done.findings for done in file_all(store, checked(store, *batches, **settings), BY)]


def refusals(filing: Filing, *batches: Batch, **settings: Any) -> list[str]:
    """The codes for which returns that are handed in together are refused."""
    with pytest.raises(LedgerError) as refused:
        checked(filing.store, *batches, **settings)
    return [problem.code for problem in refused.value.problems]
