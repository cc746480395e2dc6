"""From the solver's point to the settlement: shares are read, everything else is recomputed from them as written."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from spendreview import money
from spendreview.allocation.compile import CompiledModel, Floats
from spendreview.allocation.data import CASH, ModelData
from spendreview.allocation.settlement import (
    IndicatorResult,
    LimitUse,
    PriorityResult,
    SettlementLine,
)
from spendreview.review.responses import evaluation_year, goal, progress, trend_at
from spendreview.review.scopes import OF_DEPARTMENTS, Scope, ScopeKind
from spendreview.terms import COSTED_CONTROLS, Control, DepartmentCode, LimitCode, Sense

SNAP = 1e-9
"""A share this close to a bound is on it: the solver's own tolerance is a hundred times wider."""


def shares_at(model: CompiledModel, data: ModelData, point: Floats) -> Floats:
    """(B, T) shares at a point (C,), clean at their bounds; whole bids exactly whole."""
    values = np.clip(point, model.lower, model.upper)
    values = np.where(np.abs(values - model.lower) < SNAP, model.lower, values)
    values = np.where(np.abs(values - model.upper) < SNAP, model.upper, values)
    values = np.where(model.whole, np.round(values), values)
    bids = data.review.bids
    shares = np.empty((len(bids), len(data.years)))
    column = 0  # shares are the first variables that the model declares, bid by bid
    for number, bid in enumerate(bids):
        width = 1 if bid.one_decision else len(data.years)
        shares[number] = values[column : column + width]
        column += width
    return shares


class Spending:
    """Spending of every department by control and year, £ million, from shares (B, T)."""

    def __init__(self, data: ModelData, shares: Floats) -> None:
        self._data, self._shares = data, shares
        review = data.review
        self._codes = [row.department for row in review.departments]
        number = {code: position for position, code in enumerate(self._codes)}
        self._owner = np.array([number[bid.department] for bid in review.bids], dtype=np.intp)
        self.costs = {control: self._costs(control) for control in self._in_use()}
        self.by_department = {control: self._departments(control, number) for control in self.costs}

    def _in_use(self) -> tuple[Control, ...]:
        """RDEL, CDEL, what a limit or a rule names, and whatever else has a figure that is not nil."""
        review = self._data.review
        named = {control for (_, control), amount in review.restated_k.items() if amount}
        named |= set(self._data.controls)
        for bid in review.bids:
            named |= {control for control, costs in bid.costs_k.items() if any(costs)}
        return tuple(control for control in COSTED_CONTROLS if control in named)

    def _costs(self, control: Control) -> Floats:
        nothing = (0,) * len(self._data.years)
        rows = [bid.costs_k.get(control, nothing) for bid in self._data.review.bids]
        return np.array(rows, dtype=float).reshape(len(rows), len(nothing)) / 1000

    def _departments(self, control: Control, number: Mapping[DepartmentCode, int]) -> Floats:
        data, years = self._data, range(len(self._data.years))
        spend = np.zeros((len(self._codes), len(years)))
        np.add.at(spend, self._owner, self.costs[control] * self._shares)
        for department in data.english:
            spend[number[department]] -= [data.saving_m(department, control, t) for t in years]
        for department in data.devolved:
            spend[number[department]] = self._block_grant(department, control, spend, number)
        return spend

    def _block_grant(
        self, department: DepartmentCode, control: Control, spend: Floats, number: Mapping[DepartmentCode, int]
    ) -> Floats:
        data, years = self._data, range(len(self._data.years))
        if control not in CASH:
            return np.full(len(years), data.review.baseline_m(department, control))
        grant = np.array([data.block_grant_start(department, control, t) for t in years])
        for other, factor in data.comparability.get((department, control), ()):
            grant += factor * spend[number[other]]
        return grant

    def departments_m(self, control: Control) -> Floats:
        """(D, T) £ million by department, in the order of the sheet; TDEL as its signed sum."""
        if control is not Control.TDEL:
            return self.by_department[control]
        total = np.zeros((len(self._codes), len(self._data.years)))
        for part, sign in self._data.tdel_parts:
            total += sign * self.by_department[part]
            if part not in CASH:
                # A saving on depreciation moves that control alone.
                total += sign * np.array(
                    [[self._data.saving_m(code, part, t) for t in range(total.shape[1])] for code in self._codes]
                )
        return total

    def scope_m(self, scope: Scope, control: Control) -> Floats:
        """(T,) £ million that a scope spends."""
        review = self._data.review
        if scope.kind in OF_DEPARTMENTS:
            codes = {row.department for row in review.scopes.departments(scope)}
            rows = [code in codes for code in self._codes]
            return np.asarray(self.departments_m(control)[rows].sum(axis=0))
        members = {bid.bid for bid in review.scopes.bids(scope)}
        rows = [bid.bid in members for bid in review.bids]
        parts = self._data.tdel_parts if control is Control.TDEL else ((control, 1),)
        spent = np.zeros(len(self._data.years))
        for part, sign in parts:
            spent = spent + sign * (self.costs[part][rows] * self._shares[rows]).sum(axis=0)
        return spent


def settlement_lines(data: ModelData, spending: Spending) -> tuple[SettlementLine, ...]:
    """One line a department, control and year, Total DEL included."""
    review = data.review
    lines = []
    for control in (*spending.costs, Control.TDEL):
        amounts = spending.departments_m(control)
        for row, own in zip(review.departments, amounts, strict=True):
            baseline = review.baseline_m(row.department, control)
            growth = _growth(data, baseline, float(own[-1]))
            for year, amount in zip(review.years, own, strict=True):
                lines.append(
                    SettlementLine(
                        department=row.department,
                        control=control,
                        year=year,
                        amount_m=float(amount),
                        baseline_m=baseline,
                        real_growth=growth,
                    )
                )
    return tuple(lines)


def _growth(data: ModelData, first_m: float, last_m: float) -> float | None:
    deflator = data.review.deflator
    if deflator is None:
        return None
    return money.average_real_growth(first_m, last_m, deflator[-1] / deflator[0], len(data.years))


def limit_uses(
    data: ModelData,
    spending: Spending,
    switches: Mapping[tuple[str, DepartmentCode], tuple[float, ...]],
    drawn: Mapping[tuple[DepartmentCode, Control], tuple[float, ...]],
) -> tuple[LimitUse, ...]:
    """Every limit and year: its figure, its adjustment, what is spent and what is left."""
    uses = []
    spent = {limit: spending.scope_m(scope, data.limits[limit].control) for limit, scope in data.limit_scopes.items()}
    for code, year in data.limit_years:
        row, scope, t = data.limits[code], data.limit_scopes[code], data.years.index(year)
        adjustment = _adjustment(data, scope, row.control, t, switches, drawn) if row.sense is Sense.MAX else 0.0
        room = data.limit_m(code, year) + adjustment - float(spent[code][t])
        slack = {Sense.MAX: room, Sense.MIN: -room, Sense.EQUAL: -abs(room)}[row.sense]
        uses.append(
            LimitUse(
                limit=LimitCode(code),
                scope=row.scope,
                control=row.control,
                year=data.review.years[t],
                sense=row.sense,
                limit_m=data.limit_m(code, year),
                adjustment_m=adjustment,
                spend_m=float(spent[code][t]),
                slack_m=slack,
            )
        )
    return tuple(uses)


def _adjustment(
    data: ModelData,
    scope: Scope,
    control: Control,
    t: int,
    switches: Mapping[tuple[str, DepartmentCode], tuple[float, ...]],
    drawn: Mapping[tuple[DepartmentCode, Control], tuple[float, ...]],
) -> float:
    """What a max limit is raised by, £ million: draw-down and switches in, switches out and the reserve off."""
    sign = {Control.CDEL: 1, Control.RDEL: -1}.get(control, 0)

    def switched(department: DepartmentCode) -> float:
        nothing = (0.0,) * len(data.years)
        out, back = (switches.get((name, department), nothing)[t] for name in ("to_capital", "to_resource"))
        return sign * (out - back)

    if scope.kind is ScopeKind.TOTAL:
        moved = sum(map(switched, data.english)) if data.switches_move_totals else 0.0
        return moved - data.reserve_m(control, t)
    if scope.kind is not ScopeKind.DEPARTMENT:
        return 0.0
    department = DepartmentCode(scope.name)
    parts = CASH if control is Control.TDEL else (control,)
    return switched(department) + sum(drawn[department, part][t] for part in parts if (department, part) in drawn)


def indicator_results(data: ModelData, shares: Floats) -> tuple[IndicatorResult, ...]:
    """Forecast and progress of every indicator, those of idle priorities included."""
    review = data.review
    number = {bid.bid: position for position, bid in enumerate(review.bids)}
    results = []
    for row in review.indicators:
        change = sum(float(np.dot(weights, shares[number[bid]])) for bid, weights in data.responses[row.indicator])
        trend = trend_at(row, review)
        results.append(
            IndicatorResult(
                indicator=row.indicator,
                year=review.years[evaluation_year(row, review) - 1],
                forecast=trend + change,
                trend=trend,
                goal=goal(row, review),
                progress=progress(row, trend + change, review),
            )
        )
    return tuple(results)


def priority_results(data: ModelData, indicators: tuple[IndicatorResult, ...]) -> tuple[PriorityResult, ...]:
    """Attainment of every priority: the weighted mean of its indicators' progress."""
    reached = {row.indicator: row.progress for row in indicators}
    results = []
    for row in data.review.priorities:
        own = data.indicators_of[row.priority]
        total = sum(indicator.weight for indicator in own)
        attained = sum(indicator.weight * reached[indicator.indicator] for indicator in own) / total if own else None
        results.append(
            PriorityResult(
                priority=row.priority,
                weight=row.weight,
                attainment=attained,
                share=data.weights.get(row.priority, 0.0),
            )
        )
    return tuple(results)


def score_of(priorities: tuple[PriorityResult, ...]) -> float:
    """100 * sum of weight * attainment / sum of weight, over the priorities that take part."""
    return 100 * sum(row.share * row.attainment for row in priorities if row.attainment is not None)
