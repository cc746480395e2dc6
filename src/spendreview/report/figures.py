"""Figures that every report shares: who moves most, what is left under the totals, what binds, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from spendreview.allocation import Settlement
from spendreview.allocation.data import ModelData
from spendreview.allocation.settlement import LimitUse
from spendreview.outcomes import Evidence
from spendreview.report.words import status_words
from spendreview.review import Review
from spendreview.review.scopes import ScopeKind, parse_scope
from spendreview.terms import BidCode, Control, DepartmentCode, RuleKind, Sense, Status, Year

CRUMB = 1e-6
"""A share this close to nothing, or to all, is that: the passes hold what was won to about a tenth of it."""


class BidState(StrEnum):
    """What a bid gets."""

    FUNDED = "funded"
    PART_FUNDED = "part-funded"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A department's Total DEL: restated baseline and final year, £ million, cash.

    real_growth  a fraction a year on average over the plan; None where it is undefined
    """

    department: DepartmentCode
    name: str
    baseline_m: float
    final_m: float
    real_growth: float | None

    @property
    def change_m(self) -> float:
        """From the restated baseline to the final year, £ million, cash."""
        return self.final_m - self.baseline_m


@dataclass(frozen=True, slots=True, kw_only=True)
class Headroom:
    """What a total limit leaves in one year, £ million, cash: left = limit - reserve + switched - spend."""

    control: Control
    year: Year
    limit: LimitUse
    reserve_m: float
    switched_m: float

    @property
    def left_m(self) -> float:
        """What is left to allocate, £ million."""
        return self.limit.slack_m


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceShare:
    """The effects that a department's funded bids count on: how many, and how well they are evidenced."""

    effects: int
    weak: int
    ungraded: int

    @property
    def weak_share(self) -> float | None:
        """The share with weak, no or ungraded evidence; None without effects."""
        return (self.weak + self.ungraded) / self.effects if self.effects else None


def movers(settlement: Settlement) -> tuple[Mover, ...]:
    """Every department by the size of its change in Total DEL from the restated baseline to the final year."""
    last = settlement.review.years[-1]
    names = {row.department: row.name for row in settlement.review.departments}
    found = [
        Mover(
            department=line.department,
            name=names[line.department],
            baseline_m=line.baseline_m,
            final_m=line.amount_m,
            real_growth=line.real_growth,
        )
        for line in settlement.lines
        if line.control is Control.TDEL and line.year == last
    ]
    return tuple(sorted(found, key=lambda mover: -abs(mover.change_m)))


def headroom(settlement: Settlement) -> tuple[Headroom, ...]:
    """By control with a total limit and by year: the limit, the reserve, the spending and what is left, £ million."""
    data = ModelData(settlement.review)
    found: dict[tuple[Control, Year], Headroom] = {}
    for use in settlement.limit_uses:
        if parse_scope(use.scope).kind is not ScopeKind.TOTAL or use.sense is Sense.MIN:
            continue
        if (use.control, use.year) in found and use.sense is Sense.EQUAL:
            continue
        t = settlement.review.years.index(use.year)
        reserve = data.reserve_m(use.control, t) if use.sense is Sense.MAX else 0.0
        switched = use.adjustment_m + reserve
        found[use.control, use.year] = Headroom(
            control=use.control, year=use.year, limit=use, reserve_m=reserve, switched_m=switched
        )
    return tuple(found.values())


def binding_limits(settlement: Settlement) -> tuple[LimitUse, ...]:
    """Limits and years with nothing left, in the order of the workbook."""
    return tuple(use for use in settlement.limit_uses if use.binding)


def bid_states(settlement: Settlement) -> tuple[BidState, ...]:
    """By bid, in the order of the workbook: funded whole in every year, in part, or not at all."""
    shares = settlement.shares
    pairs = zip(shares.min(axis=1).tolist(), shares.max(axis=1).tolist(), strict=True)
    return tuple(
        BidState.OUT if most <= CRUMB else BidState.FUNDED if least >= 1 - CRUMB else BidState.PART_FUNDED
        for least, most in pairs
    )


def funded(settlement: Settlement) -> frozenset[BidCode]:
    """Bids that get something in any year."""
    pairs = zip(settlement.review.bids, bid_states(settlement), strict=True)
    return frozenset(bid.bid for bid, state in pairs if state is not BidState.OUT)


def evidence(settlement: Settlement) -> Mapping[DepartmentCode, EvidenceShare]:
    """By department that is not devolved: the evidence for the effects of its funded bids."""
    paid = funded(settlement)
    owner = {bid.bid: bid.department for bid in settlement.review.bids if bid.bid in paid}
    counts = {row.department: [0, 0, 0] for row in settlement.review.departments if not row.devolved}
    for effect in settlement.review.effects:
        if effect.bid in owner:
            count = counts[owner[effect.bid]]
            count[0] += 1
            count[1] += effect.evidence in (Evidence.WEAK, Evidence.NONE)
            count[2] += effect.evidence is None
    return {code: EvidenceShare(effects=n, weak=weak, ungraded=none) for code, (n, weak, none) in counts.items()}


def statuses(settlement: Settlement) -> Mapping[DepartmentCode, tuple[Status | None, ...]]:
    """By department: the status of every row that its figures rest on: baselines, own limits, bids; for a block grant
    the bids of the English departments that it follows.
    """
    found: dict[DepartmentCode, list[Status | None]] = {row.department: [] for row in settlement.review.departments}
    for baseline in settlement.review.workbook.baselines:
        found[baseline.department].append(baseline.status)
    for limit in settlement.review.limits:
        scope = parse_scope(limit.scope)
        if scope.kind is ScopeKind.DEPARTMENT:
            found[DepartmentCode(scope.name)].append(settlement.review.limit_status(limit))
    for bid in settlement.review.bids:
        if bid.row:
            found[bid.department].append(bid.status)
            for grant in _grants_moved_by(settlement.review, bid.department):
                found[grant].append(bid.status)
    return {code: tuple(own) for code, own in found.items()}


def _grants_moved_by(review: Review, department: DepartmentCode) -> set[DepartmentCode]:
    """The devolved departments whose block grants follow what an English department spends."""
    rules = review.rules_of(RuleKind.BARNETT)
    return {DepartmentCode(rule.scope or "") for rule in rules if rule.to == department and rule.value}


def limit_figures(review: Review) -> str:
    """How many yearly limit figures have which status, in words; those that the scenario set are illustrative.

    Such as: illustrative 120, published 12; the scenario set 3 of them.
    """
    found = [status for limit in review.limits for status in review.limit_statuses(limit)]
    changed = len(review.changed_limits)
    return status_words(found) + (f"; the scenario set {changed} of them" if changed else "")
