"""What a database's driver says, in words that name the place and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from spendreview.errors import Place, Problem, StoreError
from spendreview.store.values import NotKeptError, SwallowedError

DAMAGED = "ST709"
NOT_OURS = "ST703"
"""What is there is no store: another program's, or one whose beginning was overwritten."""

_MEANT: tuple[tuple[str, str, str, str], ...] = (
    (
        "sqlite_full|sqlite_ioerr_(write|fsync|dir_fsync|truncate|shm)|53100|no space left|disk full",
        "ST707",
        "there is no room left to write, or the disk refuses it",
        "free space on the disk; nothing of this import is in the store",
    ),
    (
        "sqlite_readonly|sqlite_cantopen|25006|42501",
        "ST706",
        "it or its folder may not be written to",
        "a file and a folder, or a user of the database, that may be written to",
    ),
    (
        "sqlite_busy|sqlite_locked|55p03|40p01|57014",
        "ST708",
        "another program is writing to it and has not finished",
        "wait until it has, then run again",
    ),
    (
        "sqlite_notadb",
        NOT_OURS,
        "this is not a store of spendreview",
        "the path of a store, or of a file that is not there yet",
    ),
    (
        "sqlite_corrupt|sqlite_ioerr|xx00[12]|could not decode|can't decode",
        DAMAGED,
        "the file is damaged or cannot be read whole",
        "a copy from before; `spendreview vfm verify` says how much of it holds",
    ),
    (
        "42p01|42703|no such (table|column)|unsupported file format",
        DAMAGED,
        "a table of it is missing, or is not as it was made",
        "a copy from before; `spendreview vfm verify` says how much of it holds",
    ),
    (
        "append-only|23505",
        "ST713",
        "entries are never changed or removed",
        "a correction, which is an entry of its own",
    ),
    (
        "28p01|28000|password|authentication|no pg_hba",
        "ST705",
        "the server refuses this user or password",
        "user and password in the URL, or in the environment variable PGPASSWORD",
    ),
)
"""What a driver's error holds, the code, what that means, and the remedy; the first that fits is told.

SQLite's errors have a name and PostgreSQL's a number, which stand before their words: a server may speak any language.
"""


def fault(name: str, code: str, found: str, wanted: str) -> StoreError:
    """One problem of a store."""
    return StoreError(Problem(code=code, place=Place(file=name), found=found, wanted=wanted))


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn whatever the driver raises inside into one StoreError that names the store.

    raises  StoreError ST703, ST705 to ST709, ST713, ST714, ST716
    """
    import sqlite3

    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        raise explained(name, error.orig or error) from None
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # SQLite's words on a damaged file may quote what is no text.
        raise explained(name, error) from None
    except SwallowedError as error:
        wanted = "a database without triggers or rules of others; nothing of this is in the store"
        raise fault(name, "ST716", f"the database did not keep what was written: {error}", wanted) from None
    except NotKeptError as error:
        wanted = "text that can be written, and numbers of at most eighteen digits"
        raise fault(name, "ST714", str(error), wanted) from None


def explained(name: str, error: BaseException) -> StoreError:
    """The problem that a driver's error stands for."""
    said = str(error).strip()
    kind = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or ""
    for pattern, code, found, wanted in _MEANT:
        if re.search(pattern, f"{kind} {said}".casefold()):
            return fault(name, code, found, wanted)
    line = said.splitlines()[0] if said else type(error).__name__
    return fault(name, "ST705", f"it cannot be opened or used: {line}", "a store that is there and that you may use")
