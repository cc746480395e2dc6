"""What should add up and does not: adjustments, baselines against baseline bids, departments against the total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spendreview import money
from spendreview.errors import Place, Problem
from spendreview.review import sheets
from spendreview.review.records import Adjustment
from spendreview.review.review import Review
from spendreview.review.scopes import ScopeKind, parse_scope
from spendreview.terms import BidKind, Control, DepartmentCode, Sense

SHARE_OF_BASELINE = 0.01
"""Baseline bids that differ from the baseline by more than this share of it are worth a question."""

ON_SCREEN_K = 50
"""£ thousand: figures shown to one decimal of £ million may hide this much."""


def warning(code: str, place: Place, found: str, wanted: str = "") -> Problem:
    """A warning about the review as a whole."""
    return Problem(code=code, place=place, found=found, wanted=wanted)


def adjustments_booked_twice(review: Review) -> Iterator[Problem]:
    """One transfer written down from both sides: a single line moves money out of one department and into the other."""
    mirrors: dict[tuple[object, ...], Adjustment] = {}
    for line in review.workbook.adjustments:
        if line.to is None or line.amount_k == 0:
            continue
        own = line.kind, line.control, line.department, line.to, line.amount_k
        other = mirrors.pop((line.kind, line.control, line.to, line.department, -line.amount_k), None)
        if other is None:
            mirrors[own] = line
            continue
        place = review.place(sheets.ADJUSTMENTS, line.row, "amount")
        found = (
            f"{line.adjustment} is {other.adjustment} seen from the other side: "
            f"£{abs(money.millions(line.amount_k)):,.3f}m moves twice"
        )
        yield warning("RW417", place, found, "one line for both sides, unless there were two transfers")


def baselines_below_zero(review: Review) -> Iterator[Problem]:
    """Adjustments that take more from a department than it had."""
    published: dict[tuple[DepartmentCode, Control], int] = defaultdict(int)
    for row in review.workbook.baselines:
        published[row.department, row.control] += row.amount_k
    told = set()
    for line in review.workbook.adjustments:
        for department in (line.department, line.to):
            key = department, line.control
            if department is None or key in told:
                continue
            before, after = published[department, line.control], review.restated_k.get((department, line.control), 0)
            if after < 0 <= before:
                told.add(key)
                place = review.place(sheets.ADJUSTMENTS, line.row, "amount")
                found = (
                    f"{department} {line.control}: adjustments take its baseline from £{money.millions(before):,.3f}m "
                    f"to £{money.millions(after):,.3f}m"
                )
                yield warning("RW418", place, found, "amounts that the published baseline can bear; mind the sign")


def baseline_bids(review: Review) -> Iterator[Problem]:
    """Baseline bids of the first year that are not the restated baseline."""
    sums: dict[tuple[str, Control], int] = defaultdict(int)
    owners = set()
    baseline_kind = BidKind.BASELINE
    for bid in review.bids:
        if bid.kind is baseline_kind:
            owners.add(bid.department)
            for control, costs in bid.costs_k.items():
                sums[bid.department, control] += costs[0]
    for row in review.departments:
        if row.devolved:
            continue
        wanted = _baseline_remedy(review, has_own=row.department in owners)
        for control in (Control.RDEL, Control.CDEL):
            baseline, bids = review.restated_k.get((row.department, control), 0), sums[row.department, control]
            if abs(bids - baseline) > SHARE_OF_BASELINE * abs(baseline):
                found = (
                    f"{row.department} {control}: baseline bids of {money.millions(bids):,.1f} in {review.years[0]}, "
                    f"restated baseline {money.millions(baseline):,.1f}: {money.millions(bids - baseline):+,.1f} £m"
                )
                yield warning("RW402", review.place(sheets.BIDS), found, wanted)


def _baseline_remedy(review: Review, *, has_own: bool) -> str:
    if not has_own:
        return "a baseline bid, or fill_baseline yes in Review"
    if review.workbook.settings["fill_baseline"]:
        return "nothing if meant; fill_baseline fills only departments without any baseline bid"
    return ""


def overcommitted_totals(review: Review) -> Iterator[Problem]:
    """Departmental limits that sum to more than the total, or to the total on screen alone."""
    sums: dict[tuple[Control, int], int] = defaultdict(int)
    owners: dict[tuple[Control, int], set[str]] = defaultdict(set)
    totals: dict[tuple[Control, int], tuple[int, int]] = {}
    for limit in review.limits:
        scope = parse_scope(limit.scope)
        for t, amount in enumerate(limit.amounts_k):
            if amount is None or limit.sense is not Sense.MAX:
                continue
            if scope.kind is ScopeKind.DEPARTMENT:
                sums[limit.control, t] += amount
                owners[limit.control, t].add(scope.name)
            elif scope.kind is ScopeKind.TOTAL:
                totals[limit.control, t] = (amount, limit.row)
    for (control, t), (amount, row) in totals.items():
        place = review.place(sheets.LIMITS, row, str(review.years[t]))
        over_k = sums[control, t] - amount
        subject = f"departments' {control} limits of {review.years[t]} sum to"
        if over_k and abs(over_k) < ON_SCREEN_K and len(owners[control, t]) == len(review.departments):
            more = "more" if over_k > 0 else "less"
            found = (
                f"{subject} £{abs(over_k):,}k {more} than the total: they add up on screen, but not to the £ thousand"
            )
            yield warning("RW419", place, found, "figures that are meant to add up, typed to the £ thousand")
        elif over_k > 0:
            yield warning("RW408", place, f"{subject} £{money.millions(over_k):,.1f}m more than the total")
