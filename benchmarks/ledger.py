"""The `ledger` benchmarks: a return filed, and the position of a programme, each against the database alone."""

from __future__ import annotations

from benchmarks import measure
from benchmarks.ledgerdata import RETURNS, SIZES
from benchmarks.ledgerfiles import WARM_UP
from benchmarks.table import Line

LIMITS, PROJECT = "benchmarks.ledgerlimits", "benchmarks.ledgerproject"

IMPORT_GOAL, POSITION_GOAL, GOALS_AT = 4.0, 1.5, "L"
"""Of a return of 100,000 claims, and of a position over 1,000,000."""


def measure_ledger(sizes, *, repeats, whole_bids, cache, say):
    """Measure every size in turn.

    sizes    names from `ledgerdata.SIZES`
    repeats  how often limits and project take turns
    cache    folder for workbooks and ledgers; what is there already is used again
    say      called with a line of text on progress
    returns  (lines of the table, notes); ``whole_bids`` changes nothing here
    """
    lines, notes = [], []
    measure.expect("-m", PROJECT, "prepare", cache, WARM_UP, folder=cache)
    for size in sizes:
        say(f"{size}: preparing a ledger")
        measure.expect("-m", PROJECT, "prepare", cache, size, folder=cache)
        turns = []
        for turn in range(repeats):
            say(f"{size}: ledger, repeat {turn + 1} of {repeats}")
            turns.append(_turn(cache, size))
        lines += _lines(size, turns)
        notes.append(_compared(size, turns[0]))
    return lines, notes


def _turn(cache, size):
    """One figure of everything, limits and project in turn."""
    return {
        name: measure.expect("-m", module, step, cache, size, folder=cache).result
        for name, module, step in (
            ("import limit", LIMITS, "import"),
            ("import", PROJECT, "import"),
            ("position limit", LIMITS, "position"),
            ("position", PROJECT, "position"),
            ("tuned", LIMITS, "tuned"),
            ("total", LIMITS, "total"),
        )
    }


def _lines(size, turns):
    """The lines of one size."""

    def seconds(name, stage):
        return [turn[name]["stages"][stage] for turn in turns]

    def memory(name):
        return [turn[name]["peak_mib"] for turn in turns]

    counted, held = f"{SIZES[size]:,}", f"{RETURNS * SIZES[size]:,}"
    goal = size == GOALS_AT
    position = seconds("position", "position")
    return [
        _line(size, f"read a workbook of {counted} claims", "s", [], seconds("import", "read")),
        _line(
            size,
            f"parsed rows to commit, {counted} claims",
            "s",
            seconds("import limit", "import"),
            seconds("import", "import"),
            IMPORT_GOAL if goal else None,
        ),
        _line(size, "import, peak memory", "MiB", memory("import limit"), memory("import")),
        _line(
            size,
            f"position over {held} claims",
            "s",
            seconds("position limit", "position"),
            position,
            POSITION_GOAL if goal else None,
        ),
        _line(size, "position, peak memory", "MiB", memory("position limit"), memory("position")),
        _line(size, "the same, against the fastest statement found", "s", seconds("tuned", "position"), position),
        _line(size, "the same, against the reported total alone", "s", seconds("total", "position"), position),
    ]


def _compared(size, turn):
    """Whether limit and project say the same of every department."""
    same = turn["position limit"]["groups"] == turn["tuned"]["groups"] == turn["position"]["groups"]
    return f"{size}: the statements' figures and the project's are {'the same' if same else 'NOT THE SAME'}."


def _line(size, stage, unit, limit, project, goal=None):
    return Line(size=size, stage=stage, unit=unit, limit=tuple(limit), project=tuple(project), goal=goal)
