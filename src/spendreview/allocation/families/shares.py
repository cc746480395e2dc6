"""What holds between the shares of bids: prerequisites, options and steps."""

from __future__ import annotations

from typing import Any

from spendreview.allocation.data import PLAN, ModelData
from spendreview.allocation.families.expressions import linear


def requires_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every bid, prerequisite, and the years in which either has a share of its own."""
    one_decision = {bid.bid: bid.one_decision for bid in data.review.bids}
    return [
        (bid.bid, other, key)
        for bid in data.review.bids
        for other in bid.requires
        for key in ((PLAN,) if bid.one_decision and one_decision[other] else data.years)
    ]


def requires(m: Any, bid: str, other: str, key: str) -> Any:
    """A bid is funded no further than each bid that it requires: tranches and prerequisites.

    share[b,t] <= share[r,t]        for every r that b requires, t in YEARS

    Fractions of full funding.
    Dual: points of score per unit by which the prerequisite may be exceeded; >= 0 when maximising.
    """
    t = m.data.years.index(key) if key != PLAN else 0
    return None, linear([(1.0, m.share_of[bid][t]), (-1.0, m.share_of[other][t])]), 0.0


def option_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every option group, and the years in which one of its bids has a share of its own."""
    return [
        (group, key)
        for group, bids in option_groups(data).items()
        for key in ((PLAN,) if all(bid.one_decision for bid in bids) else data.years)
    ]


def option_group(m: Any, group: str, key: str) -> Any:
    """Of the options of one bid no more than one whole is funded; options may belong to different departments.

    sum over b in group of share[b,t] <= 1        for every option group, t in YEARS

    Fractions of full funding.
    Dual: points of score per unit by which the sum may pass 1; >= 0 when maximising.
    """
    t = m.data.years.index(key) if key != PLAN else 0
    return None, linear((1.0, m.share_of[bid.bid][t]) for bid in option_groups(m.data)[group]), 1.0


def option_groups(data: ModelData) -> dict[str, list[Any]]:
    """Bids by option group."""
    groups: dict[str, list[Any]] = {}
    for bid in data.review.bids:
        if bid.option_group is not None:
            groups.setdefault(bid.option_group, []).append(bid)
    return groups


def step_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every annual bid with a step, and each year but the first."""
    return [
        (bid.bid, year)
        for bid in data.review.bids
        if bid.step is not None and not bid.one_decision
        for year in data.years[1:]
    ]


def step(m: Any, bid: str, year: str) -> Any:
    """An annual bid's share changes from one year to the next by no more than its step.

    -step[b] <= share[b,t] - share[b,t-1] <= step[b]        for every annual b with a step, t in YEARS, t >= 2

    Fractions of full funding.
    Dual: points of score per unit of step; its sign says which side binds.
    """
    t = m.data.years.index(year)
    most = m.steps[bid]
    return -most, linear([(1.0, m.share_of[bid][t]), (-1.0, m.share_of[bid][t - 1])]), most
