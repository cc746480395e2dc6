"""Where a store is: a path, or a URL of SQLite or PostgreSQL."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spendreview.errors import Place, Problem, StoreError, brief
from spendreview.store.faults import fault

if TYPE_CHECKING:
    from sqlalchemy import URL

DEFAULT = "spendreview.db"
"""The file in the working folder that is the store where none is named."""

ENVIRONMENT = "SPENDREVIEW_STORE"
"""The environment variable that names the store."""

HEADER = b"SQLite format 3\0"
"""What a database begins with."""

KINDS = "a path, sqlite:///path, or postgresql://user@host/database"


@dataclass(frozen=True, slots=True)
class Where:
    """A place for a store.

    path  the file of an SQLite store; None for PostgreSQL
    url   as SQLAlchemy takes it
    name  for messages; never with a password
    """

    path: Path | None
    url: URL
    name: str


def locate(where: str | os.PathLike[str] | None) -> Where:
    """The place that a path or a URL names; without one, the environment's, or the default.

    raises  StoreError ST701 where it names no database that is understood
    """
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    text = os.fspath(where) if where is not None else os.environ.get(ENVIRONMENT, "")
    if where is None and not text.strip():
        text = DEFAULT
    if "://" not in text:
        # A slash too few is a slip in a URL, which may hold a password, and not the name of a file.
        if slip := re.match(
            r"(postgres|sqlite|mysql|mariadb|mssql|oracle|file)[a-z0-9+]*:|:memory:|\s*$", text.casefold()
        ):
            raise _not_understood(f"{slip[1] or ''}:...")
        return _file(Path(text))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise _not_understood(text.split("://")[0] + "://...") from None
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return _file(Path(url.database))
    if url.get_backend_name() in ("postgresql", "postgres"):
        own: URL = url.set(drivername="postgresql+psycopg")
        return Where(None, own, _shown(own).replace("+psycopg", "", 1))
    raise _not_understood(_shown(url))


def _shown(url: URL) -> str:
    """A URL for messages: of its parameters, among which a password may stand, only those that say where."""
    shown = url.set(query={name: value for name, value in url.query.items() if name in ("host", "port")})
    return str(shown.render_as_string(hide_password=True))


def _file(path: Path) -> Where:
    from sqlalchemy import URL

    return Where(path, URL.create("sqlite+pysqlite", database=os.fspath(path)), path.name or os.fspath(path))


def _not_understood(text: str) -> StoreError:
    return StoreError(Problem(code="ST701", place=Place(file=text), found="not a store's address", wanted=KINDS))


def check_file(where: Where, path: Path, create: bool) -> None:
    """What can be told of a file before SQLite opens it.

    raises  StoreError ST702, ST703, ST705
    """
    try:
        is_there = path.exists()
        if path.is_dir():
            raise fault(where.name, "ST703", "this is a folder", "the path of a file")
    except OSError as error:
        # Such as a name that is longer than the system takes.
        found = f"there can be no file of this name: {error.strerror}"
        raise fault(brief(where.name), "ST705", found, "the path of a file") from None
    if not is_there and not create:
        raise missing(where)
    if is_there and not path.is_file():
        # A pipe or a device: whoever opened it would wait for ever.
        raise fault(where.name, "ST703", "this is not a file", "the path of a file")
    if is_there:
        _check_header(where, path)
    if not path.absolute().parent.is_dir():
        raise fault(where.name, "ST705", f"there is no folder {path.absolute().parent}", "a folder that is there")


def _check_header(where: Where, path: Path) -> None:
    """SQLite takes the shortest of files for empty ones, and would write over them."""
    try:
        with path.open("rb") as file:
            start = file.read(len(HEADER))
    except OSError:
        raise fault(where.name, "ST705", "you may not read this file", "a file that you may read") from None
    if start not in (b"", HEADER):
        wanted = "the path of a store, or of a file that is not there yet"
        raise fault(where.name, "ST703", "this is not a store of spendreview", wanted)


def missing(where: Where) -> StoreError:
    """There is no store at this place."""
    return fault(
        where.name, "ST702", "there is no store here yet", "import a return first, or name another with --store"
    )


def on_network(path: Path) -> bool:
    """Whether a file lies on a share: there SQLite's write-ahead log does not hold what it promises."""
    full = os.path.abspath(path)
    if full.startswith(("\\\\", "//")):
        return True
    drive = os.path.splitdrive(full)[0]
    if os.name != "nt" or not drive:
        return False
    import ctypes

    remote = 4
    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == remote)  # type: ignore[attr-defined,unused-ignore]
