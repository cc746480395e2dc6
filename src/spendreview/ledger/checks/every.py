"""The 28 checks in their order."""

from __future__ import annotations

from spendreview.ledger.checks import baseline, quality, record, saving, sums, twice, years
from spendreview.ledger.checks.check import Check

CHECKS: tuple[Check, ...] = (
    baseline.no_baseline(),
    baseline.baseline_year(),
    baseline.stale_baseline(),
    saving.gross_of_cost(),
    saving.does_not_last(),
    saving.not_new(),
    saving.never_provided_for(),
    saving.frees_no_cash(),
    quality.quality_not_shown(),
    quality.cut_in_service(),
    twice.duplicate(),
    twice.strand_and_department(),
    twice.it_procurement(),
    saving.receipts_or_capital(),
    years.several_years_at_once(),
    years.full_year(),
    years.prices_mixed(),
    saving.shifted(),
    saving.ring_fenced(),
    sums.unreconciled(),
    baseline.beyond_baseline(),
    record.not_validated(),
    record.final_too_soon(),
    record.posts_not_on_record(),
    record.nobody_stands_for_it(),
    sums.no_contingency(),
    twice.already_netted(),
    quality.no_link(),
)
"""Every check; the number of each is its place."""

BY_CODE = {check.code: check for check in CHECKS}
