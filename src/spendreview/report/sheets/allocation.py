"""The sheet Allocation by bid: what each bid asked for, the share it gets, and the money by control and year.

Amounts stand as values, share times cost as the run computed them: a review may have 60,000 bids, and formulas would
double the file to say no more than the shares beside them do. Every total above them is a formula over these cells.
"""

from __future__ import annotations

import numpy as np

from spendreview.allocation.compile import Floats
from spendreview.report.figures import bid_states
from spendreview.report.layout import ALLOCATION, Layout
from spendreview.report.words import INDICATIVE, money_header, spaced, status_word
from spendreview.tabular.book import NOT_APPLICABLE, Cell, Field, Formula, Look, Page, Shown, Table
from spendreview.terms import Control


def allocation_page(layout: Layout) -> Page:
    """A row a bid, in the order of the workbook."""
    fields = (*_names(layout), *_plan_totals(layout), *_shares(layout), *_money(layout))
    foot = _foot(layout, fields)
    return Page(
        name=ALLOCATION,
        heading="Allocation by bid",
        lines=(
            "£ million, cash: each bid's share of its full cost, and that share of the cost, by control and year. "
            "Asked and given are Total DEL over the plan.",
            f"{INDICATIVE} A bid is funded, part-funded or out; its costs at full funding are in the review workbook. "
            "RDEL includes its of-which lines.",
        ),
        table=Table(fields=fields, foot=(foot,)),
        freeze=1,
    )


def _names(layout: Layout) -> tuple[Field, ...]:
    bids = layout.review.bids
    wrapped = Shown.WRAPPED if len(bids) <= 2000 else Shown.TEXT
    return (
        Field(header="Bid", cells=[str(bid.bid) for bid in bids]),
        Field(header="Department", cells=[str(bid.department) for bid in bids]),
        Field(header="Programme", cells=[bid.programme for bid in bids], shown=wrapped, width=24),
        Field(header="Title", cells=[bid.title for bid in bids], shown=wrapped, width=44),
        Field(header="Kind", cells=[spaced(bid.kind.value) for bid in bids], width=15),
        Field(header="Status", cells=[status_word(bid.status) if bid.row else "filled" for bid in bids], width=12),
        Field(
            header="State", cells=[state.value for state in bid_states(layout.settlement)], look=Look.RESULT, width=11
        ),
    )


def _costs(layout: Layout, control: Control) -> Floats:
    """(B, T) £ million at full funding."""
    nothing = (0,) * len(layout.years)
    rows = [bid.costs_k.get(control, nothing) for bid in layout.review.bids]
    return np.array(rows, dtype=float).reshape(len(rows), len(nothing)) / 1000


def _plan_totals(layout: Layout) -> tuple[Field, ...]:
    """Total DEL over the plan: asked for as a value, given as a formula over the bid's own cells."""
    parts = [(control, sign) for control, sign in layout.data.tdel_parts if control in layout.bid_controls]
    asked = np.zeros(len(layout.review.bids))
    given = np.zeros(len(layout.review.bids))
    for control, sign in parts:
        costs = sign * _costs(layout, control)
        asked += costs.sum(axis=1)
        given += (costs * layout.settlement.shares).sum(axis=1)
    place = layout.allocation
    spans = []
    for control, sign in parts:
        first, last = (place.column(money_header(control, year)) for year in (layout.years[0], layout.years[-1]))
        spans.append(("+" if sign > 0 else "-", first, last))
    formulas: list[Cell] = [
        Formula("=" + "".join(f"{sign}SUM({first}{row}:{last}{row})" for sign, first, last in spans).lstrip("+"), value)
        for row, value in enumerate(given.tolist(), start=5)
    ]
    asked_header, given_header = place.headers[7:9]
    return (
        Field(header=asked_header, cells=asked.tolist(), shown=Shown.MONEY, look=Look.INPUT, width=13, group=True),
        Field(header=given_header, cells=formulas if spans else given.tolist(), shown=Shown.MONEY, width=13),
    )


def _shares(layout: Layout) -> tuple[Field, ...]:
    columns = layout.settlement.shares.T.tolist()
    return tuple(
        Field(header=header, cells=cells, shown=Shown.PERCENT, look=Look.RESULT, width=9, group=not number)
        for number, (header, cells) in enumerate(zip(layout.share_headers, columns, strict=True))
    )


def _money(layout: Layout) -> tuple[Field, ...]:
    fields = []
    for control in layout.bid_controls:
        amounts = (_costs(layout, control) * layout.settlement.shares).T.tolist()
        for number, (year, cells) in enumerate(zip(layout.years, amounts, strict=True)):
            header = money_header(control, year)
            fields.append(
                Field(header=header, cells=cells, shown=Shown.MONEY, look=Look.RESULT, width=11, group=not number)
            )
    return tuple(fields)


def _foot(layout: Layout, fields: tuple[Field, ...]) -> tuple[Cell, ...]:
    """Totals of what the filters leave in view."""
    cells: list[Cell] = ["Bids in view"]
    for field in fields[1:]:
        if field.shown is Shown.MONEY:
            values = [cell.value if isinstance(cell, Formula) else cell for cell in field.cells]
            total = float(sum(value for value in values if isinstance(value, float)))
            cells.append(Formula(f"=SUBTOTAL(109,{layout.allocation.range(field.header, near=True)})", total))
        else:
            cells.append(NOT_APPLICABLE if field.shown is Shown.PERCENT else None)
    return tuple(cells)
