"""A copy of an older store, made before it is brought up to date: a store of its own, as it was."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from spendreview.store.faults import fault
from spendreview.store.tables import JOURNAL
from spendreview.store.where import Where

if TYPE_CHECKING:
    from sqlalchemy import Connection


def names(start: str) -> Iterable[str]:
    """What a copy may be called: an earlier copy is never written over."""
    return (start if number == 1 else f"{start}-{number}" for number in itertools.count(1))


def copy_file(where: Where, path: Path, found: str) -> None:
    """A copy beside the file, by SQLite's own means, so that what stands in the log comes along.

    raises  StoreError ST712
    """
    import sqlite3

    ways = (path.with_name(f"{name}{path.suffix}") for name in names(f"{path.stem}-before-update-from-{found}"))
    target = next(way for way in ways if not way.exists())
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        # Under its name only once it is whole.
        os.replace(part, target)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        wanted = "room, and a folder that you may write to: nothing was changed"
        raise fault(where.name, "ST712", f"no copy could be made before the update: {error}", wanted) from None


def copy_schema(connection: Connection, found: str) -> None:
    """A copy in a schema of its own, with guards, in the transaction of the update: ``search_path`` opens it."""
    from sqlalchemy import inspect

    from spendreview.store.migrate import VERSION_TABLE, migrate

    def said(statement: str) -> str:
        return str(connection.exec_driver_sql(statement).scalar())

    own, before = said("SELECT quote_ident(current_schema())"), said("SHOW search_path")
    tables = set(inspect(connection).get_table_names()) - {VERSION_TABLE, JOURNAL}
    start = f"spendreview_before_update_from_{found}"
    ways = (name.replace("-", "_") for name in names(start))
    schema = next(way for way in ways if said(f"SELECT to_regnamespace('{way}') IS NULL") == "True")
    connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    connection.exec_driver_sql(f"SET LOCAL search_path TO {schema}")
    migrate(connection, found)
    # The journal first: the guards look there.
    for table in (JOURNAL, *sorted(tables)):
        connection.exec_driver_sql(f"INSERT INTO {table} SELECT * FROM {own}.{table} ORDER BY entry")
    connection.exec_driver_sql(f"SET LOCAL search_path TO {before}")
