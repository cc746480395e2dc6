"""Write a publication with XlsxWriter: tables marked up, values only, deterministic, whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from spendreview.tabular.book import Link
from spendreview.tabular.collector import collector_paused
from spendreview.tabular.files import atomic_path
from spendreview.tabular.publication import Column, CoverSheet, Publication, PublishedSheet, Value
from spendreview.tabular.publication_parts import HEADING_SIZES, with_headings_and_language
from spendreview.tabular.publication_widths import COVER_WIDTH, INDENT, LINE_HEIGHT, height_of, width_of

FONT = {"font_name": "Arial", "font_size": 12, "font_scheme": "none"}
"""Sans-serif and 12 points, as the guidance recommends. Without the last word Excel would show its theme's font."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": FONT,
}
"""Text stays text: what starts with = in somebody's bid is not a formula."""

LINK_COLOUR = "#0B3C8C"
A3, A4 = 8, 9
GAP = 8
"""Points between the lines and the table: a blank row would part them for a screen reader."""
WIDE = 150
"""Characters across from which a sheet is set for A3 paper."""


def write_publication_book(book: Publication, path: Path) -> None:
    """Write a publication to ``path``, which is replaced only when the new file is complete.

    raises  OutputError (OUT01, OUT02) where the folder or the file cannot be written to
    """
    with atomic_path(path) as temporary, collector_paused():
        temporary.write_bytes(with_headings_and_language(_rendered(book), book.language))


def _rendered(book: Publication) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, OPTIONS)
    workbook.set_properties({"title": book.title, "subject": book.subject, "created": book.created})
    formats = Formats(workbook)
    _cover(workbook.add_worksheet(book.cover.name), book.cover, formats)
    for sheet in book.sheets:
        _sheet(workbook.add_worksheet(sheet.name), sheet, formats)
    workbook.close()
    return file.getvalue()


class Formats:
    """The formats of one publication. Colour marks nothing but links, which are underlined too; nothing is filled."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Any, ...], Any] = {}
        title, heading = HEADING_SIZES
        link = {"font_color": LINK_COLOUR, "underline": 1}
        self.title = self._add(bold=True, font_size=title)
        self.title_wrapped = self._add(bold=True, font_size=title, text_wrap=True)
        self.heading = self._add(bold=True, font_size=heading, valign="bottom")
        self.line = self._add()
        self.paragraph = self._add(text_wrap=True)
        self.link = self._add(**link)
        self.link_in_table = self._add(**link, text_wrap=True)

    def header(self, column: Column, position: int) -> Any:
        """The format of a header: on the side on which its cells stand."""
        key = "header", column.decimals is None, position > 0
        return self._cached(key, bold=True, text_wrap=True, bottom=1, **_side(column, position))

    def cell(self, column: Column, position: int, *, total: bool) -> Any:
        """The format of a column's cells."""
        look: dict[str, Any] = {"bold": True, "top": 1} if total else {}
        if column.decimals is not None:
            look["num_format"] = number_format(column.decimals)
        key = "cell", column.decimals, position > 0, total
        return self._cached(key, text_wrap=column.decimals is None, **look, **_side(column, position))

    def _cached(self, key: tuple[Any, ...], **properties: Any) -> Any:
        if key not in self._made:
            self._made[key] = self._add(**properties)
        return self._made[key]

    def _add(self, **properties: Any) -> Any:
        return self._workbook.add_format(FONT | {"valign": "top"} | properties)


def _side(column: Column, position: int) -> dict[str, Any]:
    """Words stand left, figures right, each clear of what stands beside them; the first column begins at the edge."""
    side = "left" if column.decimals is None else "right"
    return {"align": side, "indent": 1} if position else {"align": side}


def number_format(decimals: int) -> str:
    """Thousands separators and so many decimals; what rounds to nil has no minus sign.

    >>> number_format(1)
    '[>=0.05]#,##0.0;[<=-0.05]-#,##0.0;0.0;@'
    """
    digits = "0" + ("." + "0" * decimals if decimals else "")
    own, least = f"#,##{digits}", f"{0.5 * 10**-decimals:.{decimals + 1}f}"
    return f"[>={least}]{own};[<=-{least}]-{own};{digits};@"


def _cover(sheet: Any, cover: CoverSheet, formats: Formats) -> None:
    """Everything in column A: nothing stands beside it."""
    sheet.set_column(0, 0, COVER_WIDTH)
    _write(sheet, 0, 0, cover.title, formats.title_wrapped, formats)
    sheet.set_row(0, height_of(cover.title, COVER_WIDTH * 12 / HEADING_SIZES[0], bold=True) * 4 / 3 + 4)
    row = 1
    for line in cover.lines:
        row = _paragraph(sheet, row, line, formats)
    for heading, lines in cover.parts:
        _write(sheet, row, 0, heading, formats.heading, formats)
        sheet.set_row(row, 2 * LINE_HEIGHT + 2)
        row += 1
        for line in lines:
            row = _paragraph(sheet, row, line, formats)
    _set_up(sheet, COVER_WIDTH)
    sheet.fit_to_pages(1, 1)


def _paragraph(sheet: Any, row: int, line: str | Link, formats: Formats) -> int:
    _write(sheet, row, 0, line, formats.paragraph, formats)
    sheet.set_row(row, height_of(_words(line), COVER_WIDTH))
    return row + 1


def _sheet(sheet: Any, page: PublishedSheet, formats: Formats) -> None:
    """Title, lines, and the table right below them."""
    _write(sheet, 0, 0, page.title, formats.title, formats)
    sheet.set_row(0, LINE_HEIGHT * 4 / 3 + 4)
    for row, line in enumerate(page.lines, start=1):
        _write(sheet, row, 0, line, formats.line, formats)
        sheet.set_row(row, LINE_HEIGHT + (GAP if row == len(page.lines) else 0))
    top = 1 + len(page.lines)
    columns = [
        {"header": column.header, "header_format": formats.header(column, position)}
        for position, column in enumerate(page.columns)
    ]
    sheet.add_table(
        top,
        0,
        top + page.rows,
        len(columns) - 1,
        {"name": page.table, "columns": columns, "autofilter": False, "style": None, "banded_rows": False}
        | {"title": page.title, "description": page.title},
    )
    widths = [width_of(column) for column in page.columns]
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    _rows(sheet, page, top, widths, formats)
    _set_up(sheet, sum(widths))
    sheet.repeat_rows(top)


def _rows(sheet: Any, page: PublishedSheet, top: int, widths: list[float], formats: Formats) -> None:
    """The cells, and room for those of more than one line."""
    headers = zip(page.columns, widths, strict=True)
    sheet.set_row(top, max(height_of(column.header, width - INDENT, bold=True) for column, width in headers) + 2)
    for number in range(page.rows):
        total = number >= page.rows - page.totals
        height = LINE_HEIGHT
        for position, (column, width) in enumerate(zip(page.columns, widths, strict=True)):
            value = column.cells[number]
            _write(sheet, top + 1 + number, position, value, formats.cell(column, position, total=total), formats)
            if column.decimals is None:
                height = max(height, height_of(_words(value), width - (INDENT if position else 0), bold=total))
        sheet.set_row(top + 1 + number, height + 1)


def _write(sheet: Any, row: int, column: int, value: Value, look: Any, formats: Formats) -> None:
    if isinstance(value, Link):
        link = formats.link_in_table if look.text_wrap else formats.link
        sheet.write_url(row, column, f"internal:'{value.sheet}'!A1", link, value.text)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def _words(value: Value) -> str:
    return value.text if isinstance(value, Link) else str(value)


def _set_up(sheet: Any, width: float) -> None:
    """How a sheet prints: a page wide, with nothing in its foot that the sheet does not say."""
    sheet.set_landscape()
    sheet.set_paper(A3 if width > WIDE else A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer('&C&"Arial,Regular"&10Page &P of &N')
