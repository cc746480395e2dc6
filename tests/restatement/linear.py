"""Linear expressions, rows and columns, and one call to scipy's mixed-integer solver."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

GAP = 1e-9
HELD = "held"  # label of a row that holds what an earlier pass won


class Expr:
    """A linear expression: ``const`` plus the sum of coefficient times column."""

    def __init__(self, terms=(), const=0.0):
        self.terms = dict(terms)
        self.const = const

    def add(self, other, times=1.0):
        """Add ``times`` of an expression or a figure, in place; returns itself."""
        if isinstance(other, Expr):
            self.const += times * other.const
            for column, coefficient in other.terms.items():
                self.terms[column] = self.terms.get(column, 0.0) + times * coefficient
        else:
            self.const += times * other
        return self

    def at(self, x):
        """Its value at the point ``x``."""
        return self.const + sum(coefficient * x[column] for column, coefficient in self.terms.items())


def total(expressions):
    """The sum of expressions; an empty sum is nought, never skipped."""
    result = Expr()
    for expression in expressions:
        result.add(expression)
    return result


class Rows:
    """Columns with bounds, rows with bounds and labels for the tally."""

    def __init__(self):
        self.lower, self.upper, self.whole = [], [], []
        self.rows = []

    def column(self, lower=0.0, upper=np.inf, whole=False):
        """A new column, as an expression."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return Expr({len(self.lower) - 1: 1.0})

    def row(self, expression, sense, figure, *labels):
        """expression <= / >= / = figure, for sense ``max``, ``min``, ``equal``."""
        figure -= expression.const
        low = -np.inf if sense == "max" else figure
        high = np.inf if sense == "min" else figure
        self.rows.append((expression.terms, low, high, labels))


def minimise(rows, expression, lower=None, upper=None, relaxed=False, times=1.0):
    """The least of an expression: (outcome, x), outcome one of ``optimal``, ``infeasible``, ``failed``.

    ``lower`` and ``upper`` stand in for the columns' own bounds; ``relaxed`` drops wholeness, for whole bids held at a
    decision; ``times`` multiplies the rows that hold what was won, and so their tolerance.
    """
    count = len(rows.lower)
    cost = np.zeros(count)
    for column, coefficient in expression.terms.items():
        cost[column] = coefficient
    whole = np.zeros(count) if relaxed else np.array(rows.whole, dtype=float)
    bounds = Bounds(
        np.array(rows.lower if lower is None else lower, dtype=float),
        np.array(rows.upper if upper is None else upper, dtype=float),
    )
    # With whole bids HiGHS's presolve has been seen to call a held pass infeasible, and a wrong point its optimum.
    options = {"mip_rel_gap": GAP, "presolve": not whole.any()}
    found = milp(cost, integrality=whole, bounds=bounds, constraints=_matrix(rows, times), options=options)
    if found.status == 0:
        return "optimal", np.clip(found.x, bounds.lb, bounds.ub)
    return ("infeasible" if "infeasible" in found.message.lower() else "failed"), None


def _matrix(rows, times):
    data, columns, ends, low, high = [], [], [0], [], []
    for terms, least, most, labels in rows.rows:
        scale = times if HELD in labels else 1.0
        columns.extend(terms.keys())
        data.extend(scale * coefficient for coefficient in terms.values())
        ends.append(len(data))
        low.append(scale * least)
        high.append(scale * most)
    shape = (len(rows.rows), len(rows.lower))
    matrix = csr_array((np.array(data, dtype=float), np.array(columns, dtype=int), np.array(ends)), shape=shape)
    return LinearConstraint(matrix, low, high)
