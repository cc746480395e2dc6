"""A full disk, a medium that takes no writes: one clear problem, nothing lost, and questions are still answered."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from spendreview.ledger.tables import TABLES
from spendreview.store import Store, open_store, verify
from tests.postgres import Cluster
from tests.store.hardship import become_nobody, folder_for_all, in_a_process, larger, mounted, told
from tests.store.making import append, batch, everything, sqlite_path

LARGE = 3000


@pytest.fixture
def folder() -> Iterator[Path]:
    with folder_for_all() as made:
        yield made


@pytest.fixture
def path(folder: Path) -> Path:
    """A store that everybody may write to, in a folder of which the same is true."""
    made = folder / "store.db"
    with open_store(made, create=True) as store:
        append(store, "first")
    made.chmod(0o666)
    return made


def entries(path: Path) -> int:
    """How many entries hold."""
    with open_store(path) as store:
        everything(store)
        verdict = verify(store, TABLES)
    assert verdict.ok, verdict.found
    return verdict.entries


def add(path: Path, key: str = "more", count: int = 3) -> str:
    with open_store(path, create=True) as store:
        return str(append(store, key, count=count))


def code_of(problems: Any) -> str:
    ((code, place, found, wanted),) = problems
    assert place
    assert found
    assert wanted
    return str(code)


# Media that cannot be written to.


def read_only_file(path: Path) -> None:
    path.chmod(0o444)


def read_only_folder(path: Path) -> None:
    path.parent.chmod(0o555)


def both(path: Path) -> None:
    read_only_file(path)
    read_only_folder(path)


@pytest.mark.parametrize("protect", [read_only_file, read_only_folder, both])
def test_what_may_not_be_written_to_is_read_and_left_alone(path: Path, protect: Any) -> None:
    whole = path.read_bytes()
    protect(path)
    assert in_a_process(entries, path, before=become_nobody) == 1 + 3 * len(TABLES)
    assert code_of(in_a_process(add, path, before=become_nobody)) == "ST706"
    path.parent.chmod(0o777)
    path.chmod(0o666)
    assert path.read_bytes() == whole
    add(path)
    assert entries(path) == 2 * (1 + 3 * len(TABLES))


def test_a_new_store_in_a_folder_that_may_not_be_written_to(folder: Path) -> None:
    folder.chmod(0o555)
    assert code_of(in_a_process(add, folder / "new.db", before=become_nobody)) == "ST706"
    assert list(folder.iterdir()) == []


def test_a_file_that_may_not_be_read(path: Path) -> None:
    path.chmod(0)
    assert code_of(in_a_process(entries, path, before=become_nobody)) == "ST705"
    path.chmod(0o666)
    assert entries(path) == 1 + 3 * len(TABLES)


def test_a_medium_mounted_for_reading_alone(path: Path, folder: Path) -> None:
    with mounted(folder, "--bind", "-o", "ro", str(folder)):
        assert told(entries, path) == 1 + 3 * len(TABLES)
        assert code_of(told(add, path)) == "ST706"
    assert entries(path) == 1 + 3 * len(TABLES)


def test_what_a_killed_writer_left_in_the_log_is_never_passed_over(path: Path) -> None:
    """Where it cannot be joined, because nothing may be written, the store is refused: what it lacks would not show."""
    with closing(sqlite3.connect(path)) as other:
        # While another program has it open, nothing moves from the log to the file.
        other.execute("SELECT count(*) FROM journal").fetchone()
        add(path, "in the log")
        left = path.parent / "left.db"
        shutil.copyfile(path, left)
        shutil.copyfile(f"{path}-wal", f"{left}-wal")
    left.chmod(0o444)
    Path(f"{left}-wal").chmod(0o444)
    path.parent.chmod(0o555)
    found = in_a_process(entries, left, before=become_nobody)
    assert found == 2 * (1 + 3 * len(TABLES)) or code_of(found) == "ST706"
    path.parent.chmod(0o777)
    left.chmod(0o666)
    Path(f"{left}-wal").chmod(0o666)
    assert entries(left) == 2 * (1 + 3 * len(TABLES))


def test_an_older_log_that_holds_nothing_keeps_nobody_from_reading(path: Path) -> None:
    Path(f"{path}-wal").touch()
    path.parent.chmod(0o555)
    assert in_a_process(entries, path, before=become_nobody) == 1 + 3 * len(TABLES)


# Full disks.


def nothing_lost(path: Path, before: int) -> None:
    assert entries(path) == before
    add(path, "when there is room")
    assert entries(path) == before + 1 + 3 * len(TABLES)


def test_a_file_that_has_reached_its_largest_size(path: Path) -> None:
    from sqlalchemy import event

    before = entries(path)
    with open_store(path) as store:
        pages = path.stat().st_size // 4096 + 5

        @event.listens_for(store._engine, "connect")
        def limit(connection: Any, _: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages}")

        assert code_of(told(append, store, "large", LARGE)) == "ST707"
        append(store, "small", count=1)
        assert verify(store, TABLES).ok
    nothing_lost(path, before + 1 + len(TABLES))


def test_a_user_who_may_write_no_larger_file(path: Path) -> None:
    import resource

    before = entries(path)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 200_000,) * 2)

    assert code_of(in_a_process(add, path, "large", LARGE, before=limit)) == "ST707"
    nothing_lost(path, before)


def test_a_full_disk(folder: Path) -> None:
    disk = folder / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=2m", "tmpfs"):
        path = disk / "store.db"
        add(path, "first")
        before = entries(path)
        assert code_of(told(add, path, "large", LARGE)) == "ST707"
        nothing_lost(path, before)


def test_a_disk_too_full_for_a_new_store(folder: Path) -> None:
    disk = folder / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=16k", "tmpfs"):
        path = disk / "store.db"
        assert code_of(told(add, path)) == "ST707"
        larger(disk)
        add(path)
        assert entries(path) == 1 + 3 * len(TABLES)


@pytest.fixture
def tiny(cluster: Cluster, folder: Path) -> Iterator[tuple[str, Path]]:
    """A PostgreSQL database on a disk of fourteen megabytes."""
    disk = folder / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=14m,mode=0777", "tmpfs"):
        place = disk / "tablespace"
        place.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(place, "postgres")
        cluster.execute(f"CREATE TABLESPACE tiny LOCATION '{place}'", "GRANT CREATE ON TABLESPACE tiny TO team")
        cluster.execute("CREATE DATABASE on_tiny OWNER team TABLESPACE tiny")
        try:
            yield cluster.url("on_tiny"), disk
        finally:
            cluster.execute("DROP DATABASE on_tiny WITH (FORCE)", "DROP TABLESPACE tiny")


def test_a_full_disk_under_postgresql(tiny: tuple[str, Path]) -> None:
    url, tiny_disk = tiny
    with open_store(url, create=True) as store:
        append(store, "first")
        before = everything(store)
        assert code_of(told(append, store, "large", LARGE * 5, TABLES[:2])) == "ST707"
        assert everything(store) == before
        assert verify(store, TABLES).ok
        larger(tiny_disk)
        append(store, "when there is room")
        assert verify(store, TABLES).ok


def test_a_postgresql_that_takes_no_writes(postgres_url: str, cluster: Cluster) -> None:
    """As one that follows another server."""
    database = postgres_url.partition("?")[0].rpartition("/")[2]
    with open_store(postgres_url, create=True) as store:
        append(store, "first")
        before = everything(store)
        cluster.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
        assert code_of(told(append, store, "second")) == "ST706"
        assert everything(store) == before


# Others who write.


def waits_briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spendreview.store.engine.WAIT_S", 0.2)


def test_a_writer_who_does_not_finish(filled: Store, store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits in vain is told so, and readers never wait."""
    waits_briefly(monkeypatch)
    before = everything(filled)
    with open_store(store_url) as waiting, filled.writing() as writer:
        assert code_of(told(append, waiting, "third")) == "ST708"
        assert everything(waiting) == before
        assert writer.head.entry == len(before["journal"])
    append(filled, "third")
    assert verify(filled, TABLES).ok


def test_another_program_holds_the_file(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waits_briefly(monkeypatch)
    with open_store(sqlite_url, create=True) as store, closing(sqlite3.connect(sqlite_path(sqlite_url))) as other:
        append(store, "first")
        other.execute("BEGIN EXCLUSIVE")
        assert code_of(told(append, store, "second")) == "ST708"
        other.rollback()
        append(store, "second")
        assert verify(store, TABLES).ok


def interrupted(store: Store, cluster: Cluster, statement: str) -> None:
    with store.writing() as writer:
        writer.append(batch("second"), [])
        cluster.execute(statement)
        writer.append(batch("third"), [])


def test_a_server_that_goes_away(postgres_url: str, cluster: Cluster) -> None:
    """In the midst of an append: nothing of it is in, and the next one finds its way."""
    database = postgres_url.partition("?")[0].rpartition("/")[2]
    with open_store(postgres_url, create=True) as store:
        append(store, "first")
        before = everything(store)
        ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        assert code_of(told(interrupted, store, cluster, ended)) == "ST705"
        assert everything(store) == before
        append(store, "second")
        assert verify(store, TABLES).ok
