"""The sheets of a settlement workbook that are read again: shares, edited by hand, what the run gave, its record."""

from __future__ import annotations

from spendreview.review.sheets import Years, plan_years
from spendreview.tabular.amounts import Number
from spendreview.tabular.cells import Code, FinancialYear, ListOf, Raw, Text
from spendreview.tabular.schema import Column, Family, Sheet
from spendreview.terms import Year

REASON = "Reason to hold"
HELD_BY = "Held by"
HELD_AS_RUN = "Held as run"
FOOT = "Bids in view"
"""What the foot of the shares begins with: no bid can be called that."""


def share_header(year: Year | str) -> str:
    """The header of a year's share, there to be edited."""
    return f"Share {year}"


def as_run_header(year: Year | str) -> str:
    """The header of the share that the run gave."""
    return f"Share as run {year}"


def _shares(years: Years) -> tuple[str, ...]:
    return tuple(map(share_header, plan_years(years)))


def _shares_as_run(years: Years) -> tuple[str, ...]:
    return tuple(map(as_run_header, plan_years(years)))


SHARES = Sheet(
    title="Allocation by bid",
    guidance="A row a bid: its share by year, and why it is held.",
    required=True,
    columns=(
        Column("Bid", Code(), required=True, key=True),
        Family("Share {year}", _shares, Number(), header=True),
        Column(REASON, Text(), header=True),
        Column(HELD_BY, Text(), header=True),
    ),
    ours=True,
    foot=FOOT,
)
"""The shares, edited by hand or not."""

AS_RUN = Sheet(
    title="Bids as run",
    guidance="A row a bid: the share that the run gave, and the years in which it was held.",
    required=True,
    columns=(
        Column("Bid", Code(), required=True, key=True),
        Family("Share as run {year}", _shares_as_run, Number(), header=True),
        Column(HELD_AS_RUN, ListOf(FinancialYear()), header=True, default=()),
    ),
    ours=True,
)
"""What an edited share is told by."""

RECORD = Sheet(
    title="Run record",
    guidance="A row an item: what was run, on what and how.",
    columns=(
        Column("Item", Raw(), header=True),
        Column("Value", Raw(), header=True),
    ),
    ours=True,
)
"""What the run was made from."""

WORKBOOK_NAME = "Workbook"
WORKBOOK_SHA256 = "workbook sha256"
"""Items of the record: the review's workbook and its hash."""
