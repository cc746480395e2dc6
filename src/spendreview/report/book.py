"""The settlement workbook: every sheet in its order, written whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from spendreview.allocation import Settlement
from spendreview.report.layout import COVER, Layout
from spendreview.report.names import named_places
from spendreview.report.provenance import provenance
from spendreview.report.sheets.allocation import allocation_page
from spendreview.report.sheets.as_run import as_run_page
from spendreview.report.sheets.board import board_page
from spendreview.report.sheets.bridge import bridge_page
from spendreview.report.sheets.changes import changes_page
from spendreview.report.sheets.chart_data import limits_data_page, movers_data_page, priorities_data_page
from spendreview.report.sheets.charts import charts_page
from spendreview.report.sheets.cover import cover_page
from spendreview.report.sheets.economy import economy_page
from spendreview.report.sheets.grants import grants_page
from spendreview.report.sheets.limits import limits_page
from spendreview.report.sheets.names import names_page
from spendreview.report.sheets.notes import notes_page
from spendreview.report.sheets.outcomes import indicators_page, priorities_page
from spendreview.report.sheets.record import assumptions_page, record_page, warnings_page
from spendreview.report.sheets.settlements import real_page, settlements_page
from spendreview.report.sheets.total_del import total_del_page
from spendreview.report.words import CONTROL_WORDS, INDICATIVE, ON_ILLUSTRATIVE
from spendreview.review import Review
from spendreview.tabular.book import FIXED_DATE, Book, Name, Page, Placed
from spendreview.tabular.book_render import write_book
from spendreview.terms import Control


def write_settlement(settlement: Settlement, path: Path) -> None:
    """Write the settlement workbook: £ million, cash unless a sheet says otherwise; growth and shares as fractions.

    raises  OutputError where the file cannot be written, because it is open in Excel for one
    """
    write_book(settlement_book(settlement), Path(path))


def settlement_book(settlement: Settlement) -> Book:
    """The settlement workbook as data. Equal settlements make equal books: no time of day and no duration is in it."""
    layout = Layout(settlement)
    review = settlement.review
    pages = [_with_grounds(page, review) for page in _pages(layout)]
    _check_places(layout, pages)
    named = named_places(layout, pages)
    pages = [*pages, _with_grounds(names_page(named), review), notes_page()]
    as_at = review.workbook.settings["as_at"]
    return Book(
        title=review.name,
        pages=(cover_page(layout, pages), *pages),
        marking=review.marking or "",
        created=datetime(as_at.year, as_at.month, as_at.day) if as_at is not None else FIXED_DATE,
        subject=INDICATIVE,
        keywords=_keywords(review),
        comments=_comments(settlement),
        names=tuple(Name(own.name, own.address) for own in named),
        home=COVER,
        protected=True,
    )


def _keywords(review: Review) -> str:
    span = f"{review.years[0]} to {review.years[-1]}"
    return ", ".join(("Spending Review", "indicative settlement", "Total DEL", "RDEL", "CDEL", span))


def _comments(settlement: Settlement) -> str:
    """What it was made from, as the run record says it: enough to tell two workbooks apart."""
    made = provenance(settlement)
    return (
        f"spendreview {made['version']}. Workbook SHA-256 {made['workbook_sha256']}. "
        f"Scenario SHA-256 {made['scenario_sha256']}."
    )


def _with_grounds(page: Page, review: Review) -> Page:
    """A sheet of results says that it rests on illustrative rows, where it does."""
    if not any(made for made, _ in review.illustrative.values()):
        return page
    first, second = (line.replace(INDICATIVE, f"{INDICATIVE} {ON_ILLUSTRATIVE}") for line in page.lines)
    return replace(page, lines=(first, second))


def _pages(layout: Layout) -> list[Page]:
    """Every sheet between the cover and Names, in order; those that would be empty of meaning are left out."""
    pages = (
        charts_page(layout),
        board_page(layout),
        settlements_page(layout),
        real_page(layout) if layout.has_deflator else None,
        bridge_page(layout),
        total_del_page(layout),
        _printed_to_cdel(allocation_page(layout)),
        as_run_page(layout),
        grants_page(layout) if layout.grant_lines else None,
        limits_page(layout),
        priorities_page(layout),
        indicators_page(layout),
        economy_page(layout) if layout.series else None,
        changes_page(layout),
        assumptions_page(layout),
        warnings_page(layout),
        record_page(layout),
        movers_data_page(layout),
        limits_data_page(layout),
        priorities_data_page(layout),
    )
    return [page for page in pages if page is not None]


def _printed_to_cdel(page: Page) -> Page:
    """Of the widest sheet, the money that a department answers for: with of-which lines print would be too small."""
    money = (CONTROL_WORDS[Control.RDEL], CONTROL_WORDS[Control.CDEL])
    last = [number for number, field in enumerate(page.table.fields, start=1) if field.header.split()[0] in money]
    return replace(page, printed=last[-1]) if last else page


def _check_places(layout: Layout, pages: list[Page]) -> None:
    """Formulas were written for these places: a table that lies elsewhere is a bug, told here, not by a wrong sum."""
    tables = {page.name: page.table for page in pages}
    places: tuple[Placed, ...] = (
        layout.settlements, layout.real, layout.bridge, layout.allocation, layout.grants, layout.limits, layout.economy,
        layout.bids_as_run, layout.priorities, layout.indicators,
    )  # fmt: skip
    for place in places:
        table = tables.get(place.sheet)
        if table is None:
            continue
        headers = tuple(field.header for field in table.fields)[: len(place.headers)]
        if headers != place.headers or table.rows != place.rows:
            raise AssertionError(
                f"the sheet {place.sheet} is not where its formulas look: {headers}, {table.rows} rows"
            )
