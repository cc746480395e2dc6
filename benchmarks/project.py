"""The project's own stages, in a process of its own: `python -m benchmarks.project CACHE CASE`.

Every name of the project that the benchmarks know stands in this file.
"""

from __future__ import annotations

import sys

from benchmarks.files import WARM_UP, Files
from benchmarks.stopwatch import Stopwatch

RUN = ("-m", "spendreview", "run")  # WORKBOOK -o OUT
START = ("-m", "spendreview")  # --help, --version


def load(workbook):
    """The workbook as a checked review."""
    from spendreview.review import load_review

    return load_review(workbook)


def build(review):
    """The Pyomo model."""
    from spendreview.allocation import model

    return model.build(review)


def compile_arrays(model):
    """The same model as sparse arrays."""
    from spendreview.allocation.compile import compile_model

    return compile_model(model)


def solve(compiled, review):
    """The first weighted solve alone."""
    from spendreview.allocation.passes import first_pass
    from spendreview.allocation.session import Session

    return first_pass(Session(compiled, review.scenario.solver))


def extract(data, compiled, solved):
    """Shares and spend of that solve, with its score, as the settlement takes them."""
    from spendreview.allocation.allocate import Prepared, settlement_at
    from spendreview.allocation.passes import Passes

    outcome, report = solved
    return settlement_at(Prepared(data, compiled), Passes(outcome.point, [report]), "optimal", 0.0, 0.0)


def settle(review):
    """Every pass and all that a run says."""
    from spendreview.allocation import allocate

    return allocate(review)


def write(settlement, path):
    """The settlement workbook."""
    from spendreview.report import write_settlement

    write_settlement(settlement, path)


def model_facts(compiled, extracted):
    """Size of the compiled model, and the score in points."""
    rows, columns = len(compiled.row_lower), len(compiled.objective)
    return {"rows": rows, "columns": columns, "nonzeros": len(compiled.values), "score": extracted.score}


def stages(cache, case):
    """Time every stage of one case, imports and first use of everything apart."""
    watch = Stopwatch()
    if _as_far_as_it_goes(Stopwatch(), Files(cache, WARM_UP)):
        watch.since_start("import")
    _as_far_as_it_goes(watch, Files(cache, case))
    watch.report()


def _as_far_as_it_goes(watch, files):
    """All stages, or those before the first name that the project does not have; says whether all were there."""
    try:
        _all_stages(watch, files)
    except (ImportError, AttributeError) as missing:
        watch.note(missing=str(missing))
        return False
    return True


def _all_stages(watch, files):
    """From the workbook to the settlement workbook."""
    with watch.stage("read"):
        review = load(files.review)
    from pyomo.common.gc_manager import PauseGC

    with PauseGC():  # as allocate() does
        with watch.stage("build"):
            model = build(review)
        with watch.stage("compile"):
            compiled, data = compile_arrays(model), model.data
    del model  # as a run does: the arrays say the same
    with watch.stage("solve"):
        solved = solve(compiled, review)
    with watch.stage("extract"):
        extracted = extract(data, compiled, solved)
    watch.memory()
    watch.note(**model_facts(compiled, extracted))
    with watch.stage("all passes"):
        settlement = settle(review)
    with watch.stage("write"):
        write(settlement, files.settlement)


if __name__ == "__main__":
    stages(*sys.argv[1:])
