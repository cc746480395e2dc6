"""A store from before the checks: its entries stay as they are, and what the checks need is added to it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from spendreview.errors import StoreError
from spendreview.ledger.tables import OUTTURN, RESOLUTIONS, TABLES, THEMES
from spendreview.store import Head, Part, Writer, open_store, verify
from spendreview.store.engine import engine_for, keep_log, locked
from spendreview.store.migrate import migrate
from spendreview.store.where import locate
from tests.cli.vfm import invoke
from tests.store.making import append, batch, everything, rows, sqlite_path, straight
from tests.store.test_migrations import copies, revision

BEFORE, AFTER = "0002_vfm", "0003_checks"
NEW = {filed.name for filed in (OUTTURN, THEMES, RESOLUTIONS)}
OLD = tuple(table for table in TABLES if table.name not in NEW)


def before_checks(url: str, batches: int = 3) -> Head:
    """A store of the revision before the checks, with rows in each of the tables that it has; its head."""
    where = locate(url)
    if where.path is not None:
        keep_log(where.path)
    engine = engine_for(where)
    with locked(engine) as connection:
        migrate(connection, BEFORE)
        writer = Writer(connection, lambda: dt.datetime(2009, 7, 1, tzinfo=dt.UTC))
        for number in range(batches):
            parts = [Part(table, rows(table, 3, 10 * number)) for table in OLD]
            head = writer.append(batch(f"old-{number}"), parts)
    engine.dispose()
    return head


def held(url: str) -> dict[str, list[Any]]:
    """What the tables hold that such a store has."""
    names = ("journal", "batches", *(table.name for table in OLD))
    with straight(url) as connection:
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY entry").fetchall() for name in names}


def test_every_entry_stays_and_the_new_tables_take_theirs(store_url: str) -> None:
    head = before_checks(store_url)
    before = held(store_url)
    with open_store(store_url) as store:
        assert verify(store, TABLES, [str(head)]).ok
        assert all(everything(store)[name] == [] for name in NEW)
        append(store, "new")
        assert verify(store, TABLES, [str(head)]).ok
        assert all(len(everything(store)[name]) == 3 for name in NEW)
    assert revision(store_url) == AFTER
    assert all(rows[: len(before[name])] == before[name] for name, rows in held(store_url).items())


def test_the_copy_is_the_store_of_before(store_url: str) -> None:
    before_checks(store_url)
    before = held(store_url)
    open_store(store_url).close()
    (copy,) = copies(store_url)
    assert (revision(copy), held(copy)) == (BEFORE, before)
    with straight(copy) as connection:
        with pytest.raises(Exception, match=OUTTURN.name):
            connection.execute(f"SELECT * FROM {OUTTURN.name}")
        connection.rollback()
    open_store(store_url).close()
    assert copies(store_url) == [copy]


def test_the_copy_of_a_file_says_from_which_revision(sqlite_url: str) -> None:
    before_checks(sqlite_url)
    open_store(sqlite_url).close()
    assert [sqlite_path(copy).name for copy in copies(sqlite_url)] == [f"store-before-update-from-{BEFORE}.db"]


@pytest.mark.parametrize("name", sorted(NEW))
def test_a_table_in_its_way_leaves_the_store_as_it_was(name: str, store_url: str) -> None:
    before_checks(store_url)
    with straight(store_url) as connection:
        connection.execute(f"CREATE TABLE {name} (mine text)")
    before = held(store_url)
    with pytest.raises(StoreError):
        open_store(store_url)
    assert (revision(store_url), held(store_url), copies(store_url)) == (BEFORE, before, [])


def test_a_command_brings_it_up_to_date_and_answers(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    head = before_checks(f"sqlite:///{path.as_posix()}")
    result = invoke("verify", "--head", head, "--store", path)
    assert result.exit_code == 0, result.stderr
    assert revision(f"sqlite:///{path.as_posix()}") == AFTER
