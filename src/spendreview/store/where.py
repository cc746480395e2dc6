"""Where a store is: a path, or a URL of SQLite or PostgreSQL."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spendreview.errors import Place, Problem, StoreError

if TYPE_CHECKING:
    from sqlalchemy import URL

DEFAULT = "spendreview.db"
"""The file in the working folder that is the store where none is named."""

ENVIRONMENT = "SPENDREVIEW_STORE"
"""The environment variable that names the store."""

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

    text = os.fspath(where) if where is not None else os.environ.get(ENVIRONMENT) or DEFAULT
    if "://" not in text:
        return _file(Path(text))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise _not_understood(text.split("://")[0] + "://...") from None
    if url.get_backend_name() == "sqlite" and url.database:
        return _file(Path(url.database))
    if url.get_backend_name() in ("postgresql", "postgres"):
        own: URL = url.set(drivername="postgresql+psycopg")
        return Where(None, own, own.render_as_string(hide_password=True).replace("+psycopg", "", 1))
    raise _not_understood(url.render_as_string(hide_password=True))


def _file(path: Path) -> Where:
    from sqlalchemy import URL

    return Where(path, URL.create("sqlite+pysqlite", database=os.fspath(path)), path.name or os.fspath(path))


def _not_understood(text: str) -> StoreError:
    return StoreError(Problem(code="ST701", place=Place(file=text), found="not a store's address", wanted=KINDS))


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
    return bool(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == remote)  # type: ignore[attr-defined,unused-ignore]
