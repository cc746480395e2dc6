"""The sheet Economy: the series that real terms and shares of GDP are worked out from."""

from __future__ import annotations

from spendreview.report.layout import ECONOMY, Layout
from spendreview.tabular.book import NOT_AVAILABLE, Cell, Field, Look, Page, Shown, Styled, Table
from spendreview.terms import Year


def economy_page(layout: Layout) -> Page:
    """A row a series, as it was handed in."""
    series = layout.series
    years = [
        Field(header=str(year), cells=_values(layout, year), shown=Shown.NUMBER, look=Look.INPUT, width=13, group=not t)
        for t, year in enumerate(layout.all_years)
    ]
    fields = (
        Field(header="Series", cells=[row.series for row in series], width=16),
        *years,
        Field(header="Source", cells=[row.source or NOT_AVAILABLE for row in series], shown=Shown.WRAPPED, group=True),
        Field(
            header="As at", cells=[row.as_at.isoformat() if row.as_at else NOT_AVAILABLE for row in series], width=12
        ),
    )
    return Page(
        name=ECONOMY,
        heading="Economic series",
        lines=(
            "gdp_deflator is an index; money_gdp, tme, ame and receipts are £ million, cash.",
            f"From the sheet Economy of the review workbook. {NOT_AVAILABLE}: not given.",
        ),
        table=Table(fields=fields),
        filtered=False,
    )


def _values(layout: Layout, year: Year) -> list[Cell]:
    position = layout.all_years.index(year)
    cells: list[Cell] = []
    for row in layout.series:
        value = row.values[position]
        shown = Shown.NUMBER if row.series == "gdp_deflator" else Shown.MONEY
        cells.append(Styled(value, shown, Look.INPUT) if value is not None else NOT_AVAILABLE)
    return cells
