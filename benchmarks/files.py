"""Where the cases of the benchmark keep their files. Imports nothing heavy: the measuring process needs it too."""

from __future__ import annotations

from pathlib import Path

WARM_UP = "tiny"  # the case that every measured process runs through first
WHOLE = "-whole"  # ends the name of a case with whole bids


class Files:
    """The files of one case, such as `S` or `S-whole`."""

    def __init__(self, cache, case):
        folder = Path(cache)
        self.arrays = folder / f"{case}.npz"
        self.review = folder / f"{case}.xlsx"
        self.cells = folder / f"{case}.cells"
        self.settlement = folder / f"{case}-settlement.xlsx"  # written by the project
        self.rewritten = folder / f"{case}-limit.xlsx"  # the same cells, written by the limit
