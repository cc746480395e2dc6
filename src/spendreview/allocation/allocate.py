"""The door of the allocation: a Review in, an indicative Settlement out."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from pyomo.common.gc_manager import PauseGC

from spendreview.allocation import extract
from spendreview.allocation.bounds import clash_by_bounds
from spendreview.allocation.compile import CompiledModel, Floats, compile_model
from spendreview.allocation.conflict import conflict_problems
from spendreview.allocation.data import ModelData
from spendreview.allocation.model import build
from spendreview.allocation.passes import (
    SCORE,
    TOTAL_DEL,
    Passes,
    PassReport,
    Progress,
    first_pass,
    later_passes,
    unheard,
)
from spendreview.allocation.session import Ending, Outcome, Session, SolverError
from spendreview.allocation.settlement import Settlement, SolverReport
from spendreview.errors import AllocationError, Place, Problem, ScenarioError
from spendreview.review import Review
from spendreview.review.sheets import PRIORITIES
from spendreview.scenario import Objective
from spendreview.terms import Control, DepartmentCode

PROVISIONAL_GAP = 1e-3
"""A gap above 0.1 % makes a result provisional."""


MOVES = frozenset({"to_capital", "to_resource", "drawdown"})
"""Variables that move budget rather than spend it."""

CRUMB = 1e-7
"""£ million below which such a move is the solver's tolerance and nothing else."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A review compiled for solving."""

    data: ModelData
    model: CompiledModel


def prepare(review: Review) -> Prepared:
    """The model of a review, built and compiled; the Pyomo model is let go, since the arrays say the same.

    raises  ScenarioError for an objective that is not there, or with nothing to pursue
    """
    _check_objective(review)
    with PauseGC():
        m = build(review)
        return Prepared(m.data, compile_model(m))


def check_bounds(prepared: Prepared) -> None:
    """A quick look before the solve at limits that clash whatever is funded.

    raises  AllocationError with one true conflict, by limit and cell; not every conflict is found this way
    """
    if clash_by_bounds(prepared.model):
        problems = conflict_problems(prepared.data, prepared.model)
        if problems:
            raise AllocationError(problems)


def allocate(review: Review, progress: Progress | None = None) -> Settlement:
    """The indicative settlement of a review.

    progress  is told each step in words as it begins: building the model, each pass, what follows
    raises  AllocationError (exit code 4) with one true conflict, by limit and cell, where nothing is feasible
    """
    started = time.perf_counter()
    tell = progress or unheard
    tell("building the model")
    prepared = prepare(review)
    check_bounds(prepared)
    try:
        passes, outcome = _solved(prepared, tell)
    except SolverError:
        raise AllocationError(_no_settlement(prepared, Ending.TROUBLE)) from None
    timed_out = any(step.ending == Ending.TIME_LIMIT for step in passes.reports)
    tell("adding up the settlement")
    status = "provisional" if timed_out or outcome.gap > PROVISIONAL_GAP else "optimal"
    return settlement_at(prepared, passes, status, outcome.gap, time.perf_counter() - started)


def _solved(prepared: Prepared, tell: Progress) -> tuple[Passes, Outcome]:
    """All passes, and the outcome of the first."""
    session = Session(prepared.model, prepared.data.review.scenario.solver)
    tell(f"solving: {SCORE}")
    outcome, report = first_pass(session)
    if outcome.point is None:
        tell("looking for what cannot hold together")
        raise AllocationError(_no_settlement(prepared, outcome.ending))
    return later_passes(session, prepared.model, prepared.data, outcome, report, tell), outcome


def settlement_at(prepared: Prepared, passes: Passes, status: str, gap: float, seconds: float) -> Settlement:
    """The settlement at the point that the passes came to."""
    data, model, point = prepared.data, prepared.model, passes.point
    shares = extract.shares_at(model, data, point)
    spending = extract.Spending(data, shares)
    switches, drawn = _moved(model, data, point)
    indicators = extract.indicator_results(data, shares)
    priorities = extract.priority_results(data, indicators)
    lines = extract.settlement_lines(data, spending)
    tdel = sum(line.amount_m for line in lines if line.control is Control.TDEL)
    solver = SolverReport(
        status=status,
        gap=gap,
        seconds=seconds,
        rows=len(model.row_lower),
        columns=len(model.objective),
        whole_bids=int(model.whole.sum()),
        worst_violation=model.worst_violation(point),
        passes=tuple(_in_full(step, tdel) for step in passes.reports),
    )
    return Settlement(
        review=data.review,
        status=status,
        score=extract.score_of(priorities),
        shares=shares,
        lines=lines,
        limit_uses=extract.limit_uses(data, spending, switches, drawn),
        priority_results=priorities,
        indicator_results=indicators,
        switches_m=switches,
        drawdown_m=drawn,
        solver=solver,
        warnings=(*data.review.warnings, *_solver_warnings(data.review, solver)),
    )


def _in_full(step: PassReport, tdel: float) -> PassReport:
    """The pass over Total DEL with what it left out of its objective, which no decision moves, and no tie-break."""
    return replace(step, value=tdel) if step.name == TOTAL_DEL and step.value is not None else step


def _moved(
    model: CompiledModel, data: ModelData, point: Floats
) -> tuple[
    dict[tuple[str, DepartmentCode], tuple[float, ...]], dict[tuple[DepartmentCode, Control], tuple[float, ...]]
]:
    """Switches and draw-down by year, £ million, clean of the solver's crumbs."""

    moves = {
        column: float(value)
        for column, value in zip(model.columns, point, strict=True)
        if column[0] in MOVES and abs(value) >= CRUMB
    }

    def by_year(name: str, *key: str) -> tuple[float, ...]:
        return tuple(moves.get((name, (*key, year)), 0.0) for year in data.years)

    switches = {
        (name, department): by_year(name, department)
        for name in ("to_capital", "to_resource")
        for department in data.english
    }
    drawn = {key: by_year("drawdown", *key) for key in data.eyf}
    return {key: values for key, values in switches.items() if any(values)}, drawn


def _check_objective(review: Review) -> None:
    scenario = review.scenario
    place = Place(file=scenario.file)
    if scenario.objective is not Objective.WEIGHTED:
        found, wanted = f"objective {scenario.objective.value!r}", "weighted: the others are not in this version yet"
        raise ScenarioError(Problem(code="SC021", place=place, found=found, wanted=wanted))
    if scenario.link_strength is not None and scenario.link_strength < 1:
        found = f"link_strength {scenario.link_strength:g}"
        raise ScenarioError(
            Problem(code="SC022", place=place, found=found, wanted="1: less is not in this version yet")
        )
    measured = {row.priority for row in review.indicators}
    if not any(row.priority in measured and row.weight > 0 for row in review.priorities):
        where = review.place(PRIORITIES)
        wanted = "a priority with a weight above 0 and an indicator"
        raise ScenarioError(Problem(code="SC023", place=where, found="nothing to pursue", wanted=wanted))


def _no_settlement(prepared: Prepared, ending: Ending) -> tuple[Problem, ...]:
    review = prepared.data.review
    if ending is Ending.INFEASIBLE:
        return conflict_problems(prepared.data, prepared.model)
    place = Place(file=review.workbook.file)
    if ending is Ending.TIME_LIMIT:
        wanted = "a longer solver.time_limit_s in the scenario"
        return (
            Problem(code="AL603", place=place, found="the time ran out before any settlement was found", wanted=wanted),
        )
    found = f"the solver stopped without a settlement: {ending}"
    return (Problem(code="AL604", place=place, found=found, wanted="figures within a sensible range of size"),)


def _solver_warnings(review: Review, solver: SolverReport) -> list[Problem]:
    place = Place(file=review.scenario.file)
    notes = []
    if solver.status == "provisional":
        gap = f"{solver.gap:.2%}" if np.isfinite(solver.gap) else "unknown"
        notes.append(("AW501", f"provisional: the solver stopped early, with a gap of {gap}", "a longer time_limit_s"))
    notes += [("AW502", f"{step.name}: {step.note}", "") for step in solver.passes if step.note]
    if solver.worst_violation > 1e-4:
        notes.append(("AW503", f"a constraint is out by {solver.worst_violation:g}", "figures nearer in size"))
    return [Problem(code=code, place=place, found=found, wanted=wanted) for code, found, wanted in notes]
