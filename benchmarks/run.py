"""The `run` benchmarks: from a review workbook to a settlement workbook, stage by stage and as one command."""

from __future__ import annotations

from benchmarks import measure, project
from benchmarks.files import WARM_UP, WHOLE, Files
from benchmarks.table import Line

LIMITS, PREPARE, PROJECT, CLICK = (f"benchmarks.{name}" for name in ("limits", "prepare", "project", "clickonly"))
MODEL_STAGES = ("build", "compile", "solve", "extract")
STAGES = ("import", "read", *MODEL_STAGES, "model stage", "all passes", "write")
WHOLE_COMMAND_AT = (WARM_UP, "S")

MODEL_GOAL = {"S": 2.3, "M": 1.9, "L": 1.4}
GOALS = {"read": {"L": 1.8}, "write": {"S": 1.3, "M": 1.3, "L": 1.3}, "model stage": MODEL_GOAL}
WHOLE_GOAL, MEMORY_GOAL, START_GOAL, GROWTH_GOAL = 2.3, 2.0, 1.5, 1.0


def measure_run(sizes, *, repeats, whole_bids, cache, say):
    """Measure every size in turn.

    sizes       names from `reviews.SIZES`
    repeats     how often limit and project take turns
    whole_bids  True for the variant with whole bids, to which no goals apply
    cache       folder for workbooks; what is there already is used again
    say         called with a line of text on progress
    returns     (lines of the table, notes)
    """
    lines, notes = _start_lines(repeats, cache), []
    measure.expect("-m", PREPARE, "review", cache, WARM_UP, folder=cache)
    for size in sizes:
        say(f"{size}: preparing")
        case = size + WHOLE if whole_bids else size
        notes += _prepare(cache, case)
        measured, found = _size_lines(size, case, cache, repeats, say)
        lines, notes = lines + measured, notes + found
    lines += _growth(lines)
    if whole_bids:
        lines = [_without_goal(line) for line in lines]
    return lines, notes


def _prepare(cache, case):
    """Make the case's files, and run the command once: it warms up, and gives the cells that the limit writes."""
    measure.expect("-m", PREPARE, "review", cache, case, folder=cache)
    files = Files(cache, case)
    child = measure.run(*project.RUN, files.review, "-o", files.settlement, folder=cache)
    if child.code or not files.settlement.exists():
        return [f"{case}: the project wrote no settlement ({child.complaint}); the limit writes stand-in cells."]
    measure.expect("-m", PREPARE, "cells", cache, case, folder=cache)
    return []


def _start_lines(repeats, cache):
    """`--help` and `--version` against click alone; the first turn warms up and is dropped."""
    lines = []
    for option in ("--help", "--version"):
        commands = ("-m", CLICK, option), (*project.START, option)
        turns = [[measure.run(*command, folder=cache) for command in commands] for _ in range(repeats + 1)]
        limit, ours = zip(*turns[1:], strict=True)
        lines.append(_line("any", option, "s", _used(limit, "cpu_s"), _used(ours, "cpu_s"), START_GOAL))
    return lines


def _size_lines(size, case, cache, repeats, say):
    """All lines of one size, and notes on its models; limit and project take turns."""
    limits, ours, whole = [], [], []
    files = Files(cache, case)
    for turn in range(repeats):
        say(f"{size}: repeat {turn + 1} of {repeats}")
        limits.append(measure.expect("-m", LIMITS, "stages", cache, case, folder=cache).result)
        ours.append(measure.run("-m", PROJECT, cache, case, folder=cache))
        if size in WHOLE_COMMAND_AT:
            limit = measure.expect("-m", LIMITS, "whole", cache, case, folder=cache)
            whole.append((limit, measure.run(*project.RUN, files.review, "-o", files.settlement, folder=cache)))
    results = [child.result for child in ours if child.result]
    notes = _compare(case, limits[0], results[0] if results else {"missing": ours[0].complaint})
    return [*_stage_lines(size, limits, results), *_whole_lines(size, whole)], notes


def _stage_lines(size, limits, ours):
    """One line a stage, and the memory held up to the end of the model stage."""
    lines = []
    for stage in STAGES:
        limit, project_s = ([_seconds(result, stage) for result in side] for side in (limits, ours))
        lines.append(_line(size, stage, "s", limit, project_s, GOALS.get(stage, {}).get(size)))
    limit, project_mib = ([result.get("peak_mib") for result in side] for side in (limits, ours))
    return [*lines, _line(size, "peak memory", "MiB", limit, project_mib, MEMORY_GOAL)]


def _seconds(result, stage):
    """CPU seconds of a stage in one child, or None; the model stage is the sum of its parts."""
    if stage != "model stage":
        return result["stages"].get(stage)
    parts = [result["stages"].get(part) for part in MODEL_STAGES]
    return sum(part or 0.0 for part in parts) if parts[-1] is not None else None


def _whole_lines(size, pairs):
    """The whole command against the whole script."""
    if not pairs:
        return []
    limit, ours = zip(*pairs, strict=True)
    return [
        _line(size, "whole command", "s", _used(limit, "cpu_s"), _used(ours, "cpu_s"), WHOLE_GOAL),
        _line(size, "whole command, peak memory", "MiB", _used(limit, "peak_mib"), _used(ours, "peak_mib")),
    ]


def _used(children, what):
    """`cpu_s` or `peak_mib` of the children that ended well."""
    return [getattr(child, what) for child in children if child.code == 0]


def _line(size, stage, unit, limit, ours, goal=None):
    """A line of the figures that there are."""
    limit, ours = (tuple(value for value in side if value is not None) for side in (limit, ours))
    return Line(size=size, stage=stage, unit=unit, limit=limit, project=ours, goal=goal)


def _growth(lines):
    """How the model stage grows from S to L; the project should grow no faster than the limit."""
    stages = {line.size: line for line in lines if line.stage == "model stage"}
    if not {"S", "L"} <= stages.keys():
        return []
    small, large = stages["S"], stages["L"]
    limit, ours = (
        [after / before for before, after in zip(getattr(small, side), getattr(large, side), strict=False)]
        for side in ("limit", "project")
    )
    return [_line("S to L", "model stage grows", "times", limit, ours, GROWTH_GOAL)]


def _compare(case, limit, ours):
    """Notes on the two models: their sizes, whether they agree on the score, and what of the project was not there."""
    notes = [f"{case}: limit {_size(limit)}."]
    if "score" in ours:
        apart = abs(ours["score"] - limit["score"])
        notes = [f"{case}: limit {_size(limit)}; project {_size(ours)}; the scores differ by {apart:.1e}."]
    if "missing" in ours:
        notes.append(f"{case}: not all of the project's stages ran ({ours['missing']}).")
    return notes


def _size(facts):
    """A model's size, and the score it found, in words."""
    rows, columns, nonzeros = (f"{facts[fact]:,}" for fact in ("rows", "columns", "nonzeros"))
    return f"{rows} rows x {columns} columns, {nonzeros} non-zeros, score {facts['score']:.6f}"


def _without_goal(line):
    """The same figures with no goal."""
    return _line(line.size, line.stage, line.unit, line.limit, line.project)
