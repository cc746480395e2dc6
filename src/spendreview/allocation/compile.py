"""The Pyomo model as sparse arrays, once: what solving, prices and sweeps work on."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyomo.core as pyo
from pyomo.core.expr import LinearExpression, MonomialTermExpression

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
    rows = _Rows(position)
    for component in m.component_objects(pyo.Constraint, active=True):
        name = component.name
        for key, row in component.items():
            rows.add(row, (name, key if key.__class__ is tuple else (key,)))
    return CompiledModel(
        objective=_objective(m, position, len(variables)),
        lower=np.array([_lower(variable) for variable in variables]),
        upper=np.array([_upper(variable) for variable in variables]),
        whole=np.array([variable.domain is pyo.Binary for variable in variables], dtype=bool),
        row_lower=np.frombuffer(rows.lower),
        row_upper=np.frombuffer(rows.upper),
        starts=np.frombuffer(rows.starts, dtype=np.int32),
        indices=np.frombuffer(rows.indices, dtype=np.int32),
        values=np.frombuffer(rows.values),
        columns=tuple(columns),
        rows=tuple(rows.names),
    )


class _Rows:
    """Compressed rows as they come. Pyomo's own compiler gives the same, at several times the cost."""

    def __init__(self, position: Mapping[int, int]) -> None:
        self.position = position
        self.starts, self.indices, self.values = array("i", [0]), array("i"), array("d")
        self.lower, self.upper = array("d"), array("d")
        self.names: list[tuple[str, Key]] = []

    def add(self, row: Any, name: tuple[str, Key]) -> None:
        """Take one constraint: lower <= body <= upper, the body a linear node."""
        lower, body, upper = row.to_bounded_expression()
        constant, members = _split(body)
        if members is None:
            constant, coefficients, variables = _walked(body)
            self.values.extend(coefficients)
            self.indices.extend([self.position[id(variable)] for variable in variables])
        else:
            position = self.position
            self.values.extend([term._args_[0] for term in members])
            self.indices.extend([position[id(term._args_[1])] for term in members])
        self.starts.append(len(self.indices))
        self.lower.append(-np.inf if lower is None else lower - constant)
        self.upper.append(np.inf if upper is None else upper - constant)
        self.names.append(name)


def _split(body: Any) -> tuple[float, Any]:
    """The constant of a linear node and its terms, coefficient times variable; no terms where it is another node."""
    if body.__class__ is not LinearExpression:
        return 0.0, None
    terms = body._args_
    if terms and terms[0].__class__ is float:
        return terms[0], terms[1:]
    return (0.0, terms) if not terms or terms[0].__class__ is MonomialTermExpression else (0.0, None)


def _walked(body: Any) -> tuple[float, list[float], list[Any]]:
    """Constant, coefficients and variables of any linear expression, by Pyomo's general walk."""
    from pyomo.repn import generate_standard_repn

    standard = generate_standard_repn(body)
    if not standard.is_linear():
        raise TypeError("the model must be linear")
    return standard.constant, list(standard.linear_coefs), list(standard.linear_vars)


def _lower(variable: Any) -> float:
    # The public properties work out domains and expressions each time; ours are plain numbers.
    bound = variable._lb
    return -np.inf if bound is None else bound


def _upper(variable: Any) -> float:
    bound = variable._ub
    return np.inf if bound is None else bound


def _columns(m: Any) -> tuple[list[Any], list[tuple[str, Key]]]:
    variables, columns = [], []
    for component in m.component_objects(pyo.Var, active=True):
        name = component.name
        for key, variable in component.items():
            variables.append(variable)
            columns.append((name, key if key.__class__ is tuple else (key,)))
    return variables, columns


def _objective(m: Any, position: Mapping[int, int], width: int) -> Floats:
    costs = np.zeros(width)
    _, coefficients, members = _walked(m.score.expr)
    for coefficient, variable in zip(coefficients, members, strict=True):
        costs[position[id(variable)]] += coefficient
    return costs
