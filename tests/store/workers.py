"""What spawned processes are asked to do: a module of its own, since it is imported afresh there."""

from __future__ import annotations

import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from tests.store.making import BY_NAME, append, batch, rows


def append_many(url: str, prefix: str, count: int, line: Connection) -> None:
    """Append so many batches, once told to start."""
    from spendreview.store import open_store

    line.send("ready")
    line.recv()
    with open_store(url, create=True) as store:
        for number in range(count):
            append(store, f"{prefix}-{number}", count=2)
    line.send("done")


def append_and_wait(url: str, key: str, count: int, line: Connection) -> None:
    """Append one batch of so many claims, say for how many seconds, and wait to be killed."""
    from spendreview.store import Part, open_store

    claims = BY_NAME["vfm_claims"]
    made = rows(claims, count)
    with open_store(url) as store:
        line.send("ready")
        line.recv()
        start = time.perf_counter()
        with store.writing() as writer:
            writer.append(batch(key), [Part(claims, made)])
        line.send(time.perf_counter() - start)
        time.sleep(600)


def open_and_tell(url: str, line: Connection) -> None:
    """Open a store, which makes it or brings it up to date, once told to start; then how many entries there are."""
    from spendreview.store import open_store

    line.send("ready")
    line.recv()
    with open_store(url, create=True) as store, store.reading() as reader:
        line.send(reader.head.entry)


def open_older(url: str, line: Connection) -> None:
    """Open a store, which brings it up to date, say for how many seconds, and wait to be killed."""
    from spendreview.store import open_store

    # Whatever is imported on the way is imported before.
    with tempfile.TemporaryDirectory() as folder:
        open_store(Path(folder) / "store.db", create=True).close()
    line.send("ready")
    line.recv()
    start = time.perf_counter()
    open_store(url).close()
    line.send(time.perf_counter() - start)
    time.sleep(600)
