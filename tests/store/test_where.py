"""What a store's address may be, and one clear problem, without a password, for each that is none."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from spendreview.errors import Problem, StoreError
from spendreview.ledger.tables import TABLES
from spendreview.store import DEFAULT, ENVIRONMENT, open_store, verify
from tests.postgres import LOCKED, PASSWORD, Cluster
from tests.store.making import append, straight

SECRET = "s3cr€t"


def refused(where: Any, *, create: bool = True) -> Problem:
    """The one problem with an address."""
    with pytest.raises(StoreError) as caught:
        open_store(where, create=create)
    (problem,) = caught.value.problems
    assert problem.place.file
    assert problem.found
    assert problem.wanted
    assert caught.value.exit_code == 3
    return problem


@pytest.mark.parametrize("shape", ["path", "text", "url", "default", "environment", "spaces"])
def test_ways_to_name_a_file(shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    path = tmp_path / ("a store – of £.db" if shape == "spaces" else "own.db")
    where: Any = {"path": path, "text": str(path), "url": f"sqlite:///{path}", "spaces": f"sqlite:///{path}"}.get(shape)
    if shape == "default":
        path = tmp_path / DEFAULT
    if shape == "environment":
        monkeypatch.setenv(ENVIRONMENT, str(path))
    with open_store(where, create=True) as store:
        assert store.name == path.name
        append(store, "first")
    assert path.is_file()
    with open_store(where) as store:
        assert verify(store, TABLES).ok


@pytest.mark.parametrize(
    "text",
    [
        f"mysql://me:{SECRET}@host/base",
        f"postgresql://me:{SECRET}@host:port/base",
        f"postgresql:/me:{SECRET}@host/base",
        f"postgres:me:{SECRET}@host/base",
        f"://{SECRET}",
        "sqlite://",
        "sqlite:///:memory:",
        ":memory:",
        "",
    ],
)
def test_what_is_no_address(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    problem = refused(text)
    assert problem.code == "ST701"
    assert SECRET not in str(problem)
    assert list(tmp_path.iterdir()) == []


def test_no_store_there_is_told_and_none_is_made(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.db", create=False).code == "ST702"
    (tmp_path / "empty.db").touch()
    assert refused(tmp_path / "empty.db", create=False).code == "ST702"
    assert [(path.name, path.stat().st_size) for path in tmp_path.iterdir()] == [("empty.db", 0)]


def test_an_empty_database_is_no_store_yet(postgres_url: str) -> None:
    assert refused(postgres_url, create=False).code == "ST702"
    open_store(postgres_url, create=True).close()
    open_store(postgres_url).close()


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with open_store(tmp_path / "empty.db", create=True) as store:
        append(store, "first")
        assert verify(store, TABLES).ok


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "ST703"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among the files of Windows")
def test_a_pipe_in_place_of_a_file(tmp_path: Path) -> None:
    """To open one waits for whoever writes into it."""
    os.mkfifo(tmp_path / "pipe.db")
    for create in (True, False):
        assert refused(tmp_path / "pipe.db", create=create).code == "ST703"


def test_a_name_longer_than_any_file_may_have(tmp_path: Path) -> None:
    for create in (True, False):
        problem = refused(tmp_path / f"{'x' * 400}.db", create=create)
        assert problem.code == "ST705"
        assert "of this name" in problem.found


def test_an_environment_of_blanks_names_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(ENVIRONMENT, "  ")
    open_store(create=True).close()
    assert (tmp_path / DEFAULT).is_file()
    assert refused("  ").code == "ST701"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    problem = refused(tmp_path / "missing" / "store.db")
    assert problem.code == "ST705"
    assert "missing" in problem.found


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    assert refused(tmp_path / "file" / "store.db").code == "ST705"


@pytest.mark.parametrize(
    "content", [b"a text of some length, longer than a header\n" * 50, b"PK\x03\x04" + bytes(4096), b"x"]
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(content)
    for create in (True, False):
        assert refused(path, create=create).code == "ST703"
    assert path.read_bytes() == content


@pytest.mark.parametrize("table", ["journal", "alembic_version", "notes"])
def test_a_database_of_another_program_is_left_alone(store_url: str, table: str) -> None:
    with straight(store_url) as connection:
        connection.execute(f"CREATE TABLE {table} (what text)")
    for create in (True, False):
        assert refused(store_url, create=create).code == "ST703"
    with straight(store_url) as connection:
        connection.execute(f"INSERT INTO {table} VALUES ('as before')")


def test_a_database_that_holds_only_a_view_is_another_programs(store_url: str) -> None:
    with straight(store_url) as connection:
        connection.execute("CREATE VIEW notes AS SELECT 1 AS what")
    for create in (True, False):
        assert refused(store_url, create=create).code == "ST703"


def test_a_view_of_an_extension_leaves_a_database_empty(postgres_url: str) -> None:
    """Many servers have it in every database."""
    with straight(postgres_url, "postgres") as connection:
        known = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
        if ("pg_stat_statements",) not in known:
            pytest.skip("this server comes without the extension")
        connection.execute("CREATE EXTENSION pg_stat_statements")
    with open_store(postgres_url, create=True) as store:
        append(store, "first")
        assert verify(store, TABLES).ok


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    for where in (f"postgresql://team:{SECRET}@127.0.0.1:1/base", f"postgresql://team@/base?host={tmp_path}"):
        problem = refused(where)
        assert problem.code == "ST705"
        assert SECRET not in str(problem)


def test_a_database_or_a_user_that_the_server_does_not_have(cluster: Cluster) -> None:
    problem = refused(cluster.url("not_there"))
    assert problem.code == "ST705"
    assert "not_there" in problem.found
    assert refused(cluster.url("postgres", "stranger")).code == "ST705"


def test_a_password_is_asked_for_and_never_shown(cluster: Cluster, postgres_url: str, monkeypatch: Any) -> None:
    database = postgres_url.partition("?")[0].rpartition("/")[2]
    cluster.execute(f"GRANT ALL ON DATABASE {database} TO {LOCKED}")
    cluster.execute(f"GRANT ALL ON SCHEMA public TO {LOCKED}", database=database)
    right = cluster.url(database, LOCKED, PASSWORD)
    for wrong in (cluster.url(database, LOCKED, SECRET), f"{cluster.url(database, LOCKED)}&password={SECRET}"):
        problem = refused(wrong)
        assert problem.code == "ST705"
        assert "PGPASSWORD" in problem.wanted
        assert SECRET not in f"{problem} {problem.as_record()}"
        assert "%E2%82%AC" not in str(problem)
    with open_store(right, create=True) as store:
        assert PASSWORD not in store.name
        assert LOCKED in store.name
        append(store, "first")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    with open_store(cluster.url(database, LOCKED)) as store:
        assert verify(store, TABLES).ok


def test_what_an_address_says_of_the_session_is_heeded(cluster: Cluster, postgres_url: str) -> None:
    """A team may keep its store in a schema of its own."""
    with straight(postgres_url) as connection:
        connection.execute("CREATE SCHEMA own")
    within = f"{postgres_url}&options=-csearch_path%3Down"
    with open_store(within, create=True) as store:
        append(store, "first")
        assert verify(store, TABLES).ok
        assert append(store, "second").entry == 2 * (1 + 3 * len(TABLES))
    with straight(postgres_url) as connection:
        assert connection.execute("SELECT count(*) FROM own.journal").fetchone() == (2 * (1 + 3 * len(TABLES)),)
    assert refused(postgres_url, create=False).code == "ST702"


def test_without_the_driver_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    problem = refused("postgresql://team@host/base")
    assert problem.code == "ST710"
    assert "spendreview[postgres]" in problem.wanted


def test_sqlite_needs_no_driver_for_postgresql(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['psycopg'] = None\nfrom spendreview.store import open_store\n"
        f"open_store({str(tmp_path / 'store.db')!r}, create=True).close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_store_that_was_moved_and_copied_is_the_same_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db", create=True) as store:
        head = append(store, "first")
    shutil.copyfile(tmp_path / "store.db", tmp_path / "copy.db")
    with open_store(tmp_path / "copy.db") as store:
        assert verify(store, TABLES, [str(head)]).ok
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
