"""A compiled model in HiGHS: loaded once, then changed in place from pass to pass."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import highspy
import numpy as np

from spendreview.allocation.compile import CompiledModel, Floats
from spendreview.scenario import Solver


class Ending(StrEnum):
    """What one run of the solver came to."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    TIME_LIMIT = "time limit"
    TROUBLE = "numerical trouble"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one run: the point (C,) where there is one, its objective, and the relative gap still open."""

    ending: Ending
    point: Floats | None
    value: float
    gap: float


_ENDINGS = {
    highspy.HighsModelStatus.kOptimal: Ending.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Ending.INFEASIBLE,
    highspy.HighsModelStatus.kUnbounded: Ending.UNBOUNDED,
    highspy.HighsModelStatus.kTimeLimit: Ending.TIME_LIMIT,
}


class SolverError(RuntimeError):
    """HiGHS refused a call: a fault of the program, not of the review."""


def _accepted(status: Any) -> None:
    # highspy's setters do not raise: an error that is not looked at leaves the old model standing.
    if status == highspy.HighsStatus.kError:
        raise SolverError("HiGHS refused a change to the model")


class Session:
    """HiGHS with one model. Every method leaves the whole bids whole, and the time used counts against one limit."""

    def __init__(self, model: CompiledModel, options: Solver) -> None:
        self.model, self.options = model, options
        self._started = time.monotonic()
        _use_threads(options.threads)
        self._highs = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", options.threads),
            ("random_seed", options.seed),
            ("mip_rel_gap", options.mip_gap),
            ("mip_abs_gap", 1e-9),
        ):
            _accepted(self._highs.setOptionValue(name, value))
        _accepted(self._highs.passModel(_as_lp(model)))
        self._columns = np.arange(len(model.objective), dtype=np.int32)
        self._whole = np.flatnonzero(model.whole).astype(np.int32)

    @property
    def has_whole_bids(self) -> bool:
        """Whether any decision is all or nothing."""
        return len(self._whole) > 0

    @property
    def seconds_left(self) -> float:
        """What remains of the scenario's time limit."""
        return self.options.time_limit_s - (time.monotonic() - self._started)

    def set_objective(self, costs: Floats, *, maximise: bool) -> None:
        """Pursue another objective (C,)."""
        sense = highspy.ObjSense.kMaximize if maximise else highspy.ObjSense.kMinimize
        _accepted(self._highs.changeObjectiveSense(sense))
        _accepted(self._highs.changeColsCost(len(costs), self._columns, costs))

    def hold(self, costs: Floats, lower: float, *, scale: float = 1.0) -> None:
        """Add a row that keeps costs (C,) @ point at or above a figure; ``scale`` multiplies both sides."""
        members = np.flatnonzero(costs).astype(np.int32)
        _accepted(self._highs.addRow(lower * scale, np.inf, len(members), members, costs[members] * scale))

    def release(self) -> None:
        """Take the last held row away again."""
        last = np.array([self._highs.getNumRow() - 1], dtype=np.int32)
        _accepted(self._highs.deleteRows(1, last))

    def close_the_gap(self) -> None:
        """From here on look for a proven optimum: of a total in £ billion, a small relative gap is much money."""
        _accepted(self._highs.setOptionValue("mip_rel_gap", 1e-9))

    def set_row(self, row: int, lower: float, upper: float) -> None:
        """Change the bounds of one row."""
        _accepted(self._highs.changeRowBounds(row, lower, upper))

    def set_column(self, column: int, lower: float, upper: float) -> None:
        """Change the bounds of one column."""
        _accepted(self._highs.changeColBounds(column, lower, upper))

    def set_divisible(self, columns: Iterable[int], divisible: bool) -> None:
        """Let the columns take any value between their bounds, or whole ones alone."""
        kind = highspy.HighsVarType.kContinuous if divisible else highspy.HighsVarType.kInteger
        for column in columns:
            _accepted(self._highs.changeColIntegrality(int(column), kind))

    def dual_ray(self) -> Floats | None:
        """(R,) multipliers of the rows that prove the last linear run infeasible; None where HiGHS has none."""
        _, found, ray = self._highs.getDualRay()
        return np.array(ray) if found else None

    def use_simplex(self, only: bool) -> None:
        """Solve by simplex without presolve, which leaves a ray; or as HiGHS chooses."""
        for name, value in (("presolve", "off"), ("solver", "simplex")):
            _accepted(self._highs.setOptionValue(name, value if only else "choose"))

    def forget(self) -> None:
        """Start the next run from nothing: after a change of objective that beats the last basis, presolve and all."""
        _accepted(self._highs.clearSolver())

    def without_presolve(self) -> None:
        """From here on solve the model as it stands."""
        _accepted(self._highs.setOptionValue("presolve", "off"))

    def fix(self, columns: Any, values: Floats) -> None:
        """Hold the columns at the values given."""
        columns = np.asarray(columns, dtype=np.int32)
        _accepted(self._highs.changeColsBounds(len(columns), columns, values, values))

    def run(self, start: Floats | None = None) -> Outcome:
        """Solve as it stands; ``start`` is a point known to hold, for models with whole bids."""
        # HiGHS counts the limit against its own clock, which runs on from run to run.
        limit = self._highs.getRunTime() + max(self.seconds_left, 0.0)
        _accepted(self._highs.setOptionValue("time_limit", limit))
        if start is not None and self.has_whole_bids:
            solution = highspy.HighsSolution()
            solution.col_value = start.tolist()
            _accepted(self._highs.setSolution(solution))
        self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            # Presolve saw that there is no optimum, not why.
            self.without_presolve()
            self._highs.run()
            _accepted(self._highs.setOptionValue("presolve", "choose"))
        return self._outcome()

    def run_with_whole_bids_held(self, point: Floats) -> Outcome:
        """Solve the linear model in which every whole bid stays as it is at the point (C,)."""
        held = np.round(point[self._whole])
        free = (self.model.lower[self._whole], self.model.upper[self._whole])
        self.set_divisible(self._whole, True)
        self.fix(self._whole, held)
        outcome = self.run()
        self.set_divisible(self._whole, False)
        _accepted(self._highs.changeColsBounds(len(self._whole), self._whole, *free))
        return outcome

    def hold_whole_bids(self, point: Floats) -> None:
        """From here on every whole bid stays as it is at the point (C,), and the model is linear."""
        self.set_divisible(self._whole, True)
        self.fix(self._whole, np.round(point[self._whole]))
        self._whole = self._whole[:0]

    def _outcome(self) -> Outcome:
        ending = _ENDINGS.get(self._highs.getModelStatus(), Ending.TROUBLE)
        info = self._highs.getInfo()
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if not feasible or ending in (Ending.INFEASIBLE, Ending.UNBOUNDED):
            return Outcome(ending, None, float("nan"), float("inf"))
        point = np.array(self._highs.getSolution().col_value)
        gap = float(info.mip_gap) if self.has_whole_bids and np.isfinite(info.mip_gap) else 0.0
        if ending is Ending.TIME_LIMIT and not self.has_whole_bids:
            gap = float("inf")
        return Outcome(ending, point, float(info.objective_function_value), gap)


_threads_in_use: list[int] = []


def _use_threads(threads: int) -> None:
    """HiGHS keeps one scheduler for the process, and refuses to run with another number of threads than it has."""
    if _threads_in_use and _threads_in_use[-1] != threads:
        highspy.Highs.resetGlobalScheduler(True)
    _threads_in_use[:] = [threads]


def _as_lp(model: CompiledModel) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.objective), len(model.row_lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = model.objective, model.lower, model.upper
    lp.row_lower_, lp.row_upper_ = model.row_lower, model.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = model.starts, model.indices, model.values
    lp.sense_ = highspy.ObjSense.kMaximize
    if model.whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(whole)] for whole in model.whole]
    return lp
