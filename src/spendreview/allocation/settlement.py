"""The indicative settlement: what a run found, every figure recomputed from the shares outside the solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from spendreview.allocation.compile import Floats
from spendreview.allocation.passes import PassReport
from spendreview.errors import Problem
from spendreview.review import Review
from spendreview.terms import Control, DepartmentCode, IndicatorCode, LimitCode, PriorityCode, Sense, Year

if TYPE_CHECKING:
    import pandas as pd


NIL_M = 0.0005
"""£ million: room below this is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementLine:
    """One department, control and year: £ million, cash; growth a fraction a year over the plan, or None."""

    department: DepartmentCode
    control: Control
    year: Year
    amount_m: float
    baseline_m: float
    real_growth: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitUse:
    """One limit in one year, £ million: the figure, what adjusts it, what is spent, and what is left.

    adjustment_m  draw-down and switches less the reserve; the spending is held against limit_m + adjustment_m
    slack_m       room left; for a min limit what is spent above it; for an equal one minus the distance
    """

    limit: LimitCode
    scope: str
    control: Control
    year: Year
    sense: Sense
    limit_m: float
    adjustment_m: float
    spend_m: float
    slack_m: float

    @property
    def binding(self) -> bool:
        """Whether nothing is left of it, to £500."""
        return self.slack_m < NIL_M


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityResult:
    """What one priority attains (a fraction); None where nothing measures it. share: its part of all weight."""

    priority: PriorityCode
    weight: float
    attainment: float | None
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorResult:
    """One indicator in its evaluation year, in its own unit; progress a fraction from baseline to goal, at most 1."""

    indicator: IndicatorCode
    year: Year
    forecast: float
    trend: float
    goal: float
    progress: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SolverReport:
    """How the solver fared: seconds are the only figure of a run that may differ from one time to the next."""

    status: str
    gap: float
    seconds: float
    rows: int
    columns: int
    whole_bids: int
    worst_violation: float
    passes: tuple[PassReport, ...]


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """An indicative settlement; ministers decide.

    shares  (B, T) by bid, in the order of review.bids, and plan year
    status  optimal, or provisional where the gap is above 0.1 % or the time ran out
    score   points, 0 to 100 where no priority falls below its baseline
    """

    review: Review
    status: str
    score: float
    shares: Floats
    lines: tuple[SettlementLine, ...]
    limit_uses: tuple[LimitUse, ...]
    priority_results: tuple[PriorityResult, ...]
    indicator_results: tuple[IndicatorResult, ...]
    switches_m: Mapping[tuple[str, DepartmentCode], tuple[float, ...]]
    drawdown_m: Mapping[tuple[DepartmentCode, Control], tuple[float, ...]]
    solver: SolverReport
    warnings: tuple[Problem, ...]

    @cached_property
    def amounts(self) -> Mapping[tuple[DepartmentCode, Control], tuple[float, ...]]:
        """£ million by department and control: a figure a plan year."""
        found: dict[tuple[DepartmentCode, Control], list[float]] = {}
        for line in self.lines:
            found.setdefault((line.department, line.control), []).append(line.amount_m)
        return {key: tuple(values) for key, values in found.items()}

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """The controls in which this review has money."""
        return tuple(control for control in Control if any(line.control is control for line in self.lines))

    def total_m(self, control: Control) -> tuple[float, ...]:
        """£ million of all departments, a figure a plan year."""
        amounts = [values for (_, own), values in self.amounts.items() if own is control]
        return tuple(map(sum, zip(*amounts, strict=True))) if amounts else (0.0,) * len(self.review.years)

    @property
    def tdel_m(self) -> float:
        """Total DEL over all plan years, devolved departments included, £ million."""
        return sum(self.total_m(Control.TDEL))

    @property
    def settlements(self) -> pd.DataFrame:
        """One row a department, control and year: amount_m, baseline_m (£ million), real_growth (a fraction)."""
        return _frame(self.lines)

    @property
    def limits(self) -> pd.DataFrame:
        """One row a limit and year, £ million."""
        return _frame(self.limit_uses)

    @property
    def priorities(self) -> pd.DataFrame:
        """One row a priority."""
        return _frame(self.priority_results)

    @property
    def indicators(self) -> pd.DataFrame:
        """One row an indicator."""
        return _frame(self.indicator_results)

    @property
    def bids(self) -> pd.DataFrame:
        """One row a bid and year: share (a fraction), and £ million by control (rdel_m, cdel_m, ...)."""
        import pandas as pd

        return pd.DataFrame(list(self.bid_rows()))

    def bid_rows(self) -> list[dict[str, Any]]:
        """What each bid gets: bid, year, share, and £ million by control that the workbook gives."""
        rows = []
        for bid, shares in zip(self.review.bids, self.shares, strict=True):
            for t, year in enumerate(self.review.years):
                share = float(shares[t])
                money = {f"{control.lower()}_m": costs[t] / 1000 * share for control, costs in bid.costs_k.items()}
                rows.append({"bid": bid.bid, "year": str(year), "share": share, **money})
        return rows


def _frame(records: tuple[Any, ...]) -> pd.DataFrame:
    """Records as a long frame; years as text."""
    import pandas as pd

    names = list(type(records[0]).__slots__) if records else []
    plain = [{name: _plain(getattr(record, name)) for name in names} for record in records]
    return pd.DataFrame(plain, columns=names)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Year) else value
