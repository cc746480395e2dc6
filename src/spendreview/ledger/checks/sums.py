"""Checks that look at sums of many claims, and so at none by itself: VFM20 and 26. They are made in ``totals``."""

from __future__ import annotations

from spendreview.ledger.checks.check import Check
from spendreview.ledger.words import Force


def unreconciled() -> Check:
    """VFM20: a department claims more than it spent less than it would have."""
    return Check(code="VFM20", level=Force.W)


def no_contingency() -> Check:
    """VFM26: a programme plans less than its target and a fifth."""
    return Check(code="VFM26", level=Force.W)
