"""The least a settlement can cost: the first weighted solve, put together as arrays and handed straight to HiGHS.

Every constraint family that a synthetic review uses is here, with the same variables as in the formulation: shares,
spend, switching, indicator change in every year, progress and attainment. Nothing is named, checked or explained.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from benchmarks.reviews import SWITCH_TO_CAPITAL, YEARS

INFINITY = highspy.kHighsInf
ROW_WISE = 2
MAXIMISE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each variable stands among the model's columns."""

    share: np.ndarray  # (B, T); a whole bid has one column for all years
    spend: np.ndarray  # (D, C, T)
    to_capital: np.ndarray  # (D, T)
    change: np.ndarray  # (I, T)
    progress: np.ndarray  # (I,)
    attainment: np.ndarray  # (P,)
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A linear programme by rows, in the form HiGHS takes it."""

    columns: Columns
    cost: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    row_lower: np.ndarray
    row_upper: np.ndarray
    start: np.ndarray
    index: np.ndarray
    value: np.ndarray
    integrality: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one solve gives."""

    score: float  # points, 0 to 100
    share: np.ndarray  # (B, T)
    spend: np.ndarray  # (D, C, T) £m


class Rows:
    """Constraint rows gathered family by family as triplets."""

    def __init__(self):
        self.count = 0
        self.triplets, self.lower, self.upper = [], [], []

    def add(self, lower, upper, *terms):
        """Add a row for each element of ``upper``; a term is (row in the family, column, value), broadcast together."""
        shape = np.shape(upper)
        for row, column, value in terms:
            spread = np.broadcast_arrays(row, column, value)
            self.triplets.append((spread[0].ravel() + self.count, spread[1].ravel(), spread[2].ravel()))
        self.lower.append(np.broadcast_to(lower, shape).ravel())
        self.upper.append(np.ravel(upper))
        self.count += int(np.prod(shape))

    def by_row(self, columns):
        """The matrix by rows (start, index, value), entries that fall on one place added up."""
        row, column, value = (np.concatenate(part) for part in zip(*self.triplets, strict=True))
        place = row * np.int64(columns) + column
        order = np.argsort(place, kind="stable")
        place = place[order]
        first = np.flatnonzero(np.diff(place, prepend=-1))
        place = place[first]
        start = np.searchsorted(place, np.arange(self.count + 1) * np.int64(columns))
        return start.astype(np.int32), (place % columns).astype(np.int32), np.add.reduceat(value[order], first)


def build(review):
    """The whole model as arrays.

    review  `reviews.Arrays`
    returns `Model`
    """
    columns = _columns(review)
    rows = Rows()
    _requires(rows, columns, review)
    _spend(rows, columns, review)
    _limits(rows, columns, review)
    _response(rows, columns, review)
    _progress(rows, columns, review)
    _attainment(rows, columns, review)
    start, index, value = rows.by_row(columns.count)
    cost, lower, upper, integrality = _bounds(columns, review)
    row_lower, row_upper = np.concatenate(rows.lower), np.concatenate(rows.upper)
    return Model(
        columns=columns, cost=cost, lower=lower, upper=upper, row_lower=row_lower, row_upper=row_upper,
        start=start, index=index, value=value, integrality=integrality,
    )  # fmt: skip


def solve(model, *, gap=1e-4):
    """Hand the arrays over and solve; returns the solver. ``gap`` is relative, and matters with whole bids alone."""
    solver = highspy.Highs()
    for option, setting in (("output_flag", False), ("threads", 1), ("mip_rel_gap", gap)):
        _expect(solver.setOptionValue(option, setting))
    _expect(
        solver.passModel(
            len(model.cost), len(model.row_upper), len(model.value), ROW_WISE, MAXIMISE, 0.0,
            model.cost, model.lower, model.upper, model.row_lower, model.row_upper,
            model.start, model.index, model.value, model.integrality,
        )
    )  # fmt: skip
    _expect(solver.run())
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"the limit found no optimum: {solver.getModelStatus()}")
    return solver


def extract(solver, model):
    """Shares and spend of the solution, with its score."""
    value = np.asarray(solver.getSolution().col_value)
    return Answer(score=float(model.cost @ value), share=value[model.columns.share], spend=value[model.columns.spend])


def _expect(status):
    """HiGHS reports a refused call by its status alone."""
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused a call")


def _columns(review):
    """Number the variables, shares first."""
    _, controls, years = review.cost.shape
    free = np.where(review.whole, 1, years)
    first = np.cumsum(free) - free
    share = first[:, None] + np.where(review.whole[:, None], 0, np.arange(years))
    departments, indicators, priorities = len(review.baseline), len(review.level), len(review.priority_weight)
    shapes = (departments, controls, years), (departments, years), (indicators, years), (indicators,), (priorities,)
    at, blocks = int(free.sum()), []
    for shape in shapes:
        blocks.append(np.arange(at, at + int(np.prod(shape))).reshape(shape))
        at += int(np.prod(shape))
    spend, to_capital, change, progress, attainment = blocks
    return Columns(
        share=share,
        spend=spend,
        to_capital=to_capital,
        change=change,
        progress=progress,
        attainment=attainment,
        count=at,
    )


def _bounds(columns, review):
    """Objective (points of score per unit), bounds and integrality of every column."""
    cost = np.zeros(columns.count)
    cost[columns.attainment] = 100 * review.priority_weight / review.priority_weight.sum()
    lower, upper = np.full(columns.count, -INFINITY), np.full(columns.count, INFINITY)
    lower[columns.share], upper[columns.share] = review.min_share[:, None], 1.0
    lower[columns.to_capital], upper[columns.to_capital] = 0.0, SWITCH_TO_CAPITAL * review.department_limit[:, 0]
    upper[columns.progress] = 1.0
    integrality = np.zeros(columns.count, dtype=np.int32)  # full length: HiGHS reads past the end of an empty one
    integrality[columns.share[review.whole]] = 1
    return cost, lower, upper, integrality


def _requires(rows, columns, review):
    """share[b,t] - share[r,t] <= 0 for the bid r that b requires."""
    later = np.flatnonzero(review.requires >= 0)
    row = np.arange(later.size * YEARS).reshape(-1, YEARS)
    before = columns.share[review.requires[later]]
    rows.add(-INFINITY, np.zeros(row.shape), (row, columns.share[later], 1.0), (row, before, -1.0))


def _spend(rows, columns, review):
    """sum of cost[b,c,t] * share[b,t] - spend[d,c,t] = 0."""
    row = np.arange(columns.spend.size).reshape(columns.spend.shape)
    asked = (row[review.department], columns.share[:, None, :], review.cost)
    rows.add(0.0, np.zeros(row.shape), asked, (row, columns.spend, -1.0))


def _limits(rows, columns, review):
    """Spend within the limits of departments, after switching, and within the totals."""
    limit = review.department_limit
    row = np.arange(limit.size).reshape(limit.shape)
    own, both = (row[:, :2], columns.spend, 1.0), (row[:, 2:], columns.spend, 1.0)
    given, taken = (row[:, 0], columns.to_capital, 1.0), (row[:, 1], columns.to_capital, -1.0)
    rows.add(-INFINITY, limit, own, both, given, taken)
    total = np.arange(review.total_limit.size).reshape(review.total_limit.shape)
    rows.add(-INFINITY, review.total_limit, (total[:2], columns.spend, 1.0), (total[2:], columns.spend, 1.0))


def _response(rows, columns, review):
    """sum of effect * attribution * m[t-s] * share[b,s] - change[i,t] = 0."""
    row = np.arange(columns.change.size).reshape(columns.change.shape)
    increment = np.where(review.lagged, 2 * np.arange(YEARS)[:, None] + 1, YEARS) / YEARS**2  # (years since, E)
    strength = review.effect * review.attribution
    share, answered = columns.share[review.effect_bid], row[review.effect_indicator]
    terms = [
        (answered[:, year], share[:, spent], strength * increment[year - spent])
        for year in range(YEARS)
        for spent in range(year + 1)
    ]
    rows.add(0.0, np.zeros(row.shape), *terms, (row, columns.change, -1.0))


def _progress(rows, columns, review):
    """progress[i] <= (trend_at[i] + change[i,y] - baseline[i]) / (goal[i] - baseline[i]); the column is at most 1."""
    year = np.where((review.target_year >= 1) & (review.target_year <= YEARS), review.target_year, YEARS)
    aimed = review.target - review.level
    late = review.target_year > YEARS
    aimed = np.where(late, aimed * YEARS / np.where(late, review.target_year, 1), aimed)
    aimed = np.where(review.target_year == 0, review.direction * review.min_movement, aimed)
    drift = (review.trend - review.level) * year / YEARS
    row = np.arange(len(year))
    moved = (row, columns.change[row, year - 1], -1 / aimed)
    rows.add(-INFINITY, drift / aimed, (row, columns.progress, 1.0), moved)


def _attainment(rows, columns, review):
    """attainment[p] - weighted mean of progress over its indicators = 0."""
    owner, weight = review.indicator_priority, review.indicator_weight
    share = weight / np.bincount(owner, weights=weight)[owner]
    row = np.arange(len(columns.attainment))
    rows.add(0.0, np.zeros(len(row)), (owner, columns.progress, -share), (row, columns.attainment, 1.0))
