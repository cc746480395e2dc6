"""Limits on what a scope may spend in a year."""

from __future__ import annotations

from typing import Any

from spendreview.allocation.data import CASH, ModelData
from spendreview.allocation.families.expressions import Term, linear, scope_spend
from spendreview.review.scopes import Scope, ScopeKind
from spendreview.terms import Control, Sense


def limit_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every limit and year in which it has a figure."""
    return list(data.limit_years)


def limit(m: Any, limit: str, year: str) -> Any:
    """What a scope spends in a year stays within its limit, as adjusted for the reserve, switching and draw-down.

    spend[scope,c,t] <= limit[l,t] + drawdown - to_capital + to_resource        max limits of one department
    spend[scope,c,t] <= limit[l,t] - reserve[c,t]                               max limits of total
    spend[scope,c,t] <= , >= or = limit[l,t]                                    all others, for every l, t in YEARS

    £m, cash. A department's RDEL limit loses what it switches to capital and gains what it switches to resource; its
    CDEL limit the other way round; its TDEL limit is raised by both draw-downs. A total is lowered by the reserve of
    its own control, and moves with the departments' switches only where the scenario says switching: moves_totals.
    Dual: points of score per extra £1m on that limit in year t; >= 0 for max, <= 0 for min when maximising.
    """
    data: ModelData = m.data
    row, scope, t = data.limits[limit], data.limit_scopes[limit], data.years.index(year)
    terms, fixed = scope_spend(m, scope, row.control, t)
    bound = data.limit_m(limit, year) - fixed
    if row.sense is Sense.MAX:
        adjustments = limit_adjustments(m, scope, row.control, year)
        terms += [(-coefficient, variable) for coefficient, variable in adjustments]
        if scope.kind is ScopeKind.TOTAL:
            bound -= data.reserve_m(row.control, t)
    upper = None if row.sense is Sense.MIN else bound
    lower = None if row.sense is Sense.MAX else bound
    return lower, linear(terms), upper


def limit_adjustments(m: Any, scope: Scope, control: Control, year: str) -> list[Term]:
    """What raises (or, with a negative sign, lowers) a max limit: draw-down and switches, as terms."""
    data: ModelData = m.data
    if scope.kind is ScopeKind.TOTAL:
        departments = data.english if data.switches_move_totals else ()
        return [term for department in departments for term in _switches(m, department, control, year)]
    if scope.kind is not ScopeKind.DEPARTMENT:
        return []
    drawn = CASH if control is Control.TDEL else (control,)
    terms = [(1.0, m.drawdown[key]) for part in drawn if (key := (scope.name, part, year)) in m.drawdown]
    return terms + _switches(m, scope.name, control, year)


def _switches(m: Any, department: str, control: Control, year: str) -> list[Term]:
    """What a department's switches do to its RDEL and CDEL limits; its Total DEL stays as it is."""
    if control not in CASH:
        return []
    sign = 1.0 if control is Control.CDEL else -1.0
    terms = [(sign, m.to_capital[department, year])] if (department, year) in m.to_capital else []
    return terms + ([(-sign, m.to_resource[department, year])] if (department, year) in m.to_resource else [])
