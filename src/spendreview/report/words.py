"""The words of the report: controls, kinds, statuses and changes as a reader would say them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spendreview.review import Review
from spendreview.review.records import AdjustmentKind
from spendreview.review.review import Hold
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


def held_by_hand(review: Review) -> list[str]:
    """The bids whose shares are held by hand, in words: ``HO-1 70% (A. Smith: minister's commitment)``."""
    return [f"{bid} {held_words(review, hold)}" for bid, hold in review.holds.items() if hold.by_hand]


def held_words(review: Review, hold: Hold) -> str:
    """A held share in words; by year where years differ, or are free."""
    if len(set(hold.shares)) == 1:
        share = percent(hold.shares[0])
    else:
        pairs = zip(review.years, hold.shares, strict=True)
        share = " and ".join(f"{percent(own)} in {year}" for year, own in pairs if own is not None)
    said = ": ".join(word for word in (hold.by, hold.reason) if word)
    return f"{share} ({said})" if said else share


def kept_words(review: Review) -> str:
    """How many bids the search had to leave: ``with 2 bids held by hand and 1 forced by the scenario``; or nothing."""
    by_hand = sum(hold.by_hand for hold in review.holds.values())
    counts = {"held by hand": by_hand, "forced by the scenario": len(review.holds) - by_hand}
    found = [f"{count:,} {how}" for how, count in counts.items() if count]
    if not found:
        return ""
    count, how = found[0].split(" ", 1)
    return " and ".join([f"with {count} bid{'' if count == '1' else 's'} {how}", *found[1:]])


def percent(share: float | None) -> str:
    """A share in per cent, with no more decimals than it has, at most two.

    >>> percent(0.7), percent(1 / 3)
    ('70%', '33.33%')
    """
    return f"{100 * (share or 0.0):.2f}".rstrip("0").rstrip(".") + "%"


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
