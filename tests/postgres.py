"""A PostgreSQL server of the tests' own: a temporary cluster on a Unix socket, thrown away at the end."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{sockets}'
max_connections = 60
shared_buffers = 32MB
fsync = off
full_page_writes = off
autovacuum = off
"""
# The role with a password is for the test that a wrong one is refused; all else is let in from this socket.
ADMITTED = "local all locked scram-sha-256\nlocal all all trust\n"
# It reads from a pipe that ends when the tests do, even when they are killed.
WHEN_GONE = 'cat >/dev/null; "$1" -D "$2" -m immediate -w stop; rm -rf "$3"'
SUPERUSER, OWNER, LOCKED = "postgres", "team", "locked"
PASSWORD = "correct-horse"


def binaries() -> Path | None:
    """The folder that holds PostgreSQL's server: Debian keeps it off the path."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if config := shutil.which("pg_config"):
        folders.append(Path(subprocess.run([config, "--bindir"], capture_output=True, text=True).stdout.strip()))
    wanted = ("initdb", "pg_ctl", "postgres")
    return next((folder for folder in folders if all((folder / name).is_file() for name in wanted)), None)


def needs_postgres() -> Path:
    """The server's programs; a test is skipped, saying why, without them, and fails on the build server."""
    found = binaries()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL's server is not installed: the store cannot be tested on it")
        pytest.skip("PostgreSQL's server (initdb, pg_ctl, postgres) is not installed, so the store is tested on SQLite")
    return found


def server_user() -> str | None:
    """Whom the server runs as where the tests run as root, whom it refuses; None: as they do."""
    import pwd  # a Unix module: this one is imported everywhere

    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Cluster:
    """A running server; a database is made for each test that asks for one."""

    def __init__(self, programs: Path) -> None:
        self._programs, self._user = programs, server_user()
        # Beside the tests' own temporary folders and not below them: a socket's path has 107 bytes at most.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._data, self._numbers = self.folder / "data", itertools.count(1)
        if self._user:
            shutil.chown(self.folder, self._user)
        self.folder.chmod(0o755)
        self._guard = self._guarded()
        self._start()

    def _guarded(self) -> subprocess.Popen[bytes]:
        """Who stops the server and removes its files once this process is gone, however it went."""
        command = ["sh", "-c", WHEN_GONE, "sh", str(self._programs / "pg_ctl"), str(self._data), str(self.folder)]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, user=self._user, cwd="/", start_new_session=True
        )

    def _start(self) -> None:
        # Collated as people sort and not as bytes do: what rests on the order of bytes must say so.
        collation = ("--locale=C.UTF-8", "--encoding=UTF8", "--locale-provider=icu", "--icu-locale=en-GB")
        self._run("initdb", "-D", str(self._data), "-U", SUPERUSER, "--auth=trust", "--no-sync", *collation)
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(SETTINGS.format(sockets=self.folder))
        (self._data / "pg_hba.conf").write_text(ADMITTED, encoding="utf-8")
        self._run("pg_ctl", "-D", str(self._data), "-l", str(self.folder / "log"), "-w", "-t", "60", "start")
        self.execute(f"CREATE ROLE {OWNER} LOGIN", f"CREATE ROLE {LOCKED} LOGIN PASSWORD '{PASSWORD}'")

    def _run(self, program: str, *arguments: str) -> None:
        # Into a file: the server inherits what its starter writes to, and a pipe would never end.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [self._programs / program, *arguments], stdout=said, stderr=said, user=self._user, cwd=self.folder
            )
            said.seek(0)
            assert done.returncode == 0, f"{program}: {said.read().decode('utf-8', 'replace')}"

    def url(self, database: str, user: str = OWNER, password: str = "") -> str:
        """Where a database is, as the program takes it."""
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@/{database}?host={self.folder}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as superuser, each on its own."""
        import psycopg

        with psycopg.connect(self.url(database, SUPERUSER), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """A fresh database that an ordinary user owns, empty or a copy of another one: its name."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}")
        try:
            yield name
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server and remove its files."""
        self._guard.communicate()
