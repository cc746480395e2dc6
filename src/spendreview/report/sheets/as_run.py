"""The sheet Bids as run: what each bid costs in full, and the share that this run gave it, whatever is edited since."""

from __future__ import annotations

from spendreview.report.layout import BIDS_AS_RUN, IN_FULL, Layout
from spendreview.report.sheets.allocation import costs_of
from spendreview.report.words import INDICATIVE, money_header
from spendreview.review.shares import HELD_AS_RUN
from spendreview.tabular.book import Cell, Field, Look, Page, Shown, Table


def as_run_page(layout: Layout) -> Page:
    """A row a bid, in the order of Allocation by bid."""
    fields = (
        Field(header="Bid", cells=[str(bid.bid) for bid in layout.review.bids]),
        *_shares(layout),
        Field(header=HELD_AS_RUN, cells=_held(layout), group=True),
        *_costs(layout),
    )
    return Page(
        name=BIDS_AS_RUN,
        heading="Bids as run",
        lines=(
            "The share of each bid as this run gave it, and its cost at full funding after the scenario, £ million, "
            "cash.",
            f"{INDICATIVE} Leave this sheet as it is: an edited share is told by it when this workbook is handed in "
            "again.",
        ),
        table=Table(fields=fields),
    )


def _shares(layout: Layout) -> tuple[Field, ...]:
    columns = layout.settlement.shares.T.tolist()
    return tuple(
        Field(header=header, cells=cells, shown=Shown.PERCENT, look=Look.RESULT, width=10, group=not number)
        for number, (header, cells) in enumerate(zip(layout.as_run_headers, columns, strict=True))
    )


def _held(layout: Layout) -> list[Cell]:
    """The years in which the run held the bid."""
    held: dict[str, Cell] = {
        bid: "; ".join(str(year) for year, share in zip(layout.years, hold.shares, strict=True) if share is not None)
        for bid, hold in layout.review.holds.items()
    }
    return [held.get(bid.bid) for bid in layout.review.bids]


def _costs(layout: Layout) -> tuple[Field, ...]:
    fields = []
    for control in layout.bid_controls:
        for number, (year, cells) in enumerate(zip(layout.years, costs_of(layout, control).T.tolist(), strict=True)):
            header = money_header(control, year, IN_FULL)
            fields.append(
                Field(header=header, cells=cells, shown=Shown.MONEY, look=Look.INPUT, width=11, group=not number)
            )
    return tuple(fields)
