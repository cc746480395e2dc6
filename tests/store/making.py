"""Batches and rows for any table of entries, the same for the same number, and the doors beside the program's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from spendreview.ledger.tables import TABLES
from spendreview.store import Batch, EntryTable, Field, Head, Part, Store

EVERY = ("journal", "batches", *(table.name for table in TABLES))
"""Every table of the store."""

BY_NAME: dict[str, EntryTable] = {table.name: table for table in TABLES}

# What a careless canonical form, quoting or encoding would trip over.
AWKWARD = ("],[", '"', "\\", "£5m – café", "it's", "a\nb", "null", "%s :name ?", "𝛑", " ")


def value(field: Field, number: int) -> object:
    """A value of a field; numbers and texts differ from row to row, so that each can be found in a file."""
    if field.name in ("corrects", "withdrawn"):
        return None if field.name == "corrects" else 0
    if field.kind == "text":
        return f"{field.name}-{number:06d}{AWKWARD[number % len(AWKWARD)]}"
    if field.kind == "integer":
        return 1_000_000_000 + number
    return number / 7


def rows(table: EntryTable, count: int, start: int = 0) -> list[tuple[object, ...]]:
    """So many rows of a table."""
    return [tuple(value(field, number) for field in table.fields) for number in range(start, start + count)]


def batch(key: str, **more: str) -> Batch:
    """A batch of that key."""
    given = {"kind": "return", "as_at": "2009-03-31", "by": "A. Official", "file": "ho.xlsx", "sha256": "0" * 64}
    return Batch(**{**given, "key": key, "content": f"content of {key}", **more})


def append(store: Store, key: str, count: int = 3, tables: tuple[EntryTable, ...] = TABLES) -> Head:
    """Append one batch with so many rows in each of the tables."""
    with store.writing() as writer:
        start = writer.head.entry
        return writer.append(batch(key), [Part(table, rows(table, count, start)) for table in tables])


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order of entries."""
    with store.reading() as reader:
        return {name: reader.rows(f"SELECT * FROM {name} ORDER BY entry") for name in EVERY}


def sqlite_path(url: str) -> Path:
    """The file of an SQLite URL."""
    return Path(url.removeprefix("sqlite:///"))


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


@contextmanager
def straight(url: str, user: str = "") -> Iterator[Any]:
    """A connection to the database itself, beside the program; committed at the end. On PostgreSQL, as that user."""
    if is_sqlite(url):
        import sqlite3

        connection: Any = sqlite3.connect(sqlite_path(url))
    else:
        import psycopg

        connection = psycopg.connect(url.replace(urlsplit(url).netloc, f"{user}@", 1) if user else url)
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()
