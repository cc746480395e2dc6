"""The door of the store: read it as it stood, or append to it under its lock."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from spendreview import __version__
from spendreview.store.backup import update_of
from spendreview.store.chain import EMPTY, Head, canonical, link, links
from spendreview.store.engine import engine_for, keep_log, locked
from spendreview.store.faults import told
from spendreview.store.migrate import REVISIONS, revision_of, still_current, upgrade
from spendreview.store.tables import BATCH_COLUMNS, BATCHES, GIVEN, JOURNAL, JOURNAL_COLUMNS, Batch, Part
from spendreview.store.values import SwallowedError, as_kept
from spendreview.store.where import Where, check_file, locate, missing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

Row = tuple[Any, ...]
Clock = Callable[[], dt.datetime]
Told = Callable[[int, int], None]

CHUNK = 10_000
"""Rows written at once: enough for speed, few enough that a progress bar moves."""

WHOLE = "/* whole */"
"""In front of a query that joins tables as a whole."""

TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
"""How the time of an import is read: UTC, to the microsecond, so that text sorts as time does."""


def time_text(time: dt.datetime) -> str:
    """A time in UTC as it is written, its year with four digits: ``strftime`` does not fill up those before 1000.

    >>> time_text(dt.datetime(900, 1, 1, tzinfo=dt.UTC))
    '0900-01-01T00:00:00.000000Z'
    """
    return f"{time.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _silent(done: int, of: int) -> None:
    """Nobody looks."""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Reader:
    """One snapshot of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def head(self) -> Head:
        """The last entry and its hash."""
        row = self._connection.exec_driver_sql("SELECT entry, hash FROM journal ORDER BY entry DESC LIMIT 1").first()
        return EMPTY if row is None else Head(row[0], row[1])

    @property
    def is_sqlite(self) -> bool:
        """Whether SQLite answers, for the few words that the two databases do not share."""
        return self._connection.dialect.name == "sqlite"

    def rows(self, sql: str, **parameters: object) -> list[Row]:
        """The rows that a query gives, its parameters named ``:so``.

        A query that starts with ``/* whole */`` joins tables as a whole: PostgreSQL, which takes the rows that stand
        for a handful, would otherwise hold each against each.
        """
        from sqlalchemy import text

        # The driver's own tuples: of a hundred thousand rows each wrapped twice would take as long as the query.
        with self._as_planned(sql), self._connection.execute(text(sql), parameters) as result:
            return list(result.cursor.fetchall())

    @contextmanager
    def _as_planned(self, sql: str) -> Iterator[None]:
        """Without nested loops, in PostgreSQL, where the query asks for tables as a whole."""
        whole = sql.startswith(WHOLE) and not self.is_sqlite
        if whole:
            self._connection.exec_driver_sql("SET LOCAL enable_nestloop = off")
        yield
        if whole:
            self._connection.exec_driver_sql("SET LOCAL enable_nestloop = on")

    def stream(self, sql: str, **parameters: object) -> Iterator[Row]:
        """The same, a thousand at a time, for queries with more rows than memory should hold."""
        from sqlalchemy import text

        # Of this query alone: a connection keeps the options that it is given itself, and not all it does can stream.
        options = {"stream_results": True, "max_row_buffer": 1000}
        with self._as_planned(sql):
            found = self._connection.execute(text(sql), parameters, execution_options=options)
        for row in found:
            yield tuple(row)

    def as_they_stand(self, sql: str) -> Iterator[Row]:
        """Rows one after the other, texts that are none among them, so that a damaged row can be told from its like."""
        if not self.is_sqlite:
            return self.stream(sql)
        driver: Any = self._connection.connection.driver_connection
        driver.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        found: Iterator[Row] = driver.execute(sql)
        return found

    def first(self, sql: str, **parameters: object) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, **parameters)
        return found[0] if found else None


class Writer(Reader):
    """A store whose chain nobody else can lengthen until this is done."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        super().__init__(connection)
        self._clock = clock
        self._now: str | None = None

    def append(self, batch: Batch, parts: Sequence[Part], told: Told = _silent) -> Head:
        """Append a batch and its rows as entries, in the order of the parts; gives the new head.

        told  is told, now and then, how many of all rows are written
        raises  NotKeptError, told as StoreError ST714, where a value is none that the databases keep alike;
                SwallowedError, told as ST716, where the database does not have what was written
        """
        head = self.head
        number = head.entry + 1
        row = (number, *self._batch_row(batch))
        hashes = [link(head.hash, BATCHES, canonical([row])[0])]
        tables: list[tuple[str, tuple[str, ...], list[Row]]] = [(BATCHES, BATCH_COLUMNS, [row])]
        kinds = [BATCHES]
        for part in parts:
            first = head.entry + 1 + len(hashes)
            kept = as_kept(part.table.fields, part.rows)
            rows = [(entry, number, *values) for entry, values in enumerate(kept, start=first)]
            hashes += links(hashes[-1], part.table.name, canonical(rows))
            kinds += [part.table.name] * len(rows)
            tables.append((part.table.name, part.table.columns, rows))
        chained = list(zip(range(number, number + len(hashes)), kinds, hashes, strict=True))
        written = [(JOURNAL, JOURNAL_COLUMNS, chained), *tables]
        self._insert(written, told)
        for table, _, rows in written:
            self._look_for(table, rows)
        return Head(number + len(hashes) - 1, hashes[-1])

    def _look_for(self, table: str, rows: list[Row]) -> None:
        """Rows that were written must be there: a trigger or a rule of somebody else's may swallow them in silence."""
        if not rows:
            return
        first, last = rows[0][0], rows[-1][0]
        sql = f"SELECT count(*) FROM {table} WHERE entry BETWEEN {first} AND {last}"
        found = self._connection.exec_driver_sql(sql).scalar()
        if found != len(rows):
            raise SwallowedError(f"of {len(rows):,} rows that were written to {table} it has {found:,}")

    def _batch_row(self, batch: Batch) -> Row:
        said = (batch.kind, batch.key, batch.as_at, batch.by, batch.reason, batch.file, batch.sha256, batch.content)
        kind, key, as_at, *others = as_kept(GIVEN, [(*said, batch.details)])[0]
        return (kind, key, as_at, self._time(), *others, __version__)

    def _time(self) -> str:
        """The time of all that comes in together, later than that of everything before it whatever the clock says."""
        if self._now is None:
            self._now = self._later_than_all()
        return self._now

    def _later_than_all(self) -> str:
        row = self.first("SELECT max(imported_at) FROM batches")
        now = self._clock().astimezone(dt.UTC)
        if row is not None and row[0] is not None:
            last = dt.datetime.strptime(row[0], TIME).replace(tzinfo=dt.UTC)
            now = max(now, last + dt.timedelta(microseconds=1))
        return time_text(now)

    def _insert(self, tables: Sequence[tuple[str, tuple[str, ...], list[Row]]], told: Told) -> None:
        """Write rows, some thousands at a time; the journal's come first, for the guards look there."""
        done, of = 0, sum(len(rows) for _, _, rows in tables)
        mark = "?" if self.is_sqlite else "%s"
        for table, columns, rows in tables:
            places = ", ".join([mark] * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
            for start in range(0, len(rows), CHUNK):
                self._connection.exec_driver_sql(statement, rows[start : start + CHUNK])
                done += len(rows[start : start + CHUNK])
                told(done, of)


class Store:
    """An append-only store: SQLite or PostgreSQL. Use it as a context manager, or close it."""

    def __init__(self, where: Where, engine: Engine, clock: Clock = _now) -> None:
        self.where, self.clock = where, clock
        self._engine = engine

    @property
    def name(self) -> str:
        """The store's name for messages."""
        return self.where.name

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One snapshot: what others append meanwhile is not seen.

        raises  StoreError
        """
        level = {} if self.where.path is not None else {"isolation_level": "REPEATABLE READ"}
        with told(self.name), self._engine.connect().execution_options(**level) as connection, connection.begin():
            yield Reader(connection)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The chain's head under a lock: what is appended is in when this ends well, and not at all when it does not.

        raises  StoreError
        """
        with told(self.name), locked(self._engine) as connection:
            still_current(connection, self.where)
            yield Writer(connection, self.clock)

    def _prepare(self, create: bool) -> None:
        """Tables as this program knows them; made, or brought up to date, under a lock."""
        with self._engine.connect() as connection, connection.begin():
            found = revision_of(connection, self.where)
        if found == REVISIONS[-1]:
            return
        if found is None and not create:
            raise missing(self.where)
        with update_of(self.where, found) as copies:
            if self.where.path is not None:
                keep_log(self.where.path)
            with locked(self._engine) as connection:
                upgrade(connection, self.where, copies)


def open_store(where: str | os.PathLike[str] | None = None, *, create: bool = False, clock: Clock = _now) -> Store:
    """The store at a path or URL; without one, at the environment's, or the default in the working folder.

    create  whether to make one where there is none
    clock   gives the time of imports
    raises  StoreError ST701 to ST712: what stands there, and what to do
    """
    place = locate(where)
    if place.path is not None:
        check_file(place, place.path, create)
    store = Store(place, engine_for(place), clock)
    with told(place.name):
        store._prepare(create)
    return store
