"""The limits, each meant to be run in a process of its own: `python -m benchmarks.limits stages|whole CACHE CASE`.

stages  time reading, building, solving, extracting and writing one by one
whole   do all of it once, as the shortest script would: what `spendreview run` is held against
"""

from __future__ import annotations

import sys

from benchmarks import cells, direct
from benchmarks.files import WARM_UP, Files
from benchmarks.reviews import Arrays
from benchmarks.stopwatch import Stopwatch


def stages(cache, case):
    """Time every stage of one case, imports and first use of everything apart."""
    watch = Stopwatch()
    whole(cache, WARM_UP)
    watch.since_start("import")
    files = Files(cache, case)
    answer = _model_stages(watch, Arrays.load(files.arrays))
    watch.memory()
    with watch.stage("read"):
        rows = cells.read_raw(files.review)
    written = cells.load(files.cells)
    with watch.stage("write"):
        cells.write_raw(written, files.rewritten)
    watch.note(score=answer.score, sheets=len(rows))
    watch.report()


def _model_stages(watch, review):
    """Build to extract."""
    with watch.stage("build"):
        model = direct.build(review)
    with watch.stage("solve"):
        solver = direct.solve(model)
    with watch.stage("extract"):
        answer = direct.extract(solver, model)
    watch.note(rows=len(model.row_upper), columns=len(model.cost), nonzeros=len(model.value))
    return answer


def whole(cache, case):
    """Read the workbook's cells, solve from arrays, write the settlement workbook's cells."""
    files = Files(cache, case)
    cells.read_raw(files.review)
    model = direct.build(Arrays.load(files.arrays))
    direct.extract(direct.solve(model), model)
    cells.write_raw(cells.load(files.cells), files.rewritten)


if __name__ == "__main__":
    {"stages": stages, "whole": whole}[sys.argv[1]](*sys.argv[2:])
