"""What departments spend: the sum of their bids, or a block grant that follows the English departments."""

from __future__ import annotations

from typing import Any

from spendreview.allocation.data import CASH, ModelData
from spendreview.allocation.families.expressions import linear
from spendreview.terms import Control, DepartmentCode


def spend_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every department that is not devolved, control in use and plan year."""
    return [(d, c.value, year) for d in data.english for c in data.controls for year in data.years]


def spending(m: Any, department: DepartmentCode, control: Control, year: str) -> Any:
    """A department's spending is the sum of its bids at their shares, less the savings that the rules give.

    spend[d,c,t] = sum over b in d of cost[b,c,t] * share[b,t] - saving[d,c,t]        for every d, c, t in YEARS

    £m, cash. Bids are levels, not changes: a committed baseline bid carries the baseline.
    Dual: points of score per extra £1m of cost in that department, control and year; <= 0 when maximising.
    """
    data: ModelData = m.data
    t = data.years.index(year)
    terms = [(-1.0, m.spend_of[department, control, year])]
    for bid in data.bids_of[department]:
        costs = bid.costs_k.get(control)
        if costs is not None and costs[t]:
            terms.append((costs[t] / 1000, m.share_of[bid.bid][t]))
    saving = data.saving_m(department, control, t)
    return saving, linear(terms), saving


def block_grant_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every devolved department, RDEL and CDEL, and plan year."""
    return [(n, c.value, year) for n in data.devolved for c in CASH for year in data.years]


def block_grant(m: Any, department: DepartmentCode, control: Control, year: str) -> Any:
    """A devolved department's block grant is its baseline, an addition, and its share of changes in England.

    spend[n,c,t] = base[n,c] + addition[n,c,t]
                   + population_share[n] * sum over d of comparability[n,d,c] * (spend[d,c,t] - base[d,c])
                                                                       for every devolved n, c in RDEL, CDEL, t in YEARS

    £m, cash. The baseline rolls forward unexamined and consequentials are added (the Barnett formula).
    Dual: points of score per extra £1m of block grant; <= 0 where the grant counts against a total that binds.
    """
    data: ModelData = m.data
    start = data.block_grant_start(department, control, data.years.index(year))
    terms = [(1.0, m.spend_of[department, control, year])]
    terms += [
        (-factor, m.spend_of[d, control, year]) for d, factor in data.comparability.get((department, control), ())
    ]
    return start, linear(terms), start
