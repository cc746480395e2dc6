"""The sheet of what comes with a saving: cash released, what it cost once, the final year, and programmes within."""

from __future__ import annotations

from spendreview.money import millions
from spendreview.report.vfm.book_figures import MONEY_WIDTH, REPORTED, figures_place, key_column, lines_page
from spendreview.report.vfm.book_layout import Column, Layout, Line, placed
from spendreview.report.vfm.book_words import INFORMS, NOT_SAID, OUTLOOK, money, reported
from spendreview.tabular.book import NOT_APPLICABLE, Cell, Formula, Page, Placed, Shown

CASH, ONE_OFF, FORECAST = "Cash releasing, of reported", "One-off cost to date", "Forecast, final year"
WITHIN = "Of which from programmes within"


def outlook_place(layout: Layout) -> Placed:
    """Where the sheet has its cells."""
    return placed(OUTLOOK, _columns(layout), len(layout.lines))


def outlook_page(layout: Layout) -> Page:
    """A line as on the sheet of figures, with the same foot."""
    above = (
        "£ million; a year, but for the one-off cost, which is added up to the end of the year. Cash releasing: cash "
        "freed, net of cost, over what is reported.",
        f"{INFORMS} A forecast is no delivery. What comes from programmes within is part of what is reported.",
    )
    return lines_page(layout, OUTLOOK, "Cash released, one-off cost, and the final year", above, _columns(layout))


def _columns(layout: Layout) -> tuple[Column, ...]:
    def there(line: Line) -> Cell:
        return Formula("=" + figures_place(layout).cell(REPORTED, line.row), reported(line.figures))

    return (
        key_column(layout),
        Column(header=REPORTED, make=there, width=MONEY_WIDTH, group=True, result=False),
        Column(header=CASH, make=_cash, shown=Shown.PERCENT, width=14, summed=NOT_APPLICABLE),
        Column(header=ONE_OFF, make=lambda line: millions(line.figures.one_off_to_date_k), width=14, group=True),
        Column(header=FORECAST, make=lambda line: money(line.figures.forecast_k, NOT_SAID), width=14),
        Column(header=WITHIN, make=lambda line: millions(line.figures.within_k), width=18, group=True),
    )


def _cash(line: Line) -> Cell:
    share = line.figures.cash_releasing_share
    return NOT_SAID if share is None else share
