"""The words of the report: controls, kinds, statuses and changes as a reader would say them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spendreview.review.records import AdjustmentKind
from spendreview.terms import Control, Status, Year

INDICATIVE = "Indicative settlement: ministers decide."
ON_ILLUSTRATIVE = "It rests on illustrative rows: the cover counts them."

CONTROL_WORDS = {
    Control.RDEL: "RDEL",
    Control.CDEL: "CDEL",
    Control.ADMIN: "Administration",
    Control.NEAR_CASH: "Near-cash",
    Control.DEPRECIATION: "Depreciation",
    Control.AME: "AME",
    Control.TDEL: "Total DEL",
}
"""How each control is called in headers and rows."""

ADJUSTMENT_WORDS = {
    AdjustmentKind.MOG: "machinery of government",
    AdjustmentKind.TRANSFER: "transfers",
    AdjustmentKind.CLASSIFICATION: "classification",
    AdjustmentKind.TIME_LIMITED: "time-limited",
    AdjustmentKind.ONE_OFF: "one-off",
}
"""Why a baseline was restated, in a header."""

SHOWN_ORDER = (
    Control.RDEL,
    Control.CDEL,
    Control.DEPRECIATION,
    Control.TDEL,
    Control.ADMIN,
    Control.NEAR_CASH,
    Control.AME,
)
"""Total DEL stands right below what it is the sum of; then the of-which lines, then what lies outside DEL."""


def money_header(control: Control, year: Year, note: str = "") -> str:
    """The header of a column of £ million: ``RDEL 2008-09``.

    >>> money_header(Control.TDEL, Year(2008))
    'Total DEL 2008-09'
    """
    return f"{CONTROL_WORDS[control]} {year}{' ' + note if note else ''}"


def spaced(code: str) -> str:
    """A code word of the workbook as words: ``capital_project`` becomes ``capital project``."""
    return code.replace("_", " ")


def status_words(statuses: Iterable[Status | None]) -> str:
    """How many rows have which status, the least certain first.

    >>> status_words([Status.PUBLISHED, Status.ILLUSTRATIVE, Status.PUBLISHED, None])
    'illustrative 1, no status 1, published 2'
    """
    counts = Counter(statuses)
    order: tuple[Status | None, ...] = (Status.ILLUSTRATIVE, None, Status.PROVISIONAL, Status.PUBLISHED)
    found = [f"{status or 'no status'} {counts[status]:,}" for status in order if counts[status]]
    return ", ".join(found) or "no rows"


def status_word(status: Status | None) -> str:
    """One row's status as a word."""
    return str(status.value) if status is not None else "no status"
