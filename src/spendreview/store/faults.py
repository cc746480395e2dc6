"""What a database's driver says, in words that name the place and the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from spendreview.errors import Place, Problem, StoreError
from spendreview.store.values import NotKeptError

DAMAGED = "ST709"

_SAID: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    (
        ("is full", "no space left", "disk full", "could not extend file"),
        "ST707",
        "there is no room left to write",
        "free space on the disk; nothing of this import is in the store",
    ),
    (
        ("readonly", "read-only"),
        "ST706",
        "it may not be written to",
        "a file and a folder that you may write to",
    ),
    (
        ("is locked", "lock timeout", "lock_timeout", "deadlock"),
        "ST708",
        "another program is writing to it and has not finished",
        "wait until it has, then run again",
    ),
    (
        ("not a database", "file is encrypted"),
        "ST703",
        "this is not a store of spendreview",
        "the path of a store, or of a file that is not there yet",
    ),
    (
        ("malformed", "disk i/o error", "corrupt", "could not decode", "can't decode"),
        DAMAGED,
        "the file is damaged or cannot be read whole",
        "a copy from before; `spendreview vfm verify` says how much of it holds",
    ),
    (
        ("append-only", "never changed", "unique constraint"),
        "ST713",
        "entries are never changed or removed",
        "a correction, which is an entry of its own",
    ),
    (
        ("password", "authentication", "no pg_hba"),
        "ST705",
        "the server refuses this user or password",
        "user and password in the URL, or in the environment variable PGPASSWORD",
    ),
)
"""What the driver's words hold, the code, what that means, and the remedy; the first that fits is told."""


def fault(name: str, code: str, found: str, wanted: str) -> StoreError:
    """One problem of a store."""
    return StoreError(Problem(code=code, place=Place(file=name), found=found, wanted=wanted))


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn whatever the driver raises inside into one StoreError that names the store.

    raises  StoreError ST703, ST705 to ST709, ST713, ST714
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
    except NotKeptError as error:
        wanted = "text that can be written, and numbers of at most eighteen digits"
        raise fault(name, "ST714", str(error), wanted) from None


def explained(name: str, error: BaseException) -> StoreError:
    """The problem that a driver's error stands for."""
    said = str(error).strip()
    folded = said.casefold()
    for words, code, found, wanted in _SAID:
        if any(word in folded for word in words):
            return fault(name, code, found, wanted)
    line = said.splitlines()[0] if said else type(error).__name__
    return fault(name, "ST705", f"it cannot be opened or used: {line}", "a store that is there and that you may use")
