"""Figures that the workbook lacks though it looks whole: years without a column, bids without a cost, odd ranges."""

from __future__ import annotations

from collections.abc import Iterator

from spendreview.errors import Problem
from spendreview.review import sheets
from spendreview.review.review import Review
from spendreview.review.sums import warning
from spendreview.terms import COSTED_CONTROLS


def years_without_column(review: Review) -> Iterator[Problem]:
    """Controls that Bids gives for some plan years and not for others: those read as zero."""
    table = review.workbook.tables[sheets.BIDS.title]
    for control in COSTED_CONTROLS:
        names = [f"{control} {year}" for year in review.years]
        given = [name for name in names if name in table.letters]
        missing = [name for name in names if name not in table.letters]
        if given and missing:
            found = f"{', '.join(missing)} {'has' if len(missing) == 1 else 'have'} no column: read as zero"
            place = review.place(sheets.BIDS, table.header, given[-1])
            yield warning("RW421", place, found, "a column for each plan year of the control")


def keys_without_value(review: Review) -> Iterator[Problem]:
    """Rows of the Scenario sheet with a key alone, where that sheet is the scenario."""
    if review.scenario.file != review.workbook.file:
        return
    for row, record in review.workbook.tables[sheets.SCENARIO.title].records():
        if record["key"] and record["value"] is None:
            place = review.place(sheets.SCENARIO, row, "value")
            yield warning("WW217", place, f"{record['key']} has no value: it changes nothing", "its value")


def bids_without_cost(review: Review) -> Iterator[Problem]:
    """Bids that cost nothing and move an indicator: they are funded for nothing."""
    free = {bid.bid: bid for bid in review.bids if not any(map(any, bid.costs_k.values()))}
    told = {row.bid for row in review.effects if row.bid in free} if free else set()
    for code, bid in free.items():
        if code in told:
            found = f"{code} costs nothing in any year, and has effects"
            yield warning("RW422", review.place(sheets.BIDS, bid.row, "bid"), found, "its cost")


def effects_outside_their_range(review: Review) -> Iterator[Problem]:
    """Effects beyond both ends of their range; for a fall, low may be the larger or the smaller of the two."""
    for row in review.effects:
        if row.low is None or row.high is None:
            continue
        if not min(row.low, row.high) <= row.effect <= max(row.low, row.high):
            found = f"{row.bid} on {row.indicator}: effect {row.effect:g} outside its range {row.low:g} to {row.high:g}"
            yield warning("RW423", review.place(sheets.EFFECTS, row.row, "effect"), found, "an effect within it")
