"""Writes a review workbook. The only module here that knows Excel."""

from pathlib import Path

import xlsxwriter

from .sheets import DESCRIPTIONS, STAMP

Row = dict[str, object]


def write_review(path: Path, rows: dict[str, list[Row]]) -> None:
    """Write `rows` (sheet title -> rows of column: value): title in row 1, description in row 2, header in row 4."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": path.stem, "created": STAMP})
        header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        title = book.add_format({"bold": True, "font_size": 14})
        for name, lines in rows.items():
            sheet = book.add_worksheet(name)
            columns = list(dict.fromkeys(column for line in lines for column in line))
            sheet.write(0, 0, name, title)
            sheet.write(1, 0, DESCRIPTIONS[name])
            sheet.write_row(3, 0, columns, header)
            sheet.freeze_panes(4, 1)
            for number, line in enumerate(lines, start=4):
                for place, column in enumerate(columns):
                    if line.get(column) is not None:
                        sheet.write(number, place, line[column])
