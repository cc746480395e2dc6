"""Which checks keep what from counting."""

from __future__ import annotations

from collections.abc import Sequence

from spendreview.ledger.cells import Cell
from spendreview.ledger.checks.every import CHECKS
from spendreview.ledger.records import Taken
from spendreview.terms import Year


def taken_by(cells: Sequence[Cell], year: Year) -> tuple[Taken, ...]:
    """A line for each check that keeps any claim of a year from counting, in the order of the checks."""
    held = [cell for cell in cells if cell.year == year.start and cell.held and cell.reports]
    found = [(check, [cell for cell in held if cell.failed & check.bit]) for check in CHECKS]
    return tuple(
        Taken(
            check=check.code,
            claims=sum(cell.claims for cell in own),
            amount_k=sum(cell.reported_k for cell in own),
            alone_k=sum(cell.reported_k for cell in own if cell.failed == check.bit),
        )
        for check, own in found
        if own
    )
