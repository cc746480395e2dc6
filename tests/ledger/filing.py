"""Hand a ledger that was drawn to a store: row by row through the journal's own door, or as real workbooks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spendreview.entries import Filed
from spendreview.ledger.tables import FILED, RETURNS
from spendreview.store import Batch as StoreBatch
from spendreview.store import Head, Part, Store

from .journal import Batch, Place, Row, version_of

TABLES: dict[str, Filed] = {filed.sheet.title: filed for filed in FILED}


class Filing:
    """A store being filled, and where each row that was drawn went.

    heads    the head after each batch
    entries  the entry that stands in each row's place: the row's own, or its last correction
    """

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        self.store, self.folder = store, folder
        self.heads: list[Head] = []
        self.entries: dict[Place, int] = {}

    def file_all(self, batches: Iterable[Batch]) -> Filing:
        """Hand in every batch, in this order."""
        for batch in batches:
            self.file(batch)
        return self

    def file(self, batch: Batch) -> None:
        """Hand in one batch."""
        if batch["kind"] == "correction":
            self._correct(batch)
        else:
            self._append(batch)
            self._number(batch)
        with self.store.reading() as reader:
            self.heads.append(reader.head)

    def _append(self, batch: Batch) -> None:
        """The rows of a return or an audit, without a workbook."""
        parts = [Part(RETURNS, [_stated(batch)])] if batch["kind"] == "return" else []
        parts += [
            Part(filed.table, [stored(filed, row, n, version_of(batch, row)) for n, row in enumerate(rows, start=5)])
            for title, filed in TABLES.items()
            if (rows := batch["rows"].get(title))
        ]
        as_at = batch.get("as_at") or batch["rows"]["Audits"][0]["date"]
        told = StoreBatch(kind=batch["kind"], key=batch["name"], as_at=as_at, by="tests", content=json.dumps(batch))
        with self.store.writing() as writer:
            writer.append(told, parts)

    def _number(self, batch: Batch) -> None:
        with self.store.reading() as reader:
            last = reader.rows("SELECT max(entry) FROM batches")[0][0]
            for title, rows in batch["rows"].items():
                sql = f"SELECT entry FROM {TABLES[title].name} WHERE batch = :batch ORDER BY entry"
                found = [entry for (entry,) in reader.rows(sql, batch=last)]
                assert len(found) == len(rows), f"{title}: {len(rows)} rows were handed in, {len(found)} are there"
                self.entries |= {(batch["name"], title, n): entry for n, entry in enumerate(found)}

    def _correct(self, batch: Batch) -> None:
        raise NotImplementedError


def stored(filed: Filed, row: Row, sheet_row: int, version: str) -> tuple[Any, ...]:
    """A row that was drawn as its table holds it."""
    values = {own.name: [_value(row.get(name), own.kind)] for name, own in filed.stored.items()}
    values |= {own.name: list(compute(values)) for own, compute in filed.computed.items()}
    own = [values[field.name][0] for field in filed.table.fields if field.name in values]
    return (sheet_row, version, None, 0, *own)


def _value(value: Any, kind: str) -> Any:
    if isinstance(value, bool):
        return int(value)
    return float(value) if kind == "real" and value is not None else value


def _stated(batch: Batch) -> tuple[Any, ...]:
    version = version_of(batch, {})
    own = (batch["return_id"], batch["department"], batch["as_at"], "Finance director", None, None, None)
    return own if len(RETURNS.fields) == len(own) else (0, version, None, 0, *own)
