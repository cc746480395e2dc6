"""Write a book with XlsxWriter: deterministic, whole or not at all, and never a formula that nobody meant."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from typing import Any

from spendreview.tabular.book import HEADER_ROW, Book, Formula, Link, Page, Shown, Styled
from spendreview.tabular.book_charts import draw_charts
from spendreview.tabular.book_setup import set_up
from spendreview.tabular.book_styles import PLAIN, Styles
from spendreview.tabular.book_widths import (
    LINE_HEIGHT,
    TITLE_SIZE,
    column_width,
    cut_to,
    header_lines,
    room_above,
    row_lines,
    wrapped_lines,
)
from spendreview.tabular.collector import collector_paused
from spendreview.tabular.files import atomic_path

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Text stays text: what starts with = in somebody's bid is not a formula."""

CRUMB = 1e-9
TALLEST = 409
"""Points: no row can be taller."""


def write_book(book: Book, path: Path) -> None:
    """Write a book to ``path``, which is replaced only when the new file is complete.

    raises  OutputError (OUT01, OUT02) where the folder or the file cannot be written to
    """
    with atomic_path(path) as temporary, collector_paused(), rows_waiting() as folder:
        _render(book, str(temporary), folder)


def rows_waiting() -> tempfile.TemporaryDirectory[str]:
    """A folder of its own for the rows that wait to be put together."""
    return tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


def _render(book: Book, name: str, folder: str) -> None:
    """Write the file; rows wait in ``folder`` until it is put together, so that memory does not grow with the book."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    workbook = xlsxwriter.Workbook(name, OPTIONS | {"tmpdir": folder, "default_format_properties": dict(PLAIN)})
    workbook.set_properties(_properties(book))
    styles = Styles(workbook)
    for page in book.pages:
        sheet = workbook.add_worksheet(page.name)
        widths = _page(sheet, page, book, styles)
        set_up(sheet, page, book, widths)
        draw_charts(workbook, sheet, page, book, widths)
    for name, address in book.names:
        if workbook.define_name(name, f"={address}"):
            raise ValueError(f"{name!r} cannot be a name in a workbook")
    try:
        workbook.close()
    except FileCreateError as error:
        raise (error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error))) from error


def _properties(book: Book) -> dict[str, Any]:
    return {
        "title": book.title,
        "subject": book.subject,
        "category": book.marking,
        "keywords": book.keywords,
        "comments": book.comments,
        "created": book.created,
    }


def _page(sheet: Any, page: Page, book: Book, styles: Styles) -> list[float]:
    """Write the cells of a page; returns the widths of its columns, in characters."""
    feet = zip(*page.table.foot, strict=True) if page.table.foot else repeat(())
    widths = [column_width(field, foot) for field, foot in zip(page.table.fields, feet, strict=False)]
    _above(sheet, page, book, styles, widths)
    for number, (field, width) in enumerate(zip(page.table.fields, widths, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(HEADER_ROW - 1, number, field.header, styles.header(field))
        if field.note:
            sheet.write_comment(HEADER_ROW - 1, number, field.note)
    _heights(sheet, page, widths)
    _rows(sheet, page, styles)
    return widths


def _above(sheet: Any, page: Page, book: Book, styles: Styles, widths: list[float]) -> None:
    """The title and the lines above the table, no wider than it, or than the paper: else print would be smaller."""
    room, last = room_above(page, widths)
    sheet.write_string(0, 0, cut_to(page.heading, room / TITLE_SIZE), styles.title)
    for row, line in enumerate(page.lines, start=1):
        back = f"← {book.home}" if row == len(page.lines) and book.home and page.name != book.home else ""
        lines = wrapped_lines(f"{back}    {line}" if back else line, room)
        if lines == 1 or not last:
            _on_one_line(sheet, row, back, line, book.home, styles)
            continue
        # Beside a link, and not in its cell: LibreOffice wraps no words of a link.
        first = 1 if back else 0
        lines = wrapped_lines(line, room - sum(widths[:first]))
        sheet.set_row(row, LINE_HEIGHT * lines + 1)
        if back:
            sheet.write_url(row, 0, f"internal:'{book.home}'!A1", styles.back, back, f"Back to the sheet {book.home}")
        if first < last:
            sheet.merge_range(row, first, row, last, "", styles.wrapped_line)
        sheet.write_string(row, first, line, styles.wrapped_line)


def _on_one_line(sheet: Any, row: int, back: str, line: str, home: str, styles: Styles) -> None:
    """A line as it is; the last begins with a link, which is in view on every screen, and moves no row."""
    if not back:
        sheet.write_string(row, 0, line, styles.line)
        return
    sheet.write_url(row, 0, f"internal:'{home}'!A1", styles.line, back, f"Back to the sheet {home}")
    sheet.write_rich_string(row, 0, styles.back, back, styles.line, f"    {line}", styles.line)


def _heights(sheet: Any, page: Page, widths: list[float]) -> None:
    """Room for headers and cells of more than one line."""
    fields = page.table.fields
    lines = max(header_lines(field.header, width) for field, width in zip(fields, widths, strict=True))
    sheet.set_row(HEADER_ROW - 1, LINE_HEIGHT * lines + 3)
    if any(field.shown is Shown.WRAPPED for field in fields):
        for row in range(page.table.rows):
            if (lines := row_lines(fields, widths, row)) > 1:
                sheet.set_row(HEADER_ROW + row, min(LINE_HEIGHT * lines + 1, TALLEST))


def _rows(sheet: Any, page: Page, styles: Styles) -> None:
    """Row by row, as the file is written; a cell's Python type says how."""
    table = page.table
    writers = _writers(sheet, styles)
    # XlsxWriter looks through every formula for functions newer than Excel 2007: a Formula has none by its contract.
    sheet._prepare_formula = _without_equals
    body = [styles.body(field) for field in table.fields]
    open_columns = frozenset(number for number, field in enumerate(table.fields) if field.editable)
    for row, cells in enumerate(zip(*(field.cells for field in table.fields), strict=True), start=HEADER_ROW):
        for column, value in enumerate(cells):
            if value is not None:
                writers[type(value)](row, column, value, body[column])
            elif column in open_columns:
                sheet.write_blank(row, column, None, body[column])
    for number, cells in enumerate(table.foot):
        row = HEADER_ROW + table.rows + number
        for column, (field, value) in enumerate(zip(table.fields, cells, strict=True)):
            style = styles.foot(field, first=number == 0)
            if value is None:
                sheet.write_blank(row, column, None, style)
            else:
                writers[type(value)](row, column, value, style)


def _writers(sheet: Any, styles: Styles) -> dict[type, Callable[[int, int, Any, Any], Any]]:
    """How each type of cell is written."""

    def text(row: int, column: int, value: str, style: Any) -> None:
        # XlsxWriter takes text that lies between these two tags for rich text, and writes it as it is.
        raw = value.startswith("<r>") and value.endswith("</r>")
        sheet.write_string(row, column, f"{value} " if raw else value, style)

    def formula(row: int, column: int, cell: Formula, style: Any) -> None:
        sheet.write_formula(row, column, cell.text, style, _without_crumbs(cell.value))

    def link(row: int, column: int, cell: Link, style: Any) -> None:
        sheet.write_url(row, column, f"internal:'{cell.sheet}'!{cell.cell}", styles.link, cell.text)

    def styled(row: int, column: int, cell: Styled, style: Any) -> None:
        writers[type(cell.value)](row, column, cell.value, styles.lone(cell))

    writers: dict[type, Callable[[int, int, Any, Any], Any]] = {
        float: sheet.write_number,
        int: sheet.write_number,
        str: text,
        Formula: formula,
        Link: link,
        Styled: styled,
    }
    return writers


def _without_equals(text: str, *_: Any) -> str:
    return text.removeprefix("=")


def _without_crumbs(value: float | str) -> float | str:
    """What a sum leaves behind where it should be nil would be shown as -0.0."""
    return 0.0 if isinstance(value, float) and abs(value) < CRUMB else value
