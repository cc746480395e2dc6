"""The allocation model in Pyomo: the source of truth. A tuple of families and a loop; this order is the docs' order."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

# pyomo.environ also registers every solver and file format, which costs as much again and is not needed to build.
import pyomo.core as pyo
from pyomo.common.gc_manager import PauseGC

from spendreview.allocation.data import ModelData
from spendreview.allocation.families import admin, drawdown, growth, limits, outcomes, shares, spend, switching
from spendreview.allocation.families.expressions import linear
from spendreview.review import Review

Index = Callable[[ModelData], Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Family:
    """One constraint family: the function that gives one row, and the index over which it holds."""

    rule: Callable[..., Any]
    index: Index

    @property
    def name(self) -> str:
        """The family's name, in the model, in the documentation and in messages."""
        return self.rule.__name__

    @property
    def sentence(self) -> str:
        """What it says, in a sentence."""
        return inspect.getdoc(self.rule).splitlines()[0]  # type: ignore[union-attr]

    @property
    def doc(self) -> str:
        """Sentence, equation, unit and meaning of the dual."""
        return inspect.getdoc(self.rule) or ""


FAMILIES: tuple[Family, ...] = (
    Family(spend.spending, spend.spend_index),
    Family(spend.block_grant, spend.block_grant_index),
    Family(limits.limit, limits.limit_index),
    Family(switching.to_capital_cap, switching.to_capital_index),
    Family(switching.to_resource_cap, switching.to_resource_index),
    Family(drawdown.drawdown_stock, drawdown.stock_index),
    Family(drawdown.drawdown_phased, drawdown.phased_index),
    Family(growth.growth_floor, growth.floor_index),
    Family(growth.growth_ceiling, growth.ceiling_index),
    Family(admin.admin, admin.admin_index),
    Family(shares.requires, shares.requires_index),
    Family(shares.option_group, shares.option_index),
    Family(shares.step, shares.step_index),
    Family(outcomes.response, outcomes.response_index),
    Family(outcomes.progress_to_goal, outcomes.response_index),
    Family(outcomes.priority_attainment, outcomes.attainment_index),
)
"""Every constraint family of the model."""


def build(review: Review, families: Sequence[Family] = FAMILIES) -> Any:
    """The Pyomo model of a review: variables, the families given (all, unless a test asks for one), and the score."""
    with PauseGC():
        m = pyo.ConcreteModel(name=review.name)
        m.data = ModelData(review)
        _declare_variables(m)
        for family in families:
            _declare_family(m, family)
        m.score = pyo.Objective(expr=score(m), sense=pyo.maximize)
    return m


def _declare_variables(m: Any) -> None:
    data: ModelData = m.data
    _declare_shares(m)
    m.spend = pyo.Var([*spend.spend_index(data), *spend.block_grant_index(data)])
    m.spend_of = dict(m.spend.items())
    m.to_capital = pyo.Var(switching.to_capital_index(data), bounds=(0, None))
    m.to_resource = pyo.Var(switching.to_resource_index(data), bounds=(0, None))
    m.drawdown = pyo.Var(data.drawdown_years, bounds=(0, None))
    m.movement = pyo.Var([row.indicator for row in data.judged])
    m.progress = pyo.Var([row.indicator for row in data.judged], bounds=(None, 1))
    m.attainment = pyo.Var(list(data.weights))


def _declare_shares(m: Any) -> None:
    """share[b,t] in [min_share, max_share], or where it is held; 0 or 1 for a bid that is all or nothing."""
    data: ModelData = m.data
    bids = data.review.bids
    m.share = pyo.Var([(bid.bid, key) for bid in bids for key in data.share_keys(bid)])
    variables = iter(m.share.values())
    m.share_of, m.steps = {}, {}
    for bid in bids:
        own = [next(variables) for _ in data.share_keys(bid)]
        for t, variable in enumerate(own):
            least, most = bid.bounds(t)
            variable.setlb(least)
            variable.setub(most)
            if not bid.divisible:
                variable.domain = pyo.Binary if least < most else pyo.Reals
        m.share_of[bid.bid] = own if len(own) > 1 else own * len(data.years)
        m.steps[bid.bid] = bid.step


def _declare_family(m: Any, family: Family) -> None:
    index = family.index(m.data)

    def rule(m: Any, *key: Any) -> Any:
        return family.rule(m, *key)

    m.add_component(family.name, pyo.Constraint(index, rule=rule))


def score(m: Any) -> Any:
    """100 * sum of weight * attainment / sum of weight, over the priorities that take part: points."""
    return linear((100 * weight, m.attainment[priority]) for priority, weight in m.data.weights.items())
