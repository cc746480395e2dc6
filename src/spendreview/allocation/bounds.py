"""A quick look before the solve: whether limits clash whatever is funded, by bounds on single rows alone.

What each row leaves to each of its columns is worked out again and again, until a row or a column has no room left or
nothing more is learnt. It finds a total below what is committed, or floors that add up to more than the total; it does
not find every conflict, and a review that it passes may still be infeasible. The solver says that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spendreview.allocation.compile import CompiledModel, Floats

Positions = npt.NDArray[np.intp]

ROUNDS = 12
"""How often news may travel from row to row: limits, departments, controls, totals, and back."""

SLACK = 1e-6
PER_SIZE = 1e-9
"""By how much a bound must be passed, in its own unit and of its size: well beyond what the solver forgives."""

WORTH_TELLING = 1e-3
"""£ million, or a share: where no bound moves further in a round, the rounds end."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The least (or, with the sign turned, the most) that each row can come to, and what each term adds to that."""

    terms: Floats
    endless: Floats
    sums: Floats

    def whole(self) -> Floats:
        """(R,) the sum of each row; minus infinity where a term has no end."""
        return np.where(self.endless > 0, -np.inf, self.sums)

    def without_each(self, row_of: Positions) -> Floats:
        """(N,) the sum of each term's row without that term."""
        own = ~np.isfinite(self.terms)
        others_endless = self.endless[row_of] - own > 0
        rest = self.sums[row_of] - np.where(own, 0.0, self.terms)
        return np.where(others_endless, -np.inf, rest)


def clash_by_bounds(model: CompiledModel) -> bool:
    """Whether rows and bounds of a model leave no point at all, as far as bounds on single rows tell.

    True is proof, but for rounding; False says nothing.
    """
    rows = len(model.row_lower)
    row_of = np.repeat(np.arange(rows), np.diff(model.starts))
    lower, upper = model.lower.copy(), model.upper.copy()
    for _ in range(ROUNDS):
        before = lower.copy(), upper.copy()
        if _tightened(model, row_of, lower, upper):
            return True
        whole = model.whole
        lower[whole], upper[whole] = np.ceil(lower[whole] - SLACK), np.floor(upper[whole] + SLACK)
        if np.any(lower > upper + _room(upper)):
            return True
        if not (_moved(before[0], lower) or _moved(before[1], upper)):
            return False
    return False


def _tightened(model: CompiledModel, row_of: Positions, lower: Floats, upper: Floats) -> bool:
    """Bounds on columns drawn in, in place, as far as each row allows; True where a row cannot hold."""
    at_most = _side(model, row_of, lower, upper, 1.0)
    at_least = _side(model, row_of, lower, upper, -1.0)
    if np.any(at_most.whole() > model.row_upper + _room(model.row_upper)):
        return True
    if np.any(at_least.whole() > _room(model.row_lower) - model.row_lower):
        return True
    _draw_in(model, model.row_upper[row_of] - at_most.without_each(row_of), 1.0, lower, upper)
    _draw_in(model, -model.row_lower[row_of] - at_least.without_each(row_of), -1.0, lower, upper)
    return False


def _side(model: CompiledModel, row_of: Positions, lower: Floats, upper: Floats, sign: float) -> _Side:
    """The least of each row's sum times the sign."""
    values = sign * model.values
    ends = np.where(values > 0, lower[model.indices], upper[model.indices])
    terms = values * ends
    finite = np.isfinite(terms)
    rows = len(model.row_lower)
    endless = np.bincount(row_of, weights=~finite, minlength=rows).astype(float)
    sums = np.bincount(row_of, weights=np.where(finite, terms, 0.0), minlength=rows).astype(float)
    return _Side(terms, endless, sums)


def _draw_in(model: CompiledModel, room: Floats, sign: float, lower: Floats, upper: Floats) -> None:
    """Each term times its column is at most the room that the rest of its row leaves."""
    values = sign * model.values
    known = np.isfinite(room) & (np.abs(values) > SLACK)
    bounds = room[known] / values[known]
    columns, rising = model.indices[known], values[known] > 0
    eased = _room(bounds)
    np.minimum.at(upper, columns[rising], (bounds + eased)[rising])
    np.maximum.at(lower, columns[~rising], (bounds - eased)[~rising])


def _room(bounds: Floats) -> Floats:
    return SLACK + PER_SIZE * np.abs(np.where(np.isfinite(bounds), bounds, 0.0))


def _moved(before: Floats, after: Floats) -> bool:
    known = np.isfinite(before)
    if not np.array_equal(known, np.isfinite(after)):
        return True
    return bool(np.any(np.abs(after[known] - before[known]) > WORTH_TELLING))
