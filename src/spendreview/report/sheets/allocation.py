"""The sheet Allocation by bid: what each bid asked for, the share it gets, and the money by control and year.

The shares are there to be edited: the money beside them is share times cost, the costs stand on Bids as run, and every
total of the workbook follows. Handed in again, the workbook holds what was edited, and what has a reason to be held.
"""

from __future__ import annotations

import numpy as np

from spendreview.allocation.compile import Floats
from spendreview.report.figures import CRUMB, bid_states
from spendreview.report.layout import ALLOCATION, BIDS_AS_RUN, IN_FULL, Layout
from spendreview.report.words import INDICATIVE, money_header, spaced, status_word
from spendreview.review.shares import FOOT, HELD_BY, REASON
from spendreview.tabular.book import HEADER_ROW, NOT_APPLICABLE, Cell, Field, Formula, Look, Page, Shown, Styled, Table
from spendreview.terms import Control

EDITING = (
    "Type a share here. Where one decision serves for all years, the later years follow the first. Filter, but do not "
    f"sort: the cost of each bid stands in the same row of {BIDS_AS_RUN}."
)
HOLDING = (
    "Why the share is held when this workbook is handed in again. A share that was changed needs a reason; a reason "
    "alone holds the share as it is shown; all else is free."
)


def allocation_page(layout: Layout) -> Page:
    """A row a bid, in the order of the workbook."""
    fields = (*_names(layout), *_plan_totals(layout), *_shares(layout), *_holds(layout), *_money(layout))
    foot = _foot(layout, fields)
    return Page(
        name=ALLOCATION,
        heading="Allocation by bid",
        lines=(
            "£ million, cash: each bid's share of its full cost, and that share of the cost, by control and year. "
            "Asked and given are Total DEL over the plan. RDEL includes its of-which lines.",
            f"{INDICATIVE} Edit a share, and the money of this workbook follows; give a reason to hold it, and "
            "run the review again with --shares and this workbook: outcomes, and all other bids, are then found anew.",
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
        Field(header="State", cells=_states(layout), look=Look.RESULT, width=11),
    )


def _states(layout: Layout) -> list[Cell]:
    """Funded whole in every year, in part, or not at all: as the shares of the row now say."""
    first, last = (layout.allocation.column(header) for header in (layout.share_headers[0], layout.share_headers[-1]))
    span = first + "{0}" if first == last else f"{first}{{0}}:{last}{{0}}"
    text = f'=IF(MAX({span})<={CRUMB:f},"out",IF(MIN({span})>={1 - CRUMB:f},"funded","part-funded"))'
    states = enumerate(bid_states(layout.settlement), start=HEADER_ROW + 1)
    return [Formula(text.format(row), state.value) for row, state in states]


def costs_of(layout: Layout, control: Control) -> Floats:
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
        costs = sign * costs_of(layout, control)
        asked += costs.sum(axis=1)
        given += (costs * layout.settlement.shares).sum(axis=1)
    place = layout.allocation
    spans = []
    for control, sign in parts:
        first, last = (place.column(money_header(control, year)) for year in (layout.years[0], layout.years[-1]))
        spans.append(("+" if sign > 0 else "-", first, last))
    formulas: list[Cell] = [
        Formula("=" + "".join(f"{sign}SUM({first}{row}:{last}{row})" for sign, first, last in spans).lstrip("+"), value)
        for row, value in enumerate(given.tolist(), start=HEADER_ROW + 1)
    ]
    asked_header, given_header = place.headers[7:9]
    return (
        Field(header=asked_header, cells=asked.tolist(), shown=Shown.MONEY, look=Look.INPUT, width=13, group=True),
        Field(header=given_header, cells=formulas if spans else given.tolist(), shown=Shown.MONEY, width=13),
    )


def _shares(layout: Layout) -> tuple[Field, ...]:
    """The shares: to be edited in each year, or in the first alone where one decision serves for all."""
    first, *later = layout.settlement.shares.T.tolist()
    letter = layout.allocation.column(layout.share_headers[0])
    fixed = [bid.one_decision for bid in layout.review.bids]
    columns = [first, *(_following(letter, fixed, shares) for shares in later)]
    return tuple(
        Field(
            header=header,
            cells=cells,
            shown=Shown.PERCENT,
            look=Look.RESULT,
            width=9,
            group=not number,
            note=EDITING if not number else "",
            editable=True,
        )
        for number, (header, cells) in enumerate(zip(layout.share_headers, columns, strict=True))
    )


def _following(letter: str, fixed: list[bool], shares: list[float]) -> list[Cell]:
    rows = enumerate(zip(fixed, shares, strict=True), start=HEADER_ROW + 1)
    return [
        Styled(Formula(f"=${letter}{row}", share), Shown.PERCENT, Look.RESULT) if follows else share
        for row, (follows, share) in rows
    ]


def _holds(layout: Layout) -> tuple[Field, ...]:
    """Why and by whom a share is held: to be filled in, and said again where the run held it."""
    holds = [layout.review.holds.get(bid.bid) for bid in layout.review.bids]
    shown = Shown.WRAPPED if len(holds) <= 2000 else Shown.TEXT
    reasons: list[Cell] = [hold.reason if hold is not None else None for hold in holds]
    names: list[Cell] = [hold.by if hold is not None else None for hold in holds]
    return (
        Field(
            header=REASON,
            cells=reasons,
            shown=shown,
            look=Look.INPUT,
            width=30,
            group=True,
            note=HOLDING,
            editable=True,
        ),
        Field(header=HELD_BY, cells=names, shown=shown, look=Look.INPUT, width=16, editable=True),
    )


def _money(layout: Layout) -> tuple[Field, ...]:
    """Share times cost; what costs nothing is nil whatever the share."""
    place, costs_at = layout.allocation, layout.bids_as_run
    shares = [place.column(header) for header in layout.share_headers]
    fields = []
    for control in layout.bid_controls:
        costs = costs_of(layout, control)
        amounts = (costs * layout.settlement.shares).T.tolist()
        for number, (year, share) in enumerate(zip(layout.years, shares, strict=True)):
            cost = f"*'{BIDS_AS_RUN}'!{costs_at.column(money_header(control, year, IN_FULL))}"
            rows = enumerate(zip(costs[:, number].tolist(), amounts[number], strict=True), start=HEADER_ROW + 1)
            cells = [Formula(f"={share}{row}{cost}{row}", amount) if whole else 0.0 for row, (whole, amount) in rows]
            header = money_header(control, year)
            fields.append(Field(header=header, cells=cells, shown=Shown.MONEY, width=11, group=not number))
    return tuple(fields)


def _foot(layout: Layout, fields: tuple[Field, ...]) -> tuple[Cell, ...]:
    """Totals of what the filters leave in view."""
    cells: list[Cell] = [FOOT]
    for field in fields[1:]:
        if field.shown is Shown.MONEY:
            values = [cell.value if isinstance(cell, Formula) else cell for cell in field.cells]
            total = float(sum(value for value in values if isinstance(value, float)))
            cells.append(Formula(f"=SUBTOTAL(109,{layout.allocation.range(field.header, near=True)})", total))
        else:
            cells.append(NOT_APPLICABLE if field.shown is Shown.PERCENT else None)
    return tuple(cells)
