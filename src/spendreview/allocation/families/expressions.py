"""Sums that several families share: a scope's spending, and linear nodes built without arithmetic on variables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyomo.core.expr import LinearExpression

from spendreview.allocation.data import CASH, ModelData, scope_departments
from spendreview.review.scopes import Scope
from spendreview.terms import Control, DepartmentCode

Term = tuple[float, Any]
"""A coefficient and a variable."""


def linear(terms: Iterable[Term], constant: float = 0.0) -> Any:
    """constant + sum of coefficient * variable, as Pyomo's own linear node: nothing is simplified away."""
    pairs = list(terms)
    return LinearExpression(
        constant=constant, linear_coefs=[pair[0] for pair in pairs], linear_vars=[pair[1] for pair in pairs]
    )


def scope_spend(m: Any, scope: Scope, control: Control, t: int) -> tuple[list[Term], float]:
    """spend[scope,c,t] in plan year t (from 0): its terms, and the part that no decision moves, £ million."""
    data: ModelData = m.data
    departments = scope_departments(data, scope)
    if departments is None:
        return _bids_spend(m, scope, control, t), 0.0
    terms: list[Term] = []
    constant = 0.0
    for department in departments:
        own, fixed = department_spend(m, department, control, t)
        terms += own
        constant += fixed
    return terms, constant


def department_spend(m: Any, department: DepartmentCode, control: Control, t: int) -> tuple[list[Term], float]:
    """spend[d,c,t] of one department; TDEL is its signed sum, and a saving on depreciation leaves it alone."""
    data: ModelData = m.data
    if control is not Control.TDEL:
        return _one_control(m, department, control, t)
    terms: list[Term] = []
    constant = 0.0
    for part, sign in data.tdel_parts:
        own, fixed = _one_control(m, department, part, t)
        terms += [(sign * coefficient, variable) for coefficient, variable in own]
        constant += sign * fixed
        if part not in CASH:
            constant += sign * data.saving_m(department, part, t)
    return terms, constant


def _one_control(m: Any, department: DepartmentCode, control: Control, t: int) -> tuple[list[Term], float]:
    data: ModelData = m.data
    variable = m.spend_of.get((department, control, data.years[t]))
    if variable is not None:
        return [(1.0, variable)], 0.0
    # A block grant is all cash: its other controls stay at the baseline.
    return [], data.review.baseline_m(department, control)


def _bids_spend(m: Any, scope: Scope, control: Control, t: int) -> list[Term]:
    data: ModelData = m.data
    parts = data.tdel_parts if control is Control.TDEL else ((control, 1),)
    terms: list[Term] = []
    for bid in data.review.scopes.bids(scope):
        cost_k = sum(sign * bid.costs_k[part][t] for part, sign in parts if part in bid.costs_k)
        if cost_k:
            terms.append((cost_k / 1000, m.share_of[bid.bid][t]))
    return terms
