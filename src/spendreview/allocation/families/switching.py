"""Budget moved between a department's resource and capital limits."""

from __future__ import annotations

from typing import Any

from spendreview.allocation.data import ModelData
from spendreview.allocation.families.expressions import linear
from spendreview.terms import Control, DepartmentCode, RuleKind


def to_capital_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every department and year in which a rule allows switching out of a limit on RDEL."""
    return list(data.switch_years(RuleKind.SWITCH_TO_CAPITAL))


def to_capital_cap(m: Any, department: DepartmentCode, year: str) -> Any:
    """A department may move only a fraction of its RDEL limit to capital.

    to_capital[d,t] <= fraction[d,t] * limit[d,RDEL,t]      for every d with the rule and an RDEL max limit, t in YEARS

    £m, cash. Zero without a rule, or without such a limit; a department's own rule replaces the one for total.
    Dual: points of score per extra £1m that may be moved in year t; >= 0 when maximising.
    """
    return _cap(m.data, RuleKind.SWITCH_TO_CAPITAL, Control.RDEL, m.to_capital[department, year], department, year)


def to_resource_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every department and year in which a rule allows switching out of a limit on CDEL."""
    return list(data.switch_years(RuleKind.SWITCH_TO_RESOURCE))


def to_resource_cap(m: Any, department: DepartmentCode, year: str) -> Any:
    """A department may move only a fraction of its CDEL limit to resource; without a rule, nothing.

    to_resource[d,t] <= fraction[d,t] * limit[d,CDEL,t]      for every d with the rule and a CDEL max limit, t in YEARS

    £m, cash. Barred by default, so that investment is not crowded out by short-term pressures.
    Dual: points of score per extra £1m that may be moved in year t; >= 0 when maximising.
    """
    return _cap(m.data, RuleKind.SWITCH_TO_RESOURCE, Control.CDEL, m.to_resource[department, year], department, year)


def _cap(data: ModelData, kind: RuleKind, source: Control, switched: Any, department: DepartmentCode, year: str) -> Any:
    fraction = data.rate(data.switching[kind, department], data.years.index(year))
    return None, linear([(1.0, switched)]), fraction * data.own_max[department, source, year]
