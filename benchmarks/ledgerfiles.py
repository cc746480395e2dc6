"""Where the ledger's cases keep their files. Imports nothing heavy: the measuring process needs it too."""

from __future__ import annotations

import shutil
from pathlib import Path

WARM_UP = "tiny"  # the case that every measured process runs through first


class Files:
    """The files of one size."""

    def __init__(self, cache, size):
        folder = Path(cache)
        self.handed = folder / f"{size}-return.xlsx"  # the return that is imported
        self.before = folder / f"{size}-before.db"  # a ledger with the definitions and one return before it
        self.after = folder / f"{size}-after.db"  # the same with that return in it
        self.ledger = folder / f"{size}-ledger.db"  # ten returns
        self.project = folder / f"{size}-project.db"
        self.limit = folder / f"{size}-limit.db"
        self.ready = folder / f"{size}-ledger.ready"  # all of these are there


def fresh(source, target):
    """A copy of a ledger that nothing else belongs to."""
    for end in ("", "-wal", "-shm"):
        Path(f"{target}{end}").unlink(missing_ok=True)
    shutil.copyfile(source, target)
