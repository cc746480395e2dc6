"""The tables of a store brought to what this program knows, after a copy was made of what was there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from spendreview.errors import StoreError
from spendreview.store.faults import fault
from spendreview.store.tables import BATCHES, JOURNAL
from spendreview.store.where import Where

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISIONS = ("0001_journal", "0002_vfm")
"""Every state of the tables, oldest first; the last is what this program reads and writes."""

VERSION_TABLE = "alembic_version"


def revision_of(connection: Connection, where: Where) -> str | None:
    """The state of the tables; None where there are none yet.

    raises  StoreError ST703 where the database belongs to another program, ST704 where it is newer than this one
    """
    from sqlalchemy import inspect

    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {VERSION_TABLE, JOURNAL, BATCHES} <= tables:
        raise fault(
            where.name, "ST703", "this is not a store of spendreview", "the path or URL of a store, or a new one"
        )
    found = _recorded(connection)
    if found not in REVISIONS:
        raise _newer(where, found)
    return found


def still_current(connection: Connection, where: Where) -> None:
    """Before anything is written: nobody has brought the tables to another state since this program opened them.

    raises  StoreError ST704 where somebody has
    """
    found = _recorded(connection)
    if found != REVISIONS[-1]:
        raise _newer(where, found)


def _recorded(connection: Connection) -> str:
    return str(connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar())


def _newer(where: Where, found: str) -> StoreError:
    wanted = f"that version of spendreview, or a newer one; this one knows {REVISIONS[-1]}"
    return fault(where.name, "ST704", f"the store was made by a newer program (revision {found})", wanted)


def upgrade(connection: Connection, where: Where) -> None:
    """Make the tables, or bring them up to date, in the transaction of the connection; a copy is made first."""
    found = revision_of(connection, where)
    if found == REVISIONS[-1]:
        return
    if found is not None:
        _back_up(connection, where, found)
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = os.fspath(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, REVISIONS[-1])


def backup_name(found: str) -> str:
    """What a copy of a store of that revision is called."""
    return f"before-{REVISIONS[-1]}-from-{found}"


def _back_up(connection: Connection, where: Where, found: str) -> None:
    if where.path is not None:
        _copy_file(where, where.path, found)
        return
    schema = f"spendreview_{backup_name(found)}".replace("-", "_")
    connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    from sqlalchemy import inspect

    for table in sorted(inspect(connection).get_table_names()):
        connection.exec_driver_sql(f"CREATE TABLE {schema}.{table} AS TABLE {table}")


def _copy_file(where: Where, path: Path, found: str) -> None:
    """A copy beside the file, by SQLite's own means, so that what stands in the log comes along."""
    import sqlite3

    target = path.with_name(f"{path.stem}-{backup_name(found)}{path.suffix}")
    try:
        source, copy = sqlite3.connect(path), sqlite3.connect(target)
        with copy:
            source.backup(copy)
        copy.close()
        source.close()
    except (sqlite3.Error, OSError) as error:
        wanted = "room, and a folder that you may write to: nothing was changed"
        raise fault(
            where.name, "ST712", f"no copy could be made before bringing it up to date: {error}", wanted
        ) from None
