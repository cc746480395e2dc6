"""The Pyomo model as sparse arrays, once: what solving, prices and sweeps work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyomo.core as pyo
from pyomo.core.expr import LinearExpression

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]
Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CompiledModel:
    """C columns, R rows, N non-zeros, row-wise.

    objective (C,) points a unit; lower, upper (C,); whole (C,) bool: 0 or 1 and nothing between
    row_lower, row_upper (R,); starts (R+1,), indices (N,), values (N,): compressed rows
    columns   (variable, index) of each column; rows (family, index) of each row
    """

    objective: Floats
    lower: Floats
    upper: Floats
    whole: npt.NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    starts: Integers
    indices: Integers
    values: Floats
    columns: tuple[tuple[str, Key], ...]
    rows: tuple[tuple[str, Key], ...]
    column_of: Mapping[tuple[str, Key], int]

    def row_activity(self, x: Floats) -> Floats:
        """(R,) the left-hand sides at a point x (C,)."""
        products = np.concatenate([self.values * x[self.indices], [0.0]])
        sums = np.add.reduceat(products, self.starts[:-1]) if len(self.starts) > 1 else np.zeros(0)
        # reduceat gives an empty row the next row's first term.
        return np.where(np.diff(self.starts) > 0, sums, 0.0)

    def worst_violation(self, x: Floats) -> float:
        """The furthest that any row or bound is from holding at x (C,), in the row's own unit."""
        activity = self.row_activity(x)
        gaps = (self.row_lower - activity, activity - self.row_upper, self.lower - x, x - self.upper)
        return float(max((gap.max(initial=0.0) for gap in gaps), default=0.0))


def compile_model(m: Any) -> CompiledModel:
    """Arrays of a Pyomo model: every row as built, none left out, in the order of its families."""
    variables, columns = _columns(m)
    position = {id(variable): number for number, variable in enumerate(variables)}
    starts, indices, values, row_lower, row_upper, rows = [0], [], [], [], [], []
    for component in m.component_objects(pyo.Constraint, active=True):
        for key, row in component.items():
            lower, body, upper = row.to_bounded_expression()
            constant, coefficients, members = _terms(body)
            values += coefficients
            indices += [position[id(variable)] for variable in members]
            starts.append(len(indices))
            row_lower.append(-np.inf if lower is None else lower - constant)
            row_upper.append(np.inf if upper is None else upper - constant)
            rows.append((component.name, _key(key)))
    return CompiledModel(
        objective=_objective(m, position, len(variables)),
        lower=np.array([-np.inf if variable.lb is None else variable.lb for variable in variables]),
        upper=np.array([np.inf if variable.ub is None else variable.ub for variable in variables]),
        whole=np.array([not variable.is_continuous() for variable in variables], dtype=bool),
        row_lower=np.array(row_lower, dtype=float),
        row_upper=np.array(row_upper, dtype=float),
        starts=np.array(starts, dtype=np.int32),
        indices=np.array(indices, dtype=np.int32),
        values=np.array(values, dtype=float),
        columns=tuple(columns),
        rows=tuple(rows),
        column_of={column: number for number, column in enumerate(columns)},
    )


def _columns(m: Any) -> tuple[list[Any], list[tuple[str, Key]]]:
    variables, columns = [], []
    for component in m.component_objects(pyo.Var, active=True):
        for key, variable in component.items():
            variables.append(variable)
            columns.append((component.name, _key(key)))
    return variables, columns


def _key(key: Any) -> Key:
    return key if isinstance(key, tuple) else (key,)


def _terms(body: Any) -> tuple[float, list[float], list[Any]]:
    """Constant, coefficients and variables of a row's body; anything but a plain linear node takes the general walk."""
    if type(body) is LinearExpression:
        return body.constant, body.linear_coefs, body.linear_vars
    from pyomo.repn import generate_standard_repn

    standard = generate_standard_repn(body)
    if not standard.is_linear():
        raise TypeError("the model must be linear")
    return standard.constant, list(standard.linear_coefs), list(standard.linear_vars)


def _objective(m: Any, position: Mapping[int, int], width: int) -> Floats:
    costs = np.zeros(width)
    _, coefficients, members = _terms(m.score.expr)
    for coefficient, variable in zip(coefficients, members, strict=True):
        costs[position[id(variable)]] += coefficient
    return costs
