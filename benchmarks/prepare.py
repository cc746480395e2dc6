"""Make one case's files, in a process of its own so that the measuring process stays small.

`python -m benchmarks.prepare review CACHE CASE` makes the workbook, its arrays and stand-in cells of a settlement;
`python -m benchmarks.prepare cells CACHE CASE` replaces these by the cells of the settlement that the project wrote.
"""

from __future__ import annotations

import sys

from benchmarks import cells
from benchmarks.files import WHOLE, Files
from benchmarks.reviews import generate
from benchmarks.workbook import write_review


def review(cache, case):
    """Write the workbook, the arrays and the stand-in cells; what an earlier run left in ``cache`` is kept."""
    files = Files(cache, case)
    if files.review.exists() and files.arrays.exists() and files.cells.exists():
        return
    made = generate(case.removesuffix(WHOLE), whole=case.endswith(WHOLE))
    made.save(files.arrays)
    write_review(made, files.review)
    cells.save(cells.stand_in(made), files.cells)


def settlement_cells(cache, case):
    """Take the cells from the project's settlement workbook."""
    files = Files(cache, case)
    cells.save(cells.of_workbook(files.settlement), files.cells)


if __name__ == "__main__":
    {"review": review, "cells": settlement_cells}[sys.argv[1]](*sys.argv[2:])
