"""What spawned processes are asked to do: a module of its own, since it is imported afresh there."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection


def import_each(url: str, paths: list[str], line: Connection) -> None:
    """Import returns one after the other, once told to start."""
    from spendreview.ledger.imports import import_returns
    from spendreview.store import open_store

    line.send("ready")
    line.recv()
    with open_store(url, create=True) as store:
        line.send([import_returns(store, [path], by="A. Official")[0].already_imported for path in paths])


def import_and_wait(url: str, paths: list[str], line: Connection) -> None:
    """Import returns that were read before, say for how many seconds they were filed, and wait to be killed."""
    from spendreview.ledger.imports import checked_store, file_all, read_each

    read = read_each(paths)
    with checked_store(url, read) as store:
        line.send("ready")
        line.recv()
        start = time.perf_counter()
        file_all(store, read, by="A. Official")
        line.send(time.perf_counter() - start)
        time.sleep(600)
