"""Figures that the screen and the workbook share."""

import pytest

from spendreview.allocation import allocate
from spendreview.report.bridge import bridge_rows
from spendreview.report.figures import (
    BidState,
    bid_states,
    binding_limits,
    evidence,
    headroom,
    limit_figures,
    movers,
    statuses,
)
from spendreview.review import load_review
from spendreview.terms import Control, RuleKind
from tests import making

SOURCES = ("tests/examples/full_6.xlsx", "scenarios/csr2007.yaml", "scenarios/sr2025.yaml")


@pytest.fixture(params=SOURCES)
def settlement(request, settled):
    """A settlement with devolved departments, reserves and switching among them."""
    return settled(request.param)


def test_movers_are_all_departments_by_size(settlement):
    """From the restated baseline to the final year, largest change first; together they are the change of the total."""
    found = movers(settlement)
    assert {mover.department for mover in found} == {row.department for row in settlement.review.departments}
    sizes = [abs(mover.change_m) for mover in found]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(mover.final_m for mover in found) == pytest.approx(settlement.total_m(Control.TDEL)[-1])


def test_headroom_is_what_the_total_leaves(settlement):
    """limit - reserve + switched - spend = left, by control and year."""
    rooms = headroom(settlement)
    assert rooms
    for room in rooms:
        left = room.limit.limit_m - room.reserve_m + room.switched_m - room.limit.spend_m
        assert left == pytest.approx(room.left_m, abs=1e-9)
        assert room.limit.spend_m == pytest.approx(
            settlement.total_m(room.control)[settlement.review.years.index(room.year)]
        )


def test_binding_limits_have_nothing_left(settlement):
    """And all others have."""
    binding = binding_limits(settlement)
    assert 0 < len(binding) < len(settlement.limit_uses)
    assert all(abs(use.slack_m) < 0.0005 for use in binding)


def test_bridge_adds_up(settlement):
    """Published + adjustments + bids + savings + block grant = settlement of the final year."""
    controls = tuple(control for control in settlement.controls if control is not Control.TDEL)
    for row in bridge_rows(settlement, controls):
        total = row.restated_m + sum(row.bids_m.values()) + row.savings_m + row.block_grant_m
        assert total == pytest.approx(row.settlement_m, abs=1e-6)
        assert row.restated_m == pytest.approx(settlement.review.baseline_m(row.department, row.control), abs=1e-9)


def test_evidence_counts_effects_of_funded_bids(settlement):
    """No more than there are; none for a devolved department."""
    found = evidence(settlement)
    assert sum(share.effects for share in found.values()) <= len(settlement.review.effects)
    assert not any(row.department in found for row in settlement.review.departments if row.devolved)
    assert all(share.weak_share is None or 0 <= share.weak_share <= 1 for share in found.values())


def test_evidence_is_the_grades_in_the_workbook(tmp_path):
    """HO-1 is out; DH-1 rests on strong evidence, DH-2 on weak: half of what Health counts on is weak."""
    settlement = allocate(load_review(making.write(tmp_path / "review.xlsx", making.small_review())))
    found = evidence(settlement)
    assert (found["HO"].effects, found["HO"].weak_share) == (0, None)
    assert (found["DH"].effects, found["DH"].weak, found["DH"].ungraded, found["DH"].weak_share) == (2, 1, 0, 0.5)


def test_a_bid_capped_below_the_whole_is_part_funded(tmp_path):
    """Funded means all of it, in every year."""
    rows = making.changed("Bids", 3, max_share=0.4)
    settlement = allocate(load_review(making.write(tmp_path / "review.xlsx", rows)))
    states = dict(zip((bid.bid for bid in settlement.review.bids), bid_states(settlement), strict=True))
    assert states["DH-1"] is BidState.PART_FUNDED
    assert states["DH-2"] is BidState.FUNDED
    assert states["DH-base"] is BidState.FUNDED


def test_statuses_count_every_row_that_figures_rest_on(settlement):
    """Baselines, own limits and bids of the workbook; for a block grant the bids of the departments that it follows."""
    review = settlement.review
    own = [limit for limit in review.limits if any(limit.scope == row.department for row in review.departments)]
    bids = [bid for bid in review.bids if bid.row]
    rows = len(review.workbook.baselines) + len(own) + len(bids)
    followed = {(rule.scope, rule.to) for rule in review.rules_of(RuleKind.BARNETT) if rule.value}
    rows += sum(bid.department == english for bid in bids for _, english in followed)
    assert sum(map(len, statuses(settlement).values())) == rows


def test_limit_figures_are_counted_by_status(settlement):
    """Every yearly figure once."""
    words = limit_figures(settlement.review)
    counts = [int(part.rsplit(" ", 1)[1].replace(",", "")) for part in words.split(";")[0].split(", ")]
    assert sum(counts) == len(settlement.limit_uses)
