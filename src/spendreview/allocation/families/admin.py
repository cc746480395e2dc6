"""Administration budgets."""

from __future__ import annotations

from typing import Any

from spendreview.allocation.data import ModelData
from spendreview.allocation.families.expressions import linear
from spendreview.terms import Control, DepartmentCode


def admin_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every admin rule, department under it and plan year."""
    return list(data.admin_ceilings)


def admin(m: Any, rule: str, department: DepartmentCode, year: str) -> Any:
    """A department's administration spending falls by the agreed real rate every year.

    spend[d,ADMIN,t] <= base[d,ADMIN] * D[t]/D[0] * (1 - r)^t        for every d with the rule, t in YEARS

    £m, cash. ADMIN is an of-which line of RDEL: never added to it. Scope total means each department, one by one.
    Dual: points of score per extra £1m of administration budget in year t; >= 0 when maximising.
    """
    data: ModelData = m.data
    ceiling = data.admin_ceilings[rule, department, year]
    return None, linear([(1.0, m.spend_of[department, Control.ADMIN, year])]), ceiling
