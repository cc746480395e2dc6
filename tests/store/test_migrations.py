"""Tables as the code declares them; an older store brought up to date after a copy; a newer one refused by name."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from spendreview.cli.paths import forbidden_in
from spendreview.errors import StoreError
from spendreview.ledger.tables import TABLES
from spendreview.store import EntryTable, Field, Head, Store, Writer, open_store, verify
from spendreview.store.engine import engine_for, keep_log, locked
from spendreview.store.migrate import REVISIONS, migrate
from spendreview.store.tables import BATCH_COLUMNS, JOURNAL_COLUMNS
from spendreview.store.where import locate
from tests.killing import KILLS, killed, moments, said, spawned
from tests.postgres import Cluster
from tests.store.hardship import become_nobody, folder_for_all, in_a_process, larger, mounted
from tests.store.making import append, batch, everything, is_sqlite, sqlite_path, straight
from tests.store.test_hardship import code_of, entries
from tests.store.test_tampering import unguarded
from tests.store.workers import open_and_tell, open_older

FIRST, LAST = REVISIONS[0], REVISIONS[-1]
FIXED = (
    EntryTable("journal", tuple(Field(name, "text", required=True) for name in JOURNAL_COLUMNS[1:])),
    EntryTable("batches", tuple(Field(name, "text", required=True) for name in BATCH_COLUMNS[1:])),
)
TYPES = {"text": ("TEXT",), "integer": ("INTEGER", "BIGINT"), "real": ("REAL", "DOUBLE PRECISION")}


# What the migrations make.


def declared(table: EntryTable) -> list[tuple[str, str, bool]]:
    """Name, kind and whether it may be null of every column, as the code declares them."""
    batch_column = [] if table in FIXED else [("batch", "integer", False)]
    own = [(field.name, field.kind, not field.required) for field in table.fields]
    return [("entry", "integer", False), *batch_column, *own]


@pytest.mark.parametrize("table", [*FIXED, *TABLES], ids=lambda table: table.name)
def test_the_migrations_make_what_the_code_declares(store: Store, table: EntryTable) -> None:
    from sqlalchemy import inspect

    with store.reading() as reader:
        look = inspect(reader._connection)
        columns = look.get_columns(table.name)
        indexes = {tuple(index["column_names"]): index["unique"] for index in look.get_indexes(table.name)}
        key = look.get_pk_constraint(table.name)["constrained_columns"]
    kinds = {word: kind for kind, words in TYPES.items() for word in words}
    made = [(column["name"], kinds[str(column["type"]).split(" COLLATE")[0]], column["nullable"]) for column in columns]
    assert made == declared(table)
    assert key == ["entry"]
    for wanted in table.indexes:
        assert wanted in indexes
    assert bool(indexes.get(("corrects",))) == table.corrects
    if not reader.is_sqlite:
        assert {column["type"].collation for column in columns if str(column["type"]).startswith("TEXT")} <= {"C"}


def test_every_table_is_declared_and_none_is_left_over(store: Store) -> None:
    from sqlalchemy import inspect

    with store.reading() as reader:
        names = set(inspect(reader._connection).get_table_names())
    assert names == {"alembic_version", *(table.name for table in (*FIXED, *TABLES))}


def test_sqlite_keeps_every_column_to_its_type(sqlite_url: str) -> None:
    with open_store(sqlite_url, create=True) as store, store.reading() as reader:
        made = reader.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")
    assert len(made) == len(FIXED) + len(TABLES)
    for name, sql in made:
        assert re.search(r"\)\s*STRICT\s*$", sql), name


def test_the_guards_that_the_migrations_make_are_those_of_the_code(store: Store) -> None:
    """``verify`` compares each with its words; here: that there are no others."""
    assert verify(store, TABLES).ok
    with store.reading() as reader:
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if not reader.is_sqlite:
            sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        found = [row[0] for row in reader.rows(sql)]
    assert len(found) == len(set(found)) == 3 * (len(FIXED) + len(TABLES))


# An older store.


def older(url: str, batches: int = 3) -> Head:
    """A store at the first revision, with so many batches; its head."""
    where = locate(url)
    if where.path is not None:
        keep_log(where.path)
    engine = engine_for(where)
    with locked(engine) as connection:
        migrate(connection, FIRST)
        writer = Writer(connection, lambda: dt.datetime(2009, 7, 1, tzinfo=dt.UTC))
        for number in range(batches):
            head = writer.append(batch(f"old-{number}"), [])
    engine.dispose()
    return head


def revision(url: str) -> str:
    with straight(url) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def copies(url: str) -> list[str]:
    """Addresses of the copies that were made of a store."""
    if is_sqlite(url):
        path = sqlite_path(url)
        beside = sorted(path.parent.glob(f"{path.stem}-*"))
        return [f"sqlite:///{copy.as_posix()}" for copy in beside]
    with straight(url) as connection:
        sql = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'spendreview%' ORDER BY 1"
        schemas = [row[0] for row in connection.execute(sql).fetchall()]
    return [f"{url}&options=-csearch_path%3D{schema}" for schema in schemas]


def batches(url: str) -> list[Any]:
    """The rows that an older store has."""
    with straight(url) as connection:
        return [
            connection.execute(f"SELECT * FROM {name} ORDER BY entry").fetchall() for name in ("journal", "batches")
        ]


def test_an_older_store_is_brought_up_to_date_after_a_copy_was_made(store_url: str) -> None:
    head = older(store_url)
    before = batches(store_url)
    with open_store(store_url) as store:
        assert verify(store, TABLES, [str(head)]).ok
        with store.reading() as reader:
            assert reader.head == head
        append(store, "new")
        assert verify(store, TABLES, [str(head)]).ok
    assert revision(store_url) == LAST
    assert [rows[:3] for rows in batches(store_url)] == before
    (copy,) = copies(store_url)
    assert (revision(copy), batches(copy)) == (FIRST, before)
    # The copy is a store of its own: guarded, and brought up to date like any other.
    with straight(copy) as connection:
        with pytest.raises(Exception, match="append-only"):
            connection.execute("DELETE FROM journal")
        connection.rollback()
    with open_store(copy) as store:
        assert verify(store, TABLES, [str(head)]).ok
        assert len(everything(store)["batches"]) == 3


def test_the_copy_of_a_file_has_a_name_that_windows_takes(sqlite_url: str) -> None:
    older(sqlite_url)
    open_store(sqlite_url).close()
    (copy,) = copies(sqlite_url)
    name = sqlite_path(copy).name
    assert name == f"store-before-update-from-{FIRST}.db"
    assert not forbidden_in(Path(name))
    assert sorted(path.name for path in sqlite_path(sqlite_url).parent.iterdir() if "wal" not in path.name) == sorted(
        [name, "store.db"]
    )


def test_an_earlier_copy_is_never_written_over(sqlite_url: str) -> None:
    older(sqlite_url)
    path = sqlite_path(sqlite_url)
    aside = path.with_name("aside.db")
    shutil.copyfile(path, aside)
    earlier = path.with_name(f"store-before-update-from-{FIRST}.db")
    earlier.write_bytes(b"kept by somebody")
    open_store(sqlite_url).close()
    assert earlier.read_bytes() == b"kept by somebody"
    assert [sqlite_path(copy).name for copy in copies(sqlite_url)] == [
        f"store-before-update-from-{FIRST}-2.db",
        f"store-before-update-from-{FIRST}.db",
    ]


def test_without_room_for_a_copy_nothing_is_changed() -> None:
    with folder_for_all() as folder, mounted(folder, "-t", "tmpfs", "-o", "size=400k", "tmpfs"):
        url = f"sqlite:///{folder}/store.db"
        older(url, batches=300)
        before = batches(url)
        with (folder / "ballast").open("wb") as ballast, suppress(OSError):
            ballast.write(bytes(1_000_000))
        # Room to open it and too little for a second one.
        os.truncate(folder / "ballast", (folder / "ballast").stat().st_size - 100_000)
        with pytest.raises(StoreError) as caught:
            open_store(url)
        assert [problem.code for problem in caught.value.problems] == ["ST712"]
        assert (revision(url), batches(url)) == (FIRST, before)
        assert copies(url) == []
        larger(folder)
        open_store(url).close()
        assert [sqlite_path(copy).suffix for copy in copies(url)] == [".db"]


def test_an_older_store_that_may_not_be_written_to_says_that_it_is_older() -> None:
    with folder_for_all() as folder:
        url = f"sqlite:///{folder}/store.db"
        older(url)
        path = sqlite_path(url)
        for file_mode, folder_mode in ((0o444, 0o555), (0o444, 0o777), (0o666, 0o555)):
            path.chmod(file_mode)
            folder.chmod(folder_mode)
            found = in_a_process(entries, path, before=become_nobody)
            assert code_of(found) == "ST706", (found, file_mode, folder_mode)
            assert f"older than this program (revision {FIRST})" in str(found)
            folder.chmod(0o777)
            assert copies(url) == []
        path.chmod(0o666)
        open_store(url).close()
        assert len(copies(url)) == 1


def test_a_newer_store_is_refused_by_its_name_and_left_alone(filled: Store, store_url: str) -> None:
    with straight(store_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0042_later'")
    before = everything(filled)
    with pytest.raises(StoreError) as caught:
        open_store(store_url, create=True)
    (problem,) = caught.value.problems
    assert problem.code == "ST704"
    assert "0042_later" in problem.found
    assert LAST in problem.wanted
    assert everything(filled) == before
    assert copies(store_url) == []


def test_nothing_is_appended_once_a_newer_program_has_changed_the_tables(filled: Store, store_url: str) -> None:
    """The store was opened before that, and stays open."""
    before = everything(filled)
    with straight(store_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0042_later'")
    with pytest.raises(StoreError) as caught:
        append(filled, "third")
    assert [problem.code for problem in caught.value.problems] == ["ST704"]
    assert everything(filled) == before


def test_four_processes_that_bring_a_store_up_to_date_at_once_do_it_once(store_url: str) -> None:
    head = older(store_url, batches=200)
    with ExitStack() as stack:
        lines = [stack.enter_context(spawned(open_and_tell, store_url))[1] for _ in range(4)]
        for line in lines:
            line.send("go")
        assert [said(line) for line in lines] == [head.entry] * 4
    assert len(copies(store_url)) == 1
    with open_store(store_url) as store:
        assert verify(store, TABLES, [str(head)]).ok


def test_a_migration_that_fails_midway_leaves_the_store_as_it_was(store_url: str) -> None:
    """A table that stands in its way: the last of them, after all the others were made."""
    older(store_url)
    with straight(store_url) as connection:
        connection.execute("CREATE TABLE vfm_audits (mine text)")
    before = batches(store_url)
    with pytest.raises(StoreError):
        open_store(store_url)
    assert (revision(store_url), batches(store_url)) == (FIRST, before)
    with straight(store_url) as connection:
        with pytest.raises(Exception, match="vfm_claims"):
            connection.execute("SELECT * FROM vfm_claims")
        connection.rollback()
    assert copies(store_url) == []


@contextmanager
def again(url: str, cluster: Cluster | None, folder: Path) -> Iterator[str]:
    """A copy of a store to try something on."""
    if cluster is None:
        folder.mkdir()
        shutil.copyfile(sqlite_path(url), folder / "store.db")
        yield f"sqlite:///{(folder / 'store.db').as_posix()}"
        return
    with cluster.database(template=url.partition("?")[0].rpartition("/")[2]) as name:
        yield cluster.url(name)


def test_a_migration_killed_at_any_moment_leaves_the_old_store_or_the_new(
    store_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    head = older(store_url, batches=400)
    before, times = batches(store_url), [0.3]
    cluster = None if is_sqlite(store_url) else request.getfixturevalue("cluster")
    found = {FIRST: 0, LAST: 0}
    for number, moment in enumerate((None, *moments(seed=7, count=max(8, KILLS // 5)))):
        with again(store_url, cluster, tmp_path / f"copy-{number}") as url:
            took = killed(open_older, url, after_s=None if moment is None else moment * median(times))
            times = [*times[-2:], took] if took is not None else times
            found[revision(url)] += 1
            assert batches(url) == before
            with open_store(url) as store:
                assert verify(store, TABLES, [str(head)]).ok
    print(f"\n{'PostgreSQL' if cluster else 'SQLite'}: update killed: {found[FIRST]} as it was, {found[LAST]} done")
    assert min(found.values()) > 0


def test_a_store_without_a_recorded_revision_is_not_taken_for_a_newer_one(filled: Store, store_url: str) -> None:
    with unguarded(store_url) as connection:
        connection.execute("DELETE FROM alembic_version")
    with pytest.raises(StoreError) as caught:
        open_store(store_url)
    assert [problem.code for problem in caught.value.problems] == ["ST703"]
