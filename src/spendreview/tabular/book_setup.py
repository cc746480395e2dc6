"""What holds for a sheet of a book as a whole: what stays in view, filters, protection, and how it prints."""

from __future__ import annotations

from typing import Any

from spendreview.tabular.book import HEADER_ROW, Book, Page

A3, A4 = 8, 9
SMALL = '&"Arial,Regular"&9 '
WIDE = 190
"""Characters across from which a page is set for A3 paper: on A4 it would be too small to read."""
NEARLY_WHOLE = 95
"""Per cent: the size at which a page with charts is printed, so that one of them fills a landscape A4."""

PROTECTION = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What anyone may still do on a protected sheet; its charts and other objects stay locked."""


def set_up(sheet: Any, page: Page, book: Book, widths: list[float]) -> None:
    """Set up a sheet whose columns are as wide as given, in characters."""
    last = len(page.table.fields) - 1
    sheet.freeze_panes(HEADER_ROW, page.freeze)
    if page.filtered and page.table.rows:
        sheet.autofilter(HEADER_ROW - 1, 0, HEADER_ROW - 1 + page.table.rows, last)
    sheet.hide_gridlines(2)
    if book.protected:
        sheet.protect("", PROTECTION)
    _on_paper(sheet, page, sum(widths[: page.printed]))
    _headers(sheet, page, book)


def _on_paper(sheet: Any, page: Page, width: float) -> None:
    if not page.upright:
        sheet.set_landscape()
    sheet.set_paper(A3 if width > WIDE else A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    sheet.repeat_rows(HEADER_ROW - 1)
    if page.breaks:
        # Excel forgets breaks where a sheet is fitted to the width of the paper.
        sheet.set_print_scale(NEARLY_WHOLE)
        sheet.set_h_pagebreaks([HEADER_ROW + row for row in page.breaks])
    else:
        sheet.fit_to_pages(1, 0)
    if page.printed is not None:
        sheet.print_area(0, 0, HEADER_ROW - 1 + page.table.rows + len(page.table.foot), page.printed - 1)


def _headers(sheet: Any, page: Page, book: Book) -> None:
    title, marking, name = (_printable(text) for text in (book.title, book.marking, page.name))
    middle = f'&C{SMALL}&"Arial,Bold"{marking}' if marking else ""
    sheet.set_header(middle)
    sheet.set_footer(f"&L{SMALL}{title}: {name}{middle}&R{SMALL}Page &P of &N")


def _printable(text: str) -> str:
    """Text for a header or footer: these hold 255 characters, and read & as a command."""
    return (text if len(text) <= 60 else text[:59].rstrip() + "…").replace("&", "&&")
