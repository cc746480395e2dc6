"""Real growth over the plan: floors and ceilings."""

from __future__ import annotations

from typing import Any

from spendreview.allocation.data import ModelData
from spendreview.allocation.families.expressions import linear, scope_spend
from spendreview.review.scopes import parse_scope
from spendreview.terms import RuleKind


def floor_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every floor."""
    return [(rule,) for rule in data.growth_rules(RuleKind.REAL_GROWTH_FLOOR)]


def growth_floor(m: Any, rule: str) -> Any:
    """What a scope spends in the final year has grown at least at the agreed average real rate.

    spend[scope,c,T] >= base[scope,c] * D[T]/D[0] * (1 + g)^T        for every real_growth_floor rule

    £m, cash; base is the restated baseline of the scope's departments, D the GDP deflator.
    Dual: points of score per extra £1m asked for; <= 0 when maximising.
    """
    terms, fixed, bound = _final_year(m, rule)
    return bound - fixed, linear(terms), None


def ceiling_index(data: ModelData) -> list[tuple[str, ...]]:
    """Every ceiling."""
    return [(rule,) for rule in data.growth_rules(RuleKind.REAL_GROWTH_CEILING)]


def growth_ceiling(m: Any, rule: str) -> Any:
    """What a scope spends in the final year has grown at most at the agreed average real rate.

    spend[scope,c,T] <= base[scope,c] * D[T]/D[0] * (1 + g)^T        for every real_growth_ceiling rule

    £m, cash; base is the restated baseline of the scope's departments, D the GDP deflator.
    Dual: points of score per extra £1m allowed; >= 0 when maximising.
    """
    terms, fixed, bound = _final_year(m, rule)
    return None, linear(terms), bound - fixed


def _final_year(m: Any, rule: str) -> tuple[list[tuple[float, Any]], float, float]:
    data: ModelData = m.data
    row = data.rules[rule]
    assert row.control is not None  # growth rules without a control were refused
    terms, fixed = scope_spend(m, parse_scope(row.scope or ""), row.control, len(data.years) - 1)
    return terms, fixed, data.growth_bound_m(row)
