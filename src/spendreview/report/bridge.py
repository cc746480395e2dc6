"""The bridge: from the published baseline to the settlement of the final year, step by step, £ million, cash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from spendreview import money
from spendreview.allocation import Settlement
from spendreview.allocation.data import ModelData
from spendreview.review.records import AdjustmentKind
from spendreview.terms import BidKind, Control, DepartmentCode


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeRow:
    """One department and control, £ million, cash: published + adjustments + bids + savings + block grant = settlement.

    adjustments_m  by kind, both sides of a transfer
    bids_m         what the bids of each kind come to in the final year; for kind baseline its change from the restated
                   baseline
    savings_m      what savings to recycle take off (negative)
    block_grant_m  the change of a devolved department's block grant from its baseline
    """

    department: DepartmentCode
    control: Control
    published_m: float
    adjustments_m: Mapping[AdjustmentKind, float]
    bids_m: Mapping[BidKind, float]
    savings_m: float
    block_grant_m: float
    settlement_m: float

    @property
    def restated_m(self) -> float:
        """The restated baseline, £ million."""
        return self.published_m + sum(self.adjustments_m.values())


Key = tuple[DepartmentCode, Control]


def bridge_rows(settlement: Settlement, controls: tuple[Control, ...]) -> tuple[BridgeRow, ...]:
    """Control by control, a row a department; controls that are not derived."""
    review, data = settlement.review, ModelData(settlement.review)
    published, adjusted = _published(settlement), _adjusted(settlement)
    funded = _funded(settlement, controls)
    last = len(review.years) - 1
    rows = []
    for control in controls:
        for own in review.departments:
            key = own.department, control
            base, final = review.baseline_m(*key), settlement.amounts[key][last]
            bids = dict(funded.get(key, {}))
            if not own.devolved:
                bids[BidKind.BASELINE] = bids.get(BidKind.BASELINE, 0.0) - base
            rows.append(
                BridgeRow(
                    department=own.department,
                    control=control,
                    published_m=published.get(key, 0.0),
                    adjustments_m=adjusted.get(key, {}),
                    bids_m=bids,
                    savings_m=0.0 if own.devolved else -data.saving_m(*key, last),
                    block_grant_m=final - base if own.devolved else 0.0,
                    settlement_m=final,
                )
            )
    return tuple(rows)


def _published(settlement: Settlement) -> dict[Key, float]:
    found: dict[Key, int] = defaultdict(int)
    for row in settlement.review.workbook.baselines:
        found[row.department, row.control] += row.amount_k
    return {key: money.millions(amount) for key, amount in found.items()}


def _adjusted(settlement: Settlement) -> dict[Key, dict[AdjustmentKind, float]]:
    found: dict[Key, dict[AdjustmentKind, int]] = defaultdict(lambda: defaultdict(int))
    for line in settlement.review.workbook.adjustments:
        found[line.department, line.control][line.kind] += line.amount_k
        if line.to is not None:
            found[line.to, line.control][line.kind] -= line.amount_k
    return {key: {kind: money.millions(amount) for kind, amount in own.items()} for key, own in found.items()}


def _funded(settlement: Settlement, controls: tuple[Control, ...]) -> dict[Key, dict[BidKind, float]]:
    """What the bids of each kind come to in the final year."""
    found: dict[Key, dict[BidKind, float]] = defaultdict(lambda: defaultdict(float))
    for bid, share in zip(settlement.review.bids, settlement.shares[:, -1].tolist(), strict=True):
        for control in controls:
            if costs := bid.costs_k.get(control):
                found[bid.department, control][bid.kind] += costs[-1] / 1000 * share
    return found
