"""The Review: workbook and scenario joined, checked and frozen. All that the allocation is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from spendreview import money
from spendreview.errors import Place, Problem
from spendreview.outcomes import Effect, Indicator, Priority
from spendreview.review.records import Bid, Department, Limit, Rule
from spendreview.review.scopes import Scopes
from spendreview.review.workbook import ReviewSheets
from spendreview.scenario import Scenario
from spendreview.tabular import Sheet
from spendreview.terms import BidCode, Control, DepartmentCode, LimitCode, RuleKind, Status, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A bid that the scenario holds: by year its share, None where that year is free; and why, by whom and where.

    by_hand  whether a share was set, in the scenario or in a settlement workbook; else the bid is forced in or out
    """

    shares: tuple[float | None, ...]
    by_hand: bool
    reason: str | None
    by: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesFile:
    """The settlement workbook whose shares were handed in again."""

    path: Path
    sha256: str

    @property
    def file(self) -> str:
        """Its name, as it stands in places."""
        return self.path.name


RestatedBaseline = Mapping[tuple[DepartmentCode, Control], int]


@dataclass(frozen=True, kw_only=True)
class Review:
    """One review under one scenario.

    limits, bids, priorities, effects and rules are as the scenario leaves them; ``workbook`` holds them as handed in.
    restated_k  published baseline plus adjustments, £ thousand, by department and control; absent means zero
    deflator    D[0], D[1], ..., D[T]; None where the workbook has none
    shares      the settlement workbook whose shares were handed in; its holds are among the scenario's bids
    """

    workbook: ReviewSheets
    scenario: Scenario
    limits: tuple[Limit, ...]
    bids: tuple[Bid, ...]
    priorities: tuple[Priority, ...]
    effects: tuple[Effect, ...]
    rules: tuple[Rule, ...]
    restated_k: RestatedBaseline
    deflator: tuple[float, ...] | None
    warnings: tuple[Problem, ...]
    shares: SharesFile | None = None

    @property
    def name(self) -> str:
        """What the review is called."""
        return str(self.workbook.settings["name"])

    @property
    def marking(self) -> str | None:
        """The protective marking, where one is given."""
        marking = self.workbook.settings["marking"]
        return str(marking) if marking is not None else None

    @property
    def baseline_year(self) -> Year:
        """The year before the plan."""
        return self.workbook.years.baseline

    @property
    def years(self) -> tuple[Year, ...]:
        """The plan years, one to five."""
        return self.workbook.years.plan

    @property
    def rdel_includes_depreciation(self) -> bool:
        """Whether depreciation has to be taken off to get from RDEL + CDEL to Total DEL."""
        return bool(self.workbook.settings["rdel_includes_depreciation"])

    @property
    def departments(self) -> tuple[Department, ...]:
        """All departments, devolved ones included."""
        return self.workbook.departments

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators."""
        return self.workbook.indicators

    @cached_property
    def scopes(self) -> Scopes:
        """What each scope holds."""
        return Scopes(self.departments, self.bids)

    def baseline_m(self, department: DepartmentCode, control: Control) -> float:
        """The restated baseline, £ million, cash; TDEL is derived."""
        if control is not Control.TDEL:
            return money.millions(self.restated_k.get((department, control), 0))
        parts = [(Control.RDEL, 1), (Control.CDEL, 1)]
        if self.rdel_includes_depreciation:
            parts.append((Control.DEPRECIATION, -1))
        return money.millions(sum(sign * self.restated_k.get((department, part), 0) for part, sign in parts))

    def rules_of(self, kind: RuleKind) -> tuple[Rule, ...]:
        """The rules of one kind, in the order of their rows."""
        return tuple(rule for rule in self.rules if rule.kind is kind)

    def place(self, sheet: Sheet, row: int | None = None, column: str | None = None) -> Place:
        """The workbook cell behind a record."""
        return self.workbook.place(sheet, row, column)

    @cached_property
    def holds(self) -> Mapping[BidCode, Hold]:
        """The bids that the scenario holds, in the order of the workbook."""
        changes = {change.bid: change for change in self.scenario.bids if change.holds}
        return {
            bid.bid: Hold(
                shares=bid.held,
                by_hand=changes[bid.bid].share is not None,
                reason=changes[bid.bid].reason,
                by=changes[bid.bid].by,
                place=changes[bid.bid].place,
            )
            for bid in self.bids
            if bid.held and bid.bid in changes
        }

    @cached_property
    def changed_limits(self) -> frozenset[tuple[LimitCode, Year]]:
        """Limits and years whose figure is not the workbook's, because the scenario changed it."""
        handed_in = {limit.limit: limit.amounts_k for limit in self.workbook.limits}
        return frozenset(
            (limit.limit, year)
            for limit in self.limits
            for year, now, before in zip(self.years, limit.amounts_k, handed_in[limit.limit], strict=True)
            if now != before
        )

    def limit_statuses(self, limit: Limit) -> tuple[Status | None, ...]:
        """Where each figure of a limit comes from; what a scenario changed is illustrative, whatever it was before."""
        return tuple(
            Status.ILLUSTRATIVE if (limit.limit, year) in self.changed_limits else limit.status
            for year, amount in zip(self.years, limit.amounts_k, strict=True)
            if amount is not None
        )

    @cached_property
    def illustrative(self) -> Mapping[str, tuple[int, int]]:
        """By sheet: how many rows with a status are illustrative, and how many there are."""
        sheets: dict[str, list[Status | None]] = {
            "Baselines": [row.status for row in self.workbook.baselines],
            "Limits": [self.limit_status(row) for row in self.limits],
            "Bids": [row.status for row in self.workbook.bids],
            "Indicators": [row.status for row in self.indicators],
            "Effects": [row.status for row in self.effects],
        }
        return {title: (found.count(Status.ILLUSTRATIVE), len(found)) for title, found in sheets.items() if found}

    def limit_status(self, limit: Limit) -> Status | None:
        """A limit's row as a whole: illustrative where one figure of it is."""
        return Status.ILLUSTRATIVE if Status.ILLUSTRATIVE in self.limit_statuses(limit) else limit.status
