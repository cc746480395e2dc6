"""The workbook of a position, and that of several side by side: every sheet in its order, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import spendreview
from spendreview.ledger.records import Position
from spendreview.report.vfm.book_bars import bars_data_page
from spendreview.report.vfm.book_chart_data import DATA_PAGES
from spendreview.report.vfm.book_charts import charts_page
from spendreview.report.vfm.book_cover import cover_page
from spendreview.report.vfm.book_evidence import evidence_page, evidence_place
from spendreview.report.vfm.book_figures import figures_page, figures_place
from spendreview.report.vfm.book_layout import Layout
from spendreview.report.vfm.book_notes import notes_page
from spendreview.report.vfm.book_outlook import outlook_page, outlook_place
from spendreview.report.vfm.book_posts import headcount_page, headcount_place, relocation_page, relocation_place
from spendreview.report.vfm.book_taken import taken_page
from spendreview.report.vfm.book_words import COVER, INFORMS
from spendreview.report.vfm.book_years import years_page, years_place
from spendreview.tabular.book import Book, Page, Placed
from spendreview.tabular.book_render import write_book

PLACES: tuple[Callable[[Layout], Placed], ...] = (
    figures_place,
    evidence_place,
    outlook_place,
    years_place,
    headcount_place,
    relocation_place,
)


def write_position(position: Position, path: Path) -> None:
    """Write the workbook of one position: £ million a year, posts apart; equal positions make equal bytes.

    raises  OutputError where the file cannot be written, because it is open in Excel for one
    """
    write_book(position_book(position), Path(path))


def write_comparison(positions: Sequence[Position], path: Path) -> None:
    """Write the workbook of several positions side by side, which are never added up.

    raises  OutputError as above; ValueError where there is no position
    """
    write_book(comparison_book(positions), Path(path))


def position_book(position: Position) -> Book:
    """One position with its groups, as data."""
    return _book(Layout((position,), side_by_side=False), position.title)


def comparison_book(positions: Sequence[Position]) -> Book:
    """Several positions, a line each, as data."""
    if not positions:
        raise ValueError("nothing to compare")
    return _book(Layout(tuple(positions), side_by_side=True), "Programmes side by side")


def _book(layout: Layout, title: str) -> Book:
    data = [bars_data_page(layout), *(page for make in DATA_PAGES if (page := make(layout)) is not None)]
    sheets = (
        charts_page(layout, data),
        figures_page(layout),
        taken_page(layout),
        evidence_page(layout),
        outlook_page(layout),
        years_page(layout),
        headcount_page(layout),
        relocation_page(layout),
    )
    pages = [*(page for page in sheets if page is not None), notes_page(), *data]
    _check_places(layout, pages)
    first = layout.positions[0]
    return Book(
        title=f"Value for money: {title}",
        pages=(cover_page(layout, pages), *pages),
        created=datetime(first.as_at.year, first.as_at.month, first.as_at.day),
        subject=INFORMS,
        keywords=", ".join(("value for money", "efficiency", *map(layout.name, layout.positions))),
        comments=f"spendreview {spendreview.__version__}. Chain head {first.chain_head}.",
        home=COVER,
        protected=True,
    )


def _check_places(layout: Layout, pages: Sequence[Page]) -> None:
    """Formulas were written for these places: a table that lies elsewhere is a bug, told here, not by a wrong sum."""
    tables = {page.name: page.table for page in pages}
    for place in (make(layout) for make in PLACES):
        table = tables.get(place.sheet)
        if table is not None and (tuple(field.header for field in table.fields), table.rows) != (
            place.headers,
            place.rows,
        ):
            raise AssertionError(f"the sheet {place.sheet} is not where its formulas look")
