"""What must hold across the rows of a review workbook: each check a small function, all run, faults gathered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from operator import attrgetter

from spendreview import money
from spendreview.errors import Findings, did_you_mean
from spendreview.outcomes import Indicator
from spendreview.review import sheets
from spendreview.review.circles import circles
from spendreview.review.records import AdjustmentKind, Bid
from spendreview.review.rule_checks import check_rules, is_declared
from spendreview.review.scopes import ScopeKind, Scopes, parse_scope
from spendreview.review.workbook import ReviewSheets
from spendreview.tabular import Sheet
from spendreview.terms import TOTAL, Control

LEAST_DISTANCE = 1e-9
"""Of the baseline, or of 1: progress over a shorter way cannot be computed."""

MOST_NAMED = 20
"""Bids of one circle that a message names."""

Check = Callable[[ReviewSheets, Findings], None]


def check_workbook(review: ReviewSheets, findings: Findings) -> None:
    """Run every check on the workbook's rows; faults and warnings go to ``findings``."""
    for check in CHECKS:
        check(review, findings)


def check_economy(review: ReviewSheets, findings: Findings) -> None:
    """Only the series that the program knows; an index is above zero."""
    for row in review.series:
        if row.series not in sheets.SERIES:
            wanted = did_you_mean(row.series, sheets.SERIES, "one of " + ", ".join(sheets.SERIES))
            findings.fault("RV301", review.place(sheets.ECONOMY, row.row, "series"), f"series {row.series!r}", wanted)
        if row.series == "gdp_deflator":
            for name, value in zip(sheets.all_years(review.years), row.values, strict=True):
                if value == 0:
                    findings.fault("RV302", review.place(sheets.ECONOMY, row.row, name), "0", "an index above 0")


def check_departments(review: ReviewSheets, findings: Findings) -> None:
    """There are departments, and none of their codes reads as another scope."""
    if not review.departments and review.tables[sheets.DEPARTMENTS.title].letters:
        findings.fault("RV318", review.place(sheets.DEPARTMENTS), "no departments", "a row for each")
    for row in review.departments:
        if row.department.casefold() == TOTAL or ":" in row.department:
            place = review.place(sheets.DEPARTMENTS, row.row, "department")
            findings.fault("RV303", place, f"department {row.department!r}", "a code other than total, without a colon")


def check_baselines(review: ReviewSheets, findings: Findings) -> None:
    """One figure a department and control."""
    _check_twice(
        review, sheets.BASELINES, ((row.row, (row.department, row.control)) for row in review.baselines), findings
    )


def check_adjustments(review: ReviewSheets, findings: Findings) -> None:
    """A transfer has another side, and it is not the same department."""
    for row in review.adjustments:
        two_sided = row.kind in {AdjustmentKind.MOG, AdjustmentKind.TRANSFER}
        place = review.place(sheets.ADJUSTMENTS, row.row, "to")
        if two_sided and row.to is None:
            found = f"a {row.kind} of £{money.millions(row.amount_k):,.3f}m to nobody: it does not net to nil"
            findings.fault("RV305", place, found, "the department on the other side")
        if row.to is not None and (not two_sided or row.to == row.department):
            found = f"{row.kind} from {row.department} to {row.to}"
            findings.fault("RV305", place, found, "another department for a mog or transfer, blank otherwise")


def check_limits(review: ReviewSheets, findings: Findings) -> None:
    """A limit's scope exists, and no two of one scope, control and sense hold in one year."""
    scopes = Scopes(review.departments, review.bids)
    first: dict[Hashable, str] = {}
    for row in review.limits:
        scope = parse_scope(row.scope)
        if not scopes.known(scope) and is_declared(review, scope):
            place = review.place(sheets.LIMITS, row.row, "scope")
            wanted = did_you_mean(
                row.scope, scopes.all_texts(), "total, a department, or group:, programme:, tag:, bid:"
            )
            if scope.kind not in {ScopeKind.PROGRAMME, ScopeKind.TAG}:
                findings.fault("RV306", place, f"scope {row.scope!r}", wanted)
                continue
            # Nobody declares programmes and tags, so one without bids may be meant: it holds over nothing.
            findings.warn("RW411", place, f"no bid is in {row.scope!r}: the limit holds over nothing", wanted)
        for year, amount in zip(review.years.plan, row.amounts_k, strict=True):
            earlier = (
                first.setdefault((scope, row.control, row.sense, year), row.limit) if amount is not None else row.limit
            )
            if earlier != row.limit:
                place = review.place(sheets.LIMITS, row.row, str(year))
                found = f"a second {row.sense} limit on {row.scope} {row.control} in {year}"
                findings.fault("RV307", place, found, f"one; {earlier} is the other")
        if row.control is Control.NEAR_CASH:
            _check_near_cash(review, row.row, scopes.bids(scope), findings)


def _check_near_cash(review: ReviewSheets, row: int, bids: tuple[Bid, ...], findings: Findings) -> None:
    """A limit on near-cash is idle where bids do not say what of them is near-cash."""
    columns = [f"{Control.NEAR_CASH} {year}" for year in review.years.plan]
    missing = [name for name in columns if name not in review.tables[sheets.BIDS.title].letters]
    if bids and missing:
        place = review.place(sheets.LIMITS, row, "control")
        findings.fault("RV308", place, "a NEAR_CASH limit over bids", f"the columns {', '.join(missing)} in Bids")


def check_bids(review: ReviewSheets, findings: Findings) -> None:
    """Shares that can hold, prerequisites other than itself, and no bid of a devolved department."""
    devolved = {row.department for row in review.departments if row.devolved}
    for bid in review.bids:
        # Nothing can be wrong with most bids, and there are many.
        if bid.divisible and bid.min_share <= bid.max_share and bid.department not in devolved and not bid.requires:
            continue
        _check_shares(review, bid, findings)
        if bid.department in devolved:
            place = review.place(sheets.BIDS, bid.row, "department")
            findings.fault("RV311", place, f"a bid of {bid.department}, which is devolved", "rules for its block grant")
        if bid.bid in bid.requires:
            place = review.place(sheets.BIDS, bid.row, "requires")
            findings.fault("RV312", place, f"{bid.bid} requires itself", "another bid")
    _check_circles(review, findings)


def _check_circles(review: ReviewSheets, findings: Findings) -> None:
    """Bids that require one another in a circle could only be funded to one share: a slip, not an order."""
    by_code: dict[str, Bid] = {bid.bid: bid for bid in review.bids}
    for group in circles({bid.bid: bid.requires for bid in review.bids if bid.requires}):
        places = [review.place(sheets.BIDS, by_code[code].row, "requires") for code in group]
        named = [f"{code} ({place.cell})" for code, place in zip(group, places, strict=True)]
        more = f" and {len(named) - MOST_NAMED:,} more" if len(named) > MOST_NAMED else ""
        found = f"bids that require one another: {', '.join(named[:MOST_NAMED])}{more}"
        wanted = "one of them to come first: clear its requires, or make one bid of those that go together"
        findings.fault("RV319", places[0], found, wanted)


def _check_shares(review: ReviewSheets, bid: Bid, findings: Findings) -> None:
    if bid.min_share > bid.max_share:
        place = review.place(sheets.BIDS, bid.row, "min_share")
        found = f"min_share {bid.min_share:g} above max_share {bid.max_share:g}"
        findings.fault("RV309", place, found, "min_share at or below max_share")
    elif not bid.divisible and not {bid.min_share, bid.max_share} <= {0.0, 1.0}:
        column = "max_share" if bid.max_share not in (0.0, 1.0) else "min_share"
        place = review.place(sheets.BIDS, bid.row, column)
        found = f"shares from {bid.min_share:g} to {bid.max_share:g} of a bid that is all or nothing"
        findings.fault("RV310", place, found, "0 or 1")


def check_indicators(review: ReviewSheets, findings: Findings) -> None:
    """A goal that differs from the baseline, on the side that the direction says, in a year that lies ahead."""
    for row in review.indicators:
        if row.target is None and row.min_movement is None:
            place = review.place(sheets.INDICATORS, row.row, "min_movement")
            findings.fault("RV313", place, "neither target nor min_movement", "one of the two")
        if row.target is not None and (row.target - row.baseline) * row.sign <= 0:
            place = review.place(sheets.INDICATORS, row.row, "target")
            found = f"target {row.target:g} against baseline {row.baseline:g}, direction {row.direction}"
            findings.fault("RV314", place, found, "a target on the better side of the baseline")
        elif row.target is not None and abs(row.target - row.baseline) < LEAST_DISTANCE * max(1.0, abs(row.baseline)):
            place = review.place(sheets.INDICATORS, row.row, "target")
            found = f"target {row.target:g} all but at the baseline {row.baseline:g}"
            findings.fault("RV317", place, found, "a target that can be told from it")
        _check_target_year(review, row, findings)


def _check_target_year(review: ReviewSheets, row: Indicator, findings: Findings) -> None:
    baseline_year = row.baseline_year or review.years.baseline
    if row.target_year is None:
        return
    if row.target_year <= baseline_year:
        place = review.place(sheets.INDICATORS, row.row, "target_year")
        found = f"target year {row.target_year} with baseline year {baseline_year}"
        findings.fault("RV315", place, found, "a target year after the baseline year")
    elif row.target is not None and row.target_year > review.years.plan[-1] <= baseline_year:
        place = review.place(sheets.INDICATORS, row.row, "baseline_year")
        found = f"baseline year {baseline_year}, at or after the end of the plan"
        findings.fault("RV315", place, found, f"a year before {review.years.plan[-1]}")


def check_effects(review: ReviewSheets, findings: Findings) -> None:
    """One row a bid and indicator."""
    if len(set(map(attrgetter("bid", "indicator"), review.effects))) < len(review.effects):
        _check_twice(review, sheets.EFFECTS, ((row.row, (row.bid, row.indicator)) for row in review.effects), findings)


def _check_twice(
    review: ReviewSheets, sheet: Sheet, keyed: Iterable[tuple[int, tuple[str, ...]]], findings: Findings
) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row, key in keyed:
        earlier = seen.setdefault(key, row)
        if earlier != row:
            found = f"{' '.join(key)} again (first in row {earlier})"
            findings.fault("RV316", review.place(sheet, row), found, "one row for each pair")


CHECKS: tuple[Check, ...] = (
    check_economy,
    check_departments,
    check_baselines,
    check_adjustments,
    check_limits,
    check_bids,
    check_indicators,
    check_effects,
    check_rules,
)
"""Every check, in the order of the sheets."""
