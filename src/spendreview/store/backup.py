"""A copy of an older store, made before it is brought up to date: a store of its own, as it was."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from spendreview.errors import StoreError
from spendreview.store.faults import fault, told
from spendreview.store.tables import JOURNAL
from spendreview.store.where import Where

if TYPE_CHECKING:
    from sqlalchemy import Connection


def names(start: str) -> Iterable[str]:
    """What a copy may be called: an earlier copy is never written over."""
    return (start if number == 1 else f"{start}-{number}" for number in itertools.count(1))


@contextmanager
def update_of(where: Where, found: str | None) -> Iterator[list[Path]]:
    """While a store is brought up to date: gives the list of copies made, which are removed where that fails.

    found   the revision that it has; None where there is no store yet
    raises  StoreError, of an older store that may not be written to in words that say so
    """
    copies: list[Path] = []
    try:
        with told(where.name):
            yield copies
    except Exception as error:
        for copy in copies:
            with suppress(OSError):
                copy.unlink()
        code = error.problems[0].code if isinstance(error, StoreError) else ""
        if found is None or not (code == "ST706" or (code == "ST712" and not _may_write(where.path))):
            raise
        said = f"the store is older than this program (revision {found}), and it or its folder may not be written to"
        wanted = "it brought up to date first, where it can be written to: any command there does so"
        raise fault(where.name, "ST706", said, wanted) from None


def _may_write(path: Path | None) -> bool:
    return path is None or (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))


def copy_file(where: Where, path: Path, found: str) -> Path:
    """A copy beside the file, by SQLite's own means, so that what stands in the log comes along; gives its path.

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
    return target


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
