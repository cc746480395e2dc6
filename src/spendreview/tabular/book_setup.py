"""What holds for a sheet of a book as a whole: what stays in view, filters, protection, and how it prints."""

from __future__ import annotations

from typing import Any

from spendreview.tabular.book import HEADER_ROW, Book, Page

A3, A4 = 8, 9
SMALL = '&"Arial,Regular"&9 '
WIDE = 190
"""Characters across from which a page is set for A3 paper: on A4 it would be too small to read."""
FOOTER, LONGEST = 255, 62
"""Characters that a header or footer holds, and the most that a part of it takes: a sheet's name is never cut."""
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
    marking = _printable(book.marking, LONGEST)
    middle = f'&C{SMALL}&"Arial,Bold"{marking}' if marking else ""
    sheet.set_header(middle)
    ends = f"&L{SMALL}", f": {_printable(page.name, LONGEST)}{middle}&R{SMALL}Page &P of &N"
    sheet.set_footer(_printable(book.title, min(LONGEST, FOOTER - _size("".join(ends)))).join(ends))


def _printable(text: str, room: int) -> str:
    """Text for a header or footer, which read & as a command: cut where it would take more than ``room`` there."""
    if _size(text.replace("&", "&&")) <= room:
        return text.replace("&", "&&")
    text = text[:room]
    while _size(text.replace("&", "&&")) >= room:
        text = text[:-1]
    return f"{text.rstrip()}…".replace("&", "&&")


def _size(text: str) -> int:
    """How long a text is to Excel, to which some signs are two."""
    return len(text.encode("utf-16-le")) // 2
