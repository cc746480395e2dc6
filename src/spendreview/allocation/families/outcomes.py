"""From money to outcomes: how indicators respond, how far that is on the way, and what a priority attains."""

from __future__ import annotations

from typing import Any

from spendreview.allocation.data import ModelData
from spendreview.allocation.families.expressions import linear


def response_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every indicator of a priority that takes part."""
    return [(row.indicator,) for row in data.judged]


def response(m: Any, indicator: str) -> Any:
    """An indicator moves by the effects of the bids that are funded, as they mature by its evaluation year y.

    movement[i] = change[i,y] / (goal[i] - baseline[i])
    change[i,y] = sum over effects of effect * attribution * sum over s=1..y of m[y-s] * share[b,s]
                                                                            for every indicator i that takes part

    movement is change as a share of the way from baseline to goal, so that every row is in one unit; m is the profile's
    yearly increment: immediate 1, 0, 0, ...; mid 1/T each; lagged (2k+1)/T^2.
    Dual: points of score per unit of movement; >= 0 when maximising.
    """
    data: ModelData = m.data
    distance = data.distance[indicator]
    terms = [(-1.0, m.movement[indicator])]
    for bid, weights in data.responses[indicator]:
        shares = m.share_of[bid]
        if shares[0] is shares[-1]:
            terms.append((sum(weights) / distance, shares[0]))
        else:
            terms += [(weight / distance, share) for weight, share in zip(weights, shares, strict=True) if weight]
    return 0.0, linear(terms), 0.0


def progress_to_goal(m: Any, indicator: str) -> Any:
    """Progress is how far an indicator has come from its baseline to its goal; nothing is gained beyond the goal.

    progress[i] <= (forecast[i] - baseline[i]) / (goal[i] - baseline[i]),  progress[i] <= 1
    forecast[i] = trend_at[i] + change[i,y]                                for every indicator i that takes part

    A fraction; it may be negative. The second inequality is the variable's bound.
    Dual: points of score per unit of progress; >= 0 when maximising.
    """
    terms = [(1.0, m.progress[indicator]), (-1.0, m.movement[indicator])]
    return None, linear(terms), m.data.head_start[indicator]


def attainment_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every priority that takes part."""
    return [(priority,) for priority in data.weights]


def priority_attainment(m: Any, priority: str) -> Any:
    """What a priority attains is the weighted mean of its indicators' progress.

    attainment[p] = sum over i in p of weight[i] * progress[i] / sum of weight[i]    for every priority p taking part

    A fraction. A priority without an indicator, or with weight 0, takes no part.
    Dual: points of score per unit of attainment; >= 0 when maximising.
    """
    rows = m.data.indicators_of[priority]
    total = sum(row.weight for row in rows)
    terms = [(row.weight / total, m.progress[row.indicator]) for row in rows]
    return 0.0, linear([(-1.0, m.attainment[priority]), *terms]), 0.0
