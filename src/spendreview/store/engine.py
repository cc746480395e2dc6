"""An engine for a place: SQLite with a write-ahead log and full sync, or PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spendreview.store.faults import fault
from spendreview.store.where import Where, on_network

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

CACHE_KIB = 65_536
"""Memory that SQLite may hold pages of a store in, taken as it is needed: a long import reads them again and again."""

WAIT_S = 60
"""Seconds for which a writer waits for another one."""

LOCK = 5_372_801
"""The number of PostgreSQL's advisory lock: unlike a lock on a table, whoever may only add can take it."""

WRITES = "spendreview_writes"
"""The option of a connection that takes the lock as it begins."""


def engine_for(where: Where) -> Engine:
    """The engine of a place; nothing is opened yet.

    raises  StoreError ST710 where the driver for PostgreSQL is not installed
    """
    return _sqlite(where, where.path) if where.path is not None else _postgres(where)


@contextmanager
def locked(engine: Engine) -> Iterator[Connection]:
    """A transaction under the one lock of a store: who appends and who changes its tables wait for each other."""
    postgres = engine.dialect.name == "postgresql"
    options: dict[str, Any] = {"isolation_level": "READ COMMITTED"} if postgres else {WRITES: True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if postgres:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        yield connection


def _sqlite(where: Where, path: Path) -> Engine:
    import sqlite3

    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    def connect() -> sqlite3.Connection:
        connection: sqlite3.Connection = _connected(path)
        connection.execute(f"PRAGMA busy_timeout = {WAIT_S * 1000}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        return connection

    engine = create_engine(where.url, poolclass=NullPool, creator=connect)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _connected(path: Path) -> Any:
    """A connection that begins no transaction of its own accord. A medium that cannot be written to can be read."""
    import sqlite3

    plain = sqlite3.connect(path, isolation_level=None, timeout=WAIT_S)
    try:
        plain.execute("SELECT count(*) FROM sqlite_master")
        return plain
    except sqlite3.OperationalError:
        plain.close()
        if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
            raise
        # The log's index cannot be made here; without a log beside it the file alone is the whole store.
        log = Path(f"{path}-wal")
        if not path.exists() or (log.exists() and log.stat().st_size):
            raise
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_S)


def keep_log(path: Path) -> None:
    """Let readers go on while a writer writes: a write-ahead log, but on a share, where it does not hold."""
    mode = "DELETE" if on_network(path) else "WAL"
    plain = _connected(path)
    try:
        plain.execute(f"PRAGMA busy_timeout = {WAIT_S * 1000}")
        plain.execute(f"PRAGMA journal_mode = {mode}")
    finally:
        plain.close()


def _postgres(where: Where) -> Engine:
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    try:
        import psycopg  # noqa: F401
    except ImportError:
        found, wanted = "the driver for PostgreSQL is not installed", 'pip install "spendreview[postgres]"'
        raise fault(where.name, "ST710", found, wanted) from None
    engine = create_engine(where.url, poolclass=NullPool, connect_args={"connect_timeout": 10})

    @event.listens_for(engine, "connect")
    def wait(connection: Any, _: object) -> None:
        # Not among the options it connects with: those of the URL and of PGOPTIONS, such as a schema, stay as they are.
        connection.execute(f"SET lock_timeout = {int(WAIT_S * 1000)}")
        # Compiling a query takes a third of a second, far longer than to answer it over an ordinary ledger.
        connection.execute("SET jit = off")
        connection.commit()

    return engine
