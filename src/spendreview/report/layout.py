"""Where everything in the settlement workbook stands, worked out before a cell is written: formulas point there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spendreview.allocation import Settlement
from spendreview.allocation.data import ModelData
from spendreview.allocation.settlement import LimitUse
from spendreview.report.grants import GrantLine, grant_lines
from spendreview.report.words import ADJUSTMENT_WORDS, SHOWN_ORDER, money_header
from spendreview.review import Review
from spendreview.review.records import AdjustmentKind, Series
from spendreview.review.shares import AS_RUN, HELD_AS_RUN, HELD_BY, REASON, SHARES, as_run_header, share_header
from spendreview.review.shares import RECORD as RUN_RECORD
from spendreview.tabular.book import Placed
from spendreview.terms import COSTED_CONTROLS, Control, DepartmentCode, LimitCode, Year

COVER = "Cover"
CHARTS = "Charts"
BOARD = "Settlement board"
SETTLEMENTS = "Settlements"
REAL = "Settlements in real terms"
BRIDGE = "Bridge"
TOTAL_DEL = "Total DEL"
ALLOCATION = SHARES.title
BIDS_AS_RUN = AS_RUN.title
GRANTS = "Savings and block grants"
LIMITS = "Limits"
PRIORITIES = "Priorities"
INDICATORS = "Indicators"
ECONOMY = "Economy"
ASSUMPTIONS = "Assumptions"
WARNINGS = "Warnings"
CHANGES = "Scenario changes"
RECORD = RUN_RECORD.title
MOVERS_DATA = "Chart data movers"
LIMITS_DATA = "Chart data limits"
PRIORITIES_DATA = "Chart data priorities"
NAMES = "Names"
NOTES = "Notes"

BASE = "baseline"
CHANGE = "Change over the plan"
GROWTH = "Real growth a year"

_PLAIN = re.compile(r"[A-Za-z][\w .,/&()'+-]*")


@dataclass(frozen=True)
class Layout:
    """The settlement, and the places of the tables that other tables refer to."""

    settlement: Settlement

    @cached_property
    def data(self) -> ModelData:
        """The figures of the review as the model uses them."""
        return ModelData(self.settlement.review)

    @property
    def review(self) -> Review:
        """The review that was settled."""
        return self.settlement.review

    @property
    def years(self) -> tuple[Year, ...]:
        """The plan years."""
        return self.review.years

    @cached_property
    def all_years(self) -> tuple[Year, ...]:
        """The baseline year and the plan years."""
        return (self.review.baseline_year, *self.review.years)

    @cached_property
    def departments(self) -> tuple[DepartmentCode, ...]:
        """Codes of the departments, in the order of the workbook."""
        return tuple(row.department for row in self.review.departments)

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """Controls with money, in the order in which they are shown."""
        return tuple(control for control in SHOWN_ORDER if control in self.settlement.controls)

    @cached_property
    def costed(self) -> tuple[Control, ...]:
        """Those of them that are not derived."""
        return tuple(control for control in self.controls if control is not Control.TDEL)

    @cached_property
    def bid_controls(self) -> tuple[Control, ...]:
        """Controls in which any bid costs anything."""
        bids = self.review.bids
        return tuple(c for c in COSTED_CONTROLS if any(any(bid.costs_k.get(c, ())) for bid in bids))

    @cached_property
    def price_base(self) -> Year:
        """The year in whose prices real terms are shown: the baseline year unless the workbook names one in sight."""
        wanted = self.review.workbook.settings["price_base_year"]
        return wanted if wanted in self.all_years else self.review.baseline_year

    @property
    def has_deflator(self) -> bool:
        """Whether anything can be shown in real terms."""
        return self.review.deflator is not None

    @cached_property
    def plain_codes(self) -> bool:
        """Whether a worksheet can tell the department codes apart by SUMIFS."""
        return all_plain(self.departments)

    @cached_property
    def plain_groups(self) -> bool:
        """The same of groups of departments."""
        return all_plain({row.group for row in self.review.departments if row.group})

    @cached_property
    def plain_programmes(self) -> bool:
        """The same of programmes."""
        return all_plain({bid.programme for bid in self.review.bids})

    @cached_property
    def plain_bids(self) -> bool:
        """The same of bids."""
        return all_plain(bid.bid for bid in self.review.bids)

    # Places ------------------------------------------------------------------------------------------------------

    @cached_property
    def settlements(self) -> Placed:
        """The sheet Settlements: a row a department and control, a foot row a control."""
        group = ("Group",) if self.has_groups else ()
        headers = ("Department", "Name", *group, "Control", self.base_header, *map(str, self.years), CHANGE)
        return Placed(SETTLEMENTS, headers, len(self.departments) * len(self.controls))

    @cached_property
    def real(self) -> Placed:
        """The sheet in real terms: the rows of Settlements."""
        headers = ("Department", "Name", "Control", self.base_header, *map(str, self.years), CHANGE, GROWTH)
        return Placed(REAL, headers, self.settlements.rows)

    @cached_property
    def allocation(self) -> Placed:
        """The sheet Allocation by bid."""
        headers = (*BID_HEADERS, *self.share_headers, REASON, HELD_BY, *self.bid_money_headers)
        return Placed(ALLOCATION, headers, len(self.review.bids))

    @cached_property
    def bids_as_run(self) -> Placed:
        """The sheet Bids as run: the rows of Allocation by bid."""
        headers = ("Bid", *self.as_run_headers, HELD_AS_RUN, *self.cost_headers)
        return Placed(BIDS_AS_RUN, headers, len(self.review.bids))

    @cached_property
    def grants(self) -> Placed:
        """The sheet Savings and block grants."""
        return Placed(GRANTS, (*GRANT_HEADERS, *map(str, self.years), "Workbook cell"), len(self.grant_lines))

    @cached_property
    def limits(self) -> Placed:
        """The sheet Limits: a row a limit and year."""
        return Placed(LIMITS, LIMIT_HEADERS, len(self.settlement.limit_uses))

    @cached_property
    def economy(self) -> Placed:
        """The sheet Economy: a row a series."""
        return Placed(ECONOMY, ("Series", *map(str, self.all_years), "Source", "As at"), len(self.series))

    @cached_property
    def priorities(self) -> Placed:
        """The sheet Priorities: a row a priority, a foot row for the score."""
        return Placed(PRIORITIES, PRIORITY_HEADERS, len(self.review.priorities))

    @cached_property
    def indicators(self) -> Placed:
        """The sheet Indicators: a row an indicator."""
        return Placed(INDICATORS, INDICATOR_HEADERS, len(self.review.indicators))

    @cached_property
    def bridge(self) -> Placed:
        """The sheet Bridge: control by control, a row a department; its first columns are fixed."""
        headers = ("Control", "Department", "Name", "Published baseline", *self.adjustment_headers, "Restated baseline")
        return Placed(BRIDGE, headers, len(self.departments) * len(self.costed))

    # Rows --------------------------------------------------------------------------------------------------------

    def settlement_row(self, department: DepartmentCode | None, control: Control) -> int:
        """The row (from 0) of a department and control on Settlements; of the total where department is None."""
        position = self.controls.index(control)
        if department is None:
            return self.settlements.rows + position
        return self._numbers[department] * len(self.controls) + position

    def bridge_row(self, department: DepartmentCode, control: Control) -> int:
        """The row (from 0) of a department and control on Bridge."""
        return self.costed.index(control) * len(self.departments) + self._numbers[department]

    def limit_row(self, use: LimitUse) -> int:
        """The row (from 0) of a limit and year on Limits."""
        return self._limit_numbers[use.limit, use.year]

    def spend_cell(self, department: DepartmentCode | None, control: Control, year: Year | None) -> str:
        """The address of what a department (None: all of them) gets in a year (None: its restated baseline)."""
        header = str(year) if year is not None else self.base_header
        return self.settlements.cell(header, self.settlement_row(department, control))

    def deflator_cell(self, year: Year) -> str:
        """The address of a year's deflator."""
        row = [series.series for series in self.series].index("gdp_deflator")
        return self.economy.cell(str(year), row, fixed=True)

    @cached_property
    def _numbers(self) -> dict[DepartmentCode, int]:
        return {code: number for number, code in enumerate(self.departments)}

    @cached_property
    def _limit_numbers(self) -> dict[tuple[LimitCode, Year], int]:
        return {(use.limit, use.year): number for number, use in enumerate(self.settlement.limit_uses)}

    # What the sheets are made of ---------------------------------------------------------------------------------

    @property
    def base_header(self) -> str:
        """The header of the restated baseline."""
        return f"{self.review.baseline_year} {BASE}"

    @property
    def has_groups(self) -> bool:
        """Whether any department belongs to a group."""
        return any(row.group for row in self.review.departments)

    @property
    def series(self) -> tuple[Series, ...]:
        """Economic series of the workbook."""
        return self.review.workbook.series

    @cached_property
    def grant_lines(self) -> tuple[GrantLine, ...]:
        """What departments spend besides their bids, line by line."""
        return grant_lines(self.data, self.costed)

    @cached_property
    def grant_keys(self) -> frozenset[tuple[DepartmentCode, Control]]:
        """Departments and controls that have such a line."""
        return frozenset((line.department, line.control) for line in self.grant_lines)

    @cached_property
    def adjustment_kinds(self) -> tuple[AdjustmentKind, ...]:
        """Kinds of adjustment that any baseline has."""
        return tuple(kind for kind in AdjustmentKind if any(a.kind is kind for a in self.review.workbook.adjustments))

    @cached_property
    def adjustment_headers(self) -> tuple[str, ...]:
        """A header for each kind of adjustment."""
        return tuple(f"Adjusted: {ADJUSTMENT_WORDS[kind]}" for kind in self.adjustment_kinds)

    @cached_property
    def share_headers(self) -> tuple[str, ...]:
        """A header for each year's share."""
        return tuple(map(share_header, self.years))

    @cached_property
    def as_run_headers(self) -> tuple[str, ...]:
        """A header for each year's share as the run gave it."""
        return tuple(map(as_run_header, self.years))

    @cached_property
    def cost_headers(self) -> tuple[str, ...]:
        """A header for each control and year in which bids cost anything: the cost at full funding."""
        return tuple(money_header(control, year, IN_FULL) for control in self.bid_controls for year in self.years)

    @cached_property
    def bid_money_headers(self) -> tuple[str, ...]:
        """A header for each control and year in which bids cost anything."""
        return tuple(money_header(control, year) for control in self.bid_controls for year in self.years)


BID_HEADERS = (
    "Bid", "Department", "Programme", "Title", "Kind", "Status", "State",
    "Total DEL over the plan: asked", "Total DEL over the plan: given",
)  # fmt: skip
IN_FULL = "in full"
"""What a cost at full funding is called in a header."""
GRANT_HEADERS = ("Department", "Control", "Kind", "Line", "Factor")
LIMIT_HEADERS = (
    "Limit", "Scope", "Control", "Year", "Sense", "Figure", "Less reserve", "Draw-down", "Switching", "Available",
    "Spend", "Left", "Used", "Binding", "Status", "Workbook cell", "Set by",
)  # fmt: skip
PRIORITY_HEADERS = (
    "Priority", "Title", "Theme", "Lead department", "Kind", "Indicators", "Weight", "Share of all weight",
    "Attainment", "Points",
)  # fmt: skip
INDICATOR_HEADERS = (
    "Indicator", "Priority", "Title", "Unit", "Better", "Goal is", "Judged in", "Weight", "Baseline", "Target",
    "If nothing is funded", "Forecast", "Goal", "Progress", "Data quality", "Status of the row",
)  # fmt: skip


def all_plain(codes: Iterable[str]) -> bool:
    """Whether SUMIFS tells these codes apart: it does not look at case, and reads wildcards, numbers and operators."""
    found = list(codes)
    plain = all(_PLAIN.fullmatch(code) and code.casefold() not in ("true", "false") for code in found)
    return plain and len({code.casefold() for code in found}) == len(set(found))


def sum_where(amounts: str, *conditions: tuple[str, str], plain: bool = True) -> str:
    """A formula's term: the sum of ``amounts`` over the rows in which each range equals its operand.

    plain  whether SUMIFS tells the operands apart; EXACT does where it does not
    """
    if plain:
        return f"SUMIFS({amounts},{','.join(f'{where},{operand}' for where, operand in conditions)})"
    tests = "*".join(f"EXACT({where},{operand})" for where, operand in conditions)
    return f"SUMPRODUCT({tests}*{amounts})"
