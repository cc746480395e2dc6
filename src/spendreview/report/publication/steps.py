"""The tables of steps and limits: from the published baseline to the settlement, and what the limits leave."""

from __future__ import annotations

from collections.abc import Iterator

from spendreview.allocation.data import CASH
from spendreview.allocation.settlement import LimitUse
from spendreview.report.bridge import BridgeRow, bridge_rows
from spendreview.report.publication.budgets import LONG, NAMES
from spendreview.report.publication.draft import ALL, UNIT, Draft, Ground, given, money, per_cent, words
from spendreview.report.words import ADJUSTMENT_WORDS, CONTROL_WORDS, spaced, status_word
from spendreview.review.records import AdjustmentKind
from spendreview.tabular.publication import Column
from spendreview.terms import BidKind, Control, Sense, Status

SENSES = {Sense.MAX: "At most", Sense.MIN: "At least", Sense.EQUAL: "Exactly"}


def bridge_tables(ground: Ground) -> Iterator[Draft]:
    """Resource, then capital: a row a department."""
    for control in CASH:
        yield _bridge(ground, control)


def _bridge(ground: Ground, control: Control) -> Draft:
    rows = bridge_rows(ground.settlement, (control,))
    last = ground.review.years[-1]
    columns = [(header, [*figures, sum(figures)]) for header, figures in _steps(ground, rows)]
    return Draft(
        table=f"Bridge_of_{NAMES[control]}",
        title=f"{LONG[control]} from the published baseline to {last}, cash [note bridge] {ground.grounds}",
        lines=(UNIT,),
        columns=(
            words("Department", [*(ground.names[row.department] for row in rows), ALL]),
            *(money(header, figures) for header, figures in columns),
        ),
        totals=1,
    )


def _steps(ground: Ground, rows: tuple[BridgeRow, ...]) -> Iterator[tuple[str, list[float]]]:
    """(header, £ million by department): only steps that some department takes."""
    baseline, last = ground.review.baseline_year, ground.review.years[-1]
    yield f"Published baseline {baseline} (£ million)", [row.published_m for row in rows]
    for kind in AdjustmentKind:
        adjusted = [row.adjustments_m.get(kind, 0.0) for row in rows]
        if any(adjusted):
            yield f"Adjusted: {ADJUSTMENT_WORDS[kind]} (£ million)", adjusted
    yield f"Restated baseline {baseline} (£ million) [note baseline]", [row.restated_m for row in rows]
    for bid_kind in BidKind:
        funded = [row.bids_m.get(bid_kind, 0.0) for row in rows]
        if any(funded):
            name = "Change in baseline" if bid_kind is BidKind.BASELINE else spaced(bid_kind.value).capitalize()
            yield f"{name} bids (£ million)", funded
    if any(row.savings_m for row in rows):
        yield "Savings to recycle (£ million)", [row.savings_m for row in rows]
    if any(row.block_grant_m for row in rows):
        yield "Block grant (£ million) [note devolved]", [row.block_grant_m for row in rows]
    yield f"Settlement {last} (£ million)", [row.settlement_m for row in rows]


def limit_tables(ground: Ground) -> Iterator[Draft]:
    """A row a limit and year; none where the review has no limit."""
    uses = ground.settlement.limit_uses
    if uses:
        yield Draft(
            table="Limits_and_what_is_left",
            title=f"Limits and what is left of them, {ground.span}, cash {ground.grounds}",
            lines=(UNIT,),
            columns=(*_limit_words(ground, uses), *_limit_figures(uses), *_limit_ends(ground, uses)),
        )


def _limit_words(ground: Ground, uses: tuple[LimitUse, ...]) -> Iterator[Column]:
    yield words("Limit", [given(use.limit) for use in uses])
    yield words("Applies to", [ground.scope_words(use.scope) for use in uses])
    yield words("Budget", [CONTROL_WORDS[use.control] for use in uses])
    yield words("Year", [str(use.year) for use in uses])
    yield words("Spending is to be", [SENSES[use.sense] for use in uses])


def _limit_figures(uses: tuple[LimitUse, ...]) -> Iterator[Column]:
    available = [use.limit_m + use.adjustment_m for use in uses]
    yield money("Limit figure (£ million)", [use.limit_m for use in uses])
    yield money("Available (£ million) [note available]", available)
    yield money("Spending (£ million)", [use.spend_m for use in uses])
    yield money("Left (£ million) [note left]", [use.slack_m for use in uses])
    shares = [use.spend_m / room if room > 0 else None for use, room in zip(uses, available, strict=True)]
    yield per_cent("Used (per cent)", shares)


def _limit_ends(ground: Ground, uses: tuple[LimitUse, ...]) -> Iterator[Column]:
    limits = {limit.limit: limit for limit in ground.review.limits}
    changed = ground.review.changed_limits
    yield words("Used up", ["Yes" if use.binding else "No" for use in uses])
    yield words(
        "Status of the figure [note limit_status]",
        [
            status_word(
                Status.ILLUSTRATIVE if (use.limit, use.year) in changed else limits[use.limit].status
            ).capitalize()
            for use in uses
        ],
    )
