"""The tables of a store made, or brought to what this program knows."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from spendreview.errors import StoreError
from spendreview.store.backup import copy_file, copy_schema
from spendreview.store.faults import fault
from spendreview.store.tables import BATCHES, JOURNAL
from spendreview.store.where import Where

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISIONS = ("0001_journal", "0002_vfm", "0003_checks")
"""Every state of the tables, oldest first; the last is what this program reads and writes."""

VERSION_TABLE = "alembic_version"


def revision_of(connection: Connection, where: Where) -> str | None:
    """The state of the tables; None where there are none yet.

    raises  StoreError ST703 where the database belongs to another program, ST704 where it is newer than this one
    """
    from sqlalchemy import inspect

    tables = set(inspect(connection).get_table_names())
    if not tables and not _views(connection):
        return None
    if not {VERSION_TABLE, JOURNAL, BATCHES} <= tables:
        raise fault(
            where.name, "ST703", "this is not a store of spendreview", "the path or URL of a store, or a new one"
        )
    found = _recorded(connection)
    if found is None:
        wanted = "a copy from before; its table alembic_version is empty"
        raise fault(where.name, "ST703", "nothing here says of which revision the tables are", wanted)
    if found not in REVISIONS:
        raise _newer(where, found)
    return found


def _views(connection: Connection) -> set[str]:
    """The views that somebody made: those that come with an extension of PostgreSQL are nobody's work."""
    from sqlalchemy import inspect

    made = set(inspect(connection).get_view_names())
    if connection.dialect.name == "sqlite":
        return made
    sql = (
        "SELECT relname FROM pg_class JOIN pg_depend ON objid = pg_class.oid "
        "WHERE classid = 'pg_class'::regclass AND deptype = 'e'"
    )
    return made - set(connection.exec_driver_sql(sql).scalars())


def still_current(connection: Connection, where: Where) -> None:
    """Before anything is written: nobody has brought the tables to another state since this program opened them.

    raises  StoreError ST704 where somebody has
    """
    found = _recorded(connection)
    if found != REVISIONS[-1]:
        raise _newer(where, found)


def _recorded(connection: Connection) -> str | None:
    found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
    return None if found is None else str(found)


def _newer(where: Where, found: str | None) -> StoreError:
    wanted = f"that version of spendreview, or a newer one; this one knows {REVISIONS[-1]}"
    return fault(where.name, "ST704", f"the store was made by a newer program (revision {found})", wanted)


def upgrade(connection: Connection, where: Where, copies: list[Path]) -> None:
    """Make the tables, or bring them up to date, in the transaction of the connection; a copy is made first.

    copies  takes the file that the copy is, where it is a file
    raises  StoreError ST703, ST704; ST712 where no copy could be made
    """
    found = revision_of(connection, where)
    if found == REVISIONS[-1]:
        return
    if found is not None and where.path is not None:
        copies.append(copy_file(where, where.path, found))
    elif found is not None:
        copy_schema(connection, found)
    migrate(connection, REVISIONS[-1])


def migrate(connection: Connection, revision: str) -> None:
    """Run the migrations up to one of them, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = os.fspath(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
