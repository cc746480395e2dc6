"""End-year flexibility: unspent budget of earlier years, drawn down."""

from __future__ import annotations

from typing import Any

from spendreview import money
from spendreview.allocation.data import ModelData
from spendreview.allocation.families.expressions import linear
from spendreview.terms import Control, DepartmentCode


def stock_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every department and control with a stock."""
    return [(department, control.value) for department, control in data.eyf]


def drawdown_stock(m: Any, department: DepartmentCode, control: Control) -> Any:
    """A department draws down no more than the stock it brought forward.

    sum over t of drawdown[d,c,t] <= stock[d,c]        for every d and c with an eyf rule

    £m, cash. Draw-down relaxes the department's own max limits of that control and TDEL, and nothing else.
    Dual: points of score per extra £1m of stock; >= 0 when maximising.
    """
    data: ModelData = m.data
    stock = money.millions(int(data.eyf[department, control].value or 0))
    return None, linear((1.0, m.drawdown[department, control, year]) for year in data.years), stock


def phased_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every department, control and year whose draw-down is phased."""
    return [(d, c, year) for d, c, year in data.drawdown_years if data.eyf[d, Control(c)].years is not None]


def drawdown_phased(m: Any, department: DepartmentCode, control: Control, year: str) -> Any:
    """Where draw-down is phased, a year takes no more than its part.

    drawdown[d,c,t] <= phased[d,c,t]        for every d and c with a phased eyf rule, t in YEARS

    £m, cash.
    Dual: points of score per extra £1m that may be drawn in year t; >= 0 when maximising.
    """
    data: ModelData = m.data
    phased = data.amount_m(data.eyf[department, control], data.years.index(year))
    return None, linear([(1.0, m.drawdown[department, control, year])]), phased
